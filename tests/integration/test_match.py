# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option that is a match expression: what OVN would skip is not written, and what is there already can be removed."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

BROKEN = "ip4 && tcp.dport == 80"
WHY = (f'"{BROKEN}": column 8: there is no field tcp.dport; did you mean tcp.dst?',)
ACL = {"switch": "web", "direction": "to-lport", "priority": 1000, "action": "drop"}
MODULES: dict[str, tuple[dict[str, Any], str, str]] = {
    "acl": (ACL, "ACL", "7.0.0"),
    "qos": ({"switch": "web", "direction": "to-lport", "priority": 7, "action": {"dscp": 10}}, "QoS", "7.0.0"),
    "logical_router_policy": ({"router": "edge", "priority": 7, "action": "drop"}, "Logical_Router_Policy", "7.0.0"),
    "nat": ({"router": "edge", "type": "snat", "external_ip": "192.0.2.1", "logical_ip": "10.1.0.0/24"}, "NAT", "7.6.0"),
}
OLD = "7.0.0"


@pytest.fixture(name="bench")
def _bench(bench: Bench) -> Bench:
    bench.both("ls-add web", "lr-add edge")
    return bench


def _has(bench: Bench, version: str) -> bool:
    return not (bench.db.schema["version"] == OLD and version != OLD)


@pytest.mark.parametrize("module", MODULES)
def test_a_broken_match_comes_never_in_and_always_out(bench: Bench, module: str) -> None:
    args, table, since = MODULES[module]
    if not _has(bench, since):
        bench.refused(module, {**args, "match": "ip4"}, "needs OVN 24.09")
        return
    broken = {**args, "match": BROKEN}
    result = bench.refused(module, broken, "match: ", *WHY, code="invalid_value")
    assert (result["failure"]["table"], result["failure"]["column"], result["failure"]["details"]) == (table, "match", repr(BROKEN))

    bench.run(module, [Step({**broken, "check_match": False}, row={"match": BROKEN})])
    bench.refused(module, broken, *WHY)  # it is there, and wrong all the same
    bench.run(module, [Step({**broken, "state": "absent"}), Step({**args, "match": "never there &&", "state": "absent"}, changed=False)])
    assert not bench.db.rows(table)


@pytest.mark.parametrize("module", MODULES)
def test_a_broken_match_is_replaced_by_uuid(bench: Bench, module: str) -> None:
    args, table, since = MODULES[module]
    if not _has(bench, since):
        assert not bench.db.rows(table)
        return
    uuid = bench.module(module, {**args, "match": BROKEN, "check_match": False})["uuid"]
    others = {option: value for option, value in args.items() if option not in ("switch", "router")}
    bench.refused(module, {"uuid": uuid, **others, "match": "ip4 ="}, 'column 5: "=" does not compare')
    bench.run(module, [Step({"uuid": uuid, **others, "match": "ip4 && tcp.dst == 80"}, row={"match": "ip4 && tcp.dst == 80"})])
    assert [row["_uuid"][1] for row in bench.db.rows(table)] == [uuid]


def test_rules_of_mirrors(bench: Bench) -> None:
    mirror = {"name": "tap", "type": "lport", "filter": "both", "sink": "web-1"}
    rules = [{"priority": 1, "match": "ip4", "action": "mirror"}, {"priority": 2, "match": BROKEN, "action": "skip"}]
    bench.refused("mirror", {**mirror, "mirror_rules": rules}, "mirror_rules[1].match: ", *WHY, code="invalid_value")
    if bench.db.schema["version"] != OLD:
        bench.run("mirror", [Step({**mirror, "mirror_rules": rules, "check_match": False}), Step({"name": "tap", "state": "absent"})])


def test_in_a_document(bench: Bench) -> None:
    rows = [{**ACL, "match": "ip4"}, {**ACL, "match": BROKEN}, {**ACL, "match": "ip4 and tcp"}]
    switch = {"name": "web", "acls": [{option: value for option, value in row.items() if option != "switch"} for row in rows]}
    args = {"document": {"logical_switches": [switch]}}
    words = ("2 things are wrong", "logical_switches[0].acls[1].match: ", *WHY, "logical_switches[0].acls[2].match: ", "write &&")
    bench.refused("topology", args, *words, code="invalid_value")

    assert bench.module("topology", {**args, "owner": "shop", "check_match": False})["changed"]
    assert len(bench.db.rows("ACL")) == 3
    assert not bench.module("topology", {**args, "owner": "shop", "check_match": False})["changed"]
    kept = {"logical_switches": [{**switch, "acls": switch["acls"][:1]}]}
    assert bench.module("topology", {"document": kept, "owner": "shop", "prune": True})["counts"]["removed"] == {"ACL": 2}
    assert [row["match"] for row in bench.db.rows("ACL")] == ["ip4"]


