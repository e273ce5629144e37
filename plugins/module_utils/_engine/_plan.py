# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From desired and current rows to operations. Pure: no I/O, no clock, no Ansible."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Optional

from .._model._declare import Child, Entity, Parent
from .._ovsdb._client import Select, guard, guard_existence
from .._ovsdb._errors import InvalidValue
from .._ovsdb._schema import Named, Schema
from ._compare import Comparison
from ._desired import Desired, within
from ._foreign import refuse_change, refuse_removal
from ._homes import holding
from ._match import match
from ._read import Current, Row, columns_of
from ._show import View
from ._writes import changed_values, writes

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
        self.compare = Comparison(current, schema)
        self._shared: dict[tuple[Any, ...], tuple[list[str], Row]] = {}  # table and identity to uuid on the wire and the row as it will be
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
            inline = {c.column: [one.values for one in row.children[c.option]] for c in self.entity.children if c.option in row.children} if row else {}
            self.entity.prepare(self.desired.columns, {**row.values, **inline} if row else None, children)
        except ValueError as e:
            raise InvalidValue(str(e), table=self.entity.table, object=str(self.desired)) from e

    # -- create ------------------------------------------------------------------------

    def _create(self) -> None:
        entity, result = self.entity, self.result
        missing = [c.option for c in entity.columns if c.name not in self.desired.columns and (c.required or self.schema.least(entity.table, c.name))]
        missing += [c.option for c in entity.children if not self.desired.children.get(c.option) and self.schema.least(entity.table, c.column)]
        if entity.parents and not self.current.home:
            missing.insert(0, " or ".join(p.option for p in entity.parents))
        if missing:
            raise InvalidValue(f"{', '.join(missing)}: needed to create {self.desired}", table=entity.table, object=str(self.desired))
        if self.current.found:
            result.guards.append(guard(*self.current.found))
        values = self.compare.new(self.entity, self.desired.columns)
        wire = self._to_wire(entity, values)
        row = self._blank(entity, values)
        for child in entity.children:
            for desired, actual in self._pairs(child, self.current.shared.get(child.option, [])):
                wire.setdefault(child.column, ["set", []])[1].append(self._put_child(child, desired, actual, row))
        result.operations.append({"op": "insert", "table": entity.table, "row": wire, "uuid-name": str(NEW)})
        if self.current.home:
            self._put_home(self.current.home, self.current.parent)
        attached = self._attach(["named-uuid", str(NEW)])
        self._guard_references()
        result.row = {**self.view.row(row), **attached}
        result.after = self.view.managed(result.row)

    def _blank(self, entity: Entity, values: dict[str, Any]) -> Row:
        """A new row: what is set, and the schema's empty values."""
        return Row("", {}, {**{name: self.schema.column(entity.table, name).empty for name in columns_of(entity, self.schema)}, **values})

    # -- inline rows -------------------------------------------------------------------

    def _pairs(self, child: Child, rows: list[Row]) -> list[tuple[Desired, Optional[Row]]]:
        """Every desired inline row, with the row that it means if that is among C<rows>."""
        wanted = self.desired.children.get(child.option, [])
        # what nothing identifies is itself when it is equal, and else any row may become it
        pairs = match(wanted, rows, self.compare.identifies if child.entity.identity else self.compare.holds)
        rest = iter([] if child.entity.identity else [row for position, row in enumerate(rows) if position not in pairs.values()])
        return [(desired, rows[pairs[index]] if index in pairs else next(rest, None)) for index, desired in enumerate(wanted)]

    def _put_child(self, child: Child, desired: Desired, actual: Optional[Row], parent: Row) -> list[str]:
        """Insert or change an inline row, note it in C<parent> (the row as it will be) and return its uuid on the wire."""
        key = (child.entity.table, *desired.identity.items())
        with within(child.option):
            if child.shared and key in self._shared:
                uuid, row = self._shared[key]
            elif actual is None:
                uuid, row = self._insert_child(child, desired, parent)
            else:
                values = self._update_columns(child.entity, actual, desired)
                if values or child.shared:
                    self.result.guards.append(self._unchanged(child.entity, actual, list(desired.columns)))
                uuid, row = ["uuid", actual.uuid], replace(actual, values={**actual.values, **values})
        if child.shared:
            self._shared[key] = uuid, row
        parent.children.setdefault(child.option, []).append(row)
        return uuid

    def _insert_child(self, child: Child, desired: Desired, parent: Row) -> tuple[list[str], Row]:
        if child.shared:
            self.result.guards += [guard(*found) for found in self.current.looked_up if found[0].table == child.entity.table and not found[1]]
        values = self.compare.new(child.entity, desired.columns)
        if child.derive:
            values.update(child.derive({**parent.values, "_uuid": parent.uuid or NEW}, values))
        missing = [c.option for c in child.entity.columns if c.required and c.name not in values]
        if missing:
            raise InvalidValue(f"{', '.join(missing)}: needed to create {desired}", table=child.entity.table, object=str(self.desired))
        name = f"{child.column}_{len(self.result.operations)}"
        self.result.operations.append({"op": "insert", "table": child.entity.table, "row": self._to_wire(child.entity, values), "uuid-name": name})
        return ["named-uuid", name], self._blank(child.entity, values)

    def _update_children(self, row: Row, after: Row) -> None:
        """Make the inline rows those that are desired, and note in C<after> how they will be."""
        for child in self.entity.children:
            if child.option not in self.desired.children:
                continue
            members = row.children.get(child.option, [])
            own = [["uuid", member.uuid] for member in members]
            after.children[child.option] = []
            others = [other for other in self.current.shared.get(child.option, []) if ["uuid", other.uuid] not in own]
            wanted = [self._put_child(child, desired, actual, after) for desired, actual in self._pairs(child, [*members, *others])]
            least = self.schema.least(self.entity.table, child.column)
            if len(wanted) < least:
                raise InvalidValue(f"{child.option}: {least} at least must stay", table=self.entity.table, object=str(self.desired))
            added, gone = [uuid for uuid in wanted if uuid not in own], [uuid for uuid in own if uuid not in wanted]
            if child.single and (added or gone):
                where = [["_uuid", "==", ["uuid", row.uuid]]]
                self.result.operations.append({"op": "update", "table": self.entity.table, "where": where, "row": {child.column: ["set", added]}})
                continue
            if added:  # first, since a set may have to hold something all the time
                self._mutate_members(self.entity.table, row.uuid, child.column, "insert", *added)
            if gone:
                self._mutate_members(self.entity.table, row.uuid, child.column, "delete", *gone)
        changed = {shared.uuid: shared for dummy, shared in self._shared.values() if shared.uuid}
        after.children.update({option: [changed.get(inline.uuid, inline) for inline in rows] for option, rows in after.children.items()})

    # -- update ------------------------------------------------------------------------

    def _update(self, row: Row) -> None:
        result = self.result
        before = self.view.row(row)
        self._take_in(row, before)
        values = self._update_columns(self.entity, row, self.desired)
        after = Row(row.uuid, row.wire, {**row.values, **values}, dict(row.children))
        self._update_children(row, after)
        attached = self._attach(["uuid", row.uuid])
        if result.operations:
            compared = [*self.desired.columns, *(c.column for c in self.entity.children if c.option in self.desired.children)]
            result.guards.insert(0, self._unchanged(self.entity, row, compared))
            self._guard_references()
        else:
            result.guards.clear()
        result.row = {**self.view.row(after), **attached}
        result.before, result.after = self.view.managed(before), self.view.managed(result.row)

    def _take_in(self, row: Row, before: dict[str, Any]) -> None:
        """Put a row into its parent that is in none, since something kept it when it was removed there."""
        if not self.entity.placed or not self.entity.parents or self.current.homes:
            return
        if not self.current.home or not self.current.parent:
            options = " or ".join(parent.option for parent in self.entity.parents)
            raise InvalidValue(f"{options}: needed, since {self.desired} is in none any more", table=self.entity.table, object=str(self.desired))
        own = ["uuid", row.uuid]
        before[self.current.home.option] = None
        self.result.guards += [guard(holding(parent, row.uuid, self.schema), []) for parent in self.entity.parents if parent.at is None]
        self._mutate_home(self.current.home, self.current.parent, "insert", own)

    def _update_columns(self, entity: Entity, row: Row, desired: Desired) -> dict[str, Any]:
        """Add the operations for a row's own columns; return the values that they change."""
        update, keys = self.compare.differences(entity, row, desired)
        refuse_change(desired, row.values, {*update, *(key for changes in keys.values() for key in changes)})
        self.result.operations += writes(self.schema, entity.table, row, update, keys)
        return changed_values(row, update, keys)

    # -- delete ------------------------------------------------------------------------

    def _delete(self, row: Row) -> None:
        refuse_removal(self.desired, row.values)
        own = ["uuid", row.uuid]
        self.result.before = self.view.row(row)
        self.result.guards.append(guard_existence(self.entity.table, row.uuid))
        for home, parent in self.current.homes:
            self._mutate_home(home, parent, "delete", own)
        kept = self.schema.keepers(self.entity.table) - {(parent.table, parent.column) for parent in self.entity.parents}
        if not self.current.homes or (kept and not self.current.elsewhere):  # refused, rather than left without a place, if anything keeps it
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

    def _put_home(self, home: Parent, uuid: Optional[str]) -> None:
        """Put the new row where it belongs; the only row of a table is made if it is not there yet."""
        own = ["named-uuid", str(NEW)]
        if uuid:
            self._mutate_home(home, uuid, "insert", own)
        else:
            self.result.operations.append({"op": "insert", "table": home.table, "row": {home.column: ["set", [own]]}})

    def _mutate_home(self, home: Parent, uuid: str, mutator: str, own: list[str]) -> None:
        """Put the row where it belongs, or take it from there."""
        if home.at is None:
            self._mutate_members(home.table, uuid, home.column, mutator, own)
        else:
            self._mutate(home.table, uuid, home.column, mutator, ["map", [[home.at, own]]])

    def _mutate_members(self, table: str, uuid: str, column: str, mutator: str, *members: list[str]) -> None:
        self._mutate(table, uuid, column, mutator, ["set", list(members)])

    def _mutate(self, table: str, uuid: str, column: str, mutator: str, value: list[Any]) -> None:
        self.result.operations.append({"op": "mutate", "table": table, "where": [["_uuid", "==", ["uuid", uuid]]], "mutations": [[column, mutator, value]]})

    def _unchanged(self, entity: Entity, row: Row, columns: list[str]) -> Operation:
        names = tuple(dict.fromkeys(columns)) or ("_uuid",)
        return guard(Select(entity.table, (("_uuid", "==", ["uuid", row.uuid]),), names), [{name: row.wire[name] for name in names}])

    def _guard_references(self) -> None:
        """Rows that were found by name must still be there."""
        for table, uuid in sorted({(table, uuid) for (table, _name), uuid in self.current.uuids.items()}):
            self.result.guards.append(guard_existence(table, uuid))

    def _to_wire(self, entity: Entity, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self.schema.column(entity.table, name).to_wire(value) for name, value in values.items() if value is not None}
