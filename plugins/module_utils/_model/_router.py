# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logical_Router, its ports, routes and NAT: layer 3."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from . import _syntax
from ._bfd import BFD_SESSION, check_sessions
from ._columns import EXTERNAL_IDS, OPTIONS
from ._declare import Child, Children, Column, Entity, Foreign, Parent, Ref

_ROUTER = "Logical_Router"

LOGICAL_ROUTER = Entity(
    table=_ROUTER,
    identity=("name",),
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("enabled", "bool", empty=True),
        Column("options", "dict", daemon_keys=frozenset({"interconn-tr"})),
        Column("load_balancer_group", "list", ref=Ref("Load_Balancer_Group")),
        Column("copp", ref=Ref("Copp")),
        EXTERNAL_IDS,
    ),
    foreign=(Foreign("options", "interconn-tr", keys=frozenset({"requested-tnl-key"})),),
)

GATEWAY_CHASSIS = Entity(
    table="Gateway_Chassis",
    identity=("chassis_name",),
    columns=(Column("chassis_name"), Column("priority", "int"), OPTIONS, EXTERNAL_IDS),
)


def _name_gateway_chassis(port: dict[str, Any], chassis: dict[str, Any]) -> dict[str, Any]:
    # the name is unique in the whole table; ovn-nbctl looks rows up by this form
    return {"name": f"{port['name']}-{chassis['chassis_name']}"}


def _check_router_port(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    row = {**(current or {}), **desired, **children}
    if row.get("gateway_chassis") and row.get("ha_chassis_group"):
        raise ValueError("gateway_chassis and ha_chassis_group: OVN heeds only one of them; clear the other with [] or an empty text")


LOGICAL_ROUTER_PORT = Entity(
    table="Logical_Router_Port",
    identity=("name",),
    unique=True,
    parents=(Parent("router", _ROUTER, "ports"),),
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("mac", check=_syntax.mac, required=True),
        Column("networks", "list", check=_syntax.interface),
        Column("peer"),
        Column("enabled", "bool", empty=True),
        Column("options", "dict", daemon_keys=frozenset({"interconn-tr"}), checks={"redirect-type": _syntax.redirect_type}),
        Column("ipv6_ra_configs", "dict"),
        Column("ipv6_prefix", "list", check=_syntax.cidr),
        Column("ha_chassis_group", ref=Ref("HA_Chassis_Group")),
        Column("dhcp_relay", ref=Ref("DHCP_Relay"), since="24.09"),
        EXTERNAL_IDS,
    ),
    children=(Child("gateway_chassis", GATEWAY_CHASSIS, derive=_name_gateway_chassis),),
    prepare=_check_router_port,
    foreign=(Foreign("options", "interconn-tr"),),
)

SELECTION_FIELDS = ("eth_src", "eth_dst", "ip_proto", "ip_src", "ip_dst", "ipv6_src", "ipv6_dst", "tp_src", "tp_dst")


