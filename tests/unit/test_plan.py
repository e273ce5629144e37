# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is planned, operation by operation. Pure: no server, no Ansible."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._desired import desired
from ansible_collections.northbound.ovn.plugins.module_utils._engine._plan import Plan, plan
from ansible_collections.northbound.ovn.plugins.module_utils._engine._read import Current, Row
from ansible_collections.northbound.ovn.plugins.module_utils._model._acl import ACL
from ansible_collections.northbound.ovn.plugins.module_utils._model._balancer import LOAD_BALANCER
from ansible_collections.northbound.ovn.plugins.module_utils._model._declare import Entity
from ansible_collections.northbound.ovn.plugins.module_utils._model._global import NB_GLOBAL
from ansible_collections.northbound.ovn.plugins.module_utils._model._sets import ADDRESS_SET, PORT_GROUP
from ansible_collections.northbound.ovn.plugins.module_utils._model._switch import LOGICAL_SWITCH, LOGICAL_SWITCH_PORT
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._schema import Schema
from ansible_collections.northbound.ovn.tests.support.programs import schemas

SCHEMA = Schema(max((path.read_text() for path in schemas("ovn-nb")), key=lambda text: [int(n) for n in json.loads(text)["version"].split(".")]))
UUID = "11111111-1111-4111-8111-111111111111"
PARENT = "22222222-2222-4222-8222-222222222222"
OTHER = "33333333-3333-4333-8333-333333333333"
OWN = [["_uuid", "==", ["uuid", UUID]]]


def row_of(entity: Entity, stored: dict[str, Any]) -> Row:
    """A row as it would be read, with the schema's empty values for what is not given."""
    names = [*dict.fromkeys(c.name for c in entity.columns), *(c.column for c in entity.children)]
    columns = {name: SCHEMA.column(entity.table, name) for name in names if SCHEMA.has(entity.table, name)}
    values = {name: stored.get(name, column.empty) for name, column in columns.items()}
    wire = {name: column.to_wire(values[name]) for name, column in columns.items()}
    return Row(UUID, {"_uuid": ["uuid", UUID], **wire}, values, {child.option: [] for child in entity.children})


def planned(entity: Entity, stored: dict[str, Any] | None, arguments: dict[str, Any], present: bool = True, **current: Any) -> Plan:
    row = None if stored is None else row_of(entity, stored)
    now = Current(row=row, **current)
    if entity.parents and "parent" not in current:
        now.parent, now.home = PARENT, entity.parents[0]
        now.homes = current.get("homes", [(entity.parents[0], PARENT)] if row else [])
        now.names[PARENT] = "web"
        now.uuids["Logical_Switch", "web"] = PARENT
    return plan(desired(entity, arguments), now, SCHEMA, present)


def update(table: str, **row: Any) -> dict[str, Any]:
    return {"op": "update", "table": table, "where": OWN, "row": row}


def mutate(table: str, *mutations: list[Any]) -> dict[str, Any]:
    return {"op": "mutate", "table": table, "where": OWN, "mutations": list(mutations)}


SWITCH = {"name": "web"}
PORT = {"name": "p", "addresses": ["02:00:00:00:00:01 10.0.0.1", "unknown"], "type": "", "options": {"a": "1", "b": "2"}}


