# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""port_binding_info: where ports are and why not, on the Southbound of each release, each reason from its real cause."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovn import Site, late_chassis
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import program, suites
from ansible_collections.northbound.ovn.tests.support.rpc import Rpc
from ansible_collections.northbound.ovn.tests.support.runner import run_module

Port = dict[str, Any]


@pytest.fixture(name="bare", params=suites())
def _bare(request: pytest.FixtureRequest, folder: Path) -> Iterator[Site]:
    """A release's databases and northd."""
    site = Site(folder, request.param)
    yield site
    site.stop()


@pytest.fixture
def site(bare: Site) -> Site:
    """The same with two chassis."""
    for name in ("hv1", "hv2"):
        bare.add(name)
    return bare


def read(sb: Ovsdb, **args: Any) -> list[Port]:
    """The ports that the module gives."""
    result = run_module("port_binding_info", {"remotes": sb.remotes, **args})
    assert result["changed"] is False
    return list(result["ports"])


def ports(sb: Ovsdb, *names: str) -> dict[str, Port]:
    """Ports by name."""
    found = {port["logical_port"]: port for port in read(sb, ports=list(names))}
    assert list(found) == sorted(names, key=lambda name: (not found[name]["exists"], name))
    return found


def reason(sb: Ovsdb, name: str) -> str:
    """The only reason why a port is not bound or not up."""
    port = ports(sb, name)[name]
    assert len(port["reasons"]) == 1, port
    return str(port["reasons"][0])


def says(sb: Ovsdb, name: str, *words: str) -> None:
    """The only reason has these words."""
    text = reason(sb, name)
    for word in words:
        assert word in text, text


def nbctl(site: Site, *commands: str) -> None:
    """Several commands of ovn-nbctl in one transaction, then wait for northd."""
    words: list[str] = []
    for command in commands:
        words += ["--", *command.split()]
    site.nb.ctl(*words[1:])
    site.settle()


def test_bound_ports(site: Site) -> None:
    nbctl(
        site,
        "ls-add web",
        "lsp-add web web-1",
        "lsp-set-addresses web-1 unknown",
        "set Logical_Switch_Port web-1 external_ids:owner=shop",
        "lsp-add web box web-1 7",
        "lsp-add web moving",
        "lsp-set-options moving requested-chassis=hv1,hv2",
        "lr-add edge",
        "lrp-add edge edge-pub 02:00:00:00:01:02 192.0.2.1/24",
        "lrp-set-gateway-chassis edge-pub hv1 20",
        "lrp-set-gateway-chassis edge-pub hv9 10",
        "lr-add gw",
        "set Logical_Router gw options:chassis=hv2",
        "lrp-add gw gw-web 02:00:00:00:01:03 10.1.0.1/24",
        "lsp-add web web-gw",
        "lsp-set-type web-gw router",
        "lsp-set-options web-gw router-port=gw-web",
    )
    site.plug("hv1", "web-1")
    for name in ("hv1", "hv2"):
        site.plug(name, "moving")
    names = ["web-1", "box", "moving", "cr-edge-pub", "gw-web", "web-gw"]
    for name in names:
        site.until(name, "up", True)
    site.until("moving", "additional_chassis", site.uuid("hv2"))
    found = ports(site.sb, *names)
    for name, port in found.items():
        assert (port["exists"], port["bindable"], port["up"], port["reasons"]) == (True, True, True, []), port
        assert port["tunnel_key"] == site.sb.row("Port_Binding", ["logical_port", "==", name])["tunnel_key"]
    assert {name: port["chassis"] for name, port in found.items()} == dict.fromkeys(names, "hv1") | {"gw-web": "hv2", "web-gw": "hv2"}
    assert {name: port["type"] for name, port in found.items() if port["type"]} == {
        "cr-edge-pub": "chassisredirect",
        "gw-web": "l3gateway",
        "web-gw": "l3gateway",
    }
    assert {(port["datapath"], port["datapath_type"]) for name, port in found.items() if "gw-web" not in name and "edge" not in name} == {("web", "switch")}
    assert [(found[name]["datapath"], found[name]["datapath_type"]) for name in ("cr-edge-pub", "gw-web")] == [("edge", "router"), ("gw", "router")]
    assert (found["web-1"]["mac"], found["web-1"]["external_ids"]) == (["unknown"], {"owner": "shop"})
    assert (found["box"]["parent_port"], found["box"]["tag"]) == ("web-1", 7)
    assert "moving" in [port["logical_port"] for port in read(site.sb, chassis="hv2")]
    assert (found["moving"]["requested_chassis"], found["moving"]["additional_chassis"]) == (["hv1", "hv2"], ["hv2"])
    assert found["cr-edge-pub"]["ha_chassis_group"] == "edge-pub"
    assert found["cr-edge-pub"]["ha_chassis"] == [
        {"name": "hv1", "priority": 20, "exists": True, "active": True},
        {"name": "hv9", "priority": 10, "exists": False, "active": False},
    ]
    assert found["cr-edge-pub"]["options"]["distributed-port"] == "edge-pub"
    assert (found["web-1"]["ha_chassis_group"], found["web-1"]["ha_chassis"], found["web-1"]["mirror_port"]) == (None, [], None)


