# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""NB_Global."""

from __future__ import annotations

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Column, Entity

NB_GLOBAL = Entity(
    table="NB_Global",
    identity=(),
    columns=(
        Column("name"),
        Column(
            "options",
            "dict",
            daemon_keys=frozenset({"max_tunid", "northd_internal_version"}),
            # without them northd draws new ones, and every MAC address that it gave out changes
            kept_keys=frozenset({"mac_prefix", "svc_monitor_mac", "svc_monitor_mac_dst"}),
            checks={"mac_prefix": _syntax.mac_prefix, "svc_monitor_mac": _syntax.mac},
        ),
        Column("ipsec", "bool"),
        EXTERNAL_IDS,
    ),
)
