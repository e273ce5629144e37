# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask the server for what a task needs, and for no more: targeted selects in two round trips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Optional

from .._model._declare import Column, Entity, Parent, Ref
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import Ambiguous, Conflict, NotFound
from .._ovsdb._schema import Schema
from ._desired import Desired, within
from ._foreign import owner
from ._gate import check_release
from ._homes import held, holding, places, uuids_in
from ._names import MANY, WireRow, lookup, name_of, of_uuid, references, scan
from ._users import refuse_if_used, refuse_to_empty


@dataclass
class Row:
    """A row as it is: native values, and as they came, for guards."""

    uuid: str
    wire: WireRow
    values: dict[str, Any]
    children: dict[str, list[Row]] = field(default_factory=dict)  # by option


@dataclass
class Current:
    """Everything a plan needs to know about the database.

    :param home: which of the entity's parents C<parent> is a row of; the row may still have to be made.
    :param homes: every place where the row is: the parent's declaration and its uuid.
    :param elsewhere: it also is in places that the task does not mean.
    :param found: the select that looked for the row and all that it gave; guards a creation.
    :param uuids: (table, name) to uuid, for every name that the desired row mentions.
    :param names: uuid to name, for every row that the current row refers to.
    :param attached: option to uuids of the rows that refer to the row now.
    :param shared: option to the rows anywhere that desired inline rows mean, for children that are shared.
    :param looked_up: the selects that looked for them and what they gave.
    """

    row: Optional[Row] = None
    parent: Optional[str] = None
    home: Optional[Parent] = None
    homes: list[tuple[Parent, str]] = field(default_factory=list)
    elsewhere: bool = False
    found: Optional[tuple[Select, list[WireRow]]] = None
    uuids: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    attached: dict[str, list[str]] = field(default_factory=dict)
    shared: dict[str, list[Row]] = field(default_factory=dict)
    looked_up: list[tuple[Select, list[WireRow]]] = field(default_factory=list)


def columns_of(entity: Entity, schema: Schema) -> list[str]:
    """The declared columns that this server has."""
    names = [c.name for c in entity.columns] + [c.column for c in entity.children]
    return [name for name in dict.fromkeys(names) if schema.has(entity.table, name)]


def read(client: Client, desired: Desired, present: bool = True) -> Current:
    """Read what C<desired> needs.

    :param present: the row shall exist. A row that shall not is already gone when its parent is,
        and what it refers to does not matter.
    :raises NotFound: a parent or a reference does not exist.
    :raises Ambiguous: a name belongs to several rows.
    :raises Conflict: the row lives in another parent.
    :raises ReferentialViolation: the row shall not exist, and others refer to it.
    """
    schema = client.schema
    check_release(desired, schema, present)
    current = Current()
    try:
        current.uuids = lookup(client, dict.fromkeys(references(desired, present)))
    except NotFound:
        if present:
            raise
        return current
    if desired.parent:
        parent, name = desired.parent
        current.home, current.parent = parent, current.uuids.get((parent.table, name))
    if current.home and not current.parent:  # the only row of its table, which is made with its first child
        current.found, candidates = (Select(current.home.table, (), ("_uuid",)), []), []
    else:
        candidates = _candidates(client, desired, current, present)
    if len(candidates) > 1:
        uuids = ", ".join(row["_uuid"][1] for row in candidates)
        raise Ambiguous(
            f"{desired}: {len(candidates)} rows answer to this ({uuids}); say which by uuid",
            table=desired.entity.table,
            object=str(desired),
            details=uuids,
        )
    if desired.uuid and not candidates and present:
        raise NotFound(f"uuid: no row {desired.uuid} in {desired.entity.table}", table=desired.entity.table, object=desired.uuid)
    if present:
        _read_shared(client, desired, current)
    if candidates:
        current.row = _row(desired.entity, candidates[0], schema)
        _read_around(client, desired, current)
        if not present:
            refuse_if_used(client, desired, current.row.uuid)
            refuse_to_empty(client, desired, current.homes)
    return current


