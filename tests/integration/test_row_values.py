# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any value of any column of any table of every schema goes in, is found again, and is no change when asked for again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._apply import Outcome, apply
from ansible_collections.northbound.ovn.plugins.module_utils._engine._desired import Desired
from ansible_collections.northbound.ovn.plugins.module_utils._engine._generic import Wanted, describe
from ansible_collections.northbound.ovn.plugins.module_utils._engine._query import query
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import OvsdbError
from ansible_collections.northbound.ovn.tests.support.anything import Garden, homes, type_of, values
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest, schemas
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SCHEMAS = [path for name in ("ovn-nb", "ovn-sb", "ovn-ic-nb", "ovn-ic-sb") for path in oldest_and_newest(name)]
SCHEMAS += [schemas(name)[0] for name in ("vswitch", "vtep")]
# What no schema of OVN and Open vSwitch has: maps with uuids for keys, and real numbers.
ATOMS = ("integer", "real", "boolean", "string", "uuid")
EVERYTHING: dict[str, Any] = {
    "name": "Everything",
    "version": "1.0.0",
    "tables": {
        "Thing": {
            "isRoot": True,
            "columns": {
                **{f"one_{atom}": {"type": atom} for atom in ATOMS},
                **{f"optional_{atom}": {"type": {"key": atom, "min": 0}} for atom in ATOMS},
                **{f"set_{atom}": {"type": {"key": atom, "min": 0, "max": "unlimited"}} for atom in ATOMS},
                **{f"map_{a}_{b}": {"type": {"key": a, "value": b, "min": 0, "max": "unlimited"}} for a in ATOMS for b in ATOMS},
            },
        }
    },
}


def _id(path: Path) -> str:
    schema = json.loads(path.read_text())
    return f"{schema['name']}-{schema['version']}"


@pytest.fixture(scope="module", params=SCHEMAS, ids=_id, name="db")
def _db(request: pytest.FixtureRequest, session_folder: Path) -> Iterator[Ovsdb]:
    server = Ovsdb(session_folder, request.param)
    yield server
    server.stop()


def _writable(db: Ovsdb, table: str) -> list[str]:
    """The columns that can be given any value: neither what tells rows apart nor what must stay as it was."""
    content = db.schema["tables"][table]
    indexed = {name for index in content.get("indexes", []) for name in index}
    return [name for name, column in content["columns"].items() if name not in indexed and column.get("mutable", True)]


