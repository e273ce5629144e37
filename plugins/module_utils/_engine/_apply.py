# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the database hold one desired row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Optional

from .._ovsdb._client import Client
from ._commit import commit
from ._desired import Desired
from ._plan import NEW, Plan, plan
from ._read import read
from ._wait import increment, incremented, synchronise, wait_for


@dataclass
class Outcome:
    """What a task did."""

    changed: bool
    before: dict[str, Any]
    after: dict[str, Any]
    row: Optional[dict[str, Any]]
    uuid: Optional[str]


@dataclass
class _Attempt:
    plan: Plan
    uuid: Optional[str]
    operations: list[dict[str, Any]]


def apply(
    client: Client,
    desired: Desired,
    *,
    present: bool = True,
    check: bool = False,
    wait: str = "none",
    southbound: Optional[Callable[[], Client]] = None,
    comment: str = "",
) -> Outcome:
    """Make the database hold C<desired>, in one guarded transaction.

    :param check: only say what would be done.
    :param wait: C<none>, C<sb> or C<hv>; only waits when something was written.
    :param southbound: makes a client of the Southbound database, for naming late chassis.
    :param comment: goes into the database's log with the transaction.
    """

    def attempt() -> _Attempt:
        current = read(client, desired, present)
        step = plan(desired, current, client.schema, present)
        operations = [*step.guards, *step.operations, {"op": "comment", "comment": comment}, *increment(client, wait)]
        return _Attempt(step, current.row.uuid if current.row else None, operations)

    def request(now: _Attempt) -> list[dict[str, Any]]:
        return now.operations if now.plan.changed and not check else []

    done = commit(client, attempt, request, str(desired), desired.entity.table)
    last, report = done.last, (done.lost or done.last).plan
    if wait != "none" and southbound and done.results is not None:
        wait_for(client, wait, incremented(client, done.results), southbound)
    elif wait != "none" and southbound and done.lost:
        synchronise(client, wait, southbound)
    uuid = last.uuid or _inserted(last.operations, done.results or [])
    return Outcome(report.changed, report.before, report.after, last.plan.row, uuid)


def _inserted(operations: list[dict[str, Any]], results: list[dict[str, Any]]) -> Optional[str]:
    for operation, result in zip(operations, results):
        if operation.get("uuid-name") == NEW:
            return str(result["uuid"][1])
    return None
