#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage rows of any table of any OVSDB database."""

from __future__ import annotations

DOCUMENTATION = r"""
module: row
short_description: Manage rows of any table of OVN's and Open vSwitch's databases
version_added: 0.1.0
description:
  - Creates, changes and removes rows of any table of any database of OVN, Open vSwitch or a hardware VTEP, with all columns that the server has.
    It works as the modules that are made for one table do, with check mode, diff and one guarded transaction.
  - Where there is a module for the table, prefer it. It knows what OVN makes of the values, names rows by what people call them,
    and refuses what OVN would ignore in silence. This module knows the types, choices and ranges of the server's schema only, and writes values as given.
  - Columns that daemons write are refused, and keys that daemons write in maps are left alone; see O(overrule_daemons).
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.any
  - northbound.ovn._connection
  - northbound.ovn._connection.any
  - northbound.ovn._connection.sb_remotes
  - northbound.ovn._connection.wait
options:
  table:
    description: The table, spelt as in the manual of the database.
    type: str
    required: true
  where:
    description:
      - What tells the row from all others, as a dictionary of columns and their values. If there is no such row, one is created with these values.
      - "Of a map the keys that are given must have these values, as in C(external_ids: {owner: shop}). A set is compared as a whole.
        V(null) is a column without a value."
      - If several rows answer to it, the task fails and lists their uuids.
      - Leave it out for a table that has one row at most, like C(NB_Global), and for O(parent) with room for one row.
    type: dict
  uuid:
    description: The row to manage, instead of O(where).
    type: str
  columns:
    description:
      - What the row shall hold, as a dictionary of columns and their values. A column that is not given is not managed.
      - A number is a number, a set a list, a map a dictionary, a boolean V(true) or V(false). Text that a template made of a number or boolean will do.
      - A set becomes what is given. Maps are merged key by key; a key with the value V(null) is removed.
        V([]), V({}), V(null) and, in an optional column, an empty text clear.
      - A reference is the name of a row or its uuid. The name is the row's C(name), or else what its table has a unique index for,
        like the C(target) of a connection; several columns stand with blanks between, as in V(geneve 192.0.2.11).
        C(DHCP_Options) and C(DNS) of the Northbound have the names that their modules give them.
        Rows of other tables are referred to by uuid, and whatever looks like a uuid is one.
      - Where rows live only in this column, like C(bands) of a C(Meter), they can be given as dictionaries of their own columns.
        They then are all that the column holds; those that are left out are removed. Rows are matched by their table's unique index
        where all of them give its columns, else by their content. In such rows there are no further ones.
    type: dict
  parent:
    description:
      - Where the row lives, for tables whose rows stay only while another row holds them, like C(ACL). It is needed to create such a row,
        unless there is only one place, like C(NB_Global) for C(Connection).
      - When a row is removed without it, it is taken from all places that hold it.
    type: dict
    suboptions:
      table:
        description: The table of the row that holds it.
        type: str
        required: true
      where:
        description: What tells that row, as in O(where). Leave it out for a table that has one row at most.
        type: dict
      uuid:
        description: That row's uuid, instead of O(parent.where).
        type: str
      column:
        description: The column of that row. Needed only where several columns of O(parent.table) hold rows of O(table).
        type: str
      key:
        description: If that column is a map, the key under which the row stands, which alone tells it. Leave O(where) out then.
        type: str
  state:
    description:
      - With V(present) the row is created if need be, and O(columns) are set.
      - With V(absent) the row is removed if it is there. The one row of tables like C(NB_Global) always stays.
    type: str
    choices: [present, absent]
    default: present
  overrule_daemons:
    description:
      - Write also what belongs to daemons, which is refused by default.
      - These are all rows of V(OVN_Southbound), which C(ovn-northd) and C(ovn-controller) write, and of V(OVN_IC_Southbound), which C(ovn-ic) writes.
        They overwrite what others write there, or are confused by it. What an operator has to do there all the same is to set
        C(Connection) and C(SSL), and to remove what a dead host has left, its C(Chassis), C(Chassis_Private) or C(Encap), or a stale C(MAC_Binding).
      - They are also columns in which daemons report, like C(status) of C(Connection), C(nb_cfg) of C(NB_Global) or C(ofport) of C(Interface),
        keys of maps like C(options:max_tunid) of C(NB_Global), and rows that C(ovn-ic) made.
    type: bool
    default: false
notes:
  - O(wait) is for V(OVN_Northbound) and, with V(sb), for V(OVN_IC_Northbound). O(sb_remotes) is for V(OVN_Northbound) only.
  - O(remotes), when set for the Northbound in C(module_defaults), is not that of other databases.
seealso:
  - module: northbound.ovn.row_info
  - name: ovn-nb(5)
    description: The tables and columns of the Northbound.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
  - name: ovn-sb(5)
    description: The tables and columns of the Southbound.
    link: https://www.ovn.org/support/dist-docs/ovn-sb.5.html
  - name: ovs-vswitchd.conf.db(5)
    description: The tables and columns of Open vSwitch.
    link: https://www.openvswitch.org/support/dist-docs/ovs-vswitchd.conf.db.5.html
  - name: vtep(5)
    description: The tables and columns of hardware VTEPs.
    link: https://www.openvswitch.org/support/dist-docs/vtep.5.html
"""

