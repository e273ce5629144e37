# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a task's arguments to a desired row, checked and canonical, before any server is asked."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Optional

from .._model import _syntax
from .._model._declare import Child, Column, Entity, Parent
from .._ovsdb._errors import InvalidValue
from ._matches import Matches


@dataclass(frozen=True)
class Desired:
    """What one row shall be.

    :param uuid: the row is this one, whatever its identity; then the identity is part of C<columns>.
    :param identity: option to value; options that match anything are absent.
    :param columns: OVSDB column to native value, only what is managed. References are names. A
        map holds only the keys that are managed, C<None> for those to be removed.
    :param cleared: map columns that lose all keys but those in C<columns>, and those of daemons.
    :param parent: the declaration and the parent's name.
    :param children: option to desired inline rows; absent when not managed.
    :param attachments: option to the names of the rows that shall refer to this one.
    :param conditions: what else identifies the row, as the server compares it.
    :param unique: no two rows of the table answer to C<conditions>.
    :param label: what to call it in messages, if not by its identity.
    """

    entity: Entity
    uuid: Optional[str] = None
    identity: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    cleared: frozenset[str] = frozenset()
    parent: Optional[tuple[Parent, str]] = None
    children: dict[str, list[Desired]] = field(default_factory=dict)
    attachments: dict[str, list[str]] = field(default_factory=dict)
    conditions: tuple[tuple[str, str, Any], ...] = ()
    unique: bool = False
    label: str = ""

    @property
    def anywhere(self) -> bool:
        """Whether the row is the same one wherever it lives."""
        return bool(self.uuid or self.unique or self.entity.unique)

    def __str__(self) -> str:
        """What to call the row in messages."""
        if self.label:
            return self.label
        if self.uuid:
            return f"{self.entity.table} {self.uuid}"
        if self.entity.singleton:
            return self.entity.table
        words = " ".join(str(v) for v in self.identity.values() if v != "")
        where = f" in {self.parent[0].option} {self.parent[1]}" if self.parent else ""
        return f"{self.entity.table} {words!r}{where}"


def is_uuid(text: str) -> bool:
    """Whether a reference is given by uuid."""
    try:
        return str(uuid_module.UUID(text)) == text.lower()
    except ValueError:
        return False


def desired(entity: Entity, arguments: dict[str, Any], path: str = "", matches: Optional[Matches] = None) -> Desired:
    """Build the desired row of C<entity> from options; C<None> means not given.

    :param path: where the options stand, for messages: C<gateway_chassis[0].>
    :param matches: takes and checks the match expressions; without it, they are not checked.
    :raises InvalidValue: names the option, the value and what was expected.
    """
    columns: dict[str, Any] = {}
    values: dict[str, Any] = {}
    cleared: set[str] = set()
    for column in entity.columns:
        value = arguments.get(column.option)
        if value is None:
            continue
        value = values[column.option] = canonical_option(entity, column, value, path)
        if column.match and matches:
            matches.add(entity, column, value, path, arguments.get("direction"))
        put_option(column, value, columns, cleared)
    uuid = arguments.get("uuid")
    if uuid and not is_uuid(uuid):
        raise InvalidValue(f"{path}uuid: {uuid!r} is not a uuid; names go into {entity.identity[0]}", table=entity.table)
    if not uuid:
        _check_identity(entity, values, arguments, path)
    return Desired(
        entity=entity,
        uuid=uuid,
        identity={} if uuid else _identity(entity, values),
        columns=columns,
        cleared=frozenset(cleared),
        parent=_parent(entity, arguments),
        children=_inline(entity, arguments, path, matches),
        attachments={a.option: sorted(set(arguments[a.option])) for a in entity.attachments if arguments.get(a.option) is not None},
    )


def put_option(column: Column, value: Any, columns: dict[str, Any], cleared: set[str]) -> None:
    """Note a canonical option among the C<columns> and C<cleared> of a desired row in the making."""
    if column.key:
        columns.setdefault(column.name, {})[column.key] = column.in_map(value)
    elif column.type == "dict":
        columns[column.name] = {**value, **columns.get(column.name, {})}
        if not value:
            cleared.add(column.name)
    else:
        columns[column.name] = value


def _check_identity(entity: Entity, values: dict[str, Any], arguments: dict[str, Any], path: str) -> None:
    missing = [o for o in entity.identity if o not in values and (entity.column(o).required or o == entity.identity[0])]
    if entity.parents and not entity.unique and all(p.option and not arguments.get(p.option) for p in entity.parents):
        missing.insert(0, " or ".join(p.option for p in entity.parents))
    if missing:
        otherwise = "" if path else ", or give its uuid"
        raise InvalidValue(f"{path}{', '.join(missing)}: needed to tell which {entity.table} is meant{otherwise}", table=entity.table)


