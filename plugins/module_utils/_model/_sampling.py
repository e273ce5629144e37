# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sample_Collector, Sampling_App and Sample: copies of some packets for IPFIX collectors."""

from __future__ import annotations

from ._columns import EXTERNAL_IDS
from ._declare import Column, Entity, Ref

SAMPLE_COLLECTOR = Entity(
    table="Sample_Collector",
    identity=("id",),
    unique=True,
    since="24.09",
    columns=(
        Column("id", "int"),
        Column("name"),
        Column("set_id", "int", required=True),
        # the schema's own default is to sample nothing
        Column("probability", "int", required=True),
        EXTERNAL_IDS,
    ),
)

SAMPLING_APP = Entity(
    table="Sampling_App",
    identity=("type",),
    unique=True,
    since="24.09",
    columns=(
        Column("type", choices=("drop", "acl-new", "acl-est")),
        Column("id", "int", required=True),
        EXTERNAL_IDS,
    ),
)

SAMPLE = Entity(
    table="Sample",
    identity=("metadata",),
    unique=True,
    since="24.09",
    columns=(
        Column("metadata", "int"),
        Column("collectors", "list", ref=Ref("Sample_Collector")),
    ),
)