def _warnings(bench: Bench, module: str, args: dict[str, Any]) -> list[str]:
    """The same in check mode, for real, and when nothing changes."""
    results: list[Result] = [bench.module(module, args, check=check, warnings=True) for check in (True, False, False)]
    assert [result["changed"] for result in results] == [True, True, False]
    texts = [[warning["event"]["msg"] if isinstance(warning, dict) else warning for warning in result["warnings"]] for result in results]
    assert texts[0] == texts[1] == texts[2]
    return texts[0]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"match": "ip4.src == 10.0.0.1 && ip6.dst == ::1"}, "no packet can match"),
        ({"match": "outport == @group", "direction": "from-lport"}, "use inport"),
        ({"match": "ip4.src == $admins"}, "there is no address set admins"),
        ({"match": "ip4.src == $web_ip4"}, "there is no address set web_ip4"),
        ({"match": "outport == @web"}, "there is no port group web"),
        ({"match": "ip4.dst == ^vip"}, "nothing but ovn-controller can check it"),
    ],
)
def test_doubts(bench: Bench, args: dict[str, str], words: str) -> None:
    bench.module("port_group", {"name": "group"})
    (warning,) = _warnings(bench, "acl", {**ACL, **args})
    assert words in warning
    assert warning.startswith(f'match: "{args["match"]}"')


def test_no_doubts(bench: Bench) -> None:
    """Sets and groups that are there, and the sets that a group's addresses are."""
    bench.module("port_group", {"name": "web"})
    bench.module("address_set", {"name": "admins"})
    bench.run("acl", [Step({**ACL, "match": "outport == @web && ip4.src == {$admins, $web_ip4} && ip4.dst == $web_ip4"})])
    bench.run("acl", [Step({**ACL, "match": "0 && outport == @nothing", "check_match": False})])


def test_doubts_of_a_document(bench: Bench) -> None:
    rule = {"direction": "from-lport", "priority": 1, "action": "drop"}
    matches = ["inport == @web && ip4.src == $web_ip4", "inport == @app", "tcp && udp"]
    document = {
        "logical_switches": [{"name": "web", "acls": [{**rule, "match": match} for match in matches]}],
        "port_groups": [{"name": "web"}],
    }
    contradiction, missing = _warnings(bench, "topology", {"document": document})
    assert contradiction.startswith('logical_switches[0].acls[2].match: "tcp && udp": no packet')
    assert missing.startswith('logical_switches[0].acls[1].match: "inport == @app": there is no port group app')


def test_a_field_that_the_release_lacks(bench: Bench) -> None:
    args = {**ACL, "match": "nd_ns_mcast && ip6"}
    document = {
        "document": {"logical_switches": [{"name": "web", "acls": [{"direction": "to-lport", "priority": 1, "action": "drop", "match": args["match"]}]}]}
    }
    if bench.db.schema["version"] == OLD:
        words = "match: the field nd_ns_mcast needs OVN 25.03 or newer (schema 7.11.0); this server has 7.0.0"
        bench.refused("acl", args, words, code="schema_mismatch")
        bench.refused("topology", document, f"logical_switches[0].acls[0].{words}")
        bench.run("acl", [Step({**args, "check_match": False})])
    else:
        bench.run("acl", [Step(args)])
        bench.refused("acl", {**ACL, "match": "ct_label.blocked"}, "the field ct_label.blocked is gone; OVN 23.03 had it", code="schema_mismatch")


def test_many_names_are_asked_for_at_once(bench: Bench) -> None:
    bench.module("address_set", {"name": "set0"})
    text = " || ".join(f"ip4.src == $set{number}" for number in range(40))
    warnings = _warnings(bench, "acl", {**ACL, "match": text})
    assert len(warnings) == 21
    assert warnings[-1] == "19 more doubtful matches"
    assert not [warning for warning in warnings if "address set set0;" in warning]
