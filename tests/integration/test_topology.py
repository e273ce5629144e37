# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""topology and topology_info against a real server."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.processes import at_once
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.steps import Bench

Document = dict[str, Any]
MAC = "02:00:00:00:00:"


def shop() -> Document:
    """A document with something of nearly everything that the oldest release has."""
    ports: list[Document] = [{"name": f"web-{n}", "addresses": [f"{MAC}0{n} 10.1.0.1{n}"], "dhcpv4_options": "leases"} for n in (1, 2, 3)]
    return {
        "nb_global": {"name": "zone-1", "options": {"northd_probe_interval": 5000}},
        "meters": [{"name": "logs", "unit": "pktps", "bands": [{"rate": 10}]}],
        "copps": [{"name": "limits", "meters": {"arp": "logs"}}],
        "address_sets": [{"name": "admins", "addresses": ["10.9.0.0/24"]}],
        "dhcp_options": [
            {"name": "leases", "cidr": "10.1.0.0/24", "options": {"server_id": "10.1.0.1", "server_mac": f"{MAC}ff", "lease_time": 60}},
        ],
        "dns": [{"name": "zone", "records": {"www.example.org": "10.1.0.11"}}],
        "ha_chassis_groups": [{"name": "gateways", "ha_chassis": [{"chassis_name": "h1", "priority": 2}, {"chassis_name": "h2", "priority": 1}]}],
        "mirrors": [{"name": "tap", "type": "gre", "filter": "to-lport", "sink": "192.0.2.9", "index": 1}],
        "bfd": [{"logical_port": "edge-wan", "dst_ip": "192.0.2.254"}],
        "load_balancers": [{"name": "www", "vips": {"192.0.2.80:80": "10.1.0.11:80"}, "health_checks": [{"vip": "192.0.2.80:80"}]}],
        "load_balancer_groups": [{"name": "balancers", "load_balancer": ["www"]}],
        "logical_switches": [
            {
                "name": "web",
                "other_config": {"mcast_snoop": True},
                "dns_records": ["zone"],
                "copp": "limits",
                "load_balancer_group": ["balancers"],
                "ports": [*ports, {"name": "web-edge", "type": "router", "addresses": ["router"], "options": {"router-port": "edge-web"}}],
                "acls": [
                    {"direction": "to-lport", "priority": 1000, "match": "outport == @web", "action": "drop", "meter": "logs"},
                    {"direction": "from-lport", "priority": 9, "match": "ip4", "action": "allow", "apply_after_lb": True},
                ],
                "qos_rules": [{"direction": "to-lport", "priority": 7, "match": "ip4", "action": {"dscp": 10}, "bandwidth": {"rate": 100}}],
            },
            {"name": "app", "ports": [{"name": "app-1", "mirror_rules": ["tap"]}]},
        ],
        "logical_routers": [
            {
                "name": "edge",
                "load_balancer": ["www"],
                "ports": [
                    {"name": "edge-web", "mac": f"{MAC}f1", "networks": ["10.1.0.1/24"]},
                    {"name": "edge-wan", "mac": f"{MAC}f2", "networks": ["192.0.2.2/24"], "gateway_chassis": [{"chassis_name": "h1", "priority": 5}]},
                ],
                "static_routes": [{"ip_prefix": "0.0.0.0/0", "nexthop": "192.0.2.254", "bfd": "edge-wan 192.0.2.254"}],
                "policies": [{"priority": 5, "match": "ip4.src == 10.1.0.13", "action": "reroute", "nexthops": ["192.0.2.253"]}],
                "nat": [
                    {"type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24", "gateway_port": "edge-wan"},
                    {"type": "dnat_and_snat", "external_ip": "192.0.2.11", "logical_ip": "10.1.0.11", "allowed_ext_ips": "admins"},
                ],
            }
        ],
        "static_mac_bindings": [{"logical_port": "edge-wan", "ip": "192.0.2.254", "mac": f"{MAC}fe"}],
        "port_groups": [{"name": "web", "ports": ["web-1", "web-2"], "acls": [{"direction": "to-lport", "priority": 1, "match": "ip4", "action": "allow"}]}],
    }


