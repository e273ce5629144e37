#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage static MAC bindings of OVN's logical routers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: static_mac_binding
short_description: Manage static MAC bindings of OVN's logical routers
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Static_MAC_Binding) of the OVN Northbound database.
  - A binding tells a router which MAC address a neighbour behind one of its ports has, so that it need not ask with ARP or neighbour discovery.
  - A binding is told from others by O(logical_port) and O(ip), which are unique together in the whole database.
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
  logical_port:
    description:
      - Name of the router port behind which the neighbour is. Needed unless O(uuid) is given.
      - OVN keeps the name as text; nothing tells whether there is such a port.
    type: str
  ip:
    description: The neighbour's IPv4 or IPv6 address. Needed unless O(uuid) is given.
    type: str
  mac:
    description: The neighbour's MAC address. Needed to create a binding.
    type: str
  override_dynamic_mac:
    description: Whether the binding goes before what the router has learned. If not given, what a new binding says is used only where nothing has been learned.
    type: bool
seealso:
  - module: northbound.ovn.logical_router_port
  - name: ovn-nb(5)
    description: The Northbound database, table Static_MAC_Binding.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a router
  northbound.ovn.logical_router:
    name: edge

- name: Create its port
  northbound.ovn.logical_router_port:
    router: edge
    name: edge-wan
    mac: "02:00:00:00:02:01"
    networks: [192.0.2.1/24]

- name: Say which MAC address a neighbour has
  northbound.ovn.static_mac_binding:
    logical_port: edge-wan
    ip: 192.0.2.254
    mac: "02:00:00:00:02:fe"

- name: Go by it whatever the router has learned
  northbound.ovn.static_mac_binding:
    logical_port: edge-wan
    ip: 192.0.2.254
    override_dynamic_mac: true

- name: Remove it
  northbound.ovn.static_mac_binding:
    logical_port: edge-wan
    ip: 192.0.2.254
    state: absent
"""

RETURN = r"""
row:
  description: The binding as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    logical_port:
      description: The router port behind which the neighbour is.
      returned: when the row exists
      type: str
      sample: edge-wan
    ip:
      description: The neighbour's address.
      returned: when the row exists
      type: str
      sample: 192.0.2.254
    mac:
      description: The neighbour's MAC address.
      returned: when the row exists
      type: str
      sample: "02:00:00:00:02:fe"
    override_dynamic_mac:
      description: Whether the binding goes before what the router has learned.
      returned: when the row exists
      type: bool
      sample: false
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: a4b3c2d1-e0f9-4a8b-9c7d-6e5f4a3b2c06
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._static_mac import STATIC_MAC_BINDING
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(STATIC_MAC_BINDING)


if __name__ == "__main__":
    main()
