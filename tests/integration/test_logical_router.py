# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""logical_router and logical_router_port against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

ROUTER, PORT = "logical_router", "logical_router_port"
MAC = "02:00:00:00:01:01"


def test_life_of_a_router(bench: Bench) -> None:
    bench.run(
        ROUTER,
        [
            Step({"name": "edge"}, "lr-add edge", row={"name": "edge", "options": {}, "enabled": None}),
            Step({"name": "edge", "enabled": True}, changed=False),
            Step(
                {"name": "edge", "options": {"chassis": "gw1", "always_learn_from_arp_request": False}, "enabled": False},
                "set Logical_Router edge options:chassis=gw1 options:always_learn_from_arp_request=false enabled=false",
                row={"options": {"chassis": "gw1", "always_learn_from_arp_request": "false"}, "enabled": False},
            ),
            Step({"name": "edge", "options": {"chassis": None}}, "remove Logical_Router edge options chassis"),
            Step(
                {"name": "edge", "options": {}, "external_ids": {"owner": "shop"}},
                "clear Logical_Router edge options -- set Logical_Router edge external_ids:owner=shop",
            ),
            Step({"name": "edge", "state": "absent"}, "lr-del edge"),
            Step({"name": "edge", "state": "absent"}, changed=False),
        ],
    )


def test_key_of_ovn_ic_is_kept(bench: Bench) -> None:
    bench.both("lr-add tr1", "set Logical_Router tr1 options:interconn-tr=tr1 options:chassis=gw1")
    bench.refused(ROUTER, {"name": "tr1", "options": {"interconn-tr": "x"}}, "interconn-tr")
    bench.run(ROUTER, [Step({"name": "tr1", "options": {}}, "remove Logical_Router tr1 options chassis")])


def test_two_of_one_name(bench: Bench) -> None:
    bench.both("lr-add edge", "--add-duplicate lr-add edge")
    uuids = [row["_uuid"][1] for row in bench.db.rows("Logical_Router")]
    bench.refused(ROUTER, {"name": "edge", "enabled": False}, *uuids, code="ambiguous")
    bench.refused(PORT, {"router": "edge", "name": "p", "mac": MAC, "networks": ["10.1.0.1/24"]}, "router", *uuids, code="ambiguous")
    bench.run(PORT, [Step({"router": uuids[0], "name": "p", "mac": MAC, "networks": ["10.1.0.1/24"]})])


def test_life_of_a_router_port(bench: Bench) -> None:
    bench.both("lr-add edge")
    port = {"router": "edge", "name": "edge-web"}
    bench.run(
        PORT,
        [
            Step(
                {**port, "mac": MAC, "networks": ["10.1.0.1/24", "2001:db8::1/64"]},
                f"lrp-add edge edge-web {MAC} 10.1.0.1/24 2001:db8::1/64",
                row={"router": "edge", "mac": MAC, "networks": ["10.1.0.1/24", "2001:db8::1/64"], "gateway_chassis": []},
            ),
            Step({**port, "mac": MAC.upper(), "networks": ["2001:DB8:0::1/64", "10.1.0.1/24"]}, changed=False),
            Step({**port, "networks": ["10.1.0.1/24"]}, "set Logical_Router_Port edge-web networks=10.1.0.1/24"),
            Step(
                {**port, "options": {"gateway_mtu": 1400}, "ipv6_ra_configs": {"address_mode": "slaac"}, "peer": "other"},
                "set Logical_Router_Port edge-web options:gateway_mtu=1400 ipv6_ra_configs:address_mode=slaac peer=other",
            ),
            Step({**port, "options": {}, "peer": "", "ipv6_ra_configs": {}}, "clear Logical_Router_Port edge-web options peer ipv6_ra_configs"),
            Step({**port, "enabled": False}, "lrp-set-enabled edge-web disabled"),
            Step({"name": "edge-web", "state": "absent"}, "lrp-del edge-web"),
            Step({**port, "state": "absent"}, changed=False),
        ],
    )


def test_gateway_chassis(bench: Bench) -> None:
    bench.both("lr-add edge")
    port = {"router": "edge", "name": "edge-out"}
    one, two = {"chassis_name": "gw1", "priority": 20}, {"chassis_name": "gw2", "priority": 10}
    bench.run(
        PORT,
        [
            Step(
                {**port, "mac": MAC, "networks": ["192.0.2.1/24"], "gateway_chassis": [one, two]},
                (
                    f"lrp-add edge edge-out {MAC} 192.0.2.1/24",
                    "lrp-set-gateway-chassis edge-out gw1 20",
                    "lrp-set-gateway-chassis edge-out gw2 10",
                ),
            ),
            Step({**port, "gateway_chassis": [two, one]}, changed=False),
            Step({**port, "gateway_chassis": [{**one, "priority": 5}, two]}, "lrp-set-gateway-chassis edge-out gw1 5"),
            Step(
                {**port, "gateway_chassis": [two, {"chassis_name": "gw3", "priority": 30}]},
                "lrp-del-gateway-chassis edge-out gw1 -- lrp-set-gateway-chassis edge-out gw3 30",
            ),
            Step({**port, "options": {"redirect-type": "bridged"}}, "lrp-set-redirect-type edge-out bridged"),
            Step({**port, "gateway_chassis": []}, "lrp-del-gateway-chassis edge-out gw2 -- lrp-del-gateway-chassis edge-out gw3"),
            Step({**port, "state": "absent"}, "lrp-del edge-out"),
        ],
    )


