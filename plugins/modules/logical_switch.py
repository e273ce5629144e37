#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage logical switches of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: logical_switch
short_description: Manage logical switches of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Logical_Switch) of the OVN Northbound database.
  - A logical switch is one layer 2 network. Its ports are managed with M(northbound.ovn.logical_switch_port), its ACLs with M(northbound.ovn.acl),
    its load balancers with M(northbound.ovn.load_balancer).
  - OVN does not keep names of switches unique. When several have the same name, the task fails and lists their uuids, one of which can be given as O(uuid).
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
    description: The switch's name. Needed unless O(uuid) is given.
    type: str
  other_config:
    description:
      - Further settings, for instance C(subnet), C(exclude_ips) and C(ipv6_prefix) for OVN's own address management, or C(mcast_snoop).
      - C(interconn-ts) belongs to C(ovn-ic) and cannot be set.
    type: dict
  load_balancer_group:
    description: Names or uuids of load balancer groups that apply to the switch. This is the whole list.
    type: list
    elements: str
  copp:
    description: Name of the control plane protection policy. An empty text removes it.
    type: str
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_switch_port
  - module: northbound.ovn.load_balancer_group
  - module: northbound.ovn.dns
  - module: northbound.ovn.qos
  - module: northbound.ovn.copp
  - name: ovn-nb(5)
    description: The Northbound database, table Logical_Switch.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a switch whose ports get addresses from OVN
  northbound.ovn.logical_switch:
    name: web
    other_config:
      subnet: 10.1.0.0/24
      exclude_ips: 10.1.0.1..10.1.0.10

- name: Change one setting, remove another, leave the rest
  northbound.ovn.logical_switch:
    name: web
    other_config:
      mcast_snoop: true
      exclude_ips: null

- name: Remove the switch with its ports and ACLs
  northbound.ovn.logical_switch:
    name: web
    state: absent
"""

RETURN = r"""
row:
  description: The switch as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: web
    other_config:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {subnet: 10.1.0.0/24}
    load_balancer_group:
      description: Names of the load balancer groups that apply to it.
      returned: when the row exists
      type: list
      elements: str
      sample: [public]
    copp:
      description: Name of its control plane protection policy.
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
  sample: 5e3c58ca-2a53-44e7-9b7a-7f8d1a6c7f5e
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._switch import LOGICAL_SWITCH
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(LOGICAL_SWITCH)


if __name__ == "__main__":
    main()
