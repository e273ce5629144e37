# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the rows of the Northbound from which ovn-northd made the logical flows that a packet met.

A logical flow carries the first 8 digits of the uuid of its row, in C<external_ids:stage-hint>. No server can be asked for
part of a uuid: the flows are asked for by their text, and of the tables that a flow may come from only the uuids are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Optional

from .._engine._southbound import native_rows, of_uuid
from .._ovsdb._client import Client, Select
from ._text import Step

Row = dict[str, Any]
FLOWS = Select("Logical_Flow", (), ("_uuid", "external_ids"))

# What the flows of a table are made from, by a piece of its name; the first that fits.
_TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("acl", ("ACL", "DHCP_Options")),
    ("qos", ("QoS",)),
    ("dhcp", ("DHCP_Options", "DHCP_Relay")),
    ("ip_routing", ("Logical_Router_Static_Route",)),
    ("lr_in_policy", ("Logical_Router_Policy",)),
    ("_lb", ("Load_Balancer",)),
    ("pre_stateful", ("Load_Balancer",)),
    ("nat", ("NAT", "Load_Balancer")),
    ("defrag", ("Load_Balancer",)),
    ("gw_redirect", ("NAT", "Load_Balancer")),
    ("lr_in_ip_input", ("NAT", "Load_Balancer")),
    ("arp_resolve", ("NAT",)),
    ("egr_loop", ("NAT",)),
)
_PORTS = ("Logical_Switch_Port", "Logical_Router_Port")
_OWNERS = {
    "ACL": (("Logical_Switch", "acls"), ("Port_Group", "acls")),
    "QoS": (("Logical_Switch", "qos_rules"),),
    "Logical_Router_Static_Route": (("Logical_Router", "static_routes"),),
    "Logical_Router_Policy": (("Logical_Router", "policies"),),
    "NAT": (("Logical_Router", "nat"),),
}
_LABELS = {
    "ACL": "{direction} {priority} {match!r} {action}",
    "QoS": "{direction} {priority} {match!r}",
    "Logical_Router_Static_Route": "{ip_prefix} via {nexthop}",
    "Logical_Router_Policy": "{priority} {match!r} {action}",
    "NAT": "{type} {external_ip} {logical_ip}",
    "DHCP_Options": "{cidr}",
}


def hints(southbound: Client, steps: list[Step]) -> dict[str, str]:
    """The flows (as the steps name them) to the beginning of the uuid of the row that each was made from."""
    flows = {step.flow: step for step in steps if step.flow}
    selects = [
        FLOWS._replace(
            where=(
                ("pipeline", "==", step.pipeline),
                ("table_id", "==", step.table),
                ("priority", "==", step.priority),
                ("match", "==", step.match),
            )
        )
        for step in flows.values()
    ]
    found = {}
    for rows in native_rows(southbound, *selects) if selects else ():
        for row in rows:
            hint = row["external_ids"].get("stage-hint")
            if hint and row["_uuid"][:8] in flows:
                found[row["_uuid"][:8]] = hint
    return found


def rows_of(northbound: Client, steps: list[Step], of_flow: dict[str, str]) -> dict[str, Row]:
    """The rows, by the flows that were made from them: table, uuid, name, owner, and the row itself."""
    wanted: dict[str, set[str]] = {}
    ports: dict[str, set[str]] = {}
    for step in steps:
        hint = of_flow.get(step.flow or "")
        if hint is None:
            continue
        for table in next((tables for piece, tables in _TABLES if piece in step.stage), ()):
            wanted.setdefault(table, set()).add(hint)
        ports.setdefault(hint, set()).update(_ports_of(step))
    uuids = {**_by_prefix(northbound, wanted), **_by_name(northbound, ports)}
    rows = _read(northbound, set(uuids.values()))
    return {flow: rows[uuids[hint]] for flow, hint in of_flow.items() if hint in uuids and uuids[hint] in rows}


def _ports_of(step: Step) -> set[str]:
    """The names of ports that a step speaks of."""
    text = " ".join([step.match, *step.actions])
    names = {name.replace('\\"', '"') for name in re.findall(r'"((?:[^"\\]|\\.)*)"', text)}
    return names | {name for name in (step.inport, step.outport) if name}


def _by_prefix(northbound: Client, wanted: dict[str, set[str]]) -> dict[str, tuple[str, str]]:
    selects = [Select(table, (), ("_uuid",)) for table in wanted if northbound.schema.has(table)]
    found = {}
    for select, rows in zip(selects, northbound.select(*selects)):
        for row in rows:
            uuid = row["_uuid"][1]
            if uuid[:8] in wanted[select.table]:
                found[uuid[:8]] = (select.table, uuid)
    return found


def _by_name(northbound: Client, ports: dict[str, set[str]]) -> dict[str, tuple[str, str]]:
    names = sorted(set().union(*ports.values())) if ports else []
    selects = [Select(table, (("name", "==", name),), ("_uuid",)) for name in names for table in _PORTS]
    found = {}
    for select, rows in zip(selects, northbound.select(*selects)):
        for row in rows:
            uuid = row["_uuid"][1]
            if uuid[:8] in ports:
                found[uuid[:8]] = (select.table, uuid)
    return found


def _read(northbound: Client, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Row]:
    """Whole rows, and the names of those that they belong to, in one view."""
    schema = northbound.schema
    ordered = sorted(keys)
    rows = [of_uuid(Select(table, (), ("_uuid", *schema.columns(table))), uuid) for table, uuid in ordered]
    owners = [
        (key, Select(table, ((column, "includes", ["uuid", key[1]]),), ("_uuid", "name"))) for key in ordered for table, column in _OWNERS.get(key[0], ())
    ]
    results = native_rows(northbound, *rows, *(select for dummy, select in owners)) if ordered else []
    found = {}
    for key, result in zip(ordered, results):
        if result:
            columns = {name: value for name, value in result[0].items() if name != "_uuid"}
            found[key] = {"table": key[0], "uuid": key[1], "name": _name(key[0], columns), "of": None, "row": columns}
    for (key, select), result in zip(owners, results[len(ordered) :]):
        for row in result:
            if key in found:
                found[key]["of"] = {"table": select.table, "name": row["name"]}
    return found


def _name(table: str, row: Row) -> str:
    """What people call a row: its name, or what it says."""
    name: Optional[str] = row.get("name")
    return name or _LABELS.get(table, "{name}").format(**{"name": "", **row})


def claims(northbound: Client, ip: str) -> bool:
    """Whether a NAT rule or a load balancer has an address."""
    nat = Select("NAT", (("external_ip", "==", ip),), ("_uuid",))
    balancers = Select("Load_Balancer", (), ("_uuid", "vips"))
    rules, rows = native_rows(northbound, nat, balancers)
    return bool(rules) or any(vip == ip or vip.startswith((f"{ip}:", f"[{ip}]")) for row in rows for vip in row["vips"])
