#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the protection of the control plane of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: copp
short_description: Manage the protection of the control plane of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Copp) of the OVN Northbound database.
  - Some packets, such as ARP or DNS queries, go to C(ovn-controller). Such a row says which meters limit them, by protocol, for the switches and routers
    that name it in O(northbound.ovn.logical_switch#module:copp) and O(northbound.ovn.logical_router#module:copp).
  - The name is unique in the whole database. When the row is removed, switches and routers lose it, and nothing is limited there.
  - With its last protocol removed the row stays, other than with C(ovn-nbctl copp-del).
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
    description: The row's name. Needed unless O(uuid) is given.
    type: str
  meters:
    description:
      - From protocols to names of meters. A protocol whose meter does not exist is not limited, see M(northbound.ovn.meter).
      - The protocols are V(arp), V(arp-resolve), V(bfd), V(dhcpv4-opts), V(dhcpv4-relay) (needs OVN 25.09), V(dhcpv6-opts), V(dns), V(event-elb),
        V(icmp4-error), V(icmp6-error), V(igmp), V(nd-na), V(nd-ns), V(nd-ns-resolve), V(nd-ra-opts), V(reject), V(svc-monitor) and V(tcp-reset).
      - A protocol that is not mentioned stays as it is; to remove one, give it the value V(null).
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.meter
  - module: northbound.ovn.logical_switch
  - module: northbound.ovn.logical_router
  - name: ovn-nb(5)
    description: The Northbound database, table Copp.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create the meters
  northbound.ovn.meter:
    name: "{{ item }}"
    unit: pktps
    fair: true
    bands:
      - rate: 200
  loop: [arp-meter, dns-meter]

- name: Limit ARP packets and DNS queries
  northbound.ovn.copp:
    name: limits
    meters:
      arp: arp-meter
      dns: dns-meter

- name: Use the limits in a switch
  northbound.ovn.logical_switch:
    name: web
    copp: limits

- name: Do not limit DNS any more
  northbound.ovn.copp:
    name: limits
    meters:
      dns: null

- name: Remove the limits, from all switches and routers as well
  northbound.ovn.copp:
    name: limits
    state: absent
"""

RETURN = r"""
row:
  description: The row as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: limits
    meters:
      description: From protocols to names of meters.
      returned: when the row exists
      type: dict
      sample: {arp: arp-meter}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 98064511-313a-4752-af6a-f23941afa8d4
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._copp import COPP
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(COPP)


if __name__ == "__main__":
    main()