def apply(bench: Bench, document: Document, check: bool = False, **options: Any) -> Result:
    """In check mode, for real, again: what is foretold comes true and is nothing to do the second time."""
    args = {"document": document, **options}
    stamp = bench.db.stamp()
    foretold = bench.module("topology", args, check=True)
    assert bench.db.stamp() == stamp
    if check:
        return foretold
    done = bench.module("topology", args)
    assert {**done, "invocation": 0} == {**foretold, "invocation": 0}
    assert (bench.db.stamp() != stamp) is done["changed"]
    stamp = bench.db.stamp()
    again = bench.module("topology", args)
    assert (again["changed"], again["diff"]["before"], again["diff"]["after"]) == (False, {}, {}), again
    assert bench.db.stamp() == stamp
    return done


def shuffled(value: Any, dice: random.Random) -> Any:
    """The same document in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(inner, dice)) for key, inner in value.items()]
        dice.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        copied = [shuffled(inner, dice) for inner in value]
        dice.shuffle(copied)
        return copied
    return value


def export(bench: Bench, **options: Any) -> Document:
    return dict(bench.module("topology_info", options)["document"])


def test_a_whole_network(bench: Bench) -> None:
    done = apply(bench, shop())
    counts = done["counts"]["created"]
    assert (counts["Logical_Switch"], counts["Logical_Switch_Port"], counts["ACL"], counts["NAT"], counts["HA_Chassis"]) == (2, 5, 3, 2, 2)
    assert done["diff"]["after"]["logical_switches"]["web"]["ports"]["web-1"]["dhcpv4_options"] == "leases"
    for seed in range(5):
        assert bench.module("topology", {"document": shuffled(shop(), random.Random(seed))})["changed"] is False


def test_the_modules_agree(bench: Bench) -> None:
    """What the document made is what the modules would make, and the other way round."""
    apply(bench, shop())
    for switch in shop()["logical_switches"]:
        for port in switch["ports"]:
            assert bench.module("logical_switch_port", {"switch": switch["name"], **port})["changed"] is False
        for acl in switch.get("acls", []):
            assert bench.module("acl", {"switch": switch["name"], **acl})["changed"] is False
    for nat in shop()["logical_routers"][0]["nat"]:
        assert bench.module("nat", {"router": "edge", **nat})["changed"] is False


def test_round_trip(bench: Bench) -> None:
    """Exported and applied where it came from: no change. On an empty database: an equal one."""
    apply(bench, shop())
    document = export(bench)
    assert json.loads(json.dumps(document)) == document
    assert apply(bench, document)["changed"] is False
    there = bench.db.canonical()
    bench.db.wipe()
    apply(bench, document)
    assert bench.db.canonical() == there
    assert export(bench) == document


def test_rows_without_a_name_of_their_own(bench: Bench) -> None:
    """Two switches of one name and DHCP options without any are told by their uuid, here and on an empty database."""
    bench.db.ctl("ls-add", "web")
    bench.db.ctl("--add-duplicate", "ls-add", "web")
    bench.db.ctl("ls-add", "app", "--", "lsp-add", "app", "app-1", "--", "dhcp-options-create", "10.1.0.0/24")
    uuid = bench.db.row("DHCP_Options")["_uuid"][1]
    bench.db.ctl("lsp-set-dhcpv4-options", "app-1", uuid)
    document = export(bench)
    assert document["logical_switches"][0]["ports"] == [{"name": "app-1", "dhcpv4_options": uuid}]
    assert apply(bench, document)["changed"] is False
    there = bench.db.canonical()
    bench.db.wipe()
    apply(bench, document)
    assert bench.db.canonical() == there


def test_change_and_partial_documents(bench: Bench) -> None:
    apply(bench, shop())
    before = bench.db.canonical()
    port = {"logical_switches": [{"name": "web", "ports": [{"name": "web-2", "enabled": False}]}]}
    done = apply(bench, port)
    assert done["counts"] == {"created": {}, "changed": {"Logical_Switch_Port": 1}, "removed": {}}
    assert done["diff"]["before"] == {"logical_switches": {"web": {"ports": {"web-2": {"enabled": None}}}}}
    assert done["diff"]["after"] == {"logical_switches": {"web": {"ports": {"web-2": {"enabled": False}}}}}
    port["logical_switches"][0]["ports"][0]["enabled"] = True
    apply(bench, port)
    bench.db.ctl("clear", "Logical_Switch_Port", "web-2", "enabled")
    assert bench.db.canonical() == before
    inline = {"ha_chassis_groups": [{"name": "gateways", "ha_chassis": [{"chassis_name": "h2", "priority": 9}]}]}
    done = apply(bench, inline)
    assert done["counts"] == {"created": {}, "changed": {"HA_Chassis": 1}, "removed": {"HA_Chassis": 1}}


def test_owner_and_prune(bench: Bench) -> None:
    bench.db.ctl("ls-add", "theirs", "--", "lsp-add", "theirs", "theirs-1")
    others = bench.db.canonical()
    apply(bench, shop(), owner="shop", prune=True)
    smaller = shop()
    del smaller["logical_switches"][0]["ports"][2]
    del smaller["logical_switches"][0]["acls"][0]
    smaller["logical_routers"][0]["static_routes"] = []
    smaller["static_mac_bindings"] = []
    done = apply(bench, smaller, owner="shop", prune=True)
    removed = {"ACL": 1, "Logical_Router_Static_Route": 1, "Logical_Switch_Port": 1, "Static_MAC_Binding": 1}
    assert done["counts"]["removed"] == removed
    done = apply(bench, {"nb_global": {"name": "", "options": {"northd_probe_interval": None}}}, owner="shop", prune=True)
    assert done["counts"]["removed"]["Logical_Switch"] == 2
    assert bench.db.canonical() == others, "what others have stays, and nothing of ours is left"


def test_two_owners_share_a_switch(bench: Bench) -> None:
    def document(owner: str, *ports: str) -> Document:
        return {"logical_switches": [{"name": "shared", "ports": [{"name": f"{owner}-{port}"} for port in ports]}]}

    apply(bench, document("a", "1", "2"), owner="a", prune=True)
    apply(bench, document("b", "1"), owner="b", prune=True)
    apply(bench, document("a", "2"), owner="a", prune=True)
    assert {row["name"] for row in bench.db.rows("Logical_Switch_Port")} == {"a-2", "b-1"}
    gone: Document = {"document": {}, "owner": "a", "prune": True}
    bench.refused("topology", gone, "prune", "Logical_Switch shared", "ports", "not a's")
    apply(bench, {}, owner="b", prune=True)
    apply(bench, {}, owner="a", prune=True)
    assert bench.db.rows("Logical_Switch") == []


def test_prune_limit(bench: Bench) -> None:
    names = [{"name": f"s{n}"} for n in range(20)]
    apply(bench, {"logical_switches": names}, owner="shop", prune=True)
    few: Document = {"logical_switches": names[3:]}
    for limit in ("2", "10%"):
        args = {"document": few, "owner": "shop", "prune": True, "prune_limit": limit}
        bench.refused("topology", args, "prune_limit", limit, "20 rows", "3 would be", "Logical_Switch s0", code="invalid_value")
    apply(bench, few, owner="shop", prune=True, prune_limit="15%")
    bench.refused("topology", {"document": {}, "owner": "shop", "prune": True, "prune_limit": "few"}, "prune_limit", '"few"', "percentage")


def test_adopt(bench: Bench) -> None:
    bench.db.ctl("ls-add", "web", "--", "lsp-add", "web", "web-1")
    document: Document = {"logical_switches": [{"name": "web", "ports": [{"name": "web-1"}]}]}
    assert apply(bench, document, owner="shop")["changed"] is False
    apply(bench, document, owner="shop", adopt=True)
    assert apply(bench, document, owner="other", adopt=True)["changed"] is False, "what has an owner keeps it"
    del document["logical_switches"][0]["ports"]
    apply(bench, document, owner="shop", prune=True)
    assert bench.db.rows("Logical_Switch_Port") == []


def test_mark_stays_when_a_map_is_cleared(bench: Bench) -> None:
    document: Document = {"logical_switches": [{"name": "web", "external_ids": {"a": "b"}}]}
    apply(bench, document, owner="shop")
    document["logical_switches"][0]["external_ids"] = {}
    apply(bench, document, owner="shop")
    assert bench.db.row("Logical_Switch")["external_ids"] == ["map", [["northbound.ovn:owner", "shop"]]]
    bench.module("logical_switch", {"name": "web", "external_ids": {}})
    assert bench.db.row("Logical_Switch")["external_ids"] == ["map", [["northbound.ovn:owner", "shop"]]]


def test_export_of_one_owner_and_of_named_roots(bench: Bench) -> None:
    mine: Document = {"logical_switches": [{"name": "shared", "ports": [{"name": "mine"}]}, {"name": "own", "external_ids": {"a": "b"}}]}
    bench.db.ctl("ls-add", "shared", "--", "lsp-add", "shared", "theirs", "--", "ls-add", "other")
    apply(bench, mine, owner="shop")
    assert export(bench, owner="shop") == {"logical_switches": sorted(mine["logical_switches"], key=lambda row: str(row["name"]))}
    assert export(bench, roots={"logical_switches": ["own"]})["logical_switches"][0]["name"] == "own"
    bench.refused("topology_info", {"roots": {"logical_switches": ["nowhere"]}}, "roots", "nowhere", code="not_found")
    bench.refused("topology_info", {"roots": {"switches": []}}, "roots", "switches", code="invalid_value")


def test_src(bench: Bench, folder: Path) -> None:
    for name, text in (("shop.json", json.dumps(shop())), ("shop.yml", "logical_switches:\n  - name: web\n    ports: [{name: web-9}]\n")):
        (folder / name).write_text(text)
        assert bench.module("topology", {"src": str(folder / name)})["changed"] is True
        assert bench.module("topology", {"src": str(folder / name)})["changed"] is False
    (folder / "bad.yml").write_text("a: [")
    bench.refused("topology", {"src": str(folder / "bad.yml")}, "src", "bad.yml", "not YAML", code="invalid_value")
    bench.refused("topology", {"src": "/nonexistent"}, "src", "/nonexistent", code="invalid_value")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("logical_switches.0.ports.0.addresses", ["10.0.0.300"], ("logical_switches[0].ports[0].addresses", '"10.0.0.300"')),
        ("logical_switches.0.prots", [], ("logical_switches[0].prots", "did you mean ports?")),
        ("logical_swiches", [], ("logical_swiches", "did you mean logical_switches?")),
        ("logical_switches.1.name", "web", ("logical_switches[1]", "listed twice", "logical_switches[0]")),
        ("logical_routers.0.nat.0.logical_ip", "nonsense", ("logical_routers[0].nat[0].logical_ip", '"nonsense"')),
        ("logical_switches.0.acls.0.action", "perhaps", ("logical_switches[0].acls[0].action", '"perhaps" is none of')),
        ("logical_switches.0.acls.0.priority", "high", ("logical_switches[0].acls[0].priority", "an integer", "'high'")),
        ("logical_switches.0.ports", {"name": "x"}, ("logical_switches[0].ports", "a list of rows", "a dictionary")),
        ("logical_switches.0.ports.0", "web-1", ("logical_switches[0].ports[0]", "a dictionary", '"web-1"')),
        ("logical_switches.0.ports.0.name", None, ("logical_switches[0].ports[0]", "name is needed")),
        ("port_groups.0.ports", ["nobody"], ("port_groups[0].ports", 'named "nobody"')),
        ("logical_routers.0.ports.0.mac", None, ("logical_routers[0].ports[0]", "mac: needed to create")),
        ("load_balancers.0.health_checks", [{"vip": "192.0.2.81:80"}], ("load_balancers[0]", "192.0.2.81:80 is none of vips")),
        ("nb_global.options", {"max_tunid": 1}, ("nb_global.options", "max_tunid", "daemons")),
    ],
)
def test_wrong_documents(bench: Bench, path: str, value: Any, words: tuple[str, ...]) -> None:
    document = shop()
    place: Any = document
    *way, last = path.split(".")
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    bench.refused("topology", {"document": document}, *words, code="invalid_value")


def test_all_problems_at_once(bench: Bench) -> None:
    document = shop()
    document["logical_switches"][0]["ports"][0]["addresses"] = ["bad"]
    document["logical_switches"][0]["ports"][1]["port_security"] = ["worse"]
    document["address_sets"][0]["addresses"] = ["worst"]
    bench.refused("topology", {"document": document}, "3 things are wrong", "ports[0].addresses", "ports[1].port_security", "address_sets[0].addresses")


def test_document_of_a_newer_release(bench: Bench) -> None:
    document: Document = {"sample_collectors": [{"name": "ipfix", "id": 1, "set_id": 1, "probability": 100}]}
    if bench.db.schema["version"] == "7.0.0":
        bench.refused("topology", {"document": document}, "sample_collectors[0]", "needs OVN 24.09 or newer")
        return
    document["logical_switches"] = [
        {
            "name": "web",
            "acls": [
                {"direction": "to-lport", "priority": n, "match": "ip4", "action": "drop", "sample_new": {"metadata": 7, "collectors": ["ipfix"]}}
                for n in (1, 2)
            ],
        }
    ]
    done = apply(bench, document)
    assert done["counts"]["created"] == {"ACL": 2, "Logical_Switch": 1, "Sample": 1, "Sample_Collector": 1}
    there = bench.db.canonical()
    exported = export(bench)
    bench.db.wipe()
    apply(bench, exported)
    assert bench.db.canonical() == there


def test_rules_of_nat_that_stand_in_each_others_way(bench: Bench) -> None:
    def document(*networks: str) -> Document:
        nat = [{"type": "snat", "external_ip": f"192.0.2.{number}", "logical_ip": network} for number, network in enumerate(networks, 1)]
        return {"logical_routers": [{"name": "edge", "nat": nat}]}

    bench.refused("topology", {"document": document("10.1.0.0/24", "10.1.0.0/24")}, "logical_routers[0].nat[1]", "logical_routers[0].nat[0] already has")
    apply(bench, document("10.1.0.0/24"))
    other = document("10.9.0.0/24", "10.1.0.0/24")
    bench.refused("topology", {"document": other}, "logical_routers[0].nat[1]", "already has")


def test_batches_leave_the_same(bench: Bench) -> None:
    apply(bench, shop(), owner="shop")
    there = bench.db.canonical()
    bench.db.wipe()
    done = bench.module("topology", {"document": shop(), "owner": "shop", "batch": 3})
    assert bench.db.canonical() == there
    assert done["counts"]["created"]["Logical_Switch_Port"] == 5
    assert bench.module("topology", {"document": shop(), "owner": "shop", "batch": 3})["changed"] is False
    bench.refused("topology", {"document": shop(), "batch": 0}, "batch", "0")


def test_ten_runs_at_once(bench: Bench) -> None:
    args = {"remotes": bench.db.remotes, "document": shop(), "owner": "shop", "prune": True}
    results = at_once([[("topology", copy.deepcopy(args))] for dummy in range(10)])
    assert [run[0]["changed"] for run in results].count(True) == 1
    assert len(bench.db.rows("Logical_Switch")) == 2


def test_diff_of_many_rows_is_short(bench: Bench) -> None:
    document: Document = {"logical_switches": [{"name": f"s{n}"} for n in range(300)]}
    after = bench.module("topology", {"document": document})["diff"]["after"]
    assert "Logical_Switch: 300 rows created" in after
    assert len(after["logical_switches"]) == 3
