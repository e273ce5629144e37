# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""row on every database beside the Northbound, next to its own tool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "row"


class Other(Bench):
    """The same of another database than the Northbound; C<how> is part of every task."""

    def __init__(self, folder: Path, schema: str, **how: Any) -> None:
        super().__init__(Ovsdb(folder, schemas(schema)[0]), Ovsdb(folder, schemas(schema)[0]))
        self.how = {"database": self.db.database, **how}

    def module(self, name: str, args: dict[str, Any], **how: Any) -> dict[str, Any]:
        """Run a module on the database."""
        return super().module(name, {**self.how, **args}, **how)

    def uuid(self, table: str, *where: Any) -> str:
        """The uuid of the only row that fits."""
        return str(self.db.row(table, *where)["_uuid"][1])


@pytest.fixture(name="other")
def _other(folder: Path) -> Iterator[Callable[..., Other]]:
    started: list[Other] = []

    def start(schema: str, **how: Any) -> Other:
        started.append(Other(folder, schema, **how))
        return started[-1]

    yield start
    for bench in started:
        bench.db.stop()
        bench.twin.stop()


def test_southbound(other: Callable[..., Other]) -> None:
    """What operators do there: connections, and what a dead host has left."""
    bench = other("ovn-sb", overrule_daemons=True)
    bench.both("chassis-add hv1 geneve 192.0.2.1", "chassis-add hv2 geneve 192.0.2.2 -- set Encap {Encap} options:csum=true")
    chassis = {"table": "Chassis", "where": {"name": "hv1"}}
    bench.run(
        MODULE,
        [
            Step(
                {"table": "Connection", "where": {"target": "pssl:6642"}, "columns": {"role": "ovn-controller"}}, "set-connection role=ovn-controller pssl:6642"
            ),
            Step({**chassis, "columns": {"encaps": ["geneve 192.0.2.1"]}}, changed=False),
            Step(
                {"table": "Encap", "where": {"type": "vxlan", "ip": "192.0.2.1"}, "parent": chassis, "columns": {"chassis_name": "hv1"}},
                "--id=@e create Encap type=vxlan ip=192.0.2.1 chassis_name=hv1 -- add Chassis hv1 encaps @e",
            ),
            Step({"table": "Encap", "where": {"type": "vxlan", "ip": "192.0.2.1"}, "state": "absent"}, "remove Chassis hv1 encaps {Encap type=vxlan}"),
            Step({**chassis, "state": "absent"}, "chassis-del hv1"),
        ],
    )
    bench.refused(MODULE, {"table": "Port_Binding", "where": {"logical_port": "web-1"}, "columns": {"tunnel_key": 1}}, "datapath: needed to create")
    bench.refused(
        MODULE, {"table": "Encap", "where": {"ip": "192.0.2.2"}, "state": "absent"}, "it is the last in encaps of Chassis", code="constraint_violation"
    )


def test_references_to_rows_without_names(other: Callable[..., Other]) -> None:
    bench = other("ovn-sb", overrule_daemons=True)
    bench.both("create Datapath_Binding tunnel_key=1")
    datapath = bench.uuid("Datapath_Binding")
    port = {"table": "Port_Binding", "where": {"logical_port": "web-1"}}
    bench.run(
        MODULE,
        [
            Step(
                {**port, "columns": {"datapath": datapath.upper(), "tunnel_key": 1}},
                "create Port_Binding logical_port=web-1 tunnel_key=1 datapath={Datapath_Binding}",
                row={"datapath": datapath.upper()},
            ),
            Step({"table": "Port_Binding", "where": {"datapath": datapath}, "columns": {"mac": ["unknown"]}}, "set Port_Binding web-1 mac=unknown"),
            Step({**port, "state": "absent"}, "destroy Port_Binding web-1"),
        ],
    )
    bench.refused(MODULE, {**port, "columns": {"datapath": "web", "tunnel_key": 1}}, "datapath: 'web' is no uuid", "have no names")
    missing = "5e3c58ca-2a53-44e7-9b7a-7f8d1a6c7f5e"
    bench.refused(MODULE, {**port, "columns": {"datapath": missing, "tunnel_key": 1}}, f"no Datapath_Binding named '{missing}'", code="not_found")


