#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage logical routers of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logical_router
short_description: Manage logical routers of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Logical_Router) of the OVN Northbound database.
  - A logical router connects logical switches. Its ports are managed with M(northbound.ovn.logical_router_port), its routes with
    M(northbound.ovn.logical_router_static_route), address translation with M(northbound.ovn.nat), its load balancers with
    M(northbound.ovn.load_balancer).
  - OVN does not keep names of routers unique. When several have the same name, the task fails and lists their uuids, one of which can be given as O(uuid).
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
    description: The router's name. Needed unless O(uuid) is given.
    type: str
  enabled:
    description: Whether the router forwards. OVN takes a router where nothing is set as enabled.
    type: bool
  options:
    description:
      - Further settings, for instance C(dynamic_neigh_routers), C(mac_binding_age_threshold) or C(mcast_relay).
      - C(chassis) makes a gateway router that lives on this chassis alone. A router whose traffic to the outside shall fail over has no C(chassis)
        but a gateway port instead, see O(northbound.ovn.logical_router_port#module:gateway_chassis).
      - C(interconn-tr) belongs to C(ovn-ic) and cannot be set.
    type: dict
  load_balancer_group:
    description: Names or uuids of load balancer groups that apply to the router. This is the whole list.
    type: list
    elements: str
  copp:
    description: Name or uuid of the control plane protection policy. An empty text removes it.
    type: str
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_router_port
  - module: northbound.ovn.logical_router_static_route
  - module: northbound.ovn.nat
  - module: northbound.ovn.load_balancer_group
  - module: northbound.ovn.logical_router_policy
  - module: northbound.ovn.copp
  - name: ovn-nb(5)
    description: The Northbound database, table Logical_Router.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a router that learns the addresses of its neighbours only when it needs them
  northbound.ovn.logical_router:
    name: edge
    options:
      always_learn_from_arp_request: false
      dynamic_neigh_routers: true

- name: Forget what was learned after an hour, and leave the rest
  northbound.ovn.logical_router:
    name: edge
    options:
      mac_binding_age_threshold: 3600

- name: Remove the router with its ports, routes and address translation
  northbound.ovn.logical_router:
    name: edge
    state: absent
"""

RETURN = r"""
row:
  description: The router as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: edge
    enabled:
      description: Whether it forwards; C(null), which means yes, if nothing is set.
      returned: when the row exists
      type: bool
      sample: true
    options:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {dynamic_neigh_routers: "true"}
    load_balancer_group:
      description: Names of the load balancer groups that apply to it.
      returned: when the row exists
      type: list
      elements: str
      sample: [public]
    copp:
      description: Name of its control plane protection policy; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: default
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 0a0c1b5e-64f4-4b0e-8a55-2a3d7fd6c1ab
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._router import LOGICAL_ROUTER
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(LOGICAL_ROUTER)


if __name__ == "__main__":
    main()
