# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mirror: copies of what ports send and receive."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Child, Children, Column, Entity

# The largest index by type. Open vSwitch reads the digits of an ERSPAN index as hexadecimal ones, of which it has five.
_LARGEST = {"gre": 2**32 - 1, "erspan": 99999}
_NO_INDEX = -1  # what ovn-nbctl writes where there is no tunnel

MIRROR_RULE = Entity(
    table="Mirror_Rule",
    identity=("priority", "match"),
    since="25.09",
    columns=(
        Column("priority", "int", required=True),
        Column("match", check=_syntax.expression, match=True, required=True),
        Column("action", choices=("mirror", "skip"), required=True),
    ),
)


def _check_mirror(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    old = current or {}
    row = {**old, **desired}
    type_ = row.get("type")
    if type_ is None:
        return
    if children.get("mirror_rules") and type_ != "lport":
        raise ValueError(f"mirror_rules: only for the type lport; OVN would ignore them for {type_}; leave them out, or clear them with []")
    if current and all(row[column] == old[column] for column in ("type", "sink", "index")):
        return  # what others wrote may stay
    if type_ in _LARGEST:
        _check_tunnel(type_, row)
    elif desired.get("index", _NO_INDEX) not in (_NO_INDEX, old.get("index")):
        raise ValueError(f"index: only for the types gre and erspan, not {type_}; leave it out")
    elif current is None:
        desired["index"] = _NO_INDEX


def _check_tunnel(type_: str, row: dict[str, Any]) -> None:
    try:
        _syntax.ip(row.get("sink", ""))
    except ValueError as e:
        raise ValueError(f"sink: {e}, to which the type {type_} sends") from None
    index = row.get("index", 0)
    if not 0 <= index <= _LARGEST[type_]:
        raise ValueError(f"index: {index} is not in 0 to {_LARGEST[type_]}, which the type {type_} can have")


MIRROR = Entity(
    table="Mirror",
    identity=("name",),
    unique=True,
    columns=(
        Column("name", check=_syntax.non_empty),
        Column("type", choices=("gre", "erspan", "local", "lport"), later={"local": "23.06", "lport": "25.09"}, required=True),
        Column("filter", choices=("from-lport", "to-lport", "both"), later={"both": "23.06"}, required=True),
        Column("sink", check=_syntax.mirror_sink, required=True),
        Column("index", "int"),
        EXTERNAL_IDS,
    ),
    children=(Child("mirror_rules", MIRROR_RULE, since="25.09"),),
    prepare=_check_mirror,
)
