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


_SPELLED = {
    "Logical_Switch_Port": ("addresses", "port_security"),
    "Logical_Router_Port": ("mac", "networks"),
    "NAT": ("external_ip", "external_mac"),
    "DHCP_Options": ("cidr",),
    "Forwarding_Group": ("vmac",),
    "Static_MAC_Binding": ("mac",),
    "Mirror": ("sink",),
    "BFD": ("dst_ip",),
}


def _spell(text: str) -> str:
    return " ".join(text.split()).lower().replace(":0::", "::")


def _spell_addresses(tables: Tables) -> None:
    for table, columns in _SPELLED.items():
        for row in tables[table]:
            for column in columns:
                value = row[column]
                row[column] = _spell(value) if isinstance(value, str) else ["set", [_spell(element) for element in value[1]]]


def _strip_match(tables: Tables) -> None:
    for row in tables["ACL"]:
        row["match"] = row["match"].strip()


DIFFERENCES = {
    "default": Difference("An option that is not given is not written, nor is a default over an empty column; OVN reads both alike.", _leave_defaults_empty),
    "spelling": Difference("The module writes addresses in one form, and knows other spellings in the database again.", _spell_addresses),
    "blanks": Difference(
        "The module leaves out blanks around a match, and looks for the rule by that text. A rule that was written with them is another one to it.",
        _strip_match,
        rewrites=True,
        apart=True,
    ),
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
