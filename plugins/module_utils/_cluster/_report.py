# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is wrong with one member and with what several say, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._status import ghosts, quorum


def troubles(name: str, cluster: Mapping[str, Any]) -> list[str]:
    """What is wrong with the member of this host, and with its cluster as it sees it."""
    found = []
    if cluster["storage"] != "ok":
        found.append(f"{name}: the server cannot write its file: {cluster['storage']}. Is the disk full?")
    schema = cluster["schema"]
    if schema["needs_conversion"]:
        found.append(f"{name}: the schema is {schema['version']}, and {schema['file']} is {schema['wanted']}. Convert it with ovsdb_schema.")
    status = cluster["status"]
    if status is None:
        return found
    living = [server for server in status["servers"] if server["alive"]]
    if not status["quorate"]:
        found.append(
            f"{name}: this member is in no cluster with a leader: it is a {status.get('role')}, its status is '{status.get('status')}'."
            f" It takes {quorum(len(status['servers']))} of {len(status['servers'])} servers; alive, as far as it knows:"
            f" {', '.join(server['address'] for server in living)}."
        )
    left_behind = ghosts(status)
    for server in status["servers"]:
        if server["sid"] in left_behind:
            found.append(
                f"{name}: {server['sid']} at {server['address']} is a ghost: another server lives at this address, and the ghost"
                " counts for the quorum all the same. Remove it with ovsdb_cluster_member."
            )
        elif server["alive"] is False:
            silent = f" for {server['silent_ms']} ms" if server["silent_ms"] is not None else ""
            found.append(f"{name}: {server['sid']} at {server['address']} has not been heard of{silent}. Start it, or remove it with ovsdb_cluster_member.")
    if len(living) == quorum(len(status["servers"])) and len(status["servers"]) > 2:
        found.append(f"{name}: {len(living)} of {len(status['servers'])} servers live. When one more is lost, nothing can be written.")
    return found


def disagreements(name: str, status: Mapping[str, Any] | None, members: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """In what the members that were asked differ, from each other and from what this one says."""
    found = [f"{name}: {remote} does not answer: {member['error']}" for remote, member in members.items() if member["error"]]
    answered = {remote: member for remote, member in members.items() if not member["error"]}
    for column, words in (("cid", "are in different clusters"), ("schema_version", "have different schemas")):
        values = sorted({str(member[column]) for member in answered.values()})
        if len(values) > 1:
            who = "; ".join(f"{value}: {', '.join(remote for remote, member in answered.items() if str(member[column]) == value)}" for value in values)
            found.append(f"{name}: the members {words}: {who}.")
    found += [f"{name}: {remote} is cut off from its cluster." for remote, member in answered.items() if not member["connected"]]
    leaders = [remote for remote, member in answered.items() if member["leader"]]
    if len(leaders) > 1:
        found.append(f"{name}: {' and '.join(leaders)} both say that they lead.")
    if status:
        known = {server["sid"] for server in status["servers"]}
        strangers = {remote: member["sid"] for remote, member in answered.items() if member["sid"] and member["sid"][:4] not in known}
        found += [f"{name}: {remote} is the server {sid}, which is not in the cluster of this host." for remote, sid in strangers.items()]
        if len(members) == len(known) and not leaders and answered:
            found.append(f"{name}: none of the members says that it leads.")
    return found
