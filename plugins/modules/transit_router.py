#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage routers between OVN deployments."""

from __future__ import annotations

DOCUMENTATION = r"""
module: transit_router
short_description: Manage routers between OVN deployments
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Transit_Router) of the OVN Interconnection Northbound database. Needs OVN 26.03.
  - The C(ovn-ic) of every deployment makes a logical router of the same name, with the same ports, in its own Northbound.
    With O(wait=sb) they are there when the task ends.
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
      - The router's name.
      - Needed unless O(uuid) is given.
    type: str
  ports:
    description:
      - The router's ports.
      - This is the whole list. Ports that are not in it are removed; of those that are, only the options that are given are changed.
    type: list
    elements: dict
    suboptions:
      name:
        description: The port's name, unique in the whole database.
        type: str
        required: true
      mac:
        description: MAC address of the port. Needed to create it.
        type: str
        required: true
      networks:
        description: The port's IP addresses, each with the prefix length of its network. This is the whole list.
        type: list
        elements: str
      chassis:
        description:
          - Name of the chassis where the port is. It is local in that chassis's deployment and remote in all others.
          - An empty text removes it.
        type: str
      other_config:
        description: Further settings.
        type: dict
  other_config:
    description: Further settings.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.transit_switch
  - module: northbound.ovn.ic_nb_global
  - name: ovn-ic-nb(5)
    description: The Interconnection Northbound database, tables Transit_Router and Transit_Router_Port.
    link: https://www.ovn.org/support/dist-docs/ovn-ic-nb.5.html
"""

EXAMPLES = r"""
- name: Create a router between two deployments, with a port on a gateway of each
  northbound.ovn.transit_router:
    name: tr1
    ports:
      - name: tr1-north
        mac: "02:00:00:00:06:01"
        networks: [192.0.2.1/30]
        chassis: north-gw1
      - name: tr1-south
        mac: "02:00:00:00:06:02"
        networks: [192.0.2.5/30, "2001:db8:6::5/64"]
        chassis: south-gw1

- name: Remove a port by leaving it out of the list
  northbound.ovn.transit_router:
    name: tr1
    ports:
      - name: tr1-north
        mac: "02:00:00:00:06:01"

- name: Remove the router with all of its ports
  northbound.ovn.transit_router:
    name: tr1
    state: absent
"""

RETURN = r"""
row:
  description: The router as it is after the task. In check mode, as it would be. Empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: The router's name.
      returned: when the row exists
      type: str
      sample: tr1
    ports:
      description: Its ports in the order of their names, with all of their columns.
      returned: when the row exists
      type: list
      elements: dict
      sample:
        - name: tr1-north
          mac: "02:00:00:00:06:01"
          networks: [192.0.2.1/30]
          chassis: north-gw1
          other_config: {}
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
  sample: 0f7f9c5a-7b92-4f66-9f0e-2d9a6c3b8e41
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._interconnection import TRANSIT_ROUTER
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(TRANSIT_ROUTER)


if __name__ == "__main__":
    main()