def test_never_bound(site: Site) -> None:
    nbctl(
        site,
        "ls-add web",
        "lsp-add web net",
        "lsp-set-type net localnet",
        "lsp-set-options net network_name=physnet1",
        "lsp-add web nameless",
        "lsp-set-type nameless localnet",
        "lsp-add web metadata",
        "lsp-set-type metadata localport",
        "lr-add edge",
        "lrp-add edge edge-web 02:00:00:00:01:01 10.1.0.1/24",
        "lsp-add web web-edge",
        "lsp-set-type web-edge router",
        "lsp-set-options web-edge router-port=edge-web nat-addresses=router",
        "lr-nat-add edge snat 192.0.2.10 10.1.0.0/24",
    )
    for name, words in {
        "net": ("localnet is never bound", "physnet1"),
        "nameless": ("options:network_name is not set",),
        "metadata": ("localport is never bound", "iface-id=metadata"),
        "edge-web": ("patch is never bound",),
        "web-edge": ("patch is never bound",),
    }.items():
        says(site.sb, name, *words)
        port = ports(site.sb, name)[name]
        assert (port["bindable"], port["chassis"]) == (False, None)
    assert read(site.sb, switch="web", unbound=True) == []


def test_unbound_interfaces(site: Site) -> None:
    wanted = {"there": "hv1", "host": "hv2.example.net", "gone": "hv9", "two": "hv1,hv2,hv9"}
    site.chassis["hv2"].ovs.ctl("set", "Open_vSwitch", ".", "external_ids:hostname=hv2.example.net")
    wait_for(lambda: "hv2.example.net" in str(site.sb.rows("Chassis")), "the hostname is known")
    nbctl(
        site,
        "ls-add web",
        "lsp-add web plain",
        "lsp-add web versioned",
        "lsp-set-options versioned iface-id-ver=v7",
        *(command for name, option in wanted.items() for command in (f"lsp-add web {name}", f"lsp-set-options {name} requested-chassis={option}")),
    )
    site.settle("hv")
    says(site.sb, "plain", "No chassis has claimed it", "external_ids:iface-id=plain.", "northbound.ovn.vif", "ofport")
    assert "behind" not in reason(site.sb, "plain")
    site.plug("hv1", "versioned")  # without the version
    says(site.sb, "versioned", "external_ids:iface-id=versioned and external_ids:iface-id-ver=v7")
    site.plug("hv2", "there")  # where it must not be
    says(site.sb, "there", "requested-chassis gives it to hv1, which has not claimed it:", "external_ids:iface-id=there")
    says(site.sb, "host", "gives it to hv2.example.net, which has not claimed it:")
    says(site.sb, "gone", "requested-chassis names hv9", "no chassis of this name or hostname")
    first, second, third = ports(site.sb, "two")["two"]["reasons"]
    assert "gives it to hv1" in first
    assert "also gives it to hv2, which has not claimed it:" in second
    assert "also names hv9" in third
    assert ports(site.sb, "two")["two"]["requested_chassis"] == ["hv1", "hv2", "hv9"]

    # what the reasons say is the remedy
    site.chassis["hv1"].ovs.ctl("set", "Interface", "versioned", "external_ids:iface-id-ver=v7")
    site.plug("hv1", "plain")
    site.plug("hv1", "there")
    site.plug("hv2", "host")
    for name in ("plain", "versioned", "there", "host"):
        site.until(name, "up", True)
        assert ports(site.sb, name)[name]["reasons"] == []


