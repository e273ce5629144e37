#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage ports of OVN's logical switches."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logical_switch_port
short_description: Manage ports of OVN's logical switches
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Logical_Switch_Port) of the OVN Northbound database.
  - A port is where a virtual machine, a container, a router or a physical network meets a logical switch. It comes up on the chassis where
    Open vSwitch has an interface with its name as C(external_ids:iface-id), which M(northbound.ovn.vif) makes.
  - The name is unique in the whole database. A port stays in its switch; to move it, remove it and create it again.
  - A port that is removed leaves its port groups, and does not come back to them when it is created again. As long as
    a network function uses it, it cannot be removed.
  - What OVN's daemons write (C(up), C(tag), C(dynamic_addresses)) is no option; M(northbound.ovn.nb_info) reads it.
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
    description: Name or uuid of the logical switch. Needed to create a port; a port that exists must be in this switch.
    type: str
  name:
    description:
      - The port's name. Needed unless O(uuid) is given.
      - Do not give a switch port the name of a router port; OVN would ignore one of the two.
    type: str
  type:
    description:
      - What the port connects to. The empty text, the default, is an interface of a virtual machine or container.
      - V(router) is the other end of a router's port, which is named in C(router-port) of O(options).
      - V(localnet) is the physical network that is named in C(network_name) of O(options) and mapped to a bridge on each chassis.
      - V(switch) needs OVN 25.03. Ports of type V(remote) are usually made by C(ovn-ic).
    type: str
    choices: ["", router, switch, localnet, localport, l2gateway, vtep, external, virtual, remote]
  addresses:
    description:
      - Addresses that belong to the port, each element in one of the forms V(MAC), V(MAC IP IP ...), V(MAC dynamic), V(dynamic),
        V(dynamic IPv4 IPv6), V(unknown) or V(router). MAC and IP addresses stand without prefix length.
      - With V(dynamic), OVN chooses what is missing from C(subnet) or C(ipv6_prefix) of the switch. Only one element may contain it.
      - V(router), for ports of type V(router), takes the addresses of the router's port.
      - V(unknown) also brings what no other port of the switch has asked for; usual on ports of type V(localnet).
      - Without any address, nothing but multicast and broadcast is delivered to the port.
    type: list
    elements: str
  port_security:
    description:
      - Addresses that the port may send from and be sent to, each element in the form V(MAC IP/PREFIX ...). Everything else is dropped.
      - Without IP addresses, only the MAC address is checked. Without any element, nothing is checked.
    type: list
    elements: str
  options:
    description:
      - Further settings, for instance C(router-port) for the type V(router), C(network_name) for V(localnet),
        C(virtual-ip) and C(virtual-parents) for V(virtual), or C(requested-chassis).
      - OVN wants the value of C(hostname), for DHCP, between double quotes of its own, as in V('"web-1"'); where they are missing, they are added.
      - C(interconn-tsp) belongs to C(ovn-ic) and cannot be set.
    type: dict
  enabled:
    description: Whether traffic passes. OVN takes a port where nothing is set as enabled.
    type: bool
  parent_name:
    description: Name of the port of the virtual machine in which this port's container runs. An empty text removes it.
    type: str
  tag_request:
    description:
      - The VLAN of the container's traffic on its parent, or of the network behind a port of type V(localnet). OVN writes what it uses into C(tag).
      - V(0) lets OVN choose, for a port with O(parent_name).
    type: int
  peer:
    description: Name of the port at the other end, for ports of type V(switch). Needs OVN 25.03. An empty text removes it.
    type: str
  dhcpv4_options:
    description:
      - Name, as given to M(northbound.ovn.dhcp_options), or uuid of the answers to DHCPv4 requests from this port. An empty text removes them.
      - OVN only answers for an IPv4 address that stands in O(addresses) and in the CIDR of the DHCP options.
    type: str
  dhcpv6_options:
    description: The same for DHCPv6.
    type: str
  ha_chassis_group:
    description: Name or uuid of the group of chassis that serve a port of type V(external). An empty text removes it.
    type: str
  mirror_rules:
    description: Names or uuids of the mirrors that the port's traffic is copied to.
    type: list
    elements: str
  health_checks:
    description:
      - Probes that OVN sends to the workload. C(status) of the table C(Logical_Switch_Port_Health_Check) says whether it answers;
        OVN itself does nothing about it. Only for ports whose O(type) is empty. Needs OVN 26.03.
      - This is the whole list. Checks that are not in it are removed; of those that are, only the options that are given are changed.
    type: list
    elements: dict
    suboptions:
      protocol:
        description: What is sent.
        type: str
        choices: [tcp, udp, icmp]
        required: true
      src_ip:
        description: The address that the probes come from; a free one in the network of the port.
        type: str
        required: true
      port:
        description: The port that the workload listens on. Needed for V(tcp) and V(udp), and none for V(icmp).
        type: int
      address:
        description: Which of the IP addresses in O(addresses) the probes go to. OVN does not probe those that it chooses itself.
        type: str
        required: true
      options:
        description: Settings; C(interval) and C(timeout) in seconds, C(success_count), C(failure_count).
        type: dict
  external_ids:
    description: Keys and values for other programs. OVN copies them to the Southbound database, where every chassis sees them.
    type: dict
