# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: cluster_plan
short_description: Decide who creates, joins or leaves a Raft cluster
version_added: 0.1.0
description:
  - Compares where OVN's databases should be with what M(northbound.ovn.ovsdb_member_info) found on the hosts, and says for
    each database and host what to do, or why nothing may be done.
  - The role P(northbound.ovn.ovn_databases#role) is its user.
author: The northbound.ovn authors (@northbound)
positional: _input
options:
  _input:
    description: The hosts that should have a member, and their Raft address, by database.
    type: dict
    required: true
  mode:
    description: How the databases are kept.
    type: str
    choices: [standalone, raft]
    required: true
  found:
    description:
      - What M(northbound.ovn.ovsdb_member_info) returned as RV(northbound.ovn.ovsdb_member_info#module:members), by host,
        for the hosts that this run reaches.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Decide
  ansible.builtin.set_fact:
    plan: "{{ {'OVN_Northbound': {'c1': 'ssl:192.0.2.1:6643'}} | northbound.ovn.cluster_plan(mode='raft', found=found) }}"
"""

RETURN = r"""
_value:
  description:
    - C(actions) by database and host; C(refusals), in words, which must be none before anything is done; C(warnings).
  type: dict
"""

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._membership import plan


def cluster_plan(members: Mapping[str, Mapping[str, str]], mode: str, found: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The plan for every database, together."""
    whole: dict[str, Any] = {"actions": {}, "refusals": [], "warnings": []}
    for database, addresses in members.items():
        seen = {host: found[host][database] for host in addresses if host in found}
        leaving = {host: seen_there[database] for host, seen_there in found.items() if host not in addresses}
        part = plan(database, mode, addresses, seen, leaving)
        whole["actions"][database] = part["actions"]
        whole["refusals"] += part["refusals"]
        whole["warnings"] += part["warnings"]
    return whole


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"cluster_plan": cluster_plan}
