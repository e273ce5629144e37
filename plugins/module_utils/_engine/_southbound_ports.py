# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Port bindings with all that they refer to, in one consistent view.

What a port refers to is known only when it has been read, so everything is asked for again together with what is still
missing, until one transaction has it all: two round trips for most ports, three or four for gateways. Ports that have been
found are asked for by uuid then, which costs the server nothing. With 1000 chassis and 100,000 ports, one port or a switch of
100 takes 0.1 s of processor time, server and client together, and 100 ports by name 1 s.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Callable, Optional

from .._ovsdb._client import Client, Select
from .._ovsdb._errors import Ambiguous, InvalidValue, NotFound
from ._desired import is_uuid
from ._names import MANY
from ._southbound import GLOBAL, HA_CHASSIS, HA_GROUPS, PRIVATE, Progress, Row, candidates, items, native_rows, of_uuid, where

PORTS = Select(
    "Port_Binding",
    (),
    (
        "_uuid",
        "logical_port",
        "type",
        "datapath",
        "chassis",
        "additional_chassis",
        "up",
        "tunnel_key",
        "mac",
        "nat_addresses",
        "ha_chassis_group",
        "options",
        "parent_port",
        "mirror_port",
        "virtual_parent",
        "tag",
        "external_ids",
    ),
)
PARENTS = PORTS._replace(columns=("_uuid", "logical_port", "type", "chassis", "up", "parent_port"))
NAMES = PORTS._replace(columns=("_uuid", "logical_port"))
CHASSIS = Select("Chassis", (), ("_uuid", "name", "hostname", "vtep_logical_switches"))
DATAPATHS = Select("Datapath_Binding", (), ("_uuid", "external_ids", "type", "nb_uuid"))
SHARED = [GLOBAL, PRIVATE, CHASSIS]

# Kinds of ports that no chassis ever claims.
NEVER_BOUND = ("patch", "localnet", "localport")
KINDS = {"switch": "logical-switch", "router": "logical-router"}

Key = tuple[str, str]  # a table, and the uuid of its row or the name of the port that is wanted


def kind(port: Row) -> str:
    """What ovn-controller takes the port for: its type, or C<vif> or C<container>, which both have an empty one."""
    return port["type"] or ("container" if port.get("parent_port") else "vif")


def parent_names(port: Row) -> list[str]:
    """The ports through which this one is bound."""
    names = [port.get("parent_port"), port.get("mirror_port"), port["virtual_parent"]]
    if port["type"] == "virtual":
        names += items(port["options"].get("virtual-parents"))
    return [name for name in dict.fromkeys(names) if name]


@dataclass(frozen=True)
class View:
    """What one transaction gave.

    :param ports: the ports that were asked for.
    :param parents: the ports through which some of these are bound, by name.
    :param chassis: every chassis, by uuid; C<datapaths>, C<groups> and C<members> are what is referred to.
    """

    progress: Progress
    ports: list[Row]
    parents: dict[str, Row]
    chassis: dict[str, Row]
    datapaths: dict[str, Row]
    groups: dict[str, Row]
    members: dict[str, Row]

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the chassis by uuid."""
        return {uuid: row["name"] for uuid, row in self.chassis.items()}

    @cached_property
    def by_name(self) -> dict[str, Row]:
        """The chassis by name."""
        return {row["name"]: row for row in self.chassis.values()}

    @cached_property
    def by_hostname(self) -> dict[str, Row]:
        """The chassis by hostname."""
        return {row["hostname"]: row for row in self.chassis.values()}

    @cached_property
    def late(self) -> int:
        """How many chassis are behind."""
        return sum(1 for uuid in self.chassis if self.progress.lag(uuid))

    def name(self, chassis: Optional[str]) -> Optional[str]:
        """The name of the chassis that a port is bound to."""
        return self.names.get(chassis or "")

    def requested(self, text: str) -> Optional[Row]:
        """The chassis that C<requested-chassis> means by its name or hostname."""
        return self.by_name.get(text) or self.by_hostname.get(text)

    def candidates(self, port: Row) -> list[Row]:
        """The chassis of the port's HA chassis group, best first."""
        group = self.groups.get(port["ha_chassis_group"] or "")
        return candidates(group, self.members, self.names) if group else []

    def references(self) -> Iterable[Key]:
        """All that the rows of the view refer to and that is not read anyway."""
        own = {port["logical_port"] for port in self.ports}
        for port in self.ports:
            yield DATAPATHS.table, port["datapath"]
            if port["ha_chassis_group"]:
                yield HA_GROUPS.table, port["ha_chassis_group"]
            for name in parent_names(port):
                if name not in own:
                    yield PARENTS.table, name
        for group in self.groups.values():
            for uuid in group["ha_chassis"]:
                yield HA_CHASSIS.table, uuid


def find(
    client: Client,
    ports: Optional[list[str]] = None,
    switch: Optional[str] = None,
    router: Optional[str] = None,
    chassis: Optional[str] = None,
    unbound: bool = False,
) -> tuple[View, list[str]]:
    """The ports that fit every filter that is given, sorted by name, and the names of C<ports> that do not exist.

    :raises NotFound: there is no such switch, router or chassis.
    :raises Ambiguous: several switches or routers have the name.
    :raises InvalidValue: the filters cannot be combined, or there is none.
    """
    if ports is None and not (switch or router or chassis or unbound):
        raise InvalidValue("give ports, switch, router, chassis or unbound; to read every port binding of a large site is seldom wanted")
    if unbound and (chassis or ports is not None):
        raise InvalidValue("unbound cannot be combined with ports or chassis, only with switch or router")
    if ports is not None:
        selects = _by_names(client, list(dict.fromkeys(ports)))
    else:
        selects = _by_filters(client, switch, router, chassis, unbound)
    view = _closed(client, selects, lambda port: not unbound or not (port["chassis"] or port["type"] in NEVER_BOUND))
    return view, sorted(set(ports or []) - {port["logical_port"] for port in view.ports})


