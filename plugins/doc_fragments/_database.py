# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the modules that run on a host that serves a database of OVN. Private to the northbound.ovn collection."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
requirements:
  - C(ovsdb-client), C(ovsdb-tool) and C(ovs-appctl), which come with every ovsdb-server
options:
  database:
    description: The database.
    type: str
    choices: [OVN_Northbound, OVN_Southbound, OVN_IC_Northbound, OVN_IC_Southbound]
    required: true
  run_directory:
    description: Where the server's sockets are, under the names that C(ovn-ctl) gives them.
    type: path
    default: /var/run/ovn
"""
