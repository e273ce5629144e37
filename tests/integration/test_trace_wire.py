# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What trace says and what becomes of the same packets, as bytes, on a chassis with ovn-controller and Open vSwitch: they agree."""

from __future__ import annotations

import itertools
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.network import build, nbctl, ovn_trace
from ansible_collections.northbound.ovn.tests.support.ovn import Site
from ansible_collections.northbound.ovn.tests.support.programs import program
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.wire import Wire, packet

HOSTS = ["web-1", "web-2", "db-1", "db-2", "provider", "stranger"]
WORLD = "world"
_TENANT = (
    "ls-add tenant",
    "lr-add other",
    "lrp-add other other-tenant 02:00:00:00:50:01 10.9.0.1/24",
    "lsp-add tenant tenant-up",
    "lsp-set-type tenant-up router",
    "lsp-set-addresses tenant-up router",
    "lsp-set-options tenant-up router-port=other-tenant",
    "lsp-add tenant stranger",
    'lsp-set-addresses stranger "02:00:00:00:50:11 10.9.0.11"',
    "lr-route-add edge 203.0.113.0/24 192.0.2.254",
)
_numbers = itertools.count(1)


@pytest.fixture(name="site")
def _site(folder: Path) -> Iterator[Site]:
    """The network of the installed release, since its ovn-controller is the one at hand; all ports are on one chassis."""
    answer = subprocess.run([program("ovn-nbctl"), "--version"], capture_output=True, text=True, check=True).stdout
    site = Site(folder, ".".join(answer.split()[1].split(".")[:2]))
    build(site)
    nbctl(site, *_TENANT)
    chassis = site.add("gw1")
    ovs = chassis.ovs
    ovs.ctl("add-br", "br-ex", "--", "add-port", "br-ex", WORLD, "--", "set", "Open_vSwitch", ".", "external_ids:ovn-bridge-mappings=physnet1:br-ex")
    for host in HOSTS:
        site.plug("gw1", host)
    for host in HOSTS:
        site.until(host, "up", True)
    site.until("cr-edge-public", "up", True)
    site.settle("hv")
    yield site
    site.stop()


def trace(site: Site, sender: str, to: str, **args: Any) -> dict[str, Any]:
    """What the module says."""
    where = {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes, "executable": ovn_trace(site.release)}
    return run_module("trace", {**where, "from": sender, "to": to, **args})


def cases() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Sender, destination and protocol: everybody to everybody, and all that is special."""
    kinds: list[dict[str, Any]] = [{"protocol": "tcp", "destination_port": port} for port in (80, 22, 23, 5432, 2323)]
    kinds += [{"protocol": "udp", "destination_port": port} for port in (9, 69)]
    for sender, to in itertools.permutations(["web-1", "web-2", "db-1", "db-2"], 2):
        for kind in kinds:
            yield sender, to, kind
        yield sender, to, {"protocol": "icmp"}
    for sender in ("web-1", "db-2"):
        yield sender, "10.3.0.100", {"protocol": "tcp", "destination_port": 80}
        yield sender, "10.3.0.100", {"protocol": "tcp", "destination_port": 81}
        yield sender, "198.51.100.9", {"protocol": "udp", "destination_port": 53}
        yield sender, "203.0.113.9", {"protocol": "tcp", "destination_port": 443}
        yield sender, "2001:db8:ffff::1", {"protocol": "icmp"}
        yield sender, "10.9.0.11", {"protocol": "icmp"}
    yield "web-1", "10.1.0.1", {"protocol": "icmp"}
    yield "web-1", "10.2.0.1", {"protocol": "icmp"}
    yield "web-1", "db-1", {"protocol": "tcp", "destination_port": 80, "ip_version": 6}
    yield "web-1", "db-1", {"protocol": "tcp", "destination_port": 22, "ip_version": 6}
    yield "web-1", "web-2", {"protocol": "tcp", "destination_port": 80, "source": "10.1.0.99"}
    yield "web-1", "10.1.0.77", {"protocol": "icmp", "destination_mac": "02:00:00:00:00:77"}
    yield "web-1", "db-1", {"protocol": "udp", "destination_port": 7, "ttl": 1}
    yield "provider", "192.0.2.20", {"protocol": "tcp", "destination_port": 80}
    yield "provider", "192.0.2.20", {"protocol": "tcp", "destination_port": 22}
    yield "provider", "192.0.2.78", {"protocol": "icmp", "destination_mac": "02:00:00:00:99:78"}
    for to in ("10.1.0.11", "10.2.0.11", "198.51.100.9"):
        yield "stranger", to, {"protocol": "tcp", "destination_port": 80}


def expected(result: dict[str, Any]) -> set[str]:
    """The ports that must get the packet itself; the answer of OVN to an echo request carries its payload back."""
    if result["verdict"] == "answered":
        return {result["packet"]["inport"]}
    if result["verdict"] != "delivered":
        return set()
    return {WORLD if output["type"] == "localnet" else output["port"] for output in result["delivered_to"]}


def test_trace_and_wire_agree(site: Site) -> None:
    wire = Wire(site.chassis["gw1"], [*HOSTS, WORLD])
    said: dict[bytes, dict[str, Any]] = {}
    try:
        for sender, to, args in cases():
            number = next(_numbers)
            ported = {"source_port": 20000 + number} if "destination_port" in args else {}
            result = trace(site, sender, to, **args, **ported)
            payload = f"payload-{number:04}-".encode() * 3
            said[payload] = result
            wire.send(sender, packet(result["packet"], payload))
        wire.settle()
        wrong = []
        for payload, result in said.items():
            got, wanted = wire.with_payload(payload), expected(result)
            balanced = [entry["backends"] for entry in result["load_balancing"]]
            if balanced and result["verdict"] == "delivered":
                # the datapath takes any backend
                agreed = len(got) == 1 and got <= {"db-1", "db-2"}
            elif result["verdict"] == "rejected":
                # an ICMP error carries the beginning of the packet back
                agreed = got <= {result["packet"]["inport"]}
            else:
                agreed = got == wanted
            if not agreed:
                wrong.append((result["summary"], result["microflow"], sorted(got)))
        assert wrong == []
        counted = Counter(result["verdict"] for result in said.values())
    finally:
        wire.close()
    assert len(said) >= 100
    assert min(counted[verdict] for verdict in ("delivered", "dropped", "rejected", "answered")) >= 2, counted


def test_translated_addresses_are_on_the_wire(site: Site) -> None:
    wire = Wire(site.chassis["gw1"], [*HOSTS, WORLD])
    try:
        result = trace(site, "web-1", "198.51.100.9", protocol="udp", destination_port=53, source_port=30001)
        wire.send("web-1", packet(result["packet"], b"from the inside"))
        wire.settle()
        (found,) = [data for data in wire.seen("provider") if b"from the inside" in data]
    finally:
        wire.close()
    (entry,) = result["nat"]
    assert ".".join(str(byte) for byte in found[26:30]) == entry["address"] == "192.0.2.10"


def test_rejections_are_on_the_wire(site: Site) -> None:
    wire = Wire(site.chassis["gw1"], [*HOSTS, WORLD])
    try:
        result = trace(site, "web-1", "db-1", protocol="tcp", destination_port=23, source_port=30002)
        wire.send("web-1", packet(result["packet"], b""))
        wire.settle(1.0)
        resets = [data for data in wire.seen("web-1") if data[23:24] == b"\x06" and data[47] & 4 and data[36:38] == (30002).to_bytes(2, "big")]
    finally:
        wire.close()
    assert result["verdict"] == "rejected"
    assert len(resets) == 1
