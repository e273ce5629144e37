# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for bridges and their ports. Pure: rows in, operations out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._model import _chassis_values as values
from .._ovsdb._client import map_mutations
from .._ovsdb._errors import Conflict, InvalidValue
from ._vswitch import Snapshot

Operation = dict[str, Any]

_TYPES = ("datapath_type", "fail_mode")


def checked(bridges: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The bridges with canonical values.

    :raises InvalidValue: a name or an address is none, or an interface is to be on two bridges.
    """
    seen: dict[str, str] = {}
    result: list[Mapping[str, Any]] = []
    for bridge in bridges:
        try:
            name = values.interface(bridge["name"])
            interfaces = [values.interface(interface) for interface in bridge.get("interfaces") or []]
            mac = values.mac(bridge["mac"]) if bridge.get("mac") else None
            for interface in [name, *interfaces]:
                if interface in seen:
                    raise ValueError(f'"{interface}" is given twice, for {seen[interface]} and for {name}')
                seen[interface] = name
        except ValueError as e:
            raise InvalidValue(f"bridges: {e}", table="Bridge", object=bridge["name"]) from e
        result.append({**bridge, "interfaces": interfaces, "mac": mac})
    return result


def reads(bridges: list[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """The names of bridges and of ports that the plan has to know."""
    return [b["name"] for b in bridges], [i for b in bridges for i in b["interfaces"]]


def plan(bridges: list[Mapping[str, Any]], now: Snapshot) -> tuple[list[Operation], dict[str, Any], dict[str, Any]]:
    """Operations that make bridges and put interfaces on them, or remove bridges. Also what was and what will be."""
    operations: list[Operation] = []
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for number, bridge in enumerate(bridges):
        name = bridge["name"]
        row = now.rows["Bridge"].get(name)
        if bridge.get("state") == "absent":
            if row:
                before[name] = {"name": name}
                operations.append(_root([["bridges", "delete", ["uuid", row["_uuid"]]]]))
            continue
        missing = [i for i in bridge["interfaces"] if not _has(now, name, i)]
        wanted = _columns(bridge)
        if row:
            before[name] = {
                **_shown(row, bridge),
                "interfaces": [i for i in bridge["interfaces"] if i not in missing],
            }
            operations += _update(name, row, wanted)
        ports = [_port(interface, f"b{number}p{index}") for index, interface in enumerate(missing)]
        operations += [operation for pair in ports for operation in pair]
        uuids = [["named-uuid", f"b{number}p{index}"] for index in range(len(missing))]
        if row is None:
            operations += _create(name, wanted, uuids, f"b{number}")
        elif uuids:
            operations.append(_mutate("Bridge", name, [["ports", "insert", ["set", uuids]]]))
        after[name] = {**_shown({**(row or {}), **wanted}, bridge), "interfaces": bridge["interfaces"]}
    return operations, before, after


def _has(now: Snapshot, bridge: str, port: str) -> bool:
    """Whether the bridge has the port; a port of another bridge is not taken from it."""
    other = now.bridge_of.get(port)
    if other not in (None, bridge):
        raise Conflict(
            f"bridges: {port} belongs to bridge {other}; take it off there first (ovs-vsctl del-port {other} {port}) or leave it out of {bridge}",
            table="Bridge",
            column="ports",
            object=bridge,
        )
    return other == bridge


def _columns(bridge: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that the bridge's options ask for, native."""
    columns = {column: bridge[column] for column in _TYPES if bridge.get(column)}
    if bridge.get("mac"):
        columns["other_config"] = {"hwaddr": bridge["mac"]}
    return columns


def _shown(row: Mapping[str, Any], bridge: Mapping[str, Any]) -> dict[str, Any]:
    shown = {column: row.get(column) for column in _TYPES if bridge.get(column)}
    if bridge.get("mac"):
        shown["mac"] = (row.get("other_config") or {}).get("hwaddr")
    return shown


def _update(name: str, row: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Operation]:
    changed = {column: wanted[column] for column in _TYPES if column in wanted and wanted[column] != row[column]}
    operations = []
    if changed:
        operations.append({"op": "update", "table": "Bridge", "where": [["name", "==", name]], "row": changed})
    hwaddr = wanted.get("other_config", {}).get("hwaddr")
    if hwaddr and hwaddr != row["other_config"].get("hwaddr"):
        operations.append(_mutate("Bridge", name, map_mutations("other_config", row["other_config"], {"hwaddr": hwaddr})))
    return operations


def _create(name: str, wanted: Mapping[str, Any], ports: list[list[str]], symbol: str) -> list[Operation]:
    row: dict[str, Any] = {"name": name, **wanted, "ports": ["set", [["named-uuid", f"{symbol}local"], *ports]]}
    if "other_config" in row:
        row["other_config"] = ["map", [[k, v] for k, v in row["other_config"].items()]]
    return [
        *_port(name, f"{symbol}local", "internal"),
        {"op": "insert", "table": "Bridge", "uuid-name": symbol, "row": row},
        _root([["bridges", "insert", ["named-uuid", symbol]]]),
    ]


def _port(name: str, symbol: str, kind: str = "", **columns: Any) -> list[Operation]:
    """A port with one interface of the same name; it lives only once a bridge has it."""
    return [
        {
            "op": "insert",
            "table": "Interface",
            "uuid-name": f"{symbol}i",
            "row": {"name": name, "type": kind, **columns},
        },
        {
            "op": "insert",
            "table": "Port",
            "uuid-name": symbol,
            "row": {"name": name, "interfaces": ["named-uuid", f"{symbol}i"]},
        },
    ]


def plug(bridge: str, name: str, kind: str, **columns: Any) -> list[Operation]:
    """Operations that put a new interface on a bridge; C<columns> are the interface's, on the wire."""
    return [
        *_port(name, "port", kind, **columns),
        _mutate("Bridge", bridge, [["ports", "insert", ["named-uuid", "port"]]]),
    ]


def unplug(bridge: str, port_uuid: str) -> Operation:
    """The operation that takes a port off its bridge; the server then removes it and its interface."""
    return _mutate("Bridge", bridge, [["ports", "delete", ["uuid", port_uuid]]])


def _mutate(table: str, name: str, mutations: list[list[Any]]) -> Operation:
    return {"op": "mutate", "table": table, "where": [["name", "==", name]], "mutations": mutations}


def _root(mutations: list[list[Any]]) -> Operation:
    return {"op": "mutate", "table": "Open_vSwitch", "where": [], "mutations": mutations}
