# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From desired and current rows to operations. Pure: no I/O, no clock, no Ansible."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Optional

from .._model._declare import Child, Column, Entity
from .._ovsdb._client import Select, guard, map_mutations
from .._ovsdb._errors import InvalidValue
from .._ovsdb._schema import Named, Schema
from ._desired import Desired
from ._read import Current, Row, canonical_or_raw, columns_of
from ._show import View

Operation = dict[str, Any]
NEW = Named("row")  # the symbolic uuid of the row that a plan creates


@dataclass
class Plan:
    """What to send, and what it changes.

    :param operations: what changes the database; empty when all is as desired.
    :param guards: C<wait> operations that go first: what was read still holds.
    :param before: the managed options as they are; empty if the row does not exist.
    :param after: the same options as the operations leave them.
    :param row: every declared option as the operations leave it; C<None> if there will be no row.
    """

    operations: list[Operation] = field(default_factory=list)
    guards: list[Operation] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    row: Optional[dict[str, Any]] = None

    @property
    def changed(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.operations)


def plan(desired: Desired, current: Current, schema: Schema, present: bool = True) -> Plan:
    """Compute the operations that make C<current> what C<desired> says.

    :raises InvalidValue: a value that the schema or the entity's own rules refuse.
    """
    return Planner(desired, current, schema).plan(present)


