#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configure ovn-controller on a hypervisor."""

from __future__ import annotations

DOCUMENTATION = r"""
module: chassis
short_description: Configure ovn-controller on a hypervisor
version_added: 0.1.0
description:
  - Sets the keys of C(external_ids) in the table C(Open_vSwitch) of a host's own database, from which ovn-controller takes
    its configuration, and makes the bridges that the keys speak of. Everything happens in one transaction.
  - An option that is not given is not managed. An empty value removes the key; a boolean or number is removed with V(null)
    in O(external_ids). Keys that are not mentioned stay, in particular those that override a key for one chassis
    (C(KEY-SYSTEM_ID)).
  - Values are checked, since ovn-controller only logs what it cannot read. A value that differs only in its form (the order
    of a list, the case of an Ethernet address) is no change.
  - ovn-controller follows changes while it runs. Only another O(system_id) is refused while it runs and has a Southbound, since
    its rows there would stay under the old name.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
options:
  db:
    description: The database of Open vSwitch on this host.
    type: str
    default: unix:/var/run/openvswitch/db.sock
  timeout:
    description: Seconds within which everything must be done.
    type: int
    default: 30
  state:
    description:
      - V(present) sets the keys that are given.
      - V(absent) removes every key that ovn-controller reads, except C(system-id) and C(hostname), which Open vSwitch itself
        uses, and the keys named in O(external_ids). Bridges stay. Stop ovn-controller gracefully first
        (C(ovn-appctl -t ovn-controller exit)), so that it takes its rows out of the Southbound.
    type: str
    choices: [present, absent]
    default: present
  system_id:
    description:
      - Key C(system-id). The chassis's name in the Southbound; with role-based access control also the CN of its certificate.
      - Open vSwitch sets it again from C(/etc/openvswitch/system-id.conf) whenever it starts.
    type: str
  hostname:
    description: Key C(hostname). The host's name in the Southbound.
    type: str
  remotes:
    description: Key C(ovn-remote). Where the Southbound database listens, for instance V(ssl:192.0.2.1:6642).
    type: list
    elements: str
  remote_probe_interval:
    description: Key C(ovn-remote-probe-interval). Milliseconds between probes of an idle connection; V(0) for none, else at least 1000.
    type: int
  monitor_all:
    description: Key C(ovn-monitor-all). Follow the whole Southbound instead of what this chassis needs.
    type: bool
  encap_types:
    description:
      - Key C(ovn-encap-type). The kinds of tunnel this chassis takes. V(stt) exists until OVN 25.03.
      - V(vxlan) on any chassis limits all logical networks to what 12 bits can number, unless C(vxlan_mode) is V(false) in
        C(NB_Global.options).
    type: list
    elements: str
    choices: [geneve, vxlan, stt]
  encap_ips:
    description: Key C(ovn-encap-ip). The addresses of this host's ends of tunnels; several since OVN 24.03.
    type: list
    elements: str
  encap_ip_default:
    description: Key C(ovn-encap-ip-default). The one of O(encap_ips) that others use by default. Since OVN 24.03.
    type: str
  encap_df_default:
    description: Key C(ovn-encap-df_default). Whether packets of tunnels may not be fragmented.
    type: bool
  encap_csum:
    description: Key C(ovn-encap-csum). Whether others should send packets of tunnels with checksums.
    type: bool
  encap_tos:
    description: Key C(ovn-encap-tos). The type of service of packets of tunnels; V(none), V(inherit) or V(0) to V(255).
    type: str
  enable_flow_based_tunnels:
    description:
      - Key C(ovn-enable-flow-based-tunnels). One port for all tunnels of a type. Since OVN 26.03 and experimental, without
        IPsec and without the monitoring that gateways need.
    type: bool
  bridge:
    description: Key C(ovn-bridge). The integration bridge, C(br-int) by default.
    type: str
  bridge_datapath_type:
    description: Key C(ovn-bridge-datapath-type). The integration bridge's datapath; V(netdev) is the one in user space.
    type: str
    choices: [system, netdev]
  bridge_mappings:
    description: Key C(ovn-bridge-mappings). The bridge of each physical network. This is the whole mapping.
    type: dict
  bridge_remote:
    description: Key C(ovn-bridge-remote). Where the integration bridge's OpenFlow connection is. Since OVN 24.09.
    type: str
  bridge_remote_probe_interval:
    description: Key C(ovn-bridge-remote-probe-interval). Milliseconds between probes of it; V(0) for none. Since OVN 24.09.
    type: int
  chassis_mac_mappings:
    description: Key C(ovn-chassis-mac-mappings). The Ethernet address of this chassis in each physical network. This is the whole mapping.
    type: dict
  cms_options:
    description: Key C(ovn-cms-options). Words for the management system, for instance V(enable-chassis-as-gw) for a gateway.
    type: list
    elements: str
  transport_zones:
    description: Key C(ovn-transport-zones). Tunnels exist only between chassis that share a zone.
    type: list
    elements: str
  is_interconn:
    description: Key C(ovn-is-interconn). Whether this chassis is a gateway between availability zones.
    type: bool
  match_northd_version:
    description: Key C(ovn-match-northd-version). Stand still while ovn-northd is of another version.
    type: bool
  cleanup_on_exit:
    description: Key C(ovn-cleanup-on-exit). Whether ovn-controller takes its rows out of the Southbound when it ends. Since OVN 25.09.
    type: bool
  enable_lflow_cache:
    description: Key C(ovn-enable-lflow-cache). Whether logical flows are cached.
    type: bool
  limit_lflow_cache:
    description: Key C(ovn-limit-lflow-cache). The most entries of the cache.
    type: int
  memlimit_lflow_cache_kb:
    description: Key C(ovn-memlimit-lflow-cache-kb). The most memory of the cache.
    type: int
  trim_limit_lflow_cache:
    description: Key C(ovn-trim-limit-lflow-cache). The number of entries from which the cache is trimmed.
    type: int
  trim_wmark_perc_lflow_cache:
    description: Key C(ovn-trim-wmark-perc-lflow-cache). The share of the highest number of entries below which the cache is trimmed, in percent.
    type: int
  trim_timeout_ms:
    description: Key C(ovn-trim-timeout-ms). Milliseconds without use after which the cache is trimmed.
    type: int
  garp_max_timeout_sec:
    description: Key C(garp-max-timeout-sec). Seconds between gratuitous ARPs at most; V(0) ends them after four.
    type: int
  arp_nd_max_timeout_sec:
    description: Key C(arp-nd-max-timeout-sec). Seconds between requests for the addresses of next hops at most. Since OVN 24.03.
    type: int
  ct_zone_range:
    description: Key C(ct-zone-range). The zones of connection tracking that OVN may use, V(MIN-MAX). Since OVN 24.09.
    type: str
  dynamic_routing_port_mapping:
    description: Key C(dynamic-routing-port-mapping). The interface from which routes of a logical port are learned. Since OVN 25.03.
    type: dict
  evpn_vxlan_ports:
    description: Key C(ovn-evpn-vxlan-ports). The UDP ports of EVPN's tunnels. Since OVN 25.09.
    type: list
    elements: int
  evpn_local_ip:
    description: Key C(ovn-evpn-local-ip). The addresses of EVPN's tunnels, V(IP) or, since OVN 26.03, V(VNI-IP). Since OVN 25.09.
    type: list
    elements: str
  openflow_probe_interval:
    description: Key C(ovn-openflow-probe-interval). Seconds between probes of the OpenFlow connection. Until OVN 23.09.
    type: int
  ofctrl_wait_before_clear:
    description: Key C(ovn-ofctrl-wait-before-clear). Milliseconds for which old flows stay after a start. Until OVN 25.03.
    type: int
  set_local_ip:
    description: Key C(ovn-set-local-ip). Whether ends of tunnels are bound to this host's address. Until OVN 24.03.
    type: bool
  external_ids:
    description:
      - Keys by their own names; V(null) removes one. For keys that have no option here, and for C(KEY-SYSTEM_ID).
      - A key that begins with C(ovn-) and that ovn-controller does not know gives a warning, one that a daemon writes is refused.
    type: dict
  bridges:
    description:
      - Bridges to make or to remove, in the same transaction. Nothing is taken off a bridge that stays.
      - The task ends when ovs-vswitchd has made them.
    type: list
    elements: dict
    suboptions:
      name:
        description: The bridge's name.
        type: str
        required: true
      interfaces:
        description: Interfaces of the host to put on it. An interface of another bridge is refused.
        type: list
        elements: str
      datapath_type:
        description: The bridge's datapath; by default that of the kernel.
        type: str
        choices: [system, netdev]
      fail_mode:
        description: What the bridge does without an OpenFlow controller; V(standalone) makes it a learning switch.
        type: str
        choices: [secure, standalone]
      mac:
        description: The bridge's Ethernet address.
        type: str
      state:
        description: V(absent) removes the bridge with all its ports.
        type: str
        choices: [present, absent]
        default: present
seealso:
  - name: ovn-controller(8)
    description: What the keys mean.
    link: https://www.ovn.org/support/dist-docs/ovn-controller.8.html
"""

