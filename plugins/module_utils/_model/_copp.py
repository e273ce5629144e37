# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copp: limits for the packets that ovn-controller itself has to look at."""

from __future__ import annotations

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Column, Entity

# The schema admits any key; these are what ovn-northd looks for (dhcpv4-relay since 25.09).
PROTOCOLS = (
    "arp",
    "arp-resolve",
    "bfd",
    "dhcpv4-opts",
    "dhcpv4-relay",
    "dhcpv6-opts",
    "dns",
    "event-elb",
    "icmp4-error",
    "icmp6-error",
    "igmp",
    "nd-na",
    "nd-ns",
    "nd-ns-resolve",
    "nd-ra-opts",
    "reject",
    "svc-monitor",
    "tcp-reset",
)

COPP = Entity(
    table="Copp",
    identity=("name",),
    unique=True,
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("meters", "dict", choices=PROTOCOLS, check=_syntax.non_empty),
        EXTERNAL_IDS,
    ),
)
