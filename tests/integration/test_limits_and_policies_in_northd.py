# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ovn-northd of every release makes of policies, BFD sessions, limits, mirrors and groups of chassis that the modules wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovn import northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import CACHE, suites
from ansible_collections.northbound.ovn.tests.support.runner import run_module


class Central:
    """The databases and ovn-northd of one release."""

    def __init__(self, folder: Path, release: str) -> None:
        suite = suites()[release]
        self.release = release
        self.nb, self.sb = (Ovsdb(folder, CACHE / "schemas" / suite / f"ovn-{name}.ovsschema", suite=suite) for name in ("nb", "sb"))
        self.northd = northd(folder, self.nb, self.sb, suite)

    def has(self, table: str, column: str) -> bool:
        """Whether the release's Northbound has a column."""
        return table in self.nb.schema["tables"] and column in self.nb.schema["tables"][table]["columns"]

    def module(self, module: str, /, **args: Any) -> None:
        """Run a module and wait until ovn-northd has taken over what it wrote."""
        run_module(module, {"remotes": self.nb.remotes, "sb_remotes": self.sb.remotes, "wait": "sb", **args})

    def flows(self, stage: str) -> list[dict[str, Any]]:
        """The flows of a stage."""
        return [flow for flow in self.sb.rows("Logical_Flow") if dict(flow["external_ids"][1])["stage-name"] == stage]

    def matches(self, stage: str) -> list[str]:
        """What the flows of a stage match."""
        return [str(flow["match"]) for flow in self.flows(stage)]

    def stop(self) -> None:
        """Stop everything."""
        self.northd.stop()
        self.nb.stop()
        self.sb.stop()


@pytest.fixture(params=list(suites()))
def central(request: pytest.FixtureRequest, folder: Path) -> Iterator[Central]:
    """One release with a router of one port."""
    started = Central(folder, request.param)
    started.nb.ctl("lr-add", "edge", "--", "lrp-add", "edge", "edge-wan", "02:00:00:00:01:01", "192.0.2.254/24")
    yield started
    started.stop()


def test_route_and_policy_wait_for_their_peer(central: Central) -> None:
    """Without a chassis the session is down, so that what names it is not used."""
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1"}
    session = "edge-wan 192.0.2.1"
    central.module("bfd", logical_port="edge-wan", dst_ip="192.0.2.1", min_tx=300)
    assert central.nb.row("BFD")["status"] == "admin_down"
    central.module("logical_router_static_route", **route, bfd=session)
    row = central.sb.row("BFD")
    assert (row["logical_port"], row["dst_ip"], row["min_tx"], row["min_rx"], row["detect_mult"]) == ("edge-wan", "192.0.2.1", 300, 1000, 5)
    assert not any("10.9.0.0/16" in match for match in central.matches("lr_in_ip_routing"))
    central.module("logical_router_static_route", **route, bfd="")
    assert any("10.9.0.0/16" in match for match in central.matches("lr_in_ip_routing"))
    if central.has("Logical_Router_Policy", "bfd_sessions"):
        policy = {"router": "edge", "priority": 9, "match": "ip4.src == 10.1.0.0/24"}
        central.module("logical_router_policy", **policy, action="reroute", nexthops=["192.0.2.1"], bfd_sessions=[session])
        assert policy["match"] not in central.matches("lr_in_policy")
        central.module("logical_router_policy", **policy, bfd_sessions=[])
        assert policy["match"] in central.matches("lr_in_policy")


