# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the model says of daemons, against its declarations and the schemas."""

from __future__ import annotations

import json

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._model._columns import EXTERNAL_IDS
from ansible_collections.northbound.ovn.plugins.module_utils._model._daemons import _COLUMNS, OWNERS, SHARED, columns_of_daemons
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.unit.test_spec import DAEMONS, ENTITIES

SCHEMAS = {"OVN_Northbound": "ovn-nb", "OVN_IC_Northbound": "ovn-ic-nb", "Open_vSwitch": "vswitch"}


def test_every_declaration_with_something_of_daemons_is_known() -> None:
    shared = {(e.database, e.table) for e in ENTITIES if e.foreign or any(c.daemon_keys or c.kept_keys - EXTERNAL_IDS.kept_keys for c in e.columns)}
    assert shared == set(SHARED), "_daemons.py lists the declarations in which other programs have keys or rows"


@pytest.mark.parametrize("database", SCHEMAS)
def test_columns_of_daemons_exist(database: str) -> None:
    known: dict[str, set[str]] = {}
    for path in schemas(SCHEMAS[database]):
        for table, content in json.loads(path.read_text())["tables"].items():
            known.setdefault(table, set()).update(content["columns"])
    for table, columns in _COLUMNS[database].items():
        assert columns <= known[table], table


def test_columns_that_no_module_sets_are_those_of_daemons() -> None:
    ephemeral: dict[str, set[str]] = {}
    databases: dict[str, str] = {entity.table: entity.database for entity in ENTITIES}
    for name in ("ovn-nb", "ovn-ic-nb"):
        for path in schemas(name):
            for table, content in json.loads(path.read_text())["tables"].items():
                ephemeral.setdefault(table, set()).update(column for column, text in content["columns"].items() if text.get("ephemeral"))
    for table, columns in DAEMONS.items():
        assert columns <= columns_of_daemons(databases[table], table) | ephemeral.get(table, set()), table


def test_databases_that_daemons_fill() -> None:
    assert set(OWNERS) == {"OVN_Southbound", "OVN_IC_Southbound"}
    assert not set(OWNERS) & {entity.database for entity in ENTITIES}, "no module writes what daemons fill"
