# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters that the roles build their addresses with."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.northbound.ovn.plugins.filter.host_addresses import host_addresses
from ansible_collections.northbound.ovn.plugins.filter.remotes import remotes


@pytest.mark.parametrize(
    ("addresses", "options", "expected"),
    [
        (["192.0.2.1", "2001:db8::1"], {}, ["ssl:192.0.2.1:6641", "ssl:[2001:db8::1]:6641"]),
        (["[2001:DB8:0::1]"], {}, ["ssl:[2001:db8::1]:6641"]),
        (["192.0.2.1"], {"tls": False}, ["tcp:192.0.2.1:6641"]),
        (["2001:db8::1"], {"passive": True}, ["pssl:6641:[2001:db8::1]"]),
        (["192.0.2.1"], {"passive": True, "tls": False}, ["ptcp:6641:192.0.2.1"]),
        ([], {}, []),
    ],
)
def test_remotes(addresses: list[str], options: dict[str, Any], expected: list[str]) -> None:
    assert remotes(addresses, 6641, **options) == expected


@pytest.mark.parametrize("addresses", ["192.0.2.1", ["c1.example.net"], ["192.0.2.1:6641"], [None]])
def test_remotes_refuse(addresses: Any) -> None:
    with pytest.raises(AnsibleFilterError, match=r"northbound\.ovn\.remotes"):
        remotes(addresses, 6641)


def test_host_addresses() -> None:
    hostvars = {
        "said": {"ovn_address": "192.0.2.1", "ansible_facts": {"default_ipv4": {"address": "198.51.100.1"}}},
        "four": {"ansible_facts": {"default_ipv4": {"address": "192.0.2.2"}, "default_ipv6": {"address": "2001:db8::2"}}},
        "six": {"ansible_facts": {"default_ipv4": {}, "default_ipv6": {"address": "2001:db8::3"}}},
    }
    assert host_addresses(list(hostvars), hostvars) == ["192.0.2.1", "192.0.2.2", "2001:db8::3"]


@pytest.mark.parametrize("hostvars", [{"c1": {}}, {"c1": {"ansible_facts": {}}}, {}])
def test_an_unknown_address_is_an_error(hostvars: dict[str, Any]) -> None:
    with pytest.raises(AnsibleFilterError, match="c1"):
        host_addresses(["c1"], hostvars)