@pytest.mark.parametrize(
    ("entity", "stored", "arguments", "operations"),
    [
        # maps: key by key
        (LOGICAL_SWITCH, SWITCH, {"external_ids": {"a": "1"}}, [mutate("Logical_Switch", ["external_ids", "insert", ["map", [["a", "1"]]]])]),
        (LOGICAL_SWITCH, {**SWITCH, "external_ids": {"a": "1"}}, {"external_ids": {"a": 1}}, []),
        (
            LOGICAL_SWITCH,
            {**SWITCH, "external_ids": {"a": "0", "b": "2"}},
            {"external_ids": {"a": True, "c": 1.5}},
            [mutate("Logical_Switch", ["external_ids", "delete", ["set", ["a"]]], ["external_ids", "insert", ["map", [["a", "true"], ["c", "1.5"]]]])],
        ),
        (LOGICAL_SWITCH, {**SWITCH, "external_ids": {"a": "1"}}, {"external_ids": {"b": None}}, []),
        (LOGICAL_SWITCH, {**SWITCH, "external_ids": {"a": ""}}, {"external_ids": {"a": ""}}, []),
        (LOGICAL_SWITCH, SWITCH, {"external_ids": {"a": ""}}, [mutate("Logical_Switch", ["external_ids", "insert", ["map", [["a", ""]]]])]),
        (
            LOGICAL_SWITCH,
            {**SWITCH, "external_ids": {"a": "1", "b": "2"}},
            {"external_ids": {"b": None}},
            [mutate("Logical_Switch", ["external_ids", "delete", ["set", ["b"]]])],
        ),
        (
            LOGICAL_SWITCH,
            {**SWITCH, "other_config": {"interconn-ts": "x", "subnet": "10.0.0.0/8"}},
            {"other_config": {}},
            [mutate("Logical_Switch", ["other_config", "delete", ["set", ["subnet"]]])],
        ),
        (LOGICAL_SWITCH, SWITCH, {"other_config": {}}, []),
        # sets: whole, without order, in any spelling
        (LOGICAL_SWITCH_PORT, PORT, {"addresses": ["unknown", "02:00:00:00:00:01  10.0.0.1"]}, []),
        (LOGICAL_SWITCH_PORT, {**PORT, "addresses": ["0A:00:00:00:00:01 10.0.0.1"]}, {"addresses": ["0a:00:00:00:00:01 10.0.0.1"]}, []),
        (LOGICAL_SWITCH_PORT, PORT, {"addresses": ["unknown", "unknown"]}, [update("Logical_Switch_Port", addresses=["set", ["unknown"]])]),
        (LOGICAL_SWITCH_PORT, PORT, {"addresses": []}, [update("Logical_Switch_Port", addresses=["set", []])]),
        (ADDRESS_SET, {"name": "s", "addresses": ["10.0.0.0/8"]}, {"addresses": ["10.1.2.3/8"]}, []),
        # what is empty has a meaning
        (LOGICAL_SWITCH_PORT, PORT, {"enabled": True}, []),
        (LOGICAL_SWITCH_PORT, {**PORT, "enabled": False}, {"enabled": True}, [update("Logical_Switch_Port", enabled=True)]),
        (LOGICAL_SWITCH_PORT, {**PORT, "enabled": True}, {"enabled": True}, []),
        (LOGICAL_SWITCH_PORT, PORT, {"enabled": False}, [update("Logical_Switch_Port", enabled=False)]),
        # an empty text in an optional column is no value
        (LOGICAL_SWITCH_PORT, {**PORT, "parent_name": "vm"}, {"parent_name": ""}, [update("Logical_Switch_Port", parent_name=["set", []])]),
        (LOGICAL_SWITCH_PORT, PORT, {"parent_name": ""}, []),
        (NB_GLOBAL, {"name": "az"}, {"name": ""}, [update("NB_Global", name="")]),
        # what is not given is not touched
        (LOGICAL_SWITCH_PORT, PORT, {}, []),
        (
            LOGICAL_SWITCH_PORT,
            PORT,
            {"type": "localport", "options": {"a": "2"}},
            [
                update("Logical_Switch_Port", type="localport"),
                mutate("Logical_Switch_Port", ["options", "delete", ["set", ["a"]]], ["options", "insert", ["map", [["a", "2"]]]]),
            ],
        ),
    ],
)
def test_update(entity: Entity, stored: dict[str, Any], arguments: dict[str, Any], operations: list[dict[str, Any]]) -> None:
    result = planned(entity, stored, {option: stored[option] for option in entity.identity} | arguments)
    assert result.operations == operations
    assert result.changed is bool(operations)
    assert (result.before == result.after) is not bool(operations)
    assert bool(result.guards) is bool(operations), "what is not written needs no guard, what is written does"


def test_diff_shows_what_is_managed() -> None:
    result = planned(LOGICAL_SWITCH_PORT, PORT, {"name": "p", "type": "router", "options": {"a": None}})
    assert result.before == {"name": "p", "type": "", "options": {"a": "1", "b": "2"}}
    assert result.after == {"name": "p", "type": "router", "options": {"b": "2"}}
    assert result.row is not None
    assert result.row["addresses"] == PORT["addresses"]
    assert result.row["switch"] == "web"


def test_guard_holds_what_was_compared() -> None:
    result = planned(LOGICAL_SWITCH_PORT, PORT, {"name": "p", "type": "router", "options": {"a": "2"}})
    guard, parent = result.guards
    assert parent["rows"] == [{"_uuid": ["uuid", PARENT]}]
    assert (guard["op"], guard["timeout"], guard["until"], guard["where"]) == ("wait", 0, "==", OWN)
    assert sorted(guard["columns"]) == ["name", "options", "type"]
    assert guard["rows"] == [{"name": "p", "type": "", "options": ["map", [["a", "1"], ["b", "2"]]]}]


def test_child_is_made_and_removed_with_its_place() -> None:
    made = planned(LOGICAL_SWITCH_PORT, None, {"switch": "web", "name": "p", "options": {"a": None, "b": 1}})
    insert, place = made.operations
    assert insert["row"] == {"name": "p", "options": ["map", [["b", "1"]]]}
    assert place["where"] == [["_uuid", "==", ["uuid", PARENT]]]
    assert place["mutations"] == [["ports", "insert", ["set", [["named-uuid", insert["uuid-name"]]]]]]
    assert made.before == {}
    assert made.after == {"switch": "web", "name": "p", "options": {"b": "1"}}
    removed = planned(LOGICAL_SWITCH_PORT, PORT, {"switch": "web", "name": "p"}, present=False)
    taken, deleted = removed.operations
    assert taken["mutations"] == [["ports", "delete", ["set", [["uuid", UUID]]]]]
    assert deleted == {"op": "delete", "table": "Logical_Switch_Port", "where": OWN}, "network functions keep ports: refused if one does"
    assert removed.after == {}
    assert removed.row is None
    assert planned(LOGICAL_SWITCH_PORT, None, {"switch": "web", "name": "p"}, present=False).changed is False


