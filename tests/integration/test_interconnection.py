# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules of the Interconnection Northbound on real servers, beside ovn-ic-nbctl."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovn import late_chassis
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import Daemon, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest, program_of
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

NORTH = {"name": "tr1-north", "mac": "02:00:00:00:06:01", "networks": ["192.0.2.1/30"], "chassis": "north-gw1"}
SOUTH = {"name": "tr1-south", "mac": "02:00:00:00:06:02"}


def test_life_of_the_global_row(ic_bench: Bench) -> None:
    ic_bench.run(
        "ic_nb_global",
        [
            Step({}, changed=False),
            Step({"options": {"ic_probe_interval": 30000}}, "set IC_NB_Global . options:ic_probe_interval=30000", row={"external_ids": {}}),
            Step({"options": {"vxlan_mode": True}, "external_ids": {"owner": "net"}}, "set IC_NB_Global . options:vxlan_mode=true external_ids:owner=net"),
            Step({"options": {"ic_probe_interval": None}}, "remove IC_NB_Global . options ic_probe_interval", row={"options": {"vxlan_mode": "true"}}),
            Step({"options": {}, "external_ids": {}}, "clear IC_NB_Global . options external_ids", row={"options": {}, "external_ids": {}}),
        ],
    )
    ic_bench.refused("ic_nb_global", {"options": {"vxlan_mode": "perhaps"}}, "vxlan_mode", '"perhaps"', code="invalid_value")


def test_the_global_row_is_made_where_it_is_missing(ic_bench: Bench) -> None:
    for server in (ic_bench.db, ic_bench.twin):
        server.wipe(init=False)
    ic_bench.run("ic_nb_global", [Step({"options": {"vxlan_mode": False}}, "set IC_NB_Global . options:vxlan_mode=false")])


def test_connections_of_the_global_row_stay(ic_bench: Bench) -> None:
    ic_bench.both("set-connection ptcp:6645", "set-ssl key cert ca")
    ic_bench.run("ic_nb_global", [Step({"options": {"ic_probe_interval": 0}}, "set IC_NB_Global . options:ic_probe_interval=0")])


def test_life_of_a_transit_switch(ic_bench: Bench) -> None:
    ic_bench.both("ts-add other")
    ic_bench.run(
        "transit_switch",
        [
            Step({"name": "ts1", "state": "absent"}, changed=False),
            Step({"name": "ts1"}, "ts-add ts1", row={"name": "ts1", "other_config": {}, "external_ids": {}}),
            Step({"name": "ts1", "external_ids": {"owner": "net"}, "other_config": {"a": 1}}, "set Transit_Switch ts1 external_ids:owner=net other_config:a=1"),
            Step({"name": "ts1", "external_ids": {"owner": None}}, "remove Transit_Switch ts1 external_ids owner", row={"other_config": {"a": "1"}}),
            Step({"name": "ts1", "other_config": {}}, "clear Transit_Switch ts1 other_config"),
            Step({"name": "ts1", "ports": []}, changed=False),
        ],
    )
    uuid = ic_bench.db.row("Transit_Switch", ["name", "==", "ts1"])["_uuid"][1]
    ic_bench.run(
        "transit_switch",
        [
            Step({"uuid": uuid, "name": "ts2"}, "set Transit_Switch ts1 name=ts2", row={"name": "ts2"}),
            Step({"name": "ts2", "state": "absent"}, "ts-del ts2"),
        ],
    )
    ic_bench.refused("transit_switch", {}, "name", "needed", code="invalid_value")
    ic_bench.refused("transit_switch", {"name": ""}, "name", "must not be empty", code="invalid_value")
    ic_bench.refused("transit_switch", {"name": "ts1", "ports": [{"name": "p"}]}, "ports", "needs OVN 26.09 or newer", code="schema_mismatch")


def test_transit_routers_need_their_release(ic_bench: Bench) -> None:
    if "Transit_Router" in ic_bench.db.schema["tables"]:
        assert ic_bench.module("transit_router", {"name": "tr1"})["changed"] is True
        return
    for options in ({}, {"ports": [NORTH]}, {"state": "absent"}):
        words = ("Transit_Router", "needs OVN 26.03 or newer (schema 1.3.0)", "this server has 1.0.0")
        ic_bench.refused("transit_router", {"name": "tr1", **options}, *words, code="schema_mismatch")


