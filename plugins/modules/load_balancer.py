#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage load balancers of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: load_balancer
short_description: Manage load balancers of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Load_Balancer) of the OVN Northbound database, with their health checks, and attaches them to switches
    and routers.
  - A load balancer sends connections to a virtual address on to one of several backends. It works where it is attached, in O(switches) for what their ports
    send and in O(routers) for what passes through them.
  - OVN does not keep names of load balancers unique. When several have the same name, the task fails and lists their uuids, one of which can be given
    as O(uuid).
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
    description: The load balancer's name. Needed unless O(uuid) is given.
    type: str
  vips:
    description:
      - From a virtual address to its backends, separated by commas, for instance V("192.0.2.80:443") to V("10.1.0.11:8443,10.1.0.12:8443").
        Either the virtual address and all its backends have a port, or none has. IPv6 addresses with a port stand in brackets.
      - A virtual address that is not mentioned stays as it is; to remove one, give it the value V(null). With an empty text it has no backends.
      - The virtual address must not be in the network of a switch that the load balancer is attached to.
      - With C(template=true) in O(options), addresses and ports can be template variables, like V(^VIP).
    type: dict
  protocol:
    description:
      - Protocol of the ports in O(vips). OVN takes a load balancer where nothing is set as V(tcp).
      - A service that uses V(tcp) and V(udp) needs two load balancers.
    type: str
    choices: [tcp, udp, sctp]
  ip_port_mappings:
    description:
      - Where health checks of a backend come from; from its address to the name of its switch port and a source address in the same network,
        with a colon between them, for instance V("10.1.0.11") to V("web-1:10.1.0.2"). IPv6 source addresses stand in brackets.
      - Backends that are not mentioned here are not checked.
    type: dict
  selection_fields:
    description:
      - What of a packet decides which backend it gets. If empty, Open vSwitch decides by a hash of the datapath, which is faster.
      - V(ipv6_src) and V(ipv6_dst) need OVN 25.03.
    type: list
    elements: str
    choices: [eth_src, eth_dst, ip_src, ip_dst, ipv6_src, ipv6_dst, tp_src, tp_dst]
  options:
    description: Further settings, for instance C(reject), C(affinity_timeout), C(skip_snat), C(hairpin_snat_ip), C(neighbor_responder) or C(add_route).
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
  health_checks:
    description:
      - The virtual addresses whose backends are checked; backends that do not answer get no connections. O(ip_port_mappings) has to name the backends.
      - This is the whole list. Checks that are not in it are removed; of those that are, only the options that are given are changed.
    type: list
    elements: dict
    suboptions:
      vip:
        description: The virtual address with its port, as in O(vips).
        type: str
        required: true
      options:
        description: Settings; C(interval) and C(timeout) in seconds, C(success_count), C(failure_count).
        type: dict
      external_ids:
        description: Keys and values for other programs.
        type: dict
  switches:
    description: Names or uuids of the logical switches that use the load balancer. This is the whole list.
    type: list
    elements: str
  routers:
    description: Names or uuids of the logical routers that use the load balancer. This is the whole list.
    type: list
    elements: str
seealso:
  - module: northbound.ovn.logical_switch
  - module: northbound.ovn.logical_router
  - name: ovn-nb(5)
    description: The Northbound database, tables Load_Balancer and Load_Balancer_Health_Check.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Create a router
  northbound.ovn.logical_router:
    name: edge

- name: Spread connections over two web servers
  northbound.ovn.load_balancer:
    name: www
    vips:
      "192.0.2.80:80": "10.1.0.11:8080,10.1.0.12:8080"
      "[2001:db8::80]:80": "[2001:db8:1::11]:8080,[2001:db8:1::12]:8080"
    protocol: tcp
    switches: [web]
    routers: [edge]

- name: Only use servers that answer
  northbound.ovn.load_balancer:
    name: www
    ip_port_mappings:
      10.1.0.11: web-1:10.1.0.2
      10.1.0.12: web-2:10.1.0.2
    health_checks:
      - vip: 192.0.2.80:80
        options:
          interval: 5
          timeout: 20
          success_count: 3
          failure_count: 3

- name: Add a third server, and remove the IPv6 address
  northbound.ovn.load_balancer:
    name: www
    vips:
      "192.0.2.80:80": "10.1.0.11:8080,10.1.0.12:8080,10.1.0.13:8080"
      "[2001:db8::80]:80": null

- name: Only use the load balancer in the router, without health checks
  northbound.ovn.load_balancer:
    name: www
    health_checks: []
    switches: []

- name: Remove the load balancer, from all switches and routers as well
  northbound.ovn.load_balancer:
    name: www
    state: absent
"""

RETURN = r"""
row:
  description: The load balancer as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: www
    vips:
      description: From virtual addresses to their backends.
      returned: when the row exists
      type: dict
      sample: {"192.0.2.80:80": "10.1.0.11:8080,10.1.0.12:8080"}
    protocol:
      description: Protocol of the ports; C(null), which means V(tcp), if nothing is set.
      returned: when the row exists
      type: str
      sample: udp
    ip_port_mappings:
      description: From backends to their switch ports and the source addresses of health checks.
      returned: when the row exists
      type: dict
      sample: {10.1.0.11: "web-1:10.1.0.2"}
    selection_fields:
      description: What of a packet decides which backend it gets.
      returned: when the row exists
      type: list
      elements: str
      sample: [ip_src]
    options:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {reject: "true"}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
    health_checks:
      description: The virtual addresses whose backends are checked.
      returned: when the row exists
      type: list
      elements: dict
      contains:
        vip:
          description: The virtual address.
          returned: always
          type: str
          sample: 192.0.2.80:80
        options:
          description: Settings.
          returned: always
          type: dict
          sample: {interval: "5"}
        external_ids:
          description: Keys and values of other programs.
          returned: always
          type: dict
          sample: {}
    switches:
      description: Names of the switches that use it.
      returned: when the row exists
      type: list
      elements: str
      sample: [web]
    routers:
      description: Names of the routers that use it.
      returned: when the row exists
      type: list
      elements: str
      sample: [edge]
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 9f4d0d1c-52f5-4f2a-8f16-3b7f0b6b8b7e
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._balancer import LOAD_BALANCER
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(LOAD_BALANCER)


if __name__ == "__main__":
    main()
