# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""nb_info against a real server."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.steps import Bench

MODULE = "nb_info"


@pytest.fixture(autouse=True)
def _content(bench: Bench) -> None:
    bench.db.ctl("ls-add", "web", "--", "lsp-add", "web", "web-1", "--", "lsp-add", "web", "web-2", "--", "ls-add", "app")
    bench.db.ctl("set", "Logical_Switch", "web", "external_ids:owner=shop", "other_config:subnet=10.1.0.0/24")
    bench.db.ctl("lsp-set-enabled", "web-2", "disabled")
    bench.db.ctl("acl-add", "web", "to-lport", "7", "ip4", "drop")


def read(bench: Bench, tables: dict[str, Any], **args: Any) -> dict[str, Any]:
    stamp = bench.db.stamp()
    results = [bench.module(MODULE, {"tables": tables, **args}, check=check) for check in (True, False)]
    assert results[0] == results[1]
    assert results[0]["changed"] is False
    assert bench.db.stamp() == stamp
    return dict(results[0]["tables"])


def test_native_types(bench: Bench) -> None:
    ports = {row["name"]: row for row in read(bench, {"Logical_Switch_Port": {}})["Logical_Switch_Port"]}
    assert ports["web-1"]["enabled"] is None
    assert ports["web-2"]["enabled"] is False
    assert ports["web-1"]["addresses"] == []
    assert ports["web-1"]["options"] == {}
    acl = read(bench, {"ACL": {"columns": ["priority", "log", "name", "_uuid"]}})["ACL"][0]
    assert acl == {"_uuid": bench.db.row("ACL")["_uuid"][1], "priority": 7, "log": False, "name": None}


def test_conditions_and_columns(bench: Bench) -> None:
    tables = read(
        bench,
        {
            "Logical_Switch": {"conditions": [["external_ids", "includes", {"owner": "shop"}]], "columns": ["name"]},
            "ACL": {"conditions": [["priority", ">=", 7], ["action", "!=", "allow"]], "columns": ["match"]},
            "Logical_Router": {},
        },
    )
    assert [(row["name"], sorted(row)) for row in tables["Logical_Switch"]] == [("web", ["_uuid", "name"])]
    assert [row["match"] for row in tables["ACL"]] == ["ip4"]
    assert tables["Logical_Router"] == []
    assert read(bench, {"Logical_Switch": {"conditions": [["name", "==", "web"], ["name", "==", "app"]]}}) == {"Logical_Switch": []}
    assert len(read(bench, {"Logical_Switch_Port": {"conditions": [["enabled", "==", None]]}})["Logical_Switch_Port"]) == 1


def test_references_by_name(bench: Bench) -> None:
    wanted = {"Logical_Switch": {"conditions": [["name", "==", "web"]], "columns": ["ports", "acls"]}}
    (row,) = read(bench, wanted, resolve_references=True)["Logical_Switch"]
    assert row["ports"] == ["web-1", "web-2"]
    assert row["acls"] == [bench.db.row("ACL")["_uuid"][1]], "an ACL has no name that tells it apart"
    (row,) = read(bench, wanted)["Logical_Switch"]
    assert row["ports"] == sorted(port["_uuid"][1] for port in bench.db.rows("Logical_Switch_Port"))


def test_rows_without_a_column_for_their_name(bench: Bench) -> None:
    name = ["map", [["northbound.ovn:name", "web"]]]
    dhcp, dns, foreign = (
        ["uuid", bench.db.insert(table, row)]
        for table, row in (("DHCP_Options", {"cidr": "10.1.0.0/24", "external_ids": name}), ("DNS", {"external_ids": name}), ("DNS", {}))
    )
    bfd = {"op": "insert", "table": "BFD", "uuid-name": "bfd", "row": {"logical_port": "edge-wan", "dst_ip": "192.0.2.1"}}
    route = {"ip_prefix": "0.0.0.0/0", "nexthop": "192.0.2.1", "bfd": ["named-uuid", "bfd"]}
    bench.db.transact(
        {"op": "update", "table": "Logical_Switch", "where": [["name", "==", "web"]], "row": {"dns_records": ["set", [dns, foreign]]}},
        {"op": "update", "table": "Logical_Switch_Port", "where": [["name", "==", "web-1"]], "row": {"dhcpv4_options": dhcp}},
        bfd,
        {"op": "insert", "table": "Logical_Router_Static_Route", "uuid-name": "route", "row": route},
        {"op": "insert", "table": "Logical_Router", "row": {"name": "edge", "static_routes": ["named-uuid", "route"]}},
    )
    tables: dict[str, Any] = {
        "Logical_Switch": {"conditions": [["name", "==", "web"]], "columns": ["dns_records"]},
        "Logical_Switch_Port": {"conditions": [["name", "==", "web-1"]], "columns": ["dhcpv4_options"]},
        "Logical_Router_Static_Route": {"columns": ["bfd"]},
    }
    found = read(bench, tables, resolve_references=True)
    assert found["Logical_Switch"][0]["dns_records"] == sorted(["web", foreign[1]])
    assert found["Logical_Switch_Port"][0]["dhcpv4_options"] == "web"
    assert found["Logical_Router_Static_Route"][0]["bfd"] == "edge-wan 192.0.2.1"


def test_wrong_input(bench: Bench) -> None:
    bench.refused(MODULE, {"tables": {"Logical_Swich": {}}}, "Logical_Swich", "Logical_Switch", code="schema_mismatch")
    bench.refused(MODULE, {"tables": {"ACL": {"columns": ["prio"]}}}, "prio", "priority", code="schema_mismatch")
    for condition in (["priority", "==", "high"], ["priority", "~", 7], ["priority", "=="], "priority", ["match", "==", ["ip4"]]):
        result = bench.refused(MODULE, {"tables": {"ACL": {"conditions": [condition]}}}, code="invalid_value")
        assert "ACL" in result["msg"] or "priority" in result["msg"]
    bench.refused(MODULE, {"tables": {"ACL": {"condition": []}}}, "condition")
    bench.refused(MODULE, {"tables": {"ACL": ["name"]}}, "ACL")
