# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generates topology documents out of the declarations: the small world, and rows of any kind in it."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._model._document import ROOTS, Branch, Kind
from ansible_collections.northbound.ovn.tests.support.values import identity, options
from hypothesis import strategies as st

Document = dict[str, Any]
Schema = dict[str, Any]

# Every kind of row that stands in a list of its own: where it stands. A branch is under each of its parents.
PLACES: dict[str, tuple[Kind, Branch | None]] = {
    **{name: (kind, None) for name, kind in ROOTS.items() if not kind.entity.singleton},
    **{f"{name}.{branch.option}": (kind, branch) for name, kind in ROOTS.items() for branch in kind.branches.values() if branch.parent},
}


def has(place: str, schema: Schema) -> bool:
    """Whether a release has what stands there."""
    kind, branch = PLACES[place]
    tables = schema["tables"]
    if kind.entity.table not in tables:
        return False
    return branch is None or (branch.column in tables[kind.entity.table]["columns"] and branch.kind.entity.table in tables)


def rows(kind: Kind, schema: Schema, *, least: int = 0, required: bool = True) -> st.SearchStrategy[list[Document]]:
    """Rows of one kind without what is below them."""
    entity = kind.entity
    parents = {parent.option for parent in entity.parents}
    who = identity(entity, schema).map(lambda drawn: {option: value for option, value in drawn.items() if option not in parents})
    row = st.builds(lambda one, other: {**one, **other}, who, options(entity, schema, required=required))
    return st.lists(row, min_size=least, max_size=3, unique_by=lambda one: repr([one.get(option) for option in entity.identity]))


def grown(data: st.DataObject, world: Document, schema: Schema, place: str) -> Document:
    """The world with rows in one place, and in some others."""
    document = copy.deepcopy(world)
    others = data.draw(st.lists(st.sampled_from([other for other in PLACES if has(other, schema)]), max_size=2, unique=True))
    for other in (place, *(other for other in others if other != place)):
        kind, branch = PLACES[other]
        holders = document.setdefault(other.partition(".")[0], [])
        if branch is None:
            holders += data.draw(rows(kind, schema, least=other == place))
        elif holders:
            data.draw(st.sampled_from(holders)).setdefault(branch.option, []).extend(data.draw(rows(branch.kind, schema, least=other == place)))
    return document


def changed(data: st.DataObject, document: Document, schema: Schema) -> Document:
    """A later version of a document: rows are gone, rows say other things. What a row that stays has said before, it says still, if something else."""
    later = copy.deepcopy(document)
    lists = list(_lists(later))
    some = st.sampled_from(range(len(lists)))
    for number in data.draw(st.lists(some, max_size=2)):
        _kind, siblings = lists[number]
        if siblings:
            siblings.remove(data.draw(st.sampled_from(siblings)))
    for number in data.draw(st.lists(some, max_size=3)):
        kind, siblings = lists[number]
        row = data.draw(st.sampled_from(siblings)) if siblings else {}
        for option, value in data.draw(options(kind.entity, schema, required=False)).items() if siblings else ():
            if option not in kind.branches or option not in row:  # of inline rows, columns that are not given stay as they were
                row[option] = {**dict.fromkeys(row.get(option, {})), **value} if _is_map(kind, option) and value else value
    return later


def _is_map(kind: Kind, option: str) -> bool:
    column = kind.options.get(option)
    return column is not None and column.type == "dict"


def _lists(document: Document) -> Iterator[tuple[Kind, list[Document]]]:
    """The lists of rows that have modules of their own."""
    for name, value in document.items():
        kind = ROOTS[name]
        if kind.entity.singleton:
            continue
        for row in value:
            for branch in kind.branches.values():
                if branch.parent and branch.option in row:
                    yield branch.kind, row[branch.option]
        yield kind, value


def shuffled(value: Any, dice: random.Random) -> Any:
    """The same document in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(inner, dice)) for key, inner in value.items()]
        dice.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        copied = [shuffled(inner, dice) for inner in value]
        dice.shuffle(copied)
        return copied
    return value


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something could be put in place of what is there."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places_in(inner, (*path, key))


def put(document: Document, path: tuple[Any, ...], value: Any) -> Document:
    """The document with another value in one place."""
    copied = copy.deepcopy(document)
    inner: Any = copied
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copied