EXAMPLES = r"""
- name: Create a switch
  northbound.ovn.row:
    table: Logical_Switch
    where:
      name: web
    columns:
      other_config:
        mcast_snoop: true

- name: Drop what goes from it to the front ends, with a rule that is told by its owner and number
  northbound.ovn.row:
    table: ACL
    where:
      external_ids: {owner: shop, rule: 1}
    parent:
      table: Logical_Switch
      where: {name: web}
    columns:
      direction: from-lport
      priority: 1000
      match: ip4.dst == 10.9.0.0/24
      action: drop

- name: Allow it
  northbound.ovn.row:
    table: ACL
    where:
      external_ids: {owner: shop, rule: 1}
    columns:
      action: allow

- name: Create a meter with its bands
  northbound.ovn.row:
    table: Meter
    where:
      name: log
    columns:
      unit: pktps
      bands:
        - {action: drop, rate: 100, burst_size: 10}

- name: Change a setting of the whole Northbound
  northbound.ovn.row:
    table: NB_Global
    columns:
      options: {default_acl_drop: true}

- name: Remove the rule
  northbound.ovn.row:
    table: ACL
    where:
      external_ids: {owner: shop, rule: 1}
    state: absent

- name: Let Open vSwitch report its flows
  northbound.ovn.row:
    database: Open_vSwitch
    remotes: ["unix:/var/run/openvswitch/db.sock"]
    table: NetFlow
    parent:
      table: Bridge
      where: {name: br-int}
    columns:
      targets: ["192.0.2.20:2055"]
      active_timeout: 60

- name: Remove the chassis of a host that is gone
  northbound.ovn.row:
    database: OVN_Southbound
    remotes: ["unix:/var/run/ovn/ovnsb_db.sock"]
    table: Chassis
    where:
      name: hv9
    state: absent
    overrule_daemons: true
"""

RETURN = r"""
row:
  description:
    - All columns of the row as the task leaves it. Empty if there is no row.
    - References are shown by name in the columns that the task sets, else as uuids. Keys that daemons write in maps are left out.
    - If the row lives in another one, that row's name or uuid stands under the name of its table and column, like C(Logical_Switch.acls).
  returned: success
  type: dict
  sample:
    name: web
    ports: []
    other_config: {mcast_snoop: "true"}
    external_ids: {}
uuid:
  description: The row's uuid. V(null) if there is none, or if check mode would create it.
  returned: success
  type: str
  sample: 5e3c58ca-2a53-44e7-9b7a-7f8d1a6c7f5e
"""

from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._engine._generic import Wanted, describe
from ansible_collections.northbound.ovn.plugins.module_utils._engine._owned import refuse_database
from ansible_collections.northbound.ovn.plugins.module_utils._module import (
    ANY_SPEC,
    DATABASE_SPEC,
    STATE_SPEC,
    UUID_SPEC,
    WAIT_SPEC,
    any_database,
    guarded,
    manage,
    start,
)

_PARENT = {
    "table": {"type": "str", "required": True},
    "where": {"type": "dict"},
    "uuid": {"type": "str"},
    "column": {"type": "str"},
    "key": {"type": "str", "no_log": False},
}
_ROW = {
    "table": {"type": "str", "required": True},
    "where": {"type": "dict"},
    "columns": {"type": "dict"},
    "parent": {"type": "dict", "options": _PARENT},
    "overrule_daemons": {"type": "bool", "default": False},
}


def main() -> None:
    """Run the module."""
    module = start({**ANY_SPEC, **DATABASE_SPEC, **WAIT_SPEC, **STATE_SPEC, **UUID_SPEC, **_ROW})
    params = module.params
    present = params["state"] == "present"
    wanted = Wanted(params["table"], params["where"], params["uuid"], params["columns"], params["parent"], params["overrule_daemons"])

    def work() -> dict[str, Any]:
        if not wanted.overrule:
            refuse_database(params["database"])
        return manage(module, any_database(params, params["database"]), lambda client: describe(client, wanted, present))

    guarded(module, work)


if __name__ == "__main__":
    main()
