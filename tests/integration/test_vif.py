# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module vif on a real hypervisor: Open vSwitch, ovn-controller, network namespaces, packets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovn import northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.sandbox import Sandbox

MAC = "02:00:00:00:00:01"
ONE = {"name": "vm1", "iface_id": "web-1", "netns": "vm1", "mac": MAC, "mtu": 1400, "addresses": ["10.1.0.11/24", "fd00::11/64"], "gateways": ["10.1.0.1"]}


@pytest.fixture(name="host")
def _host(folder: Path, nb: Ovsdb, sb: Ovsdb) -> Iterator[Sandbox]:
    daemon = northd(folder, nb, sb)
    nb.ctl("ls-add", "web", *(word for n in (1, 2) for word in ("--", "lsp-add", "web", f"web-{n}", "--", "lsp-set-addresses", f"web-{n}", "unknown")))
    host = Sandbox(folder, sb, "h1")
    yield host
    host.stop()
    daemon.stop()


def step(host: Sandbox, args: dict[str, Any], changed: bool = True) -> Result:
    """In check mode, for real, and both again."""
    stamp = host.ovs.stamp()
    foretold = host.module("vif", args, check=True)
    assert host.ovs.stamp() == stamp, "check mode wrote"
    done = host.module("vif", args)
    assert (foretold["changed"], done["changed"]) == (changed, changed), (foretold, done)
    assert foretold["diff"] == done["diff"]
    for check in (True, False):
        again = host.module("vif", args, check=check)
        assert not again["changed"], again["diff"]
        assert again["diff"]["before"] == again["diff"]["after"]
        assert again["row"] == done["row"]
    return done


def link(host: Sandbox, netns: str, name: str) -> dict[str, Any]:
    (shown,) = (entry for entry in json.loads(host.run("ip", "-netns", netns, "-json", "address", "show", "dev", name)) if entry)
    return dict(shown)


def test_life(host: Sandbox) -> None:
    """A workload is plugged in, changed in every part, and unplugged."""
    done = step(host, ONE)
    assert done["row"]["external_ids"]["ovn-installed"] == "true"
    assert done["row"]["addresses"] == ["10.1.0.11/24", "fd00::11/64"]
    shown = link(host, "vm1", "vm1")
    assert (shown["address"], shown["mtu"], "UP" in shown["flags"]) == (MAC, 1400, True)
    assert "default via 10.1.0.1" in host.run("ip", "-netns", "vm1", "route")

    step(host, {**ONE, "mac": "02:00:00:00:00:0A", "mtu": 1300})
    assert link(host, "vm1", "vm1")["address"] == "02:00:00:00:00:0a"
    step(host, {**ONE, "mac": "02:00:00:00:00:0a", "mtu": 1300, "addresses": ["10.1.0.12/24"], "gateways": ["10.1.0.2"]})
    assert "default via 10.1.0.2" in host.run("ip", "-netns", "vm1", "route")
    two = {**ONE, "mac": "02:00:00:00:00:0a", "mtu": 1300, "addresses": ["10.1.0.12/24", "10.1.0.13/24"], "gateways": ["10.1.0.2"]}
    step(host, two)
    step(host, {**two, "addresses": ["10.1.0.13/24"]})  # the kernel takes the second away with the first, and the route with both
    assert "default via 10.1.0.2" in host.run("ip", "-netns", "vm1", "route")
    step(host, two)
    step(host, {"name": "vm1", "iface_id": "web-1"}, changed=False)  # what is not mentioned is not managed
    step(host, {"name": "vm1", "iface_id": "web-1", "up": False, "gateways": []})
    assert "UP" not in link(host, "vm1", "vm1")["flags"]
    step(host, {"name": "vm1", "iface_id": "web-1", "addresses": []})
    assert not [a for a in link(host, "vm1", "vm1")["addr_info"] if a["scope"] == "global"]

    row = step(host, {"name": "vm1", "iface_id": "web-2", "external_ids": {"iface-id-ver": "7", "mine": True}})["row"]
    assert {k: v for k, v in row["external_ids"].items() if not k.startswith("ovn-")} == {"iface-id": "web-2", "iface-id-ver": "7", "mine": "true"}
    row = step(host, {"name": "vm1", "iface_id": "web-2", "external_ids": {"mine": None}, "netns": "vm2"})["row"]
    assert "mine" not in row["external_ids"]
    assert link(host, "vm2", "vm1")["address"] == "02:00:00:00:00:0a"

    step(host, {"name": "vm1", "state": "absent", "netns": "vm2"})
    assert host.ovs.ctl("list-ports", "br-int") == ""
    assert host.run("ls", "/run/netns").split() == ["vm1"]
    step(host, {"name": "vm1", "state": "absent", "netns": "vm1"})
    step(host, {"name": "never", "state": "absent"}, changed=False)
    assert host.run("ls", "/run/netns") == ""


