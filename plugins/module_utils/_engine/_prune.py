# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of an owner that its document no longer has: which they are, and the operations that remove them.

Rows bear their owner in external_ids; those that cannot are in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Optional

from .._model._columns import OWNER_KEY
from .._model._document import ROOTS, Branch, Kind, plural
from .._ovsdb._client import Client, Select, guard
from .._ovsdb._errors import InvalidValue
from ._document import Node, Problems
from ._foreign import is_marked
from ._homes import uuids_in
from ._ledger import listed, name_in_list
from ._names import with_names
from ._read import Row, columns_of
from ._snapshot import Snapshot
from ._tree import Change, TreePlan

LISTED = 10  # rows that a message names
SHOWN = 200  # rows up to which their content is read for the diff, which has no room for more


def kinds() -> Iterator[Kind]:
    """Every kind of row that has an owner of its own, each table once."""
    seen: set[str] = set()
    for root in ROOTS.values():
        for kind in (root, *(branch.kind for branch in root.branches.values() if branch.parent)):
            if kind.entity.table not in seen:
                seen.add(kind.entity.table)
                yield kind


# table, column and table of inline rows that several rows may hold, and that refer to rows that go by themselves
_SHARED = sorted(
    {
        (kind.entity.table, branch.column, branch.kind.entity.table)
        for kind in kinds()
        for branch in kind.branches.values()
        if branch.child and branch.child.shared and branch.kind.references
    }
)


def _delete(table: str, uuid: str) -> dict[str, Any]:
    return {"op": "delete", "table": table, "where": [["_uuid", "==", ["uuid", uuid]]]}


def _branches(table: str) -> list[tuple[str, Branch]]:
    """The root tables and their branches that hold rows of C<table>."""
    return [(root.entity.table, branch) for root in ROOTS.values() for branch in root.branches.values() if branch.parent and branch.kind.entity.table == table]


@dataclass
class PrunedRow:
    kind: Kind
    uuid: str
    label: str
    wire: dict[str, Any]  # the columns that hold rows below it