EXAMPLES = r"""
- name: Make a host a chassis
  northbound.ovn.chassis:
    system_id: "{{ inventory_hostname }}"
    remotes: ["ssl:192.0.2.1:6642", "ssl:192.0.2.2:6642", "ssl:192.0.2.3:6642"]
    encap_types: [geneve]
    encap_ips: [198.51.100.21]

- name: Make it a gateway to a physical network
  northbound.ovn.chassis:
    cms_options: [enable-chassis-as-gw]
    bridge_mappings:
      physnet1: br-ex
    bridges:
      - name: br-ex
        interfaces: [eth2]

- name: Go back to the default number of milliseconds between probes
  northbound.ovn.chassis:
    external_ids:
      ovn-remote-probe-interval: null

- name: Remove what makes the host a chassis
  northbound.ovn.chassis:
    state: absent
"""

RETURN = r"""
row:
  description: The row of Open_vSwitch after the task, as far as the module knows it.
  returned: success
  type: dict
  contains:
    external_ids:
      description: All its keys, by their own names.
      type: dict
      sample: {system-id: h1, ovn-remote: "ssl:192.0.2.1:6642", ovn-encap-type: geneve, ovn-encap-ip: 198.51.100.21}
uuid:
  description: Its uuid.
  returned: success
  type: str
release:
  description: The release of OVN on this host, empty if it has none.
  returned: success
  type: str
  sample: "25.03"
"""

