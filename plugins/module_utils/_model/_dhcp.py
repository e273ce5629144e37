# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DHCP_Options."""

from __future__ import annotations

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Column, Entity, Ref

# The table has no name of its own; this key of external_ids gives it one.
NAME_KEY = "northbound.ovn:name"
NAMED_DHCP_OPTIONS = Ref("DHCP_Options", f"external_ids:{NAME_KEY}")

# Options whose type is string in ovn-northd's supported_dhcp_opts and supported_dhcpv6_opts
_STRINGS = (
    "bootfile_name",
    "bootfile_name_alt",
    "domain_name",
    "domain_search_list",
    "domain_search",
    "fqdn",
    "hostname",
    "path_prefix",
    "tftp_server",
    "wpad",
)

DHCP_OPTIONS = Entity(
    table="DHCP_Options",
    identity=("name",),
    columns=(
        Column("external_ids", key=NAME_KEY, option="name", check=_syntax.non_empty),
        Column("cidr", check=_syntax.cidr, required=True),
        Column("options", "dict", checks=dict.fromkeys(_STRINGS, _syntax.dhcp_string) | {"server_mac": _syntax.mac}),
        EXTERNAL_IDS,
    ),
)
