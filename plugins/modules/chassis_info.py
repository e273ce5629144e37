#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell which chassis OVN has and how far each is."""

from __future__ import annotations

DOCUMENTATION = r"""
module: chassis_info
short_description: Tell which chassis OVN has and how far each is
version_added: 0.1.0
description:
  - Reads the chassis with their tunnels, bridge mappings, gateway ports, and how far each is behind the configuration, in one consistent view.
  - The Southbound does not say which release of OVN a chassis runs. RV(chassis[].features) are what its C(ovn-controller) says that it can do.
  - Of the port bindings only those of gateways are sent, so that it takes a fraction of a second with 1000 chassis and 100,000 ports.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._attributes.sb
  - northbound.ovn._connection
  - northbound.ovn._connection.sb
options:
  names:
    description:
      - The names of the chassis to read, which are the C(system-id) of hypervisors. By default, all.
      - One that the Southbound does not have is no error; RV(missing) lists it.
    type: list
    elements: str
  count_ports:
    description:
      - Count the ports that are bound to each chassis.
      - The port bindings are sent for it, so it takes about a second more for 100,000 ports. For a few O(names) it takes little.
    type: bool
    default: false
seealso:
  - module: northbound.ovn.controller_info
    description: Looks at one hypervisor on that hypervisor.
  - module: northbound.ovn.port_binding_info
  - name: ovn-sb(5)
    description: All tables and columns.
    link: https://www.ovn.org/support/dist-docs/ovn-sb.5.html
"""

EXAMPLES = r"""
- name: Read all chassis
  northbound.ovn.chassis_info:
  register: southbound

- name: Show those that are behind
  ansible.builtin.debug:
    msg: "{{ item.name }} ({{ item.hostname }}) is {{ item.lag }} behind"
  loop: "{{ southbound.chassis | selectattr('late') }}"
  loop_control:
    label: "{{ item.name }}"

- name: Look at one chassis before it is drained
  northbound.ovn.chassis_info:
    names: [hv1]
    count_ports: true
  register: before

- name: Make sure that it carries no gateway
  ansible.builtin.assert:
    that: before.chassis | map(attribute='gateway_ports') | flatten | selectattr('active') | length == 0
"""

RETURN = r"""
chassis:
  description: The chassis, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name.
      type: str
      sample: hv1
    uuid:
      description: The uuid of its row.
      type: str
    hostname:
      description: The name of its host; empty for a VTEP device.
      type: str
    encaps:
      description: Its tunnel endpoints. C(csum) is V(null) where the chassis does not say.
      type: list
      elements: dict
      sample: [{type: geneve, ip: 198.51.100.21, csum: true, options: {csum: "true"}}]
    transport_zones:
      description: Its transport zones. Tunnels are made within a zone.
      type: list
      elements: str
    datapath_type:
      description: The datapath of its integration bridge, V(system) or V(netdev).
      type: str
    iface_types:
      description: The types of interfaces that its Open vSwitch has.
      type: list
      elements: str
    bridge_mappings:
      description: Physical network to bridge.
      type: dict
      sample: {physnet1: br-ex}
    mac_mappings:
      description: Physical network to the chassis's own MAC address there.
      type: dict
    cms_options:
      description: What it says to the cloud management system.
      type: list
      elements: str
      sample: [enable-chassis-as-gw]
    is_interconn:
      description: Whether it is a gateway between availability zones.
      type: bool
    is_remote:
      description: Whether it belongs to another availability zone.
      type: bool
    is_vtep:
      description: Whether it is a VTEP device.
      type: bool
    vtep_logical_switches:
      description: The logical switches of a VTEP device.
      type: list
      elements: str
    features:
      description: What its C(ovn-controller) says that it can do.
      type: list
      elements: str
      sample: [ct-no-masked-label, mac-binding-timestamp, port-up-notif]
    external_ids:
      description: Its external_ids.
      type: dict
    nb_cfg:
      description:
        - The configuration that it has installed, as a number that grows.
        - V(null) for chassis that do not report it. These are VTEP devices, those of other zones, and all where V(enable_chassis_nb_cfg_update) is off.
      type: int
    nb_cfg_timestamp:
      description: When it had installed that, in milliseconds since 1970.
      type: int
    lag:
      description: By how many configurations it is behind RV(nb_cfg); V(null) like RV(chassis[].nb_cfg).
      type: int
    late:
      description: Whether it is behind. Right after a change every chassis is for a moment.
      type: bool
    gateway_ports:
      description:
        - The gateway ports that it carries (RV(chassis[].gateway_ports[].active)) or may come to carry.
        - Those of type V(chassisredirect) are the gateways of router ports, named after these with C(cr-) in front. They have a priority.
          The highest living one carries the port.
        - Those of type V(l3gateway) are ports of gateway routers, which stay with their chassis.
      type: list
      elements: dict
      contains:
        port:
          description: The logical port.
          type: str
        type:
          description: V(chassisredirect) or V(l3gateway).
          type: str
        active:
          description: Whether this chassis carries it now.
          type: bool
        priority:
          description: The chassis's priority among the candidates.
          type: int
        ha_chassis_group:
          description: The name of the group of the candidates.
          type: str
      sample: [{port: cr-edge-public, type: chassisredirect, active: true, priority: 20, ha_chassis_group: edge-public}]
    ports:
      description: How many ports are bound to it, as their main or an additional chassis; V(null) unless O(count_ports=true).
      type: int
missing:
  description: The O(names) that the Southbound does not have.
  returned: success
  type: list
  elements: str
stale:
  description:
    - Names in C(Chassis_Private) without a chassis, which are left over from hosts that are gone.
    - Whoever waits for all hypervisors waits for them too. Remove them with C(ovn-sbctl destroy Chassis_Private NAME).
  returned: success
  type: list
  elements: str
nb_cfg:
  description: The configuration for which C(ovn-northd) has written the Southbound.
  returned: success
  type: int
northd_version:
  description: What C(ovn-northd) says of its own version.
  returned: success
  type: str
  sample: 25.03.0-20.41.0-77.6
"""

from contextlib import closing
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._engine._southbound_chassis import chassis_info
from ansible_collections.northbound.ovn.plugins.module_utils._module import SB_SPEC, guarded, southbound_queries, start


def main() -> None:
    """Run the module."""
    module = start({**SB_SPEC, "names": {"type": "list", "elements": "str"}, "count_ports": {"type": "bool", "default": False}})
    params = module.params

    def work() -> dict[str, Any]:
        with closing(southbound_queries(params)) as client:
            return {"changed": False, **chassis_info(client, params["names"], params["count_ports"])}

    guarded(module, work)


if __name__ == "__main__":
    main()
