#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage settings of a whole OVN deployment."""

from __future__ import annotations

DOCUMENTATION = r"""
module: nb_global
short_description: Manage settings of a whole OVN deployment
version_added: 0.1.0
description:
  - Changes the one row of the table C(NB_Global) of the OVN Northbound database; makes it in a database that is still empty.
  - An option that is not given is not managed; an empty dictionary or text clears. Dictionaries are merged key by key; a key with the value V(null) is removed.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb
  - northbound.ovn._connection.sb_remotes
  - northbound.ovn._connection.wait
options:
  name:
    description: Name of the deployment, under which it meets others in C(ovn-ic).
    type: str
  options:
    description:
      - Settings for C(ovn-northd) and all chassis, for instance C(default_acl_drop), C(ignore_lsp_down), C(northd_probe_interval) or C(vxlan_mode).
      - C(ovn-northd) chooses C(mac_prefix) and C(svc_monitor_mac) itself where they are not set. To remove C(mac_prefix) renumbers every port
        with a dynamic MAC address.
      - C(max_tunid) and C(northd_internal_version) belong to C(ovn-northd) and cannot be set.
    type: dict
  ipsec:
    description: Whether tunnels between chassis are encrypted. Each chassis needs C(ovs-monitor-ipsec) and a certificate for it.
    type: bool
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.sync
  - name: ovn-nb(5)
    description: The Northbound database, table NB_Global.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Drop what no ACL lets through, everywhere
  northbound.ovn.nb_global:
    options:
      default_acl_drop: true

- name: Encrypt the tunnels, and go back to OVN's default for ACLs
  northbound.ovn.nb_global:
    ipsec: true
    options:
      default_acl_drop: null
"""

RETURN = r"""
row:
  description: The settings as they are after the task.
  returned: success
  type: dict
  contains:
    name:
      description: Name of the deployment; empty if it has none.
      returned: always
      type: str
      sample: north
    options:
      description: Settings, without those that belong to C(ovn-northd).
      returned: always
      type: dict
      sample: {default_acl_drop: "true", mac_prefix: "0a:0b:0c", svc_monitor_mac: "02:00:00:00:00:01"}
    ipsec:
      description: Whether tunnels between chassis are encrypted.
      returned: always
      type: bool
      sample: false
    external_ids:
      description: Keys and values of other programs.
      returned: always
      type: dict
      sample: {owner: network-team}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 0b0b6f7c-1c0e-4a0d-8f55-5d1f0f0c9f0e
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._global import NB_GLOBAL
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(NB_GLOBAL)


if __name__ == "__main__":
    main()
