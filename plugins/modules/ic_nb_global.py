#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage settings of an interconnection of OVN deployments."""

from __future__ import annotations

DOCUMENTATION = r"""
module: ic_nb_global
short_description: Manage settings of an interconnection of OVN deployments
version_added: 0.1.0
description:
  - Changes the one row of the table C(IC_NB_Global) of the OVN Interconnection Northbound database; makes it in a database that is still empty.
  - An option that is not given is not managed; an empty dictionary clears. Dictionaries are merged key by key; a key with the value V(null) is removed.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.ic
  - northbound.ovn._connection
  - northbound.ovn._connection.ic
  - northbound.ovn._connection.ic_wait
options:
  options:
    description:
      - Settings for every C(ovn-ic), for instance C(ic_probe_interval).
      - Since OVN 25.03 C(vxlan_mode), V(true) or V(false), says that VXLAN carries the traffic between deployments.
        Its header has room for fewer networks and ports, so set it before the first transit switch is made.
    type: dict
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.transit_switch
  - module: northbound.ovn.transit_router
  - name: ovn-ic-nb(5)
    description: The Interconnection Northbound database, table IC_NB_Global.
    link: https://www.ovn.org/support/dist-docs/ovn-ic-nb.5.html
"""

EXAMPLES = r"""
- name: Let ovn-ic ask less often whether the databases are still there
  northbound.ovn.ic_nb_global:
    options:
      ic_probe_interval: 30000

- name: Say whose it is, and go back to OVN's default
  northbound.ovn.ic_nb_global:
    options:
      ic_probe_interval: null
    external_ids:
      owner: network-team

- name: Remove all keys of other programs
  northbound.ovn.ic_nb_global:
    external_ids: {}
"""

RETURN = r"""
row:
  description: The settings as they are after the task.
  returned: success
  type: dict
  contains:
    options:
      description: Settings.
      returned: always
      type: dict
      sample: {ic_probe_interval: "30000"}
    external_ids:
      description: Keys and values of other programs.
      returned: always
      type: dict
      sample: {owner: network-team}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 4f2d5c53-8a53-44b0-b9ee-1c9e0a7f3d15
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._interconnection import IC_NB_GLOBAL
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(IC_NB_GLOBAL)


if __name__ == "__main__":
    main()
