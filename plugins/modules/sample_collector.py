#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage collectors of OVN's packet samples."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sample_collector
short_description: Manage collectors of OVN's packet samples
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Sample_Collector) of the OVN Northbound database. Needs OVN 24.09.
  - A collector says how many packets are sampled and to which set of IPFIX or local collectors of Open vSwitch they go; on each chassis, the table
    C(Flow_Sample_Collector_Set) of Open vSwitch says where that is. M(northbound.ovn.acl) says what is sampled.
  - The number is unique in the whole database. Names are not; samples refer to a collector by its name, so give each another one.
  - A collector that samples refer to cannot be removed.
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
  id:
    description: The number that tells collectors apart, V(1) to V(255). Needed unless O(uuid) is given.
    type: int
  name:
    description: What samples call the collector.
    type: str
  set_id:
    description: The C(id) of the C(Flow_Sample_Collector_Set) on each chassis, V(1) to V(4294967295). Needed to create a collector.
    type: int
  probability:
    description: How many of 65535 packets are sampled, V(0) to V(65535). With V(0) none, with V(65535) all. Needed to create a collector.
    type: int
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
seealso:
  - module: northbound.ovn.acl
  - module: northbound.ovn.sampling_app
  - name: ovn-nb(5)
    description: The Northbound database, tables Sample_Collector and Sample.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a collector that gets every packet
  northbound.ovn.sample_collector:
    id: 1
    name: audit
    set_id: 100
    probability: 65535

- name: Sample about one packet of a hundred
  northbound.ovn.sample_collector:
    id: 1
    probability: 655

- name: Remove the collector
  northbound.ovn.sample_collector:
    id: 1
    state: absent
"""

RETURN = r"""
row:
  description: The collector as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    id:
      description: Its number.
      returned: when the row exists
      type: int
      sample: 1
    name:
      description: What samples call it.
      returned: when the row exists
      type: str
      sample: audit
    set_id:
      description: The set of collectors on each chassis.
      returned: when the row exists
      type: int
      sample: 100
    probability:
      description: How many of 65535 packets are sampled.
      returned: when the row exists
      type: int
      sample: 65535
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: 7d0a1c3e-2f5b-4a86-9c1d-5e8f7b6a4031
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._sampling import SAMPLE_COLLECTOR
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(SAMPLE_COLLECTOR)


if __name__ == "__main__":
    main()
