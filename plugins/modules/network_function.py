#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage network functions of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: network_function
short_description: Manage network functions of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Network_Function) of the OVN Northbound database, with their health check. Needs OVN 26.03.
  - A network function is an appliance, for instance a firewall, that packets are sent through on their way. They go in at one of its two ports and come out
    at the other. M(northbound.ovn.network_function_group) puts network functions into a group, and M(northbound.ovn.acl) says what is sent through it.
  - Each of the two ports needs C(is-nf=true) and C(nf-linked-port) with the name of the other in C(options) of M(northbound.ovn.logical_switch_port).
  - The appliance must leave the headers of packets as they are, and OVN does not support it together with load balancers.
  - Name and number are unique in the whole database. A network function that is in a group cannot be removed. C(ovn-northd) needs a moment to see that it
    has left its groups; O(wait=sb) of M(northbound.ovn.network_function_group) waits for that.
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
    description: The network function's name. Needed unless O(uuid) is given.
    type: str
  id:
    description: A number of its own, V(1) to V(255), for the flows of OVN. Needed to create a network function.
    type: int
  inport:
    description:
      - Name or uuid of the switch port where packets of C(from-lport) ACLs go in, and where the answers to packets of C(to-lport) ACLs go in.
      - Needed to create a network function.
    type: str
  outport:
    description:
      - Name or uuid of the switch port where packets of C(to-lport) ACLs go in, and where the answers to packets of C(from-lport) ACLs go in.
      - Needed to create a network function. From OVN 26.09 on, one that only gets copies (O(northbound.ovn.network_function_group#module:mode=vtap))
        has none; an empty text removes it.
    type: str
  health_check:
    description:
      - Probes that OVN sends through the network function, from one port to the other. Without them, it is taken as working.
        An empty dictionary removes them.
      - The probes need C(svc_monitor_ip) and C(svc_monitor_ip_dst) in C(options) of M(northbound.ovn.nb_global).
    type: dict
    suboptions:
      name:
        description: A name that no other health check has. If not given, a new one gets the name of the network function.
        type: str
      options:
        description: Settings; C(interval) and C(timeout) in seconds, C(success_count), C(failure_count).
        type: dict
      external_ids:
        description: Keys and values for other programs.
        type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.acl
  - module: northbound.ovn.logical_switch_port
  - module: northbound.ovn.network_function_group
  - name: ovn-nb(5)
    description: The Northbound database, tables Network_Function and Network_Function_Health_Check.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Create the ports of the firewall
  northbound.ovn.logical_switch_port:
    switch: web
    name: "{{ item.name }}"
    options:
      is-nf: true
      nf-linked-port: "{{ item.other }}"
  loop:
    - {name: fw-in, other: fw-out}
    - {name: fw-out, other: fw-in}

- name: Create the firewall
  northbound.ovn.network_function:
    name: fw
    id: 1
    inport: fw-in
    outport: fw-out
    health_check:
      options:
        interval: 5

- name: Be patient with it
  northbound.ovn.network_function:
    name: fw
    health_check:
      options:
        failure_count: 3

- name: Probe it no more
  northbound.ovn.network_function:
    name: fw
    health_check: {}

- name: Remove the firewall
  northbound.ovn.network_function:
    name: fw
    state: absent
"""

RETURN = r"""
row:
  description: The network function as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: fw
    id:
      description: Its number.
      returned: when the row exists
      type: int
      sample: 1
    inport:
      description: Name of its first port.
      returned: when the row exists
      type: str
      sample: fw-in
    outport:
      description: Name of its second port; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: fw-out
    health_check:
      description: The probes that OVN sends through it; empty if there are none.
      returned: when the row exists
      type: dict
      contains:
        name:
          description: Their name.
          returned: when there are some
          type: str
          sample: fw
        options:
          description: Settings.
          returned: when there are some
          type: dict
          sample: {interval: "5"}
        external_ids:
          description: Keys and values of other programs.
          returned: when there are some
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
  sample: c5e8b1d7-04f9-4d3a-b6a2-1f7c9e5d8036
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._function import NETWORK_FUNCTION
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(NETWORK_FUNCTION)


if __name__ == "__main__":
    main()
