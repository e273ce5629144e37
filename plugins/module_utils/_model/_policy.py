# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logical_Router_Policy: routing by more than the destination."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._bfd import BFD_SESSION, check_sessions
from ._columns import EXTERNAL_IDS
from ._declare import Children, Column, Entity, Parent, Ref

_CONCERNED = ("action", "chain", "jump_chain", "nexthops", "output_port", "bfd_sessions")


def _check_policy(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    old = current or {}
    row = {**old, **desired}
    if current and all((row.get(column) or None) == (old.get(column) or None) for column in _CONCERNED):
        return  # what others wrote may stay
    action = row.get("action")
    if action is None:
        return
    for option, needed in (("nexthops", "reroute"), ("output_port", "reroute"), ("bfd_sessions", "reroute"), ("jump_chain", "jump")):
        if desired.get(option) and action != needed:
            raise ValueError(f"{option}: only for the action {needed}, not {action}; leave it out")
    if action == "reroute":
        _check_reroute(row, row.get("nexthops") or [], desired.get("bfd_sessions") or [])
    if action == "jump":
        _check_jump(row)


def _check_reroute(row: dict[str, Any], nexthops: list[str], sessions: list[str]) -> None:
    if not nexthops:
        raise ValueError("nexthops: the action reroute needs the address of the next router, or of several")
    kinds = {_syntax.kind(nexthop) for nexthop in nexthops}
    if len(kinds) > 1:
        raise ValueError(f"nexthops: OVN ignores a policy with {' and '.join(sorted(kinds))}; make a policy of each")
    if row.get("output_port") and len(nexthops) > 1:
        raise ValueError(f"output_port: only for a policy with one next hop, not {len(nexthops)} ({', '.join(nexthops)})")
    if row.get("chain") and len(nexthops) > 1:
        # ovn-northd leaves the chain out of the flow's match then, in 25.03 and up to 26.03 at least
        raise ValueError(f"nexthops: {len(nexthops)} of them in a chain; OVN would apply the policy to packets outside of the chain as well; give one")
    check_sessions("bfd_sessions", sessions, nexthops)


def _check_jump(row: dict[str, Any]) -> None:
    if not row.get("jump_chain"):
        raise ValueError("jump_chain: the action jump needs the chain to go on with")
    if row["jump_chain"] == row.get("chain"):
        raise ValueError(f"jump_chain: {row['jump_chain']} is the policy's own chain; packets would go round without end")


LOGICAL_ROUTER_POLICY = Entity(
    table="Logical_Router_Policy",
    identity=("priority", "match", "chain"),
    parents=(Parent("router", "Logical_Router", "policies"),),
    columns=(
        Column("priority", "int", required=True),
        Column("match", check=_syntax.expression, match=True, required=True),
        Column("chain", empty="", since="25.03"),
        Column("action", choices=("allow", "drop", "reroute", "jump"), later={"jump": "25.03"}, required=True),
        Column("jump_chain", since="25.03"),
        Column("nexthops", "list", check=_syntax.ip),
        Column("output_port", ref=Ref("Logical_Router_Port"), since="26.03"),
        Column("bfd_sessions", "list", ref=BFD_SESSION, since="24.03"),
        Column("options", "dict", checks={"pkt_mark": _syntax.packet_mark}),
        EXTERNAL_IDS,
    ),
    prepare=_check_policy,
)
