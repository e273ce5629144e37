# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ports of the Southbound as far as packets between them need: their addresses, and the routers next to them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Optional

with contextlib.suppress(ImportError):  # a module says what is missing once it runs; documentation needs no library
    import netaddr

from .._engine._southbound import native_rows, where
from .._engine._southbound_ports import DATAPATHS, datapath_of, datapath_uuid
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import NotFound

Row = dict[str, Any]
PORTS = Select("Port_Binding", (), ("_uuid", "logical_port", "type", "datapath", "mac", "options", "chassis", "ha_chassis_group", "tag", "parent_port"))
GROUPS = Select("Port_Group", (), ("_uuid", "name", "ports"))


@dataclass(frozen=True)
class Address:
    """An address of a port; C<network> has the length of the prefix where that is known, which is so for routers."""

    mac: str
    ip: Optional[str]
    network: Any = None  # netaddr.IPNetwork

    @property
    def version(self) -> Optional[int]:
        """Of IP."""
        return None if self.ip is None else 6 if ":" in self.ip else 4


def is_address(text: str) -> bool:
    """Whether a text is an IP address."""
    return bool(netaddr.valid_ipv4(text, netaddr.INET_PTON) or netaddr.valid_ipv6(text))


def is_mac(text: str) -> bool:
    """Whether a text is a MAC address."""
    return len(text) == 17 and bool(netaddr.valid_mac(text))


def addresses(port: Row) -> list[Address]:
    """The addresses of a port binding, in the order in which they are configured."""
    found: list[Address] = []
    for entry in port["mac"]:
        words = entry.split()
        if not words or not is_mac(words[0]):
            continue  # unknown, router
        ips = [word for word in words[1:] if is_address(word.partition("/")[0])]
        found += [Address(words[0], str(netaddr.IPAddress(ip.partition("/")[0])), netaddr.IPNetwork(ip) if "/" in ip else None) for ip in ips]
        if not ips:
            found.append(Address(words[0], None))
    return found


def link_local(mac: str) -> str:
    """The IPv6 address that a host has on every link."""
    return str(netaddr.EUI(mac).ipv6_link_local())


class Network:
    """Port bindings and datapaths, each read once and only when needed."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._ports: dict[str, Optional[Row]] = {}
        self._datapaths: dict[str, Row] = {}
        self._members: dict[str, list[Row]] = {}
        self._macs: dict[str, dict[str, str]] = {}
        self._routers: dict[str, list[tuple[Row, list[Address]]]] = {}

    def find(self, name: str) -> Optional[Row]:
        """The port of this name, if there is one."""
        if name not in self._ports:
            (rows,) = native_rows(self._client, where(PORTS, "logical_port", name))
            self._ports[name] = rows[0] if rows else None
        return self._ports[name]

    def port(self, name: str, option: str) -> Row:
        """The port of this name.

        :raises NotFound: there is none; C<option> is where the name was given.
        """
        row = self.find(name)
        if row is None:
            raise NotFound(
                f"{option}: the Southbound has no port {name!r}: check the spelling, or wait until ovn-northd has compiled it (northbound.ovn.sync)",
                table="Port_Binding",
                object=name,
            )
        return row

    def datapath(self, uuid: str) -> tuple[str, str, Optional[str]]:
        """Name, C<switch> or C<router>, and uuid in the Northbound, of a datapath."""
        if uuid not in self._datapaths:
            (rows,) = native_rows(self._client, DATAPATHS)
            self._datapaths = {row["_uuid"]: row for row in rows}
        row = self._datapaths.get(uuid)
        return datapath_of(row) if row else ("", "", None)

    def datapath_names(self) -> dict[str, tuple[str, str]]:
        """Uuid in the Northbound to name and kind, for all datapaths."""
        self.datapath("")
        names = {}
        for row in self._datapaths.values():
            name, kind, uuid = datapath_of(row)
            names[uuid or row["_uuid"]] = (name, kind)
        return names

    def members(self, datapath: str) -> list[Row]:
        """The ports of a datapath."""
        if datapath not in self._members:
            (rows,) = native_rows(self._client, where(PORTS, "datapath", ["uuid", datapath]))
            self._members[datapath] = rows
            self._ports.update((row["logical_port"], row) for row in rows)
        return self._members[datapath]

    def of_switch(self, name: str) -> list[Row]:
        """The ports of a switch.

        :raises NotFound: there is no such switch.
        :raises Ambiguous: several have the name.
        """
        return self.members(datapath_uuid(self._client, "switch", name))

    def of_group(self, name: str) -> list[str]:
        """The names of the ports of a port group.

        :raises NotFound: there is no such group.
        """
        (rows,) = native_rows(self._client, GROUPS)
        # ovn-northd makes a group for each datapath: its name has the number of the datapath in front
        mine = [row for row in rows if row["name"] == name or (row["name"].partition("_")[0].isdigit() and row["name"].partition("_")[2] == name)]
        if not mine:
            raise NotFound(f"port_groups: the Southbound has no port group {name!r} with ports", table="Port_Group", object=name)
        return sorted({port for row in mine for port in row["ports"]})

    def with_address(self, ip: str) -> list[Row]:
        """The ports, of all switches, that have an IP address; not those of routers."""
        (rows,) = native_rows(self._client, PORTS)
        self._ports.update((row["logical_port"], row) for row in rows)
        return [row for row in rows if self.datapath(row["datapath"])[1] == "switch" and any(address.ip == ip for address in addresses(row))]

    def mac(self, datapath: str, ip: str) -> Optional[str]:
        """The MAC address of the port of a switch that has an IP address."""
        if datapath not in self._macs:
            found = [address for port in self.members(datapath) for address in addresses(port)]
            self._macs[datapath] = {address.ip: address.mac for address in reversed(found) if address.ip}
        return self._macs[datapath].get(ip)

    def routers(self, datapath: str) -> list[tuple[Row, list[Address]]]:
        """The router ports that a switch is attached to, with their addresses."""
        if datapath not in self._routers:
            peers = {row["options"].get("peer") for row in self.members(datapath) if row["type"] in ("patch", "l3gateway")} - {None}
            self._load(sorted(peers))
            rows = [self._ports[peer] for peer in sorted(peers)]
            self._routers[datapath] = [(row, addresses(row)) for row in rows if row]
        return self._routers[datapath]

    def _load(self, names: Iterable[str]) -> None:
        missing = [name for name in names if name not in self._ports]
        for name, rows in zip(missing, native_rows(self._client, *(where(PORTS, "logical_port", name) for name in missing)) if missing else ()):
            self._ports[name] = rows[0] if rows else None
