# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the Northbound hold a document: read, plan and write all of it in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Callable, Optional

from .._model._declare import Ref
from .._ovsdb._client import Client
from .._ovsdb._errors import NotFound, SchemaMismatch
from ._commit import commit
from ._document import Node, Problems
from ._gate import check_release
from ._names import lookup
from ._prune import Pruner, keep_list
from ._read import Current
from ._snapshot import Snapshot
from ._tree import Change, TreePlan, TreePlanner
from ._wait import increment, incremented, synchronise, wait_for

Counts = dict[str, dict[str, int]]
SHOWN = 200  # changed rows up to which a diff shows each
FIRST = 3  # above that, rows of each table that it shows as examples


@dataclass(frozen=True)
class Ownership:
    """Whose the document is.

    :param owner: marks the rows that it makes; C<None> marks none.
    :param prune: remove the owner's rows that the document no longer has, at most C<limit> of them.
    :param adopt: mark rows that were there before.
    """

    owner: Optional[str] = None
    prune: bool = False
    limit: Optional[str] = None
    adopt: bool = False


@dataclass
class TopologyOutcome:
    """What a task did."""

    changes: list[Change] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        """How many rows of each table were created, changed and removed."""
        counter = Counter((_action(change), change.table) for change in self.changes)
        counts: Counts = {"created": {}, "changed": {}, "removed": {}}
        for (action, table), number in sorted(counter.items()):
            counts[action][table] = number
        return counts

    def diff(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The tree of what changes, before and after; where that is too much to read, how much changes in each table."""
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        some = self.changes
        if len(some) > SHOWN:
            by_kind: dict[tuple[str, str], list[Change]] = {}
            for change in some:
                by_kind.setdefault((_action(change), change.table), []).append(change)
            for (action, table), changes in sorted(by_kind.items()):
                after[f"{table}: {len(changes)} rows {action}"] = {}
            some = [change for _kind, changes in sorted(by_kind.items()) for change in changes[:FIRST]]
        for change in some:
            if change.before:
                _put(before, change.where, change.before)
            if change.after:
                _put(after, change.where, change.after)
        return before, after


def _put(tree: dict[str, Any], where: tuple[str, ...], values: dict[str, Any]) -> None:
    for step in where:
        tree = tree.setdefault(step, {})
    tree.update({name: value for name, value in values.items() if name not in tree})


def _action(change: Change) -> str:
    return "created" if not change.before else "removed" if not change.after else "changed"


def apply_topology(
    client: Client,
    nodes: list[Node],
    ownership: Ownership,
    *,
    check: bool = False,
    batch: Optional[int] = None,
    wait: str = "none",
    southbound: Optional[Callable[[], Client]] = None,
    comment: str = "",
) -> TopologyOutcome:
    """Make the database hold the rows of a document, in one guarded transaction.

    :param batch: in several transactions of about so many rows each, then one that removes what is to be pruned.
    :param check: only say what would be done.
    :param wait: C<none>, C<sb> or C<hv>; only waits when something was written.
    :param southbound: makes a client of the Southbound database, for naming late chassis.
    :param comment: goes into the database's log with the transaction.
    :raises InvalidValue: says all that is wrong with the document.
    """

    def request(plan: TreePlan) -> list[dict[str, Any]]:
        if check or not plan.operations:
            return []
        return [*plan.guards, *plan.operations, {"op": "comment", "comment": comment}, *increment(client, wait)]

    parts: list[Change] = []
    for some in _batches(nodes, batch) if batch and not check else ():
        part = commit(client, partial(plan_topology, client, some, replace(ownership, prune=False)), request, "topology")
        parts += (part.lost or part.last).changes
    done = commit(client, partial(plan_topology, client, nodes, ownership), request, "topology")
    if wait != "none" and southbound and done.results is not None:
        wait_for(client, wait, incremented(client, done.results), southbound)
    elif wait != "none" and southbound and done.lost:
        synchronise(client, wait, southbound)
    return TopologyOutcome([*parts, *(done.lost or done.last).changes])


def _batches(nodes: list[Node], size: int) -> Iterator[list[Node]]:
    """Root rows with all below them, about C<size> rows together."""
    some: list[Node] = []
    count = 0
    for node in nodes:
        some.append(node)
        count += sum(1 for _row in node.walk())
        if count >= size:
            yield some
            some, count = [], 0
    if some:
        yield some


def plan_topology(client: Client, nodes: list[Node], ownership: Ownership) -> TreePlan:
    """Read what the document needs and plan it."""
    problems = Problems()
    current = Current()
    for node in _all(nodes):
        node.row = None
        try:
            check_release(node.desired, client.schema)
        except SchemaMismatch as e:
            problems.add(node.path, e.message)
    problems.raise_if_any()
    pruner = Pruner(client, ownership.owner, nodes, problems) if ownership.owner and ownership.prune else None
    current.uuids = _references(client, nodes, problems)
    problems.raise_if_any()
    snapshot = Snapshot(client, current)
    snapshot.locate(nodes, problems)
    planner = TreePlanner(client.schema, current, snapshot, ownership.owner, ownership.adopt, problems)
    plan = planner.rows(nodes)
    if pruner:
        pruner.add_to(plan, ownership.limit)
    if ownership.owner:
        keep_list(client, ownership.owner, nodes, plan, ownership.prune)
    problems.raise_if_any()
    return plan


def _all(nodes: list[Node]) -> Iterator[Node]:
    for root in nodes:
        yield from root.walk()


def _references(client: Client, nodes: list[Node], problems: Problems) -> dict[tuple[str, str], str]:
    """The uuids of the rows that the document refers to and does not itself have."""
    own = {(node.kind.entity.table, node.name) for node in _all(nodes)}
    wanted: dict[tuple[Ref, str], str] = {}
    for node in _all(nodes):
        columns = node.desired.columns
        for option, column in node.kind.references:
            value = columns.get(column.name)
            if not value or column.ref is None:
                continue
            for name in value if isinstance(value, list) else [value]:
                if (column.ref.table, name) not in own:
                    wanted.setdefault((column.ref, name), f"{node.path}.{option}")
    while True:
        try:
            return lookup(client, [(ref, name, path) for (ref, name), path in wanted.items()])
        except NotFound as e:
            missing = [(ref, name) for ref, name in wanted if ref.table == e.table and name == e.object]
            for ref, name in missing:
                problems.add(wanted.pop((ref, name)), f'no {ref.table} is named "{name}", neither in the database nor in the document')
            if not missing:
                raise
