# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where a host keeps OVN's databases, and what their files and servers say about themselves."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._status import parse_status

# Runs a command and returns its exit code, output and error output.
Run = Callable[[list[str]], tuple[int, str, str]]


class ClusterError(Exception):
    """Something that the tools refused, in words for the operator."""


@dataclass(frozen=True)
class Database:
    """One of OVN's databases on this host: names that ovn-ctl uses too, so that its tools find it."""

    name: str
    stem: str
    schema: str
    # Tables whose rows an operator made. The Southbound has none: northd builds it anew.
    content: tuple[str, ...]
    data_directory: str = "/var/lib/ovn"
    run_directory: str = "/var/run/ovn"

    @property
    def file(self) -> str:
        return f"{self.data_directory}/{self.stem}_db.db"

    @property
    def listeners_file(self) -> str:
        return f"{self.data_directory}/{self.stem}_listeners.db"

    @property
    def socket(self) -> str:
        return f"{self.run_directory}/{self.stem}_db.sock"

    @property
    def control(self) -> str:
        return f"{self.run_directory}/{self.stem}_db.ctl"


_SCHEMAS = "/usr/share/ovn"
# By the database's name: the beginning of its files' names, its schema, the tables whose rows an operator makes.
_KNOWN: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "OVN_Northbound": ("ovnnb", "ovn-nb", ("Logical_Switch", "Logical_Router", "Port_Group", "Address_Set", "Load_Balancer")),
    "OVN_Southbound": ("ovnsb", "ovn-sb", ()),
    "OVN_IC_Northbound": ("ovn_ic_nb", "ovn-ic-nb", ("Transit_Switch",)),
    "OVN_IC_Southbound": ("ovn_ic_sb", "ovn-ic-sb", ()),
}
DATABASES = tuple(_KNOWN)


def database(name: str, data_directory: str = "/var/lib/ovn", run_directory: str = "/var/run/ovn") -> Database:
    """The database of this name in these directories."""
    stem, schema, content = _KNOWN[name]
    return Database(name, stem, f"{_SCHEMAS}/{schema}.ovsschema", content, data_directory, run_directory)


def checked(run: Run, command: list[str]) -> str:
    """Run a command that has to succeed."""
    code, out, error = run(command)
    if code != 0:
        raise ClusterError(f"'{' '.join(command)}' failed: {(error or out).strip()}")
    return out.strip()


def observe(run: Run, db: Database) -> dict[str, Any]:
    """Look at the member of this host: its file, and its server when it runs. Changes nothing."""
    member: dict[str, Any] = {
        "database": db.name,
        "file": db.file,
        "socket": db.socket,
        "control": db.control,
        "storage": "none",
        "detail": "",
        "cid": None,
        "sid": None,
        "address": None,
        "content": False,
        "running": False,
        "status": None,
    }
    gone = _ask_server(run, db, member)
    if not os.path.exists(db.file):
        return member
    code, dummy, error = run(["ovsdb-tool", "db-is-clustered", db.file])
    if code == 0:
        member["storage"] = "clustered"
        _read_clustered(run, db, member, gone)
    elif code == 2:
        member["storage"] = "standalone"
        member["content"] = _has_content(run, db)
    else:
        member.update(storage="broken", detail=error.strip())
    return member


def _ask_server(run: Run, db: Database, member: dict[str, Any]) -> bool:
    """Fill in what the running server says; return whether it runs without being a member of a cluster."""
    if not os.path.exists(db.control):
        return False
    code, out, error = run(["ovs-appctl", "-T", "10", "-t", db.control, "cluster/status", db.name])
    if code == 0:
        member.update(running=True, status=parse_status(out))
        return False
    # A standalone server has no such command; one whose member left the cluster knows no such cluster.
    member["running"] = "server returned an error" in error
    return bool(member["running"])


def _read_clustered(run: Run, db: Database, member: dict[str, Any], gone: bool) -> None:
    member["sid"] = checked(run, ["ovsdb-tool", "db-sid", db.file])
    member["address"] = checked(run, ["ovsdb-tool", "db-local-address", db.file])
    # Not an error: a server that is still joining does not know its cluster yet.
    code, out, dummy = run(["ovsdb-tool", "db-cid", db.file])
    member["cid"] = out.strip() if code == 0 else None
    if gone:
        member["storage"] = "left"
    elif not member["running"]:
        dummy, out, error = run(["ovsdb-tool", "check-cluster", db.file])
        if "left the cluster" in out + error:
            member["storage"] = "left"


def _has_content(run: Run, db: Database) -> bool:
    for table in db.content:
        query = f'["{db.name}",{{"op":"select","table":"{table}","where":[],"columns":["_uuid"]}}]'
        if '"_uuid"' in checked(run, ["ovsdb-tool", "query", db.file, query]):
            return True
    return False


def settle(run: Run, db: Database, servers: int, timeout: float) -> dict[str, Any]:
    """Observe until the member has a quorum and sees this many servers, or the time is up.

    With no number of servers, a running server is enough.
    """
    deadline = time.monotonic() + timeout
    while True:
        member = observe(run, db)
        status = member["status"]
        if servers:
            ready = bool(status and status["quorate"] and len(status["servers"]) == servers and not status["not_committed"])
        else:
            ready = member["running"]
        if ready or time.monotonic() >= deadline:
            return member
        time.sleep(0.5)
