# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACL."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS, OPTIONS
from ._declare import Child, Children, Column, Entity, Parent, Ref
from ._sampling import SAMPLE

ACTIONS = ("allow", "allow-related", "allow-stateless", "drop", "reject", "pass")
SEVERITIES = ("alert", "warning", "notice", "info", "debug")


def _check_acl(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    def value(column: str) -> Any:
        return desired.get(column, (current or {}).get(column))

    if len(desired.get("name") or "") > 63:
        raise ValueError("name: longer than 63 characters")
    if value("label") and value("action") not in ("allow", "allow-related"):
        raise ValueError("label: only for the actions allow and allow-related; 0 removes it")
    if value("network_function_group") and value("action") not in ("allow", "allow-related"):
        # ovn-northd makes no flows of such an ACL, so that it would drop nothing
        raise ValueError('network_function_group: only for the actions allow and allow-related; "" removes it')
    if (value("options") or {}).get("apply-after-lb") == "true" and value("direction") != "from-lport":
        raise ValueError("apply_after_lb: only for the direction from-lport")


ACL = Entity(
    table="ACL",
    identity=("direction", "priority", "match", "tier", "apply_after_lb"),
    parents=(Parent("switch", "Logical_Switch", "acls"), Parent("port_group", "Port_Group", "acls")),
    columns=(
        Column("direction", choices=("from-lport", "to-lport"), required=True),
        Column("priority", "int", required=True),
        Column("match", check=_syntax.expression, match=True, required=True),
        Column("tier", "int", since="23.06", empty=0),
        Column("action", choices=ACTIONS, later={"pass": "23.06"}, required=True),
        Column("name"),
        Column("log", "bool"),
        Column("severity", choices=SEVERITIES, empty="info"),
        Column("meter"),
        Column("label", "int"),
        Column("options", "bool", key="apply-after-lb", option="apply_after_lb", empty=False),
        Column("network_function_group", ref=Ref("Network_Function_Group"), since="26.03"),
        OPTIONS,
        EXTERNAL_IDS,
    ),
    children=(
        Child("sample_new", SAMPLE, since="24.09", single=True, shared=True),
        Child("sample_est", SAMPLE, since="24.09", single=True, shared=True),
    ),
    prepare=_check_acl,
    consults=frozenset({"action", "direction", "label", "options"}),
)
