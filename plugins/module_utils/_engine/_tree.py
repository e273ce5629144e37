# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a document and the rows as they are to the operations of one transaction. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from typing import Any, Optional

from .._model._columns import OWNER_KEY
from .._model._declare import Child, Entity
from .._model._document import Branch, Kind, plural
from .._ovsdb._client import Select, guard
from .._ovsdb._errors import Conflict, InvalidValue
from .._ovsdb._schema import Named, Schema
from ._compare import Comparison
from ._document import Node, Problems
from ._foreign import owner as foreign_owner
from ._foreign import refuse_change
from ._match import match
from ._read import Current, Row, conditions
from ._snapshot import Rows, Snapshot
from ._writes import changed_values, writes

Operation = dict[str, Any]
Wire = list[str]  # a uuid on the wire


@dataclass(frozen=True)
class Change:
    """What happens to one row, for people to see.

    :param where: the way to it: table and row, branch and row, and so on.
    :param before: the managed options as they are; empty for a row that is made.
    :param after: as they will be; empty for one that is removed.
    """

    table: str
    where: tuple[str, ...]
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class TreePlan:
    """What to send, and what it changes."""

    guards: list[Operation] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    dropped: set[tuple[str, str, str]] = field(default_factory=set)  # inline rows that a row lets go of: its uuid, the column, theirs
    taken: set[str] = field(default_factory=set)  # inline rows that a row takes in


