# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""qos against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "qos"
MATCH = 'inport == "web-1"'
RULE = {"switch": "web", "direction": "from-lport", "priority": 100, "match": MATCH}
ADD = f"qos-add web from-lport 100 '{MATCH}'"
OLD = "7.0.0"  # the schema of OVN 23.03


def test_life_of_a_rule(bench: Bench) -> None:
    bench.both("ls-add web")
    bench.run(
        MODULE,
        [
            Step({**RULE, "action": {"dscp": 46}}, f"{ADD} dscp=46", row={**RULE, "action": {"dscp": 46}, "bandwidth": {}, "external_ids": {}}),
            Step({**RULE, "match": f" {MATCH}\n", "action": {"dscp": "46"}}, changed=False),
            Step({**RULE, "action": {"dscp": 0}}, "set QoS {QoS} action:dscp=0"),
            Step(
                {**RULE, "bandwidth": {"rate": 1000, "burst": "100"}},
                "set QoS {QoS} bandwidth:rate=1000 bandwidth:burst=100",
                row={"action": {"dscp": 0}, "bandwidth": {"rate": 1000, "burst": 100}},
            ),
            Step({**RULE, "bandwidth": {"rate": 2000}}, "set QoS {QoS} bandwidth:rate=2000", row={"bandwidth": {"rate": 2000, "burst": 100}}),
            Step({**RULE, "action": {}, "bandwidth": {"burst": None}}, ("clear QoS {QoS} action", "remove QoS {QoS} bandwidth burst"), row={"action": {}}),
            Step({**RULE, "external_ids": {"owner": "shop"}}, "set QoS {QoS} external_ids:owner=shop"),
            Step({**RULE, "external_ids": {}}, "clear QoS {QoS} external_ids"),
            Step({**RULE, "state": "absent"}, f"qos-del web from-lport 100 '{MATCH}'"),
            Step({**RULE, "state": "absent"}, changed=False),
        ],
    )


def test_what_makes_another_rule(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app")
    rules = [RULE, {**RULE, "priority": 101}, {**RULE, "match": "ip4"}, {**RULE, "direction": "to-lport"}, {**RULE, "switch": "app"}]
    bench.run(
        MODULE,
        [
            Step({**rule, "bandwidth": {"rate": 10}}, f"qos-add {rule['switch']} {rule['direction']} {rule['priority']} '{rule['match']}' rate=10")
            for rule in rules
        ],
    )
    assert len(bench.db.rows("QoS")) == len(rules)


def test_identity_by_uuid(bench: Bench) -> None:
    bench.both("ls-add web", f"{ADD} rate=10")
    uuid = bench.db.row("QoS")["_uuid"][1]
    bench.run(MODULE, [Step({"uuid": uuid, "priority": 7, "match": "ip4"}, "set QoS {QoS} priority=7 match=ip4", row={"bandwidth": {"rate": 10}})])


def test_other_rules_stay(bench: Bench) -> None:
    bench.both("ls-add web", f"{ADD} dscp=1", "qos-add web to-lport 1 ip4 rate=1")
    bench.run(MODULE, [Step({**RULE, "state": "absent"}, "qos-del web from-lport")])
    assert [row["match"] for row in bench.db.rows("QoS")] == ["ip4"]


def test_rules_that_do_nothing_are_refused(bench: Bench) -> None:
    bench.both("ls-add web")
    for idle in ({}, {"action": {}}, {"bandwidth": {"rate": None}}, {"external_ids": {"a": "b"}}):
        bench.refused(MODULE, {**RULE, **idle}, "action, bandwidth", "state: absent", code="invalid_value")
    bench.refused(MODULE, {**RULE, "bandwidth": {"burst": 1}}, "bandwidth: burst", "rate", code="invalid_value")
    bench.run(MODULE, [Step({**RULE, "bandwidth": {"rate": 10, "burst": 1}}, f"{ADD} rate=10 burst=1")])
    bench.refused(MODULE, {**RULE, "bandwidth": {"rate": None}}, "burst", "rate", code="invalid_value")
    bench.refused(MODULE, {**RULE, "bandwidth": {}}, "action, bandwidth", code="invalid_value")


def test_mark(bench: Bench) -> None:
    bench.both("ls-add web")
    rule = {**RULE, "action": {"mark": 4294967295}}
    if bench.db.schema["version"] == OLD:
        words = f"mark needs OVN 24.03 or newer (schema 7.3.0); this server has {OLD}"
        bench.refused(MODULE, rule, "action", words, code="schema_mismatch")
    else:
        bench.run(
            MODULE, [Step(rule, f"{ADD} mark=4294967295"), Step({**RULE, "action": {"mark": 1, "dscp": 63}}, "set QoS {QoS} action:mark=1 action:dscp=63")]
        )
        bench.refused(MODULE, {**RULE, "action": {"mark": 0}}, "action: mark: 0 is not in 1 to 4294967295", code="invalid_value")


def test_wrong_input(bench: Bench) -> None:
    bench.both("ls-add web")
    rule = {**RULE, "action": {"dscp": 1}}
    for dscp in (-1, 64):
        bench.refused(MODULE, {**RULE, "action": {"dscp": dscp}}, f"action: dscp: {dscp} is not in 0 to 63", code="invalid_value")
    bench.refused(MODULE, {**RULE, "action": {"dscp": "ef"}}, "action: dscp", "'ef'", "integer", code="invalid_value")
    bench.refused(MODULE, {**RULE, "action": {"colour": 1}}, "action", "colour", "dscp", code="invalid_value")
    bench.refused(MODULE, {**RULE, "bandwidth": {"rate": 0}}, "bandwidth", "0", code="invalid_value")
    bench.refused(MODULE, {**rule, "priority": 32768}, "priority", "32768", code="invalid_value")
    bench.refused(MODULE, {**rule, "match": " "}, "match", "empty", code="invalid_value")
    bench.refused(MODULE, {**rule, "switch": "nowhere"}, "switch", "'nowhere'", "create it first", code="not_found")
    for option in ("switch", "direction", "priority", "match"):
        bench.refused(MODULE, {key: value for key, value in rule.items() if key != option}, option, "needed", code="invalid_value")
