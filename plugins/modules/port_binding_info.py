#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell where logical ports of OVN are bound and why not."""

from __future__ import annotations

DOCUMENTATION = r"""
module: port_binding_info
short_description: Tell where logical ports of OVN are bound and why not
version_added: 0.1.0
description:
  - Looks up in the Southbound database on which chassis logical ports are, and whether they are up.
  - RV(ports[].reasons) says in words why a port is not bound or not up, and what to do about it.
  - One consistent view is read. The server looks out the ports, so that only what is asked for is sent.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._attributes.sb
  - northbound.ovn._connection
  - northbound.ovn._connection.sb
options:
  ports:
    description:
      - The names of logical ports. A router port goes by its own name, and its gateway by that name with C(cr-) in front.
      - One that the Southbound does not have is no error. It is returned with RV(ports[].exists=false).
    type: list
    elements: str
  switch:
    description: The logical switch whose ports to read, by name or by its uuid in the Northbound.
    type: str
  router:
    description: The logical router whose ports to read, by name or by its uuid in the Northbound.
    type: str
  chassis:
    description: Only ports that are bound to this chassis, as their main or an additional one.
    type: str
  unbound:
    description: Only ports that are bound to no chassis, of the types that can be. May be combined with O(switch) or O(router).
    type: bool
    default: false
notes:
  - One of O(ports), O(switch), O(router), O(chassis) and O(unbound) is needed.
seealso:
  - module: northbound.ovn.chassis_info
  - module: northbound.ovn.vif
  - module: northbound.ovn.sync
  - name: ovn-sb(5)
    description: All tables and columns.
    link: https://www.ovn.org/support/dist-docs/ovn-sb.5.html
"""

EXAMPLES = r"""
- name: Look up where two ports are
  northbound.ovn.port_binding_info:
    ports: [web-1, cr-edge-public]
  register: found

- name: Say why a port is not up
  ansible.builtin.debug:
    msg: "{{ item.reasons }}"
  loop: "{{ found.ports | selectattr('reasons') }}"
  loop_control:
    label: "{{ item.logical_port }}"

- name: Read the ports of a switch that no chassis has
  northbound.ovn.port_binding_info:
    switch: web
    unbound: true

- name: Read what a chassis carries
  northbound.ovn.port_binding_info:
    chassis: hv1
  register: carried

- name: Show the names of its ports
  ansible.builtin.debug:
    msg: "{{ carried.ports | map(attribute='logical_port') }}"
"""

RETURN = r"""
ports:
  description: The ports, sorted by name; those that do not exist are last.
  returned: success
  type: list
  elements: dict
  contains:
    logical_port:
      description: The name of the port.
      type: str
      sample: web-1
    exists:
      description: Whether the Southbound has it. If not, everything but RV(ports[].logical_port) and RV(ports[].reasons) is V(null) or empty.
      type: bool
    type:
      description: The type in the Southbound. It is empty for the interfaces of virtual machines and containers, V(patch) for both sides of a router
        port, V(l3gateway) for those of a gateway router, and V(chassisredirect) for the gateway of a router port.
      type: str
    datapath:
      description: The name of the switch or router.
      type: str
      sample: web
    datapath_type:
      description: V(switch) or V(router).
      type: str
      sample: switch
    bindable:
      description: Whether ports of this type are bound at all. Those of type V(patch), V(localnet) and V(localport) never are.
      type: bool
    chassis:
      description: The name of the chassis that has claimed the port; V(null) if none has.
      type: str
      sample: hv1
    additional_chassis:
      description: Further chassis that have claimed it, as during a live migration.
      type: list
      elements: str
    requested_chassis:
      description: The names or hostnames in C(options:requested-chassis). The first is to have the port, the others are additional.
      type: list
      elements: str
    up:
      description: Whether its flows are installed.
      type: bool
    tunnel_key:
      description: The number of the port within its datapath.
      type: int
    mac:
      description: Its addresses.
      type: list
      elements: str
      sample: ["02:00:00:00:00:01 10.1.0.11"]
    nat_addresses:
      description: The addresses that are announced for it on physical networks.
      type: list
      elements: str
    ha_chassis_group:
      description: The name of the group of chassis that may claim it.
      type: str
    ha_chassis:
      description: The chassis of the group, that of the highest priority first.
      type: list
      elements: dict
      contains:
        name:
          description: Its name.
          type: str
        priority:
          description: Its priority.
          type: int
        exists:
          description: Whether the Southbound has this chassis.
          type: bool
        active:
          description: Whether it has the port.
          type: bool
      sample: [{name: hv1, priority: 20, exists: true, active: true}]
    parent_port:
      description: The port of the virtual machine that a container is in.
      type: str
    mirror_port:
      description: The port through which the receiver of a mirror is bound; V(null) where the database has no such column.
      type: str
    virtual_parent:
      description: The port that holds the address of a virtual port now.
      type: str
    tag:
      description: The VLAN of a container, or of a port on a physical network.
      type: int
    options:
      description: Its options.
      type: dict
    external_ids:
      description: Its external_ids.
      type: dict
    reasons:
      description: Why it is not bound or not up, and what to do about it; empty if it is both.
      type: list
      elements: str
      sample: ["options:requested-chassis names hv9, and the Southbound has no chassis of this name or hostname: start ovn-controller there, or correct
          the option. Only chassis that it names may claim the port."]
"""

from contextlib import closing
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._engine._southbound_ports import find
from ansible_collections.northbound.ovn.plugins.module_utils._engine._southbound_reasons import described
from ansible_collections.northbound.ovn.plugins.module_utils._module import SB_SPEC, guarded, southbound_queries, start

FILTERS: dict[str, Any] = {
    "ports": {"type": "list", "elements": "str"},
    "switch": {"type": "str"},
    "router": {"type": "str"},
    "chassis": {"type": "str"},
    "unbound": {"type": "bool", "default": False},
}
ALONE = [("ports", "switch"), ("ports", "router"), ("ports", "chassis"), ("switch", "router")]


def main() -> None:
    """Run the module."""
    module = start({**SB_SPEC, **FILTERS}, mutually_exclusive=ALONE)
    params = module.params

    def work() -> dict[str, Any]:
        with closing(southbound_queries(params)) as client:
            return {"changed": False, "ports": described(*find(client, **{name: params[name] for name in FILTERS}))}

    guarded(module, work)


if __name__ == "__main__":
    main()
