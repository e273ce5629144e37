# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's schema, and the two forms of a value: native Python and OVSDB's JSON.

Native: a scalar is itself, an optional column is C<None> or its value, a set is a
sorted list, a map a dict; a uuid is a string. The notation on the wire is that of
RFC 7047 section 5.1.
"""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

with contextlib.suppress(ImportError):  # a module says what is missing once it runs; documentation needs no library
    import ovs.db.data
    import ovs.db.schema
    import ovs.db.types
    from ovs.db.error import Error

from ._errors import InvalidValue, SchemaMismatch

_SURROGATE = re.compile("[\ud800-\udfff]")
NOBODY = "00000000-0000-0000-0000-000000000000"  # the uuid of no row


class Named(str):
    """The symbolic uuid of a row that the same transaction inserts."""


def _atom_to_wire(base: Any, value: Any) -> Any:
    if base.type == ovs.db.types.UuidType:
        return ["named-uuid" if isinstance(value, Named) else "uuid", str(value)]
    return value


def _atom_to_native(base: Any, wire: Any) -> Any:
    return wire[1] if base.type == ovs.db.types.UuidType else wire


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\0" not in value and (value.isascii() or not _SURROGATE.search(value))


def check_text(value: Any) -> None:
    """Refuse text that a server does not read, but hangs up on.

    :raises InvalidValue: says which text it is.
    """
    if isinstance(value, dict):
        check_text([*value, *value.values()])
    elif isinstance(value, (list, tuple)):
        for item in value:
            check_text(item)
    elif isinstance(value, str) and not _is_text(value):
        raise InvalidValue(f"{value!r} has a null character or half of a surrogate pair, which OVSDB does not take", details=repr(value))


class Column:
    """One column of the server's schema.

    :param mutable: it may change after a row's creation.
    :param ephemeral: it is not stored: what is in it tells a state, and nobody configures anything with it.
    """

    def __init__(self, table: str, name: str, type_: Any, mutable: bool = True, ephemeral: bool = False) -> None:
        self.table = table
        self.name = name
        self.mutable = mutable
        self.ephemeral = ephemeral
        self.type = type_
        self.is_map = type_.is_map()
        self.is_set = not self.is_map and type_.n_max != 1
        self.is_optional = not self.is_map and type_.n_max == 1 and type_.n_min == 0
        self.is_plain = not self.is_map and not self.is_set and not self.is_optional
        self.atomic_type: str = type_.key.type.to_string()
        self.value_type: str | None = type_.value.type.to_string() if self.is_map else None
        holder = type_.value if self.is_map else type_.key
        self.ref_table: str | None = holder.ref_table_name
        self.is_strong: bool = holder.is_strong_ref()  # the rows that it refers to stay while it does
        # how many elements a set must have, and whether a single reference must be there
        self.least: int = type_.n_min if self.is_set or (self.ref_table and not self.is_map) else 0
        self._plain_map = self.is_map and ovs.db.types.UuidType not in (type_.key.type, type_.value.type)
        bases = [type_.key, type_.value] if self.is_map else [type_.key]
        self._any_texts = all(base.type == ovs.db.types.StringType and not base.has_constraints() for base in bases)

    @property
    def choices(self) -> frozenset[Any] | None:
        """The values (elements of a set, keys of a map) that the server admits; C<None> if any."""
        enum = self.type.key.enum
        return None if enum is None else frozenset(atom.value for atom in enum.values)

    @property
    def empty(self) -> Any:
        """The native value of the column in a row that never set it."""
        if self.is_map:
            return {}
        if self.is_set:
            return []
        if self.is_optional:
            return None
        return {"integer": 0, "real": 0.0, "boolean": False, "string": "", "uuid": NOBODY}[self.atomic_type]

    @property
    def has_default(self) -> bool:
        """Whether a row may be created without saying what is in the column."""
        if self.ref_table and not self.is_map:
            return not self.least
        try:
            self.to_wire(self.empty)
        except InvalidValue:
            return False
        return True

    def to_native(self, wire: Any) -> Any:
        """From the JSON of RFC 7047."""
        if self._plain_map:
            return dict(wire[1])
        if not isinstance(wire, list):
            return [wire] if self.is_set else wire
        uuids = self.atomic_type == "uuid"
        if self.is_map:
            return {_atom_to_native(self.type.key, k): _atom_to_native(self.type.value, v) for k, v in wire[1]}
        if wire[0] == "set":
            atoms = [atom[1] for atom in wire[1]] if uuids else wire[1]
        else:  # a single uuid
            atoms = [wire[1]]
        if self.is_set:
            return sorted(atoms)
        return atoms[0] if atoms else None

    def to_wire(self, value: Any) -> Any:
        """To the JSON of RFC 7047, checked against the schema's enumerations and ranges.

        :raises InvalidValue: the schema does not admit the value.
        """
        key = self.type.key
        if self.is_map:
            wire = ["map", [[_atom_to_wire(key, k), _atom_to_wire(self.type.value, v)] for k, v in value.items()]]
        elif self.is_set:
            if len(value) < self.least:
                raise InvalidValue(f"{self.name}: this server wants {self.least} at least", table=self.table, column=self.name)
            wire = ["set", [_atom_to_wire(key, v) for v in value]]
        elif self.least and not value:
            raise InvalidValue(f"{self.name}: cannot be empty on this server", table=self.table, column=self.name)
        elif value is None:
            wire = ["set", []]
        else:
            wire = _atom_to_wire(key, value)
        if self.atomic_type != "uuid" and not (self._any_texts and self._is_texts(value)):
            self._check(value, wire)
        return wire

    def _is_texts(self, value: Any) -> bool:
        """Whether a value is nothing but text, which is most of a large document: where any text will do, it needs no further look."""
        if not (self.is_map or self.is_set):
            return _is_text(value)
        if not self.type.n_min <= len(value) <= self.type.n_max:
            return False
        if self.is_map:
            return all(_is_text(text) for item in value.items() for text in item)
        return all(_is_text(text) for text in value) and len(set(value)) == len(value)

    def _check(self, value: Any, wire: Any) -> None:
        check_text(wire)
        try:
            ovs.db.data.Datum.from_json(self.type, wire)
        except Error as e:
            raise InvalidValue(
                f"{self.name}: {value!r} is not allowed: {e.args[0] if e.args else e}", table=self.table, column=self.name, details=str(e)
            ) from e


class Schema:
    """A database's schema as the server sent it.

    :param text: the JSON text that C<_Server> and C<get_schema> give.
    """

    def __init__(self, text: str) -> None:
        schema = ovs.db.schema.DbSchema.from_json(json.loads(text))
        self.name: str = schema.name
        self.version: str = schema.version
        self._tables = schema.tables
        self._columns: dict[tuple[str, str], Column] = {}

    def tables(self) -> list[str]:
        """The names of all tables, sorted."""
        return sorted(self._tables)

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns, sorted.

        :raises SchemaMismatch: the server has no such table.
        """
        return sorted(self._table(table).columns)

    def has(self, table: str, column: str | None = None) -> bool:
        """Whether the server knows the table, or its column."""
        return table in self._tables and (column is None or column in self._tables[table].columns)

    def least(self, table: str, name: str) -> int:
        """How many elements this server wants in a column, none where it lacks it; OVSDB fills up with empty ones what is left out."""
        return self.column(table, name).least if self.has(table, name) else 0

    def column(self, table: str, name: str) -> Column:
        """The column's type.

        :raises SchemaMismatch: the server lacks the table or the column.
        """
        column = self._columns.get((table, name))
        if column is None:
            if name == "_uuid":
                type_ = ovs.db.types.Type(ovs.db.types.BaseType(ovs.db.types.UuidType))
                column = Column(table, name, type_)
            elif name in self._table(table).columns:
                found = self._table(table).columns[name]
                column = Column(table, name, found.type, found.mutable, not found.persistent)
            else:
                raise SchemaMismatch(
                    f"{table} has no column {name} in {self.name} {self.version}; it has: {', '.join(self.columns(table))}", table=table, column=name
                )
            self._columns[table, name] = column
        return column

    def indexes(self, table: str) -> list[list[str]]:
        """The columns that together are unique in a table."""
        return [[column.name for column in index] for index in self._table(table).indexes]

    def is_root(self, table: str) -> bool:
        """Whether a table's rows stay though nothing refers to them."""
        return bool(self._table(table).is_root)

    def has_one_row(self, table: str) -> bool:
        """Whether a table has one row at most."""
        return bool(self._table(table).max_rows == 1)

    def holders(self, table: str) -> list[tuple[str, str]]:
        """The columns, with their tables, that keep rows of a table which is not in the root set, and may take in others and let go of them."""
        if self.is_root(table):
            return []
        return [(column.table, column.name) for column in self._keeping(table) if column.mutable and (column.is_map or column.is_set or column.is_optional)]

    def keepers(self, table: str) -> set[tuple[str, str]]:
        """The columns, with their tables, whose references keep rows of a table, whether they may let go of them or not."""
        return {(column.table, column.name) for column in self._keeping(table)}

    def _keeping(self, table: str) -> list[Column]:
        columns = [self.column(other, name) for other in self.tables() for name in self.columns(other)]
        return [column for column in columns if column.is_strong and column.ref_table == table]

    def _table(self, name: str) -> Any:
        if name not in self._tables:
            raise SchemaMismatch(f"{self.name} {self.version} has no table {name}; it has: {', '.join(self.tables())}", table=name)
        return self._tables[name]
