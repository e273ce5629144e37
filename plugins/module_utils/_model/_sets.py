# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Port_Group and Address_Set: the sets that match expressions name."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Children, Column, Entity, Foreign, Ref

PORT_GROUP = Entity(
    table="Port_Group",
    identity=("name",),
    unique=True,
    columns=(
        Column("name", check=_syntax.set_name),
        Column("ports", "list", ref=Ref("Logical_Switch_Port")),
        EXTERNAL_IDS,
    ),
)


def _check_address_set(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    kinds = {_syntax.kind(address) for address in desired.get("addresses", [])}
    if len(kinds) > 1:
        # ip4.src cannot be compared with an IPv6 address
        raise ValueError(f"addresses: ovn-controller skips the ACLs with a set of {' and '.join(sorted(kinds))}; make a set of each")


ADDRESS_SET = Entity(
    table="Address_Set",
    identity=("name",),
    unique=True,
    columns=(
        Column("name", check=_syntax.set_name),
        Column("addresses", "list", check=_syntax.set_address),
        Column("options", "dict", since="26.09"),
        EXTERNAL_IDS,
    ),
    prepare=_check_address_set,
    foreign=(Foreign("external_ids", "ic-learnt"),),
)
