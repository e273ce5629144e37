# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""network_function against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "network_function"
OLDEST, NEWEST = oldest_and_newest("ovn-nb")
oldest = pytest.mark.parametrize("_pair", [OLDEST], indirect=True, ids=["oldest"])
newest = pytest.mark.parametrize("_pair", [NEWEST], indirect=True, ids=["newest"])
FW = {"name": "fw", "id": 1, "inport": "fw-in", "outport": "fw-out"}
CHECK = "{Network_Function_Health_Check}"


@pytest.fixture(name="ports")
def _ports(bench: Bench) -> Bench:
    bench.both("ls-add web", *(f"lsp-add web {name}" for name in ("fw-in", "fw-out", "other")))
    return bench


@newest
def test_life_of_a_function(ports: Bench) -> None:
    ports.run(
        MODULE,
        [
            Step(FW, "nf-add fw 1 fw-in fw-out", row={**FW, "health_check": {}, "external_ids": {}}),
            Step({"name": "fw"}, changed=False, row=FW),
            Step({"name": "fw", "id": 255}, "--may-exist nf-add fw 255 fw-in fw-out"),
            Step({"name": "fw", "outport": "other"}, "--may-exist nf-add fw 255 fw-in other", row={"inport": "fw-in", "outport": "other"}),
            Step({"name": "fw", "inport": "fw-out", "outport": "fw-in"}, "--may-exist nf-add fw 255 fw-out fw-in"),
            Step({"name": "fw", "external_ids": {"owner": "shop"}}, "set Network_Function {Network_Function} external_ids:owner=shop"),
            Step({"name": "fw", "external_ids": {"owner": None}}, "remove Network_Function {Network_Function} external_ids owner"),
            Step({"name": "fw", "state": "absent"}, "nf-del fw", row={}),
            Step({"name": "fw", "state": "absent"}, changed=False),
        ],
    )
    assert len(ports.db.rows("Logical_Switch_Port")) == 3


@newest
def test_health_check(ports: Bench) -> None:
    made = "--id=@check create Network_Function_Health_Check name=fw options:interval=5 -- set Network_Function {Network_Function} health_check=@check"
    ports.run(
        MODULE,
        [
            Step(
                {**FW, "health_check": {"options": {"interval": 5}}},
                ("nf-add fw 1 fw-in fw-out", made),
                row={"health_check": {"name": "fw", "options": {"interval": "5"}, "external_ids": {}}},
            ),
            Step({"name": "fw", "health_check": {"options": {"timeout": 3}}}, f"set Network_Function_Health_Check {CHECK} options:timeout=3"),
            Step(
                {"name": "fw", "health_check": {"options": {"timeout": None}, "external_ids": {"owner": "shop"}}},
                (
                    f"remove Network_Function_Health_Check {CHECK} options timeout",
                    f"set Network_Function_Health_Check {CHECK} external_ids:owner=shop",
                ),
            ),
        ],
    )
    uuid = ports.db.row("Network_Function_Health_Check")["_uuid"]
    ports.run(
        MODULE,
        [
            Step({"name": "fw", "health_check": {"name": "probe"}}, f"set Network_Function_Health_Check {CHECK} name=probe"),
            Step({"name": "fw", "health_check": {"options": {}}}, f"clear Network_Function_Health_Check {CHECK} options", row={"id": 1}),
        ],
    )
    assert ports.db.row("Network_Function_Health_Check")["_uuid"] == uuid, "changed in place"
    ports.run(
        MODULE,
        [
            Step({"name": "fw", "health_check": {}}, "clear Network_Function {Network_Function} health_check", row={"health_check": {}}),
            Step({"name": "fw", "health_check": {}}, changed=False),
            Step({"name": "fw", "health_check": {"options": {"interval": 5}}}, made),
            Step({"name": "fw", "state": "absent"}, "nf-del fw"),
        ],
    )
    assert ports.db.rows("Network_Function_Health_Check") == []


@newest
def test_another_name_by_uuid(ports: Bench) -> None:
    ports.both("nf-add fw 1 fw-in fw-out")
    uuid = ports.db.row("Network_Function")["_uuid"][1]
    ports.run(MODULE, [Step({"uuid": uuid, "name": "firewall"}, "set Network_Function {Network_Function} name=firewall", row={"id": 1})])


