# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HA_Chassis_Group: the chassis that stand in for one another."""

from __future__ import annotations

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Child, Column, Entity

HA_CHASSIS = Entity(
    table="HA_Chassis",
    identity=("chassis_name",),
    columns=(Column("chassis_name", check=_syntax.non_empty), Column("priority", "int"), EXTERNAL_IDS),
)

HA_CHASSIS_GROUP = Entity(
    table="HA_Chassis_Group",
    identity=("name",),
    unique=True,
    columns=(Column("name", check=_syntax.non_empty), EXTERNAL_IDS),
    children=(Child("ha_chassis", HA_CHASSIS),),
)
