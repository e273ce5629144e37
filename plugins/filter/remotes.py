# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: remotes
short_description: OVSDB connection methods for a list of addresses
version_added: 0.1.0
description:
  - Writes addresses and a port the way OVN's daemons and tools want them, IPv6 addresses in brackets.
author: The northbound.ovn authors (@northbound)
positional: _input, port
options:
  _input:
    description: IP addresses, without brackets or with.
    type: list
    elements: str
    required: true
  port:
    description: The TCP port.
    type: int
    required: true
  tls:
    description: Whether the connection is made with TLS.
    type: bool
    default: true
  passive:
    description: Write where a server listens, instead of where a client connects.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Say where the Northbound is
  ansible.builtin.debug:
    msg: "{{ ['192.0.2.1', '2001:db8::1'] | northbound.ovn.remotes(6641) }}"
    # ['ssl:192.0.2.1:6641', 'ssl:[2001:db8::1]:6641']

- name: Say where its server listens
  ansible.builtin.debug:
    msg: "{{ ['2001:db8::1'] | northbound.ovn.remotes(6641, tls=false, passive=true) }}"
    # ['ptcp:6641:[2001:db8::1]']
"""

RETURN = r"""
_value:
  description: One connection method for each address.
  type: list
  elements: str
"""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

from ansible.errors import AnsibleFilterError


def remotes(addresses: Iterable[str], port: int, tls: bool = True, passive: bool = False) -> list[str]:
    """One connection method for each address."""
    if isinstance(addresses, (str, bytes)):
        raise AnsibleFilterError(f"northbound.ovn.remotes wants a list of addresses, not the string {addresses!r}.")
    return [_remote(str(address), int(port), tls, passive) for address in addresses]


def _remote(address: str, port: int, tls: bool, passive: bool) -> str:
    try:
        host = ipaddress.ip_address(address.strip("[]"))
    except ValueError as error:
        raise AnsibleFilterError(f"northbound.ovn.remotes: {address!r} is no IPv4 or IPv6 address.") from error
    method = ("p" if passive else "") + ("ssl" if tls else "tcp")
    text = f"[{host}]" if host.version == 6 else str(host)
    return f"{method}:{port}:{text}" if passive else f"{method}:{text}:{port}"


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"remotes": remotes}