@pytest.fixture(name="newest")
def _newest(folder: Path) -> Iterator[Bench]:
    """The newest release that packages have, with its twin."""
    schema = oldest_and_newest("ovn-ic-nb")[-1]
    pair = [Ovsdb(folder, schema, suite=schema.parent.name) for dummy in range(2)]
    yield Bench(*pair)
    for server in pair:
        server.stop()


def test_life_of_a_transit_router(newest: Bench) -> None:
    newest.both("tr-add other", "trp-add other other-p1 02:00:00:00:06:09 192.0.2.9/30 chassis=gw9")
    newest.run(
        "transit_router",
        [
            Step({"name": "tr1", "state": "absent"}, changed=False),
            # with a port in the same transaction, which has to name a router that has no uuid yet
            Step(
                {"name": "tr1", "ports": [NORTH]},
                "tr-add tr1 -- trp-add tr1 tr1-north 02:00:00:00:06:01 192.0.2.1/30 chassis=north-gw1",
                row={"ports": [{**NORTH, "other_config": {}}]},
            ),
            Step({"name": "tr1", "ports": [{**NORTH, "mac": "02:00:00:00:06:1", "networks": ["192.0.2.1/30", "192.0.2.1/30"]}]}, changed=False),
            # to a router that is there
            Step(
                {"name": "tr1", "ports": [SOUTH, {"name": "tr1-north", "mac": NORTH["mac"]}]},
                "-- --id=@p create Transit_Router_Port name=tr1-south 'mac=\"02:00:00:00:06:02\"' 'tr_uuid={Transit_Router name=tr1}'"
                " -- add Transit_Router tr1 ports @p",
                row={"ports": [{**NORTH, "other_config": {}}, {**SOUTH, "networks": [], "chassis": "", "other_config": {}}]},
            ),
            Step(
                {"name": "tr1", "ports": [{**NORTH, "chassis": "", "mac": "02:00:00:00:06:0A"}, {**SOUTH, "networks": ["2001:DB8::5/64", "192.0.2.5/30"]}]},
                "set Transit_Router_Port tr1-north mac='\"02:00:00:00:06:0a\"' chassis='\"\"'"
                ' -- set Transit_Router_Port tr1-south \'networks="192.0.2.5/30","2001:db8::5/64"\'',
            ),
            Step(
                {"name": "tr1", "external_ids": {"owner": "net"}, "other_config": {"a": "b"}}, "set Transit_Router tr1 external_ids:owner=net other_config:a=b"
            ),
            Step(
                {"name": "tr1", "ports": [{**SOUTH, "networks": [], "other_config": {"c": "d"}}]},
                "trp-del tr1-north -- clear Transit_Router_Port tr1-south networks -- set Transit_Router_Port tr1-south other_config:c=d",
            ),
            Step({"name": "tr1", "ports": []}, "trp-del tr1-south", row={"ports": []}),
            Step({"name": "tr1", "external_ids": {}, "other_config": {}}, "clear Transit_Router tr1 external_ids other_config"),
            Step({"name": "tr1", "ports": [NORTH]}, "trp-add tr1 tr1-north 02:00:00:00:06:01 192.0.2.1/30 chassis=north-gw1"),
            Step({"name": "tr1", "state": "absent"}, "tr-del tr1"),
        ],
    )
    assert [row["name"] for row in newest.db.rows("Transit_Router_Port")] == ["other-p1"]


def test_ports_know_their_router(newest: Bench) -> None:
    newest.module("transit_router", {"name": "tr1", "ports": [NORTH]})
    newest.module("transit_router", {"name": "tr1", "ports": [{"name": "tr1-north", "mac": NORTH["mac"]}, SOUTH]})
    router = newest.db.row("Transit_Router")["_uuid"]
    assert [row["tr_uuid"] for row in newest.db.rows("Transit_Router_Port")] == [router, router]


