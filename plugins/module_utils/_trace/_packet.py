# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A packet as fields, and as the microflow that ovn-trace wants."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import Optional

with contextlib.suppress(ImportError):  # a module says what is missing once it runs; documentation needs no library
    import netaddr

from .._ovsdb._errors import InvalidValue

PORTED = ("tcp", "udp", "sctp")
PROTOCOLS = (*PORTED, "icmp", "arp", "dhcp", "ip")
EPHEMERAL = 49152  # the first port that clients use by themselves (IANA)
BROADCAST = "ff:ff:ff:ff:ff:ff"
_DHCP = {4: (68, 67), 6: (546, 547)}


@dataclass(frozen=True)
class Packet:
    """What is sent. C<protocol> is one of C<PROTOCOLS>; C<arp> is a neighbor solicitation in IPv6."""

    inport: str
    version: int  # of IP
    source_mac: str
    destination_mac: str
    source: str
    destination: str
    protocol: str
    source_port: Optional[int] = None
    destination_port: Optional[int] = None
    vlan: Optional[int] = None
    ttl: int = 64

    def microflow(self) -> str:
        """The packet as an expression of OVN's match language."""
        terms = [f"inport == {json.dumps(self.inport, ensure_ascii=False)}", f"eth.src == {self.source_mac}", f"eth.dst == {self.destination_mac}"]
        if self.vlan is not None:
            terms.append(f"vlan.present && vlan.vid == {self.vlan}")
        return " && ".join([*terms, *self._layer3(), *self._layer4()])

    def _layer3(self) -> list[str]:
        if self.protocol == "arp" and self.version == 4:
            hardware = f"arp.sha == {self.source_mac} && arp.tha == 00:00:00:00:00:00"
            return [f"arp.op == 1 && {hardware} && arp.spa == {self.source} && arp.tpa == {self.destination}"]
        if self.protocol == "arp":
            target = netaddr.IPAddress(self.destination)
            group = netaddr.IPAddress((0xFF0200000000000000000001FF << 24) | (int(target) & 0xFFFFFF))
            return [f"ip6.src == {self.source} && ip6.dst == {group} && ip.ttl == 255", f"nd_ns && nd.target == {target} && nd.sll == {self.source_mac}"]
        return [f"ip{self.version}.src == {self.source} && ip{self.version}.dst == {self.destination} && ip.ttl == {self.ttl}"]

    def _layer4(self) -> list[str]:
        if self.protocol == "icmp":
            return [f"icmp{self.version}.type == {8 if self.version == 4 else 128} && icmp{self.version}.code == 0"]
        if self.protocol == "dhcp":
            client, server = _DHCP[self.version]
            return [f"udp.src == {client} && udp.dst == {server}"]
        if self.protocol in PORTED:
            return [f"{self.protocol}.src == {self.source_port or EPHEMERAL} && {self.protocol}.dst == {self.destination_port}"]
        return []


def check_ports(protocol: str, source_port: Optional[int], destination_port: Optional[int]) -> None:
    """Refuse port numbers that the protocol has not, and the lack of those that it has.

    :raises InvalidValue: they do not fit.
    """
    if protocol in PORTED and destination_port is None:
        raise InvalidValue(f"destination_port: a packet of {protocol} needs one")
    for name, number in (("source_port", source_port), ("destination_port", destination_port)):
        if number is not None and protocol not in PORTED:
            raise InvalidValue(f"{name}: a packet of {protocol} has none; set protocol to one of {', '.join(PORTED)}")
        if number is not None and not 0 < number < 65536:
            raise InvalidValue(f"{name}: {number} is not between 1 and 65535")


def group_mac(destination: str) -> Optional[str]:
    """The MAC address that belongs to an IP address of a group or to broadcast; C<None> for that of a single host."""
    address = netaddr.IPAddress(destination)
    if destination == "255.255.255.255":
        return BROADCAST
    if not address.is_multicast():
        return None
    value = 0x01005E000000 | (int(address) & 0x7FFFFF) if address.version == 4 else 0x333300000000 | (int(address) & 0xFFFFFFFF)
    return ":".join(f"{value:012x}"[position : position + 2] for position in range(0, 12, 2))
