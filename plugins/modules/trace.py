#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell what becomes of a packet in the logical network."""

from __future__ import annotations

DOCUMENTATION = r"""
module: trace
short_description: Tell what becomes of a packet in the logical network
version_added: 0.1.0
description:
  - Describes a packet by its fields, lets C(ovn-trace) send it through the logical flows in the Southbound database, and returns as data
    what becomes of it.
  - RV(verdict) says whether it arrives. RV(decided_by) is the rule that ended it, with the row of the Northbound that the rule was made from.
  - No packet is sent and nothing is written. It is the logical network that is looked at, not tunnels, hypervisors or cables.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._attributes.sb
  - northbound.ovn._connection
  - northbound.ovn._connection.sb
  - northbound.ovn._connection.trace
requirements:
  - C(ovn-trace), from the package C(ovn-common) (Debian, Ubuntu) or C(ovn) (Fedora, RHEL), on the host that runs the module
options:
  from:
    description:
      - The logical port that sends the packet.
      - Its addresses are the sender's, unless O(source) or O(source_mac) say otherwise.
      - A port without addresses, such as one of type V(localnet), can send for any host behind it. It needs O(source) and O(source_mac).
    type: str
    required: true
  to:
    description:
      - The destination, an IP address or the name of a logical port that has one.
      - Needed unless O(protocol=dhcp).
    type: str
  protocol:
    description:
      - What is sent. V(icmp) is an echo request. V(arp) asks for the MAC address of O(to), with IPv6 by a neighbor solicitation.
      - V(dhcp) is a DISCOVER, or with O(ip_version=6) a SOLICIT. V(ip) has no more than a header.
    type: str
    choices: [tcp, udp, sctp, icmp, arp, dhcp, ip]
    default: icmp
  destination_port:
    description: The port of V(tcp), V(udp) and V(sctp), which need one.
    type: int
  source_port:
    description: The sender's port. The default is 49152.
    type: int
  ip_version:
    description: Which addresses to take of ports that have both. By default those of IPv4.
    type: int
    choices: [4, 6]
  source:
    description: The sender's IP address. By default the first one that the port has.
    type: str
  source_mac:
    description: The sender's MAC address. By default that of the port.
    type: str
  destination_mac:
    description:
      - The MAC address to send to. By default the one that ARP or neighbor discovery would give the sender, found out from the database.
      - That is the address of the port of the same switch that has the IP address, or that of a router.
    type: str
  gateway:
    description: The router port to send to, by its name or one of its addresses, on a switch with several routers for the sender.
    type: str
  vlan:
    description: The VLAN of the packet, if it comes with a tag.
    type: int
  ttl:
    description: The TTL or hop limit.
    type: int
    default: 64
  ct_states:
    description:
      - What connection tracking says of the packet, each time that it enters a connection tracker. The last one is taken for all further times.
      - Each is one or more of V(new), V(est), V(rel), V(rpl), V(inv), V(snat) and V(dnat), with commas between.
      - V(est,rpl) is an answer within a connection.
    type: list
    elements: str
    default: [new]
  backend:
    description:
      - The backend that a load balancer chooses, by its IP address. By default the first one.
      - Nothing is chosen where no load balancer is met.
    type: str
  ecmp_member:
    description: The number of the route or policy that is selected among equal ones. They are counted from 1.
    type: int
    default: 1
seealso:
  - module: northbound.ovn.reachability
    description: Compares many packets with what is expected.
  - module: northbound.ovn.port_binding_info
    description: Tells whether a port is on a chassis at all.
  - name: ovn-trace(8)
    description: What it follows and what not.
    link: https://www.ovn.org/support/dist-docs/ovn-trace.8.html
"""