@pytest.mark.parametrize(
    ("ports", "words"),
    [
        ([{"name": "p1"}], ["mac"]),
        ([{"name": "p1", "mac": "02:00"}], ["ports[0].mac", '"02:00"']),
        ([{**SOUTH, "networks": ["192.0.2.1"]}], ["ports[0].networks", "192.0.2.1/24"]),
        ([NORTH, SOUTH, SOUTH], ["ports[2]", "tr1-south", "listed twice"]),
        ([{**SOUTH, "name": ""}], ["ports[0].name", "must not be empty"]),
    ],
)
def test_transit_router_ports_that_cannot_be(newest: Bench, ports: list[dict[str, Any]], words: list[str]) -> None:
    newest.refused("transit_router", {"name": "tr1", "ports": ports}, *words)


def test_a_port_belongs_to_one_router(newest: Bench) -> None:
    newest.module("transit_router", {"name": "tr1", "ports": [NORTH]})
    newest.refused("transit_router", {"name": "tr2", "ports": [NORTH]}, "Transit_Router 'tr2'", "tr1-north", code="constraint_violation", check=False)


def _with_transit_switch_ports(schema: Path, folder: Path) -> Path:
    """The schema as OVN 26.09 has it: what no package has yet is added to the newest that there is."""
    text, keys = {"type": "string"}, {"type": {"key": "string", "value": "string", "min": 0, "max": "unlimited"}}
    content = json.loads(schema.read_text())
    content["version"] = "1.4.0"
    content["tables"]["Transit_Switch"]["columns"]["ports"] = {
        "type": {"key": {"type": "uuid", "refTable": "Transit_Switch_Port", "refType": "strong"}, "min": 0, "max": "unlimited"}
    }
    columns = {
        **dict.fromkeys(("name", "type", "chassis", "peer"), text),
        "addresses": {"type": {"key": "string", "min": 0, "max": "unlimited"}},
        **dict.fromkeys(("other_config", "external_ids"), keys),
    }
    content["tables"]["Transit_Switch_Port"] = {"columns": columns, "indexes": [["name"]], "isRoot": False}
    path = folder / "ovn-ic-nb-26.09.ovsschema"
    path.write_text(json.dumps(content))
    return path


@pytest.fixture(name="coming")
def _coming(folder: Path) -> Iterator[Bench]:
    """OVN 26.09, without a twin: no tool at hand knows the ports."""
    schema = oldest_and_newest("ovn-ic-nb")[-1]
    server = Ovsdb(folder, _with_transit_switch_ports(schema, folder), suite=schema.parent.name)
    yield Bench(server, server)
    server.stop()


def test_life_of_transit_switch_ports(coming: Bench) -> None:
    blank = {"type": "", "addresses": [], "peer": "", "chassis": "", "other_config": {}, "external_ids": {}}
    web = {"name": "ts1-web", "addresses": ["02:00:00:00:05:01 192.0.2.11/24"], "chassis": "gw1"}
    edge = {"name": "ts1-edge", "type": "router", "addresses": ["router"], "peer": "edge-ts1"}
    coming.run(
        "transit_switch",
        [
            Step({"name": "ts1"}, row={"ports": []}),
            Step({"name": "ts1", "ports": [web]}, row={"ports": [{**blank, **web}]}),
            Step({"name": "ts1", "ports": [{**web, "addresses": ["02:00:00:00:05:1  192.0.2.11/24"]}]}, changed=False),
            Step({"name": "ts1", "ports": [{"name": "ts1-web"}, edge]}, row={"ports": [{**blank, **edge}, {**blank, **web}]}),
            Step(
                {"name": "ts1", "ports": [{"name": "ts1-web", "chassis": "", "external_ids": {"owner": "shop"}}, {"name": "ts1-edge"}]},
                row={"ports": [{**blank, **edge}, {**blank, **web, "chassis": "", "external_ids": {"owner": "shop"}}]},
            ),
            Step({"name": "ts1", "external_ids": {"a": "b"}}),
            Step({"name": "ts1", "ports": [{"name": "ts1-edge", "peer": ""}]}, row={"ports": [{**blank, **edge, "peer": ""}]}),
            Step({"name": "ts1", "ports": []}, row={"ports": []}),
            Step({"name": "ts2", "ports": [web, edge]}),
            Step({"name": "ts2", "state": "absent"}),
        ],
    )
    assert coming.db.rows("Transit_Switch_Port") == []


