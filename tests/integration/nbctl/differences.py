# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where modules and ovn-nbctl differ on purpose, and why. Everywhere else they leave the same rows."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Difference, Tables

# What an empty column means.
_DEFAULTS = {
    ("Logical_Switch_Port", "enabled"): True,
    ("Logical_Router_Port", "enabled"): True,
    ("Load_Balancer", "protocol"): "tcp",
}


def _leave_defaults_empty(tables: Tables) -> None:
    for (table, column), default in _DEFAULTS.items():
        for row in tables[table]:
            if row[column] == default:
                row[column] = ["set", []]


def _converge_action(tables: Tables) -> None:
    for row in tables["ACL"]:
        row["action"] = "drop"


def _name_dhcp_options(tables: Tables) -> None:
    for row in tables["DHCP_Options"]:
        row["external_ids"][1].append(["northbound.ovn:name", "v4"])


DIFFERENCES = {
    "default": Difference("An option that is not given is not written, nor is a default over an empty column; OVN reads both alike.", _leave_defaults_empty),
    "may-exist": Difference(
        "`--may-exist` leaves a rule with another action as it is; the module gives it the one that you ask for.", _converge_action, rewrites=True
    ),
    "dhcp-name": Difference(
        "DHCP options have no name in OVN. The module keeps one in `external_ids` and knows its rows by that; give the `uuid` once to adopt a row.",
        _name_dhcp_options,
        rewrites=True,
        apart=True,
    ),
}
