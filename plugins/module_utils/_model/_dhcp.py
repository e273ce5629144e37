# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DHCP_Options and DHCP_Relay."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS, OPTIONS
from ._declare import Children, Column, Entity
from ._named import NAME

# How OVN wants the options that are not a plain number or address. Not checks of the column: what stands in the
# database in no such form is not another spelling but broken, and is to be written again.
_TEXTS = (
    "bootfile_name",
    "bootfile_name_alt",
    "domain_name",
    "domain_search",
    "domain_search_list",
    "fqdn",
    "hostname",
    "path_prefix",
    "wpad",
)
_FLAGS = ("ethernet_encap", "ip_forward_enable", "router_discovery")
_FORMS = {**dict.fromkeys(_TEXTS, _syntax.dhcp_text), "tftp_server": _syntax.dhcp_host, **dict.fromkeys(_FLAGS, _syntax.dhcp_flag)}


def write_dhcp_options(options: dict[str, Any]) -> None:
    """Give options the form in which OVN reads them, in place; raises ValueError."""
    for key, value in options.items():
        form = _FORMS.get(key)
        if form and value is not None:
            try:
                options[key] = form(value)
            except ValueError as e:
                raise ValueError(f"options: {key}: {e}") from None


def _prepare_dhcp_options(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    options = desired.get("options")
    cidr = desired.get("cidr") or (current or {}).get("cidr")
    if not options or not cidr:
        return
    write_dhcp_options(options)
    merged = {**(current or {}).get("options", {}), **options}
    needed = ("server_id",) if ":" in cidr else ("server_id", "server_mac", "lease_time")
    missing = [key for key in needed if not merged.get(key)]
    if missing:
        raise ValueError(f"options: {', '.join(missing)}: OVN answers no request in {cidr} without")
    if (":" in merged["server_id"]) != (":" in cidr):
        kind = "a MAC" if ":" in cidr else "an IPv4"
        raise ValueError(f"options: server_id: {cidr} needs {kind} address, not {merged['server_id']}")


DHCP_OPTIONS = Entity(
    table="DHCP_Options",
    identity=("name",),
    columns=(
        NAME,
        Column("cidr", check=_syntax.cidr, required=True),
        Column("options", "dict", checks={"server_id": _syntax.server_id, "server_mac": _syntax.mac}),
        EXTERNAL_IDS,
    ),
    prepare=_prepare_dhcp_options,
)

DHCP_RELAY = Entity(
    table="DHCP_Relay",
    identity=("name",),
    since="24.09",
    columns=(
        Column("name", check=_syntax.non_empty),
        # One, whatever its name says. None is too few: it takes ovn-northd down as soon as a router port uses the relay.
        Column("servers", check=_syntax.ipv4, required=True),
        OPTIONS,
        EXTERNAL_IDS,
    ),
)
