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
from .._ovsdb._client import Client, guard_existence
from .._ovsdb._errors import Ambiguous, InvalidValue, NotFound, SchemaMismatch
from ._commit import commit
from ._document import Node, Problems
from ._gate import check_release
from ._ledger import keep_list
from ._names import lookup
from ._prune import Pruner
from ._read import Current
from ._snapshot import Snapshot
from ._tree import Change, TreePlan, TreePlanner
from ._twice import refuse_twice
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
        seen: Counter[tuple[str, ...]] = Counter()
        for change in some:
            seen[change.where] += 1
            where = change.where if seen[change.where] == 1 else (*change.where[:-1], f"{change.where[-1]} #{seen[change.where]}")
            if change.before:
                _put(before, where, change.before)
            if change.after:
                _put(after, where, change.after)
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
        part = commit(client, partial(_plan_steadily, client, some, replace(ownership, prune=False)), request, "topology")
        parts += (part.lost or part.last).changes
    done = commit(client, partial(_plan_steadily, client, nodes, ownership), request, "topology")
    if wait != "none" and southbound and done.results is not None:
        wait_for(client, wait, incremented(client, done.results), southbound)
    elif wait != "none" and southbound and done.lost:
        synchronise(client, wait, southbound)
    return TopologyOutcome([*parts, *(done.lost or done.last).changes])


def _batches(nodes: list[Node], size: int) -> Iterator[list[Node]]:
    """Root rows with all below them, about C<size> rows together, or as many more as it takes for all that they refer to."""
    left = Counter((node.kind.entity.table, name) for node in _all(nodes) for name in node.names)
    some: list[Node] = []
    missing: set[tuple[str, str]] = set()
    count = 0
    for root in nodes:
        some.append(root)
        for node in root.walk():
            count += 1
            own = [(node.kind.entity.table, name) for name in node.names]
            left.subtract(own)
            missing.difference_update(own)
            missing.update((ref.table, name) for ref, name, _path in _referred(node) if left[ref.table, name] > 0)
        if count >= size and not missing:
            yield some
            some, count = [], 0
    if some:
        yield some


def _plan_steadily(client: Client, nodes: list[Node], ownership: Ownership) -> TreePlan:
    """Plan, and once more if something is wrong: it may only have looked so, when others wrote while the document's rows were read."""
    wrong = ""
    while True:
        try:
            return plan_topology(client, nodes, ownership)
        except InvalidValue as e:
            if e.message == wrong:
                raise
            wrong = e.message


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
        lacking = [branch for branch, below in node.branches.items() if not below and not client.schema.has(node.kind.entity.table, branch.column)]
        for branch in lacking:
            del node.branches[branch]  # nothing where nothing can be
    problems.raise_if_any()
    snapshot = Snapshot(client, current, nodes)
    pruner = Pruner(client, ownership.owner, nodes, snapshot, problems) if ownership.owner and ownership.prune else None
    wanted = _references(nodes, problems)
    current.uuids = _lookup(client, wanted, problems)
    problems.raise_if_any()
    referred = list(current.uuids.items())
    snapshot.locate(problems)
    if pruner:
        pruner.find()
    going = pruner.gone if pruner else {}
    for (ref, name), path in wanted.items():
        if current.uuids.get((ref.table, name)) in going:
            problems.add(path, f'{ref.table} "{name}" is not in the document, and prune would remove it')
    refuse_twice(client, nodes, going, problems)
    planner = TreePlanner(client.schema, current, snapshot, ownership.owner, ownership.adopt, problems, going)
    plan = planner.rows(nodes)
    if pruner:
        pruner.add_to(plan, ownership.limit)
    if ownership.owner:
        keep_list(client, ownership.owner, nodes, plan, ownership.prune, ownership.adopt)
    problems.raise_if_any()
    for table, uuid in sorted({(table, uuid) for (table, _name), uuid in referred}):  # a reference to a row that is gone by then would vanish in silence
        plan.guards.append(guard_existence(table, uuid))
    return plan


def _all(nodes: list[Node]) -> Iterator[Node]:
    for root in nodes:
        yield from root.walk()


def _referred(node: Node) -> Iterator[tuple[Ref, str, str]]:
    """What a row refers to: by which name, and where it says so."""
    for option, column in node.kind.references:
        value = node.desired.columns.get(column.name)
        if value and column.ref:
            for name in value if isinstance(value, list) else [value]:
                yield column.ref, name, f"{node.path}.{option}"


def _references(nodes: list[Node], problems: Problems) -> dict[tuple[Ref, str], str]:
    """What the document refers to and does not itself have, with the first place where it does."""
    own: dict[tuple[str, str], Node] = {}
    twice: set[tuple[str, str]] = set()
    for node in _all(nodes):
        for name in node.names:
            if own.setdefault((node.kind.entity.table, name), node) is not node and not node.kind.entity.unique:
                twice.add((node.kind.entity.table, name))
    wanted: dict[tuple[Ref, str], str] = {}
    for node in _all(nodes):
        for ref, name, path in _referred(node):
            if (ref.table, name) in twice:
                problems.add(path, f'several rows of {ref.table} in the document are named "{name}"; give them uuids, and refer to one by that')
            elif (ref.table, name) not in own:
                wanted.setdefault((ref, name), path)
    return wanted


def _lookup(client: Client, wanted: dict[tuple[Ref, str], str], problems: Problems) -> dict[tuple[str, str], str]:
    """The uuids of rows that the document refers to."""
    wanted = dict(wanted)
    while True:
        try:
            return lookup(client, [(ref, name, path) for (ref, name), path in wanted.items()])
        except (NotFound, Ambiguous, InvalidValue) as e:
            wrong = [(ref, name) for ref, name in wanted if ref.table == e.table and name == e.object]
            for ref, name in wrong:
                path = wanted.pop((ref, name))
                missing = isinstance(e, NotFound)
                problems.add(
                    path, f'no {ref.table} is named "{name}", neither in the database nor in the document' if missing else e.message.replace(f"{path}: ", "")
                )
            if not wrong:
                raise
