# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where modules and ovn-nbctl differ on purpose, and why. Everywhere else they leave the same rows."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Difference, Dump


def _default_stays_empty(dump: Dump) -> None:
    for table in ("Logical_Switch_Port", "Logical_Router_Port"):
        for row in dump.get(table, []):
            row["enabled"] = []


DIFFERENCES = {
    "default": Difference("The module leaves the column empty where empty means enabled already.", _default_stays_empty),
}
