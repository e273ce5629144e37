# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module chassis against a real Open_vSwitch database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovn import Chassis
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.relay import Relay
from ansible_collections.northbound.ovn.tests.support.runner import Result, run_module
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step


class Local(Bench):
    """A hypervisor's own database."""

    def module(self, name: str, args: dict[str, Any], **how: Any) -> Result:
        """Run a module on the database."""
        return run_module(name, {"db": self.db.unix, **args}, **how)


@pytest.fixture
def local(folder: Path) -> Iterator[Local]:
    """Two databases, as Open vSwitch leaves them after its first start."""
    pair = [Ovsdb(folder, schemas("vswitch")[0]) for dummy in range(2)]
    local = Local(*pair)
    local.both("set open_vswitch . external_ids:system-id=aa external_ids:rundir=/run/openvswitch external_ids:hostname=h1")
    yield local
    for server in pair:
        server.stop()


KEYS = "set open_vswitch . "


def test_life(local: Local) -> None:
    """From nothing through changes to nothing again; what Open vSwitch set itself stays."""
    first = {
        "system_id": "h1",
        "remotes": ["ssl:192.0.2.1:6642", "ssl:[2001:db8::1]:6642"],
        "encap_types": ["geneve"],
        "encap_ips": ["192.0.2.21"],
    }
    local.run(
        "chassis",
        [
            Step(
                first,
                same_as=KEYS + "external_ids:system-id=h1 external_ids:ovn-encap-type=geneve external_ids:ovn-encap-ip=192.0.2.21"
                " 'external_ids:ovn-remote=\"ssl:192.0.2.1:6642,ssl:[2001:db8::1]:6642\"'",
            ),
            Step(
                {"encap_types": ["vxlan", "geneve"], "monitor_all": True, "remote_probe_interval": 60000},
                same_as=KEYS + 'external_ids:ovn-encap-type=\\"vxlan,geneve\\" external_ids:ovn-monitor-all=true external_ids:ovn-remote-probe-interval=60000',
            ),
            Step({"encap_types": ["geneve", "vxlan"], "encap_ips": ["192.0.2.21"]}, changed=False),
            Step(
                {
                    "bridge_mappings": {"physnet1": "br-ex", "physnet2": "br-in"},
                    "chassis_mac_mappings": {"physnet1": "02:00:00:00:00:0A"},
                },
                same_as=KEYS + 'external_ids:ovn-bridge-mappings=\\"physnet1:br-ex,physnet2:br-in\\"'
                ' external_ids:ovn-chassis-mac-mappings=\\"physnet1:02:00:00:00:00:0a\\"',
            ),
            Step({"bridge_mappings": {"physnet2": "br-in", "physnet1": "br-ex"}}, changed=False),
            Step(
                {"bridge_mappings": {"physnet1": "br-ex"}},
                same_as=KEYS + 'external_ids:ovn-bridge-mappings=\\"physnet1:br-ex\\"',
            ),
            Step(
                {"bridge_mappings": {}, "external_ids": {"ovn-remote-probe-interval": None, "mine": "yes"}},
                same_as=(
                    "remove open_vswitch . external_ids ovn-bridge-mappings ovn-remote-probe-interval",
                    KEYS + "external_ids:mine=yes",
                ),
            ),
            Step(
                {"cms_options": ["enable-chassis-as-gw", "availability-zones=a:b"]},
                same_as=KEYS + 'external_ids:ovn-cms-options=\\"enable-chassis-as-gw,availability-zones=a:b\\"',
            ),
            Step(
                {"external_ids": {"ovn-encap-ip-h1": "192.0.2.99"}},
                same_as=KEYS + "external_ids:ovn-encap-ip-h1=192.0.2.99",
            ),
            Step(
                {"state": "absent"},
                same_as="remove open_vswitch . external_ids ovn-remote ovn-encap-type ovn-encap-ip ovn-monitor-all ovn-chassis-mac-mappings ovn-cms-options",
            ),
        ],
    )
    assert dict(local.db.row("Open_vSwitch")["external_ids"][1]) == {
        "system-id": "h1",
        "rundir": "/run/openvswitch",
        "hostname": "h1",
        "mine": "yes",
        "ovn-encap-ip-h1": "192.0.2.99",
    }


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"encap_ips": ["192.0.2.300"]}, ("encap_ips", "192.0.2.300")),
        ({"encap_ips": ["192.0.2.1/24"]}, ("encap_ips", "192.0.2.1/24")),
        ({"encap_ips": ["224.0.0.1"]}, ("encap_ips", "224.0.0.1", "one host")),
        ({"encap_ips": ["192.0.2.1", "192.0.2.1"]}, ("encap_ips", "given twice")),
        ({"remotes": ["ssl:2001:db8::1:6642"]}, ("remotes", "brackets")),
        ({"remotes": ["ssl:192.0.2.1:66420"]}, ("remotes", "65535")),
        ({"remotes": ["192.0.2.1"]}, ("remotes", "ssl:HOST:PORT")),
        ({"system_id": "a b"}, ("system_id", "a b", "letters")),
        ({"system_id": ""}, ("system_id", "another value")),
        ({"bridge_mappings": {"phys:net": "br-ex"}}, ("bridge_mappings", "phys:net")),
        ({"bridge_mappings": {"physnet1": "br-external-far-too-long"}}, ("bridge_mappings", "15 characters")),
        ({"chassis_mac_mappings": {"physnet1": "02:00"}}, ("chassis_mac_mappings", "02:00")),
        ({"chassis_mac_mappings": {"physnet1": "ff:ff:ff:ff:ff:ff"}}, ("chassis_mac_mappings", "one interface")),
        ({"remote_probe_interval": 5}, ("remote_probe_interval", "1000")),
        ({"ct_zone_range": "9-1"}, ("ct_zone_range", "MIN-MAX")),
        ({"encap_tos": "high"}, ("encap_tos", "inherit")),
        ({"cms_options": ["a,b"]}, ("cms_options", "a,b")),
        ({"external_ids": {"ovn-startup-ts": "1"}}, ("external_ids", "ovn-startup-ts", "ovn-controller")),
        ({"external_ids": {"ovn-remote": "tcp:nowhere"}}, ("external_ids.ovn-remote", "tcp:nowhere")),
        ({"external_ids": {"ovn-bridge-mappings": "physnet1"}}, ("external_ids.ovn-bridge-mappings", "physnet1")),
        ({"external_ids": {"ovn-bridge": "br-a"}, "bridge": "br-b"}, ("external_ids", "ovn-bridge", "once")),
        (
            {"bridges": [{"name": "br-a", "interfaces": ["eth1"]}, {"name": "br-b", "interfaces": ["eth1"]}]},
            ("bridges", "eth1", "twice"),
        ),
        ({"bridges": [{"name": "br-a", "mac": "01:00:00:00:00:01"}]}, ("bridges", "01:00")),
    ],
)
def test_wrong_values(local: Local, args: dict[str, Any], words: tuple[str, ...]) -> None:
    """What ovn-controller would only log fails before anything is written."""
    local.refused("chassis", args, *words, code="invalid_value")


