# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every declaration of _model against the schemas of the oldest and newest OVN."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.northbound.ovn.plugins.module_utils._model._declare import Child, Column, Entity, Parent, Ref
from ansible_collections.northbound.ovn.plugins.module_utils._model._releases import VERSIONS, needs
from ansible_collections.northbound.ovn.tests.support.declarations import entities
from ansible_collections.northbound.ovn.tests.support.programs import ROOT, schemas

# What daemons write (ovn-nb(5)); no module may set it.
DAEMONS = {
    "NB_Global": {"nb_cfg", "nb_cfg_timestamp", "sb_cfg", "sb_cfg_timestamp", "hv_cfg", "hv_cfg_timestamp"},
    "Logical_Switch_Port": {"up", "dynamic_addresses", "tag"},
    "Logical_Switch_Port_Health_Check": {"status"},
    "Logical_Router_Port": {"status"},
    "BFD": {"status"},
    "Connection": {"is_connected", "status"},
    "IC_NB_Global": {"nb_ic_cfg", "sb_ic_cfg"},
    "Network_Function_Group": {"network_function_active"},
}
# What modules of their own manage: not options of this row's module.
ELSEWHERE = {
    "NB_Global": {"connections", "ssl"},
    "Logical_Switch": {"ports", "acls", "load_balancer", "qos_rules", "dns_records", "forwarding_groups"},
    "Logical_Router": {"ports", "static_routes", "policies", "nat", "load_balancer"},
    "Port_Group": {"acls"},
    "Gateway_Chassis": {"name"},
    "IC_NB_Global": {"connections", "ssl"},
    "Transit_Router_Port": {"tr_uuid"},
}
# What nobody is to set: another column has taken its place.
REPLACED = {
    "Logical_Router_Policy": {"nexthop"},  # nexthops; OVN would read this one only where that is empty
}


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


ENTITIES = entities()


class Release:
    """One schema file, and the release that it stands for."""

    def __init__(self, path: Path) -> None:
        schema = json.loads(path.read_text())
        self.version: str = schema["version"]
        self.database: str = schema["name"]
        self.tables: dict[str, Any] = schema["tables"]
        known = [release for release, version in VERSIONS[self.database].items() if _numbers(version) <= _numbers(self.version)]
        self.name = max(known, key=_numbers)

    def has(self, since: str) -> bool:
        return _numbers(since) <= _numbers(self.name)

    def type(self, table: str, column: str) -> dict[str, Any]:
        type_ = self.tables[table]["columns"][column]["type"]
        full = {"min": 1, "max": 1, **({"key": type_} if isinstance(type_, str) else type_)}
        if isinstance(full["key"], str):
            full["key"] = {"type": full["key"]}
        return full

    def is_optional(self, table: str, column: str) -> bool:
        type_ = self.type(table, column)
        return type_["min"] == 0 and type_["max"] == 1


def _releases(schema: str) -> list[Release]:
    """Every version of a schema that is at hand, from old to new."""
    found = {json.loads(path.read_text())["version"]: path for path in schemas(schema)}
    return [Release(found[version]) for version in sorted(found, key=_numbers)]


RELEASES = {releases[-1].database: releases for releases in (_releases("ovn-nb"), _releases("ovn-ic-nb"))}
NEWEST = {database: releases[-1] for database, releases in RELEASES.items()}

# What is younger than every release at hand is held to its schema once that is there.
KNOWN = [entity for entity in ENTITIES if NEWEST[entity.database].has(entity.since)]
each_entity = pytest.mark.parametrize("entity", KNOWN, ids=lambda entity: entity.table)
each_release = pytest.mark.parametrize(
    ("entity", "release"),
    [(entity, release) for entity in ENTITIES for release in RELEASES[entity.database]],
    ids=lambda one: one.name if isinstance(one, Release) else one.table,
)


def test_oldest_and_newest_are_there() -> None:
    names = {release.name for release in RELEASES["OVN_Northbound"]}
    assert {"23.03", "25.03", "26.03"} <= names, "run tools/schemas"


def test_schema_versions() -> None:
    for versions in VERSIONS.values():
        assert list(versions) == sorted(versions, key=_numbers)
    assert needs("OVN_Northbound", "24.09", "7.0.0") == "needs OVN 24.09 or newer (schema 7.6.0); this server has 7.0.0"


@each_release
def test_tables_and_columns_exist_since(entity: Entity, release: Release) -> None:
    assert (entity.table in release.tables) is release.has(entity.since)
    if entity.table not in release.tables:
        return
    columns = release.tables[entity.table]["columns"]
    for column in [*entity.columns, *entity.children]:
        name = column.column if isinstance(column, Child) else column.name
        assert (name in columns) is release.has(column.since), f"{name} since {column.since}"


