# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chassis_Template_Var: variables that mean something else on every chassis."""

from __future__ import annotations

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Column, Entity

CHASSIS_TEMPLATE_VAR = Entity(
    table="Chassis_Template_Var",
    identity=("chassis",),
    unique=True,
    columns=(
        Column("chassis", check=_syntax.non_empty),
        Column("variables", "dict", key_check=_syntax.set_name),
        EXTERNAL_IDS,
    ),
)