def test_no_chassis_at_all(bare: Site) -> None:
    nbctl(bare, "ls-add web", "lsp-add web web-1")
    says(bare.sb, "web-1", "no chassis at all", "ovn-encap-ip")


def test_late_chassis_do_not_know_the_port(site: Site) -> None:
    site.settle("hv")
    site.chassis["hv1"].controller.pause()
    nbctl(site, "ls-add web", "lsp-add web web-1", "lsp-add web mine", "lsp-set-options mine requested-chassis=hv1")
    wait_for(lambda: site.sb.row("Chassis_Private", ["name", "==", "hv2"])["nb_cfg"] == 2, "hv2 has caught up")
    says(site.sb, "web-1", "1 of 2 chassis are behind")
    says(site.sb, "mine", "gives it to hv1, which has not claimed it (its ovn-controller is 1 behind: nb_cfg 1 of 2)")
    site.chassis["hv1"].controller.resume()


def test_bound_and_not_up(site: Site) -> None:
    """A hypervisor whose Open vSwitch hangs cannot install flows."""
    nbctl(site, "ls-add web", "lsp-add web web-1", "lsp-add web box web-1 7")
    site.plug("hv1", "later")
    site.settle("hv")
    hv1 = site.chassis["hv1"]
    hv1.vswitchd.pause()
    hv1.ovs.ctl("set", "Interface", "later", "external_ids:iface-id=web-1")
    site.until("web-1", "chassis", site.uuid("hv1"))
    says(site.sb, "web-1", "hv1 has claimed it, and has not reported that its flows are installed: wait a moment", "ovs-vswitchd")
    site.settle()
    says(site.sb, "web-1", "installed (its ovn-controller is 1 behind: nb_cfg 2 of 3)")
    port = ports(site.sb, "web-1")["web-1"]
    assert (port["chassis"], port["up"]) == ("hv1", False)
    hv1.vswitchd.resume()
    site.until("web-1", "up", True)
    assert ports(site.sb, "web-1", "box")["web-1"]["reasons"] == []


def test_bound_where_it_is_no_longer_wanted(site: Site) -> None:
    nbctl(site, "ls-add web", "lsp-add web web-1")
    site.plug("hv1", "web-1")
    site.until("web-1", "up", True)
    site.settle("hv")
    site.chassis["hv1"].controller.pause()
    nbctl(site, "lsp-set-options web-1 requested-chassis=hv2")
    says(site.sb, "web-1", "bound to hv1, which has not released it (its ovn-controller is 1 behind", "gives it to hv2, which has not claimed it")
    nbctl(site, "lsp-set-options web-1 requested-chassis=hv9")
    says(site.sb, "web-1", "gives it to hv9, which is no chassis of the Southbound")
    nbctl(site, "lsp-set-options web-1 requested-chassis=hv1")
    assert ports(site.sb, "web-1")["web-1"]["reasons"] == []
    site.chassis["hv1"].controller.resume()


