# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets as microflows, the addresses of groups, and when an expectation is met."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._trace._addressing import Request
from ansible_collections.northbound.ovn.plugins.module_utils._trace._expect import Check
from ansible_collections.northbound.ovn.plugins.module_utils._trace._junit import junit
from ansible_collections.northbound.ovn.plugins.module_utils._trace._matrix import passes
from ansible_collections.northbound.ovn.plugins.module_utils._trace._network import Address, addresses, is_address, is_mac, link_local
from ansible_collections.northbound.ovn.plugins.module_utils._trace._packet import Packet, group_mac
from ansible_collections.northbound.ovn.plugins.module_utils._trace._text import Output
from ansible_collections.northbound.ovn.plugins.module_utils._trace._verdict import Verdict

_ENDS = ("02:00:00:00:00:01", "02:00:00:00:00:02", "10.0.0.1", "10.0.0.2")
_ENDS6 = ("02:00:00:00:00:01", "02:00:00:00:00:02", "fd00::1", "fd00::2")
_MACS = "eth.src == 02:00:00:00:00:01 && eth.dst == 02:00:00:00:00:02"


@pytest.mark.parametrize(
    ("packet", "flow"),
    [
        (Packet("p", 4, *_ENDS, "tcp", None, 80), "ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && ip.ttl == 64 && tcp.src == 49152 && tcp.dst == 80"),
        (Packet("p", 4, *_ENDS, "udp", 5, 53, None, 3), "ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && ip.ttl == 3 && udp.src == 5 && udp.dst == 53"),
        (Packet("p", 6, *_ENDS6, "icmp"), "ip6.src == fd00::1 && ip6.dst == fd00::2 && ip.ttl == 64 && icmp6.type == 128 && icmp6.code == 0"),
        (Packet("p", 4, *_ENDS, "ip"), "ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && ip.ttl == 64"),
        (
            Packet("p", 4, *_ENDS, "arp"),
            "arp.op == 1 && arp.sha == 02:00:00:00:00:01 && arp.tha == 00:00:00:00:00:00 && arp.spa == 10.0.0.1 && arp.tpa == 10.0.0.2",
        ),
        (
            Packet("p", 6, *_ENDS6, "arp"),
            "ip6.src == fd00::1 && ip6.dst == ff02::1:ff00:2 && ip.ttl == 255 && nd_ns && nd.target == fd00::2 && nd.sll == 02:00:00:00:00:01",
        ),
        (Packet("p", 4, *_ENDS, "dhcp"), "ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && ip.ttl == 64 && udp.src == 68 && udp.dst == 67"),
    ],
)
def test_microflow(packet: Packet, flow: str) -> None:
    assert packet.microflow() == f'inport == "p" && {_MACS} && {flow}'


def test_names_are_quoted_and_vlans_are_present() -> None:
    flow = Packet('a"b\\c', 4, *_ENDS, "ip", vlan=5).microflow()
    assert flow.startswith('inport == "a\\"b\\\\c" && ')
    assert "vlan.present && vlan.vid == 5" in flow


@pytest.mark.parametrize(
    ("address", "mac"),
    [
        ("10.0.0.1", None),
        ("fd00::1", None),
        ("255.255.255.255", "ff:ff:ff:ff:ff:ff"),
        ("224.0.0.251", "01:00:5e:00:00:fb"),
        ("239.255.1.2", "01:00:5e:7f:01:02"),
        ("ff02::1:2", "33:33:00:01:00:02"),
    ],
)
def test_addresses_of_groups(address: str, mac: str | None) -> None:
    assert group_mac(address) == mac


def test_addresses_of_ports() -> None:
    found = addresses({"mac": ["unknown", "router", "02:00:00:00:00:01 10.0.0.1 fd00::1", "02:00:00:00:00:02", "02:00:00:00:00:03 10.0.0.1/24"]})
    assert [(entry.mac[-2:], entry.ip, entry.version) for entry in found] == [
        ("01", "10.0.0.1", 4),
        ("01", "fd00::1", 6),
        ("02", None, None),
        ("03", "10.0.0.1", 4),
    ]
    assert [str(entry.network) for entry in found if entry.network] == ["10.0.0.1/24"]
    assert link_local("02:00:00:00:00:01") == "fe80::ff:fe00:1"
    assert Address("m", None).version is None


def test_what_is_an_address() -> None:
    assert all(map(is_address, ("10.0.0.1", "fd00::1")))
    assert not any(map(is_address, ("10.0.0", "web-1", "10.0.0.1/24", "1", "")))
    assert is_mac("02:00:00:00:00:01")
    assert not any(map(is_mac, ("020000000001", "02:00:00:00:00", "web-1", "")))


def _check(expect: str, target: str | None) -> Check:
    return Check(0, "name", Request("a", target or "10.0.0.9"), expect, target)


@pytest.mark.parametrize(
    ("verdict", "ports", "allow_port", "allow_address", "deny"),
    [
        ("delivered", ["b"], True, True, False),
        ("delivered", ["c"], False, True, False),
        ("dropped", [], False, False, True),
        ("rejected", [], False, False, True),
        ("answered", [], False, True, False),
        ("unresolved", ["b"], False, True, False),
    ],
)
def test_when_an_expectation_is_met(verdict: str, ports: list[str], allow_port: bool, allow_address: bool, deny: bool) -> None:
    found = Verdict(verdict, [Output(port, "", (), False) for port in ports])
    assert passes(_check("allow", "b"), found) is allow_port
    assert passes(_check("allow", None), found) is allow_address
    assert passes(_check("deny", "b"), found) is passes(_check("deny", None), found) is deny


def test_junit_escapes() -> None:
    told = {"expectation": 0, "name": 'a & "b" <c>', "title": "t", "expect": "deny", "verdict": "delivered", "summary": "x < y"}
    check: dict[str, Any] = {**told, "passed": False, "rows": []}
    assert b"a &amp; &quot;b&quot; &lt;c&gt;" in junit([check])
    assert b"x &lt; y" in junit([check])
