# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""chassis_info: what the Southbound of each release says of real chassis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovn import Site, late_chassis
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb, answers
from ansible_collections.northbound.ovn.tests.support.process import Daemon, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import program, schemas, suites
from ansible_collections.northbound.ovn.tests.support.raft import Cluster
from ansible_collections.northbound.ovn.tests.support.runner import run_module


@pytest.fixture(params=suites())
def site(request: pytest.FixtureRequest, folder: Path) -> Iterator[Site]:
    """A release's databases and northd, and two chassis."""
    site = Site(folder, request.param)
    try:
        for name in ("hv1", "hv2"):
            site.add(name)
        yield site
    finally:
        site.stop()


def read(sb: Ovsdb, **args: Any) -> dict[str, Any]:
    """The module's result."""
    result = run_module("chassis_info", {"remotes": sb.remotes, **args})
    assert result["changed"] is False
    return result


def chassis(sb: Ovsdb, **args: Any) -> dict[str, dict[str, Any]]:
    """The chassis by name."""
    return {row["name"]: row for row in read(sb, **args)["chassis"]}


def register(sb: Ovsdb, name: str, ip: str, **columns: Any) -> None:
    """A chassis whose daemon is not ovn-controller: one of ovn-ic or ovn-controller-vtep."""
    encap = {"type": "vxlan", "ip": ip, "chassis_name": name}
    row = {"name": name, "encaps": ["named-uuid", "encap"], **columns}
    sb.transact({"op": "insert", "table": "Encap", "uuid-name": "encap", "row": encap}, {"op": "insert", "table": "Chassis", "row": row})


def test_what_a_chassis_says(site: Site) -> None:
    keys = {
        "hostname": "hv1.example.net",
        "ovn-encap-type": "geneve,vxlan",
        "ovn-encap-csum": "false",
        "ovn-bridge-mappings": "physnet1:br-ex,physnet2:br-ex2",
        "ovn-chassis-mac-mappings": "physnet1:02:00:00:00:0e:01",
        "ovn-cms-options": "enable-chassis-as-gw,availability-zones=az1",
        "ovn-transport-zones": "tz1,tz2",
        "ovn-is-interconn": "true",
    }
    quoted = [f'external_ids:{key}="{value}"' for key, value in keys.items()]
    site.chassis["hv1"].ovs.ctl("set", "Open_vSwitch", ".", *quoted, 'external_ids:ovn-encap-ip="127.0.0.1"')
    wait_for(lambda: len(site.sb.rows("Encap")) == 3 and "az1" in str(site.sb.rows("Chassis")), "the keys are taken over")
    found = chassis(site.sb)
    assert list(found) == ["hv1", "hv2"]
    hv1, hv2 = found.values()
    assert hv1["uuid"] == site.uuid("hv1")[1]
    assert hv1["hostname"] == "hv1.example.net"
    assert hv1["encaps"] == [{"type": kind, "ip": "127.0.0.1", "csum": False, "options": {"csum": "false"}} for kind in ("geneve", "vxlan")]
    assert [(encap["type"], encap["csum"]) for encap in hv2["encaps"]] == [("geneve", True)]
    assert hv1["bridge_mappings"] == {"physnet1": "br-ex", "physnet2": "br-ex2"}
    assert hv1["mac_mappings"] == {"physnet1": "02:00:00:00:0e:01"}
    assert hv1["cms_options"] == ["enable-chassis-as-gw", "availability-zones=az1"]
    assert hv1["transport_zones"] == ["tz1", "tz2"]
    assert (hv2["bridge_mappings"], hv2["mac_mappings"], hv2["cms_options"], hv2["transport_zones"]) == ({}, {}, [], [])
    assert [(row["is_interconn"], row["is_remote"], row["is_vtep"]) for row in (hv1, hv2)] == [(True, False, False), (False, False, False)]
    assert hv1["datapath_type"] == "system"
    assert {"geneve", "system", "internal"} <= set(hv1["iface_types"])
    assert "port-up-notif" in hv1["features"]
    assert not {"is-interconn", "ovn-monitor-all", "ovn-enable-lflow-cache"} & set(hv1["features"])
    assert hv1["ports"] is None


