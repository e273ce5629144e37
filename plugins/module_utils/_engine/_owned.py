# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What daemons write is not for tasks, unless they say so. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from .._model._daemons import OWNERS, SHARED, columns_of_daemons
from .._model._declare import Column
from .._ovsdb._errors import InvalidValue
from .._ovsdb._schema import Schema

HINT = "leave it out, or say overrule_daemons: true"


def refuse_database(database: str) -> None:
    """Refuse to write a database that daemons fill."""
    if database in OWNERS:
        raise InvalidValue(
            f"database: {OWNERS[database]} write the rows of {database}, and overwrite or misread what others write there;"
            " where you must, say overrule_daemons: true"
        )


def refuse_system(table: str, columns: Mapping[str, Any], where: str) -> None:
    """Refuse the columns that every row has and the server alone writes."""
    for name in ("_uuid", "_version"):
        if name in columns:
            raise InvalidValue(f"{where}{name} is the server's own", table=table, column=name)


def refuse_owned(schema: Schema, table: str, columns: Mapping[str, Any], where: str) -> None:
    """Refuse columns, and keys of maps, that daemons write.

    :param where: begins the message.
    """
    for name, value in columns.items():
        if is_owned(schema, table, name):
            raise InvalidValue(f"{where}{name} of {table} is written by daemons and cannot be set; {HINT}", table=table, column=name)
        declared = shared_column(schema, table, name)
        owned = sorted(set(value) & declared.daemon_keys) if declared and isinstance(value, dict) else []
        if owned:
            raise InvalidValue(f"{where}{name}: {', '.join(owned)} is written by daemons and cannot be set; {HINT}", table=table, column=name)


def is_owned(schema: Schema, table: str, name: str) -> bool:
    """Whether only daemons write a column."""
    return schema.column(table, name).ephemeral or name in columns_of_daemons(schema.name, table)


def shared_column(schema: Schema, table: str, name: str) -> Optional[Column]:
    """How a map is declared some keys of which are daemons'."""
    entity = SHARED.get((schema.name, table))
    return next((column for column in entity.columns if column.name == name and not column.key), None) if entity else None