def test_containers(site: Site) -> None:
    nbctl(
        site,
        "ls-add web",
        "lsp-add web vm",
        "lsp-add web box vm 7",
        "lsp-add web orphan nobody 7",
        "lsp-add web metadata",
        "lsp-set-type metadata localport",
        "lsp-add web odd metadata 7",
        "lsp-add web nested box 8",
        "lsp-add web stray vm 9",
        "lsp-set-options stray requested-chassis=hv2",
    )
    says(site.sb, "box", "Its parent vm is bound to no chassis", "the reasons of vm")
    says(site.sb, "orphan", "Its parent nobody is not in the Southbound")
    says(site.sb, "odd", "Its parent metadata is of type localport")
    says(site.sb, "nested", "Its parent box is of type container")
    site.plug("hv1", "vm")
    site.until("box", "up", True)
    says(site.sb, "stray", "Its parent vm is bound to hv1", "gives the port to hv2", "remove the option")
    site.settle("hv")
    site.chassis["hv1"].controller.pause()
    nbctl(site, "lsp-add web late vm 10")
    says(site.sb, "late", "Its parent vm is bound to hv1, whose ovn-controller has not claimed the port (its ovn-controller is 1 behind")
    site.chassis["hv1"].controller.resume()
    site.until("late", "up", True)


def test_virtual_ports(site: Site) -> None:
    nbctl(
        site,
        "ls-add web",
        "lsp-add web vm1",
        "lsp-set-addresses vm1 02:00:00:00:00:01",
        "lsp-add web vm2",
        "lsp-add web vip",
        "lsp-set-type vip virtual",
        "lsp-set-options vip virtual-ip=10.1.0.5 virtual-parents=vm1,vm2,vm3",
        "lsp-add web alone",
        "lsp-set-type alone virtual",
        "lsp-set-options alone virtual-ip=10.1.0.6",
    )
    site.plug("hv1", "vm1")
    site.until("vm1", "up", True)
    site.settle("hv")
    says(site.sb, "vip", "No virtual parent has announced 10.1.0.5", "vm1 is bound to hv1, vm2 is bound to no chassis, vm3 is not in the Southbound", "ARP")
    says(site.sb, "alone", "options:virtual-parents is empty")
    (control,) = site.chassis["hv1"].folder.glob("ovs-vswitchd.*.ctl")
    announcement = "ffffffffffff 020000000001 0806 0001080006040001 020000000001 0a010005 000000000000 0a010005"
    run(program("ovs-appctl"), "-t", control, "netdev-dummy/receive", "vm1", announcement.replace(" ", ""))
    site.until("vip", "up", True)
    port = ports(site.sb, "vip")["vip"]
    assert (port["virtual_parent"], port["chassis"], port["reasons"]) == ("vm1", "hv1", [])


def test_ports_whose_chassis_an_option_names(site: Site) -> None:
    nbctl(
        site,
        "ls-add web",
        "lr-add gw",
        "set Logical_Router gw options:chassis=hv9",
        "lrp-add gw gw-web 02:00:00:00:01:03 10.1.0.1/24",
        "lsp-add web l2",
        "lsp-set-type l2 l2gateway",
        "lsp-set-options l2 network_name=physnet1 l2gateway-chassis=hv9",
        "lsp-add web l2-where",
        "lsp-set-type l2-where l2gateway",
        "lsp-set-options l2-where network_name=physnet1",
    )
    says(site.sb, "gw-web", "l3gateway-chassis names hv9, and the Southbound has no chassis of this name", "options:chassis of the logical router")
    says(site.sb, "l2", "l2gateway-chassis names hv9, and the Southbound has no chassis of this name")
    says(site.sb, "l2-where", "options:l2gateway-chassis is not set")
    site.settle("hv")
    site.chassis["hv1"].controller.pause()
    nbctl(site, "set Logical_Router gw options:chassis=hv1", "lsp-set-options l2 network_name=physnet1 l2gateway-chassis=hv1")
    for name in ("gw-web", "l2"):
        says(site.sb, name, "names hv1, whose ovn-controller has not claimed the port (its ovn-controller is 1 behind")
    site.chassis["hv1"].controller.resume()
    for name in ("gw-web", "l2"):
        site.until(name, "up", True)
        assert ports(site.sb, name)[name]["reasons"] == []