EXAMPLES = r"""
- name: Ask whether a web server may speak to the database
  northbound.ovn.trace:
    from: web-1
    to: db-1
    protocol: tcp
    destination_port: 5432
  register: packet

- name: Say so in one sentence
  ansible.builtin.debug:
    msg: "{{ packet.summary }}"

- name: Make sure that SSH is dropped, and by which rule
  northbound.ovn.trace:
    from: web-1
    to: db-1
    protocol: tcp
    destination_port: 22
  register: packet
  failed_when: packet.verdict != 'dropped' or packet.decided_by.row.table != 'ACL'

- name: Follow an answer within a connection
  northbound.ovn.trace:
    from: db-1
    to: 10.1.0.11
    protocol: tcp
    source_port: 5432
    destination_port: 49152
    ct_states: ["est,rpl"]

- name: See the addresses that the world sees
  northbound.ovn.trace:
    from: web-1
    to: 198.51.100.9
  register: packet

- name: Show the translation, the gateway and where the packet leaves
  ansible.builtin.debug:
    msg: "{{ packet.nat }} {{ packet.gateways }} {{ packet.delivered_to }}"

- name: Make sure that OVN answers DHCP
  northbound.ovn.trace:
    from: web-1
    protocol: dhcp
  register: packet
  failed_when: packet.answer != 'dhcp'
"""

RETURN = r"""
verdict:
  description:
    - V(delivered) to RV(delivered_to).
    - V(dropped), and RV(decided_by) is where.
    - V(rejected), which is dropped and the sender is told, by an ICMP error or a TCP reset.
    - V(answered) by OVN itself, and RV(answer) is how.
    - V(unresolved) by a router that does not know the MAC address of the next hop, and asks for it through RV(delivered_to).
      Routing and policies have let the packet pass. What comes after is known only when the next hop has answered.
  returned: success
  type: str
  sample: dropped
summary:
  description: All in one sentence.
  returned: success
  type: str
  sample: "web-1 to db-1: dropped in switch db, table ls_out_acl_eval, ACL to-lport 1000 'tcp.dst == 22' drop of db: the action of the ACL is drop"
reason:
  description: Why the packet ends where it does; V(null) if it is delivered.
  returned: success
  type: str
answer:
  description: How OVN answers, V(dhcp), V(arp), V(nd), V(ra), V(echo) or V(dns); V(null) if it does not.
  returned: success
  type: str
delivered_to:
  description: The ports to which the packet is delivered. It is several for a broadcast.
  returned: success
  type: list
  elements: dict
  contains:
    port: {description: The name of the port., type: str, sample: db-1}
    type:
      description: Its type in the Southbound. It is empty for the interfaces of virtual machines and containers, and V(localnet) for the way out to a
        physical network.
      type: str
    datapath: {description: The name of its switch., type: str}
    datapath_type: {description: "V(switch) or V(router).", type: str}
    network_name: {description: The physical network of a port of type V(localnet)., type: str}
decided_by:
  description: The entry of RV(steps) whose rule decided; V(null) if the packet is delivered.
  returned: success
  type: dict
rows:
  description: The rows of the Northbound that the packet met, in order, such as the ACLs that let it pass, routes, NAT rules and load balancers.
  returned: success
  type: list
  elements: dict
  contains:
    table: {description: The table., type: str, sample: ACL}
    uuid: {description: The uuid of the row., type: str}
    name: {description: "The name of the row, or what it says if it has no name.", type: str}
    of:
      description: The row that it belongs to, as C(table) and C(name); V(null) if it belongs to nobody.
      type: dict
      sample: {table: Logical_Switch, name: db}
    row: {description: All its columns., type: dict}
load_balancing:
  description: The load balancers that the packet met, in order.
  returned: success
  type: list
  elements: dict
  sample: [{backend: "10.2.0.11:8080", backends: ["10.2.0.11:8080", "10.2.0.12:8080"], load_balancer: www}]
nat:
  description: The addresses that were put in, in order.
  returned: success
  type: list
  elements: dict
  sample: [{type: snat, address: 192.0.2.10, rule: snat 192.0.2.10 10.1.0.0/24}]
gateways:
  description: The ports by which the packet passes a gateway. C(chassis) is where that is now; V(null) if it is nowhere.
  returned: success
  type: list
  elements: dict
  sample: [{port: cr-edge-public, type: chassisredirect, datapath: edge, chassis: gw1}]
selected:
  description: Which member of equal routes or policies was taken.
  returned: success
  type: list
  elements: dict
  sample: [{stage: lr_in_ip_routing, member: 1}]
steps:
  description: The path, table by table. Tables that do nothing are left out.
  returned: success
  type: list
  elements: dict
  contains:
    datapath: {description: The name of the switch or router., type: str}
    datapath_type: {description: "V(switch) or V(router).", type: str}
    pipeline: {description: "V(ingress) or V(egress).", type: str}
    inport: {description: The port of this switch or router by which the packet came., type: str}
    outport: {description: The port by which it leaves; V(null) if that is not known yet., type: str}
    table: {description: The number of the table., type: int}
    stage: {description: The name of the table., type: str, sample: ls_out_acl_eval}
    priority: {description: The priority of the flow; V(null) if none matched., type: int}
    match: {description: Its match., type: str}
    actions: {description: Its actions., type: list, elements: str}
    changes: {description: What connection tracking or a selection made of the packet., type: list, elements: str}
    notes: {description: What C(ovn-trace) remarks., type: list, elements: str}
    within:
      description: Empty for the packet itself. Otherwise what it was copied or answered by, such as V(clone), V(arp) or V(tcp_reset).
      type: list
      elements: str
    flow: {description: The first 8 digits of the uuid of the logical flow; V(null) if none matched., type: str}
    source: {description: The place in the source code of C(ovn-northd) that made it., type: str}
    row: {description: "The row of the Northbound that the flow was made from, as in RV(rows); V(null) if there is none.", type: dict}
packet:
  description: The packet with the addresses that were chosen.
  returned: success
  type: dict
  sample:
    inport: web-1
    source_mac: "02:00:00:00:00:01"
    destination_mac: "02:00:00:00:10:01"
    source: 10.1.0.11
    destination: 10.2.0.11
    protocol: tcp
    source_port: null
    destination_port: 22
    vlan: null
    ttl: 64
microflow:
  description: The packet in OVN's match language.
  returned: success
  type: str
command:
  description: The command that was run, to be repeated by hand.
  returned: success
  type: str
text:
  description: What C(ovn-trace) wrote.
  returned: success
  type: str
complaints:
  description: Flows that C(ovn-trace) cannot read. C(ovn-controller) leaves them out, too, so each is a rule that has no effect.
  returned: success
  type: list
  elements: str
"""

