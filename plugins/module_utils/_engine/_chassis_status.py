# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a chassis is what its keys say: what to read for it, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._ovsdb._client import Client, Select
from .._ovsdb._errors import NotFound

Status = dict[str, Any]


def local(client: Client) -> Status:
    """The chassis's keys and bridges."""
    rows, bridges = client.select(Select("Open_vSwitch", (), ("external_ids",)), Select("Bridge", (), ("name",)))
    if not rows:
        raise NotFound("the Open_vSwitch database has no row yet; start Open vSwitch", table="Open_vSwitch")
    keys = client.schema.column("Open_vSwitch", "external_ids").to_native(rows[0]["external_ids"])
    return {"external_ids": keys, "bridges": sorted(row["name"] for row in bridges)}


def wanted(keys: Mapping[str, str]) -> list[dict[str, str]]:
    """The tunnels that the keys ask for: every type with every address. A chassis's own value goes first."""
    chassis = keys.get("system-id", "")

    def items(key: str) -> list[str]:
        return [item for item in keys.get(f"{key}-{chassis}", keys.get(key, "")).split(",") if item]

    return [{"type": type_, "ip": ip} for type_ in items("ovn-encap-type") for ip in items("ovn-encap-ip")]


def southbound(client: Client, keys: Mapping[str, str]) -> Status:
    """What the Southbound has of this chassis, and who has its addresses."""
    name = keys.get("system-id", "")
    ips = sorted({encap["ip"] for encap in wanted(keys)})
    columns = ("type", "ip", "chassis_name")
    selects = [Select("Chassis", (("name", "==", name),), ("name",)), Select("Encap", (("chassis_name", "==", name),), columns)]
    chassis, own, *others = client.select(*selects, *(Select("Encap", (("ip", "==", ip),), columns) for ip in ips))
    return {"registered": bool(chassis), "encaps": own, "encaps_by_ip": [row for rows in others for row in rows]}


def number(label: str, text: str) -> int:
    """The number after a label in what a tool prints; 0 if it is not there."""
    match = re.search(rf"{re.escape(label)}(\d+)", text)
    return int(match[1]) if match else 0


def shown(status: Status) -> Status:
    """The status as a module returns it."""
    encaps = [{"type": e["type"], "ip": e["ip"]} for e in status.get("encaps", [])]
    names = ("external_ids", "bridges", "release", "connection", "controllers", "flows")
    return {**{n: status[n] for n in names}, "registered": status.get("registered", False), "encaps": sorted(encaps, key=str)}


def problems(status: Status) -> list[str]:
    """What is not as the keys say, in words, with what to do."""
    keys = status["external_ids"]
    name = keys.get("system-id", "")
    found = []
    for pair in keys.get("ovn-bridge-mappings", "").split(","):
        bridge = pair.partition(":")[2]
        if bridge and bridge not in status["bridges"]:
            found.append(f"ovn-bridge-mappings speaks of bridge {bridge}, which does not exist: make it, or take it out of the mapping.")
    if status["connection"] != "connected":
        found.append(
            f"ovn-controller is not connected to the Southbound ({keys.get('ovn-remote', 'no ovn-remote')}): {status['connection']}."
            " Check the address, the certificates and /var/log/ovn/ovn-controller.log."
        )
    elif not status["registered"]:
        found.append(
            f"The Southbound has no chassis {name}, although ovn-controller is connected. With role-based access control the CN"
            f" of this host's certificate must be {name}; ovn-encap-type and ovn-encap-ip must both be set;"
            f" {_taken(status)} See /var/log/ovn/ovn-controller.log."
        )
    else:
        missing = [e for e in wanted(keys) if not any(_same(e, row) for row in status["encaps"])]
        if missing:
            text = ", ".join(f"{e['type']} {e['ip']}" for e in missing)
            found.append(f"The chassis {name} is registered without {text}: its release of OVN may not have this type, or {_taken(status)}")
    if status["connection"] == "connected" and not (status["controllers"] and status["flows"]):
        bridge = keys.get("ovn-bridge", "br-int")
        found.append(
            f"ovn-controller has {status['controllers']} OpenFlow connections and {bridge} {status['flows']} flows:"
            " check that ovs-vswitchd runs (systemctl status ovs-vswitchd) and its datapath type."
        )
    return found


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return one["type"] == other["type"] and one["ip"] == other["ip"]


def _taken(status: Status) -> str:
    name = status["external_ids"].get("system-id", "")
    takers = sorted({(row["ip"], row["chassis_name"]) for row in status["encaps_by_ip"] if row["chassis_name"] != name})
    if takers:
        return " ".join(f"the address {ip} is registered by chassis {taker}." for ip, taker in takers)
    return "another chassis may have its address."
