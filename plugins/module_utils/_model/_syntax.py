# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canonical text of the values that OVN keeps as strings.

Each function takes what a user may write and returns the one text that is stored
and compared: addresses as inet_ntop(3) writes them, MACs in lower case, host bits
of prefixes masked where OVN masks them. They are idempotent and raise ValueError
with what was expected.
"""

from __future__ import annotations

import contextlib
import json
import re
from typing import Callable

with contextlib.suppress(ImportError):  # a module says what is missing once it runs; documentation needs no library
    import netaddr

_MAC = re.compile(r"[0-9A-Fa-f]{1,2}(:[0-9A-Fa-f]{1,2}){5}")
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
# Nearly all text is canonical already: netaddr need not look at it, which is what large documents spend their time on.
_CANONICAL_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}")
_CANONICAL_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_SET_NAME = re.compile(r"[A-Za-z_.][A-Za-z_.0-9]*")
_HOST_LENGTH = {4: 32, 6: 128}


def mac(text: str) -> str:
    """C<xx:xx:xx:xx:xx:xx>."""
    if _CANONICAL_MAC.fullmatch(text):
        return text
    if not _MAC.fullmatch(text):
        raise ValueError(f'"{text}" is not a MAC address like 02:00:00:00:00:01')
    return str(netaddr.EUI(text, dialect=netaddr.mac_unix_expanded))


def ip(text: str) -> str:
    """An IPv4 or IPv6 address without a mask."""
    if _CANONICAL_IPV4.fullmatch(text):
        return text
    return str(_address(text))


def ipv4(text: str) -> str:
    """An IPv4 address."""
    address = _address(text, "an IPv4 address")
    if address.version != 4:
        raise ValueError(f'"{text}" is not an IPv4 address')
    return str(address)


def prefix(text: str) -> str:
    """An address or CIDR; host bits are masked, and a full mask is dropped."""
    network = _network(text)
    if network.prefixlen == _HOST_LENGTH[network.version]:
        return str(network.ip)
    return str(network.cidr)


def cidr(text: str) -> str:
    """A CIDR with its mask; host bits are masked."""
    if "/" not in text:
        raise ValueError(f'"{text}" has no prefix length; write it like 192.0.2.0/24')
    return str(_network(text).cidr)


def interface(text: str) -> str:
    """An address with its prefix length, like C<192.0.2.1/24>; the host bits stay."""
    if "/" not in text:
        raise ValueError(f'"{text}" has no prefix length; write it like {text}/{64 if ":" in text else 24}')
    network = _network(text)
    return f"{network.ip}/{network.prefixlen}"


def set_name(text: str) -> str:
    """A name that match expressions can use, for address sets and port groups."""
    if not _SET_NAME.fullmatch(text):
        raise ValueError(f'"{text}" cannot be used in a match expression: use letters, digits, "_" and "." only, and no digit first')
    return text


def non_empty(text: str) -> str:
    """Any text but the empty one."""
    if not text:
        raise ValueError("must not be empty")
    return text


def expression(text: str) -> str:
    """A match expression; blanks around it mean nothing."""
    return non_empty(text.strip())


def meter_name(text: str) -> str:
    """A meter's name; OVN keeps those with two underscores first for itself."""
    if text.startswith("__"):
        raise ValueError(f'"{text}" begins with "__", as only OVN\'s own meters do; choose another name')
    return non_empty(text)


def mirror_sink(text: str) -> str:
    """Where a mirror sends: an address, or a name of something else."""
    try:
        return ip(text)
    except ValueError:
        return non_empty(text)


def packet_mark(text: str) -> str:
    """The mark of a packet."""
    if not (text.isascii() and text.isdigit() and int(text) < 2**32):
        raise ValueError(f'"{text}" is not a number from 0 to 4294967295')
    return str(int(text))


def map_text(value: object) -> str:
    """The text of a value in a map of strings, from what YAML gives: booleans in the spelling that OVN reads."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise ValueError(f"{value!r} is not a string, a number or a boolean")


def boolean(text: str) -> str:
    """C<true> or C<false>, as OVN reads booleans in maps."""
    if text.lower() not in ("true", "false"):
        raise ValueError(f'"{text}" is neither true nor false')
    return text.lower()


def redirect_type(text: str) -> str:
    """How a router port redirects: C<overlay> or C<bridged>; OVN takes anything else for C<overlay>."""
    if text.lower() not in ("overlay", "bridged"):
        raise ValueError(f'"{text}" is neither overlay nor bridged')
    return text.lower()


def port_addresses(text: str) -> str:
    """One element of Logical_Switch_Port.addresses."""
    words = text.split()
    if words in (["unknown"], ["router"]):
        return words[0]
    if words[:1] == ["dynamic"]:
        if len(words) > 3:
            raise ValueError(f'"{text}": "dynamic" takes at most one IPv4 and one IPv6 address')
        return " ".join(["dynamic", *map(ip, words[1:])])
    if words and words[1:] == ["dynamic"]:
        return f"{mac(words[0])} dynamic"
    return _mac_and(words, text, ip, ', nor "unknown", "router" or "dynamic"')


def port_security(text: str) -> str:
    """One element of Logical_Switch_Port.port_security."""
    if text.startswith("VRRPv3 "):
        return " ".join(text.split())
    return _mac_and(text.split(), text, _security_address, "")


def set_address(text: str) -> str:
    """One element of Address_Set.addresses: a MAC, an address or a CIDR."""
    return mac(text) if _MAC.fullmatch(text) else prefix(text)


def kind(text: str) -> str:
    """What an element of an address set is."""
    return "MAC addresses" if _MAC.fullmatch(text) else "IPv6 addresses" if ":" in text else "IPv4 addresses"


def port_range(text: str) -> str:
    """C<N> or C<N-M> of TCP or UDP ports; empty for none."""
    if not text:
        return ""
    bounds = text.split("-")
    if len(bounds) > 2 or not all(b.isascii() and b.isdigit() and 1 <= int(b) <= 65535 for b in bounds) or int(bounds[0]) > int(bounds[-1]):
        raise ValueError(f'"{text}" is not a port or a range like 1024-65535')
    return "-".join(dict.fromkeys(str(int(b)) for b in bounds))  # OVN reads no range of one port


def nexthop(text: str) -> str:
    """A route's next hop: an address, C<discard>, or empty for a route by its port alone."""
    if text in ("", "discard"):
        return text
    address = prefix(text)
    if "/" in address:
        raise ValueError(f'"{text}" is a network; give the address of one router')
    return address


