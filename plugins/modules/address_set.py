#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage address sets of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: address_set
short_description: Manage address sets of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Address_Set) of the OVN Northbound database.
  - An address set gives a name to addresses. Match expressions name it with V($), like V($admins); M(northbound.ovn.nat) takes it too.
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
      - The set's name; letters, digits, V(_) and V(.) only and no digit first, since match expressions cannot name others.
      - OVN makes sets itself for port groups, called like the group with V(_ip4) or V(_ip6) behind it. Do not use such a name.
      - Needed unless O(uuid) is given.
    type: str
  addresses:
    description:
      - IPv4 addresses or networks, IPv6 addresses or networks, or MAC addresses, in CIDR form where they are networks. This is the whole list.
      - A set of several kinds is refused, since C(ovn-controller) would skip the ACLs that use it. A set that is empty matches nothing.
    type: list
    elements: str
  options:
    description: Further settings, for instance C(ic-adv), with which C(ovn-ic) advertises the set to other availability zones. Needs OVN 26.09.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.acl
  - module: northbound.ovn.port_group
  - name: ovn-nb(5)
    description: The Northbound database, table Address_Set.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a set of networks
  northbound.ovn.address_set:
    name: admins
    addresses: [10.9.0.0/24, 192.0.2.7]

- name: Replace what is in it
  northbound.ovn.address_set:
    name: admins
    addresses: [10.9.0.0/24]

- name: Empty it
  northbound.ovn.address_set:
    name: admins
    addresses: []

- name: Remove it
  northbound.ovn.address_set:
    name: admins
    state: absent
"""

RETURN = r"""
row:
  description: The set as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: admins
    addresses:
      description: The addresses in it.
      returned: when the row exists
      type: list
      elements: str
      sample: [10.9.0.0/24]
    options:
      description: Further settings.
      returned: when the row exists and the server has the column
      type: dict
      sample: {ic-adv: "true"}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 2f6b3a0d-9d6f-4b7c-a0f4-2d3bb3b2a9d5
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._sets import ADDRESS_SET
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(ADDRESS_SET)


if __name__ == "__main__":
    main()