def test_who_is_late(site: Site) -> None:
    site.settle("hv")
    result = read(site.sb)
    reached = site.nb.row("NB_Global")["nb_cfg"]
    assert result["nb_cfg"] == reached
    assert result["northd_version"].startswith(site.release)
    for row in result["chassis"]:
        assert (row["nb_cfg"], row["lag"], row["late"]) == (reached, 0, False)
        assert row["nb_cfg_timestamp"] == site.sb.row("Chassis_Private", ["name", "==", row["name"]])["nb_cfg_timestamp"] > 1_600_000_000_000

    site.chassis["hv2"].controller.pause()
    for dummy in range(3):
        site.settle("sb")
    wait_for(lambda: site.sb.row("Chassis_Private", ["name", "==", "hv1"])["nb_cfg"] == reached + 3, "hv1 has caught up")
    found = chassis(site.sb)
    assert {name: (row["nb_cfg"], row["lag"], row["late"]) for name, row in found.items()} == {"hv1": (reached + 3, 0, False), "hv2": (reached, 3, True)}

    # chassis that are told not to report are not late, however little they have reported
    site.nb.ctl("set", "NB_Global", ".", "options:enable_chassis_nb_cfg_update=false")
    site.settle("sb")
    assert {(row["nb_cfg"], row["lag"], row["late"]) for row in chassis(site.sb).values()} == {(None, None, False)}
    site.chassis["hv2"].controller.resume()


def gateways(site: Site) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: [(port["port"], port["type"], port["active"], port["priority"], port["ha_chassis_group"]) for port in row["gateway_ports"]]
        for name, row in chassis(site.sb).items()
    }


def test_gateways(site: Site) -> None:
    site.nb.ctl("lr-add", "edge", "--", "lrp-add", "edge", "edge-pub", "02:00:00:00:01:02", "192.0.2.1/24")
    for name, priority in (("hv1", "20"), ("hv9", "5")):
        site.nb.ctl("lrp-set-gateway-chassis", "edge-pub", name, priority)
    site.nb.ctl("ls-add", "public", "--", "lsp-add", "public", "public-gw", "--", "lsp-set-type", "public-gw", "router")
    site.nb.ctl("lsp-set-options", "public-gw", "router-port=gw-public", "--", "lr-add", "gw", "--", "set", "Logical_Router", "gw", "options:chassis=hv2")
    site.nb.ctl("lrp-add", "gw", "gw-public", "02:00:00:00:01:03", "192.0.2.2/24")
    site.settle()
    site.until("cr-edge-pub", "chassis", site.uuid("hv1"))
    for port in ("gw-public", "public-gw"):
        site.until(port, "chassis", site.uuid("hv2"))
    routers = [("gw-public", "l3gateway", True, None, None), ("public-gw", "l3gateway", True, None, None)]
    assert gateways(site) == {"hv1": [("cr-edge-pub", "chassisredirect", True, 20, "edge-pub")], "hv2": routers}

    # Tunnels need a datapath, and without them no second candidate may take part: those who cannot see it stay as they are.
    for name in ("hv1", "hv2"):
        site.chassis[name].controller.pause()
    site.nb.ctl("lrp-set-gateway-chassis", "edge-pub", "hv2", "10")
    site.settle()
    assert gateways(site) == {
        "hv1": [("cr-edge-pub", "chassisredirect", True, 20, "edge-pub")],
        "hv2": [("cr-edge-pub", "chassisredirect", False, 10, "edge-pub"), *routers],
    }
    assert chassis(site.sb, names=["hv2"])["hv2"] == chassis(site.sb)["hv2"]

    # who has been taken out of the group is shown for as long as it carries the port
    site.nb.ctl("lrp-del-gateway-chassis", "edge-pub", "hv1")
    site.settle()
    assert gateways(site)["hv1"] == [("cr-edge-pub", "chassisredirect", True, None, "edge-pub")]
    for name in ("hv1", "hv2"):
        site.chassis[name].controller.resume()
    site.until("cr-edge-pub", "chassis", site.uuid("hv2"))
    assert gateways(site) == {"hv1": [], "hv2": [("cr-edge-pub", "chassisredirect", True, 10, "edge-pub"), *routers]}

    # a gateway router waits for a chassis that has not claimed it
    site.chassis["hv1"].controller.pause()
    site.nb.ctl("set", "Logical_Router", "gw", "options:chassis=hv1")
    site.settle()
    site.until("gw-public", "chassis", ["set", []])
    assert [port for port in gateways(site)["hv1"] if port[2]] == []
    assert [port[0] for port in gateways(site)["hv1"]] == ["gw-public", "public-gw"]
    site.chassis["hv1"].controller.resume()


def test_bound_ports(site: Site) -> None:
    ports = [f"web-{number}" for number in range(3)]
    site.nb.ctl("ls-add", "web", *(word for port in [*ports, "moving"] for word in ("--", "lsp-add", "web", port)))
    site.nb.ctl("lsp-set-options", "moving", "requested-chassis=hv1,hv2")
    for port in ports:
        site.plug("hv1", port)
    for name in ("hv1", "hv2"):
        site.plug(name, "moving")
    for port in ports:
        site.until(port, "up", True)
    site.until("moving", "chassis", site.uuid("hv1"))
    site.until("moving", "additional_chassis", site.uuid("hv2"))
    assert {name: row["ports"] for name, row in chassis(site.sb, count_ports=True).items()} == {"hv1": 4, "hv2": 1}
    assert {name: row["ports"] for name, row in chassis(site.sb, count_ports=True, names=["hv2", "hv9"]).items()} == {"hv2": 1}
    many = [f"other{number}" for number in range(20)]
    assert {name: row["ports"] for name, row in chassis(site.sb, count_ports=True, names=["hv1", *many]).items()} == {"hv1": 4}


