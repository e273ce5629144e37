#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ovsdb_cluster_info
short_description: Tell how the cluster of an OVN database is
version_added: 0.1.0
description:
  - Asks the server on this host for the members of its Raft cluster, which of them live, who leads, the election timer, the log, its
    storage and its schema. A standalone database has no cluster; the rest is told all the same.
  - With O(remotes), the other members are asked as well, and RV(problems) says in what they disagree.
  - A leader hears from all living servers. A follower hears from the leader alone, and of the others it knows only whether there is a
    connection. The answer of the leader is the better one.
  - M(northbound.ovn.ovsdb_member_info) looks at the files of a host, too, and also where no server runs.
author:
  - The northbound.ovn authors (@northbound)
options:
  schema:
    description:
      - The schema file that the database should have. By default the one that OVN's packages install, if it is there.
    type: path
  remotes:
    description: Where the members take connections, in the form V(tcp:HOST:PORT) or V(ssl:HOST:PORT). Each of them is asked.
    type: list
    elements: str
    default: []
  private_key:
    description: Path of the PEM file with the private key for O(remotes) that begin with V(ssl:).
    type: path
  certificate:
    description: Path of the PEM file with the certificate that belongs to O(private_key).
    type: path
  ca_cert:
    description: Path of the PEM file with the certificate of the authority that signed the servers' certificates.
    type: path
  timeout:
    description: How many seconds a server may take to answer.
    type: int
    default: 10
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._database
seealso:
  - module: northbound.ovn.ovsdb_member_info
  - module: northbound.ovn.ovsdb_cluster_member
  - module: northbound.ovn.ovsdb_election_timer
  - module: northbound.ovn.ovsdb_schema
"""

EXAMPLES = r"""
- name: Ask the member on this host
  northbound.ovn.ovsdb_cluster_info:
    database: OVN_Northbound
  register: nb

- name: Say who leads
  ansible.builtin.debug:
    msg: "{{ nb.cluster.role }} in term {{ nb.cluster.status.term }}"
  when: nb.cluster.model == 'clustered'

- name: Ask all members, and fail when something is wrong
  northbound.ovn.ovsdb_cluster_info:
    database: OVN_Northbound
    remotes: ["ssl:192.0.2.1:6641", "ssl:192.0.2.2:6641", "ssl:192.0.2.3:6641"]
    private_key: /etc/ovn/tls/key.pem
    certificate: /etc/ovn/tls/cert.pem
    ca_cert: /etc/ovn/tls/ca.pem
  register: all_members
  failed_when: all_members.problems | length > 0
