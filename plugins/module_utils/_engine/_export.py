# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Northbound as a document: the inverse of applying one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Optional

from .._model._columns import OWNER_KEY
from .._model._declare import Ref
from .._model._document import ROOTS, Branch, Kind
from .._model._named import NAMED
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import InvalidValue, NotFound
from ._desired import is_uuid
from ._document import UUID
from ._foreign import is_marked
from ._homes import uuids_in
from ._ledger import listed
from ._read import canonical_or_raw, columns_of

Document = dict[str, Any]
Values = dict[str, Any]  # a row's native values by column


def export(client: Client, owner: Optional[str] = None, roots: Optional[Mapping[str, list[str]]] = None) -> Document:
    """Read the database as a document.

    :param owner: only what this owner has: its rows, and of rows of others that hold some of them what names these.
    :param roots: only these rows of root tables, by the table's name in documents.
    :raises InvalidValue: C<roots> names no table.
    :raises NotFound: C<roots> names a row that is not there.
    """
    for table in roots or {}:
        if table not in ROOTS:
            raise InvalidValue(f"roots: {table} is no table of documents; there are {', '.join(ROOTS)}")
    return _Export(client, owner, roots).document()


class _Export:
    def __init__(self, client: Client, owner: Optional[str], roots: Optional[Mapping[str, list[str]]]) -> None:
        self._client = client
        self._owner = owner
        self._roots = roots
        self._rows: dict[str, dict[str, Values]] = {}
        self._names: dict[str, str] = {}  # uuid to name, for names that tell a row apart
        self._nameless: set[str] = set()
        self._listed: dict[str, list[str]] = {}  # what the owner has in tables whose rows bear no mark

    def document(self) -> Document:
        for kind in ROOTS.values():
            self._read(kind)
        for table in self._rows:
            self._name(table)
        if self._owner is not None:
            self._listed = listed(self._client, self._owner)
        document: Document = {}
        for name, kind in ROOTS.items():
            if self._roots is not None and name not in self._roots:
                continue
            rows = self._wanted(name, kind)
            shown = [row for uuid, values in rows if (row := self._row(kind, uuid, values)) is not None]
            if kind.entity.singleton:
                if shown and shown[0]:
                    document[name] = shown[0]
            elif shown:
                document[name] = _sorted(kind, shown)
        return document

    def _read(self, kind: Kind) -> None:
        """All tables of the tree in one consistent view would be one huge reply: a table each, from the roots downwards."""
        schema, table = self._client.schema, kind.entity.table
        if table not in self._rows and schema.has(table):
            branches = [branch.column for branch in kind.branches.values() if schema.has(table, branch.column)]
            names = list(dict.fromkeys([*columns_of(kind.entity, schema), *branches]))
            columns = [(name, schema.column(table, name).to_native) for name in names]
            wires = self._client.select(Select(table, (), ("_uuid", *names)))[0]
            self._rows[table] = {wire["_uuid"][1]: {name: to_native(wire[name]) for name, to_native in columns} for wire in wires}
        for branch in kind.branches.values():
            self._read(branch.kind)

    def _name(self, table: str) -> None:
        """Give every row the name by which a document may refer to it; a row without, or with that of another, has its uuid."""
        ref = NAMED.get(table, Ref(table))
        column, _sep, key = ref.key.partition(":")
        rows = self._rows[table]
        if not all(self._client.schema.has(table, column) for column in ref.columns()):
            return
        names = {}
        for uuid, values in rows.items():
            names[uuid] = values[column].get(key, "") if key else " ".join(str(values.get(part) or "") for part in ref.columns())
        counts = Counter(names.values())
        for uuid, name in names.items():
            if name and counts[name] == 1 and not is_uuid(name):  # what looks like a uuid would be taken for that of a row
                self._names[uuid] = name
            elif key or ref.columns() == ("name",):
                self._nameless.add(uuid)

    def _wanted(self, name: str, kind: Kind) -> list[tuple[str, Values]]:
        rows = list(self._rows.get(kind.entity.table, {}).items())
        if self._roots is None:
            return rows
        wanted = set(self._roots[name] or [])
        found = [(uuid, values) for uuid, values in rows if not wanted or self._names.get(uuid, uuid) in wanted or uuid in wanted]
        missing = sorted(wanted - {self._names.get(uuid, uuid) for uuid, _values in found} - {uuid for uuid, _values in found})
        if missing:
            raise NotFound(f"roots: {name}: no {kind.entity.table} is named {', '.join(missing)}", table=kind.entity.table, object=missing[0])
        return found

    def _row(self, kind: Kind, uuid: str, values: Values, branch: Optional[Branch] = None, alike: bool = False) -> Optional[Document]:
        """One row with all below it; C<None> if it is not the owner's and holds nothing of its.

        :param alike: what identifies it does so for another row beside it, too.
        """
        entity = kind.entity
        marks = values.get("external_ids") or {}
        inline = branch is not None and branch.child is not None
        theirs = self._owner is not None and not inline and marks.get(OWNER_KEY) != self._owner and not self._is_listed(kind, values)
        if any(is_marked(foreign, values) for foreign in entity.foreign):
            if entity.foreign[0].keys is None:
                return None
            theirs = True
        shown: Document = {}
        if alike or (uuid in self._nameless and "name" in entity.identity and not inline):
            shown[UUID] = uuid
        for option, column in kind.options.items():
            if column.name not in values or (theirs and option not in entity.identity):
                continue
            value = self._value(kind, option, values[column.name])
            essential = option in entity.identity and value is not None and (option == entity.identity[0] or (column.empty is None and value != ""))
            if essential or column.required or value not in (self._empty(kind, option), None, {}):
                shown[option] = value
        below = False
        for inner in kind.branches.values():
            if theirs and inner.child:
                continue
            rows = self._below(inner, values)
            if rows:
                below = True
                shown[inner.option] = rows[0] if inner.child and inner.child.single else _sorted(inner.kind, rows)
        return None if theirs and not below else shown

    def _below(self, branch: Branch, values: Values) -> list[Document]:
        known = self._rows.get(branch.kind.entity.table, {})
        rows = [(uuid, known[uuid]) for uuid in uuids_in(values.get(branch.column)) if uuid in known]
        alike = self._alike(branch.kind, rows) if branch.parent and not branch.kind.entity.unique else set()
        return [row for uuid, inner in rows if (row := self._row(branch.kind, uuid, inner, branch, uuid in alike)) is not None]

    def _alike(self, kind: Kind, rows: list[tuple[str, Values]]) -> set[str]:
        """The rows of one parent that a document could not tell from others by their identity."""
        options = {option: kind.entity.column(option) for option in kind.entity.identity}
        known = {uuid: {option: self._identifying(kind, option, values) for option in options} for uuid, values in rows}
        by_given: dict[tuple[str, ...], list[str]] = {}
        for uuid, values in known.items():
            # what stands not in the document means empty, or anything if the column has no such meaning
            by_given.setdefault(tuple(o for o, column in options.items() if column.empty is not None or values[o] not in ("", None)), []).append(uuid)
        alike: set[str] = set()
        for given, uuids in by_given.items():
            counts = Counter(tuple(values[option] for option in given) for values in known.values())
            alike.update(uuid for uuid in uuids if counts[tuple(known[uuid][option] for option in given)] > 1)
        return alike

    def _identifying(self, kind: Kind, option: str, values: Values) -> Any:
        column = kind.options[option]
        value = self._value(kind, option, values[column.name]) if column.name in values else None
        if value in (None, ""):
            return "" if column.empty is None else column.empty
        return value if column.ref else canonical_or_raw(column, value)

    def _is_listed(self, kind: Kind, values: Values) -> bool:
        return " ".join(str(values.get(option, "")) for option in kind.entity.identity) in self._listed.get(kind.entity.table, ())

    def _value(self, kind: Kind, option: str, value: Any) -> Any:
        column = kind.options[option]
        if column.key:
            return column.out_of_map(value)
        if column.ref:
            return sorted(self._names.get(uuid, uuid) for uuid in value) if isinstance(value, list) else self._names.get(value, value)
        if isinstance(value, dict):
            own = {other.key for other in kind.entity.columns if other.name == column.name and other.key}
            hidden = column.daemon_keys | own
            return {key: item for key, item in value.items() if key not in hidden and not (self._owner and key.startswith(OWNER_KEY))}
        return value

    def _empty(self, kind: Kind, option: str) -> Any:
        column = kind.options[option]
        return column.empty if column.key else self._client.schema.column(kind.entity.table, column.name).empty


def _sorted(kind: Kind, rows: list[Document]) -> list[Document]:
    """By what tells the rows apart, so that the same database always gives the same document."""
    return sorted(rows, key=lambda row: [str(row.get(option, "")) for option in kind.entity.identity or row])