def test_names(site: Site) -> None:
    assert read(site.sb, names=["hv2", "hv9", "hv2"])["missing"] == ["hv9"]
    assert list(chassis(site.sb, names=["hv2", "hv9"])) == ["hv2"]
    assert read(site.sb, names=[])["chassis"] == []
    assert read(site.sb)["missing"] == []
    many = [f"other{number:02}" for number in range(20)]
    result = read(site.sb, names=["hv1", *many])
    assert [row["name"] for row in result["chassis"]] == ["hv1"]
    assert result["missing"] == many


def test_left_over_from_a_dead_host(site: Site) -> None:
    """Its own chassis is deleted; its ovn-controller is not there to delete the rest."""
    late_chassis(site.sb, "gone")
    assert read(site.sb)["stale"] == []
    site.sb.transact({"op": "delete", "table": "Chassis", "where": [["name", "==", "gone"]]})
    assert read(site.sb)["stale"] == ["gone"]
    assert read(site.sb, names=["gone", "hv1"])["stale"] == ["gone"]
    assert read(site.sb, names=["hv1"])["stale"] == []
    assert list(chassis(site.sb)) == ["hv1", "hv2"]
    site.sb.ctl("destroy", "Chassis_Private", "gone")  # as the documentation says
    assert read(site.sb)["stale"] == []


def test_chassis_of_other_kinds(site: Site) -> None:
    register(site.sb, "far", "192.0.2.7", hostname="far.example.net", other_config=["map", [["is-remote", "true"]]])
    register(site.sb, "switch1", "192.0.2.8", other_config=["map", [["is-vtep", "true"]]], vtep_logical_switches=["set", ["ls0", "ls1"]])
    found = chassis(site.sb)
    assert [(row["is_remote"], row["is_vtep"], row["vtep_logical_switches"]) for row in (found["far"], found["switch1"])] == [
        (True, False, []),
        (False, True, ["ls0", "ls1"]),
    ]
    for name in ("far", "switch1"):
        row = found[name]
        assert (row["nb_cfg"], row["nb_cfg_timestamp"], row["lag"], row["late"]) == (None, None, None, False), "they do not report"
        assert (row["datapath_type"], row["iface_types"], row["bridge_mappings"], row["features"]) == (None, [], {}, [])
        assert row["encaps"][0] == {"type": "vxlan", "ip": row["encaps"][0]["ip"], "csum": None, "options": {}}


def test_nothing_is_written(sb: Ovsdb) -> None:
    for number in range(3):
        late_chassis(sb, f"hv{number}", f"192.0.2.{number}")
    stamp = sb.stamp()
    args = {"remotes": sb.remotes, "names": ["hv1"], "count_ports": True}
    assert run_module("chassis_info", args, check=True) == run_module("chassis_info", args)
    assert sb.stamp() == stamp


def test_empty_database(sb: Ovsdb) -> None:
    empty = {"chassis": [], "missing": [], "stale": [], "nb_cfg": 0, "northd_version": None, "changed": False}
    assert read(sb) == empty
    sb.wipe(init=False)
    assert read(sb) == empty


def test_remotes_of_the_environment(sb: Ovsdb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVN_SB_DB", f"unix:/nonexistent/sb.sock,{sb.unix}")
    assert run_module("chassis_info", {})["chassis"] == []


def test_any_member_or_relay_will_do(folder: Path) -> None:
    schema = schemas("ovn-sb")[0]
    cluster = Cluster(folder, schema, size=2)
    follower = next(member for member in cluster.members if member is not cluster.leader())
    socket = folder / "relay.sock"
    argv = [program("ovsdb-server"), f"--unixctl={folder / 'relay.ctl'}", f"--remote=punix:{socket}", f"relay:OVN_Southbound:{follower.remote}"]
    relay = Daemon(argv, folder, "relay", lambda: answers(socket))
    try:
        for remote in (follower.remote, f"unix:{socket}"):
            assert run_module("chassis_info", {"remotes": [remote]})["chassis"] == []
            refused = run_module("chassis_info", {"remotes": [remote], "leader_only": True, "timeout": 1}, fails=True)
            assert refused["failure"]["code"] == "not_leader"
    finally:
        relay.stop()
        cluster.stop()


def test_wrong_database(nb: Ovsdb) -> None:
    result = run_module("chassis_info", {"remotes": nb.remotes, "timeout": 3}, fails=True)
    assert result["failure"]["code"] == "connect_failed"
    assert "OVN_Southbound" in result["msg"]