def _cases(db: Ovsdb, garden: Garden, table: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some columns with values, with two rows to refer to of every table that has rows without a place of their own."""
    strategies = {}
    for column in _writable(db, table):
        type_ = type_of(db, table, column)
        if type_.target and not db.schema["tables"][type_.target].get("isRoot"):
            continue  # rows that live in this column: see Garden and the tests of rows in others
        targets = [garden.plant(type_.target) for dummy in range(2)] if type_.target else []
        strategies[column] = values(type_, targets)
    return st.fixed_dictionaries({}, optional=strategies)


def _set(client: Client, db: Ovsdb, table: str, uuid: str, columns: dict[str, Any]) -> Outcome:
    wanted = describe(client, Wanted(table, uuid=uuid, columns=columns, overrule=True), True)
    assert wanted is not None
    stamp = db.stamp()
    foretold = apply(client, wanted, check=True)
    assert db.stamp() == stamp
    done = apply(client, wanted)
    assert (done.changed, done.before, done.after, done.row) == (foretold.changed, foretold.before, foretold.after, foretold.row)
    return done


def _round_trip(db: Ovsdb, table: str, uuid: str, cases: st.SearchStrategy[dict[str, Any]], data: st.DataObject) -> None:
    with closing(Client(db.database, db.remotes, timeout=5)) as client:
        for dummy in range(2):
            columns = data.draw(cases)
            before = query(client, {table: {"conditions": [["_uuid", "==", uuid]]}})[table][0]
            done = _set(client, db, table, uuid, columns)
            (row,) = query(client, {table: {"conditions": [["_uuid", "==", uuid]]}})[table]
            assert done.changed is (row != before)
            assert done.row is not None
            assert _plain(db, table, done.row) == _plain(db, table, row), "what the result says is what is there"
            for column, value in columns.items():
                _holds(db, table, column, before, row, value)
            assert {name: row[name] for name in row if name not in columns} == {name: before[name] for name in row if name not in columns}
            stamp = db.stamp()
            assert _set(client, db, table, uuid, columns).changed is False
            assert db.stamp() == stamp


def _plain(db: Ovsdb, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row without references, which are shown by name, as is what the row lives in."""
    return {name: value for name, value in row.items() if name in db.schema["tables"][table]["columns"] and not type_of(db, table, name).target}


def _holds(db: Ovsdb, table: str, column: str, before: dict[str, Any], row: dict[str, Any], value: Any) -> None:
    type_ = type_of(db, table, column)
    if type_.is_map:
        convert = {"integer": int, "real": float, "boolean": lambda text: text == "True"}.get(type_.key["type"], str)
        wanted = {convert(key): item for key, item in value.items()}
        assert row[column] == ({**before[column], **wanted} if value else {}), column
    elif type_.is_set:
        assert row[column] == sorted(value), column
    else:
        assert row[column] == (None if type_.is_optional and value == "" else value), column


def _some(db: Ovsdb, garden: Garden, table: str, uuid: str, examples: int) -> None:
    cases = _cases(db, garden, table)

    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
    @given(data=st.data())
    def case(data: st.DataObject) -> None:
        _round_trip(db, table, uuid, cases, data)

    case()


def test_any_values_round_trip(db: Ovsdb) -> None:
    db.wipe()
    alone, garden = [], Garden(db)
    for table, content in db.schema["tables"].items():
        if content.get("isRoot") or homes(db, table):
            uuid = db.row(table)["_uuid"][1] if content.get("maxRows") == 1 and db.rows(table) else garden.plant(table)
            _some(db, garden, table, uuid, examples=4)
        else:
            alone.append(table)
    assert alone == (["Physical_Locator_Set", "Physical_Locator"] if db.database == "hardware_vtep" else []), "no table is left out"


def test_every_type_round_trips(folder: Path) -> None:
    path = folder / "everything.ovsschema"
    path.write_text(json.dumps(EVERYTHING))
    db = Ovsdb(folder, path)
    try:
        _some(db, Garden(db), "Thing", db.insert("Thing", {}), examples=150)
    finally:
        db.stop()


GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(["-", "0", "true", "geneve 192.0.2.1", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def _attempt(client: Client, wanted: Wanted) -> tuple[Desired | None, str]:
    """The row as it was taken, or the code of the error."""
    try:
        row = describe(client, wanted, True)
        assert row is not None
        apply(client, row)
    except OvsdbError as error:
        return None, error.code
    return row, ""


def test_any_garbage_is_taken_or_refused_in_words(db: Ovsdb) -> None:
    db.wipe()
    tables = st.sampled_from(sorted(db.schema["tables"]))

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
    @given(data=st.data())
    def case(data: st.DataObject) -> None:
        table = data.draw(tables)
        columns = st.dictionaries(st.sampled_from(sorted(db.schema["tables"][table]["columns"])), GARBAGE, max_size=3)
        wanted = Wanted(table, where=data.draw(st.none() | columns), columns=data.draw(columns), overrule=True)
        stamp = db.stamp()
        with closing(Client(db.database, db.remotes, timeout=5)) as client:
            taken, error = _attempt(client, wanted)
            if taken:
                assert apply(client, taken).changed is False
            else:
                assert error not in ("timeout", "connect_failed", "connection_lost", "ovsdb_error", "transaction_failed"), wanted
                assert db.stamp() == stamp

    case()
