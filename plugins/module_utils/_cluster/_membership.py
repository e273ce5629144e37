# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who creates, joins or leaves a Raft cluster, decided from what the members' disks and servers say. Pure.

Nothing here believes a flag of the inventory. A host that has a member's file keeps it; a host without one joins the
cluster that the others are in; only when nobody has one, and everybody was looked at, is a cluster created.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# The sizes that survive the loss of 0, 1 and 2 servers. An even number survives no more than the odd one below it.
_SIZES = (1, 3, 5)


def plan(
    database: str,
    mode: str,
    addresses: Mapping[str, str],
    seen: Mapping[str, Mapping[str, Any]],
    leaving: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Say what each host does about its member of one database.

    addresses: the Raft address of every host that should be a member, in the inventory's order.
    seen: what ovsdb_member_info found for this database on each of them that this run reaches.
    leaving: the same for the hosts that should not be members any more.
    """
    result: dict[str, Any] = {"actions": {}, "refusals": [], "warnings": []}
    missing = [host for host in addresses if host not in seen]
    for host, member in {**seen, **(leaving or {})}.items():
        result["refusals"] += _contradictions(database, mode, host, member, addresses.get(host))
    if mode == "standalone":
        _plan_standalone(database, addresses, seen, result)
    else:
        _plan_raft(database, addresses, seen, missing, result)
        _plan_leave(database, addresses, seen, leaving or {}, missing, result)
    return result


def _contradictions(database: str, mode: str, host: str, member: Mapping[str, Any], address: str | None) -> list[str]:
    file = member["file"]
    if member["storage"] == "broken":
        return [f"{host}: {file} is no database that ovsdb-tool can read: {member['detail']}. Restore or move it away."]
    if member["storage"] == "none" and member["running"]:
        return [
            f"{host}: a server of {database} runs, but its file {file} is gone. Its data is in memory only: save it with"
            f" 'ovsdb-client backup unix:{member['socket']} {database}' before anything else."
        ]
    if member["storage"] == "clustered" and mode == "standalone":
        return [
            f"{host}: ovn_databases_mode is standalone, but {file} is a member of the Raft cluster {member['cid']}."
            " Set ovn_databases_mode to raft, or move the file away by hand."
        ]
    if member["storage"] == "clustered" and address and member["address"] != address:
        return [
            f"{host}: {file} is the member {member['sid']} at {member['address']}, but the inventory says {address}."
            " A member keeps its address: let it leave with ovn_databases_state=absent and join again, or correct"
            " ovn_address or ovn_tls."
        ]
    return []


def _plan_standalone(database: str, addresses: Mapping[str, str], seen: Mapping[str, Mapping[str, Any]], result: dict[str, Any]) -> None:
    if len(addresses) != 1:
        result["refusals"].append(
            f"ovn_databases_mode is standalone, but there are {len(addresses)} hosts in ovn_databases_members"
            f" ({', '.join(addresses)}). Name one host, or set ovn_databases_mode to raft."
        )
    for host, member in seen.items():
        result["actions"][host] = {"action": "create" if member["storage"] in ("none", "left") else "keep"}


def _plan_raft(
    database: str,
    addresses: Mapping[str, str],
    seen: Mapping[str, Mapping[str, Any]],
    missing: list[str],
    result: dict[str, Any],
) -> None:
    clusters: dict[str, list[str]] = {}
    for host, member in seen.items():
        if member["storage"] == "clustered" and member["cid"]:
            clusters.setdefault(member["cid"], []).append(host)
    if len(clusters) > 1:
        listed = "; ".join(f"{cid} on {', '.join(hosts)}" for cid, hosts in clusters.items())
        result["refusals"].append(
            f"{database}: the hosts are in {len(clusters)} different clusters: {listed}. Decide which one is right,"
            " stop the others' servers and move their files away, then run again: they will join."
        )
        return
    newcomers = [host for host, member in seen.items() if member["storage"] != "clustered"]
    for host in seen:
        result["actions"][host] = {"action": "keep"}
    if newcomers and missing:
        result["refusals"].append(
            f"{database}: {', '.join(newcomers)} would {'join' if clusters else 'create'} a cluster, but"
            f" {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not reached by this run (--limit, or"
            " unreachable), and a cluster's shape is only changed with all its hosts in sight."
            " Run without --limit and with every host up, or take the lost host out of the group ovn_central."
        )
        return
    _check_size(database, addresses, grown=bool(clusters), changing=bool(newcomers), result=result)
    if clusters:
        cid, hosts = next(iter(clusters.items()))
        _join(database, cid, {host: seen[host] for host in hosts}, newcomers, addresses, seen, result)
    elif newcomers:
        _create(database, newcomers, addresses, seen, result)


def _check_size(database: str, addresses: Mapping[str, str], *, grown: bool, changing: bool, result: dict[str, Any]) -> None:
    count = len(addresses)
    if count in _SIZES:
        return
    said = f"{database}: {count} members ({', '.join(addresses)}) in ovn_databases_members"
    if count > max(_SIZES):
        if changing:
            result["refusals"].append(f"{said}: every write waits for a majority; use 1, 3 or 5.")
        return
    message = f"{said}: an even number survives no more failures than {count - 1}. Use {count - 1} or {count + 1}."
    # Growing from one to three, or three to five, passes through an even number: said, not refused.
    result["warnings" if grown else "refusals"].append(message)


def _join(
    database: str,
    cid: str,
    members: Mapping[str, Mapping[str, Any]],
    newcomers: list[str],
    addresses: Mapping[str, str],
    seen: Mapping[str, Mapping[str, Any]],
    result: dict[str, Any],
) -> None:
    if not newcomers:
        return
    live = next((m for m in members.values() if m["status"] and m["status"]["quorate"]), None)
    if live is None:
        result["refusals"].append(
            f"{database}: {', '.join(newcomers)} cannot join: no member ({', '.join(members)}) has a quorum."
            " Start the members' servers first; 'ovn-appctl cluster/status' on each says who is missing."
        )
        return
    servers = live["status"]["servers"]
    for host in newcomers:
        ghosts = [server["sid"] for server in servers if server["address"] == addresses[host]]
        if ghosts:
            result["refusals"].append(
                f"{database}: the cluster still has a server {ghosts[0]} at {addresses[host]}, but {host} has lost that"
                " member's file. Joining again would leave a ghost that counts for the quorum. When it is sure that the"
                f" old file will not come back, kick it on a live member: ovs-appctl -t {live['control']} cluster/kick"
                f" {database} {ghosts[0]}"
            )
        elif seen[host]["content"]:
            result["refusals"].append(_content(database, host, seen[host]))
        result["actions"][host] = {
            "action": "join",
            "cid": cid,
            "remotes": [server["address"] for server in servers],
        }


def _create(
    database: str,
    newcomers: list[str],
    addresses: Mapping[str, str],
    seen: Mapping[str, Mapping[str, Any]],
    result: dict[str, Any],
) -> None:
    full = [host for host in newcomers if seen[host]["content"]]
    # The first host of the inventory makes the cluster, or the one that has a standalone database to start from.
    first = full[0] if full else next(host for host in addresses if host in newcomers)
    for host in full[1:]:
        result["refusals"].append(_content(database, host, seen[host]))
    for host in newcomers:
        result["actions"][host] = {"action": "create"} if host == first else {"action": "join", "cid": None, "remotes": [addresses[first]]}


def _content(database: str, host: str, member: Mapping[str, Any]) -> str:
    return (
        f"{host}: {member['file']} is a standalone {database} with data of its own, which joining a cluster would leave"
        " out. Save what is needed from it and move it away, then run again."
    )


def _plan_leave(
    database: str,
    addresses: Mapping[str, str],
    seen: Mapping[str, Mapping[str, Any]],
    leaving: Mapping[str, Mapping[str, Any]],
    missing: list[str],
    result: dict[str, Any],
) -> None:
    for host, member in leaving.items():
        if member["storage"] != "clustered":
            result["actions"][host] = {"action": "retire" if member["storage"] != "none" else "keep"}
            continue
        result["actions"][host] = {"action": "leave"}
        if missing or not addresses:
            who = ", ".join(missing) if missing else "any member that stays"
            result["refusals"].append(
                f"{database}: {host} would leave the cluster, but this run does not reach {who}. A cluster's shape is only changed with all its hosts in sight."
            )
        elif not (member["status"] and member["status"]["quorate"]):
            result["refusals"].append(f"{database}: {host} cannot leave: it sees no quorum. Start the other members' servers first.")
        elif any(seen[other]["storage"] != "clustered" for other in addresses):
            result["refusals"].append(f"{database}: {host} would leave while others join. Do one after the other: first without ovn_databases_state=absent.")
