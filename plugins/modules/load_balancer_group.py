#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage groups of OVN's load balancers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: load_balancer_group
short_description: Manage groups of OVN's load balancers
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Load_Balancer_Group) of the OVN Northbound database.
  - A group gives a name to load balancers that many switches and routers use. They name the group, see
    O(northbound.ovn.logical_switch#module:load_balancer_group) and O(northbound.ovn.logical_router#module:load_balancer_group), and use what is in it.
  - A group that switches or routers use cannot be removed; the database refuses that.
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
    description: The group's name. Needed unless O(uuid) is given.
    type: str
  load_balancer:
    description:
      - Names or uuids of the load balancers in the group. This is the whole list.
      - A load balancer that is removed leaves its groups and does not come back to them when it is created again.
    type: list
    elements: str
seealso:
  - module: northbound.ovn.load_balancer
  - module: northbound.ovn.logical_switch
  - module: northbound.ovn.logical_router
  - name: ovn-nb(5)
    description: The Northbound database, table Load_Balancer_Group.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create two load balancers
  northbound.ovn.load_balancer:
    name: "{{ item.name }}"
    vips: "{{ {item.vip: item.backends} }}"
  loop:
    - {name: www, vip: "192.0.2.80:80", backends: "10.1.0.11:80,10.1.0.12:80"}
    - {name: mail, vip: "192.0.2.25:25", backends: "10.1.0.25:25"}

- name: Group them
  northbound.ovn.load_balancer_group:
    name: services
    load_balancer: [www, mail]

- name: Use the group on a switch
  northbound.ovn.logical_switch:
    name: web
    load_balancer_group: [services]

- name: Take one out of the group
  northbound.ovn.load_balancer_group:
    name: services
    load_balancer: [www]

- name: Stop using the group
  northbound.ovn.logical_switch:
    name: web
    load_balancer_group: []

- name: Remove it
  northbound.ovn.load_balancer_group:
    name: services
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
      sample: services
    load_balancer:
      description: The load balancers in it, by name or as they were given.
      returned: when the row exists
      type: list
      elements: str
      sample: [mail, www]
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 0e9d8c7b-5a49-4837-a6b5-c4d3e2f1a005
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._balancer import LOAD_BALANCER_GROUP
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(LOAD_BALANCER_GROUP)


if __name__ == "__main__":
    main()
