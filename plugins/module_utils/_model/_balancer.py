# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load_Balancer and Load_Balancer_Group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS, OPTIONS
from ._declare import Attachment, Child, Children, Column, Entity, Ref

SELECTION_FIELDS = ("eth_src", "eth_dst", "ip_src", "ip_dst", "ipv6_src", "ipv6_dst", "tp_src", "tp_dst")

LOAD_BALANCER_HEALTH_CHECK = Entity(
    table="Load_Balancer_Health_Check",
    identity=("vip",),
    # northd compares it as text with the keys of vips, so both are canonical
    columns=(Column("vip", check=_syntax.vip), OPTIONS, EXTERNAL_IDS),
)


def _has_port(address: str) -> bool:
    return address.startswith("[") or address.count(":") == 1


def _is_ipv6(address: str) -> bool:
    return address.count(":") > 1


def _written(current: dict[str, Any] | None) -> Iterable[str]:
    for key in (current or {}).get("vips", {}):
        try:
            yield _syntax.vip(key)
        except ValueError:
            yield key


def _check_load_balancer(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    for vip, backends in (desired.get("vips") or {}).items():
        if vip.startswith("^") or not backends or "^" in backends:  # template variables may be anything
            continue
        addresses = [vip, *backends.split(",")]
        if len({_has_port(address) for address in addresses}) > 1:
            raise ValueError(f"vips: {vip}: the virtual address and all its backends have a port, or none has")
        if len({_is_ipv6(address) for address in addresses}) > 1:
            raise ValueError(f"vips: {vip}: the virtual address and all its backends are IPv4, or all are IPv6")
    vips = set() if desired.get("vips") == {} else set(_written(current))
    for key, backends in (desired.get("vips") or {}).items():
        (vips.discard if backends is None else vips.add)(key)
    for check in children.get("health_checks", []):
        if check["vip"] not in vips:
            raise ValueError(f"health_checks: {check['vip']} is none of vips ({', '.join(sorted(vips))})")


LOAD_BALANCER = Entity(
    table="Load_Balancer",
    identity=("name",),
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("vips", "dict", check=_syntax.backends, key_check=_syntax.vip),
        Column("protocol", choices=("tcp", "udp", "sctp"), empty="tcp"),
        Column("ip_port_mappings", "dict", check=_syntax.port_mapping, key_check=_syntax.mapped_address),
        Column("selection_fields", "list", choices=SELECTION_FIELDS, later={"ipv6_src": "25.03", "ipv6_dst": "25.03"}),
        OPTIONS,
        EXTERNAL_IDS,
    ),
    children=(Child("health_check", LOAD_BALANCER_HEALTH_CHECK, option="health_checks"),),
    attachments=(
        Attachment("switches", "Logical_Switch", "load_balancer"),
        Attachment("routers", "Logical_Router", "load_balancer"),
    ),
    prepare=_check_load_balancer,
)

LOAD_BALANCER_GROUP = Entity(
    table="Load_Balancer_Group",
    identity=("name",),
    unique=True,
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("load_balancer", "list", ref=Ref("Load_Balancer")),
    ),
)