def _by_names(client: Client, names: list[str]) -> list[Select]:
    """The server looks through all rows for each name; many names are looked up here, in one list of all."""
    if len(names) <= MANY:
        return [where(PORTS, "logical_port", name) for name in names]
    wanted = set(names)
    (rows,) = native_rows(client, NAMES)
    return [of_uuid(PORTS, row["_uuid"]) for row in rows if row["logical_port"] in wanted]


def _by_filters(client: Client, switch: Optional[str], router: Optional[str], chassis: Optional[str], unbound: bool) -> list[Select]:
    conditions: list[tuple[str, str, Any]] = []
    if switch:
        conditions.append(("datapath", "==", ["uuid", datapath_uuid(client, "switch", switch)]))
    if router:
        conditions.append(("datapath", "==", ["uuid", datapath_uuid(client, "router", router)]))
    if unbound:
        conditions.append(("chassis", "==", ["set", []]))
    if not chassis:
        return [PORTS._replace(where=tuple(conditions))]
    (rows,) = native_rows(client, where(CHASSIS, "name", chassis))
    if not rows:
        raise NotFound(f"chassis: the Southbound has no {chassis!r}; start ovn-controller there, or check the spelling", table="Chassis", object=chassis)
    uuid = ["uuid", rows[0]["_uuid"]]
    homes = [("chassis", "==", uuid), ("additional_chassis", "includes", uuid)]
    return [PORTS._replace(where=(*conditions, home)) for home in homes]


def datapath_of(row: Row) -> tuple[str, str, Optional[str]]:
    """A datapath's name, C<switch> or C<router>, and the uuid that it has in the Northbound.

    Newer releases have columns for what older ones keep in external_ids.
    """
    ids = row["external_ids"]
    for word, key in KINDS.items():
        if row.get("type") == key or key in ids:
            return ids.get("name", ""), word, row.get("nb_uuid") or ids.get(key)
    return ids.get("name", ""), "", None


def datapath_uuid(client: Client, word: str, name: str) -> str:
    """The uuid of the datapath of a switch or router, which may be named by its own uuid too."""
    if is_uuid(name):
        (rows,) = native_rows(client, DATAPATHS)
        rows = [row for row in rows if datapath_of(row)[1:] == (word, name)]
    else:
        (rows,) = native_rows(client, DATAPATHS._replace(where=(("external_ids", "includes", ["map", [["name", name]]]),)))
        rows = [row for row in rows if datapath_of(row)[1] == word]
    if not rows:
        raise NotFound(
            f"{word}: the Southbound has no {KINDS[word].replace('-', ' ')} {name!r}: the Northbound has none, or ovn-northd has not compiled it yet",
            table="Datapath_Binding",
            object=name,
        )
    if len(rows) > 1:
        uuids = ", ".join(sorted(str(datapath_of(row)[2]) for row in rows))
        raise Ambiguous(
            f"{word}: {len(rows)} of them are named {name!r} ({uuids}); give the uuid instead", table="Datapath_Binding", object=name, details=uuids
        )
    return str(rows[0]["_uuid"])


def _closed(client: Client, selects: list[Select], keep: Callable[[Row], bool]) -> View:
    """Read the ports that C<selects> give and C<keep> admits, and all that they refer to."""
    keys: set[Key] = set()
    first = selects
    while True:
        related = _selects(keys)
        asked = [*SHARED, *related, *selects]
        results = native_rows(client, *asked)
        tables: dict[str, dict[str, Row]] = {}
        for select, rows in zip(asked[: len(asked) - len(selects)], results):
            tables.setdefault(select.table, {}).update((row["_uuid"], row) for row in rows)
        found = {row["_uuid"]: row for rows in results[len(asked) - len(selects) :] for row in rows if keep(row)}
        view = View(
            Progress.of(list(tables[GLOBAL.table].values()), tables[PRIVATE.table].values()),
            sorted(found.values(), key=lambda port: str(port["logical_port"])),
            {row["logical_port"]: row for row in [*tables.get(PARENTS.table, {}).values(), *found.values()]},
            tables[CHASSIS.table],
            tables.get(DATAPATHS.table, {}),
            tables.get(HA_GROUPS.table, {}),
            tables.get(HA_CHASSIS.table, {}),
        )
        missing = set(view.references()) - keys
        keys |= missing
        if selects is not first and len(found) < len(selects):  # a port has been made anew meanwhile
            selects = first
        elif not missing:
            return view
        elif len(found) <= MANY:
            selects = [of_uuid(PORTS, uuid) for uuid in found]


def _selects(keys: set[Key]) -> list[Select]:
    """One select for each row, or one for the table where there are many."""
    selects = []
    for select in (DATAPATHS, HA_GROUPS, HA_CHASSIS, PARENTS):
        values = sorted(value for table, value in keys if table == select.table)
        if len(values) > MANY:
            selects.append(select)
        elif select is PARENTS:
            selects += [where(PARENTS, "logical_port", name) for name in values]
        else:
            selects += [of_uuid(select, uuid) for uuid in values]
    return selects
