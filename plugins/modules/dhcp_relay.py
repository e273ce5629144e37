#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage DHCP relays of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dhcp_relay
short_description: Manage DHCP relays of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(DHCP_Relay) of the OVN Northbound database. The table needs OVN 24.09.
  - A relay sends DHCP requests that arrive at a router port on to a server elsewhere. Router ports use it by name,
    see O(northbound.ovn.logical_router_port#module:dhcp_relay). The switch of the ports that ask names its port towards that router in the key
    C(dhcp_relay_port) of O(northbound.ovn.logical_switch#module:other_config).
  - OVN does not keep names of relays unique. When several have the same name, the task fails and lists their uuids, one of which can be given as O(uuid).
  - A relay that router ports use cannot be removed; the database refuses that.
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
    description: The relay's name. Needed unless O(uuid) is given.
    type: str
  servers:
    description:
      - The IPv4 address of the DHCP server; OVN takes one. Needed to create a relay.
      - It cannot be cleared, since C(ovn-northd) would crash on a router port whose relay has no server.
    type: str
  options:
    description: Further settings; OVN has none so far.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_router_port
  - module: northbound.ovn.logical_switch
  - module: northbound.ovn.dhcp_options
  - name: ovn-nb(5)
    description: The Northbound database, table DHCP_Relay.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Name a DHCP server
  northbound.ovn.dhcp_relay:
    name: campus
    servers: 192.0.2.53

- name: Create a switch that relays through one of its ports
  northbound.ovn.logical_switch:
    name: web
    other_config:
      dhcp_relay_port: web-up

- name: Create a router
  northbound.ovn.logical_router:
    name: edge

- name: Use the relay at the router's port
  northbound.ovn.logical_router_port:
    router: edge
    name: edge-web
    mac: "02:00:00:00:01:01"
    networks: [10.1.0.1/24]
    dhcp_relay: campus

- name: Connect the switch
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-up
    type: router
    addresses: [router]
    options:
      router-port: edge-web

- name: Use another server
  northbound.ovn.dhcp_relay:
    name: campus
    servers: 192.0.2.54

- name: Stop using the relay
  northbound.ovn.logical_router_port:
    name: edge-web
    dhcp_relay: ""

- name: Remove it
  northbound.ovn.dhcp_relay:
    name: campus
    state: absent
"""

RETURN = r"""
row:
  description: The relay as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: campus
    servers:
      description: The address of the DHCP server.
      returned: when the row exists
      type: str
      sample: 192.0.2.53
    options:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 7c2d9e14-6a3b-4d0f-b1c8-5e4f3a2b1c04
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._dhcp import DHCP_RELAY
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(DHCP_RELAY)


if __name__ == "__main__":
    main()
