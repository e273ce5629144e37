#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage groups of network functions of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: network_function_group
short_description: Manage groups of network functions of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Network_Function_Group) of the OVN Northbound database. Needs OVN 26.03.
  - Of the network functions in a group, OVN uses one that answers to its health check. What M(northbound.ovn.acl) sends to the group goes through that one.
  - Name and number are unique in the whole database. A group that an ACL uses cannot be removed.
  - C(network_function_active), which C(ovn-northd) writes, is no option; M(northbound.ovn.nb_info) reads it.
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
    description: The group's name. Needed unless O(uuid) is given.
    type: str
  id:
    description: A number of its own, V(1) to V(255), for the flows of OVN. Needed to create a group.
    type: int
  mode:
    description:
      - What packets do. Needed to create a group.
      - V(inline) sends them through a network function, V(vtap) sends it a copy (needs OVN 26.09).
    type: str
    choices: [inline, vtap]
  network_function:
    description: Names or uuids of the network functions in the group. This is the whole list.
    type: list
    elements: str
  fallback:
    description:
      - What happens to packets when no network function of the group works. V(fail-open) lets them pass, V(fail-close) drops them.
        OVN takes a group where nothing is set as V(fail-close).
    type: str
    choices: [fail-open, fail-close]
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.acl
  - module: northbound.ovn.network_function
  - name: ovn-nb(5)
    description: The Northbound database, table Network_Function_Group.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Create the ports of two firewalls
  northbound.ovn.logical_switch_port:
    switch: web
    name: "{{ item.name }}"
    options:
      is-nf: true
      nf-linked-port: "{{ item.other }}"
  loop:
    - {name: fw1-in, other: fw1-out}
    - {name: fw1-out, other: fw1-in}
    - {name: fw2-in, other: fw2-out}
    - {name: fw2-out, other: fw2-in}

- name: Create the firewalls
  northbound.ovn.network_function:
    name: "{{ item }}"
    id: "{{ item[-1] }}"
    inport: "{{ item }}-in"
    outport: "{{ item }}-out"
  loop: [fw1, fw2]

- name: Create a group of both
  northbound.ovn.network_function_group:
    name: firewalls
    id: 1
    mode: inline
    network_function: [fw1, fw2]

- name: Let traffic pass while both are down
  northbound.ovn.network_function_group:
    name: firewalls
    fallback: fail-open

- name: Take a firewall out of the group
  northbound.ovn.network_function_group:
    name: firewalls
    network_function: [fw1]

- name: Remove the group
  northbound.ovn.network_function_group:
    name: firewalls
    state: absent
"""

RETURN = r"""
row:
  description: The group as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: firewalls
    id:
      description: Its number.
      returned: when the row exists
      type: int
      sample: 1
    mode:
      description: What packets do.
      returned: when the row exists
      type: str
      sample: inline
    network_function:
      description: Names of the network functions in it.
      returned: when the row exists
      type: list
      elements: str
      sample: [fw1, fw2]
    fallback:
      description: What happens when none of them works; C(null), which means V(fail-close), if nothing is set.
      returned: when the row exists
      type: str
      sample: fail-open
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: e1f6a3b9-7c24-4e58-a0d7-6b3f9c2d5184
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._function import NETWORK_FUNCTION_GROUP
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(NETWORK_FUNCTION_GROUP)


if __name__ == "__main__":
    main()
