# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""row against a real Northbound, beside the generic commands of ovn-nbctl."""

from __future__ import annotations

from typing import Any

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "row"
WEB = {"table": "Logical_Switch", "where": {"name": "web"}}
IN_WEB = {"parent": WEB}
RULE = {"table": "ACL", "where": {"external_ids": {"owner": "shop", "rule": 1}}}
DROP = {"direction": "to-lport", "priority": 7, "match": "ip4", "action": "drop"}


def uuid_of(bench: Bench, table: str, *where: Any) -> str:
    return str(bench.db.row(table, *where)["_uuid"][1])


def test_life_of_a_row(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step(
                {**WEB, "columns": {"other_config": {"mcast_snoop": True, "vlan": 7}}},
                "create Logical_Switch name=web other_config:mcast_snoop=true other_config:vlan=7",
                row={"name": "web", "other_config": {"mcast_snoop": "true", "vlan": "7"}, "external_ids": {}, "ports": []},
            ),
            Step({**WEB, "columns": {}}, changed=False),
            Step(WEB, changed=False),
            Step(
                {**WEB, "columns": {"other_config": {"vlan": None, "mac_only": "true"}, "external_ids": {"owner": "shop"}}},
                ("set Logical_Switch web other_config:mac_only=true external_ids:owner=shop", "remove Logical_Switch web other_config vlan"),
                row={"other_config": {"mcast_snoop": "true", "mac_only": "true"}},
            ),
            Step({**WEB, "columns": {"other_config": {}}}, "clear Logical_Switch web other_config"),
            Step({**WEB, "columns": {"external_ids": None}}, "clear Logical_Switch web external_ids"),
            Step({**WEB, "state": "absent"}, "destroy Logical_Switch web"),
            Step({**WEB, "state": "absent"}, changed=False),
        ],
    )


