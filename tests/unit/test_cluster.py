# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who creates, joins or leaves a cluster, and what is said about a running one."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._change import election_timer_steps
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._check import problems
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._listeners import listener_operations
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._membership import plan
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._status import parse_status

DB = "OVN_Northbound"


def addresses(*hosts: str) -> dict[str, str]:
    return {host: f"ssl:10.0.0.{host[1:]}:6643" for host in hosts}


def servers(*hosts: str) -> list[dict[str, Any]]:
    return [{"sid": f"000{host[1:]}", "address": address, "self": False} for host, address in addresses(*hosts).items()]


def member(storage: str = "none", host: str = "c1", among: tuple[str, ...] = (), **said: Any) -> dict[str, Any]:
    """What ovsdb_member_info would say: nothing there, or a live member of a cluster of `among`."""
    clustered = storage == "clustered"
    status = {"quorate": True, "role": "follower", "servers": servers(*among), "election_timer": 10000, "status": "cluster member"}
    return {
        "database": DB,
        "file": "/var/lib/ovn/ovnnb_db.db",
        "socket": "/run/nb.sock",
        "control": "/run/nb.ctl",
        "storage": storage,
        "detail": "",
        "cid": "cid-1" if clustered else None,
        "sid": f"sid-{host}" if clustered else None,
        "address": addresses(host)[host] if clustered else None,
        "content": False,
        "running": clustered,
        "status": status if clustered else None,
        **said,
    }


def cluster(*hosts: str) -> dict[str, dict[str, Any]]:
    return {host: member("clustered", host, hosts) for host in hosts}


def actions(result: dict[str, Any]) -> dict[str, str]:
    return {host: action["action"] for host, action in result["actions"].items()}


def test_nothing_anywhere_creates_on_the_first() -> None:
    result = plan(DB, "raft", addresses("c1", "c2", "c3"), {host: member() for host in ("c3", "c2", "c1")})
    assert not result["refusals"]
    assert actions(result) == {"c1": "create", "c2": "join", "c3": "join"}
    assert result["actions"]["c2"] == {"action": "join", "cid": None, "remotes": ["ssl:10.0.0.1:6643"]}


def test_a_database_with_content_becomes_the_cluster() -> None:
    seen = {"c1": member("standalone"), "c2": member("standalone", content=True), "c3": member()}
    assert actions(plan(DB, "raft", addresses("c1", "c2", "c3"), seen)) == {"c1": "join", "c2": "create", "c3": "join"}


def test_members_keep_what_they_have() -> None:
    result = plan(DB, "raft", addresses("c1", "c2", "c3"), cluster("c1", "c2", "c3"))
    assert set(actions(result).values()) == {"keep"}
    assert not result["refusals"]
    assert not result["warnings"]


def test_an_unreached_member_is_left_alone() -> None:
    seen = cluster("c1", "c2", "c3")
    del seen["c3"]
    result = plan(DB, "raft", addresses("c1", "c2", "c3"), seen)
    assert actions(result) == {"c1": "keep", "c2": "keep"}
    assert not result["refusals"]


def test_new_members_join_the_cluster_there_is() -> None:
    seen = {**cluster("c1"), "c2": member(host="c2"), "c3": member("left", host="c3")}
    result = plan(DB, "raft", addresses("c1", "c2", "c3"), seen)
    assert not result["refusals"]
    assert result["actions"]["c2"] == {"action": "join", "cid": "cid-1", "remotes": ["ssl:10.0.0.1:6643"]}
    assert actions(result)["c3"] == "join"


def test_growing_through_an_even_number_is_said() -> None:
    result = plan(DB, "raft", addresses("c1", "c2"), {**cluster("c1"), "c2": member(host="c2")})
    assert actions(result)["c2"] == "join"
    assert "even number" in result["warnings"][0]


def refusal(mode: str, hosts: tuple[str, ...], seen: dict[str, Any], leaving: dict[str, Any] | None = None) -> str:
    refusals = plan(DB, mode, addresses(*hosts), seen, leaving)["refusals"]
    assert len(refusals) == 1, refusals
    return str(refusals[0])


@pytest.mark.parametrize("count", [2, 4])
def test_a_new_cluster_of_an_even_number_is_refused(count: int) -> None:
    hosts = tuple(f"c{number}" for number in range(1, count + 1))
    said = refusal("raft", hosts, {host: member(host=host) for host in hosts})
    assert f"{count} members" in said
    assert f"Use {count - 1} or {count + 1}." in said


