# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms that values of ovn-controller's keys have, as options and as text in external_ids.

A kind turns an option's value into the one text that ovn-controller understands and
tells whether two texts mean the same. ovn-controller trims nothing and reports hardly
anything: a blank after a comma makes a remote, a bridge or a type that nobody knows.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import Any, Optional

with contextlib.suppress(ImportError):  # a module says what is missing once it runs; documentation needs no library
    import netaddr

from . import _syntax
from ._declare import Check

_REMOTE = re.compile(r"unix:/\S+|(tcp|ssl):(\[[0-9A-Fa-f:.]+\]|[^\[\]:,\s]+):\d{1,5}")


def word(value: str) -> str:
    """An item of a list: ovn-controller splits at commas and keeps blanks."""
    if not value or re.search(r"[\s,]", value):
        raise ValueError(f'"{value}" is not a word: ovn-controller takes neither blanks nor commas')
    return value


def name(value: str) -> str:
    """The name before the separator of a pair: neither blank nor comma, colon or equals sign."""
    if not value or re.search(r"[\s,:=]", value):
        raise ValueError(f'"{value}" is not a name: use neither blanks nor commas, colons and equals signs')
    return value


def system_id(value: str) -> str:
    """The name of a chassis; it is also a certificate's CN and part of other keys' names."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value):
        raise ValueError(f'"{value}" cannot name a chassis: use letters, digits, ".", "_" and "-" only')
    return value


def interface(value: str) -> str:
    """The name of a bridge or interface as the kernel takes it."""
    if not re.fullmatch(r"[^\s/,:=]{1,15}", value) or value in (".", ".."):
        raise ValueError(f'"{value}" cannot name an interface: use at most 15 characters, no blank, slash, comma or colon')
    return value


def ip(value: str) -> str:
    """The address of one host, without brackets and prefix length."""
    text = _syntax.ip(value)
    address = netaddr.IPAddress(text)
    if address.is_multicast() or int(address) == 0:
        raise ValueError(f'"{value}" is not the address of one host')
    return text


def mac(value: str) -> str:
    """The Ethernet address of one interface."""
    text = _syntax.mac(value)
    if int(text[:2], 16) & 1 or text == "00:00:00:00:00:00":
        raise ValueError(f'"{value}" is not the Ethernet address of one interface; a common choice is 02:...')
    return text


def remote(value: str) -> str:
    """Where a database server listens."""
    if not _REMOTE.fullmatch(value):
        raise ValueError(f'"{value}" is not ssl:HOST:PORT, tcp:HOST:PORT or unix:/PATH (an IPv6 address stands in brackets)')
    if not value.startswith("unix:") and not 0 < int(value.rpartition(":")[2]) < 65536:
        raise ValueError(f'"{value}": the port is not in 1 to 65535')
    return value


def zone_range(value: str) -> str:
    """C<MIN-MAX> of conntrack zones."""
    match = re.fullmatch(r"(\d+)-(\d+)", value)
    if not match or not 1 <= int(match[1]) <= int(match[2]) <= 65535:
        raise ValueError(f'"{value}" is not MIN-MAX with 1 <= MIN <= MAX <= 65535')
    return f"{int(match[1])}-{int(match[2])}"


def tos(value: str) -> str:
    """The type of service of tunnel packets."""
    if value in ("none", "inherit") or (value.isdigit() and int(value) <= 255):
        return value
    raise ValueError(f'"{value}" is not none, inherit or a number from 0 to 255')


def evpn_ip(value: str) -> str:
    """An address, or an address for one VNI: C<VNI-IP>."""
    vni, dash, address = value.rpartition("-")
    if dash and not (vni.isdigit() and 0 < int(vni) < 1 << 24):
        raise ValueError(f'"{value}" is not IP or VNI-IP with a VNI from 1 to 16777215')
    return vni + dash + ip(address)


@dataclass(frozen=True)
class Text:
    """One text."""

    check: Check = word
    choices: tuple[str, ...] = ()

    def argument(self) -> dict[str, Any]:
        """The option's entry in an argument spec."""
        return {"type": "str", **({"choices": list(self.choices)} if self.choices else {})}

    def render(self, value: Any) -> str:
        """The text of an option's value; raises ValueError with what was expected."""
        if self.choices and value not in self.choices:
            raise ValueError(f'"{value}" is none of {", ".join(self.choices)}')
        return self.check(value) if value else ""

    def parse(self, text: str) -> Any:
        """The option's value of a text."""
        return text


