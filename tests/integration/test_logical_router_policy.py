# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""logical_router_policy against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "logical_router_policy"
MATCH = "ip4.src == 10.1.0.0/24"
POLICY = {"router": "edge", "priority": 100, "match": MATCH}
OLDEST = "7.0.0"


@pytest.fixture(autouse=True)
def _router(bench: Bench) -> None:
    bench.both("lr-add edge", "lr-add core", "lrp-add edge edge-wan 02:00:00:00:01:01 192.0.2.254/24 2001:db8::fe/64")


def test_life_of_a_policy(bench: Bench) -> None:
    mark = {"options": {"pkt_mark": 7}}
    bench.run(
        MODULE,
        [
            Step({**POLICY, "action": "allow"}, f"lr-policy-add edge 100 '{MATCH}' allow", row={"action": "allow", "nexthops": [], "router": "edge"}),
            Step({**POLICY, "match": f" {MATCH} "}, changed=False),
            Step({**POLICY, "action": "drop"}, "set Logical_Router_Policy {Logical_Router_Policy} action=drop"),
            Step(
                {**POLICY, "action": "reroute", "nexthops": ["192.0.2.2", "192.0.2.1"], **mark},
                "set Logical_Router_Policy {Logical_Router_Policy} action=reroute nexthops=192.0.2.1,192.0.2.2 options:pkt_mark=7",
                row={"nexthops": ["192.0.2.1", "192.0.2.2"], "options": {"pkt_mark": "7"}},
            ),
            Step({**POLICY, "options": {"pkt_mark": "007"}}, changed=False),
            Step({**POLICY, "nexthops": ["192.0.2.1"], "options": {}}, "set Logical_Router_Policy {Logical_Router_Policy} nexthops=192.0.2.1 options={}"),
            Step({**POLICY, "external_ids": {"owner": "shop"}}, "set Logical_Router_Policy {Logical_Router_Policy} external_ids:owner=shop"),
            Step({**POLICY, "action": "drop", "nexthops": []}, "set Logical_Router_Policy {Logical_Router_Policy} action=drop nexthops=[]"),
            Step({**POLICY, "state": "absent"}, f"lr-policy-del edge 100 '{MATCH}'"),
            Step({**POLICY, "state": "absent"}, changed=False),
        ],
    )


def test_reroute(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step({**POLICY, "action": "reroute", "nexthops": ["192.0.2.1"]}, f"lr-policy-add edge 100 '{MATCH}' reroute 192.0.2.1"),
            Step(
                {**POLICY, "priority": 99, "action": "reroute", "nexthops": ["192.0.2.1", "192.0.2.2"], "options": {"pkt_mark": 5}},
                f"lr-policy-add edge 99 '{MATCH}' reroute 192.0.2.1,192.0.2.2 pkt_mark=5",
            ),
            Step(
                {**POLICY, "match": "ip6", "action": "reroute", "nexthops": ["2001:DB8:0::1"]},
                "lr-policy-add edge 100 ip6 reroute 2001:db8::1",
                row={"nexthops": ["2001:db8::1"]},
            ),
            Step({**POLICY, "match": "ip6", "nexthops": ["2001:DB8::1"]}, changed=False),
        ],
    )


def test_others_are_left_alone(bench: Bench) -> None:
    bench.both(
        f"lr-policy-add edge 100 '{MATCH}' allow",
        f"lr-policy-add edge 101 '{MATCH}' drop",
        "lr-policy-add edge 100 ip6 drop",
        f"lr-policy-add core 100 '{MATCH}' drop",
    )
    policy = "{Logical_Router_Policy action=allow}"
    bench.both(f"set Logical_Router_Policy {policy} external_ids:other=1 options:other=2")
    bench.run(
        MODULE,
        [
            Step(
                {**POLICY, "options": {"pkt_mark": 1}, "external_ids": {"owner": "shop"}},
                f"set Logical_Router_Policy {policy} options:pkt_mark=1 external_ids:owner=shop",
                row={"options": {"other": "2", "pkt_mark": "1"}, "external_ids": {"other": "1", "owner": "shop"}},
            ),
            Step({**POLICY, "state": "absent"}, f"lr-policy-del edge 100 '{MATCH}'"),
        ],
    )
    assert len(bench.db.rows("Logical_Router_Policy")) == 3


