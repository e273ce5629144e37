# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Static_MAC_Binding."""

from __future__ import annotations

from . import _syntax
from ._declare import Column, Entity

STATIC_MAC_BINDING = Entity(
    table="Static_MAC_Binding",
    identity=("logical_port", "ip"),
    unique=True,
    columns=(
        Column("logical_port", check=_syntax.non_empty, required=True),
        Column("ip", check=_syntax.ip, spellings=True, required=True),
        Column("mac", check=_syntax.mac, required=True),
        Column("override_dynamic_mac", "bool"),
    ),
)