def test_gateway_chassis_is_changed_in_place(bench: Bench) -> None:
    bench.both("lr-add edge", f"lrp-add edge edge-out {MAC} 192.0.2.1/24", "lrp-set-gateway-chassis edge-out gw1 20")
    uuid = bench.db.row("Gateway_Chassis")["_uuid"]
    # what somebody else calls it does not matter, and stays
    bench.both("set Gateway_Chassis {Gateway_Chassis} name=theirs")
    bench.run(
        PORT, [Step({"name": "edge-out", "gateway_chassis": [{"chassis_name": "gw1", "priority": 7}]}, "set Gateway_Chassis {Gateway_Chassis} priority=7")]
    )
    assert bench.db.row("Gateway_Chassis")["_uuid"] == uuid


def test_ha_chassis_group_instead_of_gateway_chassis(bench: Bench) -> None:
    bench.both("lr-add edge", f"lrp-add edge edge-out {MAC} 192.0.2.1/24", "lrp-set-gateway-chassis edge-out gw1 20", "ha-chassis-group-add out")
    bench.refused(PORT, {"name": "edge-out", "ha_chassis_group": "out"}, "gateway_chassis", "ha_chassis_group", "clear")
    bench.run(
        PORT,
        [
            Step(
                {"name": "edge-out", "ha_chassis_group": "out", "gateway_chassis": []},
                "set Logical_Router_Port edge-out ha_chassis_group={HA_Chassis_Group} -- clear Logical_Router_Port edge-out gateway_chassis",
                row={"ha_chassis_group": "out"},
            ),
            Step({"name": "edge-out", "ha_chassis_group": ""}, "clear Logical_Router_Port edge-out ha_chassis_group"),
        ],
    )


def test_port_of_another_router(bench: Bench) -> None:
    bench.both("lr-add edge", "lr-add core", f"lrp-add edge p {MAC} 10.1.0.1/24")
    bench.refused(PORT, {"router": "core", "name": "p", "mac": MAC, "networks": ["10.1.0.1/24"]}, "already in router edge", code="conflict")


def test_wrong_input(bench: Bench) -> None:
    bench.both("lr-add edge")
    port = {"router": "edge", "name": "p", "mac": MAC, "networks": ["10.1.0.1/24"]}
    for mac in ("02:00:00:00:01", "02-00-00-00-01-01", "0200.0000.0101", "zz:00:00:00:01:01", ""):
        result = bench.refused(PORT, {**port, "mac": mac}, "mac", f'"{mac}"', "02:00:00:00:00:01", code="invalid_value")
        assert result["failure"]["column"] == "mac"
    for network in ("10.1.0.1", "10.1.0.1/33", "10.1.0.1/", "10.1.0/24", "2001:db8::1/129", "edge"):
        bench.refused(PORT, {**port, "networks": [network]}, "networks", f'"{network}"', code="invalid_value")
    bench.refused(PORT, {key: value for key, value in port.items() if key != "mac"}, "mac", "create")
    bench.refused(PORT, {**port, "router": "nowhere"}, "router", "'nowhere'", code="not_found")
    bench.refused(PORT, {**port, "options": {"redirect-type": "bridge"}}, "options", "redirect-type", '"bridge"', "bridged", code="invalid_value")
    bench.refused(PORT, {**port, "gateway_chassis": [{"priority": 1}]}, "chassis_name")
    twice = [{"chassis_name": "gw1"}, {"chassis_name": "gw1", "priority": 3}]
    bench.refused(PORT, {**port, "gateway_chassis": twice}, "gateway_chassis[1]", "gw1", "twice")
    bench.refused(PORT, {**port, "gateway_chassis": [{"chassis_name": "gw1", "priority": 40000}]}, "priority", "40000", code="invalid_value")


def test_column_of_a_newer_release(bench: Bench) -> None:
    port = {"router": "edge", "name": "p", "mac": MAC, "networks": ["10.1.0.1/24"], "dhcp_relay": "relay"}
    bench.both("lr-add edge")
    if bench.db.schema["version"] == "7.0.0":
        words = "dhcp_relay: needs OVN 24.09 or newer (schema 7.6.0); this server has 7.0.0"
        bench.refused(PORT, port, words, code="schema_mismatch")
    else:
        bench.db.insert("DHCP_Relay", {"name": "relay", "servers": "192.0.2.53"})
        bench.run(PORT, [Step(port, row={"dhcp_relay": "relay"})])