def test_interconnection(other: Callable[..., Other]) -> None:
    bench = other("ovn-ic-nb")
    switch = {"table": "Transit_Switch", "where": {"name": "ts"}}
    bench.run(
        MODULE,
        [
            Step({**switch, "columns": {"other_config": {"a": "b"}}}, "create Transit_Switch name=ts other_config:a=b"),
            Step({**switch, "columns": {"other_config": {}}}, "clear Transit_Switch ts other_config"),
            Step({**switch, "state": "absent"}, "ts-del ts"),
        ],
    )
    bench = other("ovn-ic-sb")
    zone = {"table": "Availability_Zone", "where": {"name": "az1"}}
    bench.refused(MODULE, zone, "ovn-ic write", "overrule_daemons", code="invalid_value")
    bench.how["overrule_daemons"] = True
    encap = {"type": "geneve", "ip": "192.0.2.1", "gateway_name": "gw1"}
    bench.run(
        MODULE,
        [
            Step(zone, "create Availability_Zone name=az1"),
            Step(
                {"table": "Gateway", "where": {"name": "gw1"}, "columns": {"availability_zone": "az1", "hostname": "gw1", "encaps": [encap]}},
                "--id=@e create Encap type=geneve ip=192.0.2.1 gateway_name=gw1"
                " -- create Gateway name=gw1 hostname=gw1 availability_zone={Availability_Zone} encaps=@e",
                row={"availability_zone": "az1"},
            ),
            Step({"table": "Gateway", "where": {"name": "gw1"}, "state": "absent"}, "destroy Gateway gw1"),
        ],
    )


def test_open_vswitch(other: Callable[..., Other]) -> None:
    bench = other("vswitch")
    bridge = {"table": "Bridge", "where": {"name": "br0"}}
    port = {"table": "Port", "where": {"name": "p0"}}
    patch = {"name": "p0", "type": "patch", "options": {"peer": "p1"}}
    bench.run(
        MODULE,
        [
            Step(
                {**bridge, "columns": {"protocols": ["OpenFlow15", "OpenFlow13"], "flood_vlans": [5, "3"]}},
                "--id=@b create Bridge name=br0 protocols=OpenFlow13,OpenFlow15 flood_vlans=3,5 -- add Open_vSwitch . bridges @b",
                row={"protocols": ["OpenFlow13", "OpenFlow15"], "flood_vlans": [3, 5], "fail_mode": None},
            ),
            Step(
                {**port, "parent": bridge, "columns": {"tag": 5, "trunks": [], "interfaces": [patch]}},
                "add-port br0 p0 tag=5 -- set Interface p0 type=patch options:peer=p1",
            ),
            Step(
                {**port, "columns": {"tag": None, "trunks": [7, 6], "interfaces": [{**patch, "mtu_request": 1400}]}},
                "clear Port p0 tag -- set Port p0 trunks=6,7 -- set Interface p0 mtu_request=1400",
            ),
            Step({**port, "columns": {"interfaces": ["p0"]}}, changed=False),
            Step(
                {"table": "Interface", "where": {"name": "p0"}, "columns": {"mtu_request": ""}}, "clear Interface p0 mtu_request", row={"Port.interfaces": "p0"}
            ),
            Step({"table": "Open_vSwitch", "columns": {"external_ids": {"ovn-bridge": "br0"}}}, "set Open_vSwitch . external_ids:ovn-bridge=br0"),
            Step({**port, "state": "absent"}, "del-port p0"),
        ],
    )
    bench.refused(MODULE, {**port, "parent": bridge}, "interfaces: needed to create")
    bench.refused(MODULE, {"table": "Bridge", "uuid": bench.uuid("Bridge"), "columns": {"name": "br1"}}, "name of Bridge cannot be changed", "br0")
    bench.refused(MODULE, {**bridge, "columns": {"datapath_id": "1"}}, "datapath_id of Bridge is written by daemons")
    bench.refused(MODULE, {"table": "Open_vSwitch", "columns": {"cur_cfg": 1}}, "cur_cfg of Open_vSwitch is written by daemons")


def test_rows_told_by_their_place(other: Callable[..., Other]) -> None:
    bench = other("vswitch")
    bench.both("--id=@b create Bridge name=br0 -- add Open_vSwitch . bridges @b", "--id=@b create Bridge name=br1 -- add Open_vSwitch . bridges @b")
    bridge = {"table": "Bridge", "where": {"name": "br0"}}
    flows = {"table": "NetFlow", "parent": bridge}
    third = {"table": "Flow_Table", "parent": {**bridge, "key": 3}}
    fourth = {"table": "Flow_Table", "parent": {**bridge, "key": "4"}}
    bench.run(
        MODULE,
        [
            Step({**flows, "columns": {"targets": ["192.0.2.20:2055"]}}, '--id=@n create NetFlow targets="192.0.2.20\\:2055" -- set Bridge br0 netflow=@n'),
            Step({**flows, "columns": {"active_timeout": 60}}, "set NetFlow {NetFlow} active_timeout=60", row={"Bridge.netflow": "br0"}),
            Step({**third, "columns": {"flow_limit": 100}}, "--id=@f create Flow_Table flow_limit=100 -- set Bridge br0 flow_tables:3=@f"),
            Step({**fourth, "columns": {"name": "four"}}, "--id=@f create Flow_Table name=four -- set Bridge br0 flow_tables:4=@f"),
            Step(
                {**third, "columns": {"flow_limit": 200, "prefixes": ["ip_dst"]}}, "set Flow_Table {Flow_Table flow_limit=100} flow_limit=200 prefixes=ip_dst"
            ),
            Step({"table": "Flow_Table", "where": {"name": "four"}, "columns": {"flow_limit": 4}}, "set Flow_Table {Flow_Table name=four} flow_limit=4"),
            Step({"table": "Flow_Table", "where": {"name": "four"}, "state": "absent"}, "remove Bridge br0 flow_tables 4"),
            Step({**third, "state": "absent"}, "clear Bridge br0 flow_tables"),
            Step({**third, "state": "absent"}, changed=False),
            Step({**flows, "state": "absent"}, "clear Bridge br0 netflow"),
            Step({**flows, "state": "absent"}, changed=False),
        ],
    )
    bench.refused(MODULE, {"table": "Flow_Table", "parent": bridge}, "parent: key: needed, since flow_tables of Bridge is a map")
    bench.refused(MODULE, {"table": "Flow_Table", "parent": {**bridge, "key": "three"}}, "parent: key:", "not a dictionary of integer")
    bench.refused(MODULE, {**third, "where": {"name": "x"}}, "in Bridge.flow_tables:3 of br0", "leave where out")
    bench.refused(MODULE, {**third, "parent": {**bridge, "key": 255}}, "range")


