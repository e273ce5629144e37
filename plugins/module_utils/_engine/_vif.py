# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for a workload's interface on the integration bridge. Pure: rows in, operations out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable, Optional

from .._model import _chassis_values as values
from .._model import _syntax
from .._ovsdb._client import Client, Select, guard, map_mutations
from .._ovsdb._errors import Conflict, InvalidValue, NotFound
from ._bridges import plug, unplug
from ._link import Link
from ._vswitch import Attempt, Snapshot, notify, read

DEVICE = ("netns", "mac", "mtu", "addresses", "gateways")  # options of a device that the module makes itself
DAEMON_KEYS = ("iface-id", "ovn-installed", "ovn-installed-ts")


@dataclass(frozen=True)
class Vif:
    """What the module's options ask for, checked."""

    name: str
    kind: str
    iface_id: str
    bridge: Optional[str]
    external_ids: Mapping[str, Optional[str]]
    link: Link


def checked(params: Mapping[str, Any]) -> Vif:
    """The options as they are used.

    :raises InvalidValue: names the option, the value and what to do.
    """
    checks: dict[str, Callable[[Any], Any]] = {
        "name": values.interface,
        "bridge": values.interface,
        "mac": values.mac,
        "netns": _namespace,
        "addresses": lambda value: tuple(_syntax.interface(item) for item in value),
        "gateways": lambda value: tuple(values.ip(item) for item in value),
        "mtu": _mtu,
        "external_ids": _external_ids,
    }
    result = dict(params)
    for option, check in checks.items():
        if params.get(option) is not None:
            try:
                result[option] = check(params[option])
            except ValueError as e:
                raise _invalid(option, str(e)) from e
    if params["state"] == "present" and not params.get("iface_id"):
        raise _invalid("iface_id", "empty; give the name of the logical switch port")
    given = [option for option in DEVICE if params.get(option) is not None]
    internal = params["type"] == "internal"
    if given and not internal and params["state"] == "present":
        raise _invalid(given[0], "only for type internal; the device of another type belongs to its workload, which configures it")
    wanted = Link(up=params["up"], **{option: result.get(option) for option in DEVICE}) if internal else Link()
    kind = "internal" if internal else ""
    return Vif(result["name"], kind, params.get("iface_id") or "", result.get("bridge"), result.get("external_ids") or {}, wanted)


def _namespace(value: str) -> str:
    if "/" in value or value in (".", "..") or any(c.isspace() for c in value):
        raise ValueError(f'"{value}" cannot name a network namespace: use neither slash nor blank')
    return value


def _mtu(value: int) -> int:
    if not 68 <= value <= 65535:
        raise ValueError(f'"{value}" is not in 68 to 65535')
    return value


def _external_ids(value: Mapping[str, Any]) -> dict[str, Optional[str]]:
    for key in DAEMON_KEYS:
        if key in value:
            raise ValueError(f'"{key}" is {"given by iface_id" if key == "iface-id" else "written by ovn-controller"}; leave it out')
    return {key: None if item is None else _syntax.map_text(item) for key, item in value.items()}


@dataclass(frozen=True)
class Found:
    """What there is: the rows by name, the integration bridge, and who else has the port's name."""

    snapshot: Snapshot
    bridge: str
    interface: Optional[Mapping[str, Any]]
    port: Optional[Mapping[str, Any]]

    @property
    def stamp(self) -> Optional[str]:
        """When the interface was installed last."""
        return self.interface["external_ids"].get("ovn-installed-ts") if self.interface else None


def find(client: Client, vif: Vif) -> Found:
    """Read the rows that the plan needs.

    :raises Conflict: the port is on another bridge, or another interface is plugged into the logical port.
    """
    bridge = vif.bridge
    if bridge is None:
        keys = read(client).root["external_ids"]
        bridge = keys.get(f"ovn-bridge-{keys.get('system-id')}", keys.get("ovn-bridge", "br-int"))
    snapshot = read(client, [bridge], [vif.name])
    other = snapshot.bridge_of.get(vif.name)
    if other not in (None, bridge):
        raise Conflict(f"name: {vif.name} is a port of bridge {other}, not of {bridge}; choose another name", table="Port", object=vif.name)
    if vif.iface_id:
        same = Select("Interface", (("external_ids", "includes", ["map", [["iface-id", vif.iface_id]]]),), ("name",))
        rows = client.select(same)[0]
        snapshot.guards.append(guard(same, rows))
        taken = sorted(row["name"] for row in rows if row["name"] != vif.name)
        if taken:
            raise Conflict(
                f"iface_id: {vif.iface_id} is plugged in as interface {taken[0]} already; unplug that first, or give it another iface_id",
                table="Interface",
                object=vif.name,
            )
    return Found(snapshot, bridge, snapshot.rows["Interface"].get(vif.name), snapshot.rows["Port"].get(vif.name))


def present(vif: Vif, found: Found) -> Attempt:
    """Plug it in, or change what is different."""
    wanted: dict[str, Optional[str]] = {**vif.external_ids, "iface-id": vif.iface_id}
    row = found.interface
    if found.bridge not in found.snapshot.rows["Bridge"]:
        raise NotFound(f"bridge: there is no {found.bridge}; does ovn-controller run on this host?", table="Bridge", object=found.bridge)
    if row and row["type"] != vif.kind:
        raise Conflict(
            f"type: {vif.name} is an interface of type {row['type'] or 'system'}; unplug it first (state: absent)", table="Interface", object=vif.name
        )
    now = row["external_ids"] if row else {}
    mutations = map_mutations("external_ids", now, {k: v for k, v in wanted.items() if now.get(k) != v})
    merged = {k: v for k, v in {**now, **wanted}.items() if v is not None}
    operations: list[dict[str, Any]] = []
    if row is None:
        operations = plug(found.bridge, vif.name, vif.kind, external_ids=["map", [[k, v] for k, v in sorted(merged.items())]])
    elif mutations:
        operations = [{"op": "mutate", "table": "Interface", "where": [["name", "==", vif.name]], "mutations": mutations}]
    before = {"bridge": found.bridge, "external_ids": {k: now[k] for k in sorted(wanted) if k in now}} if row else {}
    after = {"bridge": found.bridge, "external_ids": {k: v for k, v in sorted(wanted.items()) if v is not None}}
    shown = {"name": vif.name, "bridge": found.bridge, "type": vif.kind or "system", "iface_id": vif.iface_id, "external_ids": merged}
    return Attempt([*found.snapshot.guards, *operations, *notify()] if operations else [], before, after, shown)


def absent(found: Found) -> Attempt:
    """Unplug it."""
    if not found.port:
        return Attempt([], {}, {}, {})
    row = found.interface or {"external_ids": {}}
    operations = [*found.snapshot.guards, unplug(found.bridge, found.port["_uuid"]), *notify()]
    return Attempt(operations, {"bridge": found.bridge, "external_ids": dict(sorted(row["external_ids"].items()))}, {}, {})


def _invalid(option: str, reason: str) -> InvalidValue:
    return InvalidValue(f"{option}: {reason}", table="Interface", object=option)