def vip(text: str) -> str:
    """A virtual or backend address of a load balancer: C<ADDRESS> or C<ADDRESS:PORT>, IPv6 with a port in brackets."""
    if text.startswith("^"):  # a template variable
        return text
    match = re.fullmatch(r"\[([^\]]*)\](?::([0-9]+))?|([^:\s]+)(?::([0-9]+))?|(\S+)", text)
    if not match:
        raise ValueError(f'"{text}" is not an address with an optional port, like 192.0.2.1:80 or [2001:db8::1]:80')
    address = ip(match[1] or match[3] or match[5] or "")
    port = match[2] or match[4]
    if port is None:
        return address
    if not 1 <= int(port) <= 65535:
        raise ValueError(f'"{text}": port {port} is not in 1 to 65535')
    return f"[{address}]:{int(port)}" if ":" in address else f"{address}:{int(port)}"


def backends(text: str) -> str:
    """The comma-separated backends of one virtual address, in their order; may be empty."""
    return ",".join(vip(part.strip()) for part in text.split(",")) if text.strip() else ""


def mapped_address(text: str) -> str:
    """A backend as a key of C<ip_port_mappings>: ovn-northd looks for IPv6 addresses in brackets."""
    address = ip(text[1:-1] if text.startswith("[") and text.endswith("]") else text)
    return f"[{address}]" if ":" in address else address


def port_mapping(text: str) -> str:
    """C<PORT:ADDRESS>, or C<PORT:ADDRESS:ZONE>: where health checks of a backend come from."""
    match = re.fullmatch(r"([^:]+):(\[[^\]]+\]|[^:]+)(:[^:]+)?", text)
    if not match:
        raise ValueError(f'"{text}" is not a switch port and a source address, like web-1:10.1.0.2 or web-1:[2001:db8::2]')
    return f"{match[1]}:{mapped_address(match[2])}{match[3] or ''}"


def mac_prefix(text: str) -> str:
    """The first three bytes of MAC addresses, as ovn-northd writes them."""
    if not _MAC.fullmatch(f"{text}:0:0:0"):
        raise ValueError(f'"{text}" is not the beginning of a MAC address, like 0a:0b:0c')
    return mac(f"{text}:0:0:0")[:8]


def server_id(text: str) -> str:
    """Who answers DHCP requests: an IPv4 address, or a MAC address for DHCPv6."""
    return mac(text) if _MAC.fullmatch(text) else ipv4(text)


def dhcp_text(text: str) -> str:
    """A DHCP option of type string: OVN pastes it into an action, so its double quotes are part of it."""
    return text if text.startswith(('"', "{")) else json.dumps(text, ensure_ascii=False)


def dhcp_host(text: str) -> str:
    """A DHCP option that is an IPv4 address or a name; OVN takes a name as text."""
    try:
        return ipv4(text)
    except ValueError:
        return dhcp_text(text)


def dhcp_flag(text: str) -> str:
    """A DHCP option of type boolean: OVN reads nothing but 0 and 1."""
    values = {"true": "1", "false": "0", "1": "1", "0": "0"}
    if text.lower() not in values:
        raise ValueError(f'"{text}" is neither true nor false')
    return values[text.lower()]


def _mac_and(words: list[str], text: str, address: Callable[[str], str], alternatives: str) -> str:
    if not words or not _MAC.fullmatch(words[0]):
        raise ValueError(f'"{text}" does not begin with a MAC address{alternatives}')
    return " ".join([mac(words[0]), *map(address, words[1:])])


def _security_address(text: str) -> str:
    return interface(text) if "/" in text else ip(text)


def _address(text: str, expected: str = "an IPv4 or IPv6 address") -> netaddr.IPAddress:
    try:
        return netaddr.IPAddress(text, flags=netaddr.INET_PTON)
    except (netaddr.AddrFormatError, ValueError, TypeError):
        raise ValueError(f'"{text}" is not {expected}') from None


def _network(text: str) -> netaddr.IPNetwork:
    address, _slash, length = text.partition("/")
    try:
        _address(address)
    except ValueError:
        raise ValueError(f'"{text}" is not an IPv4 or IPv6 address or CIDR') from None
    try:
        return netaddr.IPNetwork(text)
    except (netaddr.AddrFormatError, ValueError, TypeError):
        raise ValueError(f'"{text}" is not an IPv4 or IPv6 address or CIDR: bad prefix length "{length}"') from None
