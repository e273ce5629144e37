# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expectations about who reaches whom, and the single packets that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

from .._ovsdb._errors import InvalidValue, NotFound
from ._addressing import Request
from ._network import Network, Row, addresses
from ._packet import PORTED

ENDS = ("ports", "switches", "port_groups", "addresses")


@dataclass(frozen=True)
class End:
    """Who sends or receives: a port, or an address that belongs to no port or to one that is not looked for."""

    port: Optional[str]
    address: Optional[str] = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self.address or self.port or ""


@dataclass(frozen=True)
class Check:
    """One packet, and what is expected to become of it. C<number> is that of its expectation, C<target> the port that is to receive it."""

    number: int
    name: str
    request: Request
    expect: str
    target: Optional[str]

    @property
    def title(self) -> str:
        """The packet in a few words."""
        port = f"/{self.request.destination_port}" if self.request.destination_port else ""
        return f"{self.request.sender} to {self.request.to} {self.request.protocol}{port}"


def expand(network: Network, expectations: list[Row]) -> tuple[list[Check], list[str]]:
    """The packets of all expectations, and the ports that were left out, since they have no address, with their reason.

    :raises InvalidValue: an expectation stands for nothing, or has no sense.
    :raises NotFound: no such port, switch, group or address.
    """
    checks: list[Check] = []
    skipped: dict[str, None] = {}
    for number, entry in enumerate(expectations):
        where = f"expectations[{number}]"
        version = entry.get("ip_version")
        senders, without = _ends(network, entry["from"], f"{where}.from", version, sending=True)
        receivers, also = _ends(network, entry["to"], f"{where}.to", version, sending=False)
        skipped.update(dict.fromkeys([*without, *also]))
        name = entry.get("name") or f"{where}: {entry['expect']}"
        protocol, ports = entry["protocol"], entry.get("destination_ports") or [None]
        if protocol in PORTED and ports == [None]:
            raise InvalidValue(f"{where}.destination_ports: packets of {protocol} need one at least")
        found = [
            Check(
                number,
                name,
                Request(
                    sender.port or "",
                    receiver.address or receiver.port,
                    protocol,
                    destination_port=port,
                    ip_version=version,
                    source=entry.get("source") or sender.address,
                    source_mac=entry.get("source_mac"),
                    gateway=entry.get("gateway"),
                ),
                entry["expect"],
                None if receiver.address else receiver.port,
            )
            for sender in senders
            for receiver in receivers
            if sender.port != receiver.port
            for port in ports
        ]
        if not found:
            raise InvalidValue(f"{where}: there is nothing to check: from and to give no pair of ports with addresses")
        for check in found:
            check.request.check()
        checks += found
    return checks, list(skipped)


def _ends(network: Network, given: Optional[dict[str, Any]], where: str, version: Optional[int], sending: bool) -> tuple[list[End], list[str]]:
    """The ends that a part of an expectation names, each once, and the ports that cannot be one."""
    lists = {kind: (given or {}).get(kind) or [] for kind in ENDS}
    if not any(lists.values()):
        raise InvalidValue(f"{where}: give {', '.join(ENDS[:-1])} or {ENDS[-1]}")
    found = [End(network.port(name, f"{where}.ports")["logical_port"]) for name in lists["ports"]]
    rows = [row for name in lists["switches"] for row in network.of_switch(name)]
    rows += [row for name in lists["port_groups"] for port in network.of_group(name) if (row := network.find(port))]
    skipped = []
    for row in sorted(rows, key=lambda row: str(row["logical_port"])):
        if row["type"] in ("", "virtual", "external", "localport"):  # the others are no hosts
            if any(address.ip and version in (None, address.version) for address in addresses(row)):
                found.append(End(row["logical_port"]))
            else:
                skipped.append(f"{row['logical_port']} has no {f'IPv{version}' if version else 'IP'} address in the Southbound")
    for address in lists["addresses"]:
        found += _senders(network, address, where) if sending else [End(None, address)]
    return list(dict.fromkeys(found)), skipped


def _senders(network: Network, address: str, where: str) -> list[End]:
    """The ports that have an address."""
    rows = network.with_address(address)
    if not rows:
        raise NotFound(f"{where}.addresses: no port has the address {address}", table="Port_Binding", object=address)
    return [End(row["logical_port"], address) for row in rows]