seealso:
  - module: northbound.ovn.logical_switch
  - module: northbound.ovn.logical_router_port
  - module: northbound.ovn.dhcp_options
  - module: northbound.ovn.port_group
  - module: northbound.ovn.vif
  - module: northbound.ovn.ha_chassis_group
  - module: northbound.ovn.mirror
  - name: ovn-nb(5)
    description: The Northbound database, table Logical_Switch_Port.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create the switch
  northbound.ovn.logical_switch:
    name: web

- name: Create a port for a virtual machine that can use no address but its own
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-1
    addresses: ["02:00:00:00:00:01 10.1.0.11 2001:db8:1::11"]
    port_security: ["02:00:00:00:00:01 10.1.0.11 2001:db8:1::11"]

- name: Connect the switch with the port of a router
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-edge
    type: router
    addresses: [router]
    options:
      router-port: edge-web

- name: Connect the switch with a VLAN of the physical network "physnet"
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-physnet
    type: localnet
    tag_request: 20
    addresses: [unknown]
    options:
      network_name: physnet

- name: Probe every 5 seconds whether the virtual machine serves HTTPS
  northbound.ovn.logical_switch_port:
    name: web-1
    health_checks:
      - protocol: tcp
        src_ip: 10.1.0.2
        port: 443
        address: 10.1.0.11
        options:
          interval: 5

- name: Probe it no more
  northbound.ovn.logical_switch_port:
    name: web-1
    health_checks: []

- name: Cut off a port, and leave everything else of it
  northbound.ovn.logical_switch_port:
    name: web-1
    enabled: false

- name: Let a port use any address, and forget where it should run
  northbound.ovn.logical_switch_port:
    name: web-1
    port_security: []
    options:
      requested-chassis: null

- name: Remove a port
  northbound.ovn.logical_switch_port:
    name: web-1
    state: absent
"""

RETURN = r"""
row:
  description: The port as it is after the task; empty if there is none.
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
      sample: web-1
    type:
      description: What it connects to; empty for an interface of a virtual machine or container.
      returned: when the row exists
      type: str
      sample: ""
    addresses:
      description: Its addresses.
      returned: when the row exists
      type: list
      elements: str
      sample: ["02:00:00:00:00:01 10.1.0.11"]
    port_security:
      description: The addresses that it may use.
      returned: when the row exists
      type: list
      elements: str
      sample: ["02:00:00:00:00:01 10.1.0.11"]
    options:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {requested-chassis: chassis-1}
    enabled:
      description: Whether traffic passes; C(null), which means yes, if nothing is set.
      returned: when the row exists
      type: bool
      sample: true
    parent_name:
      description: Name of the port of the virtual machine around it; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: vm-1
    tag_request:
      description: The VLAN that was asked for; C(null) if there is none.
      returned: when the row exists
      type: int
      sample: 20
    peer:
      description: Name of the port at the other end; C(null) if there is none.
      returned: when the row exists and the server has the column
      type: str
      sample: web-to-app
    dhcpv4_options:
      description: Name of its DHCPv4 options, or the uuid if they have no name; C(null) if there are none.
      returned: when the row exists
      type: str
      sample: web-dhcp
    dhcpv6_options:
      description: The same for DHCPv6.
      returned: when the row exists
      type: str
      sample: web-dhcpv6
    ha_chassis_group:
      description: Name of its group of chassis; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: outside
    mirror_rules:
      description: Names of its mirrors.
      returned: when the row exists
      type: list
      elements: str
      sample: [probe]
    health_checks:
      description: The probes that OVN sends to it.
      returned: when the row exists
      type: list
      elements: dict
      contains:
        protocol:
          description: What is sent.
          returned: always
          type: str
          sample: tcp
        src_ip:
          description: The address that the probes come from.
          returned: always
          type: str
          sample: 10.1.0.2
        port:
          description: The port that they go to; V(0) for V(icmp).
          returned: always
          type: int
          sample: 443
        address:
          description: The address that they go to.
          returned: always
          type: str
          sample: 10.1.0.11
        options:
          description: Settings.
          returned: always
          type: dict
          sample: {interval: "5"}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 1c4b3f0e-7a63-4f0e-9d0a-4b1f3f6f0d11
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._switch import LOGICAL_SWITCH_PORT
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(LOGICAL_SWITCH_PORT)


if __name__ == "__main__":
    main()
