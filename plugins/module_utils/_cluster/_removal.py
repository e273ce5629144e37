# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a server may leave its cluster or be removed from it, in words when it may not. Pure.

A member is its server id, never its address: after a wiped disk two servers have the same address, and the one that is
removed by mistake is the one that lives.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._status import quorum

Server = Mapping[str, Any]


class Unsettled(Exception):
    """It cannot be told yet; it can be when the servers have had the time to be heard."""


def refuse_to_leave(name: str, status: Mapping[str, Any]) -> Optional[str]:
    """Why the member itself must not leave."""
    servers = status["servers"]
    if len(servers) == 1:
        return f"{name}: this is the only member. There is nobody who would keep the data: stop the server and put the file away instead."
    if not status["quorate"]:
        return f"{name}: this member is in no cluster with a leader, and leaving takes the consent of a majority. Start the other members first."
    others = [server for server in servers if not server["self"]]
    living = [server for server in others if server["alive"]]
    if len(living) < quorum(len(others)):
        return (
            f"{name}: of the {len(others)} members that stay, {len(living)} live ({_listed(living)}), and {quorum(len(others))} are needed."
            f" Without this one nothing could be written any more. Start or remove first: {_listed(server for server in others if not server['alive'])}."
        )
    return None


def find(name: str, status: Mapping[str, Any], sid: Optional[str], address: Optional[str]) -> tuple[Optional[Server], Optional[str]]:
    """The server that is meant, if there is one, and otherwise why it is not clear which."""
    if sid:
        matching = [server for server in status["servers"] if server["sid"] == sid[:4]]
        what = f"{sid[:4]} is the beginning of the ids"
    else:
        matching = [server for server in status["servers"] if server["address"] == address]
        what = f"{address} is the address"
    if len(matching) > 1:
        told = "; ".join(f"{server['sid']} at {server['address']} {_state(server)}" for server in matching)
        return None, f"{name}: {what} of {len(matching)} servers: {told}. Name the one that is to go by its sid."
    return (matching[0] if matching else None), None


def refuse_to_remove(name: str, status: Mapping[str, Any], server: Server) -> Optional[str]:
    """Why a leader must not remove a server."""
    what = f"{name}: {server['sid']} at {server['address']}"
    if server["alive"] is None:
        raise Unsettled(f"{what} has not been silent long enough to be sure that it is dead.")
    if server["alive"]:
        return f"{what} lives: it was heard of {server['silent_ms']} ms ago. Let it leave, with this module on its own host, or stop its server first."
    others = [other for other in status["servers"] if other is not server]
    living = [other for other in others if other["alive"]]
    if any(other["alive"] is None for other in others) and len(living) < quorum(len(others)):
        raise Unsettled(f"{name}: not all servers have been heard of yet.")
    if len(living) < quorum(len(status["servers"])):
        return (
            f"{what} cannot be removed: {len(living)} of {len(status['servers'])} servers live ({_listed(living)}),"
            " which is no majority. Start the others first."
        )
    return None


def _state(server: Server) -> str:
    if server["alive"] is None:
        return "may live or not"
    return "lives" if server["alive"] else "is dead"


def _listed(servers: Any) -> str:
    return ", ".join(f"{server['sid']} at {server['address']}" for server in servers) or "none"
