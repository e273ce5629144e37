# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: cluster_problems
short_description: Say what is wrong with running OVSDB clusters
version_added: 0.1.0
description:
  - Compares where OVN's databases should be with what M(northbound.ovn.ovsdb_member_info) found on the hosts. Members that
    are lacking, ghosts, several leaders or none, and an election timer that is not the wanted one are said in words.
author: The northbound.ovn authors (@northbound)
positional: _input
options:
  _input:
    description: The hosts that should have a member, and their Raft address, by database.
    type: dict
    required: true
  found:
    description:
      - What M(northbound.ovn.ovsdb_member_info) returned as RV(northbound.ovn.ovsdb_member_info#module:members), by host,
        for the hosts that this run reaches.
    type: dict
    required: true
  election_timer:
    description: The wanted election timer in milliseconds.
    type: int
    required: true
"""

EXAMPLES = r"""
- name: Check the Northbound cluster
  ansible.builtin.assert:
    that: problems | length == 0
    fail_msg: "{{ problems | join('\n') }}"
  vars:
    problems: "{{ {'OVN_Northbound': {'c1': 'ssl:192.0.2.1:6643'}}
      | northbound.ovn.cluster_problems(found=found, election_timer=10000) }}"
"""

RETURN = r"""
_value:
  description: One sentence or two for each problem; none when all is well.
  type: list
  elements: str
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._check import problems


def cluster_problems(members: Mapping[str, Mapping[str, str]], found: Mapping[str, Mapping[str, Any]], election_timer: int) -> list[str]:
    """The problems of every database."""
    said = []
    for database, addresses in members.items():
        seen = {host: found[host][database] for host in addresses if host in found}
        said += problems(database, addresses, seen, int(election_timer))
    return said


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"cluster_problems": cluster_problems}
