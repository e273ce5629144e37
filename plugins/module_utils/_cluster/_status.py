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
    "Leader": "leader",
    "Election timer": "election_timer",
    "Entries not yet committed": "not_committed",
}
_NUMBERS = ("election_timer", "not_committed")
_UUID = re.compile(r"\(([0-9a-f-]{36})\)")
_SERVER = re.compile(r"^ {4}(?P<sid>[0-9a-f]{4}) \([0-9a-f]{4} at (?P<address>\S+)\)(?P<self> \(self\))?")


def parse_status(text: str) -> dict[str, Any]:
    """Read the answer of cluster/status.

    A server is known here by the first four digits of its server id, which is what cluster/kick takes.
    """
    found: dict[str, Any] = {"servers": []}
    for line in text.splitlines():
        server = _SERVER.match(line)
        if server:
            found["servers"].append({"sid": server["sid"], "address": server["address"], "self": bool(server["self"])})
            continue
        label, separator, value = line.partition(": ")
        if not separator or label not in _FIELDS:
            continue
        key = _FIELDS[label]
        uuid = _UUID.search(value) if key in ("cid", "sid") else None
        # a leader that is changing its timer says "1000 (changing to 2000)"
        found[key] = uuid[1] if uuid else int(value.split()[0]) if key in _NUMBERS else value.strip()
    found["quorate"] = found.get("status") == "cluster member" and found.get("leader", "unknown") != "unknown"
    return found
