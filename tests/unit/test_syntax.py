# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The canonical forms: what they are, and that there is one for each meaning."""

from __future__ import annotations

import contextlib
import inspect
import ipaddress
from collections.abc import Callable

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._model import _syntax
from hypothesis import example, given
from hypothesis import strategies as st

FUNCTIONS = [
    function
    for name, function in inspect.getmembers(_syntax, inspect.isfunction)
    if name[0] != "_" and name != "kind" and function.__module__ == _syntax.__name__
]
ADDRESSES = st.one_of(st.ip_addresses().map(str), st.ip_addresses(v=6).map(lambda ip: ip.exploded.upper()))
MACS = st.binary(min_size=6, max_size=6).map(lambda octets: ":".join(f"{octet:02X}" for octet in octets))
PREFIXES = st.builds("{}/{}".format, ADDRESSES, st.integers(0, 33))
PORTS = st.builds("{}:{}".format, ADDRESSES.map(lambda ip: f"[{ip}]" if ":" in ip else ip), st.integers(-1, 70000))
FIXED = ["dynamic", "unknown", "router", "discard", "true", "", "^vip", "1-2"]
WORDS = st.one_of(
    ADDRESSES, MACS, PREFIXES, PORTS, st.sampled_from(["dynamic", "unknown", "router", "discard", "true", "", "^vip", "1-2"]), st.text(max_size=8)
)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@given(text=st.lists(WORDS, max_size=4).map(" ".join) | st.lists(WORDS, max_size=3).map(",".join) | WORDS)
@example(text="::ffff:1.2.3.4")
@example(text="0:0::0/0")
@example(text="\u0663")
def test_idempotent_and_no_other_error(function: Callable[[str], str], text: str) -> None:
    with contextlib.suppress(ValueError):
        canonical = function(text)
        assert function(canonical) == canonical


@pytest.mark.parametrize(
    ("function", "text", "canonical"),
    [
        (_syntax.mac, "0A:0b:00:00:0C:0d", "0a:0b:00:00:0c:0d"),
        (_syntax.ip, "2001:DB8:0:0::1", "2001:db8::1"),
        (_syntax.ip, "::ffff:1.2.3.4", "::ffff:1.2.3.4"),
        (_syntax.ip, "::FFFF:102:304", "::ffff:1.2.3.4"),
        (_syntax.prefix, "10.1.2.3/8", "10.0.0.0/8"),
        (_syntax.prefix, "10.1.2.3/32", "10.1.2.3"),
        (_syntax.prefix, "2001:db8::1/128", "2001:db8::1"),
        (_syntax.prefix, "0.0.0.0/0", "0.0.0.0/0"),
        (_syntax.prefix, "::/0", "::/0"),
        (_syntax.cidr, "10.1.2.3/32", "10.1.2.3/32"),
        (_syntax.interface, "10.1.2.3/8", "10.1.2.3/8"),
        (_syntax.interface, "FE80::1/64", "fe80::1/64"),
        (_syntax.port_addresses, " 0A:00:00:00:00:01  10.0.0.1   2001:DB8::1 ", "0a:00:00:00:00:01 10.0.0.1 2001:db8::1"),
        (_syntax.port_addresses, "dynamic 10.0.0.1 2001:DB8::1", "dynamic 10.0.0.1 2001:db8::1"),
        (_syntax.port_addresses, "0A:00:00:00:00:01 dynamic", "0a:00:00:00:00:01 dynamic"),
        (_syntax.port_security, "0A:00:00:00:00:01 10.0.0.1/24", "0a:00:00:00:00:01 10.0.0.1/24"),
        (_syntax.set_address, "0A:00:00:00:00:01", "0a:00:00:00:00:01"),
        (_syntax.set_address, "10.9.9.9/8", "10.0.0.0/8"),
        (_syntax.nexthop, "192.0.2.1/32", "192.0.2.1"),
        (_syntax.nexthop, "discard", "discard"),
        (_syntax.vip, "[2001:DB8::1]:080", "[2001:db8::1]:80"),
        (_syntax.vip, "2001:DB8::1", "2001:db8::1"),
        (_syntax.vip, "10.0.0.1:8080", "10.0.0.1:8080"),
        (_syntax.backends, "10.0.0.2:80 , 10.0.0.1:80", "10.0.0.2:80,10.0.0.1:80"),
        (_syntax.backends, "", ""),
        (_syntax.port_range, "0080-0090", "80-90"),
        (_syntax.port_range, "80-80", "80"),
        (_syntax.boolean, "TRUE", "true"),
        (_syntax.expression, " ip4 && tcp ", "ip4 && tcp"),
    ],
)
def test_canonical(function: Callable[[str], str], text: str, canonical: str) -> None:
    assert function(text) == canonical


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (_syntax.mac, "02:00:00:00:00"),
        (_syntax.mac, "02:00:00:00:00:1g"),
        (_syntax.mac, "\u06602:00:00:00:00:01"),
        (_syntax.ip, "10.0.1"),
        (_syntax.ip, "010.0.0.1"),
        (_syntax.ip, "0x0a.0.0.1"),
        (_syntax.ip, "10.0.0.1 "),
        (_syntax.ip, "fe80::1%eth0"),
        (_syntax.prefix, "10.0.0.0/33"),
        (_syntax.prefix, "10.0.0.0/-1"),
        (_syntax.prefix, "10.0.0.0/8/8"),
        (_syntax.prefix, "10.0.0.0/"),
        (_syntax.port_addresses, ""),
        (_syntax.port_addresses, "02:00:00:00:00:01 10.0.0.1/24"),
        (_syntax.port_addresses, "02:00:00:00:00:01 dynamic 10.0.0.1"),
        (_syntax.port_addresses, "unknown unknown"),
        (_syntax.port_security, "10.0.0.1"),
        (_syntax.vip, "10.0.0.1:\u0663"),
        (_syntax.port_range, "\u0663"),
        (_syntax.port_range, "1-2-3"),
        (_syntax.set_name, "größe"),
        (_syntax.set_name, "a-b"),
    ],
)
def test_refused(function: Callable[[str], str], text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        function(text)


@given(st.ip_addresses(v=6))
def test_one_form_of_an_address(address: ipaddress.IPv6Address) -> None:
    assert _syntax.ip(address.exploded) == _syntax.ip(address.compressed.upper()) == _syntax.ip(str(address))
