#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tell how a hypervisor's ovn-controller is configured and whether it works."""

from __future__ import annotations

DOCUMENTATION = r"""
module: controller_info
short_description: Tell how a hypervisor's ovn-controller is configured and whether it works
version_added: 0.1.0
description:
  - Reads the keys of ovn-controller from the host's own database, asks ovn-controller for its connection to the Southbound and
    Open vSwitch for the flows of the integration bridge, and looks up in the Southbound what this chassis has registered.
  - RV(problems) says in words what is not as configured.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._connection
options:
  db:
    description: The database of Open vSwitch on this host.
    type: str
    default: unix:/var/run/openvswitch/db.sock
  private_key:
    description:
      - Path of the PEM file with the private key with which ovn-controller reaches the Southbound.
      - If not given, the environment variable E(OVN_PRIVATE_KEY) is used.
  wait:
    description: Wait until there are no problems, at most O(timeout) seconds. The task does not fail when some are left.
    type: bool
    default: false
seealso:
  - module: northbound.ovn.chassis
"""

EXAMPLES = r"""
- name: Verify that the chassis works
  northbound.ovn.controller_info:
    private_key: /etc/ovn/tls/key.pem
    certificate: /etc/ovn/tls/cert.pem
    ca_cert: /etc/ovn/tls/ca.pem
    wait: true
  register: chassis
  failed_when: chassis.problems | length > 0
"""

RETURN = r"""
chassis:
  description: The chassis.
  returned: success
  type: dict
  contains:
    external_ids:
      description: The keys of Open_vSwitch.external_ids.
      type: dict
      sample: {system-id: h1, ovn-encap-type: geneve, ovn-encap-ip: 198.51.100.21}
    bridges:
      description: The names of all bridges.
      type: list
      elements: str
    release:
      description: The release of OVN on this host.
      type: str
      sample: "25.03"
    connection:
      description: What ovn-controller says of its connection to the Southbound.
      type: str
      sample: connected
    controllers:
      description: How many OpenFlow connections Open vSwitch has.
      type: int
    flows:
      description: How many flows the integration bridge has.
      type: int
    registered:
      description: Whether the Southbound has this chassis.
      type: bool
    encaps:
      description: The tunnels that the Southbound has for it.
      type: list
      elements: dict
      sample: [{type: geneve, ip: 198.51.100.21}]
problems:
  description: What is not as configured, in words; empty if all is well.
  returned: success
  type: list
  elements: str
msg:
  description: The problems in one text.
  returned: when there are problems
  type: str
"""

import time
from contextlib import closing
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._engine import _chassis_status
from ansible_collections.northbound.ovn.plugins.module_utils._local import LOCAL_SPEC, open_vswitch, running_release
from ansible_collections.northbound.ovn.plugins.module_utils._module import TLS_SPEC, guarded, southbound, start

PAUSE = 0.25  # seconds between looks
TIMEOUT = "--timeout=5"  # of one command


def daemons(module: AnsibleModule, bridge: str) -> dict[str, Any]:
    """What ovn-controller and ovs-vswitchd say."""
    _rc, connection, silence = module.run_command(["ovn-appctl", TIMEOUT, "-t", "ovn-controller", "connection-status"])
    _rc, memory, _err = module.run_command(["ovs-appctl", TIMEOUT, "memory/show"])
    _rc, flows, _err = module.run_command(["ovs-ofctl", TIMEOUT, "dump-aggregate", bridge])
    return {
        "connection": connection.strip() or f"ovn-controller does not answer: {silence.strip()}",
        "controllers": _chassis_status.number("ofconns:", memory),
        "flows": _chassis_status.number("flow_count=", flows),
    }


def main() -> None:
    """Run the module."""
    module = start({**TLS_SPEC, **LOCAL_SPEC, "wait": {"type": "bool", "default": False}})
    params = module.params

    def look() -> dict[str, Any]:
        with open_vswitch(params) as client:
            status = _chassis_status.local(client)
        keys = status["external_ids"]
        status.update(daemons(module, keys.get("ovn-bridge", "br-int")), release=release)
        remotes = [remote for remote in keys.get("ovn-remote", "").split(",") if remote]
        status["encaps_by_ip"] = []
        if remotes and status["connection"] == "connected":
            with closing(southbound({**params, "sb_remotes": remotes})) as client:
                status.update(_chassis_status.southbound(client, keys))
        return status

    def work() -> dict[str, Any]:
        deadline = time.monotonic() + params["timeout"]
        while True:
            status = look()
            problems = _chassis_status.problems(status)
            if not problems or not params["wait"] or time.monotonic() + PAUSE > deadline:
                break
            time.sleep(PAUSE)
        result = {"changed": False, "chassis": _chassis_status.shown(status), "problems": problems}
        return {**result, "msg": " ".join(problems)} if problems else result

    release = running_release(module)
    guarded(module, work)


if __name__ == "__main__":
    main()
