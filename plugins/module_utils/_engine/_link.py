# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for a network device: which commands of ip(8) make it as wanted. Pure; ip itself is run by the module."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

Command = list[str]  # the arguments of ip


@dataclass(frozen=True)
class Link:
    """A device. In what is wanted, C<None> is what nobody asked for."""

    netns: Optional[str] = None  # the name, empty for the host's own
    mac: Optional[str] = None
    mtu: Optional[int] = None
    up: Optional[bool] = None
    addresses: Optional[tuple[str, ...]] = None
    gateways: Optional[tuple[str, ...]] = None

    def shown(self, wanted: Link) -> dict[str, Any]:
        """The parts of the device that C<wanted> asks for."""
        names = ("netns", "mac", "mtu", "up", "addresses", "gateways")
        parts = {name: getattr(self, name) for name in names if getattr(wanted, name) is not None}
        return {name: sorted(part) if isinstance(part, tuple) else part for name, part in parts.items()}


def at(netns: str, *arguments: str) -> Command:
    """A command in a network namespace."""
    return [*(["-netns", netns] if netns else []), *arguments]


def delete(name: str, netns: str) -> Command:
    """The command that removes a device."""
    return at(netns, "link", "delete", "dev", name)


def reads(netns: str, name: str) -> list[Command]:
    """The commands that read a device."""
    return [
        at(netns, "-json", "address", "show", "dev", name),
        at(netns, "-json", "-4", "route", "show", "default", "dev", name),
        at(netns, "-json", "-6", "route", "show", "default", "dev", name),
    ]


def parse(netns: str, outputs: list[str]) -> Link:
    """The device that the commands of C<reads> show."""
    links, *routes = (json.loads(output or "[]") for output in outputs)
    (link,) = (entry for entry in links if entry)
    addresses = [a for a in link.get("addr_info", []) if a.get("scope") == "global"]
    return Link(
        netns=netns,
        mac=link["address"],
        mtu=link["mtu"],
        up="UP" in link["flags"],
        addresses=tuple(f"{a['local']}/{a['prefixlen']}" for a in addresses),
        gateways=tuple(route["gateway"] for family in routes for route in family if "gateway" in route),
    )


def plan(name: str, wanted: Link, now: Link, namespaces: list[str]) -> tuple[list[Command], Link]:
    """Commands that make the device as wanted, and what it is then.

    :param namespaces: those that exist.
    """
    commands: list[Command] = []
    if wanted.netns and wanted.netns not in namespaces:
        commands += [["netns", "add", wanted.netns], at(wanted.netns, "link", "set", "dev", "lo", "up")]
    if wanted.netns is not None and wanted.netns != now.netns:
        commands.append(at(now.netns or "", "link", "set", "dev", name, "netns", wanted.netns or "1"))
        now = replace(now, netns=wanted.netns, up=False, addresses=(), gateways=())  # the kernel's way of moving it
    netns = now.netns or ""

    def change(*arguments: str) -> None:
        commands.append(at(netns, *arguments, "dev", name))

    if wanted.mac is not None and wanted.mac != now.mac:
        commands.append(at(netns, "link", "set", "dev", name, "address", wanted.mac))
    if wanted.mtu is not None and wanted.mtu != now.mtu:
        commands.append(at(netns, "link", "set", "dev", name, "mtu", str(wanted.mtu)))
    gateways, addresses = now.gateways or (), now.addresses or ()
    lost = False  # with an address the kernel takes others of its network away, and routes with the last one
    if wanted.gateways is not None:
        for gateway in sorted({*gateways} - {*wanted.gateways}):
            change("route", "delete", "default", "via", gateway)
    if wanted.addresses is not None:
        for address in [a for a in reversed(addresses) if a not in wanted.addresses]:
            change("address", "delete", address)
            lost = True
        for address in [a for a in wanted.addresses if lost or a not in addresses]:
            change("address", "replace", address, *(["nodad"] if ":" in address else []))
    if wanted.up is not None and wanted.up != now.up:
        commands.append(at(netns, "link", "set", "dev", name, "up" if wanted.up else "down"))
    if wanted.gateways is not None:
        for gateway in [g for g in wanted.gateways if lost or g not in gateways]:
            change("route", "replace", "default", "via", gateway)
    asked: Mapping[str, Any] = {n: v for n, v in vars(wanted).items() if v is not None}
    return commands, replace(now, **asked)


# devices that the kernel itself puts into every namespace
_EVERYWHERE = {"lo", "erspan0", "gre0", "gretap0", "ip6_vti0", "ip6gre0", "ip6tnl0", "ip_vti0", "sit0", "tunl0"}


def others(output: str, name: str) -> list[str]:
    """The devices beside C<name> that C<ip -json link show> lists in a namespace."""
    return sorted(link["ifname"] for link in json.loads(output or "[]") if link["ifname"] not in {name, *_EVERYWHERE})
