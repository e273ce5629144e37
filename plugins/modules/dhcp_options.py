#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage DHCP options of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dhcp_options
short_description: Manage DHCP options of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(DHCP_Options) of the OVN Northbound database.
  - They are what OVN answers to DHCP requests. Ports use them by name, see O(northbound.ovn.logical_switch_port#module:dhcpv4_options).
  - The table has no column for a name. This module keeps it in C(external_ids) under the key C(northbound.ovn:name);
    rows that others have made can be given a name with O(uuid) and O(name).
  - A row that is removed is taken from the ports that use it, which do not get it back when it is created again.
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
    description: What to call the options. Needed unless O(uuid) is given.
    type: str
  cidr:
    description:
      - The network in CIDR form. Only ports with an address in it get an answer.
      - An IPv4 network makes options for DHCPv4, an IPv6 network options for DHCPv6. Needed to create a row.
    type: str
  options:
    description:
      - What to answer. For DHCPv4, C(server_id) (an IPv4 address), C(server_mac) and C(lease_time) are needed; for DHCPv6, C(server_id) (a MAC address).
      - Others are for instance C(router), C(netmask), C(dns_server), C(mtu) and C(domain_name).
      - Several values stand in braces, like V("{10.1.0.2, 10.1.0.3}").
      - OVN wants text between double quotes, as in V('"example.com"'); where they are missing, they are added.
        It wants V(0) or V(1) for false or true; booleans are translated.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_switch_port
  - name: ovn-nb(5)
    description: The Northbound database, table DHCP_Options, with all options.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Answer DHCPv4 requests
  northbound.ovn.dhcp_options:
    name: web-dhcp
    cidr: 10.1.0.0/24
    options:
      server_id: 10.1.0.1
      server_mac: "02:00:00:00:01:01"
      lease_time: 3600
      router: 10.1.0.1
      dns_server: "{10.1.0.2, 10.1.0.3}"
      domain_name: example.com

- name: Answer DHCPv6 requests
  northbound.ovn.dhcp_options:
    name: web-dhcpv6
    cidr: 2001:db8:1::/64
    options:
      server_id: "02:00:00:00:01:01"
      dns_server: 2001:db8:1::2

- name: Create a switch
  northbound.ovn.logical_switch:
    name: web

- name: Use them at a port
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-1
    addresses: ["02:00:00:00:00:01 10.1.0.11 2001:db8:1::11"]
    dhcpv4_options: web-dhcp
    dhcpv6_options: web-dhcpv6

- name: Change one option, remove another, leave the rest
  northbound.ovn.dhcp_options:
    name: web-dhcp
    options:
      lease_time: 86400
      domain_name: null

- name: Remove them
  northbound.ovn.dhcp_options:
    name: web-dhcp
    state: absent
"""

RETURN = r"""
row:
  description: The DHCP options as they are after the task; empty if there are none.
  returned: success
  type: dict
  contains:
    name:
      description: What they are called; C(null) if they have no name.
      returned: when the row exists
      type: str
      sample: web-dhcp
    cidr:
      description: Their network.
      returned: when the row exists
      type: str
      sample: 10.1.0.0/24
    options:
      description: What is answered, as OVN has it.
      returned: when the row exists
      type: dict
      sample: {server_id: 10.1.0.1, server_mac: "02:00:00:00:01:01", lease_time: "3600", domain_name: '"example.com"'}
    external_ids:
      description: Keys and values of other programs, without the name.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 3c1e8e7f-40d6-4fd0-9d1c-1a3c5f5d3c77
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._dhcp import DHCP_OPTIONS
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(DHCP_OPTIONS)


if __name__ == "__main__":
    main()