def test_gateways_and_external_ports(site: Site) -> None:
    nbctl(
        site,
        "lr-add edge",
        "lrp-add edge edge-pub 02:00:00:00:01:02 192.0.2.1/24",
        "lrp-set-gateway-chassis edge-pub hv8 10",
        "lrp-set-gateway-chassis edge-pub hv9 20",
        "ls-add web",
        "lsp-add web outside",
        "lsp-set-type outside external",
        "ha-chassis-group-add nobody",
        "lrp-add edge edge-two 02:00:00:00:01:03 192.0.2.129/25",
    )
    says(site.sb, "cr-edge-pub", "None of the candidates of edge-pub is in the Southbound: hv9 (priority 20), hv8 (priority 10)")
    says(site.sb, "outside", "no HA chassis group", "switch port an ha_chassis_group")
    group = site.nb.row("HA_Chassis_Group")["_uuid"][1]
    nbctl(site, f"set Logical_Switch_Port outside ha_chassis_group={group}", f"set Logical_Router_Port edge-two ha_chassis_group={group}")
    says(site.sb, "outside", "nobody is empty")
    # Tunnels need a datapath: without them each of two candidates believes that it has lost the others, and none claims the port.
    nbctl(site, "lrp-set-gateway-chassis edge-pub hv1 30", "lrp-set-gateway-chassis edge-pub hv2 5")
    site.settle("hv")
    says(site.sb, "cr-edge-pub", "No candidate of edge-pub has claimed it: hv1 (priority 30), hv2 (priority 5). ", "BFD")
    site.chassis["hv2"].controller.pause()
    site.settle()
    says(site.sb, "cr-edge-pub", "hv2 (priority 5) (its ovn-controller is 1 behind")
    assert [(entry["name"], entry["exists"]) for entry in ports(site.sb, "cr-edge-pub")["cr-edge-pub"]["ha_chassis"]] == [
        ("hv1", True),
        ("hv9", False),
        ("hv8", False),
        ("hv2", True),
    ]
    nbctl(site, "lrp-del-gateway-chassis edge-pub hv2")
    site.until("cr-edge-pub", "up", True)
    assert ports(site.sb, "cr-edge-pub")["cr-edge-pub"]["reasons"] == []
    site.chassis["hv2"].controller.resume()


def test_vtep_ports_and_those_of_other_zones(site: Site) -> None:
    nbctl(
        site,
        "ls-add web",
        "lsp-add web vtep",
        "lsp-set-type vtep vtep",
        "lsp-set-options vtep vtep-physical-switch=device vtep-logical-switch=ls0",
        "lsp-add web far",
        "lsp-set-type far remote",
    )
    says(site.sb, "vtep", "vtep-physical-switch names device", "ovn-controller-vtep")
    says(site.sb, "far", "another availability zone", "ovn-ic")
    encap = {"type": "vxlan", "ip": "192.0.2.9", "chassis_name": "device"}
    device = {"name": "device", "encaps": ["named-uuid", "encap"], "other_config": ["map", [["is-vtep", "true"]]]}  # as ovn-controller-vtep writes it
    site.sb.transact({"op": "insert", "table": "Encap", "uuid-name": "encap", "row": encap}, {"op": "insert", "table": "Chassis", "row": device})
    says(site.sb, "vtep", "The device device has no logical switch ls0")
    site.sb.transact({"op": "update", "table": "Chassis", "where": [["name", "==", "device"]], "row": {"vtep_logical_switches": "ls0"}})
    says(site.sb, "vtep", "ovn-controller-vtep of device has not claimed it")


def test_receivers_of_mirrors(site: Site) -> None:
    """Since OVN 25.09 a mirror may end at a logical port. The chassis here are older and leave such ports alone."""
    if "mirror_port" not in site.sb.schema["tables"]["Port_Binding"]["columns"]:
        nbctl(site, "ls-add web", "lsp-add web web-1")
        assert ports(site.sb, "web-1")["web-1"]["mirror_port"] is None
        return
    nbctl(site, "ls-add web", "lsp-add web web-1", "lsp-add web sink", "mirror-add m1 lport to-lport sink", "lsp-attach-mirror web-1 m1")
    (port,) = [port for port in read(site.sb, switch="web") if port["type"] == "mirror"]
    assert port["mirror_port"] == "sink"
    says(site.sb, port["logical_port"], "Its parent sink is bound to no chassis")
    site.plug("hv1", "sink")
    site.until("sink", "up", True)
    says(site.sb, port["logical_port"], "Its parent sink is bound to hv1, whose ovn-controller has not claimed the port")