class Planner:
    """One plan in the making."""

    def __init__(self, desired: Desired, current: Current, schema: Schema) -> None:
        # a copy, since the entity's own rules may add to what is desired
        self.desired = replace(desired, columns=dict(desired.columns))
        self.entity = desired.entity
        self.current = current
        self.schema = schema
        self.view = View(self.desired, current)
        self.result = Plan()

    def plan(self, present: bool) -> Plan:
        """Compute the plan for C<state: present> or C<absent>."""
        if present:
            self._prepare()
            if self.current.row:
                self._update(self.current.row)
            else:
                self._create()
        elif self.current.row:
            self._delete(self.current.row)
        return self.result

    # -- what concerns several columns -------------------------------------------------

    def _prepare(self) -> None:
        if self.entity.prepare is None:
            return
        row = self.current.row
        try:
            children = {option: [child.columns for child in rows] for option, rows in self.desired.children.items()}
            self.entity.prepare(self.desired.columns, row.values if row else None, children)
        except ValueError as e:
            raise InvalidValue(str(e), table=self.entity.table, object=str(self.desired)) from e

    # -- create ------------------------------------------------------------------------

    def _create(self) -> None:
        entity, result = self.entity, self.result
        missing = [c.option for c in entity.columns if c.name not in self.desired.columns and (c.required or self._least(c))]
        if entity.parents and not self.current.parent:
            missing.insert(0, " or ".join(p.option for p in entity.parents))
        if missing:
            raise InvalidValue(f"{', '.join(missing)}: needed to create {self.desired}", table=entity.table, object=str(self.desired))
        if self.current.found:
            result.guards.append(guard(*self.current.found))
        values = self._new_values(self.desired)
        wire = self._to_wire(entity, values)
        row = self._blank(entity, values)
        for child in entity.children:
            for desired in self.desired.children.get(child.option, []):
                wire.setdefault(child.column, ["set", []])[1].append(["named-uuid", self._insert_child(child, desired, row)])
        result.operations.append({"op": "insert", "table": entity.table, "row": wire, "uuid-name": str(NEW)})
        if self.current.parent and self.current.home:
            self._mutate_members(self.current.home.table, self.current.parent, self.current.home.column, "insert", ["named-uuid", str(NEW)])
        attached = self._attach(["named-uuid", str(NEW)])
        self._guard_references()
        result.row = {**self.view.row(row), **attached}
        result.after = self.view.managed(result.row)

    def _least(self, column: Column) -> int:
        """How many elements this server wants in a set; OVSDB fills up with empty ones what is left out."""
        table = self.entity.table
        return self.schema.column(table, column.name).least if self.schema.has(table, column.name) else 0

    def _blank(self, entity: Entity, values: dict[str, Any]) -> Row:
        """A new row: what is set, and the schema's empty values."""
        return Row("", {}, {**{name: self.schema.column(entity.table, name).empty for name in columns_of(entity, self.schema)}, **values})

    def _new_values(self, desired: Desired) -> dict[str, Any]:
        """Native values of a new row, references resolved, without what is to be removed."""
        values = {}
        for name, value in desired.columns.items():
            if isinstance(value, dict):
                value = {k: v for k, v in value.items() if v is not None}
            values[name] = self._native(desired.entity, name, value)
        return values

    def _insert_child(self, child: Child, desired: Desired, parent: Row) -> str:
        """Insert an inline row, note it in C<parent> (the row as it will be) and return its symbolic uuid."""
        values = self._new_values(desired)
        parent.children.setdefault(child.option, []).append(self._blank(child.entity, values))
        if child.derive:
            values = {**values, **child.derive(str(parent.values[self.entity.column(self.entity.identity[0]).name]), values)}
        name = f"{child.column}_{len(self.result.operations)}"
        self.result.operations.append({"op": "insert", "table": child.entity.table, "row": self._to_wire(child.entity, values), "uuid-name": name})
        return name

    # -- update ------------------------------------------------------------------------

    def _update(self, row: Row) -> None:
        result = self.result
        before = self.view.row(row)
        values = self._update_columns(self.entity, row, self.desired)
        after = Row(row.uuid, row.wire, {**row.values, **values}, dict(row.children))
        self._update_children(row, after)
        attached = self._attach(["uuid", row.uuid])
        if result.operations:
            compared = [*self.desired.columns, *(c.column for c in self.entity.children if c.option in self.desired.children)]
            result.guards.insert(0, self._unchanged(self.entity, row, compared))
            self._guard_references()
        result.row = {**self.view.row(after), **attached}
        result.before, result.after = self.view.managed(before), self.view.managed(result.row)

    def _update_columns(self, entity: Entity, row: Row, desired: Desired) -> dict[str, Any]:
        """Add the operations for a row's own columns; return the values that they change."""
        update: dict[str, Any] = {}
        mutations: list[list[Any]] = []
        values: dict[str, Any] = {}
        for name, value in desired.columns.items():
            actual = row.values[name]
            if isinstance(value, dict):
                if name in desired.cleared:
                    value = {**dict.fromkeys(_clearable(entity, name, actual)), **value}
                changed = self._map_changes(entity, name, value, actual)
                if changed:
                    values[name] = _merged(changed, actual)
                    mutations += map_mutations(name, actual, changed, self.schema.column(entity.table, name).to_wire)
                continue
            new = self._native(entity, name, value)
            column = _declared(entity, name)
            if new != actual and not self._same(column, new, actual):
                values[name] = new
                update[name] = self.schema.column(entity.table, name).to_wire(new)
        where = [["_uuid", "==", ["uuid", row.uuid]]]
        if update:
            self.result.operations.append({"op": "update", "table": entity.table, "where": where, "row": update})
        if mutations:
            self.result.operations.append({"op": "mutate", "table": entity.table, "where": where, "mutations": mutations})
        return values

    def _map_changes(self, entity: Entity, name: str, wanted: dict[str, Any], actual: dict[str, Any]) -> dict[str, Any]:
        """The keys that differ: to their new value, or to C<None> for removal."""
        column = _declared(entity, name)
        changes: dict[str, Any] = {}
        spelled = {column.canonical_key(key): key for key in actual} if column.key_check else {}
        for wanted_key, value in wanted.items():
            key = wanted_key if wanted_key in actual else spelled.get(wanted_key, wanted_key)
            if value is None:
                if key in actual:
                    changes[key] = None
            elif key not in actual or (actual[key] != value and column.canonical({key: value}) != canonical_or_raw(column, {key: actual[key]})):
                changes[key] = value
        return changes

    def _same(self, column: Column, new: Any, actual: Any) -> bool:
        """Whether two values mean the same: in another spelling, or as the meaning of an empty column."""
        if column.ref:
            return False
        if column.empty is not None and actual in (None, ""):
            return bool(new == column.empty)
        return bool(canonical_or_raw(column, actual) == new)

    def _update_children(self, row: Row, after: Row) -> None:
        """Make the inline rows those that are desired, and note in C<after> how they will be."""
        for child in self.entity.children:
            if child.option not in self.desired.children:
                continue
            rest = list(row.children.get(child.option, []))
            after.children[child.option] = []
            added = []
            for desired in self.desired.children[child.option]:
                actual = next((r for r in rest if self._is(desired, r)), None)
                if actual is None:
                    added.append(self._insert_child(child, desired, after))
                    continue
                rest.remove(actual)
                values = self._update_columns(child.entity, actual, desired)
                if values:
                    self.result.guards.append(self._unchanged(child.entity, actual, list(desired.columns)))
                after.children[child.option].append(replace(actual, values={**actual.values, **values}))
            if rest:
                self._mutate_members(self.entity.table, row.uuid, child.column, "delete", *(["uuid", r.uuid] for r in rest))
            if added:
                self._mutate_members(self.entity.table, row.uuid, child.column, "insert", *(["named-uuid", name] for name in added))

    def _is(self, desired: Desired, row: Row) -> bool:
        return all(
            canonical_or_raw(desired.entity.column(option), row.values[desired.entity.column(option).name]) == value
            for option, value in desired.identity.items()
        )

    # -- delete ------------------------------------------------------------------------

    def _delete(self, row: Row) -> None:
        own = ["uuid", row.uuid]
        self.result.before = self.view.row(row)
        self.result.guards.append(guard(Select(self.entity.table, (("_uuid", "==", own),), ("_uuid",)), [{"_uuid": own}]))
        if self.entity.parents and self.current.home and self.current.parent:
            self._mutate_members(self.current.home.table, self.current.parent, self.current.home.column, "delete", own)
        else:
            self.result.operations.append({"op": "delete", "table": self.entity.table, "where": [["_uuid", "==", own]]})

    # -- shared ------------------------------------------------------------------------

    def _attach(self, own: list[str]) -> dict[str, list[str]]:
        """Add the operations that make other rows refer to this one, or no longer; return what users see then."""
        for attachment in self.entity.attachments:
            if attachment.option not in self.desired.attachments:
                continue
            wanted = {self.current.uuids[attachment.table, name] for name in self.desired.attachments[attachment.option]}
            actual = set(self.current.attached.get(attachment.option, []))
            for uuid in sorted(wanted - actual):
                self._mutate_members(attachment.table, uuid, attachment.column, "insert", own)
            for uuid in sorted(actual - wanted):
                self._mutate_members(attachment.table, uuid, attachment.column, "delete", own)
        return dict(self.desired.attachments)

    def _mutate_members(self, table: str, uuid: str, column: str, mutator: str, *members: list[str]) -> None:
        self.result.operations.append(
            {"op": "mutate", "table": table, "where": [["_uuid", "==", ["uuid", uuid]]], "mutations": [[column, mutator, ["set", list(members)]]]}
        )

    def _unchanged(self, entity: Entity, row: Row, columns: list[str]) -> Operation:
        names = tuple(dict.fromkeys(columns)) or ("_uuid",)
        return guard(Select(entity.table, (("_uuid", "==", ["uuid", row.uuid]),), names), [{name: row.wire[name] for name in names}])

    def _guard_references(self) -> None:
        """Rows that were found by name must still be there."""
        for table, uuid in sorted({(table, uuid) for (table, _name), uuid in self.current.uuids.items()}):
            own = ["uuid", uuid]
            self.result.guards.append(guard(Select(table, (("_uuid", "==", own),), ("_uuid",)), [{"_uuid": own}]))

    def _native(self, entity: Entity, name: str, value: Any) -> Any:
        """A desired value as the database has it: references resolved, nothing for an empty text in an optional column."""
        column = _declared(entity, name)
        if column.ref and value:
            if isinstance(value, list):
                return sorted({self.current.uuids[column.ref.table, item] for item in value})
            return self.current.uuids[column.ref.table, value]
        if value == "" and self.schema.column(entity.table, name).is_optional:
            return None
        return value

    def _to_wire(self, entity: Entity, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self.schema.column(entity.table, name).to_wire(value) for name, value in values.items() if value is not None}


def _merged(changes: dict[str, Any], actual: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in {**actual, **changes}.items() if v is not None}


def _clearable(entity: Entity, name: str, actual: dict[str, Any]) -> set[str]:
    """The keys of a map that go when users clear it."""
    column = _declared(entity, name)
    return set(actual) - column.daemon_keys - column.kept_keys - {c.key for c in entity.columns if c.name == name and c.key}


def _declared(entity: Entity, name: str) -> Column:
    """The declaration of an OVSDB column: the one for the whole column, before those for its keys."""
    own = [c for c in entity.columns if c.name == name]
    return min(own, key=lambda c: c.key is not None)
