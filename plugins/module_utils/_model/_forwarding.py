# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forwarding_Group."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Children, Column, Entity, Parent


def _check_forwarding_group(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    if desired.get("child_port") == []:
        raise ValueError("child_port: a group has one port at least; give one, or remove the group with state: absent")


FORWARDING_GROUP = Entity(
    table="Forwarding_Group",
    identity=("name",),
    parents=(Parent("switch", "Logical_Switch", "forwarding_groups"),),
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("vip", check=_syntax.ipv4, required=True),
        Column("vmac", check=_syntax.mac, required=True),
        Column("child_port", "list", check=_syntax.non_empty),
        Column("liveness", "bool"),
        EXTERNAL_IDS,
    ),
    prepare=_check_forwarding_group,
)
