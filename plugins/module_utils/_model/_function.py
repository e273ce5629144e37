# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Network_Function and Network_Function_Group: appliances that traffic passes on its way."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS, OPTIONS
from ._declare import Child, Children, Column, Entity, Ref

NETWORK_FUNCTION_HEALTH_CHECK = Entity(
    table="Network_Function_Health_Check",
    identity=(),  # there is one at most; its name can change
    since="26.03",
    columns=(Column("name", check=_syntax.non_empty), OPTIONS, EXTERNAL_IDS),
)


def _check_function(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    if any(check.get("name") == "" for check in children.get("health_check", [])):
        raise ValueError("health_check: name: must not be empty; leave it out, and it is the network function's")


def _name_health_check(function: dict[str, Any], check: dict[str, Any]) -> dict[str, Any]:
    return {} if "name" in check else {"name": function["name"]}


NETWORK_FUNCTION = Entity(
    table="Network_Function",
    identity=("name",),
    unique=True,
    since="26.03",
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("id", "int", required=True),
        Column("inport", ref=Ref("Logical_Switch_Port"), required=True),
        Column("outport", ref=Ref("Logical_Switch_Port")),  # required by the schemas that have no mode vtap
        EXTERNAL_IDS,
    ),
    children=(Child("health_check", NETWORK_FUNCTION_HEALTH_CHECK, single=True, derive=_name_health_check),),
    prepare=_check_function,
)

NETWORK_FUNCTION_GROUP = Entity(
    table="Network_Function_Group",
    identity=("name",),
    unique=True,
    since="26.03",
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("id", "int", required=True),
        Column("mode", choices=("inline", "vtap"), later={"vtap": "26.09"}, required=True),
        Column("network_function", "list", ref=Ref("Network_Function")),
        Column("fallback", choices=("fail-open", "fail-close"), empty="fail-close"),
        EXTERNAL_IDS,
    ),
)
