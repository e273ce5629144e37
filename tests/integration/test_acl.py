# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""acl against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "acl"
OLD = "7.0.0"
MATCH = 'outport == "web-1" && tcp.dst == 443'
ACL = {"direction": "to-lport", "priority": 1000, "match": MATCH}


@pytest.fixture(autouse=True)
def _switch(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app", "pg-add web_group")


def test_life_of_an_acl(bench: Bench) -> None:
    acl = {"switch": "web", **ACL}
    bench.run(
        MODULE,
        [
            Step({**acl, "action": "allow-related"}, f"acl-add web to-lport 1000 '{MATCH}' allow-related", row={"switch": "web", "action": "allow-related"}),
            Step(acl, changed=False),
            Step({**acl, "match": f"  {MATCH} "}, changed=False),
            Step({**acl, "action": "drop"}, "set ACL {ACL} action=drop"),
            Step(
                {**acl, "log": True, "name": "web-https", "severity": "alert", "meter": "slow"},
                "set ACL {ACL} log=true name=web-https severity=alert meter=slow",
            ),
            Step({**acl, "name": "", "meter": "", "log": False}, "clear ACL {ACL} name meter -- set ACL {ACL} log=false"),
            Step({**acl, "external_ids": {"owner": "shop"}}, "set ACL {ACL} external_ids:owner=shop"),
            Step({**acl, "state": "absent"}, f"acl-del web to-lport 1000 '{MATCH}'"),
            Step({**acl, "state": "absent"}, changed=False),
        ],
    )


def test_in_a_port_group(bench: Bench) -> None:
    acl = {"port_group": "web_group", "direction": "from-lport", "priority": 5, "match": "inport == @web_group"}
    bench.run(
        MODULE,
        [
            Step({**acl, "action": "drop"}, "--type=port-group acl-add web_group from-lport 5 'inport == @web_group' drop", row={"port_group": "web_group"}),
            Step({**acl, "action": "reject"}, "set ACL {ACL} action=reject"),
            Step({**acl, "state": "absent"}, "--type=port-group acl-del web_group"),
        ],
    )


def test_switch_and_group_of_one_name(bench: Bench) -> None:
    bench.both("pg-add web")
    bench.run(
        MODULE,
        [
            Step({"switch": "web", **ACL, "action": "drop"}, f"--type=switch acl-add web to-lport 1000 '{MATCH}' drop"),
            Step({"port_group": "web", **ACL, "action": "allow"}, f"--type=port-group acl-add web to-lport 1000 '{MATCH}' allow"),
            Step({"switch": "web", **ACL, "state": "absent"}, "--type=switch acl-del web"),
        ],
    )


def test_same_rule_in_two_switches(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step({"switch": "web", **ACL, "action": "drop"}, f"acl-add web to-lport 1000 '{MATCH}' drop"),
            Step({"switch": "app", **ACL, "action": "allow"}, f"acl-add app to-lport 1000 '{MATCH}' allow"),
            Step({"switch": "app", **ACL, "state": "absent"}, "acl-del app"),
        ],
    )


def test_what_tells_acls_apart(bench: Bench) -> None:
    acl = {"switch": "web", **ACL, "action": "drop"}
    bench.run(
        MODULE,
        [
            Step(acl, f"acl-add web to-lport 1000 '{MATCH}' drop"),
            Step({**acl, "priority": 1001}, f"acl-add web to-lport 1001 '{MATCH}' drop"),
            Step({**acl, "match": "ip4"}, "acl-add web to-lport 1000 ip4 drop"),
            Step({**acl, "direction": "from-lport", "match": "ip4"}, "acl-add web from-lport 1000 ip4 drop"),
        ],
    )


def test_after_load_balancing(bench: Bench) -> None:
    acl = {"switch": "web", "direction": "from-lport", "priority": 1, "match": "ip4", "action": "drop"}
    bench.run(
        MODULE,
        [
            Step(acl, "acl-add web from-lport 1 ip4 drop"),
            Step({**acl, "apply_after_lb": True}, "--apply-after-lb acl-add web from-lport 1 ip4 drop"),
            Step({**acl, "apply_after_lb": False}, changed=False),
        ],
    )
    assert len(bench.db.rows("ACL")) == 2
    bench.run(MODULE, [Step({**acl, "apply_after_lb": True, "state": "absent"}, row={})])
    assert [row["options"] for row in bench.db.rows("ACL")] == [["map", []]]


