# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a document that cannot both be: what is unique in a table is given twice, or one row is said to be two things.

The server refuses the former as well, but only at commit, where check mode does not come.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from .._ovsdb._client import Client, Select
from ._desired import Desired
from ._document import Node, Problems

MANY = 40  # as many selects by name take as long as one of the whole table


def refuse_twice(client: Client, nodes: list[Node], going: Container[str], problems: Problems) -> None:
    """Note what is twice, in the document or in it and in the database.

    :param going: the uuids of rows that the same transaction removes.
    """
    _refuse_contradictions(nodes, problems)
    schema = client.schema
    indexes: dict[str, list[tuple[str, ...]]] = {}
    new: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], Node]] = {}
    for root in nodes:
        for node in _with_own_rows(root):
            table = node.kind.entity.table
            if table not in indexes:
                indexes[table] = [tuple(index) for index in schema.indexes(table)]
            for index in indexes[table]:
                values = _values(node, index)
                if values is None:
                    continue
                first = new.setdefault((table, index), {}).setdefault(values, node)
                if first is not node:
                    problems.add(node.path, f"{_told(index, values)} is that of {first.path}, too")
    for (table, columns), found in new.items():
        wanted = {values: node for values, node in found.items() if node.row is None or node.desired.uuid or set(columns) != set(node.desired.identity)}
        for values, uuid in _existing(client, table, columns, wanted):
            node = wanted[values]
            if uuid not in going and (node.row is None or node.row.uuid != uuid) and not _changes(found, uuid):
                problems.add(node.path, f"{_told(columns, values)} is that of row {uuid}, which is elsewhere in the database; remove it there first")


def _with_own_rows(root: Node) -> Iterator[Node]:
    """The row and those below it that have modules of their own: what is unique of inline rows follows from the row that has them."""
    yield root
    for branch, below in root.branches.items():
        if branch.parent:
            yield from below


def _values(node: Node, columns: tuple[str, ...]) -> tuple[Any, ...] | None:
    """What the row has in the columns, if the document says it all."""
    known = {**node.desired.columns, **node.desired.identity}
    return tuple(known[column] for column in columns) if all(column in known for column in columns) else None


def _existing(client: Client, table: str, columns: tuple[str, ...], wanted: dict[tuple[Any, ...], Node]) -> Iterator[tuple[tuple[Any, ...], str]]:
    """The rows in the database that have wanted values."""
    schema = client.schema
    wires = {tuple(schema.column(table, column).to_wire(value) for column, value in zip(columns, values)): values for values in wanted}
    if len(wires) > MANY:
        selects = [Select(table, (), ("_uuid", *columns))]
    else:
        selects = [Select(table, tuple((column, "==", value) for column, value in zip(columns, wire)), ("_uuid", *columns)) for wire in wires]
    for rows in client.select(*selects):
        for row in rows:
            values = wires.get(tuple(row[column] for column in columns))
            if values is not None:
                yield values, row["_uuid"][1]


def _changes(found: dict[tuple[Any, ...], Node], uuid: str) -> bool:
    """Whether the document gives a row other values."""
    return any(node.row is not None and node.row.uuid == uuid for node in found.values())


def _told(columns: tuple[str, ...], values: tuple[Any, ...]) -> str:
    return ", ".join(f"{column} {value!r}" for column, value in zip(columns, values))


def _refuse_contradictions(nodes: list[Node], problems: Problems) -> None:
    """Inline rows that several rows share must be the same wherever they are given."""
    known: dict[tuple[Any, ...], tuple[Desired, str]] = {}
    for root in nodes:
        for node in root.walk():
            for branch, below in node.branches.items():
                for inner in below if branch.child and branch.child.shared else []:
                    one, first = known.setdefault((inner.kind.entity.table, *inner.desired.identity.items()), (inner.desired, inner.path))
                    for name, value in inner.desired.columns.items():
                        if one.columns.setdefault(name, value) != value:
                            problems.add(inner.path, f"{name} is not what {first} says of the same {inner.kind.entity.table}; give it once, or the same")
