# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chassis as the Southbound knows them.

All is read in one transaction, and of Port_Binding only the gateway ports, which the server looks out. With 1000 chassis
and 100,000 port bindings that takes 0.3 s of processor time, server and client together. Counting the ports as well sends
two uuids for each and takes 1.2 s, so it is done only when asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Optional

from .._ovsdb._client import Client, Select
from ._names import MANY
from ._southbound import GLOBAL, HA_CHASSIS, HA_GROUPS, PRIVATE, Progress, Row, candidates, items, native_rows, of_uuid, pairs, where

CHASSIS = Select("Chassis", (), ("_uuid", "name", "hostname", "encaps", "transport_zones", "vtep_logical_switches", "external_ids", "other_config"))
ENCAPS = Select("Encap", (), ("_uuid", "type", "ip", "options"))
REDIRECTS = Select("Port_Binding", (("type", "==", "chassisredirect"),), ("_uuid", "logical_port", "type", "chassis", "ha_chassis_group"))
L3_GATEWAYS = Select("Port_Binding", (("type", "==", "l3gateway"),), ("_uuid", "logical_port", "type", "chassis", "options"))
# A select gives a row once, however many rows of the table look the same, so the count needs what tells them apart.
BOUND = Select("Port_Binding", (("chassis", "!=", ["set", []]),), ("_uuid", "chassis"))
ADDITIONAL = Select("Port_Binding", (("additional_chassis", "!=", ["set", []]),), ("_uuid", "additional_chassis"))

# Keys of Chassis.other_config that are not features of ovn-controller: copies of its settings, and what kind of chassis it is.
SETTINGS = {
    "datapath-type",
    "iface-types",
    "is-interconn",
    "is-remote",
    "is-vtep",
    "ovn-bridge-mappings",
    "ovn-chassis-mac-mappings",
    "ovn-cms-options",
    "ovn-enable-lflow-cache",
    "ovn-evpn-local-ip",
    "ovn-evpn-vxlan-ports",
    "ovn-limit-lflow-cache",
    "ovn-memlimit-lflow-cache-kb",
    "ovn-monitor-all",
    "ovn-trim-limit-lflow-cache",
    "ovn-trim-timeout-ms",
    "ovn-trim-wmark-perc-lflow-cache",
}


def chassis_info(client: Client, names: Optional[list[str]] = None, count_ports: bool = False) -> dict[str, Any]:
    """The chassis, sorted by name, and how far ovn-northd is.

    :param names: only these; those that do not exist are C<missing>.
    :param count_ports: count the ports that are bound to each.
    """
    wanted = None if names is None else set(names)
    chosen = [CHASSIS]
    counts = [BOUND, ADDITIONAL]
    if wanted is not None and len(wanted) <= MANY:
        chosen = [where(CHASSIS, "name", name) for name in sorted(wanted)]
        if count_ports:
            found = native_rows(client, *(where(Select("Chassis", (), ("_uuid",)), "name", name) for name in sorted(wanted)))
            uuids = [row["_uuid"] for rows in found for row in rows]
            chosen = [of_uuid(CHASSIS, uuid) for uuid in uuids]
            counts = [where(BOUND, "chassis", ["uuid", uuid]) for uuid in uuids] + [ADDITIONAL]
    shared = [GLOBAL, PRIVATE, ENCAPS, HA_GROUPS, HA_CHASSIS, REDIRECTS, L3_GATEWAYS]
    results = native_rows(client, *shared, *chosen, *(counts if count_ports else []))
    global_rows, private_rows, encaps, groups, members, redirects, l3_gateways = results[: len(shared)]
    rows = [row for result in results[len(shared) : len(shared) + len(chosen)] for row in result if wanted is None or row["name"] in wanted]
    ports = _count(row for result in results[len(shared) + len(chosen) :] for row in result)
    progress = Progress.of(global_rows, private_rows)
    tunnels = {row["_uuid"]: row for row in encaps}
    gateways = _gateways(redirects, l3_gateways, {row["_uuid"]: row for row in groups}, {row["_uuid"]: row for row in members})
    rows.sort(key=lambda row: str(row["name"]))
    return {
        "chassis": [{**_shown(row, tunnels, progress, gateways), "ports": ports[row["_uuid"]] if count_ports else None} for row in rows],
        "missing": sorted(wanted - {row["name"] for row in rows}) if wanted is not None else [],
        "stale": sorted(row["name"] for row in private_rows if not row["chassis"] and (wanted is None or row["name"] in wanted)),
        "nb_cfg": progress.nb_cfg,
        "northd_version": progress.northd_version,
    }