def test_what_others_wrote_may_stay(bench: Bench) -> None:
    """A row that this module would not write, and the obsolete column that it never does."""
    bench.both(
        f"--id=@p create Logical_Router_Policy priority=100 match='\"{MATCH}\"' action=reroute nexthop=192.0.2.1 -- add Logical_Router edge policies @p",
        "--id=@p create Logical_Router_Policy priority=9 match=ip4 action=drop nexthops=192.0.2.1 -- add Logical_Router edge policies @p",
    )
    bench.run(
        MODULE,
        [
            Step({**POLICY, "action": "reroute"}, changed=False),
            Step({**POLICY, "external_ids": {"owner": "shop"}}, "set Logical_Router_Policy {Logical_Router_Policy priority=100} external_ids:owner=shop"),
            Step({"router": "edge", "priority": 9, "match": "ip4", "action": "drop", "nexthops": ["192.0.2.1"]}, changed=False),
        ],
    )
    assert bench.db.row("Logical_Router_Policy", ["priority", "==", 100])["nexthop"] == "192.0.2.1"
    bench.refused(MODULE, {**POLICY, "nexthop": "192.0.2.1"}, "nexthop")


def test_two_of_one_kind(bench: Bench) -> None:
    bench.both("--id=@p create Logical_Router_Policy priority=1 match=ip4 action=drop -- add Logical_Router edge policies @p")
    bench.both("--id=@p create Logical_Router_Policy priority=1 match=ip4 action=allow -- add Logical_Router edge policies @p")
    uuids = [row["_uuid"][1] for row in bench.db.rows("Logical_Router_Policy")]
    bench.refused(MODULE, {"router": "edge", "priority": 1, "match": "ip4", "action": "drop"}, *uuids, code="ambiguous")
    bench.run(MODULE, [Step({"uuid": uuids[0], "priority": 2}, row={"priority": 2})])


def test_chains(bench: Bench) -> None:
    jump = {"router": "edge", "priority": 200, "match": "ip4.dst == 198.51.100.0/24", "action": "jump", "jump_chain": "partners"}
    inside = {"router": "edge", "priority": 10, "match": "1", "chain": "partners"}
    if bench.db.schema["version"] == OLDEST:
        needs = "needs OVN 25.03 or newer (schema 7.11.0); this server has 7.0.0"
        bench.refused(MODULE, {**jump, "jump_chain": "x"}, needs, code="schema_mismatch")
        bench.refused(MODULE, {**POLICY, "action": "jump"}, f"action: jump {needs}", code="schema_mismatch")
        bench.refused(MODULE, {**inside, "action": "drop"}, f"chain: {needs}", code="schema_mismatch")
        bench.run(MODULE, [Step({**POLICY, "action": "drop", "chain": "", "jump_chain": ""}, f"lr-policy-add edge 100 '{MATCH}' drop")])
        return
    bench.run(
        MODULE,
        [
            Step(jump, "lr-policy-add edge 200 'ip4.dst == 198.51.100.0/24' jump partners", row={"chain": None, "jump_chain": "partners"}),
            Step({**jump, "chain": ""}, changed=False),
            Step({**inside, "action": "drop"}, "--chain=partners lr-policy-add edge 10 1 drop", row={"chain": "partners"}),
            Step({**inside, "chain": "", "action": "allow"}, "lr-policy-add edge 10 1 allow"),
            Step(
                {**inside, "action": "jump", "jump_chain": "rest"},
                "set Logical_Router_Policy {Logical_Router_Policy chain=partners} action=jump jump_chain=rest",
            ),
            Step({**inside, "action": "drop", "jump_chain": ""}, "set Logical_Router_Policy {Logical_Router_Policy chain=partners} action=drop jump_chain=[]"),
            Step(
                {**inside, "action": "reroute", "nexthops": ["192.0.2.1"]},
                "set Logical_Router_Policy {Logical_Router_Policy chain=partners} action=reroute nexthops=192.0.2.1",
            ),
            Step({**inside, "state": "absent"}, "--chain=partners lr-policy-del edge 10 1"),
        ],
    )
    bench.refused(MODULE, {**jump, "priority": 1, "jump_chain": ""}, "jump_chain", "needs the chain", code="invalid_value")
    bench.refused(MODULE, {**jump, "chain": "partners"}, "jump_chain", "partners", "without end", code="invalid_value")
    bench.refused(MODULE, {**inside, "action": "drop", "jump_chain": "x"}, "jump_chain", "jump", "drop", code="invalid_value")
    several = {**inside, "action": "reroute", "nexthops": ["192.0.2.1", "192.0.2.2"]}
    bench.refused(MODULE, several, "nexthops", "chain", "give one", code="invalid_value")