def test_no_such_port(site: Site) -> None:
    nbctl(site, "ls-add web", "lsp-add web web-1")
    found = ports(site.sb, "nobody", "web-1")
    assert (found["nobody"]["exists"], found["web-1"]["exists"]) == (False, True)
    assert found["nobody"].keys() == found["web-1"].keys()
    says(site.sb, "nobody", "The Southbound has no port of this name", "ovn-northd", "northbound.ovn.sync")
    site.northd.pause()
    site.nb.ctl("lsp-add", "web", "web-2")
    says(site.sb, "web-2", "ovn-northd has not compiled it yet")
    site.northd.resume()
    site.settle()
    assert ports(site.sb, "web-2")["web-2"]["exists"] is True


def names(found: list[Port]) -> list[str]:
    return [port["logical_port"] for port in found]


def test_filters(site: Site) -> None:
    web = [f"web-{number:02}" for number in range(20)]
    nbctl(
        site,
        "ls-add web",
        *(f"lsp-add web {name}" for name in web),
        "ls-add app",
        "lsp-add app app-1",
        "lr-add web",  # the same name as a switch
        "lrp-add web web-lrp 02:00:00:00:01:01 10.1.0.1/24",
    )
    site.plug("hv1", "web-03")
    site.plug("hv1", "app-1")
    site.until("web-03", "up", True)
    site.until("app-1", "up", True)
    assert names(read(site.sb, switch="web")) == web
    assert names(read(site.sb, router="web")) == ["web-lrp"]
    assert {port["datapath_type"] for port in read(site.sb, router="web")} == {"router"}
    assert names(read(site.sb, chassis="hv1")) == ["app-1", "web-03"]
    assert names(read(site.sb, chassis="hv1", switch="web")) == ["web-03"]
    assert read(site.sb, chassis="hv2") == []
    rest = [name for name in web if name != "web-03"]
    assert names(read(site.sb, unbound=True)) == rest
    assert names(read(site.sb, unbound=True, switch="web")) == rest
    assert read(site.sb, unbound=True, switch="app") == []
    uuid = site.nb.row("Logical_Switch", ["name", "==", "web"])["_uuid"][1]
    assert names(read(site.sb, switch=uuid)) == web
    assert names(read(site.sb, ports=[*web, "nobody"])) == [*web, "nobody"]
    assert read(site.sb, ports=[]) == []
    assert read(site.sb, ports=web) == read(site.sb, switch="web")

    nbctl(site, "create Logical_Switch name=app")
    failure = run_module("port_binding_info", {"remotes": site.sb.remotes, "switch": "app"}, fails=True)
    assert failure["failure"]["code"] == "ambiguous"
    for row in site.nb.rows("Logical_Switch", ["name", "==", "app"]):
        assert row["_uuid"][1] in failure["msg"]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ({"switch": "none"}, "not_found", ("no logical switch 'none'", "ovn-northd")),
        ({"router": "none"}, "not_found", ("no logical router 'none'",)),
        ({"chassis": "none"}, "not_found", ("chassis", "none", "ovn-controller")),
        ({}, "invalid_value", ("ports, switch, router, chassis or unbound",)),
        ({"unbound": True, "chassis": "hv1"}, "invalid_value", ("unbound", "switch or router")),
        ({"unbound": True, "ports": ["x"]}, "invalid_value", ("unbound", "switch or router")),
        ({"ports": ["x"], "switch": "web"}, None, ("mutually exclusive",)),
        ({"switch": "web", "router": "web"}, None, ("mutually exclusive",)),
    ],
)
def test_wrong_input(sb: Ovsdb, args: dict[str, Any], code: str | None, words: tuple[str, ...]) -> None:
    late_chassis(sb, "hv1")
    for check in (True, False):
        result = run_module("port_binding_info", {"remotes": sb.remotes, **args}, check=check, fails=True)
        assert result.get("failure", {}).get("code") == code
        for word in words:
            assert word in result["msg"]


