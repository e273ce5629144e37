# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents whose rows refer to one another, to rows of others, and to what goes."""

from __future__ import annotations

import random
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client
from ansible_collections.northbound.ovn.tests.support.documents import Document, shuffled
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.steps import Bench

MAC = "02:00:00:00:00:"
OURS: Document = {"owner": "shop", "prune": True}
ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-22222222222a"


def apply(bench: Bench, document: Document, **options: Any) -> Result:
    """In check mode, for real, and again in another order."""
    stamp = bench.db.stamp()
    foretold = bench.module("topology", {"document": document, **options}, check=True)
    assert bench.db.stamp() == stamp
    done = bench.module("topology", {"document": document, **options})
    assert {**done, "invocation": 0} == {**foretold, "invocation": 0}
    for seed in range(3):
        again = bench.module("topology", {"document": shuffled(document, random.Random(seed)), **options})
        assert again["changed"] is False, again
    return done


def router(*ports: str, **more: Any) -> Document:
    rows = [{"name": port, "mac": f"{MAC}{number:02}", "networks": [f"10.{number}.0.1/24"]} for number, port in enumerate(ports)]
    return {"name": "edge", "ports": rows, **more}


def test_strong_references_between_pruned_rows(bench: Bench) -> None:
    others = bench.db.canonical()
    document: Document = {
        "ha_chassis_groups": [{"name": "gateways", "ha_chassis": [{"chassis_name": "h1", "priority": 1}]}],
        "logical_routers": [router("edge-wan")],
    }
    document["logical_routers"][0]["ports"][0]["ha_chassis_group"] = "gateways"
    if "DHCP_Relay" in bench.db.schema["tables"]:
        document["dhcp_relays"] = [{"name": "relay", "servers": "192.0.2.8"}]
        document["logical_routers"][0]["ports"][0]["dhcp_relay"] = "relay"
    apply(bench, document, **OURS)
    apply(bench, {}, **OURS)
    assert bench.db.canonical() == others


def test_a_row_that_another_one_still_names_is_not_pruned(bench: Bench) -> None:
    apply(bench, {"ha_chassis_groups": [{"name": "gateways"}], "logical_routers": [router("edge-wan")]}, **OURS)
    bench.module("logical_router_port", {"router": "edge", "name": "edge-wan", "ha_chassis_group": "gateways"})
    smaller = {"logical_routers": [router("edge-wan")]}
    words = ("prune", "HA_Chassis_Group gateways cannot be removed", "ha_chassis_group of Logical_Router_Port")
    bench.refused("topology", {"document": smaller, **OURS}, *words, code="invalid_value")
    smaller["logical_routers"][0]["ports"][0]["ha_chassis_group"] = ""
    apply(bench, smaller, **OURS)
    assert bench.db.rows("HA_Chassis_Group") == []


def test_a_reference_to_what_prune_removes(bench: Bench) -> None:
    ports = {"logical_switches": [{"name": "web", "ports": [{"name": "web-1"}]}]}
    apply(bench, {**ports, "address_sets": [{"name": "unused"}]}, **OURS)
    group: Document = {"port_groups": [{"name": "group", "ports": ["web-1"]}]}
    words = ("port_groups[0].ports", 'Logical_Switch_Port "web-1" is not in the document', "prune would remove it")
    bench.refused("topology", {"document": group, **OURS}, *words, code="invalid_value")
    apply(bench, {**ports, **group}, **OURS)


def test_a_port_moves_to_another_switch_with_all_that_names_it(bench: Bench) -> None:
    def document(first: list[str], second: list[str]) -> Document:
        switches = [{"name": name, "ports": [{"name": port} for port in ports]} for name, ports in (("a", first), ("b", second))]
        return {"logical_switches": switches, "port_groups": [{"name": "group", "ports": [*first, *second]}]}

    apply(bench, document(["p", "q"], []), **OURS)
    words = ("logical_switches[1].ports[0]", "name 'p' is that of row", "elsewhere")
    bench.refused("topology", {"document": document(["q"], ["p"])}, *words, code="invalid_value")
    done = apply(bench, document(["q"], ["p"]), **OURS)
    assert done["counts"]["removed"] == {"Logical_Switch_Port": 1}
    assert len(bench.db.row("Port_Group")["ports"][1]) == 2
    both = document(["p"], ["p"])
    bench.refused("topology", {"document": both}, "logical_switches[1].ports[0]", "that of logical_switches[0].ports[0], too", code="invalid_value")


