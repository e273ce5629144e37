# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read what a document of any size needs: by name where it is small, whole tables where that is cheaper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from .._model._declare import Column
from .._model._document import Branch, Kind
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import InvalidValue
from ._desired import Desired
from ._document import Node, Problems
from ._foreign import owner
from ._homes import uuids_in
from ._read import Current, Row, canonical_or_raw, columns_of, conditions

# On 100,000 ports a select by name takes 20 ms, one by uuid 0.1 ms, the whole table 1.2 s.
MANY_NAMES = 40
MANY_UUIDS = 5000


class Rows:
    """Rows among which desired ones are looked up."""

    def __init__(self, rows: Iterable[Row], current: Current) -> None:
        self._rows = list(rows)
        self._current = current
        self._indexes: dict[tuple[str, ...], tuple[list[Column], dict[tuple[Any, ...], list[Row]]]] = {}

    def find(self, desired: Desired) -> list[Row]:
        """The rows that have the desired identity."""
        if desired.uuid:
            return [row for row in self._rows if row.uuid == desired.uuid]
        options = tuple(desired.identity)
        if options not in self._indexes:
            self._indexes[options] = self._index([desired.entity.column(option) for option in options])
        columns, index = self._indexes[options]
        found = index.get(tuple([self._wanted(column, value) for column, value in zip(columns, desired.identity.values())]), [])
        return [row for row in found if not ((foreign := owner(desired, row.values)) and foreign.beside)] if desired.entity.foreign else found

    def _index(self, columns: list[Column]) -> tuple[list[Column], dict[tuple[Any, ...], list[Row]]]:
        index: dict[tuple[Any, ...], list[Row]] = {}
        for row in self._rows:
            index.setdefault(tuple([_identifying(column, row) for column in columns]), []).append(row)
        return columns, index

    def _wanted(self, column: Column, value: Any) -> Any:
        return self._current.uuids.get((column.ref.table, value), value) if column.ref and value else value


def _identifying(column: Column, row: Row) -> Any:
    value = row.values.get(column.name)
    if column.key:
        value = column.out_of_map(value or {})
    if value is None:
        return "" if column.empty is None else column.empty
    return value if column.ref else canonical_or_raw(column, value)


