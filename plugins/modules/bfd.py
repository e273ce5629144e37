#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage BFD sessions of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: bfd
short_description: Manage BFD sessions of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(BFD) of the OVN Northbound database.
  - A BFD session runs between a router port and a peer, and tells whether the peer is reachable. Routes and policies that name it, in
    O(northbound.ovn.logical_router_static_route#module:bfd) and O(northbound.ovn.logical_router_policy#module:bfd_sessions), are only used while it is.
    OVN runs no session that nothing names.
  - A session is told from others by O(logical_port) and O(dst_ip). Tasks call it by both with a blank between them, for instance C(edge-outside 192.0.2.1).
  - C(ovn-nbctl lr-route-add --bfd) and C(lr-policy-add --bfd) make sessions by the way, and C(lr-route-del) removes them. Here a session is made by a task of
    its own, and stays until a task removes it. Routes and policies lose it then, and are used whether the peer is reachable or not.
  - The state of the session is in the column C(status), which M(northbound.ovn.nb_info) reads.
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
    description: Name of the router port. Needed unless O(uuid) is given.
    type: str
  dst_ip:
    description: Address of the peer. For a route or policy it is the next hop. Needed unless O(uuid) is given.
    type: str
  min_tx:
    description: Shortest interval, in milliseconds, in which OVN sends; V(1) at least. OVN takes a session where nothing is set as V(1000).
    type: int
  min_rx:
    description:
      - Shortest interval, in milliseconds, in which OVN can receive. With V(0) the peer is asked to send nothing.
        OVN takes a session where nothing is set as V(1000).
    type: int
  detect_mult:
    description: After how many intervals without an answer the peer is down; V(1) at least. OVN takes a session where nothing is set as V(5).
    type: int
  options:
    description: Further settings. OVN knows none yet.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_router_static_route
  - module: northbound.ovn.logical_router_policy
  - name: ovn-nb(5)
    description: The Northbound database, table BFD.
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

- name: Watch the provider's router
  northbound.ovn.bfd:
    logical_port: edge-outside
    dst_ip: 192.0.2.1

- name: Send everything there while it answers
  northbound.ovn.logical_router_static_route:
    router: edge
    ip_prefix: 0.0.0.0/0
    nexthop: 192.0.2.1
    bfd: edge-outside 192.0.2.1

- name: Notice sooner that it is gone, after 3 times 300 milliseconds
  northbound.ovn.bfd:
    logical_port: edge-outside
    dst_ip: 192.0.2.1
    min_tx: 300
    min_rx: 300
    detect_mult: 3

- name: Use the route in any case
  northbound.ovn.logical_router_static_route:
    router: edge
    ip_prefix: 0.0.0.0/0
    nexthop: 192.0.2.1
    bfd: ""

- name: Remove the session
  northbound.ovn.bfd:
    logical_port: edge-outside
    dst_ip: 192.0.2.1
    state: absent
"""

RETURN = r"""
row:
  description: The session as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    logical_port:
      description: Name of its router port.
      returned: when the row exists
      type: str
      sample: edge-outside
    dst_ip:
      description: Address of its peer.
      returned: when the row exists
      type: str
      sample: 192.0.2.1
    min_tx:
      description: Shortest interval, in milliseconds, in which OVN sends; C(null), which means V(1000), if nothing is set.
      returned: when the row exists
      type: int
      sample: 300
    min_rx:
      description: Shortest interval, in milliseconds, in which OVN can receive; C(null), which means V(1000), if nothing is set.
      returned: when the row exists
      type: int
      sample: 300
    detect_mult:
      description: After how many intervals without an answer the peer is down; C(null), which means V(5), if nothing is set.
      returned: when the row exists
      type: int
      sample: 3
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
  sample: 5d6ec7de-6c5b-4a90-a46f-7e2b0a1b6d3c
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._bfd import BFD
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(BFD)


if __name__ == "__main__":
    main()
