# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bridges, ports and interfaces of the local Open vSwitch: reading them by name, and waiting until they are real."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Callable

from .._ovsdb._client import Client, Select, guard
from .._ovsdb._errors import NotFound, OvsdbError, Timeout
from ._commit import commit

DATABASE = "Open_vSwitch"
POLL = 0.02  # seconds between looks at what a daemon writes

_COLUMNS = {
    "Bridge": ("_uuid", "name", "datapath_type", "fail_mode", "other_config"),
    "Port": ("_uuid", "name", "interfaces"),
    "Interface": ("_uuid", "name", "type", "mac", "external_ids"),
}

Row = Mapping[str, Any]


@dataclass
class Snapshot:
    """Rows as native values by table and name, and the guards that hold while they are so."""

    root: Row
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {table: {} for table in _COLUMNS})
    bridge_of: dict[str, str] = field(default_factory=dict)  # port: bridge
    guards: list[dict[str, Any]] = field(default_factory=list)


def read(client: Client, bridges: Iterable[str] = (), ports: Iterable[str] = ()) -> Snapshot:
    """Read the root row, and what there is of bridges and of ports with their interfaces, by name."""
    root = Select("Open_vSwitch", (), ("_uuid", "external_ids"))
    names = [("Bridge", b) for b in sorted(set(bridges))]
    names += [(table, p) for p in sorted(set(ports)) for table in ("Port", "Interface")]
    selects = [root, *(Select(table, (("name", "==", name),), _COLUMNS[table]) for table, name in names)]
    found = client.select(*selects)
    if not found[0]:
        raise NotFound("the Open_vSwitch database has no row yet; start Open vSwitch, or run ovs-vsctl init", table="Open_vSwitch")
    snapshot = Snapshot(_native(client, "Open_vSwitch", found[0][0]))
    snapshot.guards = [guard(select, rows) for select, rows in zip(selects, found)]
    for (table, name), rows in zip(names, found[1:]):
        if rows:
            snapshot.rows[table][name] = _native(client, table, rows[0])
    _find_bridges(client, snapshot)
    return snapshot


def _find_bridges(client: Client, snapshot: Snapshot) -> None:
    """Which bridges the ports that exist belong to."""
    ports = list(snapshot.rows["Port"].values())
    selects = [Select("Bridge", (("ports", "includes", ["uuid", port["_uuid"]]),), ("name",)) for port in ports]
    for port, select, rows in zip(ports, selects, client.select(*selects)):
        snapshot.guards.append(guard(select, rows))
        if rows:
            snapshot.bridge_of[port["name"]] = rows[0]["name"]


def _native(client: Client, table: str, row: Row) -> Row:
    return {column: client.schema.column(table, column).to_native(value) for column, value in row.items()}


@dataclass(frozen=True)
class Attempt:
    """What one reading led to: operations, and what they change for people to see."""

    operations: list[dict[str, Any]]
    before: dict[str, Any]
    after: dict[str, Any]
    row: dict[str, Any]


def change(client: Client, attempt: Callable[[], Attempt], what: str, check: bool) -> tuple[bool, Attempt]:
    """Run C<attempt> (read and plan) and send what it gives, again while others change what was read.

    :param what: names the object, in messages and in the database's log.
    :param check: only say what would be done.
    :returns: whether something changes, and the attempt that did it.
    """

    def request(now: Attempt) -> list[dict[str, Any]]:
        return [*now.operations, {"op": "comment", "comment": what}] if now.operations and not check else []

    done = commit(client, attempt, request, what)
    report = done.lost or done.last
    return bool(report.operations), report


def notify() -> list[dict[str, Any]]:
    """The operation that asks ovs-vswitchd to report when it has done what a transaction says."""
    return [{"op": "mutate", "table": "Open_vSwitch", "where": [], "mutations": [["next_cfg", "+=", 1]]}]


def until(client: Client, look: Callable[[], bool], complaint: Callable[[], OvsdbError]) -> None:
    """Look again until it is so, at most to the client's deadline; then raise the complaint."""
    while not look():
        if time.monotonic() + POLL > client.deadline:
            raise complaint()
        time.sleep(POLL)


def realise(client: Client) -> None:
    """Wait until ovs-vswitchd has done everything that the database says."""
    select = Select("Open_vSwitch", (), ("next_cfg", "cur_cfg"))
    wanted = client.select(select)[0][0]["next_cfg"]

    def complaint() -> OvsdbError:
        return Timeout(
            "ovs-vswitchd did not take the new configuration in time; is it running? (systemctl status ovs-vswitchd)",
            table="Open_vSwitch",
            column="cur_cfg",
        )

    until(client, lambda: client.select(select)[0][0]["cur_cfg"] >= wanted, complaint)
