#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage ACLs of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: acl
short_description: Manage ACLs of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(ACL) of the OVN Northbound database.
  - An ACL lets packets at the ports of a logical switch, or of a port group, pass or not. What no ACL matches passes,
    unless C(default_acl_drop) is set in O(northbound.ovn.nb_global#module:options).
  - An ACL is told from others by its switch or port group and by O(direction), O(priority), O(match), O(tier) and O(apply_after_lb).
    To change one of these, remove the ACL and create another, or give O(uuid), with which they are set like all other options.
    Its O(name) only stands in logs.
  - OVN stores any text as O(match), and C(ovn-controller) skips an ACL whose match it cannot read. Such a match is refused before anything is
    written, see O(check_match). Whether it means what it should, C(ovn-trace) shows.
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
  switch:
    description: Name or uuid of the logical switch whose ports the ACL is for. Either this or O(port_group) is needed unless O(uuid) is given.
    type: str
  port_group:
    description: Name or uuid of the port group whose ports the ACL is for.
    type: str
  direction:
    description:
      - V(from-lport) is for what the ports send, V(to-lport) for what is sent to them.
      - Needed unless O(uuid) is given.
    type: str
    choices: [from-lport, to-lport]
  priority:
    description: Which ACL of a tier decides; the one with the highest priority that matches, V(0) to V(32767). Needed unless O(uuid) is given.
    type: int
  match:
    description:
      - The expression of ovn-sb(5) that packets must match, for instance V(outport == @web && tcp.dst == 443). Needed unless O(uuid) is given.
      - V(@web) is the port group C(web), V($admins) the address set C(admins). With V(from-lport) match C(inport), with V(to-lport) C(outport).
      - The text is compared as it is, but for blanks around it; one that only looks different is another ACL.
    type: str
  tier:
    description: Tier of the ACL, V(0) to V(3). If not given, it is V(0). Needs OVN 23.06.
    type: int
  action:
    description:
      - What is done with packets that match. Needed to create an ACL.
      - V(allow-related) lets the answers of a connection pass too, V(allow-stateless) bypasses connection tracking, V(reject) answers that the packet
        was dropped, V(pass) goes on to the next tier (needs OVN 23.06).
    type: str
    choices: [allow, allow-related, allow-stateless, drop, reject, pass]
  name:
    description: What to call the ACL in logs, 63 characters at most. An empty text removes it.
    type: str
  log:
    description: Whether C(ovn-controller) logs packets that match.
    type: bool
  severity:
    description: Severity in the log. OVN takes an ACL where nothing is set as V(info).
    type: str
    choices: [alert, warning, notice, info, debug]
  meter:
    description: Name of the meter that limits how much is logged. An empty text removes it.
    type: str
  label:
    description:
      - Number that is put on the connections, V(0) to V(4294967295). V(0) puts none. It takes the place of the number of a sample.
      - Only for the actions V(allow) and V(allow-related).
    type: int
  network_function_group:
    description:
      - Name or uuid of the group of network functions that packets are sent through. An empty text removes it. Needs OVN 26.03.
      - Only for the actions V(allow) and V(allow-related).
    type: str
  sample_new:
    description:
      - The sample that is taken of packets that begin a connection; with the action V(allow-stateless) of all packets. An empty dictionary takes none.
      - Samples carry the number that M(northbound.ovn.sampling_app) gives to V(acl-new), else 0. Needs OVN 24.09.
    type: dict
    suboptions:
      metadata:
        description:
          - The number by which a receiver of samples knows them, V(1) to V(4294967295); the I(observation point). Needed.
          - There is one sample of a number in the whole database. Other ACLs, and the other of O(sample_new) and O(sample_est), that give the same
            number share it, with its collectors.
        type: int
      collectors:
        description: Names or uuids of the collectors that get the sample, see M(northbound.ovn.sample_collector). This is the whole list.
        type: list
        elements: str
  sample_est:
    description:
      - The same for packets of connections that exist.
      - Samples carry the number that M(northbound.ovn.sampling_app) gives to V(acl-est), else 0. Needs OVN 24.09.
    type: dict
    suboptions:
      metadata:
        description: The number of the sample, as in O(sample_new). Needed.
        type: int
      collectors:
        description: Names or uuids of the collectors that get the sample. This is the whole list.
        type: list
        elements: str
  apply_after_lb:
    description:
      - Whether the ACL applies to packets after load balancing, so that it matches the backend that was chosen. If not given, it is V(false).
      - Only for the direction V(from-lport). It is the key C(apply-after-lb) of the column C(options).
    type: bool
  options:
    description: Further settings, for instance C(log-related).
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.port_group
  - module: northbound.ovn.address_set
  - module: northbound.ovn.network_function_group
  - module: northbound.ovn.sample_collector
  - module: northbound.ovn.sampling_app
  - module: northbound.ovn.meter
  - name: ovn-nb(5)
    description: The Northbound database, table ACL.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
  - name: ovn-sb(5)
    description: The Southbound database; its table Logical_Flow describes match expressions.
    link: https://www.ovn.org/support/dist-docs/ovn-sb.5.html
"""

EXAMPLES = r"""
- name: Create a switch with two ports
  northbound.ovn.logical_switch:
    name: web

- name: Create the ports
  northbound.ovn.logical_switch_port:
    switch: web
    name: "{{ item }}"
  loop: [web-1, web-2]

- name: Put the ports into a group
  northbound.ovn.port_group:
    name: web
    ports: [web-1, web-2]

- name: Let nothing through to the ports of the group
  northbound.ovn.acl:
    port_group: web
    direction: to-lport
    priority: 1000
    match: outport == @web
    action: drop

- name: Except HTTPS
  northbound.ovn.acl:
    port_group: web
    direction: to-lport
    priority: 1001
    match: outport == @web && tcp.dst == 443
    action: allow-related

- name: Log what is dropped, and leave the rest of the ACL
  northbound.ovn.acl:
    port_group: web
    direction: to-lport
    priority: 1000
    match: outport == @web
    log: true
    name: web-default
    severity: notice

- name: Keep the ports of a switch from answering DHCP requests
  northbound.ovn.acl:
    switch: web
    direction: from-lport
    priority: 2000
    match: udp.src == 67
    action: drop

- name: Create a collector of samples
  northbound.ovn.sample_collector:
    id: 1
    name: audit
    set_id: 100
    probability: 65535

- name: Say what samples of new connections are marked with
  northbound.ovn.sampling_app:
    type: acl-new
    id: 11

- name: Send a sample of every new connection to the collector
  northbound.ovn.acl:
    port_group: web
    direction: to-lport
    priority: 1001
    match: outport == @web && tcp.dst == 443
    sample_new:
      metadata: 4711
      collectors: [audit]

- name: Sample no more
  northbound.ovn.acl:
    port_group: web
    direction: to-lport
    priority: 1001
    match: outport == @web && tcp.dst == 443
    sample_new: {}

- name: Create the ports of a firewall
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

- name: Create a group of firewalls
  northbound.ovn.network_function_group:
    name: firewalls
    id: 1
    mode: inline
    network_function: [fw]

- name: Send what is let through past the firewall
  northbound.ovn.acl:
    port_group: web
    direction: to-lport
    priority: 1001
    match: outport == @web && tcp.dst == 443
    network_function_group: firewalls

- name: Remove an ACL
  northbound.ovn.acl:
    switch: web
    direction: from-lport
    priority: 2000
    match: udp.src == 67
    state: absent
"""

RETURN = r"""
row:
  description: The ACL as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    switch:
      description: Name of its logical switch, or its uuid if it was given so.
      returned: when the ACL belongs to a switch
      type: str
      sample: web
    port_group:
      description: Name of its port group, or its uuid if it was given so.
      returned: when the ACL belongs to a port group
      type: str
      sample: web
    direction:
      description: Whether it is for what the ports send or for what is sent to them.
      returned: when the row exists
      type: str
      sample: to-lport
    priority:
      description: Which ACL of a tier decides.
      returned: when the row exists
      type: int
      sample: 1000
    match:
      description: The expression that packets must match.
      returned: when the row exists
      type: str
      sample: outport == @web && tcp.dst == 443
    tier:
      description: Its tier.
      returned: when the row exists and the server has the column
      type: int
      sample: 0
    action:
      description: What is done with packets that match.
      returned: when the row exists
      type: str
      sample: allow-related
    name:
      description: What it is called in logs; C(null) if it has no name.
      returned: when the row exists
      type: str
      sample: web-default
    log:
      description: Whether packets that match are logged.
      returned: when the row exists
      type: bool
      sample: false
    severity:
      description: Severity in the log; C(null), which means V(info), if nothing is set.
      returned: when the row exists
      type: str
      sample: notice
    meter:
      description: Name of the meter that limits what is logged; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: acl-logs
    label:
      description: Number that is put on the connections.
      returned: when the row exists
      type: int
      sample: 0
    network_function_group:
      description: Name of the group of network functions that packets are sent through; C(null) if there is none.
      returned: when the row exists and the server has the column
      type: str
      sample: firewalls
    sample_new:
      description: The sample that is taken of packets that begin a connection; empty if there is none.
      returned: when the row exists
      type: dict
      contains:
        metadata:
          description: Its number.
          returned: when there is one
          type: int
          sample: 4711
        collectors:
          description: Names of the collectors that get it; the uuid of a collector without a name.
          returned: when there is one
          type: list
          elements: str
          sample: [audit]
    sample_est:
      description: The sample that is taken of packets of connections that exist; empty if there is none.
      returned: when the row exists
      type: dict
      contains:
        metadata:
          description: Its number.
          returned: when there is one
          type: int
          sample: 4712
        collectors:
          description: Names of the collectors that get it.
          returned: when there is one
          type: list
          elements: str
          sample: [audit]
    apply_after_lb:
      description: Whether it applies to packets after load balancing.
      returned: when the row exists
      type: bool
      sample: false
    options:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {log-related: "true"}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 40c3e4b3-3f3c-4b57-8b35-1f4b8f4f7a01
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._acl import ACL
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(ACL)


if __name__ == "__main__":
    main()