def test_nat_by_gateway_port_of_the_same_document(bench: Bench) -> None:
    rule = {"type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24"}
    nat = [{**rule, "gateway_port": "b"}, {**rule, "gateway_port": "a"}, {**rule, "logical_ip": "10.2.0.0/24"}]
    done = apply(bench, {"logical_routers": [router("a", "b", nat=nat)]}, **OURS)
    assert done["counts"]["created"]["NAT"] == 3
    rules = done["diff"]["after"]["logical_routers"]["edge"]["nat"]
    assert {row.get("gateway_port") for row in rules.values()} == {"a", "b", None}
    done = apply(bench, {"logical_routers": [router("a", "b", nat=nat[1:])]}, **OURS)
    assert done["counts"]["removed"] == {"NAT": 1}
    done = apply(bench, {"logical_routers": [router("b", "c", nat=[{**rule, "gateway_port": "c"}])]}, **OURS)
    assert done["counts"]["removed"] == {"Logical_Router_Port": 1, "NAT": 2}


def test_a_rule_of_nat_takes_the_place_of_one_that_goes(bench: Bench) -> None:
    def document(inside: str) -> Document:
        return {"logical_routers": [router(nat=[{"type": "dnat", "external_ip": "192.0.2.11", "logical_ip": inside}])]}

    apply(bench, document("10.1.0.11"), **OURS)
    bench.refused("topology", {"document": document("10.1.0.12")}, "already has dnat 192.0.2.11", code="invalid_value")
    done = apply(bench, document("10.1.0.12"), **OURS)
    assert (done["counts"]["created"], done["counts"]["removed"]) == ({"NAT": 1}, {"NAT": 1})


def test_network_functions(bench: Bench) -> None:
    if "Network_Function" not in bench.db.schema["tables"]:
        bench.refused("topology", {"document": {"network_functions": [{"name": "nf"}]}}, "network_functions[0]", "needs OVN", code="invalid_value")
        return
    others = bench.db.canonical()
    acl = {"direction": "to-lport", "priority": 1, "match": "ip4", "action": "allow", "network_function_group": "firewalls"}
    document: Document = {
        "logical_switches": [{"name": "web", "ports": [{"name": "in"}, {"name": "out"}], "acls": [acl]}, {"name": "app"}, {"name": "db"}],
        "network_functions": [{"name": "firewall", "id": 1, "inport": "in", "outport": "out"}],
        "network_function_groups": [{"name": "firewalls", "id": 1, "mode": "inline", "network_function": ["firewall"]}],
    }
    apply(bench, document, **OURS)
    there = bench.db.canonical()
    apply(bench, {}, **OURS)
    assert bench.db.canonical() == others
    assert bench.module("topology", {"document": document, **OURS, "batch": 1})["changed"] is True
    assert bench.db.canonical() == there
    twice = {"network_functions": [{"name": "other", "id": 1, "inport": "in", "outport": "out"}]}
    bench.refused("topology", {"document": twice}, "network_functions[0]", "id 1 is that of row", code="invalid_value")


def test_a_collector_goes_with_the_last_sample_that_names_it(bench: Bench) -> None:
    if "Sample_Collector" not in bench.db.schema["tables"]:
        bench.refused("topology", {"document": {"sample_collectors": [{"name": "x", "id": 1}]}}, "needs OVN", code="invalid_value")
        return

    def document(*collectors: str) -> Document:
        rules = [
            {"direction": "to-lport", "priority": n, "match": "ip4", "action": "drop", "sample_new": {"metadata": n, "collectors": [name]}}
            for n, name in enumerate(collectors, 1)
        ]
        names = sorted(set(collectors))
        rows = [{"name": name, "id": number, "set_id": 1, "probability": 100} for number, name in enumerate(("a", "b", "c"), 1) if name in names]
        return {"sample_collectors": rows, "logical_switches": [{"name": "web", "acls": rules}]}

    apply(bench, document("a", "b"), **OURS)
    apply(bench, document("a"), **OURS)
    assert [row["name"] for row in bench.db.rows("Sample_Collector")] == ["a"]
    last = document("a")
    last["logical_switches"][0]["acls"][0]["sample_new"] = {}
    del last["sample_collectors"]
    apply(bench, last, **OURS)
    assert bench.db.rows("Sample_Collector") == bench.db.rows("Sample") == []
    both = document("a", "b")
    both["logical_switches"][0]["acls"][1]["sample_new"]["metadata"] = 0
    bench.refused("topology", {"document": both}, "acls[1].sample_new", "metadata: 0 is not allowed", code="invalid_value")
    both["logical_switches"][0]["acls"][1]["sample_new"]["metadata"] = 1
    bench.refused("topology", {"document": both}, "acls[1].sample_new", "collectors is not what", code="invalid_value")


