#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage static routes of OVN's logical routers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logical_router_static_route
short_description: Manage static routes of OVN's logical routers
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Logical_Router_Static_Route) of the OVN Northbound database.
  - A route has no name. Within its router, O(ip_prefix), O(policy) and O(route_table) tell one from another, and O(nexthop) and O(output_port) where they are
    given. Routes that only differ in O(nexthop) or O(output_port) share the traffic (ECMP).
  - So another O(nexthop) is another route, next to the one that is there. To change the next hop of a route, give its O(uuid), with which all options
    are set, or remove the old route as well.
  - If several routes fit what is given, the task fails and lists their uuids.
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
    description: Name or uuid of the logical router. Needed unless O(uuid) is given.
    type: str
  ip_prefix:
    description: The network in CIDR form, or one address. Needed unless O(uuid) is given.
    type: str
  nexthop:
    description:
      - Address of the next router, or V(discard) to drop the traffic.
      - Needed to create a route, unless O(output_port) is given. A next hop of the other address family than O(ip_prefix) needs OVN 24.09.
    type: str
  policy:
    description: Whether O(ip_prefix) is compared with the destination of packets or with their source. If not given, it is V(dst-ip).
    type: str
    choices: [dst-ip, src-ip]
  route_table:
    description:
      - Name of the routing table. If not given, or empty, the route is in the table that all ports use.
      - A port also uses the table that C(route_table) names in O(northbound.ovn.logical_router_port#module:options).
    type: str
  output_port:
    description:
      - Name of the router port to send by. A route without one, which an empty text means, goes by the port whose networks O(nexthop) is in.
      - If not given, it does not matter which.
    type: str
  selection_fields:
    description: What of a packet decides which of several equal routes it takes. Needs OVN 25.03.
    type: list
    elements: str
    choices: [eth_src, eth_dst, ip_proto, ip_src, ip_dst, ipv6_src, ipv6_dst, tp_src, tp_dst]
  bfd:
    description:
      - The BFD session that tells whether the next router is there; OVN only uses the route while it is. An empty text removes it.
      - Its router port and the address of its peer with a blank between them, for instance V(edge-outside 192.0.2.1), or its uuid. The peer is O(nexthop).
      - The session must exist, see M(northbound.ovn.bfd), and stays when the route is removed. C(ovn-nbctl lr-route-add --bfd) would make one by the way.
    type: str
  options:
    description:
      - Further settings; C(ecmp_symmetric_reply) sends answers back the way that the first packet came, on gateway routers.
      - C(origin) belongs to C(ovn-ic) and cannot be set.
    type: dict
  external_ids:
    description:
      - Keys and values for other programs; OVN does not look at them.
      - C(ic-learned-route) belongs to C(ovn-ic) and cannot be set.
    type: dict
seealso:
  - module: northbound.ovn.bfd
  - module: northbound.ovn.logical_router
  - module: northbound.ovn.logical_router_port
  - name: ovn-nb(5)
    description: The Northbound database, table Logical_Router_Static_Route.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a router
  northbound.ovn.logical_router:
    name: edge

- name: Create the port to the outside
  northbound.ovn.logical_router_port:
    router: edge
    name: edge-outside
    mac: "02:00:00:00:01:02"
    networks: [192.0.2.10/24]

- name: Send everything to the provider's router
  northbound.ovn.logical_router_static_route:
    router: edge
    ip_prefix: 0.0.0.0/0
    nexthop: 192.0.2.1

- name: Share this between two routers
  northbound.ovn.logical_router_static_route:
    router: edge
    ip_prefix: 0.0.0.0/0
    nexthop: 192.0.2.2

- name: Watch one of the two
  northbound.ovn.bfd:
    logical_port: edge-outside
    dst_ip: 192.0.2.2

- name: Only use it while it answers
  northbound.ovn.logical_router_static_route:
    router: edge
    ip_prefix: 0.0.0.0/0
    nexthop: 192.0.2.2
    bfd: edge-outside 192.0.2.2

- name: Drop what goes to a network
  northbound.ovn.logical_router_static_route:
    router: edge
    ip_prefix: 198.51.100.0/24
    nexthop: discard

- name: Remove one of the two routers, and leave the other
  northbound.ovn.logical_router_static_route:
    router: edge
    ip_prefix: 0.0.0.0/0
    nexthop: 192.0.2.1
    state: absent

- name: Remove the route of a prefix, whatever its next hop
  northbound.ovn.logical_router_static_route:
    router: edge
    ip_prefix: 198.51.100.0/24
    state: absent
"""

RETURN = r"""
row:
  description: The route as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    router:
      description: Name of its logical router, or its uuid if it was given so.
      returned: when the row exists
      type: str
      sample: edge
    ip_prefix:
      description: The network or address.
      returned: when the row exists
      type: str
      sample: 0.0.0.0/0
    nexthop:
      description: Address of the next router, V(discard), or empty for a route by its port alone.
      returned: when the row exists
      type: str
      sample: 192.0.2.1
    policy:
      description: What the network is compared with; C(null), which means V(dst-ip), if nothing is set.
      returned: when the row exists
      type: str
      sample: src-ip
    route_table:
      description: Name of its routing table; empty for the table that all ports use.
      returned: when the row exists
      type: str
      sample: ""
    output_port:
      description: Name of the router port to send by; C(null) if OVN chooses.
      returned: when the row exists
      type: str
      sample: edge-outside
    selection_fields:
      description: What of a packet decides which of several equal routes it takes.
      returned: when the row exists and the server has the column
      type: list
      elements: str
      sample: [ip_src, ip_dst]
    bfd:
      description: Port and peer of its BFD session; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: edge-outside 192.0.2.1
    options:
      description: Further settings, without those that belong to C(ovn-ic).
      returned: when the row exists
      type: dict
      sample: {ecmp_symmetric_reply: "true"}
    external_ids:
      description: Keys and values of other programs, without those that belong to C(ovn-ic).
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: e6b0f5f4-1b1a-4fd2-8d6e-7a4ab4ed2c11
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._router import LOGICAL_ROUTER_STATIC_ROUTE
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(LOGICAL_ROUTER_STATIC_ROUTE)


if __name__ == "__main__":
    main()
