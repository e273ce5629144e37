#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage meters of OVN."""

from __future__ import annotations

DOCUMENTATION = r"""
module: meter
short_description: Manage meters of OVN
version_added: 0.1.0
description:
  - Creates, changes and removes rows of the table C(Meter) of the OVN Northbound database, with their bands.
  - A meter limits a rate. ACLs name it in O(northbound.ovn.acl#module:meter) to limit what they log, and O(northbound.ovn.copp#module:meters) names
    it to limit what C(ovn-controller) has to look at. The name is unique in the whole database.
  - OVN does not mind when a meter is removed that is still named; there is no limit then.
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
  name:
    description: The meter's name. Names with two underscores first are OVN's own. Needed unless O(uuid) is given.
    type: str
  unit:
    description: Whether rates are kilobits or packets, V(kbps) or V(pktps), a second. Needed to create a meter.
    type: str
    choices: [kbps, pktps]
  fair:
    description: Whether each user of the meter has the rate for itself; otherwise all share it. OVN takes a meter where nothing is set as V(false).
    type: bool
  external_ids:
    description: Keys and values for other programs; OVN does not look at them.
    type: dict
  bands:
    description:
      - The rates above which something is done; of those that are exceeded the highest counts. Normally there is one. Needed to create a meter.
      - This is the whole list. A band has no name. One that is in the list as it is stays; others are changed into those that are missing, or removed.
    type: list
    elements: dict
    suboptions:
      rate:
        description: The rate, V(1) to V(4294967295).
        type: int
        required: true
      burst_size:
        description:
          - What may pass at once above the rate, in kilobits or packets. V(0) leaves it to Open vSwitch. A new band without it has V(0).
        type: int
      action:
        description: What is done with packets above the rate. There is only V(drop), so it can be left out.
        type: str
        choices: [drop]
      external_ids:
        description: Keys and values for other programs.
        type: dict
seealso:
  - module: northbound.ovn.acl
  - module: northbound.ovn.copp
  - name: ovn-nb(5)
    description: The Northbound database, tables Meter and Meter_Band.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Create a meter that lets 100 packets a second pass
  northbound.ovn.meter:
    name: acl-logs
    unit: pktps
    bands:
      - rate: 100

- name: Allow bursts
  northbound.ovn.meter:
    name: acl-logs
    bands:
      - rate: 100
        burst_size: 50

- name: Give each ACL that uses it the whole rate
  northbound.ovn.meter:
    name: acl-logs
    fair: true

- name: Remove the meter
  northbound.ovn.meter:
    name: acl-logs
    state: absent
"""

RETURN = r"""
row:
  description: The meter as it is after the task; empty if there is none.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      returned: when the row exists
      type: str
      sample: acl-logs
    unit:
      description: Whether rates are kilobits or packets a second.
      returned: when the row exists
      type: str
      sample: pktps
    fair:
      description: Whether each user has the rate for itself; C(null), which means V(false), if nothing is set.
      returned: when the row exists
      type: bool
      sample: true
    external_ids:
      description: Keys and values of other programs.
      returned: when the row exists
      type: dict
      sample: {owner: shop}
    bands:
      description: The rates above which something is done.
      returned: when the row exists
      type: list
      elements: dict
      contains:
        rate:
          description: The rate.
          returned: always
          type: int
          sample: 100
        burst_size:
          description: What may pass at once above the rate.
          returned: always
          type: int
          sample: 50
        action:
          description: What is done with packets above the rate.
          returned: always
          type: str
          sample: drop
        external_ids:
          description: Keys and values of other programs.
          returned: always
          type: dict
          sample: {}
uuid:
  description: The row's uuid. In check mode C(null) for a row that would be created.
  returned: success
  type: str
  sample: f986fb03-9e01-4640-b538-758703267aeb
"""

from ansible_collections.northbound.ovn.plugins.module_utils._model._meter import METER
from ansible_collections.northbound.ovn.plugins.module_utils._module import run


def main() -> None:
    """Run the module."""
    run(METER)


if __name__ == "__main__":
    main()
