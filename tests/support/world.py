# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small network with a row in every table that others refer to, so that any reference can be given by name."""

from __future__ import annotations

from typing import Any

from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb

Row = dict[str, Any]


def _set(*names: str) -> list[Any]:
    return ["set", [["named-uuid", name] for name in names]]


# table, symbolic uuid, columns
_ROWS: list[tuple[str, str, Row]] = [
    ("Logical_Switch_Port", "web1", {"name": "web-1"}),
    ("Logical_Switch_Port", "web2", {"name": "web-2"}),
    ("Logical_Switch", "web", {"name": "web", "ports": _set("web1", "web2")}),
    ("Logical_Switch", "app", {"name": "app"}),
    ("Logical_Router_Port", "wan", {"name": "edge-wan", "mac": "02:00:00:00:01:01", "networks": "192.0.2.1/24"}),
    ("Logical_Router", "edge", {"name": "edge", "ports": _set("wan")}),
    ("Logical_Router", "core", {"name": "core"}),
    ("Port_Group", "group", {"name": "group"}),
    ("Address_Set", "admins", {"name": "admins"}),
    ("Load_Balancer", "www", {"name": "www"}),
    ("Load_Balancer", "dns", {"name": "dns"}),
    ("Load_Balancer_Group", "balancers", {"name": "balancers"}),
    ("Copp", "copp", {"name": "limits"}),
    ("DHCP_Options", "dhcp", {"cidr": "10.1.0.0/24", "external_ids": ["map", [["northbound.ovn:name", "leases"]]]}),
    ("DNS", "zone", {"external_ids": ["map", [["northbound.ovn:name", "zone"]]]}),
    ("HA_Chassis_Group", "ha", {"name": "gateways"}),
    ("BFD", "bfd", {"logical_port": "edge-wan", "dst_ip": "192.0.2.254"}),
    ("Mirror", "mirror", {"name": "tap", "type": "gre", "filter": "to-lport", "sink": "192.0.2.9", "index": 1}),
    ("DHCP_Relay", "relay", {"name": "relay", "servers": "192.0.2.8"}),
    ("Sample_Collector", "collector", {"name": "ipfix", "id": 137, "set_id": 1, "probability": 100}),
    ("Network_Function", "nf", {"name": "firewall", "id": 137, "inport": ["named-uuid", "web1"], "outport": ["named-uuid", "web2"]}),
    ("Network_Function_Group", "nfg", {"name": "firewalls", "id": 137, "mode": "inline", "network_function": _set("nf")}),
]
# The names by which tasks call them.
NAMES: dict[str, list[str]] = {
    "Logical_Switch": ["web", "app"],
    "Logical_Switch_Port": ["web-1", "web-2"],
    "Logical_Router": ["edge", "core"],
    "Logical_Router_Port": ["edge-wan"],
    "Port_Group": ["group"],
    "Address_Set": ["admins"],
    "Load_Balancer": ["www", "dns"],
    "Load_Balancer_Group": ["balancers"],
    "Copp": ["limits"],
    "DHCP_Options": ["leases"],
    "DNS": ["zone"],
    "HA_Chassis_Group": ["gateways"],
    "BFD": ["edge-wan 192.0.2.254"],
    "Mirror": ["tap"],
    "DHCP_Relay": ["relay"],
    "Sample_Collector": ["ipfix"],
    "Network_Function": ["firewall"],
    "Network_Function_Group": ["firewalls"],
}


def build(db: Ovsdb) -> None:
    """Make the database hold this network, as far as its release has the tables, and nothing else."""
    db.wipe()
    operations = [{"op": "insert", "table": t, "uuid-name": name, "row": row} for t, name, row in _ROWS if t in db.schema["tables"]]
    db.transact(*operations)