def test_rows_named_by_uuid(bench: Bench) -> None:
    balancers = [{"uuid": ONE, "name": "www"}, {"uuid": TWO.upper(), "name": "www", "protocol": "udp"}, {"name": "dns"}]
    document: Document = {"load_balancers": balancers, "logical_switches": [{"name": "web", "load_balancer": [ONE, "dns"]}]}
    apply(bench, document)
    assert {row["_uuid"][1] for row in bench.db.rows("Load_Balancer")} >= {ONE, TWO}
    document["logical_switches"][0]["load_balancer"] = ["www"]
    bench.refused("topology", {"document": document}, "logical_switches[0].load_balancer", "several rows of Load_Balancer", code="invalid_value")
    one = {"load_balancers": balancers[:1], "logical_switches": [{"name": "web", "load_balancer": ["www"]}]}
    apply(bench, one)
    assert bench.db.row("Logical_Switch")["load_balancer"] == ["uuid", ONE]
    assert apply(bench, {"load_balancers": [{"uuid": ONE, "name": "other"}]})["counts"]["changed"] == {"Load_Balancer": 1}
    same = {"load_balancers": [{"name": "other"}, {"uuid": ONE}]}
    bench.refused("topology", {"document": same}, "load_balancers[", f"is row {ONE}, and so is load_balancers[", code="invalid_value")
    bench.refused("topology", {"document": {"nb_global": {"uuid": ONE}}}, "nb_global.uuid", code="invalid_value")
    bench.refused("topology", {"document": {"load_balancers": [{"uuid": None}]}}, "name is needed", code="invalid_value")


def test_names_that_look_like_uuids(bench: Bench) -> None:
    """As OpenStack has them."""
    bench.db.ctl("ls-add", "web", "--", "lsp-add", "web", ONE, "--", "pg-add", "group", ONE)
    document = dict(bench.module("topology_info", {})["document"])
    assert apply(bench, document)["changed"] is False
    there = bench.db.canonical()
    bench.db.wipe()
    apply(bench, document)
    assert bench.db.canonical() == there


def test_rows_that_only_their_place_tells_apart(bench: Bench) -> None:
    """What ovn-nbctl lets be twice in one router is exported by uuid."""
    bench.db.ctl("lr-add", "edge")
    bench.db.ctl("--ecmp", "lr-route-add", "edge", "10.0.0.0/8", "192.0.2.1")
    bench.db.ctl("--ecmp", "lr-route-add", "edge", "10.0.0.0/8", "192.0.2.2")
    for dummy in range(2):
        router = bench.db.row("Logical_Router")["_uuid"]
        rule = {"direction": "to-lport", "priority": 1, "match": "ip4", "action": "drop"}
        bench.db.transact(
            {"op": "insert", "table": "Logical_Router_Static_Route", "uuid-name": "r", "row": {"ip_prefix": "10.0.0.0/8", "nexthop": "192.0.2.1"}},
            {"op": "mutate", "table": "Logical_Router", "where": [["_uuid", "==", router]], "mutations": [["static_routes", "insert", ["named-uuid", "r"]]]},
            {"op": "insert", "table": "ACL", "uuid-name": "a", "row": rule},
            {"op": "insert", "table": "Logical_Switch", "row": {"name": f"s{dummy}", "acls": ["named-uuid", "a"]}},
        )
    document = dict(bench.module("topology_info", {})["document"])
    routes = document["logical_routers"][0]["static_routes"]
    assert [("uuid" in route, route["nexthop"]) for route in routes] == [(True, "192.0.2.1")] * 3 + [(False, "192.0.2.2")]
    assert apply(bench, document)["changed"] is False
    there = bench.db.canonical()
    bench.db.wipe()
    apply(bench, document)
    assert bench.db.canonical() == there


