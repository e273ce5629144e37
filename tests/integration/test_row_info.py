# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""row_info on every kind of database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.runner import run_module

MODULE = "row_info"


def read(db: Ovsdb, tables: dict[str, Any], **args: Any) -> dict[str, list[dict[str, Any]]]:
    stamp = db.stamp()
    task = {"database": db.database, "remotes": db.remotes, "tables": tables, **args}
    results = [run_module(MODULE, task, check=check) for check in (True, False)]
    assert results[0] == results[1]
    assert results[0]["changed"] is False
    assert db.stamp() == stamp
    return dict(results[0]["tables"])


def test_southbound(sb: Ovsdb) -> None:
    sb.ctl("chassis-add", "hv1", "geneve", "192.0.2.1", "--", "set-connection", "role=ovn-controller", "pssl:6642")
    sb.ctl("create", "Datapath_Binding", "tunnel_key=1")
    datapath = sb.row("Datapath_Binding")["_uuid"][1]
    sb.ctl("create", "Port_Binding", "logical_port=web-1", "tunnel_key=7", f"datapath={datapath}")
    sb.ctl("lsp-bind", "web-1", "hv1")
    tables = {
        "Chassis": {"columns": ["name", "encaps"]},
        "SB_Global": {"columns": ["connections"]},
        "Port_Binding": {"conditions": [["tunnel_key", ">", "5"]], "columns": ["chassis", "datapath"]},
        "Encap": {"conditions": [["type", "==", "vxlan"]]},
    }
    found = read(sb, tables, resolve_references=True)
    assert [(row["name"], row["encaps"]) for row in found["Chassis"]] == [("hv1", ["geneve 192.0.2.1"])]
    assert found["SB_Global"][0]["connections"] == ["pssl:6642"]
    # a datapath has no name, and stays a uuid
    assert [(row["chassis"], row["datapath"]) for row in found["Port_Binding"]] == [("hv1", datapath)]
    assert found["Encap"] == []
    assert read(sb, tables)["Chassis"][0]["encaps"] == [sb.row("Encap")["_uuid"][1]]


def test_open_vswitch(folder: Path) -> None:
    ovs = Ovsdb(folder, schemas("vswitch")[0])
    try:
        ovs.ctl("--id=@b", "create", "Bridge", "name=br0", "--", "add", "Open_vSwitch", ".", "bridges", "@b")
        ovs.ctl("add-port", "br0", "p0", "tag=5", "--", "add-port", "br0", "p1", "trunks=6,7")
        ovs.ctl("--id=@q", "create", "Queue", "dscp=1", "--", "create", "QoS", "type=linux-htb", "queues:3=@q")
        queue = ovs.row("Queue")["_uuid"][1]
        tables = {
            "Port": {"conditions": [["tag", "!=", None]], "columns": ["name", "tag", "trunks", "interfaces"]},
            "Bridge": {"columns": ["ports"]},
            "QoS": {"conditions": [["queues", "includes", {"3": queue}]], "columns": ["queues"]},
        }
        found = read(ovs, tables, resolve_references=True)
        assert [{**row, "_uuid": ""} for row in found["Port"]] == [{"_uuid": "", "name": "p0", "tag": 5, "trunks": [], "interfaces": ["p0"]}]
        assert found["Bridge"][0]["ports"] == ["p0", "p1"]
        assert found["QoS"][0]["queues"] == {"3": queue}
        (port,) = read(ovs, {"Port": {"conditions": [["trunks", "==", [7, 6]]]}})["Port"]
        assert (port["name"], port["trunks"], port["other_config"], port["protected"]) == ("p1", [6, 7], {}, False)
    finally:
        ovs.stop()


def test_maps_of_names(folder: Path) -> None:
    vtep = Ovsdb(folder, schemas("vtep")[0])
    try:
        vtep.ctl("add-ps", "ps", "--", "add-port", "ps", "p1", "--", "add-ls", "ls0", "--", "bind-ls", "ps", "p1", "5", "ls0")
        uuid = vtep.row("Logical_Switch")["_uuid"][1]
        assert read(vtep, {"Physical_Port": {}}, resolve_references=True)["Physical_Port"][0]["vlan_bindings"] == {"5": "ls0"}
        assert read(vtep, {"Physical_Port": {}})["Physical_Port"][0]["vlan_bindings"] == {"5": uuid}
    finally:
        vtep.stop()


@pytest.mark.parametrize("schema", ["ovn-nb", "ovn-sb", "ovn-ic-nb", "ovn-ic-sb", "vswitch", "vtep"])
def test_every_table_can_be_read(folder: Path, schema: str) -> None:
    for path in schemas(schema):
        db = Ovsdb(folder, path)
        try:
            found = read(db, {table: {} for table in db.schema["tables"]}, resolve_references=True)
            assert {table: len(rows) for table, rows in found.items() if rows} == {
                next(table for table in found if table.endswith("Global") or table == "Open_vSwitch"): 1
            }
        finally:
            db.stop()


def test_wrong_input(sb: Ovsdb) -> None:
    for tables, code, words in (
        ({"Chasis": {}}, "schema_mismatch", "has no table Chasis"),
        ({"Chassis": {"columns": ["nam"]}}, "schema_mismatch", "has no column nam"),
        ({"Encap": {"conditions": [["ip", "==", ["192.0.2.1"]]]}}, "invalid_value", "is not a string"),
        ({"Chassis": {"conditions": [["encaps", "includes", ["geneve"]]]}}, "invalid_value", "'geneve' is not a uuid"),
        ({"Port_Binding": {"conditions": [["tunnel_key", "<", "many"]]}}, "invalid_value", "'many' is not an integer"),
    ):
        result = run_module(MODULE, {"database": "OVN_Southbound", "remotes": sb.remotes, "tables": tables}, fails=True)
        assert result["failure"]["code"] == code
        assert words in result["msg"]
    result = run_module(MODULE, {"database": "Open_vSwitch", "remotes": sb.remotes, "tables": {"Bridge": {}}}, fails=True)
    assert "serves no database Open_vSwitch" in result["msg"]
