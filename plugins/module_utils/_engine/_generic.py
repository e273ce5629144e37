# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any row of any table as a desired row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from .._ovsdb._client import Client
from .._ovsdb._errors import InvalidValue, NotFound
from .._ovsdb._schema import Schema
from ._desired import Desired, is_uuid
from ._generic_entity import entity_of, inline_rows, is_inline, values_of
from ._generic_home import Home, home_of, homes
from ._owned import refuse_owned, refuse_system
from ._search import Search, search


@dataclass(frozen=True)
class Wanted:
    """What a task says of one row; C<None> is what it does not say.

    :param where: column to the value that identifies the row; of a map, some of its keys.
    :param columns: column to the value to set.
    :param parent: C<table>, C<where> or C<uuid>, C<column> and C<key> of the place where the row lives.
    :param overrule: write also what daemons write.
    """

    table: str
    where: Optional[dict[str, Any]] = None
    uuid: Optional[str] = None
    columns: Optional[dict[str, Any]] = None
    parent: Optional[dict[str, Any]] = None
    overrule: bool = False


def describe(client: Client, wanted: Wanted, present: bool) -> Optional[Desired]:
    """The desired row; C<None> if it shall not be there, and cannot be since its parent is not, or what identifies it.

    :raises SchemaMismatch: the server lacks a table or column; lists what it has.
    :raises InvalidValue: a value of another type than the column's, or something that cannot be asked for.
    :raises NotFound: a row that is referred to, or the parent, does not exist.
    """
    schema, table = client.schema, wanted.table
    columns = wanted.columns or {}
    schema.columns(table)  # is there such a table?
    if not present and schema.is_root(table) and schema.has_one_row(table):
        raise InvalidValue(f"state: the row of {table} always stays", table=table)
    _check_columns(schema, wanted)
    try:
        home = home_of(client, table, wanted.parent)
        _check_identity(schema, wanted, home)
        found = search(client, table, wanted.where) if wanted.where else Search()
    except NotFound:
        if present:
            raise
        return None
    inline = {name: value for name, value in columns.items() if is_inline(schema.column(table, name), value)}
    given = values_of(schema, table, {name: value for name, value in columns.items() if name not in inline}, "columns: ")
    values = {**found.columns, **given}
    values.update({name: {**value, **given[name]} for name, value in found.columns.items() if name in given})  # keys of one map
    children = [inline_rows(schema, schema.column(table, name), value, wanted.overrule) for name, value in inline.items()]
    return Desired(
        entity=entity_of(schema, table, values, tuple(child for child, dummy in children), homes(schema, table, home), home is not None, wanted.overrule),
        uuid=wanted.uuid,
        columns=values,
        cleared=frozenset(name for name, value in given.items() if value == {}),
        parent=home.parent if home else None,
        children={child.option: rows for child, rows in children},
        conditions=found.conditions,
        unique=any(set(index) <= set(wanted.where or ()) for index in schema.indexes(table)),
        label=_label(wanted, home),
    )


def _label(wanted: Wanted, home: Optional[Home]) -> str:
    if wanted.uuid:
        return f"{wanted.table} {wanted.uuid}"
    words = []
    for column, value in (wanted.where or {}).items():
        words += [f"{column}:{k}={v}" for k, v in value.items()] if isinstance(value, dict) else [f"{column}={value}"]
    return " ".join([wanted.table, *words, *([home.label] if home else [])])


def _check_columns(schema: Schema, wanted: Wanted) -> None:
    """Whether the columns that are to be set are the task's to set."""
    table, columns, where = wanted.table, wanted.columns or {}, wanted.where or {}
    refuse_system(table, columns, "columns: ")
    for name, value in columns.items():
        schema.column(table, name)
        maps = isinstance(value, dict) and isinstance(where.get(name), dict)
        if name in where and not (maps and value and not set(value) & set(where[name])):
            raise InvalidValue(f"columns: {name} identifies the row in where; to change it, tell the row by its uuid", table=table, column=name)
    if not wanted.overrule:
        refuse_owned(schema, table, columns, "columns: ")


def _check_identity(schema: Schema, wanted: Wanted, home: Optional[Home]) -> None:
    table, placed = wanted.table, home is not None and home.holds_one
    if wanted.uuid is not None and not is_uuid(wanted.uuid):
        raise InvalidValue(f"uuid: {wanted.uuid!r} is not a uuid; names go into where", table=table)
    if wanted.where and wanted.uuid:
        raise InvalidValue("where and uuid: give one of them", table=table)
    if home and placed and wanted.where:
        raise InvalidValue(f"where: the row is the one {home.label}; leave where out", table=table)
    if wanted.where and schema.has_one_row(table):
        raise InvalidValue(f"where: {table} has one row; leave where out", table=table)
    if not wanted.where and not wanted.uuid and not placed and not schema.has_one_row(table):
        raise InvalidValue(f"where: needed to tell which row of {table} is meant, or give its uuid", table=table)
