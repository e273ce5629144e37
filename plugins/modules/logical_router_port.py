#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage ports of OVN's logical routers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logical_router_port
short_description: Manage ports of OVN's logical routers
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Logical_Router_Port) of the OVN Northbound database.
  - A port of a router is joined to a switch by a port of the switch with the type V(router), or to another router by O(peer).
  - The name is unique in the whole database. A port stays in its router; to move it, remove it and create it again.
  - C(status) is written by OVN and is no option; M(northbound.ovn.nb_info) reads it.
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
  router:
    description: Name or uuid of the logical router. Needed to create a port; a port that exists must be in this router.
    type: str
  name:
    description:
      - The port's name. Needed unless O(uuid) is given.
      - Do not give a router port the name of a switch port; OVN would ignore one of the two.
    type: str
  mac:
    description: The port's MAC address. Needed to create it.
    type: str
  networks:
    description:
      - The port's addresses with the prefix lengths of their networks, like V(10.1.0.1/24). Before OVN 25.03 there must be one at least.
      - The IPv6 link local address that follows from O(mac) is there by itself.
    type: list
    elements: str
  peer:
    description:
      - Name of the port of another router that this one is joined to, directly; the other port names this one.
      - Ports that are joined to a switch have none. An empty text removes it.
    type: str
  enabled:
    description: Whether traffic passes. OVN takes a port where nothing is set as enabled.
    type: bool
  options:
    description:
      - Further settings, for instance C(gateway_mtu), C(redirect-type), C(reside-on-redirect-chassis) or C(requested-chassis).
      - C(interconn-tr) belongs to C(ovn-ic) and cannot be set.
    type: dict
  ipv6_ra_configs:
    description: Router advertisements, for instance C(address_mode), C(send_periodic), C(mtu) or C(rdnss).
    type: dict
  ipv6_prefix:
    description:
      - IPv6 prefixes that the port has got by prefix delegation.
      - Where C(prefix) of O(options) is V(true), OVN writes them; do not give them then.
    type: list
    elements: str
  ha_chassis_group:
    description:
      - Name or uuid of a group of chassis on which the port is a gateway port. OVN heeds either this or O(gateway_chassis), so only one of them may be set.
      - An empty text removes it.
    type: str
  dhcp_relay:
    description: Name or uuid of the DHCP relay. Needs OVN 24.09. An empty text removes it.
    type: str
  external_ids:
    description: Keys and values for other programs. OVN copies them to the Southbound database, where every chassis sees them.
    type: dict
  gateway_chassis:
    description:
      - The chassis on which the port may be a gateway port; the one with the highest priority that is alive is.
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
      options:
        description: Further settings.
        type: dict
      external_ids:
        description: Keys and values for other programs.
        type: dict
seealso:
  - module: northbound.ovn.logical_router
  - module: northbound.ovn.logical_switch_port
  - module: northbound.ovn.dhcp_relay
  - module: northbound.ovn.static_mac_binding
  - module: northbound.ovn.ha_chassis_group
  - name: ovn-nb(5)
    description: The Northbound database, tables Logical_Router_Port and Gateway_Chassis.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create the router
  northbound.ovn.logical_router:
    name: edge

- name: Create a port of the router, with router advertisements
  northbound.ovn.logical_router_port:
    router: edge
    name: edge-web
    mac: "02:00:00:00:01:01"
    networks: [10.1.0.1/24, "2001:db8:1::1/64"]
    ipv6_ra_configs:
      address_mode: slaac
      send_periodic: true

- name: Create the switch behind it
  northbound.ovn.logical_switch:
    name: web

- name: Join the switch to the port
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-edge
    type: router
    addresses: [router]
    options:
      router-port: edge-web

- name: Create a gateway port that fails over to a second chassis
  northbound.ovn.logical_router_port:
    router: edge
    name: edge-outside
    mac: "02:00:00:00:01:02"
    networks: [192.0.2.10/24]
    gateway_chassis:
      - chassis_name: chassis-1
        priority: 20
      - chassis_name: chassis-2
        priority: 10

- name: Prefer the second chassis
  northbound.ovn.logical_router_port:
    name: edge-outside
    gateway_chassis:
      - chassis_name: chassis-1
        priority: 20
      - chassis_name: chassis-2
        priority: 30

- name: Remove a port
  northbound.ovn.logical_router_port:
    name: edge-outside
    state: absent
"""

RETURN = r"""
row:
  description: The port as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    router:
      description: Name of its logical router, or its uuid if it was given so.
      returned: when the row exists
      type: str
      sample: edge
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: edge-web
    mac:
      description: Its MAC address.
      returned: when the row exists
      type: str
      sample: "02:00:00:00:01:01"
    networks:
      description: Its addresses with prefix lengths.
      returned: when the row exists
      type: list
      elements: str
      sample: [10.1.0.1/24]
    peer:
      description: Name of the port of another router that it is joined to; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: core-edge
    enabled:
      description: Whether traffic passes; C(null), which means yes, if nothing is set.
      returned: when the row exists
      type: bool
      sample: true
    options:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {gateway_mtu: "1500"}
    ipv6_ra_configs:
      description: Its router advertisements.
      returned: when the row exists
      type: dict
      sample: {address_mode: slaac, send_periodic: "true"}
    ipv6_prefix:
      description: IPv6 prefixes that it has got by prefix delegation.
      returned: when the row exists
      type: list
      elements: str
      sample: ["2001:db8:2::/64"]
    ha_chassis_group:
      description: Name of its group of chassis; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: outside
    dhcp_relay:
      description: Name of its DHCP relay; C(null) if there is none.
      returned: when the row exists and the server has the column
      type: str
      sample: relay
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
    gateway_chassis:
      description: The chassis on which it may be a gateway port.
      returned: when the row exists
      type: list
      elements: dict
      contains:
        chassis_name:
          description: Name of the chassis.
          returned: always
          type: str
          sample: chassis-1
        priority:
          description: Which chassis is preferred; the highest wins.
          returned: always
          type: int
          sample: 20
        options:
          description: Further settings.
          returned: always
          type: dict
          sample: {}
        external_ids:
          description: Keys and values of other programs.
          returned: always
          type: dict
          sample: {}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 7d8a58f0-6a1e-4a64-8a7b-58f0e7f5d3c2
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._router import LOGICAL_ROUTER_PORT
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(LOGICAL_ROUTER_PORT)


if __name__ == "__main__":
    main()