def test_too_many_members_are_refused() -> None:
    hosts = tuple(f"c{number}" for number in range(1, 8))
    assert "use 1, 3 or 5" in refusal("raft", hosts, {host: member(host=host) for host in hosts})


@pytest.mark.parametrize("there", [{}, {"c2": member("clustered", "c2", ("c2",))}], ids=["create", "join"])
def test_no_change_of_shape_with_a_host_out_of_sight(there: dict[str, Any]) -> None:
    assert "c3 is not reached by this run" in refusal("raft", ("c1", "c2", "c3"), {"c1": member(), "c2": member(), **there})


def test_two_clusters_are_refused() -> None:
    seen = {**cluster("c1"), "c2": member("clustered", "c2", ("c2",), cid="cid-2"), "c3": member()}
    said = refusal("raft", ("c1", "c2", "c3"), seen)
    assert "cid-1 on c1" in said
    assert "cid-2 on c2" in said


def test_a_lost_member_must_be_kicked_by_its_sid() -> None:
    seen = {**cluster("c1", "c2", "c3"), "c3": member(host="c3")}
    assert "cluster/kick OVN_Northbound 0003" in refusal("raft", ("c1", "c2", "c3"), seen)


def test_joining_needs_a_quorum() -> None:
    dead = member("clustered", "c1", ("c1",), running=False, status=None)
    assert "no member (c1) has a quorum" in refusal("raft", ("c1", "c2", "c3"), {"c1": dead, "c2": member(), "c3": member()})


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (member("clustered", "c2", ("c2",)), "let it leave"),
        (member("broken", detail="unexpected file format"), "unexpected file format"),
        (member(running=True), "in memory only"),
    ],
    ids=["address", "broken", "deleted"],
)
def test_a_contradiction_on_a_host_is_refused(found: dict[str, Any], said: str) -> None:
    assert said in plan(DB, "raft", addresses("c1"), {"c1": found})["refusals"][0]


def test_content_is_never_left_behind() -> None:
    seen = {"c1": member("standalone", content=True), "c2": member("standalone", content=True), "c3": member()}
    assert "c2: /var/lib/ovn/ovnnb_db.db is a standalone" in refusal("raft", ("c1", "c2", "c3"), seen)


def test_standalone() -> None:
    assert actions(plan(DB, "standalone", addresses("c1"), {"c1": member()})) == {"c1": "create"}
    assert actions(plan(DB, "standalone", addresses("c1"), {"c1": member("standalone")})) == {"c1": "keep"}
    assert "there are 2 hosts" in refusal("standalone", ("c1", "c2"), {"c1": member(), "c2": member()})
    assert "is a member of the Raft cluster cid-1" in refusal("standalone", ("c1",), cluster("c1"))


def test_leaving() -> None:
    everybody = cluster("c1", "c2", "c3")
    left = {"c3": everybody.pop("c3")}
    assert actions(plan(DB, "raft", addresses("c1", "c2"), everybody, left))["c3"] == "leave"
    assert "does not reach c2" in refusal("raft", ("c1", "c2"), {"c1": everybody["c1"]}, left)
    left["c3"]["status"]["quorate"] = False
    assert "sees no quorum" in refusal("raft", ("c1", "c2"), everybody, left)


def test_a_sound_cluster_has_no_problems() -> None:
    seen = cluster("c1", "c2", "c3")
    seen["c2"]["status"]["role"] = "leader"
    assert problems(DB, addresses("c1", "c2", "c3"), seen, 10000) == []


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda seen: seen["c1"].update(status=None), "does not answer"),
        (lambda seen: seen["c1"]["status"].update(quorate=False, leader="unknown"), "not in a cluster with a leader"),
        (lambda seen: seen["c1"]["status"]["servers"].append({"sid": "beef", "address": "ssl:10.0.0.9:6643"}), "kick"),
        (lambda seen: seen["c1"]["status"]["servers"].append({"sid": "beef", "address": "ssl:10.0.0.2:6643"}), "ghosts"),
        (lambda seen: seen["c1"]["status"]["servers"].pop(), "c3 not among the servers"),
        (lambda seen: seen["c1"]["status"].update(election_timer=1000), "1000 ms on c1, wanted 10000 ms"),
        (lambda seen: seen["c1"].update(cid="cid-2"), "2 clusters"),
        (lambda seen: seen["c1"]["status"].update(role="leader"), "both say that they lead"),
        (lambda seen: seen["c2"]["status"].update(role="follower"), "no member leads"),
    ],
    ids=["dead", "no quorum", "foreign", "ghost", "lacking", "timer", "split", "two leaders", "no leader"],
)
def test_problems_are_said(break_it: Any, said: str) -> None:
    seen = cluster("c1", "c2", "c3")
    seen["c2"]["status"]["role"] = "leader"
    break_it(seen)
    found = problems(DB, addresses("c1", "c2", "c3"), seen, 10000)
    assert len(found) == 1, found
    assert said in found[0]


