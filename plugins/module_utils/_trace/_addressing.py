# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses the addresses of a packet as its sender would: its own, and the MAC address that ARP or ND would give it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Optional

with contextlib.suppress(ImportError):  # a module says what is missing once it runs; documentation needs no library
    import netaddr

from .._ovsdb._errors import Ambiguous, InvalidValue, NotFound
from ._network import Address, Network, Row, addresses, is_address, is_mac, link_local
from ._packet import BROADCAST, PROTOCOLS, Packet, check_ports, group_mac

_DHCP_SERVERS = "ff02::1:2"


@dataclass(frozen=True)
class Request:
    """A packet as somebody asks for it. What is C<None> is chosen."""

    sender: str
    to: Optional[str] = None
    protocol: str = "icmp"
    source_port: Optional[int] = None
    destination_port: Optional[int] = None
    ip_version: Optional[int] = None
    source: Optional[str] = None
    source_mac: Optional[str] = None
    destination_mac: Optional[str] = None
    gateway: Optional[str] = None
    vlan: Optional[int] = None
    ttl: int = 64

    def check(self) -> None:
        """Refuse what cannot be sent.

        :raises InvalidValue: an option is wrong or missing.
        """
        if self.protocol not in PROTOCOLS:
            raise InvalidValue(f"protocol: {self.protocol!r} is none of {', '.join(PROTOCOLS)}")
        check_ports(self.protocol, self.source_port, self.destination_port)
        if self.to is None and self.protocol != "dhcp":
            raise InvalidValue("to: give the port or the address that the packet is for")
        for name, mac in (("source_mac", self.source_mac), ("destination_mac", self.destination_mac)):
            if mac is not None and not is_mac(mac):
                raise InvalidValue(f"{name}: {mac!r} is not a MAC address such as 02:00:00:00:00:01")
        if self.source is not None and not is_address(self.source):
            raise InvalidValue(f"source: {self.source!r} is not an IP address")
        if self.vlan is not None and not 0 <= self.vlan < 4096:
            raise InvalidValue(f"vlan: {self.vlan} is not between 0 and 4095")
        if not 0 < self.ttl < 256:
            raise InvalidValue(f"ttl: {self.ttl} is not between 1 and 255")


def resolve(network: Network, request: Request, claimed: Callable[[str], bool]) -> Packet:
    """The packet with all addresses.

    :param claimed: tells whether a NAT rule or a load balancer has an address, for which routers answer then.
    :raises NotFound: no such port, or nobody has such an address.
    :raises InvalidValue: an address is missing and cannot be chosen.
    :raises Ambiguous: several routers may be meant.
    """
    request.check()
    sender = network.port(request.sender, "from")
    own = addresses(sender) if network.datapath(sender["datapath"])[1] == "switch" else []
    source_mac = request.source_mac or (own[0].mac if own else None)
    if source_mac is None:
        raise InvalidValue(f"source_mac: the port {request.sender} has no MAC address of its own; give source_mac")
    if request.protocol == "dhcp":
        return _dhcp(request, source_mac)
    destination, version = _destination(network, request, own)
    source = _source(request, own, version, destination)
    if request.destination_mac:
        mac = request.destination_mac
    elif request.protocol == "arp":
        mac = BROADCAST if version == 4 else _solicited(destination)
    else:
        mac = group_mac(destination) or _next_hop(network, request, sender, source, destination, claimed)
    return Packet(
        request.sender,
        version,
        source_mac.lower(),
        mac.lower(),
        source,
        destination,
        request.protocol,
        request.source_port,
        request.destination_port,
        request.vlan,
        request.ttl,
    )


def _dhcp(request: Request, mac: str) -> Packet:
    if request.ip_version == 6:
        destination = _DHCP_SERVERS
        return Packet(request.sender, 6, mac, group_mac(destination) or "", link_local(mac), destination, "dhcp", vlan=request.vlan, ttl=request.ttl)
    return Packet(request.sender, 4, mac, request.destination_mac or BROADCAST, "0.0.0.0", "255.255.255.255", "dhcp", vlan=request.vlan, ttl=request.ttl)


