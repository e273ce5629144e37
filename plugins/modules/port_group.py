#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage port groups of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: port_group
short_description: Manage port groups of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Port_Group) of the OVN Northbound database.
  - A port group names ports of any logical switches, so that ACLs can be written once for all of them. Match expressions name it with V(@), like V(@web),
    and its addresses with V($web_ip4) and V($web_ip6). Its ACLs are managed with M(northbound.ovn.acl).
  - The name is unique in the whole database.
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
    description:
      - The group's name; letters, digits, V(_) and V(.) only and no digit first, since match expressions cannot name others.
      - Needed unless O(uuid) is given.
    type: str
  ports:
    description:
      - Names or uuids of the logical switch ports in the group. This is the whole list; ports that are not in it leave the group.
      - A port that is removed from OVN leaves the group by itself. When it is created again, run this task again.
    type: list
    elements: str
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.acl
  - module: northbound.ovn.address_set
  - name: ovn-nb(5)
    description: The Northbound database, table Port_Group.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Create its ports
  northbound.ovn.logical_switch_port:
    switch: web
    name: "{{ item }}"
  loop: [web-1, web-2]

- name: Create a group of ports
  northbound.ovn.port_group:
    name: web
    ports: [web-1, web-2]

- name: Take one port out of the group
  northbound.ovn.port_group:
    name: web
    ports: [web-1]

- name: Remove the group with its ACLs; the ports stay
  northbound.ovn.port_group:
    name: web
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
      sample: web
    ports:
      description: Names of its ports.
      returned: when the row exists
      type: list
      elements: str
      sample: [web-1, web-2]
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 6b5f5f0b-8a35-4b46-8c4e-6c3cf3a6f0aa
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._sets import PORT_GROUP
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(PORT_GROUP)


if __name__ == "__main__":
    main()
