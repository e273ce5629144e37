# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is done to a member: make its file, join, leave, move aside, change the election timer."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._backup import sync_folder, unpack
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import (
    ClusterError,
    Database,
    Run,
    checked,
)
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._removal import refuse_to_leave
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._server import member_status

# How long a server may take to commit one step of the timer or to leave.
_PATIENCE = 30
# How long to look whether enough servers live: a leader may be new, and others may be leaving at the same time.
_SETTLING = 3


def move_aside(db: Database, why: str) -> str:
    """Rename the database file. A database is never deleted."""
    target = f"{db.file}.{why}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}"
    os.rename(db.file, target)
    return target


def create(run: Run, db: Database, address: str | None, election_timer: int | None, contents: str) -> None:
    """Make a standalone database, or the first member of a new cluster, from a schema or another database."""
    os.makedirs(db.data_directory, exist_ok=True)
    if address is None:
        checked(run, ["ovsdb-tool", "create", db.file, contents])
        return
    timer = [f"--election-timer={election_timer}"] if election_timer else []
    checked(run, ["ovsdb-tool", *timer, "create-cluster", db.file, contents, address])


def restore(run: Run, db: Database, address: str | None, election_timer: int | None, backup: str) -> None:
    """Make a database of the rows of a backup, with their uuids; with an address, the first member of a new cluster."""
    os.makedirs(db.data_directory, exist_ok=True)
    # Beside the file: a name that is given to a complete file is never seen with half of one.
    work = tempfile.mkdtemp(prefix=".restoring-", dir=db.data_directory)
    try:
        unpack(backup, f"{work}/plain")
        if address is None:
            os.rename(f"{work}/plain", db.file)
        else:
            create(run, db, address, election_timer, f"{work}/plain")
        sync_folder(db.data_directory)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def join(run: Run, db: Database, address: str, remotes: list[str], cid: str | None) -> None:
    """Make the file of a member that asks these servers to let it in when it starts."""
    os.makedirs(db.data_directory, exist_ok=True)
    known = [f"--cid={cid}"] if cid else []
    checked(run, ["ovsdb-tool", *known, "join-cluster", db.file, db.name, address, *remotes])


def leave(run: Run, db: Database, patience: int = _PATIENCE, check_mode: bool = False) -> None:
    """Leave the cluster and wait until the others have agreed; not when too few of them live."""
    deadline = time.monotonic() + min(patience, _SETTLING)
    while True:
        status = member_status(run, db)
        refusal = refuse_to_leave(db.name, status)
        if not refusal or len(status["servers"]) == 1 or time.monotonic() >= deadline:
            break
        time.sleep(0.2)
    if refusal:
        raise ClusterError(refusal)
    if not check_mode:
        checked(run, ["ovs-appctl", "-T", "10", "-t", db.control, "cluster/leave", db.name])
        checked(run, ["ovsdb-client", "-t", str(patience), "wait", f"unix:{db.socket}", db.name, "removed"])


def election_timer_steps(current: int, wanted: int) -> list[int]:
    """The values to set one after the other: a server accepts at most a doubling, and any lower value at once."""
    steps = []
    while current < wanted:
        current = min(current * 2, wanted)
        steps.append(current)
    return steps or ([wanted] if current > wanted else [])


def set_election_timer(run: Run, db: Database, member: dict[str, Any], wanted: int, check_mode: bool) -> bool:
    """Bring the cluster's timer to the wanted value. Only the leader can, so elsewhere this does nothing."""
    status = member["status"]
    if not status or status.get("role") != "leader" or not status["quorate"]:
        return False
    if check_mode:
        return bool(election_timer_steps(status["election_timer"], wanted))
    return bool(reach_election_timer(run, db, wanted, _PATIENCE, check_mode))


def reach_election_timer(run: Run, db: Database, wanted: int, patience: float, check_mode: bool) -> list[int]:
    """Have the cluster take the wanted timer, and return the steps that this member made of it.

    The leader makes them, the others wait; who leads is looked at before each step, since that may change on the way.
    """
    deadline = time.monotonic() + patience
    made: list[int] = []
    while True:
        status = member_status(run, db)
        steps = election_timer_steps(status["election_timer"], wanted)
        leads = status.get("role") == "leader" and status["quorate"]
        if check_mode:
            return steps if leads else []
        if not steps:
            return made
        if time.monotonic() >= deadline:
            raise ClusterError(
                f"{db.name}: the election timer is still {status['election_timer']} ms here after {patience:g} s, not {wanted} ms. {who_leads(status)}"
            )
        # A step that the leader is still agreeing on with the others is not to be asked for again.
        if leads and status["election_timer_next"] is None:
            command = ["ovs-appctl", "-T", "10", "-t", db.control, "cluster/change-election-timer", db.name, str(steps[0])]
            code, out, error = run(command)
            if code == 0:
                made.append(steps[0])
            elif member_status(run, db).get("role") == "leader":
                raise ClusterError(f"'{' '.join(command)}' failed: {(error or out).strip()}")
        time.sleep(0.1)


def who_leads(status: dict[str, Any]) -> str:
    """Where to do what only a leader can."""
    if status.get("leader") == "self":
        return "This member leads, but too few others answer it."
    for server in status["servers"]:
        if server["sid"] == status.get("leader"):
            return f"Only the leader can do it: run this on the host of {server['address']} as well, or on all members."
    return f"No member leads now: a majority of {len(status['servers'])} servers has to be up."