@dataclass
class Pruner:
    """Finds what the owner has no more, and adds its removal to a plan.

    It reads first, in one consistent view, what the owner has: rows that others make while the
    document is compared are then none that could go. A table that has to be read anyway is read only once.
    """

    client: Client
    owner: str
    nodes: list[Node]
    snapshot: Snapshot
    problems: Problems
    gone: dict[str, PrunedRow] = field(default_factory=dict)  # by uuid; known once the document's rows are found
    _owned: list[tuple[Kind, list[Row]]] = field(init=False)
    _listed: int = 0

    def __post_init__(self) -> None:
        schema = self.client.schema
        marked = [kind for kind in kinds() if kind.has_owner and schema.has(kind.entity.table) and not kind.entity.permanent]
        results = self.client.select(*(self._select(kind) for kind in marked))
        self._owned = [(kind, self._rows(kind, wires)) for kind, wires in zip(marked, results)]

    def find(self) -> None:
        """Find what goes, once it is known which rows the document means."""
        kept = {node.row.uuid for root in self.nodes for node in root.walk() if node.row}
        self.gone = {row.uuid: self._pruned(kind, row) for kind, rows in self._owned for row in rows if row.uuid not in kept}
        names = listed(self.client, self.owner)
        self._listed = sum(map(len, names.values()))
        known = {(node.kind.entity.table, name_in_list(node)) for node in self.nodes if not node.kind.has_owner}
        for kind in kinds():
            entity = kind.entity
            for name in names.get(entity.table, []):
                if (entity.table, name) not in known:
                    parts = name.rsplit(" ", len(entity.identity) - 1)
                    where = tuple((entity.column(option).name, "==", part) for option, part in zip(entity.identity, parts))
                    for wire in self.client.select(Select(entity.table, where, ("_uuid",)))[0]:
                        self.gone[wire["_uuid"][1]] = PrunedRow(kind, wire["_uuid"][1], name, {})

    def add_to(self, plan: TreePlan, limit: Optional[str]) -> None:
        """Plan the removals.

        :param limit: the most rows that may go: a number, or a percentage of all that the owner has.
        :raises InvalidValue: they are more.
        """
        gone = self.gone
        _check_limit(limit, list(gone.values()), sum(len(rows) for _kind, rows in self._owned) + self._listed)
        holders = self._holders()
        content = self._content() if 0 < len(gone) <= SHOWN else {}
        labels = {node.row.uuid: node.label for root in self.nodes for node in root.walk() if node.row} if gone else {}
        for uuid, row in gone.items():
            self._refuse_to_take_others(row)
            where: tuple[str, ...] = (plural(row.kind.entity.table), row.label)
            for parent_table, parent, branch in holders.get(uuid, []):
                where = (plural(parent_table), gone[parent].label if parent in gone else labels.get(parent, parent), branch.option, row.label)
                if parent not in gone:
                    at = [["_uuid", "==", ["uuid", parent]]]
                    mutations = [[branch.column, "delete", ["set", [["uuid", uuid]]]]]
                    plan.operations.append({"op": "mutate", "table": parent_table, "where": at, "mutations": mutations})
            # also what would vanish with its parent: until then it would count as a reference to rows that go, too
            plan.operations.append(_delete(row.kind.entity.table, uuid))
            names = tuple(row.wire) or ("_uuid",)
            plan.guards.append(guard(Select(row.kind.entity.table, (("_uuid", "==", ["uuid", uuid]),), names), [row.wire or {"_uuid": ["uuid", uuid]}]))
            plan.changes.append(Change(row.kind.entity.table, where, {"uuid": uuid, **content.get(uuid, {})}, {}))
        vanishing = self._unreferenced(plan)
        plan.operations += [_delete(table, uuid) for table, uuid in vanishing]
        self._refuse_to_break(plan, {uuid for _table, uuid in vanishing})

    def _content(self) -> dict[str, dict[str, Any]]:
        """What is in the rows that go, for people: without what is empty, and with names where they are known."""
        schema = self.client.schema
        rows = list(self.gone.values())
        columns = {row.kind.entity.table: columns_of(row.kind.entity, schema) for row in rows}
        selects = [Select(row.kind.entity.table, (("_uuid", "==", ["uuid", row.uuid]),), tuple(columns[row.kind.entity.table])) for row in rows]
        names = {row.uuid: row.label for row in rows}
        names.update({node.row.uuid: node.names[0] for root in self.nodes for node in root.walk() if node.row and node.names})
        content = {}
        for row, wires in zip(rows, self.client.select(*selects)):
            for wire in wires:
                values = {name: schema.column(row.kind.entity.table, name) for name in wire}
                natives = {name: column.to_native(wire[name]) for name, column in values.items()}
                shown = {name: with_names(value, names) if values[name].ref_table else value for name, value in natives.items()}
                content[row.uuid] = {name: value for name, value in shown.items() if value not in (None, "", [], {})}
        return content

    def _unreferenced(self, plan: TreePlan) -> list[tuple[str, str]]:
        """The inline rows that refer to others, and that only rows that go or let go of them still hold."""
        found = []
        for table, column, inner in _SHARED:
            letting_go = any(row.kind.entity.table == table for row in self.gone.values()) or plan.dropped
            if not letting_go or not self.client.schema.has(table, column):
                continue
            holders: dict[str, list[tuple[str, str]]] = {}
            for _table, other, kind in _SHARED:
                if kind == inner:
                    for wire in self.client.select(Select(table, (), ("_uuid", other)))[0]:
                        for uuid in uuids_in(self.client.schema.column(table, other).to_native(wire[other])):
                            holders.setdefault(uuid, []).append((wire["_uuid"][1], other))
            for uuid, rows in holders.items():
                if uuid not in plan.taken and all(row in self.gone or (row, other, uuid) in plan.dropped for row, other in rows):
                    found.append((inner, uuid))
            break
        return found

    def _refuse_to_break(self, plan: TreePlan, vanishing: set[str]) -> None:
        """A row that others hold on to cannot go. The server refuses it as well, but only at commit, where check mode does not come."""
        schema = self.client.schema
        if not self.gone:
            return
        tables = {row.kind.entity.table for row in self.gone.values()}
        homes = {(table, branch.column) for gone in tables for table, branch in _branches(gone)}
        columns = [schema.column(other, name) for other in schema.tables() for name in schema.columns(other) if (other, name) not in homes]
        columns = [column for column in columns if column.ref_table in tables and column.is_strong]
        managed = {node.row.uuid: node.desired.columns for root in self.nodes for node in root.walk() if node.row}
        for column, rows in zip(columns, self.client.select(*(Select(column.table, (), ("_uuid", column.name)) for column in columns))):
            for wire in rows:
                user = wire["_uuid"][1]
                if user in self.gone or user in vanishing or column.name in managed.get(user, {}):
                    continue
                for uuid in uuids_in(column.to_native(wire[column.name])):
                    if uuid in self.gone:
                        row = self.gone[uuid]
                        self.problems.add(
                            "",
                            f"prune: {row.kind.entity.table} {row.label} cannot be removed, since {column.name} of {column.table} {user} still names it;"
                            " clear that, or keep the row in the document",
                        )

    def _columns(self, kind: Kind) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The columns that tell rows apart, and those that hold rows below."""
        entity, schema = kind.entity, self.client.schema
        names = tuple(dict.fromkeys(column.name for option in entity.identity if schema.has(entity.table, (column := entity.column(option)).name)))
        names += tuple(foreign.column for foreign in entity.foreign if foreign.column not in names)
        held = tuple(branch.column for branch in kind.branches.values() if branch.parent and schema.has(entity.table, branch.column))
        return names, held

    def _select(self, kind: Kind) -> Select:
        names, held = self._columns(kind)
        if self.snapshot.is_large(kind.entity.table):
            return self.snapshot.whole(kind, *names, *held)
        return Select(kind.entity.table, (("external_ids", "includes", ["map", [[OWNER_KEY, self.owner]]]),), ("_uuid", *names, *held))

    def _rows(self, kind: Kind, wires: list[dict[str, Any]]) -> list[Row]:
        """Those of the owner among the rows that were read."""
        table, schema = kind.entity.table, self.client.schema
        if self.snapshot.is_large(table):
            self.snapshot.take(kind, wires)
            rows = [row for row in self.snapshot.rows[table].values() if row.values["external_ids"].get(OWNER_KEY) == self.owner]
        else:
            names, held = self._columns(kind)
            columns = [(name, schema.column(table, name).to_native) for name in (*names, *held)]
            rows = [Row(wire["_uuid"][1], {}, {name: to_native(wire[name]) for name, to_native in columns}) for wire in wires]
        foreign = kind.entity.foreign  # who keeps such a row would make it again
        return [row for row in rows if not any(is_marked(mark, row.values) for mark in foreign)] if foreign else rows

    def _pruned(self, kind: Kind, row: Row) -> PrunedRow:
        _names, held = self._columns(kind)
        words = [_word(kind, option, row.values) for option in kind.entity.identity]
        wire = {name: self.client.schema.column(kind.entity.table, name).to_wire(row.values[name]) for name in held}
        return PrunedRow(kind, row.uuid, " ".join(word for word in words if word) or row.uuid, wire)

    def _holders(self) -> dict[str, list[tuple[str, str, Branch]]]:
        """Where rows are that live in others: table and uuid of each parent, and the branch."""
        found: dict[str, list[tuple[str, str, Branch]]] = {}
        for table in {row.kind.entity.table for row in self.gone.values() if row.kind.entity.parents}:
            for parent_table, branch in _branches(table):
                for wire in self.client.select(Select(parent_table, (), ("_uuid", branch.column)))[0]:
                    for uuid in uuids_in(self.client.schema.column(parent_table, branch.column).to_native(wire[branch.column])):
                        if uuid in self.gone:
                            found.setdefault(uuid, []).append((parent_table, wire["_uuid"][1], branch))
        return found

    def _refuse_to_take_others(self, row: PrunedRow) -> None:
        """A row that holds rows of others cannot go, since they would go with it."""
        for branch in row.kind.branches.values():
            if branch.column in row.wire:
                held = uuids_in(self.client.schema.column(row.kind.entity.table, branch.column).to_native(row.wire[branch.column]))
                others = [uuid for uuid in held if uuid not in self.gone]
                if others:
                    some = ", ".join(others[:LISTED])
                    self.problems.add("", f"prune: {row.kind.entity.table} {row.label} still has {branch.option} that are not {self.owner}'s ({some})")


def _word(kind: Kind, option: str, values: dict[str, Any]) -> str:
    column = kind.entity.column(option)
    value = values.get(column.name)
    value = column.out_of_map(value or {}) if column.key else value
    return "" if value is None or value == column.empty or column.ref else str(value)


def check_limit_text(limit: str | int | None) -> Optional[str]:
    """C<prune_limit> as it was given, if it can be; raises InvalidValue."""
    if limit is None:
        return None
    if not re.fullmatch(r"\d+%?", str(limit)):
        raise InvalidValue(f'prune_limit: "{limit}" is neither a number of rows like 20 nor a percentage like 5%')
    return str(limit)


def _check_limit(limit: Optional[str], gone: list[PrunedRow], owned: int) -> None:
    if limit is None:
        return
    most = owned * int(limit[:-1]) // 100 if limit.endswith("%") else int(limit)
    if len(gone) > most:
        some = ", ".join(f"{row.kind.entity.table} {row.label}" for row in gone[:LISTED])
        more = f" and {len(gone) - LISTED} more" if len(gone) > LISTED else ""
        raise InvalidValue(f"prune_limit: {limit} of {owned} rows allow {most} to be removed, and {len(gone)} would be: {some}{more}")