class Snapshot:
    """The rows that were read, by table and uuid."""

    def __init__(self, client: Client, current: Current, nodes: list[Node]) -> None:
        self._client = client
        self._current = current
        self._nodes = nodes
        self.rows: dict[str, dict[str, Row]] = {}
        self._whole: set[str] = set()
        self._taken: dict[str, str] = {}  # uuid to the place in the document of the node that is this row
        self._managed: dict[str, set[str]] = {}  # the columns of a table that the document has anything to say about
        self._counts: Counter[str] = Counter()  # its rows of a table
        for node in (inner for root in nodes for inner in root.walk()):
            table = node.kind.entity.table
            self._counts[table] += 1
            managed = self._managed.setdefault(table, set())
            managed.update(node.desired.columns)
            managed.update(branch.column for branch in node.branches)

    def locate(self, problems: Problems) -> None:
        """Find the row of every node, from the roots downwards."""
        self._locate_anywhere(self._nodes, problems)
        level = self._nodes
        while level:
            level = self._locate_below(level, problems)

    def _locate_anywhere(self, nodes: list[Node], problems: Problems, shared: bool = False) -> None:
        """Find rows by their identity in the whole table."""
        by_kind: dict[Kind, list[Node]] = {}
        for node in nodes:
            by_kind.setdefault(node.kind, []).append(node)
        for kind, some in by_kind.items():
            self._read_roots(kind, some, problems)
            rows = Rows(self.rows.get(kind.entity.table, {}).values(), self._current)
            for node in some:
                self._choose(node, rows, problems, shared)

    def _locate_below(self, level: list[Node], problems: Problems) -> list[Node]:
        wanted: dict[Kind, list[str]] = {}
        pairs: list[tuple[Node, Branch, list[Node]]] = []
        for node in level:
            for branch, inner in node.branches.items():
                pairs.append((node, branch, inner))
            for branch in node.kind.branches.values() if node.row else ():
                if node.row and (branch in node.branches or (branch.child and branch.column in node.row.values)):
                    wanted.setdefault(branch.kind, []).extend(uuids_in(node.row.values.get(branch.column)))
        for kind, uuids in wanted.items():
            self.fetch(kind, uuids)
        # rows that are told apart by what they refer to go last: that may be a row beside them
        pairs.sort(key=lambda pair: any(pair[1].kind.options[option].ref is not None for option in pair[1].kind.entity.identity))
        below: list[Node] = []
        for node, branch, inner in pairs:
            below += inner
            if branch.child and branch.child.shared:
                self._locate_anywhere(inner, problems, shared=True)
            elif node.row and branch.kind.entity.identity:
                rows = Rows(self.members(node.row, branch), self._current)
                for one in inner:
                    self._choose(one, rows, problems)
        return below

    def members(self, row: Row, branch: Branch) -> list[Row]:
        """The rows that C<row> holds in a branch, of those that were read."""
        known = self.rows.get(branch.kind.entity.table, {})
        return [known[uuid] for uuid in uuids_in(row.values.get(branch.column)) if uuid in known]

    def _choose(self, node: Node, rows: Rows, problems: Problems, shared: bool = False) -> None:
        found = rows.find(node.desired)
        if len(found) > 1:
            uuids = ", ".join(row.uuid for row in found)
            problems.add(node.path, f"{len(found)} rows answer to {node.desired} ({uuids}); name them apart in the database first")
        elif found:
            node.row = row = found[0]
            for name in node.names:
                self._current.uuids[node.kind.entity.table, name] = row.uuid
            first = self._taken.setdefault(row.uuid, node.path)
            if first != node.path and not shared:
                problems.add(node.path, f"{node.label} is row {row.uuid}, and so is {first}")

    def _read_roots(self, kind: Kind, nodes: list[Node], problems: Problems) -> None:
        table = kind.entity.table
        if len(nodes) > MANY_NAMES:
            self.scan(kind)
            return
        schema, columns = self._client.schema, self._columns(kind)
        selects = []
        for node in nodes:
            try:
                selects.append(Select(table, tuple(conditions(node.desired, schema)), columns))
            except InvalidValue as e:
                problems.add(node.path, e.message)
        for rows in self._client.select(*selects):
            self._keep(table, rows)

    def scan(self, kind: Kind) -> None:
        """Read a whole table."""
        if kind.entity.table not in self._whole:
            self.take(kind, self._client.select(self.whole(kind))[0])

    def is_large(self, table: str) -> bool:
        """Whether the document has so many rows of a table that all of it will have to be read."""
        return self._counts[table] > MANY_UUIDS

    def whole(self, kind: Kind, *more: str) -> Select:
        """The select that reads a whole table, with what else than for the document is needed of it."""
        return Select(kind.entity.table, (), tuple(dict.fromkeys([*self._columns(kind), *more])))

    def take(self, kind: Kind, wires: list[dict[str, Any]]) -> None:
        """Keep a whole table that was read; the rows are then gone from C<wires>."""
        self._whole.add(kind.entity.table)
        self._keep(kind.entity.table, wires)

    def fetch(self, kind: Kind, uuids: list[str]) -> None:
        """Read rows by uuid."""
        table = kind.entity.table
        known = self.rows.setdefault(table, {})
        missing = [uuid for uuid in uuids if uuid not in known]
        if len(missing) > MANY_UUIDS and table not in self._whole:
            self.scan(kind)
            return
        columns = self._columns(kind)
        for rows in self._client.select(*(Select(table, (("_uuid", "==", ["uuid", uuid]),), columns) for uuid in missing)):
            self._keep(table, rows)

    def _columns(self, kind: Kind) -> tuple[str, ...]:
        """What has to be read of the rows: what the document manages, and what it takes to understand that."""
        entity, schema = kind.entity, self._client.schema
        needed = {entity.column(option).name for option in entity.identity} | {foreign.column for foreign in entity.foreign} | {"external_ids"}
        needed |= self._managed.get(entity.table, set()) | (entity.consults or set())
        if entity.prepare and entity.consults is None:
            needed.update(columns_of(entity, schema))
        return ("_uuid", *sorted(name for name in needed if schema.has(entity.table, name)))

    def _keep(self, table: str, wires: list[dict[str, Any]]) -> None:
        schema, known = self._client.schema, self.rows.setdefault(table, {})
        columns = [(name, schema.column(table, name).to_native) for name in (wires[0] if wires else {}) if name != "_uuid"]
        # A large document must not hold every row twice: each is let go of as it is understood, and made again where a guard needs it.
        wires.reverse()
        while wires:
            wire = wires.pop()
            uuid = wire["_uuid"][1]
            known[uuid] = Row(uuid, {}, {name: to_native(wire[name]) for name, to_native in columns})