def test_bfd_sessions(bench: Bench) -> None:
    args = {**POLICY, "action": "reroute", "nexthops": ["192.0.2.1", "192.0.2.2"]}
    bench.both("create BFD logical_port=edge-wan dst_ip=192.0.2.1", "create BFD logical_port=edge-wan dst_ip=192.0.2.2")
    one, two = "edge-wan 192.0.2.1", "edge-wan 192.0.2.2"
    if bench.db.schema["version"] == OLDEST:
        bench.refused(MODULE, {**args, "bfd_sessions": [one]}, "bfd_sessions: needs OVN 24.03 or newer", code="schema_mismatch")
        return
    bench.run(
        MODULE,
        [
            Step({**args, "bfd_sessions": [two, one]}, f"--bfd lr-policy-add edge 100 '{MATCH}' reroute 192.0.2.1,192.0.2.2", row={"bfd_sessions": [one, two]}),
            Step({**POLICY, "bfd_sessions": [one]}, "remove Logical_Router_Policy {Logical_Router_Policy} bfd_sessions {BFD dst_ip=192.0.2.2}"),
            Step({**POLICY, "bfd_sessions": []}, "clear Logical_Router_Policy {Logical_Router_Policy} bfd_sessions"),
        ],
    )
    bench.refused(MODULE, {**POLICY, "nexthops": ["192.0.2.1"], "bfd_sessions": [one, two]}, "bfd_sessions", two, "192.0.2.1", code="invalid_value")
    bench.refused(MODULE, {**POLICY, "action": "drop", "bfd_sessions": [one]}, "bfd_sessions", "reroute", "drop", code="invalid_value")
    bench.refused(MODULE, {**POLICY, "bfd_sessions": ["edge-wan 192.0.2.9"]}, "bfd_sessions", "'edge-wan 192.0.2.9'", code="not_found")


def test_output_port(bench: Bench) -> None:
    args = {**POLICY, "action": "reroute", "nexthops": ["198.51.100.1"], "output_port": "edge-wan"}
    if bench.db.schema["version"] == OLDEST:
        bench.refused(MODULE, args, "output_port: needs OVN 26.03 or newer", code="schema_mismatch")
        return
    bench.run(
        MODULE,
        [
            Step(args, f"--output-port=edge-wan lr-policy-add edge 100 '{MATCH}' reroute 198.51.100.1", row={"output_port": "edge-wan"}),
            Step({**POLICY, "output_port": ""}, "clear Logical_Router_Policy {Logical_Router_Policy} output_port", row={"output_port": None}),
        ],
    )
    bench.refused(MODULE, {**args, "nexthops": ["198.51.100.1", "198.51.100.2"]}, "output_port", "198.51.100.2", code="invalid_value")
    bench.refused(MODULE, {**args, "action": "allow", "nexthops": []}, "output_port", "reroute", "allow", code="invalid_value")
    bench.refused(MODULE, {**args, "output_port": "nowhere"}, "output_port", "'nowhere'", code="not_found")


def test_wrong_input(bench: Bench) -> None:
    args = {**POLICY, "action": "reroute", "nexthops": ["192.0.2.1"]}
    bench.refused(MODULE, {"router": "edge", "priority": 100}, "match", code="invalid_value")
    bench.refused(MODULE, {"priority": 100, "match": MATCH, "action": "drop"}, "router", code="invalid_value")
    bench.refused(MODULE, POLICY, "action", code="invalid_value")
    bench.refused(MODULE, {**args, "router": "nowhere"}, "router", "'nowhere'", code="not_found")
    bench.refused(MODULE, {**args, "match": " "}, "match", code="invalid_value")
    bench.refused(MODULE, {**args, "priority": 40000}, "priority", "40000", code="invalid_value")
    bench.refused(MODULE, {**args, "action": "reject"}, "action", "reject")
    bench.refused(MODULE, {**args, "nexthops": []}, "nexthops", "reroute", code="invalid_value")
    bench.refused(MODULE, {**args, "nexthops": ["gateway"]}, "nexthops", '"gateway"', code="invalid_value")
    bench.refused(MODULE, {**args, "nexthops": ["192.0.2.1", "2001:db8::1"]}, "nexthops", "IPv4", "IPv6", "a policy of each", code="invalid_value")
    bench.refused(MODULE, {**args, "action": "drop"}, "nexthops", "reroute", "drop", "leave it out", code="invalid_value")
    bench.refused(MODULE, {**args, "options": {"pkt_mark": "red"}}, "options", "pkt_mark", '"red"', code="invalid_value")
    bench.refused(MODULE, {**args, "options": {"pkt_mark": 2**32}}, "options", "pkt_mark", str(2**32), code="invalid_value")
