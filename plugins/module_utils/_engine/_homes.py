# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where rows are that live in another row's column: a set, a map, or one reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .._model._declare import Parent
from .._ovsdb._client import Select
from .._ovsdb._schema import Schema
from ._names import WireRow


def uuids_in(value: Any) -> list[str]:
    """The uuids in a column of references, whether it holds several or one at most."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return value
    return [value] if value else []


def holding(parent: Parent, uuid: str, schema: Schema) -> Select:
    """The select that tells which rows hold one in the parent's column."""
    columns = ("_uuid", *parent.ref().columns())
    if schema.column(parent.table, parent.column).is_map:  # the server does not search for values of a map
        return Select(parent.table, (), (*columns, parent.column))
    return Select(parent.table, ((parent.column, "includes", ["uuid", uuid]),), columns)


def places(parent: Parent, wire: WireRow, uuid: str) -> Iterator[tuple[Parent, WireRow]]:
    """Where in a row that was read so the row is: in its set, or under a key of its map."""
    if parent.column not in wire:
        yield parent, wire
        return
    for key, value in wire[parent.column][1]:
        if value == ["uuid", uuid]:
            yield replace(parent, at=key), wire


def held(parent: Parent, value: Any) -> list[str]:
    """The uuids in a parent's column; of a map, the one that is where the row is to be."""
    if isinstance(value, dict):
        return [value[parent.at]] if parent.at in value else []
    return uuids_in(value)
