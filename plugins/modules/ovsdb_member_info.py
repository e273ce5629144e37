#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ovsdb_member_info
short_description: Look at a host's members of OVN's database clusters
version_added: 0.1.0
description:
  - Reads what the database files of a host and its running servers say about themselves, with C(ovsdb-tool) and
    C(ovs-appctl cluster/status). Nothing is changed.
  - A host without OVN's tools and without a database file is a host without a member.
author:
  - The northbound.ovn authors (@northbound)
options:
  databases:
    description: The databases to look at.
    type: list
    elements: str
    choices: [OVN_Northbound, OVN_Southbound]
    default: [OVN_Northbound, OVN_Southbound]
  addresses:
    description:
      - Addresses that servers are to listen on. Those that no interface of the host has are returned in
        RV(foreign_addresses).
    type: list
    elements: str
    default: []
  servers:
    description:
      - With O(timeout), wait until each member has a quorum and sees this many servers.
      - V(0) waits for a running server only, as a standalone one is.
    type: int
    default: 0
  timeout:
    description: How many seconds to wait for O(servers). V(0) looks once.
    type: int
    default: 0
  data_directory:
    description: Where the database files are.
    type: path
    default: /var/lib/ovn
  run_directory:
    description: Where the servers' sockets are.
    type: path
    default: /var/run/ovn
extends_documentation_fragment:
  - northbound.ovn._attributes.info
seealso:
  - module: northbound.ovn.ovsdb_member
"""

EXAMPLES = r"""
- name: See whether this host's Northbound member has a leader
  northbound.ovn.ovsdb_member_info:
    databases: [OVN_Northbound]
    servers: 3
    timeout: 30
  register: member
  failed_when: not member.members.OVN_Northbound.status.quorate
"""

RETURN = r"""
members:
  description: What was found, by database.
  returned: success
  type: dict
  contains:
    storage:
      description:
        - What the file is. V(left) is a member's file whose server has left its cluster and cannot come back.
        - V(broken) is a file that C(ovsdb-tool) cannot read; RV(members.detail) says why.
      type: str
      sample: clustered
    detail: {description: Why the file cannot be read., type: str}
    file: {description: Path of the database file., type: str}
    socket: {description: Path of the server's socket for clients., type: str}
    control: {description: "Path of the server's socket for C(ovs-appctl).", type: str}
    database: {description: Name of the database., type: str}
    cid: {description: Cluster id; none for a standalone database and while joining., type: str}
    sid: {description: Server id; none for a standalone database., type: str}
    address: {description: The member's own Raft address., type: str}
    content: {description: Whether a standalone Northbound database has rows that an operator made., type: bool}
    running: {description: Whether the server answers., type: bool}
    status:
      description: What C(cluster/status) says; none unless the server runs as a member of a cluster.
      type: dict
      sample:
        role: leader
        status: cluster member
        election_timer: 10000
        quorate: true
        servers: [{sid: a1b2, address: "ssl:10.0.0.1:6643", self: true}]
foreign_addresses:
  description: Those of O(addresses) that no interface of the host has.
  returned: success
  type: list
  elements: str
"""

import errno
import socket

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import ClusterError, database, settle


def is_foreign(address: str) -> bool:
    """Ask the kernel, which knows every way an address can be the host's own."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError as error:
            return error.errno == errno.EADDRNOTAVAIL
    return False


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "databases": {
                "type": "list",
                "elements": "str",
                "choices": ["OVN_Northbound", "OVN_Southbound"],
                "default": ["OVN_Northbound", "OVN_Southbound"],
            },
            "addresses": {"type": "list", "elements": "str", "default": []},
            "servers": {"type": "int", "default": 0},
            "timeout": {"type": "int", "default": 0},
            "data_directory": {"type": "path", "default": "/var/lib/ovn"},
            "run_directory": {"type": "path", "default": "/var/run/ovn"},
        },
        supports_check_mode=True,
    )
    members = {}
    try:
        for name in module.params["databases"]:
            db = database(name, module.params["data_directory"], module.params["run_directory"])
            members[name] = settle(module.run_command, db, module.params["servers"], module.params["timeout"])
    except ClusterError as error:
        module.fail_json(msg=str(error))
    module.exit_json(
        changed=False,
        members=members,
        foreign_addresses=[address for address in module.params["addresses"] if is_foreign(address)],
    )


if __name__ == "__main__":
    main()
