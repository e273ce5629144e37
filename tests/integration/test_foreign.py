# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ovn-ic, other management systems and daemons keep in the same rows and tables is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

ROUTE = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.254"}


def _refused(bench: Bench, module: str, args: dict[str, Any], mark: str) -> None:
    bench.refused(module, args, "belongs to ovn-ic", mark, code="conflict")


def test_transit_switch(bench: Bench) -> None:
    """Others may work with it, but its own keys stay and it cannot be removed here."""
    bench.both("ls-add ts1", "set Logical_Switch ts1 other_config:interconn-ts=ts1 other_config:requested-tnl-key=16711683 other_config:ic-vxlan_mode=false")
    switch = {"name": "ts1"}
    theirs = {"interconn-ts": "ts1", "requested-tnl-key": "16711683", "ic-vxlan_mode": "false"}
    bench.run(
        "logical_switch",
        [
            Step({**switch, "other_config": {"mcast_snoop": True}}, "set Logical_Switch ts1 other_config:mcast_snoop=true"),
            Step({**switch, "other_config": {}}, "remove Logical_Switch ts1 other_config mcast_snoop"),
            Step({**switch, "other_config": {"requested-tnl-key": 16711683}}, changed=False),
        ],
    )
    assert dict(bench.db.row("Logical_Switch")["other_config"][1]) == theirs
    _refused(bench, "logical_switch", {**switch, "other_config": {"requested-tnl-key": 5}}, "interconn-ts")
    _refused(bench, "logical_switch", {**switch, "other_config": {"requested-tnl-key": None}}, "requested-tnl-key")
    _refused(bench, "logical_switch", {**switch, "state": "absent"}, "interconn-ts")
    bench.refused("logical_switch", {**switch, "other_config": {"ic-vxlan_mode": True}}, "ic-vxlan_mode", "daemons", code="invalid_value")


def test_ordinary_switch_keeps_no_key(bench: Bench) -> None:
    bench.both("ls-add web", "set Logical_Switch web other_config:requested-tnl-key=5")
    bench.run("logical_switch", [Step({"name": "web", "other_config": {}}, "clear Logical_Switch web other_config")])


def test_transit_router(bench: Bench) -> None:
    bench.both("lr-add tr1", "set Logical_Router tr1 options:interconn-tr=tr1 options:requested-tnl-key=16711684")
    bench.run("logical_router", [Step({"name": "tr1", "options": {"chassis": "gw1"}}, "set Logical_Router tr1 options:chassis=gw1")])
    _refused(bench, "logical_router", {"name": "tr1", "options": {"requested-tnl-key": 7}}, "interconn-tr")
    _refused(bench, "logical_router", {"name": "tr1", "state": "absent"}, "interconn-tr")


def test_ports_of_a_transit_router_and_switch(bench: Bench) -> None:
    bench.both("lr-add tr1", "lrp-add tr1 trp 02:00:00:00:00:01 10.1.0.1/24", "set Logical_Router_Port trp options:interconn-tr=trp")
    _refused(bench, "logical_router_port", {"name": "trp", "mac": "02:00:00:00:00:02"}, "interconn-tr")
    _refused(bench, "logical_router_port", {"name": "trp", "state": "absent"}, "interconn-tr")
    bench.both("ls-add ts1", "lsp-add ts1 tsp", "set Logical_Switch_Port tsp options:interconn-tsp=tsp")
    _refused(bench, "logical_switch_port", {"name": "tsp", "addresses": ["unknown"]}, "interconn-tsp")
    _refused(bench, "logical_switch_port", {"name": "tsp", "state": "absent"}, "interconn-tsp")
    bench.run("logical_switch_port", [Step({"name": "tsp", "switch": "ts1"}, changed=False)])


def test_remote_port(bench: Bench) -> None:
    """ovn-ic makes ports of type remote; whoever makes them himself says so."""
    bench.both("ls-add ts1", "lsp-add ts1 far", "lsp-set-type far remote")
    _refused(bench, "logical_switch_port", {"name": "far", "addresses": ["unknown"]}, "type: remote")
    _refused(bench, "logical_switch_port", {"name": "far", "state": "absent"}, "type: remote")
    own = {"name": "far", "type": "remote"}
    bench.run(
        "logical_switch_port",
        [Step({**own, "addresses": ["unknown"]}, "lsp-set-addresses far unknown"), Step({**own, "state": "absent"}, "lsp-del far")],
    )


def test_learned_route(bench: Bench) -> None:
    """A route of one's own stands beside the one that ovn-ic has learned, and removing it leaves that."""
    bench.both(
        "lr-add edge",
        "lr-route-add edge 10.9.0.0/16 192.0.2.254",
        "set Logical_Router_Static_Route {Logical_Router_Static_Route} external_ids:ic-learned-route=x",
    )
    bench.run("logical_router_static_route", [Step({**ROUTE, "state": "absent"}, changed=False), Step(ROUTE, row={"nexthop": "192.0.2.254"})])
    assert len(bench.db.rows("Logical_Router_Static_Route")) == 2
    bench.run("logical_router_static_route", [Step({**ROUTE, "state": "absent"})])
    (learned,) = bench.db.rows("Logical_Router_Static_Route")
    assert learned["external_ids"] == ["map", [["ic-learned-route", "x"]]]


def test_learned_address_set(bench: Bench) -> None:
    bench.both("create Address_Set name=far addresses=10.0.0.1 external_ids:ic-learnt=true")
    _refused(bench, "address_set", {"name": "far", "addresses": []}, "ic-learnt")
    _refused(bench, "address_set", {"name": "far", "state": "absent"}, "ic-learnt")


@pytest.mark.parametrize("key", ["neutron:revision_number", "k8s.ovn.org/owner-type"])
def test_keys_of_other_management_systems(bench: Bench, key: str) -> None:
    bench.both("ls-add web", f"set Logical_Switch web 'external_ids:\"{key}\"=1'")
    bench.run("logical_switch", [Step({"name": "web", "external_ids": {"owner": "shop"}}, "set Logical_Switch web external_ids:owner=shop")])
    assert dict(bench.db.row("Logical_Switch")["external_ids"][1])[key] == "1"


def test_what_daemons_write_is_no_difference(bench: Bench) -> None:
    """ovn-northd fills in columns and keys; a task that says nothing of them changes nothing."""
    bench.both("ls-add web", "lsp-add web web-1")
    bench.both("set Logical_Switch_Port web-1 up=true tag=7 'dynamic_addresses=\"02:00:00:00:00:01 10.1.0.2\"'")
    bench.both("set NB_Global . options:max_tunid=9 options:northd_internal_version=1 options:mac_prefix=0a:0b:0c options:svc_monitor_mac=02:00:00:00:00:09")
    bench.run("logical_switch_port", [Step({"name": "web-1", "addresses": ["dynamic"]}, "lsp-set-addresses web-1 dynamic")])
    bench.run("nb_global", [Step({"options": {}}, changed=False)])
    port = bench.db.row("Logical_Switch_Port")
    assert (port["up"], port["tag"], port["dynamic_addresses"]) == (True, 7, "02:00:00:00:00:01 10.1.0.2")