def test_removed_from_one_of_two_places() -> None:
    removed = planned(LOGICAL_SWITCH_PORT, PORT, {"switch": "web", "name": "p"}, present=False, elsewhere=True)
    assert [operation["op"] for operation in removed.operations] == ["mutate"]


def test_row_without_a_place_is_put_into_one() -> None:
    result = planned(LOGICAL_SWITCH_PORT, PORT, {"switch": "web", "name": "p"}, homes=[])
    assert [operation["mutations"] for operation in result.operations] == [[["ports", "insert", ["set", [["uuid", UUID]]]]]]
    assert [guard["rows"] for guard in result.guards if guard["where"][0][0] == "ports"] == [[]], "and nobody else has put it anywhere"
    assert (result.before["switch"], result.after["switch"]) == (None, "web")
    with pytest.raises(InvalidValue, match=r"switch: needed, since .* is in none any more"):
        planned(LOGICAL_SWITCH_PORT, PORT, {"name": "p"}, parent=None, homes=[])
    assert planned(LOGICAL_SWITCH_PORT, PORT, {"name": "p"}, present=False, homes=[]).operations == [
        {"op": "delete", "table": "Logical_Switch_Port", "where": OWN}
    ]


def test_root_row_is_deleted_by_itself() -> None:
    removed = planned(LOGICAL_SWITCH, SWITCH, {"name": "web"}, present=False)
    assert removed.operations == [{"op": "delete", "table": "Logical_Switch", "where": OWN}]
    assert removed.guards[0]["rows"] == [{"_uuid": ["uuid", UUID]}], "of two that remove it, one finds it gone"


def test_references_by_name() -> None:
    uuids = {("Logical_Switch_Port", "a"): UUID, ("Logical_Switch_Port", "b"): OTHER}
    result = planned(PORT_GROUP, {"name": "g", "ports": [UUID]}, {"name": "g", "ports": ["b", "a"]}, uuids=uuids, names={UUID: "a"})
    assert result.operations == [update("Port_Group", ports=["set", [["uuid", UUID], ["uuid", OTHER]]])]
    assert (result.before["ports"], result.after["ports"]) == (["a"], ["a", "b"])
    assert [guard["where"][0][2][1] for guard in result.guards] == [UUID, UUID, OTHER], "the group as it was, and both ports are there still"
    same = planned(PORT_GROUP, {"name": "g", "ports": [UUID, OTHER]}, {"name": "g", "ports": ["b", "a", "b"]}, uuids=uuids)
    assert same.changed is False


def test_what_a_name_cannot_reach_is_shown_by_uuid() -> None:
    result = planned(PORT_GROUP, {"name": "g", "ports": [OTHER]}, {"name": "g", "ports": []})
    assert result.before["ports"] == [OTHER]


def test_attachments() -> None:
    uuids = {("Logical_Switch", "a"): OTHER, ("Logical_Switch", "b"): PARENT}
    stored = {"name": "lb", "vips": {"10.0.0.1:80": "10.0.0.2:80"}}
    result = planned(LOAD_BALANCER, stored, {"name": "lb", "switches": ["b"]}, uuids=uuids, attached={"switches": [OTHER]}, names={OTHER: "a"})
    assert [(operation["where"][0][2][1], operation["mutations"][0][1]) for operation in result.operations] == [(PARENT, "insert"), (OTHER, "delete")]
    assert (result.before["switches"], result.after["switches"]) == (["a"], ["b"])


def test_what_is_needed_to_create() -> None:
    with pytest.raises(InvalidValue, match=r"action: needed to create ACL .* in switch web"):
        planned(ACL, None, {"switch": "web", "direction": "to-lport", "priority": 1, "match": "ip4"})
    with pytest.raises(InvalidValue, match="switch: needed to create"):
        planned(LOGICAL_SWITCH_PORT, None, {"name": "p"}, parent=None)


def test_a_plan_leaves_what_it_is_given() -> None:
    wanted = desired(LOGICAL_SWITCH, {"name": "web", "external_ids": {"a": None}})
    before = json.dumps([wanted.columns, wanted.identity])
    row = row_of(LOGICAL_SWITCH, {"name": "web", "external_ids": {"a": "1"}})
    stored = json.dumps(row.values)
    plan(wanted, Current(row=row), SCHEMA)
    assert json.dumps([wanted.columns, wanted.identity]) == before
    assert json.dumps(row.values) == stored
