#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ovsdb_election_timer
short_description: Set the election timer of an OVN database's cluster
version_added: 0.1.0
description:
  - Has the Raft cluster of a database wait as long as wanted for its leader before it elects another one.
  - Only the leader can change it, and never to more than the double at once. The module takes as many steps as that needs, and one step down.
  - Run it on all members. The one that leads makes the change, the others wait until they have it too, and fail with the leader's name when it does
    not come. When the leader changes meanwhile, the new one goes on.
  - The default of 1 second is short for a server with a large database that is busy for longer than that.
author:
  - The northbound.ovn authors (@northbound)
options:
  election_timer:
    description: The election timer in milliseconds, from 100 to 600000.
    type: int
    required: true
  timeout:
    description: How many seconds to wait until this member has the wanted value.
    type: int
    default: 30
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._database
attributes:
  check_mode:
    details: A change is predicted on the leader only.
seealso:
  - module: northbound.ovn.ovsdb_member
    description: Sets the timer when the cluster is made, and later as the role P(northbound.ovn.ovn_databases#role) wants it.
  - module: northbound.ovn.ovsdb_cluster_info
"""

EXAMPLES = r"""
- name: Let the leader of the Northbound be silent for ten seconds
  northbound.ovn.ovsdb_election_timer:
    database: OVN_Northbound
    election_timer: 10000
"""

RETURN = r"""
election_timer:
  description: The election timer before, in milliseconds.
  returned: success
  type: int
  sample: 1000
steps:
  description: The values that this member set, or would set, one after the other.
  returned: success
  type: list
  elements: int
  sample: [2000, 4000, 8000, 10000]
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._change import reach_election_timer
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import ClusterError, database
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._server import SERVER_SPEC, member_status


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            **SERVER_SPEC,
            "election_timer": {"type": "int", "required": True},
            "timeout": {"type": "int", "default": 30},
        },
        supports_check_mode=True,
    )
    params, wanted = module.params, module.params["election_timer"]
    if not 100 <= wanted <= 600000:
        module.fail_json(msg=f"election_timer is {wanted}, but a server takes 100 to 600000 milliseconds.")
    db = database(params["database"], run_directory=params["run_directory"])
    try:
        before = member_status(module.run_command, db)["election_timer"]
        steps = reach_election_timer(module.run_command, db, wanted, params["timeout"], module.check_mode)
    except ClusterError as error:
        module.fail_json(msg=str(error))
    after = wanted if steps else before
    module.exit_json(
        changed=bool(steps),
        election_timer=before,
        steps=steps,
        diff={"before": {"election_timer": before}, "after": {"election_timer": after}},
    )


if __name__ == "__main__":
    main()