def test_chain_of_policies(central: Central) -> None:
    if not central.has("Logical_Router_Policy", "chain"):
        central.module("logical_router_policy", router="edge", priority=7, match="ip.ttl == 7", action="drop")
        assert "ip.ttl == 7" in central.matches("lr_in_policy")
        return
    central.module("logical_router_policy", router="edge", priority=9, match="ip.ttl == 7", chain="partners", action="reroute", nexthops=["192.0.2.1"])
    central.module("logical_router_policy", router="edge", priority=9, match="ip.ttl == 8", action="jump", jump_chain="partners")
    (inside,) = [match for match in central.matches("lr_in_policy") if "ip.ttl == 7" in match]
    (jump,) = [flow for flow in central.flows("lr_in_policy") if "ip.ttl == 8" in flow["match"]]
    chain = re.fullmatch(r"(reg\S+) == (\d+) && \(ip\.ttl == 7\)", inside)
    assert chain, inside
    register, number = chain.groups()
    assert jump["match"] == f"{register} == 0 && (ip.ttl == 8)"
    assert f"{register}={number};" in jump["actions"]


def test_several_next_hops_lose_their_chain(central: Central) -> None:
    """Why the module refuses them: should ovn-northd keep the chain one day, they can be admitted from that release on."""
    if not central.has("Logical_Router_Policy", "chain"):
        central.module("logical_router_policy", router="edge", priority=7, match="ip.ttl == 7", action="reroute", nexthops=["192.0.2.1", "192.0.2.2"])
    else:
        central.nb.ctl("--chain=partners", "lr-policy-add", "edge", "7", "ip.ttl == 7", "reroute", "192.0.2.1,192.0.2.2")
    central.nb.ctl("--wait=sb", "sync")
    assert "ip.ttl == 7" in central.matches("lr_in_policy")


def test_limits(central: Central) -> None:
    central.module("meter", name="arp-meter", unit="pktps", fair=True, bands=[{"rate": 100, "burst_size": 20}])
    central.module("copp", name="limits", meters={"arp": "arp-meter", "dns": "no-such-meter"})
    central.module("logical_router", name="edge", copp="limits")
    (meter,) = [row for row in central.sb.rows("Meter") if row["name"].startswith("arp-meter")]
    band = central.sb.row("Meter_Band", ["_uuid", "==", meter["bands"]])
    assert (meter["unit"], band["action"], band["rate"], band["burst_size"]) == ("pktps", "drop", 100, 20)
    assert {flow["controller_meter"] for flow in central.flows("lr_in_learn_neighbor") if "put_arp" in flow["actions"]} == {meter["name"]}


def test_mirror(central: Central) -> None:
    central.module("mirror", name="tap", type="gre", filter="to-lport", sink="192.0.2.9", index=7)
    central.nb.ctl("ls-add", "web", "--", "lsp-add", "web", "web-1", "--", "lsp-add", "web", "web-2")
    central.module("logical_switch_port", name="web-1", mirror_rules=["tap"])
    row = central.sb.row("Mirror")
    assert (row["name"], row["type"], row["filter"], row["sink"], row["index"]) == ("tap", "gre", "to-lport", "192.0.2.9", 7)
    if central.has("Mirror", "mirror_rules"):
        rules = [{"priority": 10, "match": "ip.ttl == 7", "action": "skip"}]
        central.module("mirror", name="analyse", type="lport", filter="from-lport", sink="web-2", mirror_rules=rules)
        central.module("logical_switch_port", name="web-1", mirror_rules=["analyse"])
        copied = {flow["match"]: "mirror(" in flow["actions"] for flow in central.flows("ls_in_mirror") if "web-1" in flow["match"]}
        assert copied == {'inport == "web-1"': True, 'inport == "web-1" && (ip.ttl == 7)': False}


def test_group_of_chassis(central: Central) -> None:
    central.module("ha_chassis_group", name="gateways", ha_chassis=[{"chassis_name": "gw1", "priority": 20}, {"chassis_name": "gw2", "priority": 10}])
    central.module("logical_router_port", name="edge-wan", ha_chassis_group="gateways")
    group = central.sb.row("HA_Chassis_Group", ["name", "==", "gateways"])
    assert len(group["ha_chassis"][1]) == 2
    assert {row["priority"] for row in central.sb.rows("HA_Chassis")} == {20, 10}
    assert central.sb.row("Port_Binding", ["logical_port", "==", "cr-edge-wan"])["ha_chassis_group"] == group["_uuid"]
