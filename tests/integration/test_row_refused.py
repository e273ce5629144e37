# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What row refuses, what it leaves to daemons, and many runs at once."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.processes import at_once
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "row"
WEB = {"table": "Logical_Switch", "where": {"name": "web"}}
RUNS = 20


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("ACL", "priority", "high", ("'high' is not an integer",)),
        ("ACL", "priority", True, ("True is not an integer",)),
        ("ACL", "priority", 1.5, ("1.5 is not an integer",)),
        ("ACL", "priority", None, ("None is not an integer",)),
        ("ACL", "priority", 2**63, ("is not an integer",)),
        ("ACL", "priority", 32768, ("priority: 32768", "range")),
        ("ACL", "log", "perhaps", ("'perhaps' is not a boolean",)),
        ("ACL", "log", 1, ("1 is not a boolean",)),
        ("ACL", "match", ["ip4"], ("['ip4'] is not a string",)),
        ("ACL", "match", {"a": "b"}, ("{'a': 'b'} is not a string",)),
        ("ACL", "match", "a\0b", ("is not a string",)),
        ("ACL", "action", "alow", ("action: 'alow'", "allow-related")),
        ("ACL", "severity", "loud", ("severity: 'loud'", "warning")),
        ("Logical_Switch_Port", "addresses", "unknown", ("'unknown' is not a list, each element a string",)),
        ("Logical_Switch_Port", "addresses", [["unknown"]], ("is not a list, each element a string",)),
        ("Logical_Switch_Port", "tag_request", "one", ("'one' is not an integer or null",)),
        ("Logical_Switch_Port", "tag_request", 5000, ("tag_request: 5000", "range")),
        ("Logical_Switch_Port", "enabled", [], ("[] is not a boolean or null",)),
        ("Logical_Switch_Port", "ha_chassis_group", 7, ("7 is not a name or uuid of a HA_Chassis_Group or null",)),
        ("Logical_Switch_Port", "options", ["a"], ("['a'] is not a dictionary of string to string",)),
        ("Logical_Switch_Port", "options", {"a": ["b"]}, ("is not a dictionary of string to string",)),
        ("Logical_Switch_Port", "option", {}, ("Logical_Switch_Port has no column option", "options")),
        ("Logical_Switch", "ports", {"name": "p"}, ("ports: a list of rows",)),
        ("Logical_Switch", "ports", "p", ("'p' is not a list, each element a name or uuid of a Logical_Switch_Port",)),
        ("Logical_Switch", "load_balancer", [None], ("is not a list",)),
        ("QoS", "action", {"dscp": "low"}, ("is not a dictionary of string to integer",)),
        ("QoS", "action", {"speed": 1}, ("action: {'speed': 1}", "dscp")),
        ("QoS", "action", {"dscp": -1}, ("action: {'dscp': -1}", "range")),
    ],
)
def test_wrong_values(bench: Bench, table: str, column: str, value: Any, words: tuple[str, ...]) -> None:
    bench.both("ls-add web", "lsp-add web web-1")
    valid = {"ACL": {"direction": "to-lport", "match": "ip4", "action": "drop", "priority": 1}, "QoS": {"direction": "to-lport", "match": "ip4", "priority": 1}}
    tells = {"Logical_Switch_Port": {"name": "web-1"}, "Logical_Switch": {"name": "web"}}
    task = {"table": table, "where": tells.get(table, {"external_ids": {"a": "b"}}), "columns": {**valid.get(table, {}), column: value}}
    result = bench.refused(MODULE, {**task, **({} if table in tells else {"parent": WEB})}, column, *words)
    assert result["failure"]["code"] in ("invalid_value", "schema_mismatch")
    assert (result["failure"]["table"], result["failure"]["column"]) == (table, column)


def test_wrong_tables_and_columns(bench: Bench) -> None:
    bench.refused(MODULE, {"table": "Logical_Swich"}, "has no table Logical_Swich", "Logical_Switch_Port", code="schema_mismatch")
    bench.refused(MODULE, {"table": "ACL", "where": {"prio": 7}}, "ACL has no column prio", "priority", code="schema_mismatch")
    bench.refused(MODULE, {**WEB, "columns": {"_version": "x"}}, "_version is the server's own")
    bench.refused(MODULE, {"table": "ACL", "where": {"priority": 7}}, "Logical_Switch.acls or Port_Group.acls, action, direction: needed to create")
    bench.refused(MODULE, {**WEB, "parent": {"table": "NB_Global"}}, "no column to which rows of Logical_Switch could be added")


