# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read rows of any table, with conditions that the server evaluates."""

from __future__ import annotations

from typing import Any, Optional

from .._ovsdb._client import Client, Select
from .._ovsdb._errors import InvalidValue
from .._ovsdb._schema import Column, Schema
from ._desired import is_uuid
from ._given import native
from ._homes import uuids_in
from ._names import WireRow, name_of, naming, scan, with_names

FUNCTIONS = ("==", "!=", "<", "<=", ">", ">=", "includes", "excludes")
Row = dict[str, Any]


def query(client: Client, tables: dict[str, Optional[dict[str, Any]]], resolve_references: bool = False) -> dict[str, list[Row]]:
    """Read tables in one consistent view.

    :param tables: table to C<conditions> (a list of C<[column, function, value]>, all of which must
        hold) and C<columns>; C<None> for all of it.
    :param resolve_references: give names instead of uuids where the other row has a name.
    :raises SchemaMismatch: the server lacks a table or column.
    :raises InvalidValue: a condition that cannot be.
    """
    schema = client.schema
    selects = [_select(schema, table, wanted or {}) for table, wanted in tables.items()]
    results = client.select(*selects)
    names = _names(client, selects, results) if resolve_references else {}
    answer = {}
    for select, rows in zip(selects, results):
        columns = [schema.column(select.table, name) for name in select.columns]
        answer[select.table] = [_native(columns, row, names) for row in rows]
    return answer


def _select(schema: Schema, table: str, wanted: dict[str, Any]) -> Select:
    if not isinstance(wanted, dict) or not set(wanted) <= {"conditions", "columns"} or not all(isinstance(v, (list, type(None))) for v in wanted.values()):
        raise InvalidValue(f"tables: {table}: {wanted!r} is not a dictionary of conditions and columns, both lists", table=table)
    columns = wanted.get("columns") or schema.columns(table)
    for name in columns:
        schema.column(table, name)
    where = tuple(_condition(schema, table, c) for c in wanted.get("conditions") or [])
    return Select(table, where, tuple(dict.fromkeys(["_uuid", *columns])))


def _condition(schema: Schema, table: str, condition: Any) -> tuple[str, str, Any]:
    if not isinstance(condition, list) or len(condition) != 3:
        raise InvalidValue(f"conditions of {table}: {condition!r} is not [column, function, value]", table=table)
    name, function, value = condition
    column = schema.column(table, str(name))
    if function not in FUNCTIONS:
        raise InvalidValue(f"conditions of {table}: {function!r} is none of {', '.join(FUNCTIONS)}", table=table, column=name)
    value = native(column, value, f"conditions of {table}: ")
    for uuid in uuids_in(value) if column.ref_table else ():
        if not is_uuid(uuid):
            raise InvalidValue(f"conditions of {table}: {name}: {uuid!r} is not a uuid, with which references are compared", table=table, column=name)
    return name, function, column.to_wire(value)


def _names(client: Client, selects: list[Select], results: list[list[WireRow]]) -> dict[str, str]:
    """uuid to name, for all rows of the tables that the results refer to."""
    schema = client.schema
    targets = {schema.column(select.table, name).ref_table for select, rows in zip(selects, results) if rows for name in select.columns} - {None}
    refs = [ref for table in sorted(str(t) for t in targets) if (ref := naming(schema, table))]
    scans = client.select(*(scan(ref) for ref in refs))
    return {row["_uuid"][1]: name for ref, rows in zip(refs, scans) for row in rows if (name := name_of(ref, row))}


def _native(columns: list[Column], row: WireRow, names: dict[str, str]) -> Row:
    shown = {}
    for column in columns:
        value = column.to_native(row[column.name])
        shown[column.name] = with_names(value, names) if column.ref_table else value
    return shown
