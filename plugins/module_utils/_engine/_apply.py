# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read, plan and write one desired row, again and again until it holds."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Any, Callable, Optional

from .._ovsdb._client import Client
from .._ovsdb._errors import ConnectFailed, ConnectionLost, GuardFailed, OvsdbError, Timeout
from ._desired import Desired
from ._plan import NEW, Plan, plan
from ._read import read
from ._wait import INCREMENT, incremented, synchronise, wait_for

PAUSE = 0.02  # seconds, at most, before what was overtaken is tried again; grows with each try


@dataclass
class Outcome:
    """What a task did."""

    changed: bool
    before: dict[str, Any]
    after: dict[str, Any]
    row: Optional[dict[str, Any]]
    uuid: Optional[str]


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

    A guard that fails, and a reply that is lost, lead to a new read: what another client,
    or the lost request itself, has done is then part of what is found.

    :param check: only say what would be done.
    :param wait: C<none>, C<sb> or C<hv>; only waits when something was written.
    :param southbound: makes a client of the Southbound database, for naming late chassis.
    :param comment: goes into the database's log with the transaction.
    """
    lost: Optional[Plan] = None  # was sent, its reply never came
    tries = 0
    while True:
        try:
            current = read(client, desired, present)
            step = plan(desired, current, client.schema, present)
            uuid = current.row.uuid if current.row else None
            if check or not step.changed:
                if lost and wait != "none" and southbound:
                    synchronise(client, wait, southbound)
                report = lost or step
                return Outcome(report.changed, report.before, report.after, step.row, uuid)
            operations = [*step.guards, *step.operations, {"op": "comment", "comment": comment}, *(INCREMENT if wait != "none" else [])]
            try:
                results = client.transact(operations)
            except (ConnectionLost, Timeout):
                lost = step
                raise
            except GuardFailed:
                raise
            except OvsdbError as e:
                e.message, e.object = f"{desired}: {e.message}", str(desired)
                raise
        except (GuardFailed, ConnectFailed, Timeout) as e:
            tries += 1
            again = isinstance(e, (GuardFailed, ConnectionLost)) or (lost is not None and isinstance(e, ConnectFailed))
            if not again and lost is None:
                raise
            if again and time.monotonic() < client.deadline:
                time.sleep(random.uniform(0, PAUSE * tries))
                continue
            doubt = "; a reply was lost, so the change may have been made: run the task again to see" if lost else ""
            raise Timeout(
                f"{desired}: gave up after {tries} tries: {e.message}{doubt}", table=desired.entity.table, object=str(desired), remote=e.remote
            ) from e
        if wait != "none" and southbound:
            wait_for(client, wait, incremented(results), southbound)
        return Outcome(True, step.before, step.after, step.row, uuid or _inserted(operations, results))


def _inserted(operations: list[dict[str, Any]], results: list[dict[str, Any]]) -> Optional[str]:
    for operation, result in zip(operations, results):
        if operation.get("uuid-name") == NEW:
            return str(result["uuid"][1])
    return None