def test_what_daemons_write(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1", "set-connection pssl:6641")
    port = {"table": "Logical_Switch_Port", "where": {"name": "web-1"}}
    for task, words in (
        ({**port, "columns": {"up": True}}, ("up of Logical_Switch_Port", "daemons")),
        ({"table": "NB_Global", "columns": {"nb_cfg": 7}}, ("nb_cfg of NB_Global", "daemons")),
        ({"table": "NB_Global", "columns": {"options": {"a": "b", "max_tunid": 7}}}, ("options: max_tunid", "daemons")),
        ({"table": "Connection", "where": {"target": "pssl:6641"}, "columns": {"status": {"a": "b"}}}, ("status of Connection", "daemons")),
        ({**WEB, "columns": {"ports": [{"name": "web-1", "tag": 7}]}}, ("ports: tag of Logical_Switch_Port", "daemons")),
    ):
        bench.refused(MODULE, task, *words, "overrule_daemons", code="invalid_value")
    bench.run(
        MODULE,
        [
            Step({**port, "columns": {"up": True}, "overrule_daemons": True}, "set Logical_Switch_Port web-1 up=true"),
            Step({"table": "NB_Global", "columns": {"options": {"max_tunid": 7}}, "overrule_daemons": True}, "set NB_Global . options:max_tunid=7"),
            Step({"table": "NB_Global", "columns": {"options": {}}}, changed=False),
            Step({"table": "NB_Global", "columns": {"options": {}}, "overrule_daemons": True}, "clear NB_Global . options"),
        ],
    )


def test_the_owner_that_a_topology_marks_stays(bench: Bench) -> None:
    key = '"northbound.ovn:owner"'
    bench.both("ls-add web", f"set Logical_Switch web 'external_ids:{key}=shop' external_ids:a=b")
    bench.run(MODULE, [Step({**WEB, "columns": {"external_ids": {}}}, "remove Logical_Switch web external_ids a")])


def test_what_ovn_ic_keeps(bench: Bench) -> None:
    bench.both("create Address_Set name=far external_ids:ic-learnt=true")
    far = {"table": "Address_Set", "where": {"name": "far"}}
    bench.run(MODULE, [Step({**far, "columns": {"addresses": []}}, changed=False)])
    bench.refused(MODULE, {**far, "columns": {"addresses": ["10.1.0.1"]}}, "belongs to ovn-ic", code="conflict")
    bench.refused(MODULE, {**far, "state": "absent"}, "belongs to ovn-ic", code="conflict")
    bench.run(MODULE, [Step({**far, "state": "absent", "overrule_daemons": True}, "destroy Address_Set far")])


def test_southbound_is_refused_before_it_is_asked(sb: Ovsdb) -> None:
    sb.ctl("chassis-add", "hv9", "geneve", "192.0.2.9")
    task = {"database": "OVN_Southbound", "remotes": sb.remotes, "table": "Chassis", "where": {"name": "hv9"}, "state": "absent"}
    stamp = sb.stamp()
    for remotes in (sb.remotes, ["unix:/nobody/listens/here"]):
        result = run_module(MODULE, {**task, "remotes": remotes}, fails=True)
        assert "ovn-northd and ovn-controller write the rows" in result["msg"]
        assert "overrule_daemons" in result["msg"]
    assert sb.stamp() == stamp
    assert run_module(MODULE, {**task, "overrule_daemons": True})["changed"] is True
    assert run_module(MODULE, {**task, "overrule_daemons": True})["changed"] is False
    assert sb.rows("Chassis") == sb.rows("Encap") == []


def test_waiting(bench: Bench, sb: Ovsdb) -> None:
    """There is no ovn-northd: a change is made and then waited for in vain, and without one nothing is waited for."""
    task = {**WEB, "wait": "sb", "timeout": 1}
    result = bench.module(MODULE, task, fails=True)
    assert result["failure"]["code"] == "timeout"
    assert bench.module(MODULE, task)["changed"] is False
    other = {"database": "OVN_Southbound", "remotes": sb.remotes, "table": "SB_Global", "overrule_daemons": True, "wait": "sb"}
    assert "cannot be waited for in OVN_Southbound" in run_module(MODULE, other, fails=True)["msg"]


def test_remotes_by_database(monkeypatch: pytest.MonkeyPatch, bench: Bench, sb: Ovsdb) -> None:
    monkeypatch.setenv("OVN_NB_DB", bench.db.unix)
    monkeypatch.setenv("OVN_SB_DB", sb.unix)
    assert run_module(MODULE, {"table": "NB_Global"})["changed"] is False
    assert "ipsec" in run_module(MODULE, {"database": "OVN_Southbound", "table": "SB_Global", "overrule_daemons": True})["row"]
    for database, path in (("OVN_IC_Northbound", "ovn/ovn_ic_nb_db"), ("OVN_IC_Southbound", "ovn/ovn_ic_sb_db"), ("Open_vSwitch", "openvswitch/db")):
        result = run_module("row_info", {"database": database, "tables": {"SSL": {}}}, fails=True)
        assert result["failure"]["remote"] == f"unix:/var/run/{path}.sock"


def test_twenty_runs_make_one_row(bench: Bench) -> None:
    remotes = {"remotes": bench.db.remotes}
    rule = {"table": "ACL", "where": {"external_ids": {"rule": 1}}, "parent": WEB}
    tasks: list[tuple[str, dict[str, Any]]] = [
        (MODULE, {**remotes, **WEB, "columns": {"other_config": {"a": "b"}}}),
        (MODULE, {**remotes, **rule, "columns": {"direction": "to-lport", "priority": 7, "match": "ip4", "action": "drop"}}),
        (MODULE, {**remotes, "table": "SSL", "columns": {"private_key": "/k", "certificate": "/c", "ca_cert": "/a"}}),
        (MODULE, {**remotes, "table": "Meter", "where": {"name": "m"}, "columns": {"unit": "kbps", "bands": [{"action": "drop", "rate": 1}]}}),
    ]
    results = at_once([tasks for dummy in range(RUNS)])
    for number in range(len(tasks)):
        assert [run[number]["changed"] for run in results].count(True) == 1, tasks[number]
        assert len({run[number]["uuid"] for run in results}) == 1
    assert {table: len(bench.db.rows(table)) for table in ("Logical_Switch", "ACL", "SSL", "Meter", "Meter_Band")} == dict.fromkeys(
        ("Logical_Switch", "ACL", "SSL", "Meter", "Meter_Band"), 1
    )


def test_twenty_runs_set_a_key_each(bench: Bench) -> None:
    bench.db.ctl("ls-add", "web")
    at_once([[(MODULE, {"remotes": bench.db.remotes, **WEB, "columns": {"other_config": {f"key{number}": number}}})] for number in range(RUNS)])
    assert len(bench.db.row("Logical_Switch")["other_config"][1]) == RUNS