def _candidates(client: Client, desired: Desired, current: Current, present: bool) -> list[WireRow]:
    """The rows that may be the desired one, with all declared columns; notes in C<current> how it looked."""
    entity, schema = desired.entity, client.schema
    columns = ("_uuid", *columns_of(entity, schema))
    placed = _by_place(desired)
    if placed and desired.parent:
        parent, _name = desired.parent
        select = Select(parent.table, (("_uuid", "==", ["uuid", current.parent]),), (parent.column,))
        found = client.select(select)[0]
        members = [uuid for row in found for uuid in held(parent, schema.column(parent.table, parent.column).to_native(row[parent.column]))]
        results = client.select(*(Select(entity.table, (("_uuid", "==", ["uuid", uuid]),), columns) for uuid in members))
        rows = [row for result in results for row in result]
        current.found = (select, found)
    else:
        select = Select(entity.table, tuple(conditions(desired, schema)), columns)
        rows = client.select(select)[0]
        current.found = (select._replace(columns=("_uuid",)), [{"_uuid": row["_uuid"]} for row in rows])
    fitting = [row for row in rows if matches(desired, row, current, schema) and not _beside(desired, row, schema)]
    if placed and present and not fitting:
        _refuse_beside_rival(desired, rows, current, schema)
    return fitting if placed or desired.anywhere else _members(client, desired, current, fitting)


def _refuse_beside_rival(desired: Desired, siblings: list[WireRow], current: Current, schema: Schema) -> None:
    entity = desired.entity
    rival = replace(desired, identity=entity.rivals(desired.columns) if entity.rivals else {})
    for row in siblings if rival.identity else []:
        if matches(rival, row, current, schema):
            uuid = row["_uuid"][1]
            raise Conflict(
                f"{desired}: row {uuid} already has {' '.join(str(value) for value in rival.identity.values() if value)}; "
                "OVN would take either of the two. Remove that one first, or change it by giving its uuid",
                table=entity.table,
                object=str(desired),
                details=uuid,
            )


def _by_place(desired: Desired) -> bool:
    """Whether all rows of the parent must be looked at to tell the desired one."""
    identity = [desired.entity.column(option) for option in desired.entity.identity]
    nothing = not identity and not desired.conditions
    return desired.parent is not None and not desired.uuid and (nothing or any(column.spellings for column in identity))


def _beside(desired: Desired, wire: WireRow, schema: Schema) -> bool:
    """Whether a row with the desired identity is another program's, beside which one of ours may stand."""
    foreign = None if desired.uuid else owner(desired, _row(desired.entity, wire, schema).values)
    return bool(foreign and foreign.beside)


def conditions(desired: Desired, schema: Schema) -> Iterable[tuple[str, str, Any]]:
    """What the server can compare of the identity."""
    yield from desired.conditions
    if desired.uuid:
        yield ("_uuid", "==", ["uuid", desired.uuid])
    for option, value in desired.identity.items():
        column = desired.entity.column(option)
        if column.key and column.empty is None:
            yield (column.name, "includes", ["map", [[column.key, value]]])
        elif column.empty is None and not column.ref and not column.spellings:
            yield (column.name, "==", schema.column(desired.entity.table, column.name).to_wire(value))


def matches(desired: Desired, wire: WireRow, current: Current, schema: Schema) -> bool:
    """Whether a row has the desired identity."""
    entity = desired.entity
    for option, value in desired.identity.items():
        column = entity.column(option)
        if not schema.has(entity.table, column.name):
            continue
        actual = schema.column(entity.table, column.name).to_native(wire[column.name])
        if column.key:
            actual = column.out_of_map(actual)
        elif value == "":
            if actual:
                return False
            continue
        elif column.ref:
            value = current.uuids[column.ref.table, value]
        elif actual is None:
            actual = column.empty
        if canonical_or_raw(column, actual) != value:
            return False
    return True


def canonical_or_raw(column: Column, value: Any) -> Any:
    """The canonical form of what the database holds; what is not valid stays as it is."""
    try:
        return column.canonical(value)
    except ValueError:
        return value


def _members(client: Client, desired: Desired, current: Current, candidates: list[WireRow]) -> list[WireRow]:
    """Of the candidates, those in the desired parent."""
    if not desired.parent or not candidates:
        return candidates
    parent, _name = desired.parent
    selects = [Select(parent.table, (("_uuid", "==", ["uuid", current.parent]), (parent.column, "includes", row["_uuid"])), ("_uuid",)) for row in candidates]
    return [row for row, rows in zip(candidates, client.select(*selects)) if rows]


def _row(entity: Entity, wire: WireRow, schema: Schema) -> Row:
    values = {name: schema.column(entity.table, name).to_native(wire[name]) for name in columns_of(entity, schema)}
    return Row(wire["_uuid"][1], wire, values)