def bind(number: int) -> list[dict[str, Any]]:
    """A chassis, a datapath, an HA group of that chassis, and its port, which is bound to it: all named alike."""
    name = f"n{number}"
    encap = {"type": "geneve", "ip": f"192.0.2.{number}", "chassis_name": name}
    member = {"chassis": ["named-uuid", "chassis"], "priority": number}
    port = {
        "logical_port": "gate",
        "type": "chassisredirect",
        "tunnel_key": number,
        "datapath": ["named-uuid", "datapath"],
        "chassis": ["named-uuid", "chassis"],
        "ha_chassis_group": ["named-uuid", "group"],
    }
    rows: list[tuple[str, str, dict[str, Any]]] = [
        ("Encap", "encap", encap),
        ("Chassis", "chassis", {"name": name, "encaps": ["named-uuid", "encap"]}),
        ("Datapath_Binding", "datapath", {"tunnel_key": number, "external_ids": ["map", [["name", name], ["logical-router", name]]]}),
        ("HA_Chassis", "member", member),
        ("HA_Chassis_Group", "group", {"name": name, "ha_chassis": ["named-uuid", "member"]}),
        ("Port_Binding", "port", port),
    ]
    clear = [{"op": "delete", "table": table, "where": []} for table in ("Port_Binding", "HA_Chassis_Group", "Datapath_Binding", "Chassis")]
    return [*clear, *({"op": "insert", "table": table, "uuid-name": label, "row": row} for table, label, row in rows)]


def rename(number: int) -> list[dict[str, Any]]:
    """The same rows under another name and number."""
    name = f"n{number}"
    changes = {
        "Chassis": {"name": name},
        "Datapath_Binding": {"external_ids": ["map", [["name", name], ["logical-router", name]]]},
        "HA_Chassis": {"priority": number},
        "HA_Chassis_Group": {"name": name},
        "Port_Binding": {"tunnel_key": number},
    }
    return [{"op": "update", "table": table, "where": [], "row": row} for table, row in changes.items()]


def test_one_view(sb: Ovsdb) -> None:
    """A port and all that it refers to are changed or replaced again and again: never is half of one state shown with half of the next."""
    done = threading.Event()

    def churn() -> None:
        with Rpc(sb.socket) as rpc:
            number = 0
            while not done.is_set():
                number = number % 200 + 1
                rpc.transact(sb.database, *(bind if number % 5 == 0 else rename)(number))
                done.wait(0.002)

    sb.transact(*bind(250))
    thread = threading.Thread(target=churn)
    thread.start()
    try:
        seen = set()
        for dummy in range(60):
            (port,) = read(sb, ports=["gate"])
            assert port["exists"]
            assert port["ha_chassis"] == [{"name": port["chassis"], "priority": int(port["chassis"][1:]), "exists": True, "active": True}], port
            assert port["datapath"] == port["ha_chassis_group"] == port["chassis"] == f"n{port['tunnel_key']}"
            assert port["reasons"] == []
            seen.add(port["chassis"])
    finally:
        done.set()
        thread.join()
    assert len(seen) > 5


def test_type_of_a_later_release(sb: Ovsdb) -> None:
    sb.transact(*bind(1), {"op": "update", "table": "Port_Binding", "where": [], "row": {"type": "wormhole", "chassis": ["set", []]}})
    says(sb, "gate", "No chassis has claimed it", "wormhole", "ovn-sb(5)")


def test_nothing_is_written(sb: Ovsdb) -> None:
    sb.transact(*bind(1))
    stamp = sb.stamp()
    args = {"remotes": sb.remotes, "ports": ["gate", "nobody"]}
    assert run_module("port_binding_info", args, check=True) == run_module("port_binding_info", args)
    assert sb.stamp() == stamp
