# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What daemons write, for modules that are given any table: databases, columns, keys and rows.

Columns that the schemas call ephemeral are theirs as well and not listed.
"""

from __future__ import annotations

from collections.abc import Mapping

from ._declare import Entity
from ._global import NB_GLOBAL
from ._router import LOGICAL_ROUTER, LOGICAL_ROUTER_PORT, LOGICAL_ROUTER_STATIC_ROUTE
from ._sets import ADDRESS_SET
from ._switch import LOGICAL_SWITCH, LOGICAL_SWITCH_PORT

# Databases that daemons fill, and which.
OWNERS = {
    "OVN_Southbound": "ovn-northd and ovn-controller",
    "OVN_IC_Southbound": "ovn-ic",
}

# database to table to columns: ovn-nb(5), ovn-ic-nb(5), ovs-vswitchd.conf.db(5)
_COLUMNS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "OVN_Northbound": {
        "NB_Global": frozenset({"nb_cfg", "nb_cfg_timestamp", "sb_cfg", "sb_cfg_timestamp", "hv_cfg", "hv_cfg_timestamp"}),
        "BFD": frozenset({"status"}),
        "Logical_Router_Port": frozenset({"status"}),
        "Logical_Switch_Port": frozenset({"up", "dynamic_addresses", "tag"}),
        "Logical_Switch_Port_Health_Check": frozenset({"status"}),
        "Network_Function_Group": frozenset({"network_function_active"}),
    },
    "OVN_IC_Northbound": {
        "IC_NB_Global": frozenset({"nb_ic_cfg", "sb_ic_cfg"}),
    },
    "Open_vSwitch": {
        "Open_vSwitch": frozenset({"cur_cfg", "next_cfg", "datapath_types", "iface_types", "dpdk_initialized", "dpdk_version", "ovs_version"}),
        "Bridge": frozenset({"datapath_version"}),
        "Port": frozenset({"bond_active_slave"}),
        "Interface": frozenset({"ofport", "error", "cfm_flap_count"}),
        "Datapath": frozenset({"datapath_version", "capabilities"}),
    },
}

# The declarations of tables in which other programs have keys or rows.
_SHARED = (NB_GLOBAL, LOGICAL_SWITCH, LOGICAL_SWITCH_PORT, LOGICAL_ROUTER, LOGICAL_ROUTER_PORT, LOGICAL_ROUTER_STATIC_ROUTE, ADDRESS_SET)
SHARED: Mapping[tuple[str, str], Entity] = {(entity.database, entity.table): entity for entity in _SHARED}


def columns_of_daemons(database: str, table: str) -> frozenset[str]:
    """The stored columns of a table that only daemons write."""
    return _COLUMNS.get(database, {}).get(table, frozenset())
