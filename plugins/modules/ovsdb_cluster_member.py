#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ovsdb_cluster_member
short_description: Take a server out of the cluster of an OVN database
version_added: 0.1.0
description:
  - Lets the member on this host leave its Raft cluster, with the consent of the others; or, with O(sid) or O(address), removes a server that is dead.
  - A member is its server id. At the same address there may be two servers, one of which is a ghost - that of a disk that was wiped before the host
    joined again. An address that two servers have is refused.
  - A server that lives is never removed, it has to leave. A member does not leave when too few of the others live for a majority.
  - To remove a server, run the module on all members that live. The one that leads removes it, since only the leader hears who lives; the others wait
    until it is gone.
  - The file of a member that has left is of no use any more. M(northbound.ovn.ovsdb_member) leaves, too, and then stops the server and moves the file
    aside; and it makes the file with which a host joins.
author:
  - The northbound.ovn authors (@northbound)
options:
  state:
    description: A member joins by its file, which M(northbound.ovn.ovsdb_member) makes. So there is only V(absent).
    type: str
    choices: [absent]
    default: absent
  sid:
    description: The dead server's id, or at least the first four digits of it, as RV(northbound.ovn.ovsdb_cluster_info#module:cluster.status.servers) has it.
    type: str
  address:
    description: The dead server's Raft address, as V(ssl:192.0.2.3:6643), if only one server has it.
    type: str
  data_directory:
    description: Where the database file of a member that leaves is. Without a file there is nothing that could leave.
    type: path
    default: /var/lib/ovn
  timeout:
    description: How many seconds it may take until the server is out of the cluster.
    type: int
    default: 180
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._database
attributes:
  check_mode:
    details: That a dead server is removed is predicted on the leader only.
seealso:
  - module: northbound.ovn.ovsdb_cluster_info
  - module: northbound.ovn.ovsdb_member
"""

EXAMPLES = r"""
- name: See who is in the cluster
  northbound.ovn.ovsdb_cluster_info:
    database: OVN_Northbound
  register: nb

- name: Remove the ghosts
  northbound.ovn.ovsdb_cluster_member:
    database: OVN_Northbound
    sid: "{{ item }}"
  loop: "{{ nb.cluster.ghosts }}"

- name: Remove the server of a host that is lost
  northbound.ovn.ovsdb_cluster_member:
    database: OVN_Northbound
    address: ssl:192.0.2.3:6643

- name: Let the member on this host leave
  northbound.ovn.ovsdb_cluster_member:
    database: OVN_Northbound
    state: absent
"""

RETURN = r"""
action:
  description: What was done, or would be.
  returned: success
  type: str
  choices: [none, left, removed]
  sample: removed
sid:
  description: The server that left or was removed; its first four digits when it is another one.
  returned: when a server left or was removed
  type: str
  sample: 0db3
servers:
  description: The members that are in the cluster then.
  returned: success
  type: list
  elements: str
  sample: ["ac8f at ssl:192.0.2.1:6643", "77f0 at ssl:192.0.2.2:6643"]
"""

import re
import time
from typing import Any, Optional

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._change import leave, who_leads
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import ClusterError, Database, database, observe
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._removal import Unsettled, find, refuse_to_remove
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._server import SERVER_SPEC, appctl, member_status

PAUSE = 0.2  # seconds between looks


def shown(status: dict[str, Any], without: Optional[str] = None) -> list[str]:
    """The servers of a cluster as people name them."""
    return [f"{server['sid']} at {server['address']}" for server in status["servers"] if server["sid"] != without]


def result(action: str, status: dict[str, Any], sid: str) -> dict[str, Any]:
    """What is told of a server that is gone."""
    before, after = shown(status), shown(status, sid[:4])
    return {"action": action, "changed": True, "sid": sid, "servers": after, "diff": {"before": {"servers": before}, "after": {"servers": after}}}


def let_leave(module: AnsibleModule, db: Database) -> dict[str, Any]:
    """Leave, unless there is nothing that could."""
    member = observe(module.run_command, db)
    if member["storage"] in ("none", "standalone", "left") and not member["status"]:
        return {"action": "none", "changed": False, "servers": []}
    status = member_status(module.run_command, db)
    leave(module.run_command, db, module.params["timeout"], module.check_mode)
    return result("left", status, status["sid"])


def remove(module: AnsibleModule, db: Database) -> dict[str, Any]:
    """Have the leader remove a dead server, and wait until it is gone."""
    params, run = module.params, module.run_command
    sid, address = params["sid"].lower() if params["sid"] else None, params["address"]
    deadline = time.monotonic() + params["timeout"]
    removed = None
    while True:
        status = member_status(run, db)
        server, refusal = find(db.name, status, removed["sid"] if removed else sid, address)
        if server is None and not refusal:
            return removed or {"action": "none", "changed": False, "servers": shown(status)}
        if refusal:
            raise ClusterError(refusal)
        assert_other(db, server)
        leads = status["quorate"] and status.get("role") == "leader"
        why = who_leads(status)
        if leads and not removed:
            try:
                refusal = refuse_to_remove(db.name, status, server)
                if refusal:
                    raise ClusterError(refusal)
                removed = result("removed", status, server["sid"])
                if module.check_mode:
                    return removed
                appctl(run, db, "cluster/kick", db.name, sid or server["sid"])
            except Unsettled as unsettled:
                why = str(unsettled)
        elif module.check_mode:
            return {"action": "none", "changed": False, "servers": shown(status)}
        if time.monotonic() >= deadline:
            raise ClusterError(f"{db.name}: {server['sid']} at {server['address']} is still in the cluster after {params['timeout']} s. {why}")
        time.sleep(PAUSE)


def assert_other(db: Database, server: Any) -> None:
    """Nobody removes himself."""
    if server["self"]:
        raise ClusterError(f"{db.name}: {server['sid']} at {server['address']} is the member on this host. To let it leave, give neither sid nor address.")


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            **SERVER_SPEC,
            "state": {"type": "str", "choices": ["absent"], "default": "absent"},
            "sid": {"type": "str"},
            "address": {"type": "str"},
            "data_directory": {"type": "path", "default": "/var/lib/ovn"},
            "timeout": {"type": "int", "default": 180},
        },
        mutually_exclusive=[("sid", "address")],
        supports_check_mode=True,
    )
    params = module.params
    for option in ("sid", "address"):
        if params[option] == "":
            module.fail_json(msg=f"{option} is empty. Leave it out to let the member on this host leave.")
    if params["sid"] and not re.fullmatch(r"[0-9a-fA-F]{4}([0-9a-fA-F]{4})?|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", params["sid"]):
        module.fail_json(msg=f"sid is {params['sid']}, but a server id is a UUID, or the first four or eight digits of one.")
    db = database(params["database"], params["data_directory"], params["run_directory"])
    try:
        done = remove(module, db) if params["sid"] or params["address"] else let_leave(module, db)
    except ClusterError as error:
        module.fail_json(msg=str(error))
    module.exit_json(**done)


if __name__ == "__main__":
    main()