def test_what_ovn_ic_keeps_stays(bench: Bench) -> None:
    """ovn-ic's rows are no part of an export, and neither adopted nor pruned, not even with a mark."""
    bench.db.ctl(
        "ls-add", "ts", "--", "set", "Logical_Switch", "ts", "other_config:interconn-ts=ts", "--", "lsp-add", "ts", "far", "--", "lsp-set-type", "far", "remote"
    )
    bench.db.ctl("lr-add", "edge", "--", "lr-route-add", "edge", "10.7.0.0/16", "169.254.0.2", "--", "lsp-add", "ts", "near")
    route = bench.db.row("Logical_Router_Static_Route")["_uuid"][1]
    bench.db.ctl("set", "Logical_Router_Static_Route", route, "external_ids:ic-learned-route=x")
    for table in ("Logical_Switch", "Logical_Router_Static_Route"):
        bench.db.ctl("set", table, bench.db.row(table)["_uuid"][1], "external_ids:northbound.ovn\\:owner=shop")
    before = bench.db.canonical()
    document = dict(bench.module("topology_info", {})["document"])
    assert document["logical_switches"] == [{"name": "ts", "ports": [{"name": "near"}]}]
    assert document["logical_routers"] == [{"name": "edge"}]
    apply(bench, {}, **OURS)
    assert bench.db.canonical() == before
    apply(bench, document, owner="other", adopt=True)
    assert "other" not in str(bench.db.row("Logical_Switch")["external_ids"])
    bench.refused("topology", {"document": {}, "owner": "other", "prune": True}, "Logical_Router edge still has static_routes", code="invalid_value")
    apply(bench, {"logical_routers": [{"name": "edge"}]}, owner="other", prune=True)
    assert [row["name"] for row in bench.db.rows("Logical_Switch_Port")] == ["far"]
    assert len(bench.db.rows("Logical_Router_Static_Route")) == 1


def test_a_row_that_vanishes_between_reading_and_writing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A weak reference to it would vanish in silence: the guard stops that, and the second plan says what is missing."""
    bench.db.ctl("ls-add", "web", "--", "lsp-add", "web", "web-1")
    transact, writes = Client.transact, []

    def overtaken(self: Client, operations: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if any(operation["op"] == "insert" for operation in operations):
            writes.append(operations)
            bench.db.ctl("--if-exists", "lsp-del", "web-1")
        return transact(self, operations)

    monkeypatch.setattr(Client, "transact", overtaken)
    document = {"port_groups": [{"name": "group", "ports": ["web-1"]}]}
    failed = bench.module("topology", {"document": document}, fails=True)
    assert 'no Logical_Switch_Port is named "web-1"' in failed["msg"]
    assert len(writes) == 1
    assert bench.db.rows("Port_Group") == []


def test_every_row_is_in_the_diff(bench: Bench) -> None:
    done = apply(bench, {"meters": [{"name": "logs", "unit": "pktps", "bands": [{"rate": 10}, {"rate": 20}]}]})
    assert sorted(band["rate"] for band in done["diff"]["after"]["meters"]["logs"]["bands"].values()) == [10, 20]


def test_the_diff_tells_what_was_in_rows_that_go(bench: Bench) -> None:
    acl = {"direction": "to-lport", "priority": 1, "match": "ip4", "action": "drop"}
    document: Document = {"logical_switches": [{"name": "web", "ports": [{"name": "web-1", "addresses": ["unknown"]}], "acls": [acl]}]}
    document["port_groups"] = [{"name": "group", "ports": ["web-1"]}]
    apply(bench, document, **OURS)
    before = apply(bench, {}, **OURS)["diff"]["before"]
    port = before["logical_switches"]["web"]["ports"]["web-1"]
    assert (port["addresses"], port["external_ids"]) == (["unknown"], {"northbound.ovn:owner": "shop"})
    assert before["logical_switches"]["web"]["acls"]["to-lport 1 ip4"]["action"] == "drop"
    assert before["port_groups"]["group"]["ports"] == ["web-1"]