@dataclass(frozen=True)
class Flag:
    """A boolean."""

    def argument(self) -> dict[str, Any]:
        """The option's entry in an argument spec."""
        return {"type": "bool"}

    def render(self, value: Any) -> str:
        """The text of an option's value; raises ValueError with what was expected."""
        if not isinstance(value, bool):
            raise ValueError(f'"{value}" is neither true nor false')
        return "true" if value else "false"

    def parse(self, text: str) -> Any:
        """The option's value of a text."""
        return {"true": True, "false": False}.get(text.lower(), text)


@dataclass(frozen=True)
class Number:
    """An integer.

    :param zero: zero is allowed although it is below C<least>: it means off.
    """

    least: int = 0
    most: int = (1 << 31) - 1
    zero: bool = False

    def argument(self) -> dict[str, Any]:
        """The option's entry in an argument spec."""
        return {"type": "int"}

    def render(self, value: Any) -> str:
        """The text of an option's value; raises ValueError with what was expected."""
        good = isinstance(value, int) and (self.least <= value <= self.most or (self.zero and value == 0))
        if not good:
            raise ValueError(f'"{value}" is not {"0 or " if self.zero else ""}a number from {self.least} to {self.most}')
        return str(value)

    def parse(self, text: str) -> Any:
        """The option's value of a text."""
        return int(text) if re.fullmatch(r"\d+", text) else text


@dataclass(frozen=True)
class Csv:
    """A list whose order means nothing.

    :param numbers: the items are integers.
    """

    check: Check = word
    choices: tuple[str, ...] = ()
    numbers: Optional[Number] = None

    def argument(self) -> dict[str, Any]:
        """The option's entry in an argument spec."""
        spec: dict[str, Any] = {"type": "list", "elements": "int" if self.numbers else "str"}
        if self.choices:
            spec["choices"] = list(self.choices)
        return spec

    def render(self, value: Any) -> str:
        """The text of an option's value; raises ValueError with what was expected."""
        for item in value if self.choices else ():
            if item not in self.choices:
                raise ValueError(f'"{item}" is none of {", ".join(self.choices)}')
        items = [self.numbers.render(item) if self.numbers else self.check(item) for item in value]
        twice = sorted({item for item in items if items.count(item) > 1})
        if twice:
            raise ValueError(f'"{twice[0]}" is given twice')
        return ",".join(items)

    def parse(self, text: str) -> Any:
        """The option's value of a text."""
        items = text.split(",") if text else []
        return [self.numbers.parse(item) for item in items] if self.numbers else items


@dataclass(frozen=True)
class Pairs:
    """A mapping whose order means nothing."""

    left: Check
    right: Check
    separator: str = ":"

    def argument(self) -> dict[str, Any]:
        """The option's entry in an argument spec."""
        return {"type": "dict"}

    def render(self, value: Any) -> str:
        """The text of an option's value; raises ValueError with what was expected."""
        return ",".join(f"{self.left(str(left))}{self.separator}{self.right(str(right))}" for left, right in value.items())

    def parse(self, text: str) -> Any:
        """The option's value of a text; ValueError for an item that is no pair."""
        pairs = {}
        for item in text.split(",") if text else []:
            left, separator, right = item.partition(self.separator)
            if not separator:
                raise ValueError(f'"{item}" is not two words with "{self.separator}" between them')
            if left in pairs:
                raise ValueError(f'"{left}" is given twice')
            pairs[left] = right
        return pairs