class TreePlanner:
    """Plans the rows of one document.

    :param going: the uuids of rows that the same transaction removes.
    """

    def __init__(
        self, schema: Schema, current: Current, snapshot: Snapshot, owner: Optional[str], adopt: bool, problems: Problems, going: Container[str] = ()
    ) -> None:
        self.schema = schema
        self.current = current
        self.snapshot = snapshot
        self.owner = owner
        self.adopt = adopt
        self.problems = problems
        self.going = going
        self.compare = Comparison(current, schema)
        self.plan = TreePlan()
        self._names = {uuid: name for (_table, name), uuid in current.uuids.items()}
        self._symbols: dict[int, Named] = {}  # node to the symbolic uuid of its new row
        self._shared: dict[tuple[Any, ...], Wire] = {}
        self._needs: dict[Kind, tuple[list[tuple[str, str]], list[Branch]]] = {}

    def rows(self, nodes: list[Node]) -> TreePlan:
        """Plan every row of the document."""
        for root in nodes:
            for node in root.walk():
                if node.row is None:
                    symbol = self._symbols[id(node)] = Named(f"r{len(self._symbols)}")
                    for name in node.names:
                        self.current.uuids.setdefault((node.kind.entity.table, name), symbol)
        for node in nodes:
            self._put(node, None, None, (plural(node.kind.entity.table),))
        return self.plan

    def _put(self, node: Node, branch: Optional[Branch], parent: Optional[dict[str, Any]], where: tuple[str, ...]) -> Optional[Wire]:
        """Make one row and all below it as desired; its uuid on the wire."""
        where = (*where, node.label)
        child = branch.child if branch else None
        key = (node.kind.entity.table, *node.desired.identity.items())
        if child and child.shared and key in self._shared:
            return self._shared[key]
        try:
            if node.row is None:
                uuid: Wire = ["named-uuid", self._create(node, child, parent, where)]
            else:
                self._update(node, node.row, child, where)
                uuid = ["uuid", node.row.uuid]
        except (InvalidValue, Conflict) as e:
            self.problems.add(node.path, e.message)
            return None
        if child and child.shared:
            self._shared[key] = uuid
            self.plan.taken.add(uuid[1])
        return uuid

    # -- new rows ----------------------------------------------------------------------

    def _create(self, node: Node, child: Optional[Child], parent: Optional[dict[str, Any]], where: tuple[str, ...]) -> str:
        entity, desired, symbol = node.kind.entity, node.desired, self._symbols[id(node)]
        columns = self._prepared(node, dict(desired.columns), None)
        if self.owner and node.kind.has_owner and not child:
            columns["external_ids"] = {**_without_marks(columns.get("external_ids", {})), OWNER_KEY: self.owner}
        values = self.compare.new(entity, columns)
        if child and child.derive:
            values.update(child.derive({**(parent or {})}, values))
        columns_needed, branches_needed = self._needed(node.kind)
        missing = [option for name, option in columns_needed if name not in values]
        missing += [needed.option for needed in branches_needed if not node.branches.get(needed)]
        if missing:
            raise InvalidValue(f"{', '.join(missing)}: needed to create {desired}")
        wire = {name: self.schema.column(entity.table, name).to_wire(value) for name, value in values.items() if value is not None}
        self._note(entity.table, where, {}, {**desired.identity, **_shown(columns)})
        if not entity.unique and not child and not entity.parents and not entity.singleton:
            self.plan.guards.append(guard(Select(entity.table, tuple(conditions(desired, self.schema)), ("_uuid",)), []))
        own = {**values, "_uuid": symbol}
        for branch, below in node.branches.items():
            self._refuse_rivals(branch, below, [])
            members = [uuid for one in below if (uuid := self._put(one, branch, own, (*where, branch.option)))]
            wire[branch.column] = ["set", members]
        chosen = {"uuid": desired.uuid} if desired.uuid else {}
        self.plan.operations.append({"op": "insert", "table": entity.table, "row": wire, "uuid-name": str(symbol), **chosen})
        return symbol

    def _needed(self, kind: Kind) -> tuple[list[tuple[str, str]], list[Branch]]:
        """What a new row cannot do without: columns, with their options, and inline rows."""
        needed = self._needs.get(kind)
        if needed is None:
            entity = kind.entity
            columns = [(c.name, c.option) for c in entity.columns if c.required or self.schema.least(entity.table, c.name)]
            needed = self._needs[kind] = (columns, [b for b in kind.branches.values() if b.child and self.schema.least(entity.table, b.column)])
        return needed

    def _prepared(self, node: Node, columns: dict[str, Any], current: Optional[dict[str, Any]]) -> dict[str, Any]:
        entity = node.kind.entity
        if entity.prepare:
            children = {branch.option: [one.desired.columns for one in below] for branch, below in node.branches.items() if branch.child}
            try:
                entity.prepare(columns, current, children)
            except ValueError as e:
                raise InvalidValue(str(e)) from e
        return columns

    # -- rows that are there -----------------------------------------------------------

    def _update(self, node: Node, row: Row, child: Optional[Child], where: tuple[str, ...]) -> None:
        entity = node.kind.entity
        desired = node.desired
        if entity.prepare:
            inline = {branch.column: [one.values for one in self.snapshot.members(row, branch)] for branch in node.kind.branches.values() if branch.child}
            columns = self._prepared(node, dict(desired.columns), {**row.values, **inline})
            desired = desired if columns == desired.columns else replace(desired, columns=columns)
        update, keys = self.compare.differences(entity, row, desired)
        self._mark(node, row, child, keys)
        if update or keys:
            refuse_change(desired, row.values, {*update, *(key for changes in keys.values() for key in changes)})
            self.plan.operations += writes(self.schema, entity.table, row, update, keys)
            changed = changed_values(row, update, keys)
            before = {name: row.values[name] for name in changed}
            self._note(entity.table, where, self._named(entity, before), self._named(entity, changed))
            names = tuple(dict.fromkeys([*desired.columns, *keys]))
            self.plan.guards.append(self._unchanged(entity.table, row, names))
        for branch, below in node.branches.items():
            self._members(node, row, branch, below, (*where, branch.option))

    def _mark(self, node: Node, row: Row, child: Optional[Child], keys: dict[str, dict[str, Any]]) -> None:
        """Put the mark of the owner on rows that are adopted. Marks that the document itself gives, as exports do, are not taken over."""
        if not self.owner or child or not node.kind.has_owner:
            return
        marks = row.values["external_ids"].get(OWNER_KEY)
        changes = _without_marks(keys.get("external_ids", {}))
        if marks is None and self.adopt and not foreign_owner(node.desired, row.values):
            changes[OWNER_KEY] = self.owner
        if changes:
            keys["external_ids"] = changes
        else:
            keys.pop("external_ids", None)

    def _members(self, node: Node, row: Row, branch: Branch, below: list[Node], where: tuple[str, ...]) -> None:
        members = self.snapshot.members(row, branch)
        self._pair(branch, below, members)
        self._refuse_rivals(branch, below, members)
        own = {**row.values, "_uuid": row.uuid}
        wanted = [uuid for one in below if (uuid := self._put(one, branch, own, where))]
        held: list[Wire] = [["uuid", member.uuid] for member in members]
        added = [uuid for uuid in wanted if uuid not in held] if len(held) < 50 else _without(wanted, held)
        gone = _without(held, wanted) if branch.child else []
        if not added and not gone:
            return
        entity = node.kind.entity
        least = self.schema.least(entity.table, branch.column)
        if branch.child and len(wanted) < least:
            raise InvalidValue(f"{branch.option}: {least} at least must stay")
        self.plan.guards.append(self._unchanged(entity.table, row, (branch.column,)))
        at = [["_uuid", "==", ["uuid", row.uuid]]]
        if branch.child and branch.child.single:
            self.plan.operations.append({"op": "update", "table": entity.table, "where": at, "row": {branch.column: ["set", added]}})
        else:
            mutations = [[branch.column, "insert", ["set", added]]] if added else []
            mutations += [[branch.column, "delete", ["set", gone]]] if gone else []
            self.plan.operations.append({"op": "mutate", "table": entity.table, "where": at, "mutations": mutations})
        self.plan.dropped.update((row.uuid, branch.column, uuid) for _kind, uuid in gone)
        for member in members:
            if ["uuid", member.uuid] in gone:
                self._note(branch.kind.entity.table, (*where, member.uuid), self._named(branch.kind.entity, member.values), {})

    def _refuse_rivals(self, branch: Branch, below: list[Node], members: list[Row]) -> None:
        """New rows that OVN would take for another of the same parent, or the other for them."""
        rivals = branch.kind.entity.rivals
        if rivals is None:
            return
        rows = Rows(members, self.current)
        seen: dict[tuple[Any, ...], str] = {}
        for node in below:
            rival = replace(node.desired, uuid=None, identity=rivals(node.desired.columns))
            if not rival.identity:
                continue
            first = seen.setdefault(tuple(rival.identity.items()), node.path)
            others = [row.uuid for row in rows.find(rival) if row.uuid not in self.going] if node.row is None else []
            if first != node.path or others:
                who = first if first != node.path else f"row {others[0]}"
                words = " ".join(str(value) for value in rival.identity.values() if value)
                self.problems.add(node.path, f"{who} already has {words}; OVN would take either of the two")

    def _pair(self, branch: Branch, below: list[Node], members: list[Row]) -> None:
        """Rows that nothing identifies are themselves when they are equal, and else any may become one."""
        if branch.kind.entity.identity:
            return
        open_nodes = [node for node in below if not node.row]
        pairs = match(open_nodes, members, lambda node, row: self.compare.holds(node.desired, row))
        rest = iter([row for position, row in enumerate(members) if position not in pairs.values()])
        for index, node in enumerate(open_nodes):
            node.row = members[pairs[index]] if index in pairs else next(rest, None)

    # -- shared ------------------------------------------------------------------------

    def _unchanged(self, table: str, row: Row, names: tuple[str, ...]) -> Operation:
        wire = {name: self.schema.column(table, name).to_wire(row.values[name]) for name in names}
        return guard(Select(table, (("_uuid", "==", ["uuid", row.uuid]),), names), [wire])

    def _named(self, entity: Entity, values: dict[str, Any]) -> dict[str, Any]:
        """Values for people: names instead of uuids."""
        references = {column.name for column in entity.columns if column.ref}
        shown = {}
        for name, value in values.items():
            if name in references:
                value = [self._name(item) for item in value] if isinstance(value, list) else self._name(value)
            shown[name] = value
        return shown

    def _name(self, uuid: Any) -> Any:
        if isinstance(uuid, Named):
            return next((name for (_table, name), symbol in self.current.uuids.items() if symbol == uuid), uuid)
        return self._names.get(uuid, uuid)

    def _note(self, table: str, where: tuple[str, ...], before: dict[str, Any], after: dict[str, Any]) -> None:
        self.plan.changes.append(Change(table, where, before, after))


def _without_marks(external_ids: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in external_ids.items() if not key.startswith(OWNER_KEY)}


def _without(some: list[Wire], others: list[Wire]) -> list[Wire]:
    known = {uuid for _kind, uuid in others}
    return [wire for wire in some if wire[1] not in known]


def _shown(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if value not in (None, "", [], {})}
