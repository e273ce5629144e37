# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the server of a database answers through its socket for clients, asked with ovsdb-client."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Optional

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import DATABASES, ClusterError, Database, Run, checked
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._status import parse_status

# The options of every module that runs on a host that serves a database.
SERVER_SPEC: dict[str, Any] = {
    "database": {"type": "str", "choices": list(DATABASES), "required": True},
    "run_directory": {"type": "path", "default": "/var/run/ovn"},
}
_COLUMNS = ("model", "connected", "leader", "cid", "sid", "index")


def ask_server(run: Run, remote: str, name: str, timeout: int, tls: Sequence[str] = ()) -> dict[str, Any]:
    """The row that a server has about one of its databases in its own database _Server, with plain values."""
    select = {"op": "select", "table": "Database", "where": [["name", "==", name]], "columns": list(_COLUMNS)}
    command = ["ovsdb-client", "-t", str(timeout), "--no-leader-only", *tls, "query", remote, json.dumps(["_Server", select])]
    code, out, error = run(command)
    if code != 0:
        raise ClusterError(f"{name}: the server at {remote} does not answer: {_last(error)}")
    rows = json.loads(out)[0].get("rows")
    if not rows:
        raise ClusterError(f"{name}: the server at {remote} has no such database.")
    return {column: _plain(rows[0][column]) for column in _COLUMNS}


def served_schema(run: Run, remote: str, name: str, timeout: int, tls: Sequence[str] = ()) -> dict[str, Any]:
    """The schema that a database has now. What _Server says of it is that of before when a standalone database was converted."""
    answer = checked(run, ["ovsdb-client", "-t", str(timeout), "--no-leader-only", *tls, "get-schema", remote, name])
    schema: dict[str, Any] = json.loads(answer)
    return schema


def appctl(run: Run, db: Database, *command: str) -> str:
    """What the server answers to a command at its socket for the administrator."""
    return checked(run, ["ovs-appctl", "-T", "10", "-t", db.control, *command])


def member_status(run: Run, db: Database) -> dict[str, Any]:
    """What the server says about its cluster; it has to be a member of one."""
    code, out, error = run(["ovs-appctl", "-T", "10", "-t", db.control, "cluster/status", db.name])
    if code == 0:
        return parse_status(out)
    if "server returned an error" in error:
        raise ClusterError(f"{db.name}: the server on this host is no member of a cluster: {out.strip() or 'the database is not clustered'}.")
    raise ClusterError(f"{db.name}: the server on this host does not answer at {db.control}: {_last(error)}. Start it first.")


def compare_schema(run: Run, db: Database, file: Optional[str], timeout: int) -> dict[str, Any]:
    """The version of the schema that a database has, and of the one in a file, and whether they differ."""
    version = served_schema(run, f"unix:{db.socket}", db.name, timeout)["version"]
    found: dict[str, Any] = {"version": version, "file": file, "wanted": None, "needs_conversion": False}
    if file:
        found["wanted"] = checked(run, ["ovsdb-tool", "schema-version", file])
        answer = checked(run, ["ovsdb-client", "-t", str(timeout), "--no-leader-only", "needs-conversion", f"unix:{db.socket}", file])
        found["needs_conversion"] = answer.splitlines()[-1] == "yes"
    return found


def _plain(value: Any) -> Any:
    """A column of at most one value without the words that OVSDB wraps it in."""
    if isinstance(value, list):
        return value[1] if value[0] == "uuid" else None
    return value


def _last(error: str) -> str:
    """The last line of a program's complaint, without the time and number that ovsdb-client puts before it."""
    lines = error.strip().splitlines() or ["no reason given"]
    return lines[-1].rpartition("|")[2]