def test_two_workloads_reach_each_other(host: Sandbox) -> None:
    """The logical port's flows are there when the task ends: the first packet passes."""
    step(host, ONE)
    step(host, {**ONE, "name": "vm2", "iface_id": "web-2", "netns": "vm2", "mac": "02:00:00:00:00:02", "addresses": ["10.1.0.12/24"]})
    assert " 0% packet loss" in host.run("ip", "netns", "exec", "vm1", "ping", "-n", "-c", "2", "-W", "2", "10.1.0.12")


def test_plugged_in_again_after_a_restart(host: Sandbox) -> None:
    """The datapath in user space makes all devices again, unconfigured, and leaves the old ones behind."""
    step(host, ONE)
    host.vswitchd.stop()
    host.vswitchd.start()
    wait_for(lambda: "vm1" in host.run("ip", "link", "show", "dev", "vm1", check=False), "the device is made again")
    step(host, ONE)
    assert link(host, "vm1", "vm1")["address"] == MAC


def test_a_device_that_exists(host: Sandbox) -> None:
    """A veth pair's end is plugged in as it is; it stays when it is unplugged."""
    host.run("ip", "link", "add", "veth1", "type", "veth", "peer", "name", "eth1")
    args = {"name": "veth1", "type": "system", "iface_id": "web-1"}
    done = step(host, args)
    assert done["row"]["type"] == "system"
    assert done["row"]["external_ids"]["ovn-installed"] == "true"
    refused = host.module("vif", {"name": "veth1", "iface_id": "web-1"}, fails=True)
    assert refused["failure"]["code"] == "conflict"
    assert "unplug it first" in refused["msg"]
    step(host, {"name": "veth1", "type": "system", "state": "absent"})
    assert "veth1" in host.run("ip", "link", "show", "dev", "veth1")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ({**ONE, "mac": "02:00"}, "invalid_value", ("mac", "02:00")),
        ({**ONE, "mac": "03:00:00:00:00:01"}, "invalid_value", ("mac", "one interface")),
        ({**ONE, "addresses": ["10.1.0.11"]}, "invalid_value", ("addresses", "10.1.0.11", "prefix length")),
        ({**ONE, "addresses": ["10.1.0.11/33"]}, "invalid_value", ("addresses", "10.1.0.11/33")),
        ({**ONE, "gateways": ["10.1.0.1/24"]}, "invalid_value", ("gateways", "10.1.0.1/24")),
        ({**ONE, "mtu": 20}, "invalid_value", ("mtu", "20")),
        ({**ONE, "netns": "a/b"}, "invalid_value", ("netns", "a/b")),
        ({**ONE, "name": "an-interface-that-is-too-long"}, "invalid_value", ("name", "15 characters")),
        ({**ONE, "iface_id": ""}, "invalid_value", ("iface_id", "empty")),
        ({**ONE, "external_ids": {"iface-id": "x"}}, "invalid_value", ("external_ids", "iface_id")),
        ({**ONE, "external_ids": {"ovn-installed": "true"}}, "invalid_value", ("external_ids", "ovn-controller")),
        ({**ONE, "type": "system"}, "invalid_value", ("netns", "workload")),
        ({"name": "nodev", "type": "system", "iface_id": "web-1"}, "not_found", ("nodev", "make it first")),
        ({**ONE, "bridge": "br-none"}, "not_found", ("br-none", "ovn-controller")),
        ({**ONE, "name": "other"}, "conflict", ("iface_id", "web-1", "taken")),
        ({**ONE, "name": "foreign"}, "conflict", ("foreign", "br-x")),
        ({"name": "foreign", "state": "absent"}, "conflict", ("foreign", "br-x")),
    ],
)
def test_refused(host: Sandbox, args: dict[str, Any], code: str, words: tuple[str, ...]) -> None:
    """Nothing is written, in words that help."""
    host.ovs.ctl("add-port", "br-int", "taken", "--", "set", "interface", "taken", "type=internal", "external_ids:iface-id=web-1")
    host.ovs.ctl("add-br", "br-x", "--", "add-port", "br-x", "foreign")
    if code != "conflict" or "taken" not in words:
        args = {**args, **({"iface_id": "web-2"} if args.get("iface_id") == "web-1" else {})}
    rows = host.ovs.rows("Port")
    for check in (True, False):
        result = host.module("vif", args, check=check, fails=True)
        assert result["failure"]["code"] == code, result
        for word in words:
            assert word in result["msg"], result["msg"]
    assert host.ovs.rows("Port") == rows
    assert host.run("ls", "/run/netns") == ""


def test_a_port_that_does_not_exist(host: Sandbox) -> None:
    """Waiting for an installation that never comes ends in words."""
    result = host.module("vif", {**ONE, "iface_id": "nobody", "timeout": 2}, fails=True)
    assert result["failure"]["code"] == "timeout"
    assert "nobody" in result["msg"]
    assert "logical switch port" in result["msg"]
    assert host.module("vif", {**ONE, "iface_id": "nobody", "wait_installed": False})["changed"] is False