def test_label(bench: Bench) -> None:
    acl = {"switch": "web", **ACL, "action": "allow-related"}
    bench.run(
        MODULE,
        [
            Step({**acl, "label": 77}, f"--label=77 acl-add web to-lport 1000 '{MATCH}' allow-related"),
            Step({**acl, "label": 0}, "set ACL {ACL} label=0"),
        ],
    )


def test_tier(bench: Bench) -> None:
    acl = {"switch": "web", **ACL, "action": "drop"}
    if bench.db.schema["version"] == OLD:
        words = "tier: needs OVN 23.06 or newer (schema 7.0.4); this server has 7.0.0"
        bench.refused(MODULE, {**acl, "tier": 2}, words, code="schema_mismatch")
        bench.refused(MODULE, {**acl, "action": "pass"}, "action", "pass")
    else:
        bench.run(MODULE, [Step({**acl, "tier": 2}), Step(acl), Step({**acl, "tier": 0, "action": "pass"}), Step({**acl, "tier": 2}, changed=False)])
        assert len(bench.db.rows("ACL")) == 2
        bench.refused(MODULE, {**acl, "tier": 4}, "tier", "4", code="invalid_value")


def test_severity_where_nothing_is_set(bench: Bench) -> None:
    bench.both(f"acl-add web to-lport 1000 '{MATCH}' drop")
    bench.run(MODULE, [Step({"switch": "web", **ACL, "severity": "info"}, changed=False)])


def test_twice_in_one_switch(bench: Bench) -> None:
    for server in (bench.db, bench.twin):
        for dummy in range(2):
            switch = server.row("Logical_Switch", ["name", "==", "web"])["_uuid"]
            server.transact(
                {"op": "insert", "table": "ACL", "row": {**ACL, "action": "drop"}, "uuid-name": "acl"},
                {"op": "mutate", "table": "Logical_Switch", "where": [["_uuid", "==", switch]], "mutations": [["acls", "insert", ["named-uuid", "acl"]]]},
            )
    uuids = [row["_uuid"][1] for row in bench.db.rows("ACL")]
    bench.refused(MODULE, {"switch": "web", **ACL, "action": "allow"}, *uuids, "uuid", code="ambiguous")
    bench.run(MODULE, [Step({"uuid": uuids[0], "state": "absent"})])
    bench.run(MODULE, [Step({"switch": "web", **ACL, "action": "allow"}, row={"action": "allow"})])


def test_wrong_input(bench: Bench) -> None:
    acl = {"switch": "web", **ACL, "action": "drop"}
    bench.refused(MODULE, {**acl, "priority": 32768}, "priority", "32768", code="invalid_value")
    bench.refused(MODULE, {**acl, "priority": -1}, "priority", "-1", code="invalid_value")
    bench.refused(MODULE, {**acl, "port_group": "web_group"}, "switch", "port_group")
    bench.refused(MODULE, ACL, "switch or port_group")
    bench.refused(MODULE, {"switch": "web", **ACL}, "action", "create")
    bench.refused(MODULE, {**acl, "switch": "nowhere"}, "switch", "'nowhere'", "create it first", code="not_found")
    bench.refused(MODULE, {**acl, "action": "deny"}, "action", "deny")
    bench.refused(MODULE, {**acl, "direction": "both"}, "direction", "both")
    bench.refused(MODULE, {**acl, "name": "n" * 64}, "name", "63")
    bench.refused(MODULE, {**acl, "label": 7}, "label", "allow")
    bench.refused(MODULE, {**acl, "apply_after_lb": True}, "apply_after_lb", "from-lport")
    bench.refused(MODULE, {**acl, "options": {"apply-after-lb": True}}, "options", "apply_after_lb")
    bench.refused(MODULE, {"switch": "web", "direction": "to-lport", "match": "ip4"}, "priority")
    bench.refused(MODULE, {**acl, "match": " "}, "match", "empty")
