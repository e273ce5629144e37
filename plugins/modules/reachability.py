#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare who reaches whom in the logical network with what is expected."""

from __future__ import annotations

DOCUMENTATION = r"""
module: reachability
short_description: Compare who reaches whom in the logical network with what is expected
version_added: 0.1.0
description:
  - Unit tests of a network. Each expectation says which packets are to arrive and which are not. The task fails if one does otherwise,
    and says which rule is the reason.
  - The packets are traced by C(ovn-trace), which reads the Southbound database once for all of them, as M(northbound.ovn.trace) does for one.
    Hundreds of packets take a second.
  - No packet is sent and nothing is written to a database.
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
  expectations:
    description:
      - What is expected. Each stands for a packet from everything in O(expectations[].from) to everything in O(expectations[].to),
        for each of O(expectations[].destination_ports).
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description: What the report calls the expectation.
        type: str
      expect:
        description:
          - With V(allow), a packet to a port must be delivered to this port. One to an address must be delivered to some port, or be answered by OVN, or
            wait only for the MAC address of the next hop.
          - With V(deny), the packet must be dropped or rejected.
          - Where a load balancer has several backends, this must be so for each of them.
        type: str
        choices: [allow, deny]
        required: true
      from:
        description: Who sends. One of the lists is needed, and all of them are taken together.
        type: dict
        required: true
        suboptions:
          ports:
            description: Logical ports.
            type: list
            elements: str
          switches:
            description: Logical switches, by name or uuid, for all their ports of hosts that have an address.
            type: list
            elements: str
          port_groups:
            description: Port groups, for all their ports of hosts that have an address.
            type: list
            elements: str
          addresses:
            description: IP addresses of ports.
            type: list
            elements: str
      to:
        description: Who is to receive. One of the lists is needed, and all of them are taken together. No port is checked with itself.
        type: dict
        required: true
        suboptions:
          ports:
            description: Logical ports.
            type: list
            elements: str
          switches:
            description: Logical switches, by name or uuid, for all their ports of hosts that have an address.
            type: list
            elements: str
          port_groups:
            description: Port groups, for all their ports of hosts that have an address.
            type: list
            elements: str
          addresses:
            description: IP addresses, of ports, load balancers, NAT rules, routers, or outside.
            type: list
            elements: str
      protocol:
        description: What is sent. V(icmp) is an echo request. V(ip) has no more than a header.
        type: str
        choices: [tcp, udp, sctp, icmp, ip]
        default: icmp
      destination_ports:
        description: The ports of V(tcp), V(udp) and V(sctp), which need one at least.
        type: list
        elements: int
      ip_version:
        description: Which addresses to take of ports that have both. By default those of IPv4.
        type: int
        choices: [4, 6]
      gateway:
        description: The router port to send to, by its name or one of its addresses, on switches with several routers.
        type: str
      source:
        description:
          - The sender's IP address. By default the first one that the port has.
          - Ports without addresses, such as one of type V(localnet), can send for any host behind them. They need this and O(expectations[].source_mac).
        type: str
      source_mac:
        description: The sender's MAC address. By default that of the port.
        type: str
  ct_state:
    description: What connection tracking says of every packet, as in O(northbound.ovn.trace#module:ct_states).
    type: str
    default: new
  ecmp_member:
    description: The number of the route or policy that is selected among equal ones. They are counted from 1.
    type: int
    default: 1
  junit:
    description: A file on the host that runs the module to which the outcome is written in the form of JUnit, which CI systems show. Not in check mode.
    type: path
seealso:
  - module: northbound.ovn.trace
    description: Shows the whole path of one packet.
"""

EXAMPLES = r"""
- name: Make sure that only the web servers reach the database, and only there
  northbound.ovn.reachability:
    expectations:
      - name: the web servers reach the database
        from: {switches: [web]}
        to: {ports: [db-1]}
        protocol: tcp
        destination_ports: [5432]
        expect: allow
      - name: nobody gets in by SSH
        from: {switches: [web]}
        to: {switches: [db]}
        protocol: tcp
        destination_ports: [22]
        expect: deny
      - name: the world is there
        from: {ports: [web-1]}
        to: {addresses: [198.51.100.9]}
        expect: allow

- name: Look at the outcome without failing
  northbound.ovn.reachability:
    expectations:
      - from: {addresses: [10.1.0.11]}
        to: {ports: [db-1]}
        protocol: tcp
        destination_ports: [22]
        expect: allow
  register: report
  failed_when: false

- name: Show what fails, and why
  ansible.builtin.debug:
    msg: "{{ report.failures | map(attribute='summary') }}"
"""

