# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every declaration and any values, on a real server.

Check mode's "after" is what the apply leaves, what was applied is no change when planned
again, and whatever is refused is refused in words and writes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._apply import apply
from ansible_collections.northbound.ovn.plugins.module_utils._engine._desired import desired
from ansible_collections.northbound.ovn.plugins.module_utils._model._declare import Entity
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue, SchemaMismatch
from ansible_collections.northbound.ovn.tests.support.declarations import entities, inline
from ansible_collections.northbound.ovn.tests.support.ovsdb import GLOBAL, Ovsdb
from ansible_collections.northbound.ovn.tests.support.steps import Bench
from ansible_collections.northbound.ovn.tests.support.values import TEXT, identity, options
from ansible_collections.northbound.ovn.tests.support.world import build
from hypothesis import given, settings
from hypothesis import strategies as st

INLINE = inline()


def _each_entity(database: str) -> pytest.MarkDecorator:
    managed = [entity for entity in entities() if entity not in INLINE and entity.database == database]
    return pytest.mark.parametrize("entity", managed, ids=lambda entity: entity.table)


each_entity = _each_entity("OVN_Northbound")
each_ic_entity = _each_entity("OVN_IC_Northbound")
REFUSALS = (InvalidValue, SchemaMismatch)


def _some(cases: Callable[[st.DataObject], None]) -> None:
    """Run a test with generated data; the profile says how often."""
    settings(max_examples=max(5, settings.default.max_examples // 4), database=None)(given(data=st.data())(cases))()


def _apply(db: Ovsdb, client: Client, entity: Entity, arguments: dict[str, Any]) -> bool:
    """Apply and hold the result to what check mode foretold; whether it was not refused."""
    stamp = db.stamp()
    try:
        foretold = apply(client, desired(entity, arguments), check=True)
    except REFUSALS as error:
        with pytest.raises(type(error), match=re.escape(error.message)):
            apply(client, desired(entity, arguments))
        assert db.stamp() == stamp
        return False
    assert db.stamp() == stamp
    done = apply(client, desired(entity, arguments))
    assert (done.changed, done.before, done.after, done.row) == (foretold.changed, foretold.before, foretold.after, foretold.row)
    stamp = db.stamp()
    again = apply(client, desired(entity, arguments))
    assert again.changed is False
    # a new row may have got more than the task manages
    assert (again.before, again.row) == ({option: done.after[option] for option in again.before}, done.row)
    assert again.before == again.after
    assert db.stamp() == stamp
    return True


@each_entity
def test_any_values_round_trip(bench: Bench, entity: Entity) -> None:
    _round_trip(bench.db, entity)


@each_ic_entity
def test_any_values_round_trip_in_the_interconnection(ic_bench: Bench, entity: Entity) -> None:
    _round_trip(ic_bench.db, entity)


def _round_trip(db: Ovsdb, entity: Entity) -> None:
    seen = Counter[bool]()
    build(db)
    if entity.table not in db.schema["tables"]:
        with closing(Client(entity.database, db.remotes)) as client, pytest.raises(SchemaMismatch, match=f"needs OVN {entity.since} or newer"):
            apply(client, desired(entity, {"uuid": db.rows(GLOBAL[db.database])[0]["_uuid"][1]}))
        return

    def cases(data: st.DataObject) -> None:
        build(db)
        others = db.canonical()
        who = data.draw(identity(entity, db.schema))
        with closing(Client(entity.database, db.remotes)) as client:
            for number in range(3):
                seen[_apply(db, client, entity, {**who, **data.draw(options(entity, db.schema, required=number == 0))})] += 1
            if entity.permanent:
                return
            apply(client, desired(entity, who), present=False)
            assert apply(client, desired(entity, who), present=False).changed is False
        assert db.canonical() == others, "nothing else was touched, and nothing is left behind"

    _some(cases)
    assert 5 * seen[True] >= seen.total(), f"{seen}: a good part of the values that the declaration admits must be taken"


GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | st.sampled_from(["-", "[]", "{}", "null", "10.0.0.300", "::g", "a b", "^x", "$y", "\n", '"', "0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@each_entity
def test_any_garbage_is_taken_or_refused_in_words(bench: Bench, entity: Entity) -> None:
    _garbage(bench, entity, {})


@each_ic_entity
def test_any_garbage_is_taken_or_refused_in_words_in_the_interconnection(ic_bench: Bench, entity: Entity) -> None:
    both = entity.table in ("Connection", "SSL")
    _garbage(ic_bench, entity, {"database": "ic_nb"} if both else {})


def _garbage(bench: Bench, entity: Entity, where: dict[str, str]) -> None:
    """Through the module itself, so with Ansible's own conversions: any text, number, list or dictionary in any option."""
    module = entity.table.lower()
    db = bench.db

    def cases(data: st.DataObject) -> None:
        build(db)
        known = entity.table in db.schema["tables"]
        who = data.draw(identity(entity, db.schema)) if known else {}
        arguments = {**where, **who, **data.draw(st.dictionaries(st.sampled_from(sorted(entity.argument_spec())), GARBAGE, min_size=1, max_size=3))}
        stamp = db.stamp()
        result = bench.module(module, arguments, fails=None, warnings=True)
        if result.get("failed"):
            assert result["msg"]
            assert "Traceback" not in result["msg"]
            assert db.stamp() == stamp, result
        else:
            assert bench.module(module, arguments, warnings=True)["changed"] is False

    _some(cases)