def test_warnings(local: Local) -> None:
    """What is allowed but surely not meant."""

    def warned(**args: Any) -> str:
        return str(local.module("chassis", args, check=True, warnings=True)["warnings"])

    assert "did you mean ovn-bridge-mappings?" in warned(external_ids={"ovn-bridge-mapping": "physnet1:br-ex"})
    assert "encap_ips: not set" in warned(encap_types=["geneve"])
    assert "encap_ip_default" in warned(encap_types=["geneve"], encap_ips=["192.0.2.1"], encap_ip_default="192.0.2.2")


def test_no_database(folder: Path) -> None:
    """A host without Open vSwitch says so."""
    result = run_module("chassis", {"db": f"unix:{folder}/none.sock", "system_id": "h1"}, fails=True)
    assert result["failure"]["code"] == "connect_failed"
    assert "none.sock" in result["msg"]


@pytest.fixture
def chassis(folder: Path, sb: Ovsdb) -> Iterator[Chassis]:
    """Open vSwitch with a dummy datapath and ovn-controller."""
    chassis = Chassis(folder, sb, "h1")
    yield chassis
    chassis.stop()


def test_bridges(chassis: Chassis, sb: Ovsdb) -> None:
    """Bridges and keys in one transaction; the running ovn-controller takes both."""
    ovs = chassis.ovs
    args = {
        "db": ovs.unix,
        "bridge_mappings": {"physnet1": "br-ex"},
        "bridges": [{"name": "br-ex", "interfaces": ["p1"], "mac": "02:00:00:00:00:11", "fail_mode": "standalone"}],
    }
    assert run_module("chassis", args, check=True)["changed"]
    assert "br-ex" not in ovs.ctl("list-br")
    done = run_module("chassis", args)
    assert done["changed"]
    assert done["diff"]["after"]["bridges"] == {"br-ex": {"fail_mode": "standalone", "mac": "02:00:00:00:00:11", "interfaces": ["p1"]}}
    assert ovs.ctl("list-ports", "br-ex").split() == ["p1"]
    assert ovs.ctl("get", "bridge", "br-ex", "other_config:hwaddr").strip() == '"02:00:00:00:00:11"'
    for check in (True, False):
        assert not run_module("chassis", args, check=check)["changed"]

    args["bridges"] = [{"name": "br-ex", "interfaces": ["p1", "p2"], "mac": "02:00:00:00:00:12"}]
    assert run_module("chassis", args)["changed"]
    assert ovs.ctl("list-ports", "br-ex").split() == ["p1", "p2"]
    assert ovs.ctl("get", "bridge", "br-ex", "fail_mode").strip() == "standalone"
    assert not run_module("chassis", args)["changed"]

    args["bridges"] = [{"name": "br-other", "interfaces": ["p2"]}]
    refused = run_module("chassis", args, fails=True)
    assert refused["failure"]["code"] == "conflict"
    assert "p2 belongs to bridge br-ex" in refused["msg"]
    assert "br-other" not in ovs.ctl("list-br")
    assert sb.row("Chassis")["name"] == "h1"

    args["bridges"] = [{"name": "br-ex", "state": "absent"}]
    assert run_module("chassis", args, check=True)["diff"]["after"]["bridges"] == {}
    assert "br-ex" in ovs.ctl("list-br")
    assert run_module("chassis", args)["changed"]
    assert "br-ex" not in ovs.ctl("list-br")
    assert not run_module("chassis", args)["changed"]


@pytest.mark.parametrize(("cut_at", "forward"), [(b'"op":"select","table":"Open_vSwitch"', True), (b'"op":"mutate"', True), (b'"op":"mutate"', False)])
def test_connection_that_is_cut(local: Local, cut_at: bytes, forward: bool) -> None:
    """While reading, after writing, before writing: it is done once and reported as done."""
    with Relay(local.db.socket, cut_at=cut_at, forward=forward) as relay:
        result = run_module("chassis", {"db": relay.remote, "system_id": "h1", "monitor_all": True})
        assert relay.cuts == 1
    assert result["changed"] is True
    assert dict(local.db.row("Open_vSwitch")["external_ids"][1])["ovn-monitor-all"] == "true"
    assert local.module("chassis", {"system_id": "h1", "monitor_all": True})["changed"] is False


def test_external_ids_that_are_no_text(local: Local) -> None:
    local.refused("chassis", {"external_ids": {"ovn-monitor-all": ["true"]}}, "external_ids", "['true'] is not a string", code="invalid_value")
