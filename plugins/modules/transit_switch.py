#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage switches between OVN deployments."""

from __future__ import annotations

DOCUMENTATION = r"""
module: transit_switch
short_description: Manage switches between OVN deployments
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Transit_Switch) of the OVN Interconnection Northbound database.
  - The C(ovn-ic) of every deployment makes a logical switch of the same name in its own Northbound. Routers join it there with switch ports
    (M(northbound.ovn.logical_switch_port)), and all of them meet. With O(wait=sb) the logical switches are there when the task ends.
  - The name is unique in the whole database.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.ic
  - northbound.ovn._connection
  - northbound.ovn._connection.ic
  - northbound.ovn._connection.ic_wait
  - northbound.ovn._state
options:
  name:
    description:
      - The switch's name.
      - Needed unless O(uuid) is given.
    type: str
  ports:
    description:
      - Ports that C(ovn-ic) makes on the logical switch of every deployment. Needs OVN 26.09.
      - This is the whole list. Ports that are not in it are removed; of those that are, only the options that are given are changed.
      - Ports that the deployments themselves put on their logical switches are none of these, and stay.
    type: list
    elements: dict
    suboptions:
      name:
        description: The port's name, unique in the whole database.
        type: str
        required: true
      type:
        description: An empty text for a port of a workload, V(router) for one that joins a router of each deployment where it is local.
        type: str
        choices: ["", router]
      addresses:
        description:
          - The port's addresses, each a MAC address and IP addresses with blanks between, as O(northbound.ovn.logical_switch_port#module:addresses) has them.
            An IP address may have a prefix length.
          - This is the whole list.
        type: list
        elements: str
      peer:
        description: With O(ports[].type=router), the name of the router port that it joins. An empty text removes it.
        type: str
      chassis:
        description:
          - Name of the chassis where the port is. It is local in that chassis's deployment and remote in all others.
          - Without it, or with an empty text, it is local everywhere.
        type: str
      other_config:
        description: Further settings.
        type: dict
      external_ids:
        description: Keys and values for other programs.
        type: dict
  other_config:
    description: Further settings.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.transit_router
  - module: northbound.ovn.ic_nb_global
  - name: ovn-ic-nb(5)
    description: The Interconnection Northbound database, tables Transit_Switch and Transit_Switch_Port.
    link: https://www.ovn.org/support/dist-docs/ovn-ic-nb.5.html
"""

EXAMPLES = r"""
- name: Create a switch between the deployments
  northbound.ovn.transit_switch:
    name: ts1

- name: Say whose it is
  northbound.ovn.transit_switch:
    name: ts1
    external_ids:
      owner: network-team

- name: Remove it
  northbound.ovn.transit_switch:
    name: ts1
    state: absent
"""

RETURN = r"""
row:
  description: The switch as it is after the task. In check mode, as it would be. Empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: The switch's name.
      returned: when the row exists
      type: str
      sample: ts1
    ports:
      description: Its ports in the order of their names, with all of their columns. An empty list where the server has none of them.
      returned: when the row exists
      type: list
      elements: dict
      sample:
        - name: ts1-p1
          type: ""
          addresses: ["02:00:00:00:05:01 192.0.2.11"]
          peer: ""
          chassis: gw1
          other_config: {}
          external_ids: {}
    other_config:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: network-team}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 9e1b7d1e-6c9e-4c57-8d8f-5a1d3a4e8b60
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._interconnection import TRANSIT_SWITCH
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(TRANSIT_SWITCH)


if __name__ == "__main__":
    main()
