# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration of any table, out of the server's schema."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from typing import Any, Optional

from .._model._columns import EXTERNAL_IDS
from .._model._daemons import SHARED
from .._model._declare import Child, Children, Column, Entity, Parent, Prepare
from .._ovsdb import _schema
from .._ovsdb._errors import InvalidValue
from .._ovsdb._schema import Schema
from ._desired import Desired
from ._given import native
from ._owned import is_owned, refuse_owned, refuse_system, shared_column
from ._search import ref_of

_TYPES = {"string": "str", "integer": "int", "real": "float", "boolean": "bool", "uuid": "str"}


def entity_of(
    schema: Schema,
    table: str,
    managed: Container[str],
    children: tuple[Child, ...] = (),
    parents: tuple[Parent, ...] = (),
    placed: bool = False,
    overrule: bool = False,
    identity: tuple[str, ...] = (),
    without: Collection[str] = (),
) -> Entity:
    """The declaration of a table.

    :param managed: the columns that a task sets; only in these are references shown by name.
    :param placed: a row that is there is to be in one of C<parents>.
    :param overrule: there is nothing in it that belongs to daemons.
    :param without: columns that are left out.
    """
    shared = None if overrule else SHARED.get((schema.name, table))
    without = {*(child.column for child in children), *without}
    return Entity(
        database=schema.name,
        table=table,
        identity=identity,
        columns=tuple(_column(schema, schema.column(table, name), managed, overrule) for name in schema.columns(table) if name not in without),
        children=children,
        parents=parents,
        placed=placed,
        prepare=_prepare(schema, table),
        foreign=shared.foreign if shared else (),
    )


def values_of(schema: Schema, table: str, given: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The native values of what a task gives.

    :param where: begins the message of an error.
    """
    values = {}
    for name, value in given.items():
        column = schema.column(table, name)
        values[name] = native(column, value, where, keep_null=True)
        if column.ref_table:
            ref_of(schema, column, values[name], where)
    return values


def _column(schema: Schema, column: _schema.Column, managed: Container[str], overrule: bool) -> Column:
    declared = None if overrule else shared_column(schema, column.table, column.name)
    kept = EXTERNAL_IDS.kept_keys if column.is_map and column.name == EXTERNAL_IDS.name and not overrule else frozenset()
    return Column(
        column.name,
        "dict" if column.is_map else "list" if column.is_set else _TYPES[column.atomic_type],
        ref=ref_of(schema, column, None, "") if column.ref_table and column.name in managed else None,
        required=not column.has_default,
        daemon_keys=declared.daemon_keys if declared else frozenset(),
        kept_keys=kept | (declared.kept_keys if declared else frozenset()),
    )


def _prepare(schema: Schema, table: str) -> Prepare:
    columns = [schema.column(table, name) for name in schema.columns(table)]
    fixed = [column.name for column in columns if not column.mutable and not column.ref_table]
    lonely = not schema.is_root(table) and not schema.holders(table)

    def prepare(desired: dict[str, Any], current: Optional[dict[str, Any]], children: Children) -> None:
        if current is None and lonely:
            raise ValueError(f"rows of {table} live only where others refer to them; make one there, as a dictionary in that column")
        for name in fixed:
            if current is not None and name in desired and desired[name] != current[name]:
                raise ValueError(f"columns: {name} of {table} cannot be changed once the row is there ({current[name]!r}); remove the row first")

    return prepare


# -- inline rows -----------------------------------------------------------------------


def is_inline(column: _schema.Column, value: Any) -> bool:
    """Whether rows are given with their columns where references could be."""
    if column.is_map or not column.ref_table:
        return False
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def inline_rows(schema: Schema, column: _schema.Column, value: Any, overrule: bool) -> tuple[Child, list[Desired]]:
    """Rows that live only in a column, and how they are declared.

    :raises InvalidValue: rows of this table are made by themselves, or what is given are not such rows alone.
    """
    where, about = f"columns: {column.name}: ", {"table": column.table, "column": column.name}
    table = str(column.ref_table)
    items = value if isinstance(value, list) else [value]
    if not column.is_strong or schema.is_root(table):
        raise InvalidValue(f"{where}rows of {table} stay by themselves; make them first and give their names or uuids here", **about)
    if not all(isinstance(item, dict) for item in items):
        raise InvalidValue(f"{where}give either rows as dictionaries, or names and uuids", **about)
    if isinstance(value, list) is not column.is_set:
        raise InvalidValue(f"{where}{'a list of rows' if column.is_set else 'one row, and no list,'} is what the column holds", **about)
    for item in items:
        refuse_system(table, item, where)
        if not overrule:
            refuse_owned(schema, table, item, where)
    rows = [values_of(schema, table, item, where) for item in items]
    index = _index(schema, table, rows)
    keys = [tuple(row[name] for name in index) for row in rows]
    twice = next((key for key in keys if key and keys.count(key) > 1), None)
    if twice:
        raise InvalidValue(f"{where}{' '.join(map(str, twice))} is listed twice", **about)
    managed = {name for row in rows for name in row}
    reports = [name for name in schema.columns(table) if is_owned(schema, table, name) and name not in managed]
    entity = entity_of(schema, table, managed, overrule=overrule, identity=index, without=reports)
    desired = [
        Desired(entity=entity, identity=dict(zip(index, key)), columns=row, cleared=frozenset(name for name, content in row.items() if content == {}))
        for row, key in zip(rows, keys)
    ]
    return Child(column.name, entity, single=not column.is_set), desired


def _index(schema: Schema, table: str, rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart, if every row that is given has them."""
    for index in schema.indexes(table):
        columns = [schema.column(table, name) for name in index]
        if all(column.is_plain and not column.ref_table for column in columns) and all(set(index) <= set(row) for row in rows):
            return tuple(index)
    return ()
