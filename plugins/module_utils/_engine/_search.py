# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which row is meant by values of its columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .._model._declare import Ref
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import Ambiguous, InvalidValue, NotFound
from .._ovsdb._schema import Column, Schema
from ._desired import is_uuid
from ._given import native
from ._homes import uuids_in
from ._names import lookup, naming, with_names


@dataclass(frozen=True)
class Search:
    """What identifies a row.

    :param conditions: as the server compares it.
    :param columns: as the row has it, with references by name.
    """

    conditions: tuple[tuple[str, str, Any], ...] = ()
    columns: dict[str, Any] = field(default_factory=dict)


def ref_of(schema: Schema, column: Column, value: Any, where: str) -> Ref:
    """How the rows are found that a column of references names.

    :raises InvalidValue: they have no names, and something else than uuids is given.
    """
    ref = naming(schema, str(column.ref_table))
    for reference in uuids_in(value) if ref is None else ():
        if reference is not None and not is_uuid(reference):
            raise InvalidValue(
                f"{where}{column.name}: {reference!r} is no uuid, and rows of {column.ref_table} have no names", table=column.table, column=column.name
            )
    return ref or Ref(str(column.ref_table), "")


def search(client: Client, table: str, where: dict[str, Any], option: str = "where") -> Search:
    """The conditions that columns are C<where>; a map must hold the given keys with their values.

    :raises NotFound: a reference names no row.
    """
    schema = client.schema
    conditions: list[tuple[str, str, Any]] = []
    columns: dict[str, Any] = {}
    for name, given in where.items():
        if name == "_uuid":
            raise InvalidValue(f"{option}: a row is told by its uuid in the option uuid", table=table)
        column = schema.column(table, name)
        value = columns[name] = native(column, given, f"{option}: ")
        if column.is_map and not value:
            raise InvalidValue(f"{option}: {name}: give the keys, with their values, that the row has", table=table, column=name)
        if column.ref_table:
            ref = ref_of(schema, column, value, f"{option}: ")
            uuids = lookup(client, dict.fromkeys((ref, reference, f"{option}: {name}") for reference in uuids_in(value)))
            value = with_names(value, {reference: uuid for (dummy, reference), uuid in uuids.items()})
        conditions.append((name, "includes" if column.is_map else "==", column.to_wire(value)))
    return Search(tuple(conditions), columns)


def the_only(client: Client, table: str, where: dict[str, Any], option: str) -> str:
    """The uuid of the row that is meant.

    :raises NotFound: there is none.
    :raises Ambiguous: there are several; lists their uuids.
    """
    rows = client.select(Select(table, search(client, table, where, option).conditions, ("_uuid",)))[0]
    words = " ".join(f"{name}={value}" for name, value in where.items())
    if not rows:
        raise NotFound(f"{option}: no {table} with {words}; create it first, or check the spelling", table=table, object=words)
    if len(rows) > 1:
        uuids = ", ".join(row["_uuid"][1] for row in rows)
        raise Ambiguous(f"{option}: {len(rows)} rows of {table} have {words} ({uuids}); give the uuid instead", table=table, object=words, details=uuids)
    return str(rows[0]["_uuid"][1])
