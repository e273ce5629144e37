# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Interconnection Northbound: IC_NB_Global, Transit_Switch and Transit_Router with their ports."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Child, Column, Entity

_DATABASE = "OVN_IC_Northbound"
_OTHER_CONFIG = Column("other_config", "dict")

IC_NB_GLOBAL = Entity(
    database=_DATABASE,
    table="IC_NB_Global",
    identity=(),
    columns=(Column("options", "dict", checks={"vxlan_mode": _syntax.boolean}), EXTERNAL_IDS),
)


def transit_addresses(text: str) -> str:
    """One element of Transit_Switch_Port.addresses: that of a switch port, whose addresses may have a prefix length."""
    prefixed = "/" in text and not text.startswith("VRRPv3")
    return _syntax.port_security(text) if prefixed else _syntax.port_addresses(text)


TRANSIT_SWITCH_PORT = Entity(
    database=_DATABASE,
    table="Transit_Switch_Port",
    since="26.09",
    identity=("name",),
    unique=True,
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("type", choices=("", "router")),
        Column("addresses", "list", check=transit_addresses),
        Column("peer"),
        Column("chassis"),
        _OTHER_CONFIG,
        EXTERNAL_IDS,
    ),
)

TRANSIT_SWITCH = Entity(
    database=_DATABASE,
    table="Transit_Switch",
    identity=("name",),
    unique=True,
    columns=(Column("name", check=_syntax.non_empty), _OTHER_CONFIG, EXTERNAL_IDS),
    children=(Child("ports", TRANSIT_SWITCH_PORT, since="26.09"),),
)

TRANSIT_ROUTER_PORT = Entity(
    database=_DATABASE,
    table="Transit_Router_Port",
    since="26.03",
    identity=("name",),
    unique=True,
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("mac", check=_syntax.mac, required=True),
        Column("networks", "list", check=_syntax.interface),
        Column("chassis"),
        _OTHER_CONFIG,
    ),
)


def _tell_router(router: dict[str, Any], port: dict[str, Any]) -> dict[str, Any]:
    # ovn-ic goes from a port to its router by this column
    return {"tr_uuid": router["_uuid"]}


TRANSIT_ROUTER = Entity(
    database=_DATABASE,
    table="Transit_Router",
    since="26.03",
    identity=("name",),
    unique=True,
    columns=(Column("name", check=_syntax.non_empty), _OTHER_CONFIG, EXTERNAL_IDS),
    children=(Child("ports", TRANSIT_ROUTER_PORT, since="26.03", derive=_tell_router),),
)