@each_release
def test_types_fit(entity: Entity, release: Release) -> None:
    if entity.table not in release.tables:
        return
    for column in entity.columns:
        if release.has(column.since):
            _fits(column, release.type(entity.table, column.name))


def _fits(column: Column, type_: dict[str, Any]) -> None:
    key = type_["key"]["type"]
    if column.key or column.type == "dict":
        values = "integer" if column.values == "int" else "string"
        value = type_.get("value", "")
        assert (key, value if isinstance(value, str) else value["type"]) == ("string", values), column.name
        return
    assert "value" not in type_, f"{column.name} is a map"
    assert (column.type == "list") is (type_["max"] != 1), f"{column.name} is a set or not"
    if column.ref:
        assert type_["key"].get("refTable") == column.ref.table, column.name
        return
    assert key == {"str": "string", "int": "integer", "bool": "boolean", "list": "string"}[column.type], column.name
    if column.empty not in (None, "", 0):  # the last two are what an OVSDB column holds that nobody set
        assert type_["min"] == 0, f"{column.name} cannot be empty"


@each_release
def test_choices_are_those_of_the_schema(entity: Entity, release: Release) -> None:
    for column in entity.columns:
        if entity.table in release.tables and release.has(column.since):
            enum = release.type(entity.table, column.name)["key"].get("enum")
            choices = [choice for choice in column.choices if release.has(column.later.get(choice, column.since))]
            if enum:
                assert sorted(choices) == sorted(enum[1]), column.name


@each_entity
def test_references(entity: Entity) -> None:
    newest = NEWEST[entity.database]
    references: list[Ref] = [column.ref for column in entity.columns if column.ref]
    references += [Ref(home.table, home.key) for home in entity.attachments] + [home.ref() for home in entity.parents]
    for reference in references:
        assert set(reference.columns()) <= set(newest.tables[reference.table]["columns"]), reference
    homes: list[Parent | Any] = [*entity.parents, *entity.attachments]
    for home in homes:
        assert newest.type(home.table, home.column)["key"]["refTable"] == entity.table, home
    for home in entity.parents:
        assert bool(home.option) is (newest.tables[home.table].get("maxRows") != 1), "the only row of a table needs no name"
    for child in [child for child in entity.children if newest.has(child.since)]:
        type_ = newest.type(entity.table, child.column)
        assert type_["key"] == {"type": "uuid", "refTable": child.entity.table, "refType": "strong"}
        assert child.single is (type_["max"] == 1)
        assert child.shared is (len(_members(newest, child.entity.table)) > 1), "the rows are shared if several columns may refer to them"


def _members(release: Release, table: str) -> list[str]:
    """The columns that hold rows of a table."""
    columns = [(name, column) for name, content in release.tables.items() for column in content["columns"]]
    return [f"{name}.{column}" for name, column in columns if release.type(name, column)["key"].get("refTable") == table]


@each_entity
def test_rows_live_where_ovsdb_keeps_them(entity: Entity) -> None:
    inline = {child.entity.table for other in ENTITIES for child in other.children}
    is_root = NEWEST[entity.database].tables[entity.table].get("isRoot", False)
    assert is_root is not bool(entity.parents or entity.table in inline)


@each_entity
def test_identity(entity: Entity) -> None:
    table = NEWEST[entity.database].tables[entity.table]
    indexes = table.get("indexes", [])
    own = sorted(entity.column(option).name for option in entity.identity)
    assert entity.unique is (own in map(sorted, indexes)), indexes
    inline = any(child.entity is entity for other in ENTITIES for child in other.children)
    if entity.singleton and not inline:
        assert table["maxRows"] == 1


@each_entity
def test_every_column_is_somebodys(entity: Entity) -> None:
    """A column of the newest release is an option, a daemon's, or another module's: none is forgotten."""
    newest = NEWEST[entity.database]
    declared = {column.name for column in entity.columns if newest.has(column.since)} | {child.column for child in entity.children if newest.has(child.since)}
    daemons, elsewhere, replaced = (columns.get(entity.table, set()) for columns in (DAEMONS, ELSEWHERE, REPLACED))
    assert not declared & (daemons | replaced)
    assert set(newest.tables[entity.table]["columns"]) == declared | daemons | elsewhere | replaced


@pytest.mark.parametrize("database", RELEASES)
def test_every_table_is_declared(database: str) -> None:
    """A table of the newest release is a module's or inline in another's: none is forgotten."""
    assert sorted(NEWEST[database].tables) == [entity.table for entity in KNOWN if entity.database == database]


def test_every_module_of_the_northbounds_is_tested_on_a_server() -> None:
    tests = "".join(path.read_text() for path in (ROOT / "tests" / "integration").glob("test_*.py"))
    groups = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text())["action_groups"]
    modules = [*groups["nb"], *groups["ic"]]
    assert modules
    assert [name for name in modules if not re.search(rf'"{name}"', tests)] == []
