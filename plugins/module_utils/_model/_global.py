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
            # mac_prefix and svc_monitor_mac are filled in by northd too, but are the operator's to set
            daemon_keys=frozenset({"max_tunid", "northd_internal_version"}),
            checks={"svc_monitor_mac": _syntax.mac},
        ),
        Column("ipsec", "bool"),
        EXTERNAL_IDS,
    ),
)
