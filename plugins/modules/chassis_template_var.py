#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage template variables of OVN's chassis."""

from __future__ import annotations

DOCUMENTATION = r"""
module: chassis_template_var
short_description: Manage template variables of OVN's chassis
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Chassis_Template_Var) of the OVN Northbound database. There is one row for each chassis.
  - A template variable stands for another text on every chassis. Match expressions and load balancers with C(template=true) in
    O(northbound.ovn.load_balancer#module:options) use it with V(^) before its name, like V(^NODE_IP).
  - Where a chassis has no value for a variable, C(ovn-controller) takes the name as it is written.
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
  chassis:
    description: Name of the chassis, which is its C(system-id). There need not be such a chassis yet. Needed unless O(uuid) is given.
    type: str
  variables:
    description:
      - From the name of a variable to its text on this chassis. Names have letters, digits, V(_) and V(.) only and no digit first.
      - A variable that is not mentioned stays as it is; to remove one, give it the value V(null).
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.load_balancer
  - name: ovn-nb(5)
    description: The Northbound database, table Chassis_Template_Var.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Tell every chassis its own address
  northbound.ovn.chassis_template_var:
    chassis: "{{ item.chassis }}"
    variables:
      NODE_IP: "{{ item.ip }}"
  loop:
    - {chassis: hv-1, ip: 192.0.2.11}
    - {chassis: hv-2, ip: 192.0.2.12}

- name: Serve it on every chassis
  northbound.ovn.load_balancer:
    name: node-web
    vips:
      ^NODE_IP:80: 10.1.0.11:8080
    protocol: tcp
    options:
      template: true
      address-family: ipv4

- name: Change one variable of one chassis, and leave others
  northbound.ovn.chassis_template_var:
    chassis: hv-1
    variables:
      NODE_IP: 192.0.2.21

- name: Remove the variables of a chassis
  northbound.ovn.chassis_template_var:
    chassis: hv-2
    state: absent
"""

RETURN = r"""
row:
  description: The variables as they are after the task; empty if the chassis has none.
  returned: success
  type: dict
  contains:
    chassis:
      description: Name of the chassis.
      returned: when the row exists
      type: str
      sample: hv-1
    variables:
      description: Its variables.
      returned: when the row exists
      type: dict
      sample: {NODE_IP: 192.0.2.11}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: f6e5d4c3-b2a1-4908-8f7e-6d5c4b3a2907
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._template import CHASSIS_TEMPLATE_VAR
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(CHASSIS_TEMPLATE_VAR)


if __name__ == "__main__":
    main()