def _solicited(destination: str) -> str:
    return group_mac(str(netaddr.IPAddress((0xFF0200000000000000000001FF << 24) | (int(netaddr.IPAddress(destination)) & 0xFFFFFF)))) or ""


def _destination(network: Network, request: Request, own: list[Address]) -> tuple[str, int]:
    """The address that the packet is for, and its version of IP."""
    to = request.to or ""
    if is_address(to):
        address = netaddr.IPAddress(to)
        if request.ip_version not in (None, address.version):
            raise InvalidValue(f"to: {to} is no address of IPv{request.ip_version}")
        return str(address), int(address.version)
    target = addresses(network.port(to, "to"))
    versions = [request.ip_version] if request.ip_version else [4, 6]
    if request.source and not request.ip_version:
        versions = [int(netaddr.IPAddress(request.source).version)]
    elif own and not request.ip_version:  # of both, IPv4 first
        versions = [version for version in versions if any(address.version == version for address in own)] or versions
    for version in versions:
        for address in target:
            if address.version == version and address.ip:
                return address.ip, version
    words = " or ".join(f"IPv{version}" for version in versions)
    raise NotFound(f"to: the port {to} has no {words} address in the Southbound; give the address instead of the port", table="Port_Binding", object=to)


def _source(request: Request, own: list[Address], version: int, destination: str) -> str:
    if request.source:
        source = netaddr.IPAddress(request.source)
        if source.version != version:
            raise InvalidValue(f"source: {source} and {destination} are not of the same version of IP")
        return str(source)
    for address in own:
        if address.version == version and address.ip:
            return address.ip
    if version == 6 and own and netaddr.IPAddress(destination).is_link_local():
        return link_local(own[0].mac)
    raise InvalidValue(f"source: the port {request.sender} has no IPv{version} address of its own; give source")


def _next_hop(network: Network, request: Request, sender: Row, source: str, destination: str, claimed: Callable[[str], bool]) -> str:
    """The MAC address to which the sender would send: that of the destination, or of the router to it."""
    name, kind = network.datapath(sender["datapath"])[:2]
    if kind == "router":  # the packet comes in at this port of the router
        return addresses(sender)[0].mac
    mac = network.mac(sender["datapath"], destination)
    if mac:
        return mac
    routers = network.routers(sender["datapath"])
    for dummy, found in routers:
        if found and (any(address.ip == destination for address in found) or link_local(found[0].mac) == destination):
            return found[0].mac
    near = [(row, found) for row, found in routers if any(_holds(address, source) for address in found)]
    shared = [address for dummy, found in near for address in found if _holds(address, source) and _holds(address, destination)]
    if (shared or not routers) and not (routers and claimed(destination)):
        where = f"network {shared[0].network.cidr} of switch {name}" if shared else f"switch {name}, which has no router,"
        raise NotFound(
            f"to: nobody in the {where} has the address {destination}; give destination_mac if a host that OVN does not know has it",
            table="Port_Binding",
            object=destination,
        )
    return _one(request, near or routers, name)


def _holds(address: Address, ip: str) -> bool:
    return address.network is not None and netaddr.IPAddress(ip) in address.network


def _one(request: Request, routers: list[tuple[Row, list[Address]]], switch: str) -> str:
    """The MAC address of the router port to send to."""
    if request.gateway:
        wanted: list[tuple[Any, list[Address]]] = [
            (row, found) for row, found in routers if request.gateway in (row["logical_port"], row["options"].get("peer"), *(address.ip for address in found))
        ]
        if not wanted:
            raise NotFound(f"gateway: the switch {switch} has no router port {request.gateway!r} for this packet", table="Port_Binding", object=request.gateway)
        routers = wanted
    routers = [(row, found) for row, found in routers if found]
    if len(routers) > 1:
        names = ", ".join(row["logical_port"] for row, dummy in routers)
        raise Ambiguous(f"gateway: the switch {switch} has several routers ({names}); name the port of the one that the sender uses", details=names)
    if not routers:
        raise NotFound(f"to: the router of switch {switch} has no MAC address", table="Port_Binding", object=switch)
    return routers[0][1][0].mac
