# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rows keep another one from being removed."""

from __future__ import annotations

from .._model._declare import Parent
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import ConstraintViolation, ReferentialViolation
from ._desired import Desired
from ._names import name_of, naming

LISTED = 5  # users named in a message; all are in failure.details


def refuse_if_used(client: Client, desired: Desired, uuid: str) -> None:
    """Look for the strong references to a row that is to be removed, beside that of its parent.

    The server refuses it as well, but only at commit, where check mode does not come, and names no row.

    :raises ReferentialViolation: names the rows that refer to it.
    """
    schema, table = client.schema, desired.entity.table
    homes = {(parent.table, parent.column) for parent in desired.entity.parents}
    columns = [schema.column(other, name) for other in schema.tables() for name in schema.columns(other) if (other, name) not in homes]
    columns = [column for column in columns if column.ref_table == table and column.is_strong and not column.is_map]
    names = {column.table: naming(schema, column.table) for column in columns}
    selects = []
    for column in columns:
        ref = names[column.table]
        selects.append(Select(column.table, ((column.name, "includes", ["uuid", uuid]),), ("_uuid", *(ref.columns() if ref else ()))))
    users: list[str] = []
    for column, rows in zip(columns, client.select(*selects)):
        ref = names[column.table]
        for row in rows:
            name = (ref and name_of(ref, row)) or row["_uuid"][1]
            users.append(f"{column.name} of {column.table} {name!r}")
    if users:
        some = ", ".join(users[:LISTED]) + (f" and {len(users) - LISTED} more" if len(users) > LISTED else "")
        raise ReferentialViolation(
            f"{desired}: {some} still names it; remove what still refers to it first", table=table, object=str(desired), details=", ".join(users)
        )


def refuse_to_empty(client: Client, desired: Desired, homes: list[tuple[Parent, str]]) -> None:
    """Refuse to take the last row out of a set that must hold one.

    :raises ConstraintViolation: names the set.
    """
    strict = [(parent, uuid) for parent, uuid in homes if client.schema.column(parent.table, parent.column).least]
    found = client.select(*(Select(parent.table, (("_uuid", "==", ["uuid", uuid]),), (parent.column,)) for parent, uuid in strict))
    for (parent, uuid), rows in zip(strict, found):
        column = client.schema.column(parent.table, parent.column)
        if any(len(column.to_native(row[column.name])) <= column.least for row in rows):
            raise ConstraintViolation(
                f"{desired}: it is the last in {column.name} of {parent.table} {uuid}, which must not be empty; remove that row, or add another first",
                table=parent.table,
                column=column.name,
                object=str(desired),
            )
