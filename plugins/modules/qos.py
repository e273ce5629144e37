#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage QoS rules of OVN's logical switches."""

from __future__ import annotations

DOCUMENTATION = r"""
module: qos
short_description: Manage QoS rules of OVN's logical switches
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(QoS) of the OVN Northbound database.
  - A rule marks packets that pass a logical switch, or limits how many of them pass. Of the rules that match a packet, the one with the highest priority
    applies.
  - A rule is told from others by its switch and by O(direction), O(priority) and O(match). To change one of these, remove the rule and create another,
    or give O(uuid), with which they are set like all other options.
  - OVN stores any text as O(match), and C(ovn-controller) skips a rule whose match it cannot read. Such a match is refused before anything is
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
    description: Name or uuid of the logical switch. Needed unless O(uuid) is given.
    type: str
  direction:
    description:
      - V(from-lport) is for what the switch's ports send, V(to-lport) for what is sent to them.
      - Needed unless O(uuid) is given.
    type: str
    choices: [from-lport, to-lport]
  priority:
    description: Which rule applies; the one with the highest priority that matches, V(0) to V(32767). Needed unless O(uuid) is given.
    type: int
  match:
    description:
      - The expression of ovn-sb(5) that packets must match, for instance V(inport == "web-1" && ip4). Needed unless O(uuid) is given.
      - C(outport) can be matched with V(to-lport) only.
      - The text is compared as it is, but for blanks around it; one that only looks different is another rule.
    type: str
  action:
    description:
      - What packets that match are marked with; C(dscp), V(0) to V(63), in their IP header, and C(mark), V(1) to V(4294967295), which they keep within
        the hypervisor (needs OVN 24.03).
      - To create a rule, this or O(bandwidth) is needed.
    type: dict
  bandwidth:
    description:
      - How much of what matches passes; what is more is dropped. C(rate) is in kilobits per second. C(burst), in kilobits, is how much may be sent at once;
        it needs C(rate).
      - The values are V(1) to V(4294967295).
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_switch
  - module: northbound.ovn.acl
  - name: ovn-nb(5)
    description: The Northbound database, table QoS.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
  - name: ovn-sb(5)
    description: The Southbound database; its table Logical_Flow describes match expressions.
    link: https://www.ovn.org/support/dist-docs/ovn-sb.5.html
"""

EXAMPLES = r"""
- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Mark voice as expedited
  northbound.ovn.qos:
    switch: web
    direction: from-lport
    priority: 1000
    match: udp.dst == 5060
    action:
      dscp: 46

- name: Let a port send 10 Mbit/s
  northbound.ovn.qos:
    switch: web
    direction: from-lport
    priority: 100
    match: inport == "web-1"
    bandwidth:
      rate: 10000
      burst: 1000

- name: Let it send more, and leave the burst
  northbound.ovn.qos:
    switch: web
    direction: from-lport
    priority: 100
    match: inport == "web-1"
    bandwidth:
      rate: 20000

- name: Remove a rule
  northbound.ovn.qos:
    switch: web
    direction: from-lport
    priority: 1000
    match: udp.dst == 5060
    state: absent
"""

RETURN = r"""
row:
  description: The rule as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    switch:
      description: Name of its logical switch, or its uuid if it was given so.
      returned: when the row exists
      type: str
      sample: web
    direction:
      description: Whether it is for what the ports send or for what is sent to them.
      returned: when the row exists
      type: str
      sample: from-lport
    priority:
      description: Which rule applies.
      returned: when the row exists
      type: int
      sample: 100
    match:
      description: The expression that packets must match.
      returned: when the row exists
      type: str
      sample: inport == "web-1"
    action:
      description: What packets are marked with.
      returned: when the row exists
      type: dict
      sample: {dscp: 46}
    bandwidth:
      description: How much passes.
      returned: when the row exists
      type: dict
      sample: {rate: 20000, burst: 1000}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 8f1c0a52-3c0e-4c7c-9d27-2b1f5c6d7e01
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._qos import QOS
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(QOS)


if __name__ == "__main__":
    main()
