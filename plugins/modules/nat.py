#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage address translation of OVN's logical routers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: nat
short_description: Manage address translation of OVN's logical routers
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(NAT) of the OVN Northbound database.
  - A rule has no name. Within its router, O(type), O(external_ip), O(logical_ip) and O(external_port_range) tell one from another, and O(match) too
    where the server has it; a rule without O(external_port_range) or O(match) is another one than a rule with them.
    O(gateway_port) tells rules apart where it is given.
  - To change one of these, remove the rule and create another, or give O(uuid), with which they are set like all other options.
  - A second rule that only another O(logical_ip) (for V(snat) another O(external_ip)) tells from the first is refused, as C(ovn-nbctl) refuses it.
    Packets would take either of the two.
  - Translation happens on a gateway router, which is bound to a chassis with C(chassis) in O(northbound.ovn.logical_router#module:options),
    or at a gateway port, see O(northbound.ovn.logical_router_port#module:gateway_chassis). Without one of them, OVN ignores the rule.
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
  router:
    description: Name or uuid of the logical router. Needed unless O(uuid) is given.
    type: str
  type:
    description:
      - V(snat) gives what comes from O(logical_ip) the source O(external_ip).
      - V(dnat) gives what goes to O(external_ip) the destination O(logical_ip).
      - V(dnat_and_snat) does both, as for a floating address.
      - Needed unless O(uuid) is given.
    type: str
    choices: [snat, dnat, dnat_and_snat]
  external_ip:
    description: The address outside. Needed unless O(uuid) is given.
    type: str
  logical_ip:
    description: The address inside; for the type V(snat) it can be a network in CIDR form too. Needed unless O(uuid) is given.
    type: str
  external_port_range:
    description: Ports outside from which to choose the source port, like V(20000-30000). If not given, or empty, OVN does not restrict them.
    type: str
  gateway_port:
    description:
      - Name or uuid of the gateway port to translate at, for a router with several. A rule without one, which an empty text means, is for the one
        whose network O(external_ip) is in.
      - If not given, it does not matter which; give it wherever rules differ in nothing else.
    type: str
  match:
    description: Only translate what this expression of ovn-sb(5) matches as well. Needs OVN 24.09. If not given, or empty, everything matches.
    type: str
  priority:
    description: Which rule goes first among those with O(match); the highest, up to V(32767). Only for a rule with O(match). Needs OVN 24.09.
    type: int
  logical_port:
    description:
      - Name of the switch port that has O(logical_ip). With it and O(external_mac), the chassis of this port translates, rather than that of the gateway port.
      - Only for the type V(dnat_and_snat), and together with O(external_mac). An empty text in both ends it.
    type: str
  external_mac:
    description: MAC address with which the chassis of O(logical_port) answers for O(external_ip); no other port of the outer switch may have it.
    type: str
  allowed_ext_ips:
    description:
      - Name or uuid of the address set of peers outside to which the rule applies. An empty text removes it.
      - Only one of this and O(exempted_ext_ips) can be given.
    type: str
  exempted_ext_ips:
    description: Name or uuid of the address set of peers outside to which the rule does not apply. An empty text removes it.
    type: str
  options:
    description:
      - Further settings; C(stateless) translates without connection tracking, for the type V(dnat_and_snat), and C(add_route) lets neighbouring routers
        know the address.
      - A new rule without C(stateless) gets C(stateless=false), as from C(ovn-nbctl), which cannot deal with rules that lack it.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.logical_router
  - module: northbound.ovn.logical_router_port
  - name: ovn-nb(5)
    description: The Northbound database, table NAT.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a router
  northbound.ovn.logical_router:
    name: edge

- name: Give it a gateway port
  northbound.ovn.logical_router_port:
    router: edge
    name: edge-outside
    mac: "02:00:00:00:01:02"
    networks: [192.0.2.10/24]
    gateway_chassis:
      - chassis_name: chassis-1
        priority: 20

- name: Let a network inside reach the outside with the router's address
  northbound.ovn.nat:
    router: edge
    type: snat
    external_ip: 192.0.2.10
    logical_ip: 10.1.0.0/24

- name: Give one machine an address outside
  northbound.ovn.nat:
    router: edge
    type: dnat_and_snat
    external_ip: 192.0.2.11
    logical_ip: 10.1.0.11

- name: Translate this address on the machine's own chassis
  northbound.ovn.nat:
    router: edge
    type: dnat_and_snat
    external_ip: 192.0.2.11
    logical_ip: 10.1.0.11
    logical_port: web-1
    external_mac: "02:00:00:00:02:11"

- name: Remove it
  northbound.ovn.nat:
    router: edge
    type: dnat_and_snat
    external_ip: 192.0.2.11
    logical_ip: 10.1.0.11
    state: absent
"""

RETURN = r"""
row:
  description: The rule as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    router:
      description: Name of its logical router, or its uuid if it was given so.
      returned: when the row exists
      type: str
      sample: edge
    type:
      description: What is translated.
      returned: when the row exists
      type: str
      sample: snat
    external_ip:
      description: The address outside.
      returned: when the row exists
      type: str
      sample: 192.0.2.10
    logical_ip:
      description: The address or network inside.
      returned: when the row exists
      type: str
      sample: 10.1.0.0/24
    external_port_range:
      description: Ports outside; empty if they are not restricted.
      returned: when the row exists
      type: str
      sample: 20000-30000
    gateway_port:
      description: Name of the gateway port to translate at; C(null) if OVN chooses.
      returned: when the row exists
      type: str
      sample: edge-outside
    match:
      description: What else must match; empty for nothing.
      returned: when the row exists and the server has the column
      type: str
      sample: ip4.dst == 198.51.100.0/24
    priority:
      description: Which rule goes first.
      returned: when the row exists and the server has the column
      type: int
      sample: 0
    logical_port:
      description: The switch port whose chassis translates; C(null) if the gateway port's does.
      returned: when the row exists
      type: str
      sample: web-1
    external_mac:
      description: MAC address of the address outside; C(null) if it is the gateway port's.
      returned: when the row exists
      type: str
      sample: "02:00:00:00:02:11"
    allowed_ext_ips:
      description: Name of the address set of peers to which it applies; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: partners
    exempted_ext_ips:
      description: Name of the address set of peers to which it does not apply; C(null) if there is none.
      returned: when the row exists
      type: str
      sample: internal
    options:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {stateless: "false"}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: b2a40bb0-6b0c-4df3-8c44-9b1f0c7be6f1
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._router import NAT
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(NAT)


if __name__ == "__main__":
    main()
