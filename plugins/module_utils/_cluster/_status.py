# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What ``ovs-appctl cluster/status`` prints, as data. Pure."""

from __future__ import annotations

import re
from typing import Any

_FIELDS = {
    "Cluster ID": "cid",
    "Server ID": "sid",
    "Address": "address",
    "Status": "status",
    "Role": "role",
    "Term": "term",
    "Leader": "leader",
    "Last Election won": "won",
    "Election timer": "election_timer",
    "Log": "log",
    "Entries not yet committed": "not_committed",
    "Entries not yet applied": "not_applied",
    "Connections": "connections",
    "Disconnections": "disconnections",
}
# "5589 ms ago" is a number, and so is "1000 (changing to 2000)" of a leader that is changing its timer
_NUMBERS = ("term", "won", "election_timer", "not_committed", "not_applied", "disconnections")
_CHANGING = re.compile(r"changing to (\d+)")
_UUID = re.compile(r"\(([0-9a-f-]{36})\)")
_SERVER = re.compile(r"^ {4}(?P<sid>[0-9a-f]{4}) \([0-9a-f]{4} at (?P<address>\S+)\)(?P<self> \(self\))?(?P<rest>.*)")
_SILENT = re.compile(r" last msg (\d+) ms ago")


def parse_status(text: str) -> dict[str, Any]:
    """Read the answer of cluster/status.

    A server is known here by the first four digits of its server id, which is what cluster/kick takes.
    """
    found: dict[str, Any] = {"servers": []}
    for line in text.splitlines():
        server = _SERVER.match(line)
        if server:
            silent = _SILENT.search(server["rest"])
            row = {"sid": server["sid"], "address": server["address"], "self": bool(server["self"])}
            found["servers"].append({**row, "silent_ms": int(silent[1]) if silent else None})
            continue
        label, separator, value = line.partition(": ")
        if not separator or label not in _FIELDS:
            continue
        key = _FIELDS[label]
        uuid = _UUID.search(value) if key in ("cid", "sid") else None
        if key == "election_timer":
            changing = _CHANGING.search(value)
            found["election_timer_next"] = int(changing[1]) if changing else None
        found[key] = uuid[1] if uuid else int(value.split()[0]) if key in _NUMBERS else value.strip()
    found["quorate"] = found.get("status") == "cluster member" and found.get("leader", "unknown") != "unknown"
    connections = found.pop("connections", "").split()
    won = found.pop("won", None)
    for server in found["servers"]:
        server["alive"] = _alive(found, server, connections, won)
    return found


def _alive(status: dict[str, Any], server: dict[str, Any], connections: list[str], won: int | None) -> bool | None:
    """Whether a server lives, as far as this one can tell; None when it cannot.

    A leader hears from every living server three times within an election timer. A follower hears from the leader alone: of the
    others it knows which have connected to it, and which addresses it is connected to. At an address that two servers claim,
    that says nothing about either, since the one that lives answers for both.
    """
    sid, timer = server["sid"], status.get("election_timer", 0)
    if server["self"]:
        return True
    if status.get("role") == "leader":
        if server["silent_ms"] is not None and server["silent_ms"] <= timer:
            # one that cannot be reached any more has just died, or is about to be heard of again
            return None if f"(->{sid})" in connections else True
        return False if (won or 0) > timer else None
    if sid == status.get("leader") or f"<-{sid}" in connections:
        return True
    if any(other["address"] == server["address"] and other["sid"] != sid for other in status["servers"]):
        return None
    # "->0000" is a connection to a server that has not said yet who it is
    return True if f"->{sid}" in connections else False if f"(->{sid})" in connections or "->0000" not in connections else None


def ghosts(status: dict[str, Any]) -> list[str]:
    """The servers at whose address another one lives: what a member leaves behind that lost its file and joined again."""
    living = {server["address"] for server in status["servers"] if server["alive"]}
    return [server["sid"] for server in status["servers"] if not server["alive"] and server["address"] in living]


def quorum(servers: int) -> int:
    """How many servers of so many have to agree."""
    return servers // 2 + 1
