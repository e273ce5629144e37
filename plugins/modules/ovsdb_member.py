#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ovsdb_member
short_description: Manage a host's member of an OVN database cluster
version_added: 0.1.0
description:
  - Makes the database file of a host, as a standalone database, as the first member of a new Raft cluster or as a member
    that joins one, keeps the cluster's election timer, and keeps the addresses that the server listens on.
  - It never deletes a database file, and replaces none that holds a member. What is in the way is renamed.
  - Whether a cluster is to be created or joined has to be said. The role P(northbound.ovn.ovn_databases#role) decides it
    by looking at all hosts; a missing file alone must never make a second cluster.
  - Starting the server is left to the service manager.
author:
  - The northbound.ovn authors (@northbound)
options:
  state:
    description:
      - V(present) has the file and the settings.
      - V(absent) leaves the cluster, with the agreement of the others, stops O(unit) and moves the file aside.
    type: str
    choices: [present, absent]
    default: present
  database:
    description: The database.
    type: str
    choices: [OVN_Northbound, OVN_Southbound, OVN_IC_Northbound, OVN_IC_Southbound]
    required: true
  create:
    description:
      - Make the file if there is none, as a standalone database, or with O(address) as the first member of a new cluster.
      - With O(address), an existing standalone database becomes the content of the new cluster.
    type: bool
    default: false
  backup:
    description:
      - A backup that M(northbound.ovn.ovsdb_backup) made, or C(ovsdb-client backup) itself. With O(create=true), a new database is made
        from it and has all its rows with their uuids.
      - It is read to its end and compared with its checksum first. Nothing is made from a damaged one.
      - It is never put in the place of a database that is there.
      - Programs that were connected to the database of before keep an image of it. Have those that were, and that refuse the new one as stale,
        forget it with C(ovn-appctl -t DAEMON nb-cluster-state-reset) or C(sb-cluster-state-reset).
    type: path
  address:
    description: The member's own Raft address, as V(ssl:192.0.2.1:6643). Without it the database is standalone.
    type: str
  join:
    description:
      - Join the cluster of the members at these Raft addresses. A standalone database in the way is moved aside.
    type: list
    elements: str
    default: []
  cid:
    description: The cluster to join. A server of another one is refused.
    type: str
  election_timer:
    description:
      - The cluster's election timer in milliseconds. Set when the cluster is created, and later by the member that leads,
        in as many steps as the server demands.
    type: int
  listeners:
    description:
      - Where the server takes connections, beside its local socket. Every other listener is removed.
      - Not managed when not given.
    type: list
    elements: dict
    suboptions:
      targets:
        description: Passive OVSDB connection methods, as V(pssl:6641:192.0.2.1) or V(ptcp:6641:[2001:db8::1]).
        type: list
        elements: str
        required: true
      role:
        description: The role whose permissions the clients of this listener have. Empty means all permissions.
        type: str
        default: ""
      inactivity_probe:
        description: After how many silent milliseconds the server asks a client whether it lives.
        type: int
        default: 60000
  unit:
    description: The systemd unit of the server, stopped before a standalone file is moved out of its way.
    type: str
  schema:
    description: The schema file of a new database. By default where OVN's packages install it.
    type: path
  data_directory:
    description: Where the database files are.
    type: path
    default: /var/lib/ovn
  run_directory:
    description: Where the server's sockets are.
    type: path
    default: /var/run/ovn
extends_documentation_fragment:
  - northbound.ovn._attributes
seealso:
  - module: northbound.ovn.ovsdb_member_info
  - module: northbound.ovn.ovsdb_backup
"""

EXAMPLES = r"""
- name: Join the Northbound cluster
  northbound.ovn.ovsdb_member:
    database: OVN_Northbound
    address: ssl:192.0.2.2:6643
    join: ["ssl:192.0.2.1:6643", "ssl:192.0.2.3:6643"]
    cid: f301cd92-bd46-4c11-9fd9-5c8caa3c8d75
    listeners:
      - targets: [pssl:6641:192.0.2.2]

- name: Leave it again
  northbound.ovn.ovsdb_member:
    database: OVN_Northbound
    state: absent
    unit: ovn-ovsdb-server-nb

- name: Make the first member of a new cluster from a backup
  northbound.ovn.ovsdb_member:
    database: OVN_Northbound
    create: true
    backup: /var/backups/ovn/OVN_Northbound-20260102T030405Z.db.gz
    address: ssl:192.0.2.1:6643
    election_timer: 10000
"""

RETURN = r"""
action:
  description: What was done about the file.
  returned: success
  type: str
  choices: [kept, created, joined, left]
  sample: kept
moved:
  description: Where a file that was in the way, or that left, is now.
  returned: when a file was moved
  type: str
  sample: /var/lib/ovn/ovnnb_db.db.standalone-20260102T030405Z
"""

from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._backup import sound
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._change import (
    create,
    join,
    leave,
    move_aside,
    restore,
    set_election_timer,
)
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._listeners import (
    listener_operations,
    read_listeners,
    served,
    write_listeners,
)
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import (
    DATABASES,
    ClusterError,
    Database,
    checked,
    database,
    observe,
)


def clear_the_way(module: AnsibleModule, db: Database, member: dict[str, Any], why: str) -> str | None:
    """Stop a server that holds the file, and rename the file."""
    if member["storage"] == "none":
        return None
    if member["running"]:
        if not module.params["unit"]:
            raise ClusterError(f"{db.file} is in use by a running server. Name its systemd unit with the option 'unit'.")
        checked(module.run_command, ["systemctl", "stop", module.params["unit"]])
    return move_aside(db, why)


def make_file(module: AnsibleModule, db: Database, member: dict[str, Any]) -> dict[str, Any]:
    """Create or join where the host has no member yet."""
    params = module.params
    wanted = "clustered" if params["address"] else "standalone"
    if member["storage"] == wanted:
        return {"action": "kept"}
    if member["storage"] in ("clustered", "broken"):
        raise ClusterError(f"{db.file} is {member['storage']} ({member['detail'] or member['cid']}); it is left as it is.")
    if not params["join"] and not params["create"]:
        raise ClusterError(
            f"There is no {wanted} database {db.file}, and neither 'join' nor 'create' was given. Creating one where a cluster exists already would split it."
        )
    result: dict[str, Any] = {"action": "joined" if params["join"] else "created"}
    if params["backup"] and not params["join"]:
        if member["storage"] == "standalone":
            raise ClusterError(f"{db.file} is there, and 'backup' was given as well. Move away the one that is not to be the content of the new cluster.")
        sound(params["backup"], db.name)
    if module.check_mode:
        return result
    aside = clear_the_way(module, db, member, member["storage"])
    if aside:
        result["moved"] = aside
    if params["join"]:
        join(module.run_command, db, params["address"], params["join"], params["cid"])
    elif params["backup"]:
        restore(module.run_command, db, params["address"], params["election_timer"], params["backup"])
    else:
        schema = params["schema"] or db.schema
        contents = aside if aside and member["storage"] == "standalone" else schema
        create(module.run_command, db, params["address"], params["election_timer"], contents)
    return result


def keep(module: AnsibleModule, db: Database, member: dict[str, Any]) -> dict[str, Any]:
    """Have the file, the timer and the listeners as wanted."""
    run, params = module.run_command, module.params
    result = make_file(module, db, member)
    before: dict[str, Any] = {"storage": member["storage"]}
    after: dict[str, Any] = {"storage": "clustered" if params["address"] else "standalone"}
    changed = result["action"] != "kept"
    if params["election_timer"] and member["status"] and not changed:
        before["election_timer"] = member["status"].get("election_timer")
        timed = set_election_timer(run, db, member, params["election_timer"], module.check_mode)
        after["election_timer"] = params["election_timer"] if timed else before["election_timer"]
        changed = changed or timed
    if params["listeners"] is not None:
        online = member["running"] and not result.get("moved") and served(run, db)
        current = read_listeners(run, db, online)
        wanted = [
            {"target": target, "role": listener["role"], "inactivity_probe": listener["inactivity_probe"]}
            for listener in params["listeners"]
            for target in listener["targets"]
        ]
        operations = listener_operations(current, wanted)
        before["listeners"] = [{key: value for key, value in current[target].items() if key != "_uuid"} for target in sorted(current)]
        after["listeners"] = sorted(wanted, key=lambda row: row["target"])
        if operations and not module.check_mode:
            write_listeners(run, db, online, operations)
        changed = changed or bool(operations)
    return {**result, "changed": changed, "diff": {"before": before, "after": after}}


def retire(module: AnsibleModule, db: Database, member: dict[str, Any]) -> dict[str, Any]:
    """Leave the cluster and put the file away."""
    if member["storage"] == "none":
        return {"action": "kept", "changed": False}
    if member["storage"] == "clustered" and not member["running"]:
        raise ClusterError(f"{db.name}: the server does not run, so it cannot leave its cluster. Start it first.")
    result: dict[str, Any] = {
        "action": "left",
        "changed": True,
        "diff": {"before": {"storage": member["storage"]}, "after": {"storage": "none"}},
    }
    if not module.check_mode:
        if member["storage"] == "clustered":
            leave(module.run_command, db)
        result["moved"] = clear_the_way(module, db, member, "left")
    return result


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "database": {"type": "str", "choices": list(DATABASES), "required": True},
            "create": {"type": "bool", "default": False},
            "backup": {"type": "path"},
            "address": {"type": "str"},
            "join": {"type": "list", "elements": "str", "default": []},
            "cid": {"type": "str"},
            "election_timer": {"type": "int"},
            "listeners": {
                "type": "list",
                "elements": "dict",
                "options": {
                    "targets": {"type": "list", "elements": "str", "required": True},
                    "role": {"type": "str", "default": ""},
                    "inactivity_probe": {"type": "int", "default": 60000},
                },
            },
            "unit": {"type": "str"},
            "schema": {"type": "path"},
            "data_directory": {"type": "path", "default": "/var/lib/ovn"},
            "run_directory": {"type": "path", "default": "/var/run/ovn"},
        },
        supports_check_mode=True,
    )
    db = database(module.params["database"], module.params["data_directory"], module.params["run_directory"])
    try:
        member = observe(module.run_command, db)
        act = keep if module.params["state"] == "present" else retire
        result = act(module, db, member)
    except ClusterError as error:
        module.fail_json(msg=str(error))
    module.exit_json(**result)


if __name__ == "__main__":
    main()
