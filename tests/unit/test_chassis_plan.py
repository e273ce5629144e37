# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the role ovn_controller makes of facts and variables, and what it refuses in which words."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.filter.chassis_plan import chassis_plan

FACTS: dict[str, Any] = {
    "interfaces": ["lo", "eth0", "eth-1", "eth2"],
    "lo": {"device": "lo", "ipv4": {"address": "127.0.0.1"}},
    "eth0": {
        "device": "eth0",
        "macaddress": "02:00:00:00:00:01",
        "ipv4": {"address": "192.0.2.21"},
        "ipv6": [{"address": "fe80::1", "scope": "link"}, {"address": "2001:db8::21", "scope": "global"}],
    },
    "eth_1": {
        "device": "eth-1",
        "macaddress": "02:00:00:00:00:02",
        "ipv4": {"address": "198.51.100.21"},
        "ipv4_secondaries": [{"address": "198.51.100.22"}],
    },
    "eth2": {"device": "eth2", "macaddress": "02:00:00:00:00:03"},
    "default_ipv4": {"address": "192.0.2.21"},
}
SETTINGS: dict[str, Any] = {
    "sb_remotes": ["ssl:192.0.2.1:6642"],
    "tls": True,
    "address": "",
    "encap_types": ["geneve"],
    "datapath": "system",
    "underlay_bridge": "br-phy",
    "underlay_interface": "",
    "bridge_mappings": [],
}


def plan(facts: dict[str, Any] | None = None, **settings: Any) -> dict[str, Any]:
    return chassis_plan(FACTS if facts is None else facts, {**SETTINGS, **settings})


@pytest.mark.parametrize(
    ("settings", "ips"),
    [
        ({}, ["192.0.2.21"]),
        ({"address": "2001:DB8::21"}, ["2001:db8::21"]),
        ({"encap_interface": "eth-1"}, ["198.51.100.21"]),
        ({"encap_network": "198.51.100.0/24"}, ["198.51.100.21", "198.51.100.22"]),
        ({"encap_network": "2001:db8::/64"}, ["2001:db8::21"]),
        ({"encap_ips": ["198.51.100.22", "192.0.2.21"]}, ["198.51.100.22", "192.0.2.21"]),
    ],
)
def test_addresses_of_tunnels(settings: dict[str, Any], ips: list[str]) -> None:
    made = plan(**settings)
    assert made["problems"] == []
    assert made["encap_ips"] == ips


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"encap_interface": "eth9"}, ("ovn_controller_encap_interface: eth9", "192.0.2.21 (eth0)", "Name another interface")),
        ({"encap_interface": "eth2"}, ("ovn_controller_encap_interface: eth2", "give the interface an address")),
        ({"encap_network": "203.0.113.0/24"}, ("ovn_controller_encap_network", "203.0.113.0/24", "198.51.100.21 (eth-1)")),
        ({"encap_network": "198.51.100.1/24"}, ("ovn_controller_encap_network", "198.51.100.1/24", "192.0.2.0/24")),
        ({"encap_ips": ["203.0.113.5"]}, ("ovn_controller_encap_ips", "203.0.113.5", "ovn_controller_encap_network")),
        ({"encap_ips": ["198.51.100.21/24"]}, ("ovn_controller_encap_ips", "198.51.100.21/24", "without prefix length")),
        ({"address": "203.0.113.5"}, ("ovn_address", "203.0.113.5")),
        ({"encap_ips": ["192.0.2.21"], "encap_interface": "eth0"}, ("ovn_controller_encap_interface and ovn_controller_encap_ips", "one of them")),
        ({"encap_types": []}, ("ovn_controller_encap_types", "geneve")),
        ({"sb_remotes": []}, ("ovn_controller_sb_remotes", "ovn_central")),
        ({"sb_remotes": ["tcp:192.0.2.1:6642"]}, ("tcp:192.0.2.1:6642", "ovn_tls: false")),
        ({"datapath": "netdev"}, ("ovn_controller_underlay_interface", "not set")),
        ({"datapath": "netdev", "underlay_interface": "eth9"}, ("ovn_controller_underlay_interface", "eth9", "eth-1, eth0")),
        ({"bridge_mappings": [{"network": "p", "bridge": "a"}, {"network": "p", "bridge": "b"}]}, ("ovn_controller_bridge_mappings", "p is given twice")),
        (
            {"address": "192.0.2.21", "bridge_mappings": [{"network": "p", "bridge": "br-ex", "interfaces": ["eth0"]}]},
            ("ovn_controller_bridge_mappings", "eth0", "192.0.2.21", "cut off"),
        ),
        ({"encap_types": ["stt"]}, ("stt", "vport_stt", "ovn_controller_encap_unchecked")),
        ({"encap_types": ["stt"], "vport_stt": True, "release": "25.09"}, ("stt", "OVN 25.09 has no STT")),
        ({"encap_types": ["stt"], "release": "25.03", "datapath": "netdev", "underlay_interface": "eth-1"}, ("stt", "user space")),
    ],
)
def test_what_cannot_work_is_said(settings: dict[str, Any], words: tuple[str, ...]) -> None:
    (problem,) = plan(**settings)["problems"]
    for word in words:
        assert word in problem


def test_stt_where_it_works_or_is_wanted_all_the_same() -> None:
    assert plan(encap_types=["stt"], vport_stt=True, release="25.03")["problems"] == []
    assert plan(encap_types=["stt"], release="26.03", encap_checked=False)["problems"] == []


def test_a_host_without_any_address() -> None:
    (problem,) = plan({"interfaces": ["lo"], "lo": FACTS["lo"]})["problems"]
    assert "no default route" in problem


def test_bridges() -> None:
    mappings = [
        {"network": "a", "bridge": "br-ex", "interfaces": ["eth2"]},
        {"network": "b", "bridge": "br-ex", "interfaces": ["eth2", "eth3"]},
        {"network": "c", "bridge": "br-phy"},
    ]
    made = plan(bridge_mappings=mappings)
    assert made["bridges"] == [{"name": "br-ex", "interfaces": ["eth2", "eth3"]}, {"name": "br-phy", "interfaces": []}]
    assert made["bridge_mappings"] == {"a": "br-ex", "b": "br-ex", "c": "br-phy"}

    made = plan(bridge_mappings=mappings, datapath="netdev", encap_interface="eth-1", underlay_interface="eth-1")
    underlay = {"name": "br-phy", "interfaces": ["eth-1"], "mac": "02:00:00:00:00:02", "fail_mode": "standalone", "datapath_type": "netdev"}
    assert made["bridges"] == [underlay, {"name": "br-ex", "interfaces": ["eth2", "eth3"], "datapath_type": "netdev"}]
    assert plan(datapath="netdev", underlay_bridge="")["bridges"] == []


def test_the_second_run_finds_the_address_on_the_bridge() -> None:
    moved = {
        **FACTS,
        "interfaces": ["eth-1", "br-phy"],
        "eth_1": {"device": "eth-1", "macaddress": "02:00:00:00:00:02"},
        "br_phy": {"device": "br-phy", "macaddress": "02:00:00:00:00:02", "ipv4": {"address": "198.51.100.21"}},
    }
    settings = {"datapath": "netdev", "encap_interface": "eth-1", "underlay_interface": "eth-1"}
    assert plan(moved, **settings) == plan(FACTS, **settings)
    assert plan(moved, **settings)["problems"] == []
    assert plan(moved, **{**settings, "datapath": "system"})["problems"] != []
