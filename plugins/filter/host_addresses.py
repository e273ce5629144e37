# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: host_addresses
short_description: Management addresses of hosts
version_added: 0.1.0
description:
  - Gives each host's C(ovn_address), or where that is not set the address of its default route, IPv4 before IPv6.
author: The northbound.ovn authors (@northbound)
positional: _input, hostvars
options:
  _input:
    description: Names of hosts in the inventory.
    type: list
    elements: str
    required: true
  hostvars:
    description: Ansible's own variable C(hostvars).
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Say where the Northbound is
  ansible.builtin.debug:
    msg: "{{ groups['ovn_central'] | northbound.ovn.host_addresses(hostvars) | northbound.ovn.remotes(6641) }}"
"""

RETURN = r"""
_value:
  description: One address for each host, without brackets.
  type: list
  elements: str
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ansible.errors import AnsibleFilterError


def host_addresses(hosts: Iterable[str], hostvars: Mapping[str, Any]) -> list[str]:
    """One address for each host."""
    return [_address(host, hostvars) for host in hosts]


def _address(host: str, hostvars: Mapping[str, Any]) -> str:
    if host not in hostvars:
        raise AnsibleFilterError(f"northbound.ovn.host_addresses: the inventory has no host {host!r}.")
    said = hostvars[host].get("ovn_address")
    if said:
        return str(said)
    facts = hostvars[host].get("ansible_facts") or {}
    for family in ("default_ipv4", "default_ipv6"):
        address = (facts.get(family) or {}).get("address")
        if address:
            return str(address)
    raise AnsibleFilterError(
        f"No address is known for {host}: it has no ovn_address, and this run has no facts of it (it is unreachable, left"
        f" out by --limit, or has no default route). Set ovn_address for {host} in the inventory."
    )


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"host_addresses": host_addresses}