def _check_route(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    row = {**(current or {}), **desired}
    nexthop = row.get("nexthop", "")
    if nexthop == "discard" and row.get("output_port"):
        raise ValueError("output_port: a discard route has none")
    if not nexthop and not row.get("output_port"):
        raise ValueError("nexthop: give the address of the next router, discard, or an output_port")
    if desired.get("bfd"):
        if nexthop in ("", "discard"):
            raise ValueError("bfd: only for a route that has the address of a next router; leave it out")
        check_sessions("bfd", [desired["bfd"]], [nexthop])


def _newer_route(desired: dict[str, Any]) -> tuple[str, str] | None:
    prefix, nexthop = desired.get("ip_prefix"), desired.get("nexthop")
    if not prefix or nexthop in (None, "", "discard") or (":" in prefix) is (":" in nexthop):
        return None
    return f"nexthop: {nexthop} for {prefix}, one IPv4 and the other IPv6,", "24.09"


LOGICAL_ROUTER_STATIC_ROUTE = Entity(
    table="Logical_Router_Static_Route",
    identity=("ip_prefix", "nexthop", "policy", "route_table", "output_port"),
    parents=(Parent("router", _ROUTER, "static_routes"),),
    columns=(
        Column("ip_prefix", check=_syntax.prefix, spellings=True, required=True),
        Column("nexthop", check=_syntax.nexthop, spellings=True),
        Column("policy", choices=("dst-ip", "src-ip"), empty="dst-ip"),
        Column("route_table", empty=""),
        Column("output_port"),
        Column("selection_fields", "list", choices=SELECTION_FIELDS, since="25.03"),
        Column("bfd", ref=BFD_SESSION),
        Column("options", "dict", daemon_keys=frozenset({"origin"})),
        replace(EXTERNAL_IDS, daemon_keys=frozenset({"ic-learned-route"})),
    ),
    prepare=_check_route,
    foreign=(Foreign("external_ids", "ic-learned-route", beside=True),),
    newer=_newer_route,
)


def _check_nat(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    options = desired.get("options") or {}
    cleared = "options" in desired and (not options or options.get("stateless", "") is None)
    if current is None or cleared:
        # ovn-nbctl lr-nat-add crashes on a dnat_and_snat row that lacks the key
        desired["options"] = {**options, "stateless": options.get("stateless") or "false"}
    row = {**(current or {}), **desired}
    distributed = bool(row.get("logical_port"))
    if distributed != bool(row.get("external_mac")):
        raise ValueError("logical_port and external_mac: give both (a distributed floating address) or none")
    if distributed and row["type"] != "dnat_and_snat":
        raise ValueError(f"logical_port: only for the type dnat_and_snat, not {row['type']}")
    if row["type"] != "snat" and "/" in row["logical_ip"]:
        raise ValueError(f"logical_ip: {row['logical_ip']!r} is a network; type {row['type']} takes one address")
    if row.get("allowed_ext_ips") and row.get("exempted_ext_ips"):
        raise ValueError("allowed_ext_ips and exempted_ext_ips: give one of the two")
    if (":" in row["external_ip"]) != (":" in row["logical_ip"]):
        raise ValueError("external_ip and logical_ip: one is IPv4 and the other IPv6; OVN does not translate between them")
    if row.get("priority") and not row.get("match"):
        raise ValueError("priority: only for a rule with match")
    options = {**(current or {}).get("options", {}), **desired.get("options", {})}
    if options.get("stateless") == "true" and row["type"] != "dnat_and_snat":
        raise ValueError("options: stateless is only for the type dnat_and_snat")
    if options.get("add_route") == "true" and row["type"] == "snat":
        raise ValueError("options: add_route is only for the types dnat and dnat_and_snat")


def _nat_rivals(desired: dict[str, Any]) -> dict[str, Any]:
    """Where a packet would meet two rules of equal priority; ovn-nbctl refuses the second."""
    if desired.get("allowed_ext_ips") or desired.get("exempted_ext_ips"):
        return {}  # who is outside decides
    told = {"external_port_range": "", "gateway_port": "", "match": "", "allowed_ext_ips": "", "exempted_ext_ips": ""}
    address = "logical_ip" if desired["type"] == "snat" else "external_ip"
    return {**told, **{column: desired[column] for column in ("type", address, *told) if desired.get(column)}}


NAT = Entity(
    table="NAT",
    identity=("type", "external_ip", "logical_ip", "external_port_range", "gateway_port", "match"),
    parents=(Parent("router", _ROUTER, "nat"),),
    columns=(
        Column("type", choices=("snat", "dnat", "dnat_and_snat"), required=True),
        Column("external_ip", check=_syntax.ip, spellings=True, required=True),
        Column("logical_ip", check=_syntax.prefix, spellings=True, required=True),
        Column("external_port_range", check=_syntax.port_range, empty=""),
        Column("gateway_port", ref=Ref("Logical_Router_Port")),
        Column("match", check=str.strip, match=True, since="24.09", empty=""),
        Column("priority", "int", since="24.09", empty=0),
        Column("logical_port"),
        Column("external_mac", check=_syntax.mac),
        Column("allowed_ext_ips", ref=Ref("Address_Set")),
        Column("exempted_ext_ips", ref=Ref("Address_Set")),
        Column("options", "dict", checks={"stateless": _syntax.boolean, "add_route": _syntax.boolean}),
        EXTERNAL_IDS,
    ),
    prepare=_check_nat,
    rivals=_nat_rivals,
)
