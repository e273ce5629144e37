# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logical_Switch and Logical_Switch_Port: layer 2."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Children, Column, Entity, Foreign, Parent, Ref
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
    prepare=_check_port,
    # remote ports may be a CMS's own, too: it says so by giving the type
    foreign=(Foreign("type", "remote"), Foreign("options", "interconn-tsp")),
)