RETURN = r"""
total:
  description: How many packets were traced.
  returned: always, unless an option is wrong
  type: int
  sample: 12
failures:
  description: The entries of RV(checks) that did not pass.
  returned: always, unless an option is wrong
  type: list
  elements: dict
checks:
  description: Every packet.
  returned: always, unless an option is wrong
  type: list
  elements: dict
  contains:
    expectation: {description: "The number of the expectation, from 0.", type: int}
    name: {description: The name of the expectation., type: str}
    title: {description: The packet in a few words., type: str, sample: web-1 to db-1 tcp/22}
    from: {description: The port that sends., type: str}
    to: {description: The port or address that is to receive., type: str}
    protocol: {description: What is sent., type: str}
    destination_port: {description: "The port, if the protocol has any.", type: int}
    expect: {description: "V(allow) or V(deny).", type: str}
    passed: {description: Whether that is so., type: bool}
    verdict: {description: "As in M(northbound.ovn.trace).", type: str, sample: dropped}
    delivered_to: {description: The ports that the packet gets to., type: list, elements: str}
    backend: {description: "The backend of a load balancer, if the packet met one. Of several it is the first one that did not pass.", type: str}
    summary: {description: All in one sentence., type: str}
    decided_by:
      description:
        - The table in which the packet ended, as in M(northbound.ovn.trace); V(null) if it was delivered.
        - Its C(row) is looked up only for a packet that did not pass.
      type: dict
    rows:
      description: The ACLs, policies, routes, NAT rules and load balancers that a packet met which did not pass.
      type: list
      elements: dict
left_out:
  description: Ports of switches and port groups that were left out, and why.
  returned: always, unless an option is wrong
  type: list
  elements: str
complaints:
  description: Flows that C(ovn-trace) cannot read. C(ovn-controller) leaves them out, too, so each is a rule that has no effect.
  returned: always, unless an option is wrong
  type: list
  elements: str
"""

import signal
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
from ansible_collections.northbound.ovn.plugins.module_utils._trace._junit import junit
from ansible_collections.northbound.ovn.plugins.module_utils._trace._matrix import check
from ansible_collections.northbound.ovn.plugins.module_utils._trace._program import Program, Server, checked_states

LIST: dict[str, Any] = {"type": "list", "elements": "str"}
END: dict[str, Any] = {"type": "dict", "required": True, "options": {"ports": LIST, "switches": LIST, "port_groups": LIST, "addresses": LIST}}
EXPECTATION: dict[str, Any] = {
    "name": {"type": "str"},
    "expect": {"type": "str", "choices": ["allow", "deny"], "required": True},
    "from": END,
    "to": END,
    "protocol": {"type": "str", "choices": ["tcp", "udp", "sctp", "icmp", "ip"], "default": "icmp"},
    "destination_ports": {"type": "list", "elements": "int"},
    "ip_version": {"type": "int", "choices": [4, 6]},
    "gateway": {"type": "str"},
    "source": {"type": "str"},
    "source_mac": {"type": "str"},
}
MATRIX: dict[str, Any] = {
    "expectations": {"type": "list", "elements": "dict", "required": True, "options": EXPECTATION},
    "ct_state": {"type": "str", "default": "new"},
    "ecmp_member": {"type": "int", "default": 1},
    "junit": {"type": "path"},
}
SHOWN = 10  # failures in the message; all of them are in the result


def main() -> None:
    """Run the module."""
    module = start({**SB_SPEC, **TRACE_SPEC, **MATRIX})
    params = module.params
    # so that the ovn-trace in the background ends when the task is stopped
    signal.signal(signal.SIGTERM, lambda *dummy: module.fail_json(msg="the task was stopped"))

    def work() -> dict[str, Any]:
        (state,) = checked_states([params["ct_state"]])
        server = Server(tuple(params["remotes"]), tls(params), params["leader_only"])
        program = Program(module.run_command, params["executable"], server, time.monotonic() + params["timeout"])
        with ExitStack() as stack:
            southbound = stack.enter_context(closing(southbound_queries(params)))
            northbound = traced_northbound(params)
            if northbound is not None:
                stack.enter_context(closing(northbound))
            checks, left_out, complaints = check(southbound, northbound, program, params["expectations"], state, params["ecmp_member"])
        if params["junit"] and not module.check_mode:
            try:
                with open(params["junit"], "wb") as file:
                    file.write(junit(checks))
            except OSError as e:
                module.fail_json(msg=f"junit: cannot write {params['junit']}: {e.strerror}")
        failures = [entry for entry in checks if not entry["passed"]]
        result = {"changed": False, "total": len(checks), "failures": failures, "checks": checks, "left_out": left_out, "complaints": complaints}
        if failures:
            words = [f"{entry['name']}: {entry['summary']}" for entry in failures[:SHOWN]]
            more = [f"and {len(failures) - SHOWN} more"] if len(failures) > SHOWN else []
            module.fail_json(msg="\n".join([f"{len(failures)} of {len(checks)} packets do not do what is expected", *words, *more]), **result)
        return result

    guarded(module, work)


if __name__ == "__main__":
    main()
