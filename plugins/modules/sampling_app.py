#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the kinds of OVN's packet samples."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sampling_app
short_description: Manage the kinds of OVN's packet samples
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Sampling_App) of the OVN Northbound database. Needs OVN 24.09.
  - Every sample carries the number of the switch or router and the number that is given here to its kind, together the I(observation domain).
    The number of a kind without a row is 0.
  - There is one row of a kind at most.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb
  - northbound.ovn._connection.sb_remotes
  - northbound.ovn._connection.wait
  - northbound.ovn._state
options:
  type:
    description:
      - The kind of samples. Needed unless O(uuid) is given.
      - V(acl-new) are packets that begin a connection and V(acl-est) those of connections that exist, as M(northbound.ovn.acl) samples them.
      - V(drop) are packets that OVN drops. C(debug_drop_collector_set) in C(options) of M(northbound.ovn.nb_global) says where they go, and
        this number takes the place of C(debug_drop_domain_id).
    type: str
    choices: [drop, acl-new, acl-est]
  id:
    description: The number of the kind, V(1) to V(255). Needed to create a row.
    type: int
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.acl
  - module: northbound.ovn.nb_global
  - module: northbound.ovn.sample_collector
  - name: ovn-nb(5)
    description: The Northbound database, table Sampling_App.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Let samples of new connections carry the number 11
  northbound.ovn.sampling_app:
    type: acl-new
    id: 11

- name: Let them carry another number
  northbound.ovn.sampling_app:
    type: acl-new
    id: 12

- name: Let them carry no number of their own
  northbound.ovn.sampling_app:
    type: acl-new
    state: absent
"""

RETURN = r"""
row:
  description: The row as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    type:
      description: The kind of samples.
      returned: when the row exists
      type: str
      sample: acl-new
    id:
      description: Its number.
      returned: when the row exists
      type: int
      sample: 11
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: b2c94f10-63de-4b7a-8f21-90ab35de7c48
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._sampling import SAMPLING_APP
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(SAMPLING_APP)


if __name__ == "__main__":
    main()
