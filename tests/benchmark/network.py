# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network that every competitor of bench_topology builds, changes and prunes.

Switches of 100 ports: 99 workloads with an address and port security, and one port that leads to the
router. One ACL for every ten workloads. The router has a port and a static route for every switch.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PORTS = 100  # of a switch, the one to the router among them
GROUP = 10  # workloads that share an ACL
CHANGED = {0}  # the workloads of each switch, 1 % of its ports, that get another address
PRUNED = 8  # the group of each switch, 10 % of its ports, that goes with its ACL
ROUTER = "edge"
OWNER = "bench"

Document = dict[str, Any]


@dataclass(frozen=True)
class Port:
    """A workload's port."""

    name: str
    address: str  # MAC and IP


@dataclass(frozen=True)
class Switch:
    """One switch and what the router has for it."""

    name: str
    ports: list[Port]
    matches: list[str]  # of its ACLs
    router_port: str = field(init=False)
    uplink: str = field(init=False)
    mac: str = ""
    network: str = ""  # the router's address in it
    route: tuple[str, str] = ("", "")  # prefix and next hop

    def __post_init__(self) -> None:
        object.__setattr__(self, "router_port", f"{ROUTER}-{self.name}")
        object.__setattr__(self, "uplink", f"{self.name}-{ROUTER}")


def network(ports: int, changed: bool = False, pruned: bool = False) -> list[Switch]:
    """The switches of a network of so many ports, at first or as they become."""
    return [_switch(number, changed, pruned) for number in range(max(1, ports // PORTS))]


def _switch(number: int, changed: bool, pruned: bool) -> Switch:
    high, low = divmod(number, 256)
    name = f"net{number}"
    ports, matches = [], []
    for first in range(0, PORTS - 1, GROUP):
        if pruned and first == PRUNED * GROUP:
            continue
        group = []
        for index in range(first, min(first + GROUP, PORTS - 1)):
            host = index + 10 + (120 if changed and index in CHANGED else 0)
            group.append(Port(f"{name}-vm{index}", f"02:00:{high:02x}:{low:02x}:00:{host:02x} 10.{high}.{low}.{host}"))
        ports += group
        names = ", ".join(f'"{port.name}"' for port in group)
        matches.append(f"outport == {{{names}}} && tcp.dst == 443")
    return Switch(
        name,
        ports,
        matches,
        mac=f"02:01:{high:02x}:{low:02x}:00:01",
        network=f"10.{high}.{low}.1/24",
        route=(f"172.{16 + high}.{low}.0/24", f"10.{high}.{low}.10"),
    )


def document(switches: list[Switch]) -> Document:
    """The same as a document of the module topology."""
    return {
        "logical_switches": [
            {
                "name": switch.name,
                "ports": [
                    *({"name": port.name, "addresses": [port.address], "port_security": [port.address]} for port in switch.ports),
                    {"name": switch.uplink, "type": "router", "addresses": ["router"], "options": {"router-port": switch.router_port}},
                ],
                "acls": [{"direction": "to-lport", "priority": 1000, "match": match, "action": "allow-related"} for match in switch.matches],
            }
            for switch in switches
        ],
        "logical_routers": [
            {
                "name": ROUTER,
                "ports": [{"name": switch.router_port, "mac": switch.mac, "networks": [switch.network]} for switch in switches],
                "static_routes": [{"ip_prefix": switch.route[0], "nexthop": switch.route[1], "policy": "dst-ip"} for switch in switches],
            }
        ],
    }