def _read_shared(client: Client, desired: Desired, current: Current) -> None:
    """Find the rows that desired inline rows mean, wherever they are."""
    schema = client.schema
    wanted = [(child, row) for child in desired.entity.children if child.shared for row in desired.children.get(child.option, [])]
    selects = []
    for child, row in wanted:
        with within(child.option):
            selects.append(Select(child.entity.table, tuple(conditions(row, schema)), ("_uuid", *columns_of(child.entity, schema))))
    for (child, dummy), select, rows in zip(wanted, selects, client.select(*selects)):
        current.shared.setdefault(child.option, []).extend(_row(child.entity, row, schema) for row in rows)
        current.looked_up.append((select._replace(columns=("_uuid",)), [{"_uuid": row["_uuid"]} for row in rows]))
    names = _name_selects(target for child, dummy in wanted for row in current.shared[child.option] for target in _referred(child.entity, row))
    _take_names(current, names, iter(client.select(*(s for _ref, s in names))))


def _read_around(client: Client, desired: Desired, current: Current) -> None:
    """Second round trip: where the row lives, its children, the names of what it refers to."""
    entity, row, schema = desired.entity, current.row, client.schema
    if row is None:
        return
    own = ["uuid", row.uuid]
    homes = [holding(parent, row.uuid, schema) for parent in entity.parents]
    attached = [Select(a.table, ((a.column, "includes", own),), ("_uuid", a.key)) for a in entity.attachments]
    children = [
        (child, Select(child.entity.table, (("_uuid", "==", ["uuid", uuid]),), ("_uuid", *columns_of(child.entity, schema))))
        for child in entity.children
        if schema.has(entity.table, child.column)
        for uuid in uuids_in(row.values[child.column])
    ]
    names = _name_selects(_referred(entity, row))
    results = iter(client.select(*homes, *attached, *(s for _child, s in children), *(s for _ref, s in names)))
    _take_home(desired, current, [home for parent in entity.parents for wire in next(results) for home in places(parent, wire, row.uuid)])
    for attachment in entity.attachments:
        rows = next(results)
        current.attached[attachment.option] = [r["_uuid"][1] for r in rows]
        current.names.update({r["_uuid"][1]: r[attachment.key] for r in rows})
    row.children = {child.option: [] for child in entity.children}
    for child, _select in children:
        row.children[child.option] += [_row(child.entity, wire, schema) for wire in next(results)]
    _take_names(current, names, results)
    names = _name_selects(target for child in entity.children for inline in row.children[child.option] for target in _referred(child.entity, inline))
    _take_names(current, names, iter(client.select(*(s for _ref, s in names))))


def _referred(entity: Entity, row: Row) -> Iterable[tuple[Ref, str]]:
    for column in entity.columns:
        if column.ref:
            for uuid in uuids_in(row.values.get(column.name)):
                yield column.ref, uuid


def _name_selects(targets: Iterable[tuple[Ref, str]]) -> list[tuple[Ref, Select]]:
    """The selects that tell the names of rows."""
    targets = list(dict.fromkeys(targets))
    if len(targets) > MANY:
        return [(ref, scan(ref)) for ref in dict.fromkeys(ref for ref, _uuid in targets)]
    return [(ref, of_uuid(ref, uuid)) for ref, uuid in targets]


def _take_names(current: Current, names: list[tuple[Ref, Select]], results: Iterator[list[WireRow]]) -> None:
    for ref, _select in names:
        for wire in next(results):
            current.names[wire["_uuid"][1]] = name_of(ref, wire) or wire["_uuid"][1]


def _take_home(desired: Desired, current: Current, homes: list[tuple[Parent, WireRow]]) -> None:
    """Remember where the row is, and refuse to move it."""
    others = []
    for parent, wire in homes:
        uuid, name = wire["_uuid"][1], name_of(parent.ref(), wire) or ""
        if desired.parent is None or (desired.parent[0] == parent and current.parent == uuid):
            current.homes.append((parent, uuid))
            current.names[uuid] = name or uuid
        else:
            others.append(f"{parent.option} {name or uuid}")
    current.elsewhere = bool(others)
    if current.homes:
        current.home, current.parent = current.homes[-1]
    elif others and desired.parent and desired.anywhere:
        raise Conflict(
            f"{desired.parent[0].option}: {desired} is already in {others[0]}; remove it there first (moving it would renew its binding)",
            table=desired.entity.table,
            object=str(desired),
        )
