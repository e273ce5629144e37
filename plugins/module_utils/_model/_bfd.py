# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""BFD: whether a next hop is reachable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS, OPTIONS
from ._declare import Children, Column, Entity, Ref


def _session(text: str) -> str:
    words = text.split()
    return f"{words[0]} {_syntax.ip(words[1])}" if len(words) == 2 else text


# What routes and policies call a session: its port and its peer.
BFD_SESSION = Ref("BFD", "logical_port dst_ip", check=_session)


def check_sessions(option: str, sessions: Iterable[str], nexthops: Iterable[str]) -> None:
    """Refuse sessions with others than the next hops; ovn-northd compares the addresses and ignores such a session."""
    for session in sessions:
        _port, _blank, peer = session.partition(" ")
        if peer and peer not in nexthops:  # a uuid does not say who the peer is
            raise ValueError(f"{option}: {session} is a session with {peer}, which is no next hop ({', '.join(nexthops)}); OVN would ignore it")


def _check_bfd(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    if desired.get("min_rx", 0) < 0:
        raise ValueError(f"min_rx: {desired['min_rx']} is negative; give milliseconds, or 0 to have the peer send nothing")


BFD = Entity(
    table="BFD",
    identity=("logical_port", "dst_ip"),
    unique=True,
    columns=(
        Column("logical_port", check=_syntax.non_empty),
        Column("dst_ip", check=_syntax.ip, spellings=True, required=True),
        Column("min_tx", "int", empty=1000),
        Column("min_rx", "int", empty=1000),
        Column("detect_mult", "int", empty=5),
        OPTIONS,
        EXTERNAL_IDS,
    ),
    prepare=_check_bfd,
)