@pytest.mark.parametrize(
    ("port", "words"),
    [
        ({"addresses": ["192.0.2.1"]}, ["ports[0].addresses", "MAC address"]),
        ({"addresses": ["02:00:00:00:05:01 192.0.2.11/33"]}, ["ports[0].addresses", "192.0.2.11/33"]),
        ({"addresses": ["VRRPv3 02:00:00:00:05:01/40"]}, ["ports[0].addresses", "MAC address"]),
        ({"type": "localnet"}, ["type", "localnet"]),
    ],
)
def test_transit_switch_ports_that_cannot_be(coming: Bench, port: dict[str, Any], words: list[str]) -> None:
    coming.refused("transit_switch", {"name": "ts1", "ports": [{"name": "p1", **port}]}, *words)


@pytest.fixture(name="deployment")
def _deployment(folder: Path) -> Iterator[tuple[Bench, Ovsdb]]:
    """The Interconnection Northbound, and the Northbound of a deployment that an ovn-ic of the newest release joins to it."""
    servers = {}
    for name in ("ovn-nb", "ovn-sb", "ovn-ic-nb", "ovn-ic-sb"):
        schema = oldest_and_newest(name)[-1]
        servers[name] = Ovsdb(folder, schema, suite=schema.parent.name)
    nb, sb, ic = servers["ovn-nb"], servers["ovn-sb"], servers["ovn-ic-nb"]
    nb.ctl("set", "NB_Global", ".", "name=north")
    late_chassis(sb, "north-gw1")
    argv = [f"--{option}={server.unix}" for option, server in zip(("ovnnb-db", "ovnsb-db", "ic-nb-db", "ic-sb-db"), servers.values(), strict=True)]
    suite = oldest_and_newest("ovn-ic-nb")[-1].parent.name
    known = servers["ovn-ic-sb"]
    daemon = Daemon([program_of(suite, "ovn-ic"), *argv, f"--unixctl={folder / 'ic.ctl'}"], folder, "ovn-ic", lambda: known.rows("Availability_Zone"))
    yield Bench(ic, ic), nb
    daemon.stop()
    for server in servers.values():
        server.stop()


def test_ovn_ic_makes_what_the_modules_ask_for(deployment: tuple[Bench, Ovsdb]) -> None:
    here, nb = deployment
    here.module("transit_switch", {"name": "ts1", "wait": "sb"})
    assert nb.row("Logical_Switch")["name"] == "ts1"
    here.module("transit_router", {"name": "tr1", "ports": [NORTH], "wait": "sb"})
    assert nb.row("Logical_Router")["name"] == "tr1"
    wait_for(lambda: nb.rows("Logical_Router_Port", ["mac", "==", NORTH["mac"]]), "the router has the port")
    asked = here.db.row("IC_NB_Global")["nb_ic_cfg"]
    here.module("transit_switch", {"name": "ts1", "wait": "sb"})
    assert here.db.row("IC_NB_Global")["nb_ic_cfg"] == asked, "nothing is waited for when nothing changed"
    here.module("transit_router", {"name": "tr1", "ports": [{"name": "tr1-north", "mac": "02:00:00:00:06:07"}]})
    wait_for(lambda: nb.row("Logical_Router_Port")["mac"] == "02:00:00:00:06:07", "the port has its new address")
    here.module("transit_router", {"name": "tr1", "ports": []})
    wait_for(lambda: not nb.rows("Logical_Router_Port"), "the port is gone")
    here.module("transit_router", {"name": "tr1", "state": "absent"})
    here.module("transit_switch", {"name": "ts1", "state": "absent"})
    wait_for(lambda: not nb.rows("Logical_Router") and not nb.rows("Logical_Switch"), "both are gone")


def test_waiting_for_nobody(ic_bench: Bench) -> None:
    options = {"name": "ts1", "wait": "sb", "timeout": 1}
    if "nb_ic_cfg" not in ic_bench.db.schema["tables"]["IC_NB_Global"]["columns"]:
        ic_bench.refused("transit_switch", options, "wait: needs OVN 24.03 or newer (schema 1.1.0)", code="schema_mismatch")
        return
    result = ic_bench.module("transit_switch", options, fails=True)
    assert "not the ovn-ic of every deployment has made what is written there for nb_ic_cfg 1 in time" in result["msg"]
    assert (result["failure"]["code"], result["failure"]["column"]) == ("timeout", "sb_ic_cfg")
    assert ic_bench.db.row("Transit_Switch")["name"] == "ts1"
    assert ic_bench.module("transit_switch", options)["changed"] is False
