#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage DNS records of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dns
short_description: Manage DNS records of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(DNS) of the OVN Northbound database, and attaches them to switches.
  - OVN itself answers queries that the ports of these switches send, to whatever server, when they ask for one of O(records). All other queries go on.
  - The table has no column for a name. This module keeps it in C(external_ids) under the key C(northbound.ovn:name);
    rows that others have made can be given a name with O(uuid) and O(name).
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
    description: What to call the records. Needed unless O(uuid) is given.
    type: str
  records:
    description:
      - From a domain name to the addresses that are answered, IPv4 for queries of type A and IPv6 for AAAA, with blanks or commas between.
      - For queries of type PTR, from the reversed address, like V(11.0.1.10.in-addr.arpa), to one domain name. IPv6 addresses end in C(ip6.arpa).
      - OVN only finds names that are written in lower case and without a dot at the end, and only reads addresses with blanks between. So they are written
        in this form, and a record that stands in the database in another one is corrected when it is given here.
      - A record that is not mentioned stays as it is; to remove one, give it the value V(null).
    type: dict
  options:
    description:
      - Further settings. With C(ovn-owned) V(true), OVN refuses queries of a type for which a name in O(records) has no answer, instead of letting
        them go on.
      - Needs OVN 24.03.
    type: dict
  switches:
    description: Names or uuids of the logical switches whose ports get the answers. This is the whole list.
    type: list
    elements: str
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_switch
  - module: northbound.ovn.dhcp_options
  - name: ovn-nb(5)
    description: The Northbound database, table DNS.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Answer what its ports ask
  northbound.ovn.dns:
    name: shop
    records:
      web-1.example.org: 10.1.0.11 2001:db8:1::11
      web-2.example.org: 10.1.0.12
      11.0.1.10.in-addr.arpa: web-1.example.org
    switches: [web]

- name: Change one record, remove another, leave the rest
  northbound.ovn.dns:
    name: shop
    records:
      web-1.example.org: 10.1.0.21 2001:db8:1::21
      web-2.example.org: null

- name: Refuse queries of other types for these names
  northbound.ovn.dns:
    name: shop
    options:
      ovn-owned: true

- name: Remove them
  northbound.ovn.dns:
    name: shop
    state: absent
"""

RETURN = r"""
row:
  description: The records as they are after the task; empty if there are none.
  returned: success
  type: dict
  contains:
    name:
      description: What they are called; C(null) if they have no name.
      returned: when the row exists
      type: str
      sample: shop
    records:
      description: What is answered.
      returned: when the row exists
      type: dict
      sample: {web-1.example.org: "10.1.0.11 2001:db8:1::11", 11.0.1.10.in-addr.arpa: web-1.example.org}
    options:
      description: Further settings.
      returned: when the row exists and the server has the column
      type: dict
      sample: {ovn-owned: "true"}
    external_ids:
      description: Keys and values of other programs, without the name.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
    switches:
      description: The switches whose ports get the answers.
      returned: when the row exists
      type: list
      elements: str
      sample: [web]
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: d1a6c8f3-0b52-4f39-8a55-3f2e1b0c9d03
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._dns import DNS
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(DNS)


if __name__ == "__main__":
    main()
