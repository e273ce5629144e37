# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of an owner that its document no longer has: which they are, and the operations that remove them.

Rows bear their owner in external_ids. Two root tables have no such column; what a document
made there is listed in a key of NB_Global.external_ids of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Optional

from .._model._columns import OWNER_KEY
from .._model._document import ROOTS, Branch, Kind, plural
from .._ovsdb._client import Client, Select, guard, map_mutations
from .._ovsdb._errors import Conflict, InvalidValue
from ._document import Node, Problems
from ._homes import uuids_in
from ._tree import Change, TreePlan

LISTED = 10  # rows that a message names


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
class _Row:
    kind: Kind
    uuid: str
    label: str
    wire: dict[str, Any]


@dataclass
class Pruner:
    """Finds what the owner has no more, and adds its removal to a plan.

    It reads first, in one consistent view, what the owner has: rows that others make while the
    document is compared are then none that could go.
    """

    client: Client
    owner: str
    nodes: list[Node]
    problems: Problems
    _owned: dict[str, dict[str, _Row]] = field(init=False)  # by table and uuid

    def __post_init__(self) -> None:
        schema = self.client.schema
        marked = [kind for kind in kinds() if kind.has_owner and schema.has(kind.entity.table) and not kind.entity.permanent]
        results = self.client.select(*(self._select(kind) for kind in marked))
        self._owned = {kind.entity.table: {row.uuid: row for row in self._rows(kind, wires)} for kind, wires in zip(marked, results)}

    def add_to(self, plan: TreePlan, limit: Optional[str]) -> None:
        """Plan the removals.

        :param limit: the most rows that may go: a number, or a percentage of all that the owner has.
        :raises InvalidValue: they are more.
        """
        kept = {node.row.uuid for root in self.nodes for node in root.walk() if node.row}
        gone = {uuid: row for rows in self._owned.values() for uuid, row in rows.items() if uuid not in kept}
        listed = self._listed(gone)
        _check_limit(limit, list(gone.values()), sum(len(rows) for rows in self._owned.values()) + listed)
        holders = self._holders(gone)
        for uuid, row in gone.items():
            self._refuse_to_take_others(row, gone)
            place = holders.get(uuid)
            if place and place[1] in gone:
                where: tuple[str, ...] = (plural(place[0]), gone[place[1]].label, place[2].option, row.label)
            elif place:
                parent_table, parent, branch = place
                where = (plural(parent_table), parent, branch.option, row.label)
                at = [["_uuid", "==", ["uuid", parent]]]
                mutations = [[branch.column, "delete", ["set", [["uuid", uuid]]]]]
                plan.operations.append({"op": "mutate", "table": parent_table, "where": at, "mutations": mutations})
            else:
                where = (plural(row.kind.entity.table), row.label)
            # also what would vanish with its parent: until then it would count as a reference to rows that go, too
            plan.operations.append(_delete(row.kind.entity.table, uuid))
            plan.guards.append(guard(Select(row.kind.entity.table, (("_uuid", "==", ["uuid", uuid]),), tuple(row.wire)), [row.wire]))
            plan.changes.append(Change(row.kind.entity.table, where, {"uuid": uuid}, {}))
        plan.operations += self._unreferenced(gone)

    def _unreferenced(self, gone: dict[str, _Row]) -> list[dict[str, Any]]:
        """The operations for inline rows that refer to others, and that only rows that go still hold."""
        operations = []
        for table, column, inner in _SHARED:
            if not any(row.kind.entity.table == table for row in gone.values()) or not self.client.schema.has(table, column):
                continue
            holders: dict[str, list[str]] = {}
            for _table, other, kind in _SHARED:
                if kind == inner:
                    for wire in self.client.select(Select(table, (), ("_uuid", other)))[0]:
                        for uuid in uuids_in(self.client.schema.column(table, other).to_native(wire[other])):
                            holders.setdefault(uuid, []).append(wire["_uuid"][1])
            operations += [_delete(inner, uuid) for uuid, rows in holders.items() if all(row in gone for row in rows)]
            break
        return operations

    def _columns(self, kind: Kind) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The columns that tell rows apart, and those that hold rows below."""
        entity, schema = kind.entity, self.client.schema
        names = tuple(dict.fromkeys(column.name for option in entity.identity if schema.has(entity.table, (column := entity.column(option)).name)))
        held = tuple(branch.column for branch in kind.branches.values() if branch.parent and schema.has(entity.table, branch.column))
        return names, held

    def _select(self, kind: Kind) -> Select:
        names, held = self._columns(kind)
        return Select(kind.entity.table, (("external_ids", "includes", ["map", [[OWNER_KEY, self.owner]]]),), ("_uuid", *names, *held))

    def _rows(self, kind: Kind, wires: list[dict[str, Any]]) -> list[_Row]:
        entity, schema = kind.entity, self.client.schema
        names, held = self._columns(kind)
        found = []
        for wire in wires:
            uuid = wire["_uuid"][1]
            values = {name: schema.column(entity.table, name).to_native(wire[name]) for name in names}
            words = [_word(kind, option, values) for option in entity.identity]
            found.append(_Row(kind, uuid, " ".join(word for word in words if word) or uuid, {name: wire[name] for name in held}))
        return found

    def _holders(self, gone: dict[str, _Row]) -> dict[str, tuple[str, str, Branch]]:
        """Where rows are that live in others: table and uuid of the parent, and the branch."""
        found = {}
        for table in {row.kind.entity.table for row in gone.values() if row.kind.entity.parents}:
            for parent_table, branch in _branches(table):
                for wire in self.client.select(Select(parent_table, (), ("_uuid", branch.column)))[0]:
                    for uuid in uuids_in(self.client.schema.column(parent_table, branch.column).to_native(wire[branch.column])):
                        if uuid in gone:
                            found[uuid] = (parent_table, wire["_uuid"][1], branch)
        return found

    def _refuse_to_take_others(self, row: _Row, gone: dict[str, _Row]) -> None:
        """A row that holds rows of others cannot go, since they would go with it."""
        for branch in row.kind.branches.values():
            if branch.column in row.wire:
                held = uuids_in(self.client.schema.column(row.kind.entity.table, branch.column).to_native(row.wire[branch.column]))
                others = [uuid for uuid in held if uuid not in gone]
                if others:
                    some = ", ".join(others[:LISTED])
                    self.problems.add("", f"prune: {row.kind.entity.table} {row.label} still has {branch.option} that are not {self.owner}'s ({some})")

    # -- tables whose rows cannot be marked --------------------------------------------

    def _listed(self, gone: dict[str, _Row]) -> int:
        """Add to C<gone> what the list in NB_Global says; return how many rows are listed."""
        names = listed(self.client, self.owner)
        known = {(node.kind.entity.table, node.label) for node in self.nodes}
        for kind in kinds():
            entity = kind.entity
            for label in names.get(entity.table, []):
                if (entity.table, label) not in known:
                    parts = label.rsplit(" ", len(entity.identity) - 1)
                    where = tuple((entity.column(option).name, "==", part) for option, part in zip(entity.identity, parts))
                    for wire in self.client.select(Select(entity.table, where, ("_uuid",)))[0]:
                        gone[wire["_uuid"][1]] = _Row(kind, wire["_uuid"][1], label, {"_uuid": wire["_uuid"]})
        return sum(map(len, names.values()))


def ledger_key(owner: str) -> str:
    """The key of NB_Global.external_ids that lists what an owner has in tables without external_ids."""
    return f"{OWNER_KEY}:{owner}"


def listed(client: Client, owner: str) -> dict[str, list[str]]:
    """The labels of the rows that the list names, by table."""
    rows = client.select(Select("NB_Global", (), ("external_ids",)))[0]
    text = dict(rows[0]["external_ids"][1]).get(ledger_key(owner), "") if rows else ""
    try:
        names = json.loads(text or "{}")
        return {str(table): [str(label) for label in labels] for table, labels in names.items()}
    except (ValueError, AttributeError, TypeError):
        raise Conflict(f"NB_Global external_ids:{ledger_key(owner)} is no list of rows; remove the key", table="NB_Global", object=text) from None


def keep_list(client: Client, owner: str, nodes: list[Node], plan: TreePlan, prune: bool) -> None:
    """Add to the plan the change of the list: what it makes in tables without external_ids, less what goes."""
    before = listed(client, owner)
    after = {} if prune else {table: set(labels) for table, labels in before.items()}
    known = {(table, label) for table, labels in before.items() for label in labels}
    for node in nodes:
        table = node.kind.entity.table
        if not node.kind.has_owner and (node.row is None or (table, node.label) in known):
            after.setdefault(table, set()).add(node.label)
    texts = [json.dumps({table: sorted(labels) for table, labels in names.items() if labels}, sort_keys=True) for names in (before, after)]
    if texts[0] == texts[1]:
        return
    rows = client.select(Select("NB_Global", (), ("_uuid", "external_ids")))[0]
    if not rows:
        raise Conflict("the database has no row in NB_Global yet; start ovn-northd, or run northbound.ovn.nb_global, which makes it", table="NB_Global")
    actual = dict(rows[0]["external_ids"][1])
    mutations = map_mutations("external_ids", actual, {ledger_key(owner): texts[1] if texts[1] != "{}" else None})
    plan.guards.append(guard(Select("NB_Global", (), ("external_ids",)), [{"external_ids": rows[0]["external_ids"]}]))
    plan.operations.append({"op": "mutate", "table": "NB_Global", "where": [], "mutations": mutations})
    lists = [{"external_ids": {ledger_key(owner): text}} for text in texts]
    plan.changes.append(Change("NB_Global", ("nb_global", "NB_Global"), lists[0], lists[1]))


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


def _check_limit(limit: Optional[str], gone: list[_Row], owned: int) -> None:
    if limit is None:
        return
    most = owned * int(limit[:-1]) // 100 if limit.endswith("%") else int(limit)
    if len(gone) > most:
        some = ", ".join(f"{row.kind.entity.table} {row.label}" for row in gone[:LISTED])
        more = f" and {len(gone) - LISTED} more" if len(gone) > LISTED else ""
        raise InvalidValue(f"prune_limit: {limit} of {owned} rows allow {most} to be removed, and {len(gone)} would be: {some}{more}")
