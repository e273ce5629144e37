#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait until OVN has taken over the Northbound database."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sync
short_description: Wait until OVN has taken over the Northbound database
version_added: 0.1.0
description:
  - Waits until everything that stands in the Northbound database now has reached the Southbound database or the hypervisors, as C(ovn-nbctl sync) does.
  - When the time is over the task fails, and the message and RV(ignore:failure.details) list the chassis that are late.
  - It increments C(nb_cfg) in C(NB_Global), which every client that waits does, and never reports a change. In check mode nothing is written
    and nothing waited for.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb
  - northbound.ovn._connection.sb_remotes
options:
  wait:
    description:
      - With V(sb), wait until C(ovn-northd) has brought the Southbound database up to date.
      - With V(hv), wait until every chassis has installed the flows as well.
    type: str
    choices: [sb, hv]
    default: hv
seealso:
  - module: northbound.ovn.nb_info
"""

EXAMPLES = r"""
- name: Wait until ovn-northd has compiled the network
  northbound.ovn.sync:
    wait: sb

- name: Wait until all hypervisors have the flows, at most two minutes
  northbound.ovn.sync:
    timeout: 120
"""

RETURN = r"""
nb_cfg:
  description: The sequence number that was waited for. C(null) in check mode.
  returned: success
  type: int
  sample: 42
"""

from contextlib import closing
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._engine._wait import synchronise
from ansible_collections.northbound.ovn.plugins.module_utils._module import NB_SPEC, SB_REMOTES_SPEC, guarded, northbound, southbound, start


def main() -> None:
    """Run the module."""
    module = start({**NB_SPEC, **SB_REMOTES_SPEC, "wait": {"type": "str", "choices": ["sb", "hv"], "default": "hv"}})
    params = module.params

    def work() -> dict[str, Any]:
        if module.check_mode:
            return {"changed": False, "nb_cfg": None}
        with closing(northbound(params)) as client:
            return {"changed": False, "nb_cfg": synchronise(client, params["wait"], lambda: southbound(params))}

    guarded(module, work)


if __name__ == "__main__":
    main()
