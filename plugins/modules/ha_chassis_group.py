#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage groups of gateway chassis of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ha_chassis_group
short_description: Manage groups of gateway chassis of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(HA_Chassis_Group) of the OVN Northbound database, with their chassis.
  - A group of chassis stand in for one another. The one with the highest priority that is alive works for the router ports and the external switch ports that
    name the group in O(northbound.ovn.logical_router_port#module:ha_chassis_group) and O(northbound.ovn.logical_switch_port#module:ha_chassis_group).
  - The name is unique in the whole database. A group that a port still names cannot be removed.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb
  - northbound.ovn._connection.sb_remotes
  - northbound.ovn._connection.wait
  - northbound.ovn._state
options:
  name:
    description: The group's name. Needed unless O(uuid) is given.
    type: str
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
  ha_chassis:
    description:
      - The chassis of the group.
      - This is the whole list. Chassis that are not in it are removed; of those that are, only the options that are given are changed.
    type: list
    elements: dict
    suboptions:
      chassis_name:
        description: Name of the chassis, which is its C(external_ids:system-id) in Open vSwitch.
        type: str
        required: true
      priority:
        description: Which chassis is preferred; the highest wins. V(0) to V(32767). A new one without it has V(0). Give each chassis one of its own.
        type: int
      external_ids:
        description: Keys and values for other programs.
        type: dict
seealso:
  - module: northbound.ovn.logical_router_port
  - module: northbound.ovn.logical_switch_port
  - name: ovn-nb(5)
    description: The Northbound database, tables HA_Chassis_Group and HA_Chassis.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a group of two gateways
  northbound.ovn.ha_chassis_group:
    name: gateways
    ha_chassis:
      - chassis_name: gw1
        priority: 20
      - chassis_name: gw2
        priority: 10

- name: Create a router
  northbound.ovn.logical_router:
    name: edge

- name: Create its port to the outside, which is on one of the gateways
  northbound.ovn.logical_router_port:
    router: edge
    name: edge-outside
    mac: "02:00:00:00:01:02"
    networks: [192.0.2.10/24]
    ha_chassis_group: gateways

- name: Prefer the second gateway
  northbound.ovn.ha_chassis_group:
    name: gateways
    ha_chassis:
      - chassis_name: gw1
      - chassis_name: gw2
        priority: 30

- name: Free the group
  northbound.ovn.logical_router_port:
    name: edge-outside
    ha_chassis_group: ""

- name: Remove the group
  northbound.ovn.ha_chassis_group:
    name: gateways
    state: absent
"""

RETURN = r"""
row:
  description: The group as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: gateways
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
    ha_chassis:
      description: Its chassis.
      returned: when the row exists
      type: list
      elements: dict
      contains:
        chassis_name:
          description: Name of the chassis.
          returned: always
          type: str
          sample: gw1
        priority:
          description: Which chassis is preferred.
          returned: always
          type: int
          sample: 20
        external_ids:
          description: Keys and values of other programs.
          returned: always
          type: dict
          sample: {}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 2f1c2b64-19a5-4f2c-8a3a-40c4f0a0f6e2
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._ha_chassis import HA_CHASSIS_GROUP
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(HA_CHASSIS_GROUP)


if __name__ == "__main__":
    main()