@newest
def test_what_must_be_unique(ports: Bench) -> None:
    ports.both("nf-add fw 1 fw-in fw-out")
    ports.refused(MODULE, {**FW, "name": "fw2"}, "Network_Function 'fw2'", "(1) for index", "id", code="constraint_violation", check=False)
    ports.run(MODULE, [Step({"name": "fw", "health_check": {"external_ids": {"a": "b"}}})])
    ports.refused(MODULE, {**FW, "name": "fw2", "id": 2, "health_check": {"name": "fw"}}, "for index", "name", code="constraint_violation", check=False)


@newest
def test_its_ports_stay_while_it_is_there(ports: Bench) -> None:
    """ovn-nbctl would take the port out of its switch and leave a row in no switch, whose name nobody can use again."""
    ports.both("nf-add fw 1 fw-in fw-out")
    words = ("Logical_Switch_Port 'fw-in'", "inport of Network_Function 'fw'", "remove what still refers to it first")
    ports.refused("logical_switch_port", {"name": "fw-in", "state": "absent"}, *words, code="referential_violation")
    ports.run(MODULE, [Step({"name": "fw", "state": "absent"}, "nf-del fw")])
    ports.run("logical_switch_port", [Step({"name": "fw-in", "state": "absent"}, "lsp-del fw-in")])


@newest
def test_port_that_lost_its_switch(ports: Bench) -> None:
    ports.both("nf-add fw 1 fw-in fw-out", "ls-del web", "ls-add web", "ls-add app")
    assert len(ports.db.rows("Logical_Switch_Port")) == 2, "the function keeps them"
    port = {"name": "fw-in"}
    ports.refused("logical_switch_port", {**port, "enabled": True}, "switch: needed", "'fw-in' is in none any more", code="invalid_value")
    ports.refused("logical_switch_port", {**port, "state": "absent"}, "still names it", code="referential_violation")
    ports.run(
        "logical_switch_port",
        [
            Step({**port, "switch": "web"}, "add Logical_Switch web ports {Logical_Switch_Port name=fw-in}", row={"switch": "web"}),
            Step({**port, "enabled": False}, "lsp-set-enabled fw-in disabled", row={"switch": "web"}),
        ],
    )
    ports.refused("logical_switch_port", {**port, "switch": "app"}, "already in switch web", code="conflict")
    ports.run(MODULE, [Step({"name": "fw", "state": "absent"}, "nf-del fw")])
    assert [row["name"] for row in ports.db.rows("Logical_Switch_Port")] == ["fw-in"]


@newest
def test_not_removed_from_its_group(ports: Bench) -> None:
    ports.both("nf-add fw 1 fw-in fw-out", "nfg-add fws 1 inline fw")
    ports.refused(MODULE, {"name": "fw", "state": "absent"}, "Network_Function 'fw'", "remove what still refers", code="referential_violation")


@newest
def test_wrong_input(ports: Bench) -> None:
    for number in (0, 256, -1):
        ports.refused(MODULE, {**FW, "id": number}, f"id: {number} is not allowed", "1 to 255", code="invalid_value")
    ports.refused(MODULE, {"name": "fw"}, "id, inport, outport: needed to create Network_Function 'fw'", code="invalid_value")
    ports.refused(MODULE, {**FW, "inport": "nowhere"}, "inport: no Logical_Switch_Port named 'nowhere'", "create it first", code="not_found")
    ports.refused(MODULE, {**FW, "outport": ""}, "outport: cannot be empty on this server", code="invalid_value")
    ports.refused(MODULE, {**FW, "name": ""}, "name: must not be empty", code="invalid_value")
    ports.refused(MODULE, {**FW, "health_check": {"name": ""}}, "health_check", "name", "must not be empty", code="invalid_value")
    ports.both("nf-add fw 1 fw-in fw-out")
    ports.refused(MODULE, {"name": "fw", "outport": ""}, "outport: cannot be empty on this server", code="invalid_value")


@oldest
def test_older_server(bench: Bench) -> None:
    words = "Network_Function needs OVN 26.03 or newer (schema 7.18.0); this server has 7.0.0"
    bench.refused(MODULE, FW, words, code="schema_mismatch")
    bench.refused(MODULE, {"name": "fw", "state": "absent"}, words, code="schema_mismatch")