from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._engine import _bridges, _chassis, _vswitch
from ansible_collections.northbound.ovn.plugins.module_utils._local import LOCAL_SPEC, controller_runs, open_vswitch, running_release
from ansible_collections.northbound.ovn.plugins.module_utils._model._chassis import KEYS
from ansible_collections.northbound.ovn.plugins.module_utils._module import guarded, start

BRIDGE = {
    "name": {"type": "str", "required": True},
    "interfaces": {"type": "list", "elements": "str"},
    "datapath_type": {"type": "str", "choices": ["system", "netdev"]},
    "fail_mode": {"type": "str", "choices": ["secure", "standalone"]},
    "mac": {"type": "str"},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
}


def main() -> None:
    """Run the module."""
    module = start(
        {
            **LOCAL_SPEC,
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            **{key.option: key.kind.argument() for key in KEYS},
            "external_ids": {"type": "dict"},
            "bridges": {"type": "list", "elements": "dict", "options": BRIDGE},
        }
    )
    params = module.params

    def work() -> dict[str, Any]:
        bridges = _bridges.checked(params["bridges"] or [])
        release = running_release(module)
        with open_vswitch(params) as client:

            def attempt() -> _vswitch.Attempt:
                now = _vswitch.read(client, *_bridges.reads(bridges))
                return _chassis.attempt(params, bridges, now, controller_runs(params))

            changed, done = _vswitch.change(client, attempt, "ansible northbound.ovn.chassis", module.check_mode)
            if changed and bridges and not module.check_mode:
                _vswitch.realise(client)
        for remark in _chassis.remarks(params, done.row["external_ids"], release):
            module.warn(remark)
        result = {"changed": changed, "row": {"external_ids": done.row["external_ids"]}, "uuid": done.row["_uuid"], "release": release}
        if module._diff:
            result["diff"] = {"before": done.before, "after": done.after}
        return result

    guarded(module, work)


if __name__ == "__main__":
    main()
