# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets as bytes, put into a port of a chassis without a kernel datapath, and looked for at the others, as OVN's own tests do."""

from __future__ import annotations

import socket
import struct
import time
from typing import Any

from ansible_collections.northbound.ovn.tests.support.ovn import Chassis
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.rpc import Rpc

_PROTOCOLS = {"tcp": 6, "udp": 17, "icmp": 1, "icmp6": 58}
_FILE_HEADER, _PACKET_HEADER = 24, 16  # of a pcap file


def _checksum(data: bytes) -> int:
    total = sum(struct.unpack(f"!{(len(data) + 1) // 2}H", data + b"\0" * (len(data) % 2)))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def packet(fields: dict[str, Any], payload: bytes) -> bytes:
    """The bytes of a packet that the module trace has described."""
    six = ":" in fields["source"]
    family = socket.AF_INET6 if six else socket.AF_INET
    source, destination = (socket.inet_pton(family, fields[name]) for name in ("source", "destination"))
    protocol = _PROTOCOLS["icmp6" if six and fields["protocol"] == "icmp" else fields["protocol"]]
    body = _body(fields, payload, six)
    pseudo = source + destination + (struct.pack("!I3xB", len(body), protocol) if six else struct.pack("!BBH", 0, protocol, len(body)))
    place = {6: 16, 17: 6}.get(protocol, 2)
    checksum = _checksum(body if protocol == 1 else pseudo + body)
    body = body[:place] + struct.pack("!H", checksum) + body[place + 2 :]
    if six:
        header = struct.pack("!IHBB", 6 << 28, len(body), protocol, fields["ttl"]) + source + destination
    else:
        header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 1, 0, fields["ttl"], protocol, 0) + source + destination
        header = header[:10] + struct.pack("!H", _checksum(header)) + header[12:]
    macs = b"".join(bytes.fromhex(fields[name].replace(":", "")) for name in ("destination_mac", "source_mac"))
    return macs + struct.pack("!H", 0x86DD if six else 0x0800) + header + body


def _body(fields: dict[str, Any], payload: bytes, six: bool) -> bytes:
    ports = (fields["source_port"], fields["destination_port"])
    if fields["protocol"] == "tcp":
        return struct.pack("!HHIIBBHHH", *ports, 1, 0, 5 << 4, 2, 65535, 0, 0) + payload  # SYN
    if fields["protocol"] == "udp":
        return struct.pack("!HHHH", *ports, 8 + len(payload), 0) + payload
    return struct.pack("!BBHHH", 128 if six else 8, 0, 0, 7, 1) + payload


class Wire:
    """The ports of a chassis, whose outgoing packets are recorded."""

    def __init__(self, chassis: Chassis, ports: list[str]) -> None:
        self._folder = chassis.folder
        self._files = {port: chassis.folder / f"{port}.pcap" for port in ports}
        for port, path in self._files.items():
            chassis.ovs.ctl("set", "Interface", port, f"options:tx_pcap={path}")
        wait_for(lambda: all(path.exists() for path in self._files.values()), "the ports record what they send")
        (control,) = chassis.folder.glob("ovs-vswitchd.*.ctl")
        self._rpc = Rpc(control)

    def close(self) -> None:
        """Let go of the switch."""
        self._rpc.close()

    def send(self, port: str, data: bytes) -> None:
        """A packet that the host at a port sends."""
        self._rpc.call("netdev-dummy/receive", port, data.hex())

    def seen(self, port: str) -> list[bytes]:
        """What the host at a port has got since the beginning."""
        data = self._files[port].read_bytes()[_FILE_HEADER:]
        packets = []
        while len(data) >= _PACKET_HEADER:
            (length,) = struct.unpack("=I", data[8:12])
            packets.append(data[_PACKET_HEADER : _PACKET_HEADER + length])
            data = data[_PACKET_HEADER + length :]
        return packets

    def with_payload(self, payload: bytes) -> set[str]:
        """The ports that have got a packet with this payload."""
        return {port for port in self._files if any(payload in found for found in self.seen(port))}

    def settle(self, seconds: float = 0.3) -> None:
        """Wait until no port has got anything for a while."""
        count, since = -1, time.monotonic()
        while time.monotonic() - since < seconds:
            now = sum(path.stat().st_size for path in self._files.values())
            if now != count:
                count, since = now, time.monotonic()
            time.sleep(0.02)