def _count(bindings: Iterable[Row]) -> Counter[str]:
    """How many ports each chassis has, as their main or an additional chassis."""
    return Counter(uuid for row in bindings for uuid in ([row["chassis"]] if "chassis" in row else row["additional_chassis"]))


def _gateways(redirects: list[Row], l3_gateways: list[Row], groups: dict[str, Row], members: dict[str, Row]) -> dict[str, list[Row]]:
    """Chassis to the gateway ports that it carries or may carry; by its uuid, or by its name where a port names it so."""
    found: dict[str, list[Row]] = {}
    for port in redirects:
        group = groups.get(port["ha_chassis_group"] or "")
        priorities = {entry["chassis"]: entry["priority"] for entry in candidates(group, members, {}) if entry["chassis"]} if group else {}
        # One that has been taken out of the group is shown for as long as it carries the port.
        for uuid in {*priorities, *([port["chassis"]] if port["chassis"] else [])}:
            found.setdefault(uuid, []).append(_gateway(port, uuid == port["chassis"], priorities.get(uuid), group["name"] if group else None))
    for port in l3_gateways:
        found.setdefault(port["options"].get("l3gateway-chassis", ""), []).append(_gateway(port, False, None, None))
        if port["chassis"]:
            found.setdefault(port["chassis"], []).append(_gateway(port, True, None, None))
    return found


def _gateway(port: Row, active: bool, priority: Optional[int], group: Optional[str]) -> Row:
    return {"port": port["logical_port"], "type": port["type"], "active": active, "priority": priority, "ha_chassis_group": group}


def _shown(row: Row, tunnels: dict[str, Row], progress: Progress, gateways: dict[str, list[Row]]) -> Row:
    """One chassis as a module returns it."""
    config = {**row["external_ids"], **row["other_config"]}  # controllers older than the databases we serve write the former
    reported = progress.reported.get(row["_uuid"], {})
    lag = progress.lag(row["_uuid"])
    encaps = [tunnels[uuid] for uuid in row["encaps"] if uuid in tunnels]
    own = {port["port"]: port for port in gateways.get(row["name"], []) + gateways.get(row["_uuid"], [])}
    return {
        "name": row["name"],
        "uuid": row["_uuid"],
        "hostname": row["hostname"],
        "encaps": sorted((_encap(encap) for encap in encaps), key=lambda encap: (encap["type"], encap["ip"])),
        "transport_zones": row["transport_zones"],
        "datapath_type": config.get("datapath-type"),
        "iface_types": sorted(items(config.get("iface-types"))),
        "bridge_mappings": pairs(config.get("ovn-bridge-mappings")),
        "mac_mappings": pairs(config.get("ovn-chassis-mac-mappings")),
        "cms_options": items(config.get("ovn-cms-options")),
        "is_interconn": config.get("is-interconn") == "true",
        "is_remote": config.get("is-remote") == "true",
        "is_vtep": config.get("is-vtep") == "true",
        "vtep_logical_switches": row["vtep_logical_switches"],
        "features": sorted(key for key, value in row["other_config"].items() if value == "true" and key not in SETTINGS),
        "external_ids": row["external_ids"],
        "nb_cfg": reported.get("nb_cfg"),
        "nb_cfg_timestamp": reported.get("nb_cfg_timestamp"),
        "lag": lag,
        "late": bool(lag),
        "gateway_ports": [own[name] for name in sorted(own)],
    }


def _encap(row: Row) -> Row:
    options = row["options"]
    return {"type": row["type"], "ip": row["ip"], "csum": options.get("csum") == "true" if "csum" in options else None, "options": options}
