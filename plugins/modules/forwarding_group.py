#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage forwarding groups of OVN's logical switches."""

from __future__ import annotations

DOCUMENTATION = r"""
module: forwarding_group
short_description: Manage forwarding groups of OVN's logical switches
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Forwarding_Group) of the OVN Northbound database.
  - A forwarding group spreads what is sent to one virtual address over several ports of a switch. The switch answers ARP requests for O(vip) with O(vmac),
    and a packet to O(vmac) goes to one of the ports in O(child_port).
  - It is for ports that lead to the same network, as those of several gateways do. To spread connections over servers, use
    M(northbound.ovn.load_balancer).
  - A group is told from others by its switch and its name.
  - With OVN 23.03, C(ovn-northd) heeds only one of the groups of a switch.
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
  switch:
    description: Name or uuid of the logical switch. Needed unless O(uuid) is given.
    type: str
  name:
    description: The group's name. Needed unless O(uuid) is given.
    type: str
  vip:
    description: The virtual address, IPv4. Needed to create a group.
    type: str
  vmac:
    description: The MAC address that belongs to O(vip). Needed to create a group.
    type: str
  child_port:
    description:
      - Names of the ports of the switch over which packets are spread. This is the whole list. Needed to create a group.
      - OVN keeps the names as text; nothing tells whether there are such ports.
    type: list
    elements: str
  liveness:
    description: Whether a port gets packets only while BFD says that its hypervisor can be reached. If not given, a new group does without.
    type: bool
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_switch
  - module: northbound.ovn.load_balancer
  - name: ovn-nb(5)
    description: The Northbound database, table Forwarding_Group.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Create the ports
  northbound.ovn.logical_switch_port:
    switch: web
    name: "{{ item }}"
  loop: [gw-1, gw-2, gw-3]

- name: Spread what is sent to 10.1.0.1 over two gateways
  northbound.ovn.forwarding_group:
    switch: web
    name: gateways
    vip: 10.1.0.1
    vmac: "02:00:00:00:01:01"
    child_port: [gw-1, gw-2]
    liveness: true

- name: Add a third one
  northbound.ovn.forwarding_group:
    switch: web
    name: gateways
    child_port: [gw-1, gw-2, gw-3]

- name: Remove the group
  northbound.ovn.forwarding_group:
    switch: web
    name: gateways
    state: absent
"""

RETURN = r"""
row:
  description: The group as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    switch:
      description: Name of its logical switch, or its uuid if it was given so.
      returned: when the row exists
      type: str
      sample: web
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: gateways
    vip:
      description: The virtual address.
      returned: when the row exists
      type: str
      sample: 10.1.0.1
    vmac:
      description: The MAC address that belongs to it.
      returned: when the row exists
      type: str
      sample: "02:00:00:00:01:01"
    child_port:
      description: The ports over which packets are spread.
      returned: when the row exists
      type: list
      elements: str
      sample: [gw-1, gw-2]
    liveness:
      description: Whether ports that cannot be reached get no packets.
      returned: when the row exists
      type: bool
      sample: true
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 5b8f2f0c-8d0a-4c63-9e6a-7a3c1d9b4e02
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._forwarding import FORWARDING_GROUP
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(FORWARDING_GROUP)


if __name__ == "__main__":
    main()
