# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is planned for inline rows that several options and several rows share: the samples of an ACL."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._desired import desired
from ansible_collections.northbound.ovn.plugins.module_utils._engine._plan import Plan, plan
from ansible_collections.northbound.ovn.plugins.module_utils._engine._read import Current, Row
from ansible_collections.northbound.ovn.plugins.module_utils._model._acl import ACL
from ansible_collections.northbound.ovn.plugins.module_utils._model._declare import Entity
from ansible_collections.northbound.ovn.plugins.module_utils._model._sampling import SAMPLE
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Select
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._schema import Schema
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest

SCHEMA = Schema(oldest_and_newest("ovn-nb")[1].read_text())
UUID, PARENT, SEVEN, EIGHT, ALL, AUDIT = (f"{digit * 8}-1111-4111-8111-{digit * 12}" for digit in "123456")
WHO = {"switch": "web", "direction": "to-lport", "priority": 1, "match": "ip4"}
UUIDS = {("Logical_Switch", "web"): PARENT, ("Sample_Collector", "all"): ALL, ("Sample_Collector", "audit"): AUDIT}


def _row(entity: Entity, uuid: str, stored: dict[str, Any]) -> Row:
    names = dict.fromkeys([*(c.name for c in entity.columns), *(c.column for c in entity.children)])
    columns = {name: SCHEMA.column(entity.table, name) for name in names}
    values = {name: stored.get(name, column.empty) for name, column in columns.items()}
    return Row(uuid, {"_uuid": ["uuid", uuid], **{name: column.to_wire(values[name]) for name, column in columns.items()}}, values)


def _sample(uuid: str, metadata: int, *collectors: str) -> Row:
    return _row(SAMPLE, uuid, {"metadata": metadata, "collectors": sorted(collectors)})


def planned(own: dict[str, Row] | None, anywhere: list[Row], **samples: Any) -> Plan:
    """The plan for an ACL.

    :param own: the samples that it has, by column; C<None> if there is no such ACL.
    :param anywhere: all samples of the database.
    """
    wanted = desired(ACL, {**WHO, "action": "allow", **samples})
    current = Current(parent=PARENT, home=ACL.parents[0], uuids=dict(UUIDS), names={PARENT: "web", ALL: "all", AUDIT: "audit"})
    if own is not None:
        stored = {option: value for option, value in WHO.items() if option != "switch"}
        current.row = _row(ACL, UUID, {**stored, "action": "allow", **{column: row.uuid for column, row in own.items()}})
        current.homes = [(ACL.parents[0], PARENT)]
        current.row.children = {column: [own[column]] if column in own else [] for column in ("sample_new", "sample_est")}
    for option, rows in wanted.children.items():
        for one in rows:
            found = [row for row in anywhere if row.values["metadata"] == one.identity["metadata"]]
            current.shared[option] = found
            select = Select("Sample", (("metadata", "==", one.identity["metadata"]),), ("_uuid",))
            current.looked_up.append((select, [{"_uuid": row.wire["_uuid"]} for row in found]))
    return plan(wanted, current, SCHEMA)


def _on(table: str, result: Plan) -> list[dict[str, Any]]:
    return [operation for operation in result.operations if operation["table"] == table]


def test_both_options_make_one_row() -> None:
    for own in (None, {}):
        result = planned(own, [], sample_new={"metadata": 7}, sample_est={"metadata": 7, "collectors": ["audit"]})
        (insert,) = _on("Sample", result)
        assert insert["row"] == {"metadata": 7, "collectors": ["set", [["uuid", AUDIT]]]}
        name = ["named-uuid", insert["uuid-name"]]
        assert result.row is not None
        assert result.row["sample_new"] == result.row["sample_est"] == {"metadata": 7, "collectors": ["audit"]}
        columns: dict[str, Any] = {}
        for operation in _on("ACL", result):
            columns.update(operation["row"])
        assert columns["sample_new"] == columns["sample_est"] == ["set", [name]]


def test_nobody_made_it_meanwhile() -> None:
    guards = planned({}, [], sample_new={"metadata": 7}).guards
    assert [guard["rows"] for guard in guards if guard["table"] == "Sample"] == [[]]


def test_row_of_others_is_taken_and_guarded() -> None:
    result = planned({}, [_sample(SEVEN, 7, AUDIT)], sample_new={"metadata": 7})
    assert _on("Sample", result) == []
    assert [operation["row"] for operation in _on("ACL", result)] == [{"sample_new": ["set", [["uuid", SEVEN]]]}]
    assert [guard["rows"] for guard in result.guards if guard["table"] == "Sample"] == [[{"metadata": 7}]], "it must still be there"
    assert result.after["sample_new"] == {"metadata": 7, "collectors": ["audit"]}


def test_a_change_is_seen_by_every_option() -> None:
    seven = _sample(SEVEN, 7, AUDIT)
    result = planned({"sample_new": seven, "sample_est": seven}, [seven], sample_est={"metadata": 7, "collectors": ["all"]})
    assert [operation["row"] for operation in _on("Sample", result)] == [{"collectors": ["set", [["uuid", ALL]]]}]
    assert _on("ACL", result) == []
    assert result.row is not None
    assert result.row["sample_new"] == result.row["sample_est"] == {"metadata": 7, "collectors": ["all"]}
    assert result.before["sample_est"] == {"metadata": 7, "collectors": ["audit"]}


def test_a_change_is_made_once() -> None:
    seven = _sample(SEVEN, 7, AUDIT)
    both = {"metadata": 7, "collectors": ["all"]}
    assert len(_on("Sample", planned({}, [seven], sample_new=both, sample_est=both))) == 1


def test_two_change_places() -> None:
    seven, eight = _sample(SEVEN, 7), _sample(EIGHT, 8)
    result = planned({"sample_new": seven, "sample_est": eight}, [seven, eight], sample_new={"metadata": 8}, sample_est={"metadata": 7})
    assert [operation["row"] for operation in result.operations] == [{"sample_new": ["set", [["uuid", EIGHT]]]}, {"sample_est": ["set", [["uuid", SEVEN]]]}]


def test_nothing_to_do() -> None:
    seven = _sample(SEVEN, 7, AUDIT)
    result = planned({"sample_new": seven}, [seven], sample_new={"metadata": 7, "collectors": ["audit"]}, sample_est={})
    assert (result.operations, result.guards) == ([], [])


def test_given_up() -> None:
    result = planned({"sample_new": _sample(SEVEN, 7)}, [], sample_new={})
    assert [operation["row"] for operation in result.operations] == [{"sample_new": ["set", []]}]
    assert (result.before["sample_new"], result.after["sample_new"]) == ({"metadata": 7, "collectors": []}, {})


def test_two_options_that_contradict_each_other() -> None:
    one, other = {"metadata": 7, "collectors": ["all"]}, {"metadata": 7, "collectors": ["audit"]}
    with pytest.raises(InvalidValue, match="sample_est: collectors of Sample 7 is not what sample_new says"):
        desired(ACL, {**WHO, "sample_new": one, "sample_est": other})
    assert desired(ACL, {**WHO, "sample_new": one, "sample_est": {**other, "metadata": 8}}).children
