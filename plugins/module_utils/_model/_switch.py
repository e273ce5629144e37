# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logical_Switch and Logical_Switch_Port: layer 2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Optional

from . import _syntax
from ._columns import EXTERNAL_IDS, OPTIONS
from ._declare import Child, Children, Column, Entity, Foreign, Parent, Ref
from ._dhcp import write_dhcp_options
from ._named import NAMED_DHCP_OPTIONS

LOGICAL_SWITCH = Entity(
    table="Logical_Switch",
    identity=("name",),
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("other_config", "dict", daemon_keys=frozenset({"interconn-ts", "ic-vxlan_mode"}), checks={"subnet": _syntax.cidr}),
        Column("load_balancer_group", "list", ref=Ref("Load_Balancer_Group")),
        Column("copp", ref=Ref("Copp")),
        EXTERNAL_IDS,
    ),
    foreign=(Foreign("other_config", "interconn-ts", keys=frozenset({"requested-tnl-key"})),),
)

LOGICAL_SWITCH_PORT_HEALTH_CHECK = Entity(
    table="Logical_Switch_Port_Health_Check",
    identity=("protocol", "src_ip", "port", "address"),
    since="26.03",
    columns=(
        Column("protocol", choices=("tcp", "udp", "icmp")),
        Column("src_ip", check=_syntax.ip),
        Column("port", "int", empty=0),
        Column("address", check=_syntax.ip),
        OPTIONS,
    ),
)

PORT_TYPES = ("", "router", "switch", "localnet", "localport", "l2gateway", "vtep", "external", "virtual", "remote")


def _check_port(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    type_ = desired.get("type", (current or {}).get("type", ""))
    addresses = desired.get("addresses") or []
    if "router" in addresses and type_ != "router":
        raise ValueError('addresses: "router" is only for ports of type router')
    if sum("dynamic" in address.split() for address in addresses) > 1:
        raise ValueError('addresses: only one element may be "dynamic"')
    if desired.get("tag_request") == 0 and not desired.get("parent_name", (current or {}).get("parent_name")):
        raise ValueError("tag_request: 0 asks ovn-northd for a free tag, which only a port with parent_name gets")
    write_dhcp_options(desired.get("options", {}))  # hostname is one
    _check_health_checks(desired, current or {}, children.get("health_checks"))


def _check_health_checks(desired: dict[str, Any], current: dict[str, Any], checks: Optional[list[dict[str, Any]]]) -> None:
    type_ = desired.get("type", current.get("type", ""))
    known = _fixed_addresses(desired.get("addresses", current.get("addresses", [])))
    if checks is None:  # those that are there shall not end with their address
        before = _fixed_addresses(current.get("addresses", []))
        probed = {_canonical(check["address"]) for check in current.get("health_checks", []) if isinstance(check, dict) and not current.get("type")}
        lost = sorted(probed & before if type_ else (probed & before) - known)
        if lost:
            raise ValueError(f"health_checks: OVN would no longer probe {', '.join(lost)}; give those that shall stay, or [] for none")
        return
    if checks and type_:
        raise ValueError(f'health_checks: only for ports of workloads, whose type is empty; this one is of type "{type_}"')
    for check in checks:
        _check_health_check(check, known)


def _fixed_addresses(elements: Iterable[str]) -> set[str]:
    """The IP addresses of a port but for those that OVN chooses, which it does not probe."""
    words = [element.split() for element in elements]
    return {_canonical(word) for element in words if "dynamic" not in element for word in element[1:]}


def _canonical(address: str) -> str:
    try:
        return _syntax.ip(address)
    except ValueError:
        return address


def _check_health_check(check: Mapping[str, Any], known: set[str]) -> None:
    protocol, port, address, source = check["protocol"], check.get("port", 0), check["address"], check["src_ip"]
    if protocol == "icmp" and port:
        raise ValueError(f"health_checks: port {port}: icmp has no ports; leave it out")
    if protocol != "icmp" and not port:
        raise ValueError(f"health_checks: port: needed to check {address} with {protocol}, from 1 to 65535")
    if (":" in address) is not (":" in source):
        raise ValueError(f"health_checks: src_ip {source} and address {address} are not both IPv4 or both IPv6")
    if address not in known:
        raise ValueError(f"health_checks: {address} is none of the port's fixed addresses ({', '.join(sorted(known)) or 'it has none'})")


LOGICAL_SWITCH_PORT = Entity(
    table="Logical_Switch_Port",
    identity=("name",),
    unique=True,
    parents=(Parent("switch", "Logical_Switch", "ports"),),
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("type", choices=PORT_TYPES),
        Column("addresses", "list", check=_syntax.port_addresses),
        Column("port_security", "list", check=_syntax.port_security),
        Column("options", "dict", daemon_keys=frozenset({"interconn-tsp"})),
        Column("enabled", "bool", empty=True),
        Column("parent_name"),
        Column("tag_request", "int"),
        Column("peer", since="25.03"),
        Column("dhcpv4_options", ref=NAMED_DHCP_OPTIONS),
        Column("dhcpv6_options", ref=NAMED_DHCP_OPTIONS),
        Column("ha_chassis_group", ref=Ref("HA_Chassis_Group")),
        Column("mirror_rules", "list", ref=Ref("Mirror")),
        EXTERNAL_IDS,
    ),
    children=(Child("health_checks", LOGICAL_SWITCH_PORT_HEALTH_CHECK, since="26.03"),),
    prepare=_check_port,
    consults=frozenset({"type", "parent_name", "addresses", "health_checks"}),
    # remote ports may be a CMS's own, too: it says so by giving the type
    foreign=(Foreign("type", "remote"), Foreign("options", "interconn-tsp")),
)
