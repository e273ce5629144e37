# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is wrong with a running cluster, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def problems(database: str, addresses: Mapping[str, str], seen: Mapping[str, Mapping[str, Any]], election_timer: int) -> list[str]:
    """Compare what the members say with what the inventory wants.

    addresses: the Raft address of every host that should be a member.
    seen: what ovsdb_member_info found on each of them that this run reaches.
    """
    found: list[str] = []
    for host, member in seen.items():
        found += _member_problems(database, addresses, host, member, election_timer)
    clusters = {member["cid"] for member in seen.values() if member["cid"]}
    if len(clusters) > 1:
        found.append(f"{database}: the members are in {len(clusters)} clusters: {', '.join(sorted(clusters))}.")
    leaders = [host for host, member in seen.items() if member["status"] and member["status"].get("role") == "leader"]
    if len(leaders) > 1:
        found.append(f"{database}: {' and '.join(leaders)} both say that they lead.")
    elif not leaders and len(seen) == len(addresses):
        found.append(f"{database}: no member leads.")
    return found


def _member_problems(database: str, addresses: Mapping[str, str], host: str, member: Mapping[str, Any], election_timer: int) -> list[str]:
    status = member["status"]
    if not status:
        return [
            f"{database}: the server on {host} does not answer as a member of a cluster."
            " Its log is /var/log/ovn/ovsdb-server-*.log; the unit's is in the journal."
        ]
    if not status["quorate"]:
        return [
            f"{database}: {host} is not in a cluster with a leader: status '{status.get('status')}',"
            f" leader {status.get('leader')}. Are the Raft ports open between the central hosts?"
        ]
    found = []
    at: dict[str, list[str]] = {}
    for server in status["servers"]:
        at.setdefault(server["address"], []).append(server["sid"])
    for address, sids in at.items():
        if address not in addresses.values():
            found.append(
                f"{database}: the cluster has a server {', '.join(sids)} at {address} that the inventory does not know."
                f" Add the host to ovn_central, or kick it: ovs-appctl -t {member['control']} cluster/kick {database} {sids[0]}"
            )
        elif len(sids) > 1:
            found.append(f"{database}: {len(sids)} servers ({', '.join(sids)}) at {address}: all but the living one are ghosts.")
    lacking = [other for other, address in addresses.items() if address not in at]
    if lacking:
        found.append(f"{database}: {', '.join(lacking)} not among the servers that {host} sees.")
    if status["election_timer"] != election_timer:
        found.append(
            f"{database}: the election timer is {status['election_timer']} ms on {host}, wanted {election_timer} ms. Run again with the leader in the run."
        )
    return found