"""

RETURN = r"""
cluster:
  description: What the server on this host says.
  returned: success
  type: dict
  contains:
    running: {description: "Whether the server answers. If not, there is nothing else.", type: bool, sample: true}
    model: {description: "V(clustered), V(standalone), or V(relay).", type: str, sample: clustered}
    role: {description: "V(leader), V(follower) or V(candidate); none for a database that is not clustered.", type: str, sample: leader}
    connected: {description: Whether the member is in contact with its cluster., type: bool, sample: true}
    cid: {description: The id of the cluster., type: str, sample: 87c89a2c-e694-4340-b958-c4b90e6f0529}
    sid: {description: The id of this server., type: str, sample: ac8f877d-9797-477d-a0e1-f62a9814cb93}
    storage: {description: "V(ok), or why the server cannot write its file.", type: str, sample: ok}
    clients: {description: "How many connections of clients the server has, other members not counted.", type: int, sample: 12}
    ghosts:
      description: The servers at whose address another one lives. They count for the quorum and will not come back.
      type: list
      elements: str
      sample: []
    schema:
      description: The schema of the database and the one in the file O(schema).
      type: dict
      contains:
        version: {description: The version that the database has., type: str, sample: 7.0.0}
        file: {description: The file that was compared; none if there is none., type: str, sample: /usr/share/ovn/ovn-nb.ovsschema}
        wanted: {description: The version of the file., type: str, sample: 7.11.0}
        needs_conversion: {description: Whether the two differ., type: bool, sample: true}
    status:
      description: What C(cluster/status) says; none for a database that is not clustered.
      type: dict
      contains:
        address: {description: The Raft address of this server., type: str, sample: "ssl:192.0.2.1:6643"}
        status: {description: Whether it is a member., type: str, sample: cluster member}
        role: {description: Its role., type: str, sample: leader}
        term: {description: The number of the leader's term., type: int, sample: 3}
        leader: {description: "The first four digits of the leader's id, V(self) or V(unknown).", type: str, sample: self}
        quorate: {description: Whether it is a member and knows a leader., type: bool, sample: true}
        election_timer: {description: The election timer in milliseconds., type: int, sample: 10000}
        election_timer_next: {description: "The election timer that the leader is just changing to, or none.", type: int, sample: null}
        log: {description: The first and the next entry of the log., type: str, sample: "[2, 8]"}
        not_committed: {description: How many entries of the log a majority has not agreed to yet., type: int, sample: 0}
        not_applied: {description: How many entries of the log are not in the database yet., type: int, sample: 0}
        disconnections: {description: How often a connection between members was lost., type: int, sample: 0}
        cid: {description: The id of the cluster., type: str, sample: 87c89a2c-e694-4340-b958-c4b90e6f0529}
        sid: {description: The id of this server., type: str, sample: ac8f877d-9797-477d-a0e1-f62a9814cb93}
        servers:
          description:
            - "The members: the first four digits of the id, the Raft address, whether it is this one (RV(ignore:self)), since how many milliseconds
              it has been silent (RV(ignore:silent_ms)), and whether it lives (RV(ignore:alive)), where none means that it cannot be told from here."
          type: list
          elements: dict
          sample:
            - {sid: ac8f, address: "ssl:192.0.2.1:6643", self: true, silent_ms: null, alive: true}
            - {sid: 0db3, address: "ssl:192.0.2.2:6643", self: false, silent_ms: 1215, alive: true}
members:
  description: What the members at O(remotes) say, by remote.
  returned: success
  type: dict
  sample:
    ssl:192.0.2.1:6641:
      error: null
      connected: true
      leader: true
      cid: 87c89a2c-e694-4340-b958-c4b90e6f0529
      sid: ac8f877d-9797-477d-a0e1-f62a9814cb93
      index: 8
      schema_version: 7.11.0
problems:
  description: What is wrong, in words; empty if all is well.
  returned: success
  type: list
  elements: str
  sample: []
msg:
  description: The problems in one text.
  returned: when there are problems
  type: str
"""

import os
import re
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import ClusterError, Database, Run, database
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._report import disagreements, troubles
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._server import SERVER_SPEC, appctl, ask_server, compare_schema, served_schema
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._status import ghosts, parse_status


def look(run: Run, db: Database, params: dict[str, Any]) -> dict[str, Any]:
    """What the server of this host says."""
    server = ask_server(run, f"unix:{db.socket}", db.name, params["timeout"])
    status = parse_status(appctl(run, db, "cluster/status", db.name)) if server["model"] == "clustered" else None
    sessions = re.search(r"\bsessions:(\d+)", appctl(run, db, "memory/show"))
    file = params["schema"] or (db.schema if os.path.exists(db.schema) else None)
    return {
        "running": True,
        "model": server["model"],
        "role": status["role"] if status else None,
        "connected": server["connected"],
        "cid": server["cid"],
        "sid": server["sid"],
        "storage": appctl(run, db, "ovsdb-server/get-db-storage-status", db.name).partition("status: ")[2],
        "clients": int(sessions[1]) if sessions else 0,
        "ghosts": ghosts(status) if status else [],
        "schema": compare_schema(run, db, file, params["timeout"]),
        "status": status,
    }


def gather(run: Run, db: Database, params: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What each member says, or why it says nothing."""
    options = (("private_key", "-p"), ("certificate", "-c"), ("ca_cert", "-C"))
    tls = [word for option, flag in options if params[option] for word in (flag, params[option])]
    members = {}
    for remote in params["remotes"]:
        member: dict[str, Any] = dict.fromkeys(("error", "connected", "leader", "cid", "sid", "index", "schema_version"))
        try:
            answer = ask_server(run, remote, db.name, params["timeout"], tls)
            member.update((key, answer[key]) for key in ("connected", "leader", "cid", "sid", "index"))
            member["schema_version"] = served_schema(run, remote, db.name, params["timeout"], tls)["version"]
        except ClusterError as error:
            member["error"] = str(error)
        members[remote] = member
    return members


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            **SERVER_SPEC,
            "schema": {"type": "path"},
            "remotes": {"type": "list", "elements": "str", "default": []},
            "private_key": {"type": "path"},
            "certificate": {"type": "path"},
            "ca_cert": {"type": "path"},
            "timeout": {"type": "int", "default": 10},
        },
        required_together=[("private_key", "certificate", "ca_cert")],
        supports_check_mode=True,
    )
    params = module.params
    db = database(params["database"], run_directory=params["run_directory"])
    if params["schema"] and not os.path.exists(params["schema"]):
        module.fail_json(msg=f"There is no schema file {params['schema']}.")
    cluster: dict[str, Any]
    try:
        cluster = look(module.run_command, db, params)
        problems = troubles(db.name, cluster)
    except ClusterError as error:
        cluster, problems = {"running": False, "status": None}, [str(error)]
    members = gather(module.run_command, db, params)
    problems += disagreements(db.name, cluster["status"], members)
    result: dict[str, Any] = {"changed": False, "cluster": cluster, "members": members, "problems": problems}
    if problems:
        result["msg"] = " ".join(problems)
    module.exit_json(**result)


if __name__ == "__main__":
    main()