import time
from contextlib import ExitStack, closing
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._module import (
    SB_SPEC,
    TRACE_SPEC,
    guarded,
    southbound_queries,
    start,
    tls,
    traced_northbound,
)
from ansible_collections.northbound.ovn.plugins.module_utils._trace._addressing import Request
from ansible_collections.northbound.ovn.plugins.module_utils._trace._packet import PROTOCOLS
from ansible_collections.northbound.ovn.plugins.module_utils._trace._program import Program, Server, checked_states
from ansible_collections.northbound.ovn.plugins.module_utils._trace._run import trace

PACKET: dict[str, Any] = {
    "from": {"type": "str", "required": True},
    "to": {"type": "str"},
    "protocol": {"type": "str", "choices": list(PROTOCOLS), "default": "icmp"},
    "destination_port": {"type": "int"},
    "source_port": {"type": "int"},
    "ip_version": {"type": "int", "choices": [4, 6]},
    "source": {"type": "str"},
    "source_mac": {"type": "str"},
    "destination_mac": {"type": "str"},
    "gateway": {"type": "str"},
    "vlan": {"type": "int"},
    "ttl": {"type": "int", "default": 64},
}
CHOICES: dict[str, Any] = {
    "ct_states": {"type": "list", "elements": "str", "default": ["new"]},
    "backend": {"type": "str"},
    "ecmp_member": {"type": "int", "default": 1},
}


def main() -> None:
    """Run the module."""
    module = start({**SB_SPEC, **TRACE_SPEC, **PACKET, **CHOICES})
    params = module.params

    def work() -> dict[str, Any]:
        states = checked_states(params["ct_states"])
        request = Request(params["from"], **{name: params[name] for name in PACKET if name != "from"})
        server = Server(tuple(params["remotes"]), tls(params), params["leader_only"])
        program = Program(module.run_command, params["executable"], server, time.monotonic() + params["timeout"])
        with ExitStack() as stack:
            southbound = stack.enter_context(closing(southbound_queries(params)))
            northbound = traced_northbound(params)
            if northbound is not None:
                stack.enter_context(closing(northbound))
            return {"changed": False, **trace(southbound, northbound, program, request, states, params["backend"], params["ecmp_member"])}

    guarded(module, work)


if __name__ == "__main__":
    main()
