# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the rows of any table live that stay only while another row holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from .._model._declare import Parent
from .._ovsdb._client import Client
from .._ovsdb._errors import InvalidValue
from .._ovsdb._schema import NOBODY, Schema
from ._desired import is_uuid
from ._given import native
from ._names import naming
from ._search import the_only


@dataclass(frozen=True)
class Home:
    """The place of one row.

    :param parent: its declaration, and the name or uuid of the row there.
    :param holds_one: it has room for one row, which needs no other identity.
    """

    parent: tuple[Parent, str]
    holds_one: bool
    label: str


def homes(schema: Schema, table: str, home: Optional[Home]) -> tuple[Parent, ...]:
    """Every place where rows of a table may live, with C<home> as it is."""
    places = [_place(schema, *holder) for holder in schema.holders(table)]
    if home:
        own = home.parent[0]
        places = [own if (place.table, place.column) == (own.table, own.column) else place for place in places]
    return tuple(places)


def home_of(client: Client, table: str, given: Optional[dict[str, Any]]) -> Optional[Home]:
    """The place that a task gives, or the only one that there can be.

    :raises NotFound: the parent does not exist.
    :raises Ambiguous: several rows may be the parent.
    """
    schema = client.schema
    holders = schema.holders(table)
    if given is None:
        only = [holder for holder in holders if schema.has_one_row(holder[0]) and not schema.column(*holder).is_map]
        return _home(schema, _place(schema, *only[0]), "", None) if len(holders) == 1 and only else None
    if not holders:
        raise InvalidValue(f"parent: there is no column to which rows of {table} could be added; leave it out", table=table)
    place = _place(schema, *_holder(table, given, holders))
    return _home(schema, place, _name(client, place, given), given.get("key"))


def _holder(table: str, given: dict[str, Any], holders: list[tuple[str, str]]) -> tuple[str, str]:
    """The column among those that hold rows of the table which the task means."""
    fitting = [holder for holder in holders if holder[0] == given["table"] and given.get("column") in (None, holder[1])]
    if len(fitting) != 1:
        asked = given["table"] + (f".{given['column']}" if given.get("column") else "")
        known = ", ".join(".".join(holder) for holder in holders)
        raise InvalidValue(f"parent: {asked} is {'no one place' if fitting else 'none'} of those where rows of {table} live: {known}", table=table)
    return fitting[0]


def _place(schema: Schema, table: str, column: str) -> Parent:
    if schema.has_one_row(table):
        return Parent("", table, column)
    ref = naming(schema, table)
    return Parent(f"{table}.{column}", table, column, key=ref.key if ref else "")


def _name(client: Client, place: Parent, given: dict[str, Any]) -> str:
    """What to look the parent up by: its name, where that is what the task gives, else its uuid."""
    where, uuid = given.get("where"), given.get("uuid")
    if where and uuid:
        raise InvalidValue("parent: where and uuid: give one of them", table=place.table)
    if uuid:
        if not is_uuid(uuid):
            raise InvalidValue(f"parent: uuid: {uuid!r} is not a uuid; names go into where", table=place.table)
        return str(uuid)
    if not place.option:
        return ""
    if not where:
        raise InvalidValue(f"parent: where: needed to tell which {place.table} is meant, or give its uuid", table=place.table)
    if list(where) == [place.key]:
        name = native(client.schema.column(place.table, place.key), where[place.key], "parent: where: ")
        if name and not is_uuid(name):
            return str(name)
    return the_only(client, place.table, where, "parent: where")


def _home(schema: Schema, place: Parent, name: str, key: Any) -> Home:
    column = schema.column(place.table, place.column)
    where = f"in {place.table}.{place.column}"
    if column.is_map:
        if key is None:
            raise InvalidValue(f"parent: key: needed, since {place.column} of {place.table} is a map", table=place.table, column=place.column)
        at = next(iter(native(column, {key: None}, "parent: key: ", keep_null=True)))
        column.to_wire({at: NOBODY})  # is it in the range?
        place = Parent(place.option, place.table, place.column, place.key, at=at)
        where += f":{at}"
    elif key is not None:
        raise InvalidValue(f"parent: key: {place.column} of {place.table} is no map; leave it out", table=place.table, column=place.column)
    return Home((place, name), column.is_map or column.is_optional, where + (f" of {name}" if name else ""))
