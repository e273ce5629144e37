#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage where a database of OVN listens."""

from __future__ import annotations

DOCUMENTATION = r"""
module: connection
short_description: Manage where a database of OVN listens
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Connection) of the OVN Northbound or Interconnection Northbound database.
  - C(ovsdb-server) reads them where it is started with C(--remote=db:OVN_Northbound,NB_Global,connections), as C(ovn-ctl) does.
    It then listens at, or connects to, every target, on every member of a cluster.
  - Other connections stay as they are, and a connection that exists is changed in place. C(ovn-nbctl set-connection) makes all of them anew.
  - Do not remove the connection over which the tasks themselves talk to the database. The server closes it, on all members of a cluster,
    and whatever comes next, O(wait) included, finds nobody listening.
  - The role P(northbound.ovn.ovn_databases#role) says in a database of its own for each host where that host listens, since rows of this table hold
    for all members of a cluster. This module is for databases that were deployed otherwise.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb_or_ic
  - northbound.ovn._connection.sb_remotes
  - northbound.ovn._connection.wait
  - northbound.ovn._state
options:
  target:
    description:
      - The connection method, which is what tells one connection from another.
      - To listen, V(pssl:PORT), V(ptcp:PORT), or V(punix:/PATH) on the server. Behind a port may stand V(:ADDRESS), the one local address to listen at;
        without it the server listens at all IPv4 addresses, with V(:[::]) at IPv4 and IPv6.
      - To connect to a client that waits for it, V(ssl:HOST:PORT), V(tcp:HOST:PORT) or V(unix:/PATH).
      - Without a port it is 6640. An IPv6 address stands in brackets.
      - For TLS the server needs its files; see M(northbound.ovn.ssl).
      - Needed unless O(uuid) is given.
    type: str
  inactivity_probe:
    description:
      - Milliseconds of silence after which the server asks the client whether it is still there; after as many more it drops the connection.
      - V(0) turns that off. A connection without it has the server's default of V(5000).
    type: int
  max_backoff:
    description: Milliseconds at most between two attempts to connect, at least V(1000). Only for targets that the server connects to.
    type: int
  other_config:
    description: Further settings. With V(dscp) a number from 0 to 63 goes into the IP header of what the server sends.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.ssl
  - name: ovn-nb(5)
    description: The Northbound database, table Connection.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
  - name: ovsdb(7)
    description: Connection methods.
    link: https://docs.openvswitch.org/en/latest/ref/ovsdb.7/
"""

EXAMPLES = r"""
- name: Let the Northbound listen for TLS at all addresses
  northbound.ovn.connection:
    target: "pssl:6641:[::]"

- name: Ask its clients less often whether they are still there
  northbound.ovn.connection:
    target: "pssl:6641:[::]"
    inactivity_probe: 60000

- name: Do not listen there any longer
  northbound.ovn.connection:
    target: "pssl:6641:[::]"
    state: absent
"""

RETURN = r"""
row:
  description: The connection as it is after the task, without what the server says about its state. In check mode, as it would be. Empty if there is none.
  returned: success
  type: dict
  contains:
    target:
      description: The connection method.
      returned: when the row exists
      type: str
      sample: pssl:6641:[::]
    inactivity_probe:
      description: Milliseconds of silence before the server asks; C(null) if it is the server's default.
      returned: when the row exists
      type: int
      sample: 60000
    max_backoff:
      description: Milliseconds at most between two attempts to connect; C(null) if it is the server's default.
      returned: when the row exists
      type: int
      sample: 8000
    other_config:
      description: Further settings.
      returned: when the row exists
      type: dict
      sample: {dscp: "48"}
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: network-team}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 2c8f3a0e-2b39-4d4a-9d0a-1c1b7a1f2a55
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._access import CONNECTION, IC_CONNECTION
from ansible_collections.northbound.ovn.plugins.module_utils._module import run_one_of


def main() -> None:
    """Run the module."""
    run_one_of({"nb": CONNECTION, "ic_nb": IC_CONNECTION})


if __name__ == "__main__":
    main()
