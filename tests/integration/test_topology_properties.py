# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for any document, on a real server.

Check mode foretells what the run does, again is no change in any order of the lists, the export of what it made is
no change there and makes an equal database elsewhere. With prune a document over another leaves what it would have
made alone. Whatever is refused is refused in words and writes nothing.
"""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from collections.abc import Callable

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._document import Problems, nodes
from ansible_collections.northbound.ovn.plugins.module_utils._engine._export import export
from ansible_collections.northbound.ovn.plugins.module_utils._engine._topology import Ownership, TopologyOutcome, apply_topology
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue
from ansible_collections.northbound.ovn.tests.support.declarations import entities
from ansible_collections.northbound.ovn.tests.support.documents import PLACES, Document, changed, grown, has, places_in, put, shuffled
from ansible_collections.northbound.ovn.tests.support.dump import canonical
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.rpc import Row
from ansible_collections.northbound.ovn.tests.support.steps import Bench
from ansible_collections.northbound.ovn.tests.support.values import TEXT
from ansible_collections.northbound.ovn.tests.support.world import build
from hypothesis import given, settings
from hypothesis import strategies as st

NOBODY = Ownership()
each_place = pytest.mark.parametrize("place", PLACES)


def _some(cases: Callable[[st.DataObject], None], share: int = 10) -> None:
    """Run a test with generated data; the profile says how often."""

    settings(max_examples=max(3, settings.default.max_examples // share), database=None)(given(data=st.data())(cases))()


_CLIENTS: dict[str, Client] = {}


def _client(db: Ovsdb) -> Client:
    """One for all cases: to look at a schema takes longer than a case."""
    return _CLIENTS.setdefault(db.unix, Client(db.database, db.remotes, timeout=3600))


def _export(db: Ovsdb, owner: str | None = None) -> Document:
    return export(_client(db), owner)


def _world(db: Ovsdb) -> Document:
    build(db)
    return _export(db)


def _run(db: Ovsdb, document: Document, ownership: Ownership = NOBODY, check: bool = False) -> TopologyOutcome:
    problems = Problems()
    found = nodes(document, problems)
    problems.raise_if_any()
    return apply_topology(_client(db), found, ownership, check=check)


def _apply(db: Ovsdb, document: Document, ownership: Ownership = NOBODY) -> TopologyOutcome | None:
    """Apply and hold the result to what check mode foretold; `None` if it was refused."""
    before, stamp = copy.deepcopy(document), db.stamp()
    try:
        foretold = _run(db, document, ownership, check=True)
    except InvalidValue as error:
        assert db.stamp() == stamp
        with pytest.raises(InvalidValue, match=re.escape(error.message)):
            _run(db, document, ownership)
        assert db.stamp() == stamp
        return None
    assert db.stamp() == stamp
    done = _run(db, document, ownership)
    assert (done.changes, done.diff()) == (foretold.changes, foretold.diff())
    stamp = db.stamp()
    assert _run(db, document, ownership).changes == []
    assert db.stamp() == stamp
    assert document == before, "the document is not touched"
    return done


@each_place
def test_any_document_round_trips(bench: Bench, place: str) -> None:
    db, seen = bench.db, Counter[bool]()
    if not has(place, db.schema):
        _refused_by_release(db, place)
        return
    world = _world(db)

    def cases(data: st.DataObject) -> None:
        for dummy in range(3):
            document = grown(data, world, db.schema, place)
            db.wipe()
            done = _apply(db, document)
            seen[done is not None] += 1
            if done:
                break
        else:
            return
        stamp = db.stamp()
        assert _run(db, shuffled(document, random.Random(data.draw(st.integers(0, 99))))).changes == []
        exported, there = _export(db), db.canonical()
        assert _run(db, exported).changes == []
        assert db.stamp() == stamp
        db.wipe()
        assert _apply(db, exported)
        assert db.canonical() == there
        assert _export(db) == exported

    _some(cases)
    assert 9 * seen[True] >= seen.total(), f"{seen}: a part of the documents that the declarations admit must be taken"


def _refused_by_release(db: Ovsdb, place: str) -> None:
    _kind, branch = PLACES[place]
    who = {"uuid": "00000000-0000-4000-8000-000000000001"}
    document = {place.partition(".")[0]: [{**who, branch.option: [who]} if branch else who]}
    with pytest.raises(InvalidValue, match=r"needs OVN .* or newer"):
        _run(db, document)


@each_place
def test_pruned_is_as_made_alone(bench: Bench, place: str) -> None:
    db, seen = bench.db, Counter[bool]()
    if not has(place, db.schema):
        return
    world = _world(db)
    ownership = Ownership("shop", prune=True)

    def versions(data: st.DataObject) -> tuple[Document, Document] | None:
        """A document and a later version of it, each of which is taken."""
        for dummy in range(3):
            first = grown(data, world, db.schema, place)
            second = changed(data, first, db.schema)
            taken = True
            for document in (first, second):
                db.wipe()
                _foreign(db)
                taken = taken and _apply(db, document, ownership) is not None
            seen[taken] += 1
            if taken:
                return first, second
        return None

    def cases(data: st.DataObject) -> None:
        found = versions(data)
        if found is None:
            return
        first, second = found
        alone = _meaning(db)
        exported = _export(db, "shop")
        assert _run(db, exported, ownership).changes == [], "the export of an owner has all that it owns"
        db.wipe()
        _foreign(db)
        _run(db, first, ownership)
        assert _apply(db, second, ownership) is not None
        assert _meaning(db) == alone
        db.wipe()
        _foreign(db)
        others = db.canonical()
        assert _apply(db, second, ownership)
        assert _apply(db, {}, ownership)
        assert db.canonical() == others, "what others have stays, and nothing else is left"

    _some(cases)
    assert 9 * seen[True] >= seen.total(), f"{seen}: a part of the documents must be taken"


def _meaning(db: Ovsdb) -> dict[str, list[Row]]:
    """The content, with what empty columns mean written out: what means the same is no change."""
    tables = db.tables()
    for entity in entities():
        for column in entity.columns:
            for row in tables.get(entity.table, []) if column.empty is not None and not column.key else []:
                if row.get(column.name) == ["set", []]:
                    row[column.name] = column.empty
    return canonical(db.schema, tables)


def _foreign(db: Ovsdb) -> None:
    """What somebody else has, with and without a mark."""
    db.transact(
        {"op": "insert", "table": "Logical_Switch_Port", "uuid-name": "port", "row": {"name": "theirs-1"}},
        {"op": "insert", "table": "ACL", "uuid-name": "acl", "row": {"direction": "to-lport", "priority": 1, "match": "ip4", "action": "drop"}},
        {"op": "insert", "table": "Logical_Switch", "row": {"name": "theirs", "ports": ["named-uuid", "port"], "acls": ["named-uuid", "acl"]}},
        {"op": "insert", "table": "Logical_Router", "row": {"name": "their-router", "external_ids": ["map", [["northbound.ovn:owner", "other"]]]}},
    )


GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(["-", "[]", "10.0.0.300", "::g", "a b", "^x", "\n", '"', "0", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT | st.sampled_from(["name", "uuid", "ports", "options"]), inner, max_size=3),
    max_leaves=6,
)


def test_any_garbage_is_taken_or_refused_in_words(bench: Bench) -> None:
    db = bench.db
    world = _world(db)
    places = [place for place in PLACES if has(place, db.schema)]

    def cases(data: st.DataObject) -> None:
        document = grown(data, world, db.schema, data.draw(st.sampled_from(places)))
        for dummy in range(data.draw(st.integers(1, 2))):
            path = data.draw(st.sampled_from(list(places_in(document))))
            document = put(document, path, data.draw(GARBAGE))
        db.wipe()
        stamp = db.stamp()
        result = bench.module("topology", {"document": document, "owner": "shop", "prune": True}, fails=None, warnings=True)
        if result.get("failed"):
            assert result["msg"]
            assert "Traceback" not in result["msg"]
            assert db.stamp() == stamp, result
        else:
            assert bench.module("topology", {"document": document, "owner": "shop", "prune": True}, warnings=True)["changed"] is False

    _some(cases, share=1)
