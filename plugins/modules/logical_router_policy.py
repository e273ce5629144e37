#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage policies of OVN's logical routers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logical_router_policy
short_description: Manage policies of OVN's logical routers
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Logical_Router_Policy) of the OVN Northbound database.
  - A policy decides what a router does with packets that O(match), after the routes have been looked up. The one with the highest priority counts,
    and what matches none goes on as the routes say.
  - A policy is told from others by its router and by O(priority), O(match) and O(chain). To change one of these, remove the policy and create another,
    or give O(uuid), with which they are set like all other options.
  - OVN stores any text as O(match), and C(ovn-controller) skips a policy whose match it cannot read. Such a match is refused before anything is
    written, see O(check_match). Whether it means what it should, C(ovn-trace) shows.
  - The column C(nexthop) is obsolete and not written; O(nexthops) takes its place.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb
  - northbound.ovn._connection.sb_remotes
  - northbound.ovn._connection.wait
  - northbound.ovn._match
  - northbound.ovn._state
options:
  router:
    description: Name or uuid of the logical router. Needed unless O(uuid) is given.
    type: str
  priority:
    description: Which policy decides; the one with the highest priority that matches, V(0) to V(32767). Needed unless O(uuid) is given.
    type: int
  match:
    description:
      - The expression of ovn-sb(5) that packets must match, for instance V(ip4.src == 10.1.0.0/24). Needed unless O(uuid) is given.
      - The text is compared as it is, but for blanks around it; one that only looks different is another policy.
    type: str
  chain:
    description:
      - Name of the chain that the policy is in. Packets come to it by a policy with the action V(jump). If not given, or empty, the policy is for all packets.
      - Needs OVN 25.03.
    type: str
  action:
    description:
      - What is done with packets that match. Needed to create a policy.
      - V(allow) lets them go on as the routes say, V(reroute) sends them to one of O(nexthops), V(jump) goes on with the policies of O(jump_chain)
        (needs OVN 25.03).
    type: str
    choices: [allow, drop, reroute, jump]
  jump_chain:
    description:
      - Name of the chain to go on with. Needed for the action V(jump), and only for that. OVN ignores the policy as long as no policy is in that chain.
      - Needs OVN 25.03.
    type: str
  nexthops:
    description:
      - Addresses of the next routers; all IPv4 or all IPv6. Connections are spread over them. Needed for the action V(reroute), and only for that.
        This is the whole list.
      - A policy in a O(chain) may have only one, since OVN 25.03 to 26.03 apply a policy with several to packets outside of the chain as well.
    type: list
    elements: str
  output_port:
    description:
      - Name or uuid of the router port to send by, for a policy with one next hop. If not set, it is the port whose networks the next hop is in.
        An empty text removes it.
      - Needs OVN 26.03.
    type: str
  bfd_sessions:
    description:
      - The BFD sessions that tell which of O(nexthops) are there; OVN only uses a next hop while its session is up, and one without a session always.
        This is the whole list.
      - Each is a router port and the address of a next hop with a blank between them, for instance V(edge-outside 192.0.2.1), or a uuid.
        The port is the one by which the next hop is reached.
      - The sessions must exist, see M(northbound.ovn.bfd). C(ovn-nbctl lr-policy-add --bfd) would make them by the way.
      - Needs OVN 24.03.
    type: list
    elements: str
  options:
    description: Further settings; C(pkt_mark) puts a mark on the packets, V(0) to V(4294967295), for the actions V(allow) and V(reroute).
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_router
  - module: northbound.ovn.logical_router_static_route
  - module: northbound.ovn.bfd
  - name: ovn-nb(5)
    description: The Northbound database, table Logical_Router_Policy.
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

- name: Send what comes from a network through a firewall
  northbound.ovn.logical_router_policy:
    router: edge
    priority: 100
    match: ip4.src == 10.1.0.0/24
    action: reroute
    nexthops: [192.0.2.20]

- name: Watch the firewall and a second one
  northbound.ovn.bfd:
    logical_port: edge-outside
    dst_ip: "{{ item }}"
  loop: [192.0.2.20, 192.0.2.21]

- name: Spread the connections over both, and leave out one that does not answer
  northbound.ovn.logical_router_policy:
    router: edge
    priority: 100
    match: ip4.src == 10.1.0.0/24
    nexthops: [192.0.2.20, 192.0.2.21]
    bfd_sessions: [edge-outside 192.0.2.20, edge-outside 192.0.2.21]

- name: Judge traffic to the partners by policies of its own
  northbound.ovn.logical_router_policy:
    router: edge
    priority: 200
    match: ip4.dst == 198.51.100.0/24
    action: jump
    jump_chain: partners

- name: Let them have HTTPS
  northbound.ovn.logical_router_policy:
    router: edge
    chain: partners
    priority: 20
    match: tcp.dst == 443
    action: allow

- name: And nothing else
  northbound.ovn.logical_router_policy:
    router: edge
    chain: partners
    priority: 10
    match: "1"
    action: drop

- name: Drop what went through the firewalls instead
  northbound.ovn.logical_router_policy:
    router: edge
    priority: 100
    match: ip4.src == 10.1.0.0/24
    action: drop

- name: Remove a policy
  northbound.ovn.logical_router_policy:
    router: edge
    priority: 100
    match: ip4.src == 10.1.0.0/24
    state: absent
"""

RETURN = r"""
row:
  description: The policy as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    router:
      description: Name of its logical router, or its uuid if it was given so.
      returned: when the row exists
      type: str
      sample: edge
    priority:
      description: Which policy decides.
      returned: when the row exists
      type: int
      sample: 100
    match:
      description: The expression that packets must match.
      returned: when the row exists
      type: str
      sample: ip4.src == 10.1.0.0/24
    chain:
      description: Name of its chain; C(null) if it is for all packets.
      returned: when the row exists and the server has the column
      type: str
      sample: partners
    action:
      description: What is done with packets that match.
      returned: when the row exists
      type: str
      sample: reroute
    jump_chain:
      description: Name of the chain to go on with; C(null) if there is none.
      returned: when the row exists and the server has the column
      type: str
      sample: partners
    nexthops:
      description: Addresses of the next routers.
      returned: when the row exists
      type: list
      elements: str
      sample: [192.0.2.20, 192.0.2.21]
    output_port:
      description: Name of the router port to send by; C(null) if OVN chooses.
      returned: when the row exists and the server has the column
      type: str
      sample: edge-outside
    bfd_sessions:
      description: Ports and peers of its BFD sessions.
      returned: when the row exists and the server has the column
      type: list
      elements: str
      sample: [edge-outside 192.0.2.20]
    options:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {pkt_mark: "7"}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 7631f8f0-8bad-488a-ad50-450ed370cbc6
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._policy import LOGICAL_ROUTER_POLICY
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(LOGICAL_ROUTER_POLICY)


if __name__ == "__main__":
    main()
