#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage mirrors of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mirror
short_description: Manage mirrors of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Mirror) of the OVN Northbound database, with their rules.
  - A mirror sends copies of packets of the switch ports that name it in O(northbound.ovn.logical_switch_port#module:mirror_rules).
    The name is unique in the whole database. When the mirror is removed, the ports lose it.
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
  name:
    description: The mirror's name. Needed unless O(uuid) is given.
    type: str
  type:
    description:
      - How copies are sent. Needed to create a mirror.
      - V(gre) and V(erspan) send them through a tunnel, V(local) to an interface of the same chassis (needs OVN 23.06), and V(lport) to a switch port
        (needs OVN 25.09).
    type: str
    choices: [gre, erspan, local, lport]
  filter:
    description:
      - Which packets are copied; V(to-lport) those that the port receives, V(from-lport) those that it sends, V(both) (needs OVN 23.06) all.
      - Needed to create a mirror.
    type: str
    choices: [from-lport, to-lport, both]
  sink:
    description:
      - Where copies go. Needed to create a mirror.
      - For the types V(gre) and V(erspan) an address, for V(local) the C(external_ids:mirror-id) of an interface in Open vSwitch, for V(lport) the name
        of a switch port.
    type: str
  index:
    description:
      - The key of the tunnel for the type V(gre), V(0) to V(4294967295), and the index for the type V(erspan), V(0) to V(99999), whose digits Open vSwitch
        reads as hexadecimal. A new mirror without it has V(0).
      - The types V(local) and V(lport) have none, which is V(-1) in the database.
    type: int
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
  mirror_rules:
    description:
      - For the type V(lport), which packets are copied. Of the rules that match a packet the one with the highest priority decides, and what matches none
        is copied. Needs OVN 25.09.
      - This is the whole list. Rules that are not in it are removed.
    type: list
    elements: dict
    suboptions:
      priority:
        description: Which rule decides, V(0) to V(32767).
        type: int
        required: true
      match:
        description:
          - The expression of ovn-sb(5) that packets must match, for instance V(tcp.dst == 443).
          - The text is compared as it is, but for blanks around it.
        type: str
        required: true
      action:
        description: Whether matching packets are copied or not.
        type: str
        choices: [mirror, skip]
        required: true
seealso:
  - module: northbound.ovn.logical_switch_port
  - name: ovn-nb(5)
    description: The Northbound database, tables Mirror and Mirror_Rule.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Send copies of what ports receive to a collector
  northbound.ovn.mirror:
    name: tap
    type: gre
    filter: to-lport
    sink: 192.0.2.99
    index: 7

- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Create a port whose packets are copied
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-1
    mirror_rules: [tap]

- name: Also copy what the port sends
  northbound.ovn.mirror:
    name: tap
    filter: both

- name: Create a port for a network analyser
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-analyser

- name: Send copies to the analyser, but none of HTTPS
  northbound.ovn.mirror:
    name: analyse
    type: lport
    filter: both
    sink: web-analyser
    mirror_rules:
      - priority: 10
        match: tcp.dst == 443 || tcp.src == 443
        action: skip

- name: Send copies of everything
  northbound.ovn.mirror:
    name: analyse
    mirror_rules: []

- name: Remove a mirror, from all ports as well
  northbound.ovn.mirror:
    name: tap
    state: absent
"""

RETURN = r"""
row:
  description: The mirror as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: tap
    type:
      description: How copies are sent.
      returned: when the row exists
      type: str
      sample: gre
    filter:
      description: Which packets are copied.
      returned: when the row exists
      type: str
      sample: both
    sink:
      description: Where copies go.
      returned: when the row exists
      type: str
      sample: 192.0.2.99
    index:
      description: Key or index of the tunnel.
      returned: when the row exists
      type: int
      sample: 7
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
    mirror_rules:
      description: Which packets are copied.
      returned: when the row exists
      type: list
      elements: dict
      contains:
        priority:
          description: Which rule decides.
          returned: always
          type: int
          sample: 10
        match:
          description: The expression that packets must match.
          returned: always
          type: str
          sample: tcp.dst == 443
        action:
          description: Whether matching packets are copied or not.
          returned: always
          type: str
          sample: skip
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: e072a0c7-2531-448a-be89-7f1dcaeb39bd
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._mirror import MIRROR
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(MIRROR)


if __name__ == "__main__":
    main()