@pytest.mark.parametrize(
    ("current", "wanted", "steps"),
    [(1000, 10000, [2000, 4000, 8000, 10000]), (10000, 1000, [1000]), (10000, 10000, []), (8000, 16000, [16000])],
)
def test_election_timer_steps(current: int, wanted: int, steps: list[int]) -> None:
    assert election_timer_steps(current, wanted) == steps


def test_listeners_change_only_what_differs() -> None:
    wanted = [
        {"target": "pssl:6642:10.0.0.1", "role": "ovn-controller", "inactivity_probe": 60000},
        {"target": "pssl:16642:10.0.0.1", "role": "", "inactivity_probe": 60000},
    ]
    current = {row["target"]: {"_uuid": ["uuid", f"uuid-{row['target']}"], **row} for row in wanted}
    assert listener_operations(current, wanted) == []
    operations = listener_operations({}, wanted)
    assert [operation["op"] for operation in operations] == ["insert", "insert", "delete", "insert"]
    current[wanted[0]["target"]]["inactivity_probe"] = 5000
    assert [operation["op"] for operation in listener_operations(current, wanted)] == ["update", "delete", "insert"]
    # A listener that is not wanted any more is one that the configuration does not refer to.
    config = listener_operations(current, wanted[1:])[-1]
    assert config["row"] == {"connections": ["set", [["uuid", "uuid-pssl:16642:10.0.0.1"]]]}


STATUS = """\
ac8f
Name: OVN_Northbound
Cluster ID: 87c8 (87c89a2c-e694-4340-b958-c4b90e6f0529)
Server ID: ac8f (ac8f877d-9797-477d-a0e1-f62a9814cb93)
Address: ssl:[fd00::11]:6643
Status: cluster member
Role: leader
Term: 2
Leader: self
Vote: self

Last Election won: 226291 ms ago
Election timer: 10000
Log: [2, 8]
Entries not yet committed: 0
Entries not yet applied: 0
Connections: <-0db3 ->0db3
Disconnections: 0
Servers:
    ac8f (ac8f at ssl:[fd00::11]:6643) (self) next_index=3 match_index=7
    0db3 (0db3 at ssl:[fd00::12]:6643) next_index=8 match_index=7 last msg 1215 ms ago
"""


def test_status_is_read() -> None:
    status = parse_status(STATUS)
    assert status["cid"] == "87c89a2c-e694-4340-b958-c4b90e6f0529"
    assert status["sid"] == "ac8f877d-9797-477d-a0e1-f62a9814cb93"
    assert status["quorate"]
    assert (status["role"], status["election_timer"], status["not_committed"]) == ("leader", 10000, 0)
    assert status["servers"] == [
        {"sid": "ac8f", "address": "ssl:[fd00::11]:6643", "self": True, "silent_ms": None, "alive": True},
        {"sid": "0db3", "address": "ssl:[fd00::12]:6643", "self": False, "silent_ms": 1215, "alive": True},
    ]


@pytest.mark.parametrize(("before", "after"), [("Leader: self", "Leader: unknown"), ("Status: cluster member", "Status: joining cluster")])
def test_no_quorum_is_seen(before: str, after: str) -> None:
    assert not parse_status(STATUS.replace(before, after))["quorate"]


def test_timer_that_is_being_changed() -> None:
    status = parse_status("Election timer: 1000 (changing to 2000)\n")
    assert (status["election_timer"], status["election_timer_next"]) == (1000, 2000)
    assert parse_status("Election timer: 1000\n")["election_timer_next"] is None