def _identity(entity: Entity, values: dict[str, Any]) -> dict[str, Any]:
    identity = {}
    for option in entity.identity:
        if option in values:
            identity[option] = values[option]
        elif entity.column(option).empty is not None:
            identity[option] = entity.column(option).empty
    return identity


def _parent(entity: Entity, arguments: dict[str, Any]) -> Optional[tuple[Parent, str]]:
    given = [(p, arguments[p.option]) for p in entity.parents if p.option and arguments.get(p.option) is not None]
    if len(given) > 1:
        raise InvalidValue(f"{' and '.join(p.option for p, _name in given)}: give one of them", table=entity.table)
    given += [(p, "") for p in entity.parents if not p.option]
    return given[0] if given else None


def _inline(entity: Entity, arguments: dict[str, Any], path: str, matches: Optional[Matches]) -> dict[str, list[Desired]]:
    """The inline rows by option. Those that are one and the same shared row are one object, with what all of them say."""
    given = [child for child in entity.children if arguments.get(child.option) is not None]
    children = {child.option: _children(child, _items(child, arguments[child.option]), path, matches) for child in given}
    known: dict[tuple[Any, ...], tuple[Desired, str]] = {}
    for child in given:
        for index, row in enumerate(children[child.option] if child.shared else []):
            one, option = known.setdefault((row.entity.table, *row.identity.items()), (row, child.option))
            for name, value in row.columns.items():
                if one.columns.setdefault(name, value) != value:
                    who = " ".join(map(str, row.identity.values()))
                    message = f"{path}{child.option}: {name} of {row.entity.table} {who} is not what {option} says; give it once, or the same"
                    raise InvalidValue(message, table=row.entity.table, column=name)
            children[child.option][index] = one
    return children


@contextmanager
def within(option: str) -> Iterator[None]:
    """Say of what is wrong with an inline row in which option it is."""
    try:
        yield
    except InvalidValue as e:
        raise InvalidValue(f"{option}: {e.message}", table=e.table, column=e.column, object=e.object, details=e.details) from e


def _items(child: Child, given: Any) -> list[dict[str, Any]]:
    """The inline rows that an option gives."""
    if not child.single:
        return list(given)
    return [given] if any(value is not None for value in given.values()) else []


def _children(child: Child, items: list[dict[str, Any]], path: str, matches: Optional[Matches]) -> list[Desired]:
    rows: list[Desired] = []
    for index, item in enumerate(items):
        where = f"{path}{child.option}" if child.single else f"{path}{child.option}[{index}]"
        row = desired(child.entity, item, f"{where}.", matches)
        what = row.identity or row.columns
        if any(what == (other.identity or other.columns) for other in rows):
            raise InvalidValue(f"{where}: {' '.join(map(str, what.values()))} is listed twice", table=child.entity.table)
        rows.append(row)
    return rows


def canonical_option(entity: Entity, column: Column, value: Any, path: str) -> Any:
    """The canonical value of one option; raises InvalidValue that names the option, the value and what was expected."""
    where = {"table": entity.table, "column": column.name}
    if column.type == "dict" and not column.key:
        owned = sorted(set(value) & column.daemon_keys)
        if owned:
            raise InvalidValue(f"{path}{column.option}: {', '.join(owned)} is written by OVN's own daemons and cannot be set; leave it out", **where)
        for other in entity.columns:
            if other.name == column.name and other.key in value:
                raise InvalidValue(f"{path}{column.option}: {other.key} has an option of its own, {other.option}; use that", **where)
        convert = _integer if column.values == "int" else _text
        value = {str(k): convert(f"{path}{column.option}: {k}", v, where) for k, v in value.items()}
    if column.choices and column.type in ("list", "dict"):
        wrong = sorted(set(value) - set(column.choices))
        if wrong:
            raise InvalidValue(f"{path}{column.option}: {', '.join(wrong)} is none of {', '.join(column.choices)}", **where)
    if value == "" and not column.required and column.option not in entity.identity:
        return value  # clears the column
    try:
        return column.canonical(value)
    except ValueError as e:
        raise InvalidValue(f"{path}{column.option}: {e}", details=repr(value), **where) from e


def _integer(what: str, value: Any, where: dict[str, str]) -> Optional[int]:
    """The value of a map of integers; templates give them as text."""
    if value is None:
        return None
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        try:
            return int(value)
        except ValueError:
            pass
    raise InvalidValue(f"{what}: {value!r} is not an integer", **where)


def _text(what: str, value: Any, where: dict[str, str]) -> Optional[str]:
    try:
        return None if value is None else _syntax.map_text(value)
    except ValueError as e:
        raise InvalidValue(f"{what}: {e}", **where) from e