def test_maps_of_references(other: Callable[..., Other]) -> None:
    bench = other("vswitch")
    bench.both("create Queue dscp=1", "create Queue dscp=2")
    one, two = (bench.uuid("Queue", ["dscp", "==", number]) for number in (1, 2))
    qos = {"table": "QoS", "where": {"type": "linux-htb"}}
    bench.run(
        MODULE,
        [
            Step({**qos, "columns": {"queues": {0: one, 1: two}}}, row={"queues": {"0": one, "1": two}}),
            Step({**qos, "columns": {"queues": {"1": one}}}, row={"queues": {"0": one, "1": one}}),
            Step({**qos, "columns": {"queues": {"0": None}}}, row={"queues": {"1": one}}),
            Step({"table": "QoS", "where": {"queues": {1: one}}, "columns": {"other_config": {"max-rate": 1000}}}, row={"type": "linux-htb"}),
            Step({**qos, "columns": {"queues": {}}}, row={"queues": {}}),
        ],
    )
    bench.refused(MODULE, {**qos, "columns": {"queues": {"0": "first"}}}, "queues: 'first' is no uuid, and rows of Queue have no names")
    bench.refused(MODULE, {**qos, "columns": {"queues": {"first": one}}}, "is not a dictionary of integer to name or uuid of a Queue")


def test_hardware_vtep(other: Callable[..., Other]) -> None:
    bench = other("vtep")
    bench.both("add-ps ps", "add-ls ls0", "add-ls ls1")
    port = {"table": "Physical_Port", "where": {"name": "p1"}}
    mac = {"table": "Ucast_Macs_Remote", "where": {"MAC": "02:00:00:00:00:01", "logical_switch": "ls0"}}
    locator = {"encapsulation_type": "vxlan_over_ipv4", "dst_ip": "192.0.2.1"}
    bench.run(
        MODULE,
        [
            Step({**port, "parent": {"table": "Physical_Switch", "where": {"name": "ps"}}}, "add-port ps p1"),
            Step(
                {**port, "columns": {"vlan_bindings": {5: "ls0", 6: "ls1"}}},
                ("bind-ls ps p1 5 ls0", "bind-ls ps p1 6 ls1"),
                row={"vlan_bindings": {"5": "ls0", "6": "ls1"}},
            ),
            Step({**port, "columns": {"vlan_bindings": {5: "ls1", 6: None}}}, ("unbind-ls ps p1 5", "unbind-ls ps p1 6", "bind-ls ps p1 5 ls1")),
            Step({**mac, "columns": {"locator": locator}}, "add-ucast-remote ls0 02:00:00:00:00:01 vxlan_over_ipv4 192.0.2.1", row={"logical_switch": "ls0"}),
            Step(
                {"table": "Physical_Locator", "where": {"dst_ip": "192.0.2.1"}, "columns": {"tunnel_key": 7}},
                "set Physical_Locator {Physical_Locator} tunnel_key=7",
            ),
            Step({**mac, "columns": {"ipaddr": "10.1.0.11"}}, "set Ucast_Macs_Remote {Ucast_Macs_Remote} ipaddr=10.1.0.11"),
        ],
    )
    bench.refused(MODULE, {"table": "Physical_Locator", "where": {"dst_ip": "192.0.2.1"}, "columns": {"encapsulation_type": "gre"}}, "cannot be changed")
    bench.refused(MODULE, {"table": "Physical_Locator", "where": locator | {"dst_ip": "192.0.2.2"}}, "live only where others refer to them")
    bench.refused(MODULE, {"table": "Physical_Locator", "where": {"dst_ip": "192.0.2.1"}, "state": "absent"}, "remove what still refers to it first")
    bench.run(MODULE, [Step({**mac, "state": "absent"}, "del-ucast-remote ls0 02:00:00:00:00:01")])
    assert bench.db.rows("Physical_Locator") == []
