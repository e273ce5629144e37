# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns that many tables have."""

from __future__ import annotations

from ._declare import Column

OWNER_KEY = "northbound.ovn:owner"  # in external_ids: which topology document made the row
# clearing the map leaves the mark
EXTERNAL_IDS = Column("external_ids", "dict", kept_keys=frozenset({OWNER_KEY}))
OPTIONS = Column("options", "dict")