def test_a_row_that_lives_in_another(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app")
    uuid = "{ACL}"
    bench.run(
        MODULE,
        [
            Step(
                {**RULE, **IN_WEB, "columns": DROP},
                "--id=@rule create ACL direction=to-lport priority=7 match=ip4 action=drop external_ids:owner=shop external_ids:rule=1"
                " -- add Logical_Switch web acls @rule",
                row={"Logical_Switch.acls": "web", "priority": 7, "external_ids": {"owner": "shop", "rule": "1"}},
            ),
            Step({**RULE, "columns": {"action": "allow", "log": "yes"}}, f"set ACL {uuid} action=allow log=true", row={"Logical_Switch.acls": "web"}),
            Step({**RULE, **IN_WEB, "columns": {"severity": "alert", "name": "one"}}, f"set ACL {uuid} severity=alert name=one"),
            Step({**RULE, "columns": {"severity": None, "name": ""}}, f"clear ACL {uuid} severity name"),
            # of the same content beside it, since a parent is part of what tells an ACL
            Step(
                {**RULE, "parent": {"table": "Logical_Switch", "where": {"name": "app"}}, "columns": DROP},
                "--id=@rule create ACL direction=to-lport priority=7 match=ip4 action=drop external_ids:owner=shop external_ids:rule=1"
                " -- add Logical_Switch app acls @rule",
            ),
        ],
    )
    bench.refused(MODULE, {**RULE, "columns": {"action": "drop"}}, "2 rows answer to this", code="ambiguous")
    bench.run(
        MODULE,
        [
            Step({**RULE, **IN_WEB, "state": "absent"}),
            Step({**RULE, **IN_WEB, "state": "absent"}, changed=False),
            Step({**RULE, "parent": {"table": "Logical_Router", "where": {"name": "none"}}, "table": "NAT", "state": "absent"}, changed=False),
            Step({**RULE, "state": "absent"}),
        ],
    )
    assert bench.db.rows("ACL") == []


def test_a_row_of_two_places_leaves_both(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app", "acl-add web to-lport 7 ip4 drop", "add Logical_Switch app acls {ACL}")
    uuid = uuid_of(bench, "ACL")
    acl = {"table": "ACL", "uuid": uuid}
    assert bench.module(MODULE, {**acl, **IN_WEB, "state": "absent"})["changed"] is True
    bench.refused(MODULE, {**acl, **IN_WEB, "state": "absent"}, "already in Logical_Switch.acls app", code="conflict")
    bench.both("set Logical_Switch web acls={ACL}")
    bench.run(
        MODULE,
        [
            Step({**acl, "columns": {"log": True}}, "set ACL {ACL} log=true"),
            Step({**acl, "state": "absent"}, ("remove Logical_Switch app acls {ACL}", "remove Logical_Switch web acls {ACL}")),
        ],
    )


def test_a_unique_row_is_not_moved(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app", "lsp-add web web-1")
    port = {"table": "Logical_Switch_Port", "where": {"name": "web-1"}}
    bench.refused(MODULE, {**port, "parent": {"table": "Logical_Switch", "where": {"name": "app"}}}, "already in Logical_Switch.ports web", code="conflict")
    bench.run(MODULE, [Step({**port, **IN_WEB, "columns": {"addresses": ["unknown"]}}, "lsp-set-addresses web-1 unknown")])
    bench.run(MODULE, [Step({**port, "state": "absent"}, "lsp-del web-1")])


def test_parents_by_any_column_or_uuid(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app", "set Logical_Switch web external_ids:owner=shop")
    by_owner = {"table": "Logical_Switch", "where": {"external_ids": {"owner": "shop"}}, "column": "acls"}
    bench.run(MODULE, [Step({**RULE, "parent": by_owner, "columns": DROP})])
    by_uuid = {"table": "Logical_Switch", "uuid": uuid_of(bench, "Logical_Switch", ["name", "==", "web"])}
    bench.run(MODULE, [Step({**RULE, "parent": by_uuid, "columns": DROP}, changed=False)])
    for parent, words in (
        ({"table": "Logical_Switch"}, "parent: where: needed"),
        ({**by_uuid, "where": {"name": "web"}}, "give one of them"),
        ({"table": "Logical_Switch", "uuid": "web"}, "'web' is not a uuid"),
        ({"table": "Logical_Switch", "where": {"name": "web"}, "column": "ports"}, "Logical_Switch.acls, Port_Group.acls"),
        ({"table": "Logical_Switch", "where": {"name": "web"}, "key": "1"}, "acls of Logical_Switch is no map"),
        ({"table": "Logical_Switch", "where": {"name": "none"}}, "no Logical_Switch named 'none'"),
        ({"table": "Logical_Switch", "where": {"external_ids": {"owner": "none"}}}, "no Logical_Switch with external_ids={'owner': 'none'}"),
        ({"table": "Logical_Switch", "where": {"other_config": {"a": "b"}, "nam": "web"}}, "has no column nam"),
    ):
        bench.refused(MODULE, {**RULE, "parent": parent, "columns": DROP}, words)
    bench.both("ls-add web2", "set Logical_Switch web2 external_ids:owner=shop")
    bench.refused(MODULE, {**RULE, "parent": by_owner, "columns": DROP}, "2 rows of Logical_Switch have", code="ambiguous")


def test_the_only_row(bench: Bench) -> None:
    bench.both("set NB_Global . options:max_tunid=7 options:mac_prefix=0a\\:0b\\:0c options:northd_probe_interval=5")
    bench.run(
        MODULE,
        [
            Step({"table": "NB_Global"}, changed=False),
            Step(
                {"table": "NB_Global", "columns": {"options": {"default_acl_drop": True}, "ipsec": True}},
                "set NB_Global . options:default_acl_drop=true ipsec=true",
            ),
            # what daemons keep there stays
            Step(
                {"table": "NB_Global", "columns": {"options": {}, "ipsec": "no"}},
                ("remove NB_Global . options default_acl_drop northd_probe_interval", "set NB_Global . ipsec=false"),
            ),
        ],
    )
    bench.refused(MODULE, {"table": "NB_Global", "where": {"name": "az1"}}, "NB_Global has one row; leave where out")
    bench.refused(MODULE, {"table": "NB_Global", "state": "absent"}, "the row of NB_Global always stays", code="invalid_value")


def test_the_only_place(bench: Bench) -> None:
    target = {"table": "Connection", "where": {"target": "pssl:6641"}}
    files = {"private_key": "/k", "certificate": "/c", "ca_cert": "/a"}
    bench.run(
        MODULE,
        [
            Step({"table": "SSL", "columns": files}, "set-ssl /k /c /a", row=files),
            Step({"table": "SSL", "columns": {"ca_cert": "/b"}}, "set SSL . ca_cert=/b"),
            Step({**target, "columns": {"inactivity_probe": 0}}, "--inactivity-probe=0 set-connection pssl:6641"),
            Step(
                {**target, "columns": {"inactivity_probe": None, "max_backoff": 1000}},
                "clear Connection {Connection} inactivity_probe -- set Connection {Connection} max_backoff=1000",
            ),
            Step({**target, "state": "absent"}, "del-connection"),
            Step({"table": "SSL", "state": "absent"}, "del-ssl"),
            Step({"table": "SSL", "state": "absent"}, changed=False),
        ],
    )
    bench.refused(MODULE, {"table": "SSL", "where": {"ca_cert": "/a"}}, "in NB_Global.ssl", "leave where out")


def test_rows_inline(bench: Bench) -> None:
    log = {"table": "Meter", "where": {"name": "log"}}
    bands = [{"action": "drop", "rate": 100, "burst_size": 10}]
    bench.run(
        MODULE,
        [
            Step({**log, "columns": {"unit": "pktps", "bands": bands}}, "meter-add log drop 100 pktps 10"),
            Step({**log, "columns": {"bands": [{"rate": "100", "action": "drop"}]}}, changed=False),
            Step(
                {**log, "columns": {"bands": [{**bands[0], "rate": 200, "external_ids": {"a": "b"}}]}}, "set Meter_Band {Meter_Band} rate=200 external_ids:a=b"
            ),
            Step({**log, "columns": {"bands": [{"action": "drop", "external_ids": {}}]}}, "clear Meter_Band {Meter_Band} external_ids"),
            Step({**log, "columns": {"fair": False}}, "set Meter log fair=false"),
            Step({**log, "state": "absent"}, "meter-del log"),
        ],
    )
    bench.refused(MODULE, {**log, "columns": {"unit": "pktps"}}, "bands", "needed to create")
    bench.refused(MODULE, {**log, "columns": {"unit": "pktps", "bands": [{"action": "drop"}]}}, "bands: rate: needed to create")
    bench.refused(MODULE, {**log, "columns": {"unit": "pktps", "bands": [{**bands[0], "_uuid": "x"}]}}, "bands: _uuid is the server's own")
    bench.refused(MODULE, {**log, "columns": {"unit": "pktps", "bands": [*bands, "one"]}}, "either rows as dictionaries, or names and uuids")
    bench.refused(MODULE, {**log, "columns": {"unit": "pktps", "bands": bands[0]}}, "a list of rows")
    bench.refused(MODULE, {**log, "columns": {"unit": "pktps", "bands": [{"speed": 1}]}}, "Meter_Band has no column speed", code="schema_mismatch")
    bench.refused(MODULE, {**WEB, "columns": {"load_balancer": [{"name": "lb"}]}}, "rows of Load_Balancer stay by themselves")


def test_inline_rows_keep_who_they_are(bench: Bench) -> None:
    """Ports are told apart by name, whatever their order: renaming one would move its binding."""
    bench.both("ls-add web", "lsp-add web b", "lsp-add web a")
    before = {row["name"]: row["_uuid"] for row in bench.db.rows("Logical_Switch_Port")}
    ports = [{"name": "a", "addresses": ["unknown"]}, {"name": "b"}, {"name": "c"}]
    bench.run(MODULE, [Step({**WEB, "columns": {"ports": ports}}, ("lsp-set-addresses a unknown", "lsp-add web c"))])
    after = {row["name"]: row["_uuid"] for row in bench.db.rows("Logical_Switch_Port")}
    assert {**after, **before} == after
    bench.run(MODULE, [Step({**WEB, "columns": {"ports": [{"name": "c"}]}}, ("lsp-del a", "lsp-del b"))])
    bench.refused(MODULE, {**WEB, "columns": {"ports": [{"name": "c"}, {"name": "c"}]}}, "c is listed twice")
    bench.run(MODULE, [Step({**WEB, "columns": {"ports": []}}, "lsp-del c")])


def test_references(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1", "ha-chassis-group-add g", "lb-add www 10.9.0.1:80 10.1.0.11:80", "lr-add edge")
    bench.both("lrp-add edge e1 02:00:00:00:00:01 192.0.2.1/24", "--bfd lr-route-add edge 10.0.0.0/8 192.0.2.9 e1")
    port = {"table": "Logical_Switch_Port", "where": {"name": "web-1"}}
    route = {"table": "Logical_Router_Static_Route", "where": {"ip_prefix": "10.0.0.0/8"}}
    bench.run(
        MODULE,
        [
            Step(
                {**port, "columns": {"ha_chassis_group": "g"}},
                "set Logical_Switch_Port web-1 ha_chassis_group={HA_Chassis_Group}",
                row={"ha_chassis_group": "g"},
            ),
            Step({**port, "columns": {"ha_chassis_group": ""}}, "clear Logical_Switch_Port web-1 ha_chassis_group"),
            Step({**WEB, "columns": {"load_balancer": ["www"]}}, "ls-lb-add web www", row={"load_balancer": ["www"]}),
            Step({**WEB, "columns": {"load_balancer": [uuid_of(bench, "Load_Balancer")]}}, changed=False),
            Step({**WEB, "columns": {"load_balancer": []}}, "ls-lb-del web www"),
            Step({**route, "columns": {"bfd": "e1 192.0.2.9"}}, changed=False),
            Step({**route, "columns": {"bfd": None}}, "clear Logical_Router_Static_Route {Logical_Router_Static_Route} bfd"),
            Step({"table": "Logical_Router", "where": {"static_routes": [uuid_of(bench, "Logical_Router_Static_Route")]}}, changed=False),
        ],
    )
    bench.refused(MODULE, {**port, "columns": {"ha_chassis_group": "h"}}, "ha_chassis_group: no HA_Chassis_Group named 'h'", code="not_found")
    bench.refused(MODULE, {"table": "Logical_Router", "where": {"name": "edge"}, "columns": {"static_routes": ["default"]}}, "have no names")
    bench.refused(MODULE, {"table": "Logical_Router", "where": {"name": "edge"}, "columns": {"ports": "e1"}}, "ports: 'e1' is not a list")


def test_what_tells_a_row(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1", "lsp-add web web-2", "lsp-set-addresses web-2 unknown router", "lr-add edge", "ha-chassis-group-add g")
    bench.both("set Logical_Switch_Port web-1 ha_chassis_group={HA_Chassis_Group}", "set Logical_Switch_Port web-2 enabled=true")
    port = {"table": "Logical_Switch_Port", "columns": {"options": {"seen": True}}}
    one, two = (f"set Logical_Switch_Port web-{n} options:seen=true -- clear Logical_Switch_Port web-{n} options" for n in (1, 2))
    for where, name, same in (
        ({"ha_chassis_group": "g"}, "web-1", one),
        ({"addresses": ["router", "unknown"]}, "web-2", two),
        ({"enabled": None}, "web-1", one),
    ):
        done = bench.module(MODULE, {**port, "where": where})
        assert (done["changed"], done["row"]["name"]) == (True, name), same
        assert bench.module(MODULE, {**port, "where": where})["changed"] is False
        bench.module(MODULE, {**port, "where": where, "columns": {"options": {"seen": None}}})
    assert bench.db.canonical() == bench.twin.canonical()
    bench.refused(MODULE, {**port, "where": {"type": ""}}, "2 rows answer", uuid_of(bench, "Logical_Switch_Port", ["name", "==", "web-1"]), code="ambiguous")
    bench.refused(MODULE, {**port, "where": {"ha_chassis_group": "h"}}, "no HA_Chassis_Group named 'h'", code="not_found")
    assert bench.module(MODULE, {**port, "where": {"ha_chassis_group": "h"}, "state": "absent"})["changed"] is False
    for wrong in ({**port, "where": {}}, {"table": "Logical_Switch_Port"}):
        bench.refused(MODULE, wrong, "where: needed to tell which row of Logical_Switch_Port is meant")
    uuid = uuid_of(bench, "Logical_Switch_Port", ["name", "==", "web-1"])
    bench.refused(MODULE, {**port, "where": {"_uuid": uuid}}, "option uuid")
    bench.refused(MODULE, {**port, "where": {"name": "web-1"}, "uuid": uuid}, "where and uuid: give one of them")
    bench.refused(MODULE, {**port, "uuid": "web-1"}, "'web-1' is not a uuid")
    bench.refused(MODULE, {"table": "Logical_Switch", "where": {"external_ids": {}}}, "give the keys")
    bench.refused(MODULE, {"table": "Logical_Switch", "uuid": uuid}, "no row", code="not_found")


def test_renamed_by_uuid(bench: Bench) -> None:
    bench.both("ls-add web")
    uuid = uuid_of(bench, "Logical_Switch")
    bench.refused(MODULE, {**WEB, "columns": {"name": "app"}}, "name identifies the row in where", "uuid")
    bench.run(MODULE, [Step({"table": "Logical_Switch", "uuid": uuid, "columns": {"name": "app"}}, "set Logical_Switch web name=app")])
    bench.run(MODULE, [Step({"table": "Logical_Switch", "uuid": uuid, "state": "absent"}, "ls-del app")])
    bench.run(MODULE, [Step({"table": "Logical_Switch", "uuid": uuid, "state": "absent"}, changed=False)])
