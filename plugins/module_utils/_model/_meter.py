# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Meter: limits of rates."""

from __future__ import annotations

from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Child, Column, Entity

METER_BAND = Entity(
    table="Meter_Band",
    identity=(),
    columns=(
        Column("rate", "int", required=True),
        Column("burst_size", "int"),
        Column("action", choices=("drop",)),
        EXTERNAL_IDS,
    ),
)


def _drop(meter: dict[str, Any], band: dict[str, Any]) -> dict[str, Any]:
    # the only action that there is, so nobody has to say it
    return {"action": "drop"}


METER = Entity(
    table="Meter",
    identity=("name",),
    unique=True,
    columns=(
        Column("name", check=_syntax.meter_name),
        Column("unit", choices=("kbps", "pktps"), required=True),
        Column("fair", "bool", empty=False),
        EXTERNAL_IDS,
    ),
    children=(Child("bands", METER_BAND, derive=_drop),),
)
