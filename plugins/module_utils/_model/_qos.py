# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""QoS."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Children, Column, Entity, Parent

_RANGES = {"dscp": range(64), "mark": range(1, 1 << 32)}  # newer schemas admit the range of mark for dscp, too


def _check_qos(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    def merged(column: str) -> dict[str, Any]:
        given = desired.get(column)
        kept = {} if given == {} else (current or {}).get(column, {})
        return {key: value for key, value in {**kept, **(given or {})}.items() if value is not None}

    for key, value in desired.get("action", {}).items():
        values = _RANGES[key]
        if value is not None and value not in values:
            raise ValueError(f"action: {key}: {value} is not in {values[0]} to {values[-1]}")
    bandwidth = merged("bandwidth")
    if "burst" in bandwidth and "rate" not in bandwidth:
        raise ValueError("bandwidth: burst: does nothing without rate; give both, or remove burst with null")
    given = "action" in desired or "bandwidth" in desired
    if (given or current is None) and not merged("action") and not bandwidth:
        raise ValueError("action, bandwidth: a rule with neither does nothing; give one of them, or remove the rule with state: absent")


QOS = Entity(
    table="QoS",
    identity=("direction", "priority", "match"),
    parents=(Parent("switch", "Logical_Switch", "qos_rules"),),
    columns=(
        Column("direction", choices=("from-lport", "to-lport"), required=True),
        Column("priority", "int", required=True),
        Column("match", check=_syntax.expression, match=True, required=True),
        Column("action", "dict", values="int", choices=("dscp", "mark"), later={"mark": "24.03"}),
        Column("bandwidth", "dict", values="int", choices=("rate", "burst")),
        EXTERNAL_IDS,
    ),
    prepare=_check_qos,
)
