# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""trace: what becomes of packets, on the flows that the ovn-northd of each release makes, and what it says when the network is changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.network import build, nbctl, ovn_trace
from ansible_collections.northbound.ovn.tests.support.ovn import Site
from ansible_collections.northbound.ovn.tests.support.programs import suites
from ansible_collections.northbound.ovn.tests.support.runner import run_module

Result = dict[str, Any]


@pytest.fixture(name="site", scope="module", params=suites())
def _site(request: pytest.FixtureRequest) -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="nb-", dir="/tmp"))
    site = Site(folder, request.param)
    build(site)
    yield site
    site.stop()
    shutil.rmtree(folder)


def options(site: Site) -> dict[str, Any]:
    """Where the databases and ovn-trace are."""
    return {"remotes": site.sb.remotes, "nb_remotes": site.nb.remotes, "executable": ovn_trace(site.release)}


def trace(site: Site, sender: str, to: str | None = None, **args: Any) -> Result:
    """The result of the module."""
    return run_module("trace", {**options(site), "from": sender, "to": to, **args})


def tcp(site: Site, sender: str, to: str, port: int, **args: Any) -> Result:
    """A packet of TCP."""
    return trace(site, sender, to, protocol="tcp", destination_port=port, **args)


def ports(result: Result) -> list[str]:
    """Where a packet was delivered."""
    return [output["port"] for output in result["delivered_to"]]


def tables(result: Result) -> list[str]:
    """The tables of the Northbound whose rows the packet met."""
    return [row["table"] for row in result["rows"]]


@contextmanager
def changed(site: Site, *there: str, back: tuple[str, ...]) -> Iterator[None]:
    """The network is different for a while."""
    nbctl(site, *there)
    try:
        yield
    finally:
        nbctl(site, *back)


def test_delivered_in_a_switch(site: Site) -> None:
    result = tcp(site, "web-1", "web-2", 80)
    assert (result["verdict"], ports(result), result["decided_by"], result["reason"]) == ("delivered", ["web-2"], None, None)
    assert result["summary"] == "web-1 to web-2: delivered to web-2"
    assert result["packet"]["destination_mac"] == "02:00:00:00:00:02"
    assert {step["datapath"] for step in result["steps"]} == {"web"}
    assert result["delivered_to"][0]["datapath"] == "web"
    assert result["complaints"] == []
    with changed(site, "lsp-set-enabled web-2 disabled", back=("lsp-set-enabled web-2 enabled",)):
        result = tcp(site, "web-1", "web-2", 80)
        assert (result["verdict"], ports(result)) == ("dropped", [])


def test_routed(site: Site) -> None:
    result = tcp(site, "web-1", "db-1", 80)
    assert (result["verdict"], ports(result)) == ("delivered", ["db-1"])
    assert result["packet"]["destination_mac"] == "02:00:00:00:10:01"
    assert [step["datapath"] for step in result["steps"] if step["stage"] == "lr_in_ip_routing"] == ["edge"]
    seen = list(dict.fromkeys((step["datapath"], step["datapath_type"]) for step in result["steps"]))
    assert seen == [("web", "switch"), ("edge", "router"), ("db", "switch")]
    assert tcp(site, "web-1", "db-1", 80, ttl=1)["verdict"] != "delivered"
    result = tcp(site, "web-1", "2001:db8:2::11", 80)
    assert (result["verdict"], ports(result), result["packet"]["source"]) == ("delivered", ["db-1"], "2001:db8:1::11")
    assert tcp(site, "web-1", "db-1", 80, ip_version=6)["packet"]["destination"] == "2001:db8:2::11"


def test_no_route(site: Site) -> None:
    result = trace(site, "web-1", "2001:db8:ffff::1")
    assert (result["verdict"], result["decided_by"]["stage"], result["decided_by"]["datapath"]) == ("dropped", "lr_in_ip_routing", "edge")
    assert "no route" in result["reason"]
    with changed(site, "lr-route-add edge 2001:db8:ffff::/64 2001:db8:2::11", back=("lr-route-del edge 2001:db8:ffff::/64",)):
        result = trace(site, "web-1", "2001:db8:ffff::1")
        assert (result["verdict"], ports(result)) == ("delivered", ["db-1"])
        (route,) = [row for row in result["rows"] if row["table"] == "Logical_Router_Static_Route"]
        assert (route["row"]["nexthop"], route["of"]) == ("2001:db8:2::11", {"table": "Logical_Router", "name": "edge"})


def test_dropped_by_an_acl(site: Site) -> None:
    result = tcp(site, "web-1", "db-1", 22)
    (acl,) = [row for row in site.nb.rows("ACL") if row["match"] == "tcp.dst == 22"]
    row = result["decided_by"]["row"]
    assert result["verdict"] == "dropped"
    assert (row["table"], row["uuid"]) == ("ACL", acl["_uuid"][1])
    assert (row["row"]["action"], row["row"]["priority"], row["row"]["match"]) == ("drop", 1000, "tcp.dst == 22")
    assert row["of"] == {"table": "Logical_Switch", "name": "db"}
    assert result["summary"].endswith("ACL to-lport 1000 'tcp.dst == 22' drop of db: the action of the ACL is drop")
    (step,) = [step for step in result["steps"] if step["row"] and step["row"]["table"] == "ACL"]
    assert step == result["decided_by"]
    with changed(site, 'acl-del db to-lport 1000 "tcp.dst == 22"', back=('acl-add db to-lport 1000 "tcp.dst == 22" drop',)):
        result = tcp(site, "web-1", "db-1", 22)
        assert (result["verdict"], ports(result)) == ("delivered", ["db-1"])


def test_dropped_on_the_way_out(site: Site) -> None:
    result = tcp(site, "web-1", "db-1", 2323)
    decided = result["decided_by"]
    assert (result["verdict"], decided["datapath"], decided["pipeline"], decided["row"]["name"]) == ("dropped", "web", "ingress", "no-telnet-out")
    assert tcp(site, "db-1", "db-2", 2323)["verdict"] == "delivered"


def test_dropped_by_the_default_of_acls(site: Site) -> None:
    """A drop that no ACL says: the row must not be that of an ACL that only was near."""
    with changed(site, "set NB_Global . options:default_acl_drop=true", back=("remove NB_Global . options default_acl_drop",)):
        result = tcp(site, "db-1", "db-2", 80)
        assert (result["verdict"], result["decided_by"]["row"]) == ("dropped", None)
        assert "acl" in result["decided_by"]["stage"]
        assert result["reason"] == "no ACL takes it, and options:default_acl_drop is set"
        assert tcp(site, "db-1", "db-2", 80, destination_mac="02:00:00:00:01:02")["verdict"] == "dropped"
    assert tcp(site, "db-1", "db-2", 80)["verdict"] == "delivered"


def test_acl_of_a_port_group(site: Site) -> None:
    group = ("pg-add dbs db-1 db-2", 'acl-add dbs to-lport 2000 "outport == @dbs && udp.dst == 53" drop')
    with changed(site, *group, back=("pg-del dbs",)):
        result = trace(site, "web-1", "db-1", protocol="udp", destination_port=53)
        row = result["decided_by"]["row"]
        assert (result["verdict"], row["row"]["priority"], row["of"]) == ("dropped", 2000, {"table": "Port_Group", "name": "dbs"})


def test_allowed_by_an_acl(site: Site) -> None:
    result = tcp(site, "web-1", "db-1", 5432)
    (row,) = [row for row in result["rows"] if row["table"] == "ACL"]
    assert (result["verdict"], row["row"]["action"]) == ("delivered", "allow-related")


def test_a_match_on_several_lines(site: Site) -> None:
    match = '"tcp.dst == 81 &&\n  ip4.src == 10.1.0.11"'
    site.nb.ctl("acl-add", "db", "to-lport", "3000", match[1:-1], "drop")
    site.settle()
    try:
        result = tcp(site, "web-1", "db-1", 81)
        assert (result["verdict"], result["decided_by"]["row"]["row"]["priority"]) == ("dropped", 3000)
    finally:
        nbctl(site, "acl-del db to-lport 3000 " + match)


def test_states_of_connections(site: Site) -> None:
    """An answer passes where the same packet as the first of a connection does not."""
    rule = 'acl-add web to-lport 1 "ip" drop'
    with changed(site, rule, 'acl-add web from-lport 2 "tcp" allow-related', back=("acl-del web to-lport 1 ip", "acl-del web from-lport 2 tcp")):
        answer = {"protocol": "tcp", "source_port": 80, "destination_port": 49152}
        assert trace(site, "db-1", "web-1", **answer)["verdict"] == "dropped"
        result = trace(site, "db-1", "web-1", **answer, ct_states=["est,rpl"])
        assert (result["verdict"], ports(result)) == ("delivered", ["web-1"])
        assert any("ct_state=est|rpl|trk" in change for step in result["steps"] for change in step["changes"])
        assert trace(site, "db-1", "web-1", **answer, ct_states=["est,rpl", "new"])["verdict"] in ("delivered", "dropped")


def test_rejected(site: Site) -> None:
    result = tcp(site, "web-1", "db-1", 23)
    assert (result["verdict"], result["decided_by"]["row"]["row"]["action"], ports(result)) == ("rejected", "reject", [])
    assert {step["within"][0] for step in result["steps"] if step["within"]} == {"tcp_reset"}
    result = trace(site, "web-1", "db-1", protocol="udp", destination_port=69)
    assert (result["verdict"], result["decided_by"]["row"]["row"]["match"]) == ("rejected", "udp.dst == 69")
    assert trace(site, "web-1", "db-1", protocol="udp", destination_port=70)["verdict"] == "delivered"


def test_policy(site: Site) -> None:
    result = trace(site, "web-1", "db-2", protocol="udp", destination_port=9)
    row = result["decided_by"]["row"]
    assert (result["verdict"], row["table"], row["row"]["priority"], row["of"]["name"]) == ("dropped", "Logical_Router_Policy", 100, "edge")
    assert tcp(site, "web-1", "db-2", 9)["verdict"] == "delivered"


def test_port_security(site: Site) -> None:
    result = tcp(site, "web-1", "web-2", 80, source="10.1.0.99")
    assert result["verdict"] == "dropped"
    assert "port_sec" in result["decided_by"]["stage"]
    assert "port security" in result["reason"]
    assert tcp(site, "web-2", "web-1", 80, source="10.1.0.99")["verdict"] == "delivered"


def test_implicit_drop(site: Site) -> None:
    """A packet for a MAC address that nobody has ends in a table, without a rule of the Northbound."""
    result = tcp(site, "web-1", "10.1.0.77", 80, destination_mac="02:00:00:00:00:77")
    assert (result["verdict"], result["decided_by"]["datapath"], result["decided_by"]["row"]) == ("dropped", "web", None)
    assert "destination MAC" in result["reason"]
    assert "l2" in result["decided_by"]["stage"]


def test_a_table_without_a_match(site: Site) -> None:
    """ovn-northd leaves no hole since long: one is made in the Southbound, while it sleeps."""
    site.northd.pause()
    rows = site.sb.rows("Logical_Flow", ["match", "==", "eth.dst == 02:00:00:00:00:02"])
    others = [row for row in site.sb.rows("Logical_Flow") if ["stage-name", "ls_in_l2_lkup"] in row["external_ids"][1]]
    try:
        site.sb.transact(*({"op": "delete", "table": "Logical_Flow", "where": [["_uuid", "==", row["_uuid"]]]} for row in [*rows, *others]))
        result = tcp(site, "web-1", "web-2", 80)
        decided = result["decided_by"]
        assert (result["verdict"], decided["flow"], decided["priority"], decided["match"]) == ("dropped", None, None, "")
        assert "no rule matches" in result["reason"]
    finally:
        site.northd.resume()
        nbctl(site, "lsp-add web kick", "lsp-del kick")
        site.northd.stop()
        site.northd.start()
        site.settle()


def test_translated_and_through_the_gateway(site: Site) -> None:
    result = trace(site, "web-1", "198.51.100.9")
    assert (result["verdict"], ports(result)) == ("delivered", ["provider"])
    assert result["nat"] == [{"type": "snat", "address": "192.0.2.10", "rule": "snat 192.0.2.10 10.1.0.0/24"}]
    assert result["gateways"] == [{"port": "cr-edge-public", "type": "chassisredirect", "datapath": "edge", "chassis": None}]
    assert {"NAT", "Logical_Router_Static_Route"} <= set(tables(result))
    with changed(site, "lr-nat-del edge snat 10.1.0.0/24", back=("lr-nat-add edge snat 192.0.2.10 10.1.0.0/24",)):
        result = trace(site, "web-1", "198.51.100.9")
        assert (result["verdict"], result["nat"]) == ("delivered", [])


def test_from_outside(site: Site) -> None:
    """A host behind a port of type localnet, and an address for which the router answers."""
    sender = {"source": "192.0.2.77", "source_mac": "02:00:00:00:99:77"}
    result = tcp(site, "outside", "192.0.2.20", 80, **sender)
    assert (result["verdict"], ports(result), result["packet"]["destination_mac"]) == ("delivered", ["db-1"], "02:00:00:00:10:03")
    assert [(entry["type"], entry["address"]) for entry in result["nat"]] == [("dnat", "10.2.0.11")]
    assert result["nat"][0]["rule"] == "dnat_and_snat 192.0.2.20 10.2.0.11"
    failure = run_module("trace", {**options(site), "from": "outside", "to": "192.0.2.20", "source": "192.0.2.77"}, fails=True)
    assert "source_mac" in failure["msg"]


def test_leaves_through_a_physical_network(site: Site) -> None:
    result = trace(site, "provider", "192.0.2.78", destination_mac="02:00:00:00:99:78")
    assert [(output["port"], output["type"], output["network_name"]) for output in result["delivered_to"]] == [("outside", "localnet", "physnet1")]


def test_next_hop_unknown(site: Site) -> None:
    result = trace(site, "web-1", "192.0.2.99")
    assert (result["verdict"], "MAC address of the next hop" in result["reason"]) == ("unresolved", True)
    assert set(ports(result)) == {"outside", "provider"}
    port = site.sb.row("Port_Binding", ["logical_port", "==", "edge-public"])
    binding = {"logical_port": "edge-public", "ip": "192.0.2.99", "mac": "02:00:00:00:99:99", "datapath": port["datapath"]}
    site.sb.insert("MAC_Binding", binding)
    try:
        result = trace(site, "web-1", "192.0.2.99")
        assert (result["verdict"], ports(result)) == ("delivered", ["outside"])
    finally:
        site.sb.transact({"op": "delete", "table": "MAC_Binding", "where": []})


def test_load_balanced(site: Site) -> None:
    result = tcp(site, "web-1", "10.3.0.100", 80)
    backends = ["10.2.0.11:8080", "10.2.0.12:8080"]
    assert result["load_balancing"] == [{"backend": "10.2.0.11:8080", "backends": backends, "load_balancer": "www"}]
    assert (result["verdict"], ports(result)) == ("delivered", ["db-1"])
    assert "Load_Balancer" in tables(result)
    for backend, port in (("10.2.0.12", "db-2"), ("10.2.0.11:8080", "db-1")):
        result = tcp(site, "web-1", "10.3.0.100", 80, backend=backend)
        assert (result["load_balancing"][0]["backend"].partition(":")[0], ports(result)) == (backend.partition(":")[0], [port])
    failure = run_module(
        "trace",
        {**options(site), "from": "web-1", "to": "10.3.0.100", "protocol": "tcp", "destination_port": 80, "backend": "10.2.0.99"},
        fails=True,
    )
    assert "10.2.0.11:8080" in failure["msg"]
    assert tcp(site, "web-1", "10.3.0.100", 81)["load_balancing"] == []


def test_answered(site: Site) -> None:
    result = trace(site, "web-1", protocol="dhcp")
    assert (result["verdict"], result["answer"]) == ("answered", "dhcp")
    assert result["decided_by"]["row"]["table"] == "DHCP_Options"
    assert trace(site, "web-2", protocol="dhcp")["verdict"] != "answered"
    result = trace(site, "web-1", "10.1.0.1")
    assert (result["verdict"], result["answer"], result["decided_by"]["datapath"]) == ("answered", "echo", "edge")
    assert trace(site, "web-1", "2001:db8:1::1")["answer"] == "echo"
    assert trace(site, "web-1", "10.1.0.12", protocol="arp")["answer"] == "arp"
    assert trace(site, "web-1", "web-2", protocol="arp", ip_version=6)["answer"] == "nd"
    assert trace(site, "web-1", "10.1.0.78", protocol="arp")["answer"] is None


def test_equal_routes(site: Site) -> None:
    routes = ("lr-route-add edge 203.0.113.0/24 10.2.0.11", "--ecmp lr-route-add edge 203.0.113.0/24 10.2.0.12")
    with changed(site, *routes, back=("lr-route-del edge 203.0.113.0/24",)):
        found = {}
        for member in (1, 2):
            result = trace(site, "web-1", "203.0.113.9", ecmp_member=member)
            assert [entry["member"] for entry in result["selected"]] == [member]
            found[member] = ports(result)
        assert sorted(found.values()) == [["db-1"], ["db-2"]]


def test_vlan(site: Site) -> None:
    result = tcp(site, "web-2", "web-1", 80, vlan=5)
    assert "vlan.vid == 5" in result["microflow"]
    assert (result["verdict"], "port_sec" in result["decided_by"]["stage"]) == ("dropped", True)


def test_without_a_northbound(site: Site) -> None:
    result = tcp(site, "web-1", "db-1", 22, nb_remotes=[])
    assert (result["verdict"], result["rows"], result["decided_by"]["row"]) == ("dropped", [], None)


def test_flows_that_cannot_be_read(site: Site) -> None:
    with changed(site, 'acl-add db to-lport 1500 "tcp.dport == 80" drop', back=('acl-del db to-lport 1500 "tcp.dport == 80"',)):
        result = tcp(site, "web-1", "db-1", 80)
        assert result["verdict"] == "delivered"
        assert any("tcp.dport" in complaint for complaint in result["complaints"])


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ({"from": "web-9", "to": "db-1"}, "not_found", ("from", "no port 'web-9'")),
        ({"from": "web-1", "to": "db-9"}, "not_found", ("to", "no port 'db-9'")),
        ({"from": "web-1", "to": "10.1.0.88"}, "not_found", ("10.1.0.88", "10.1.0.0/24 of switch web", "destination_mac")),
        ({"from": "web-1", "to": "outside"}, "not_found", ("outside has no IPv4 or IPv6 address",)),
        ({"from": "outside", "to": "db-1"}, "invalid_value", ("outside", "source_mac")),
        ({"from": "web-1"}, "invalid_value", ("to",)),
        ({"from": "web-1", "to": "db-1", "protocol": "tcp"}, "invalid_value", ("destination_port", "tcp")),
        ({"from": "web-1", "to": "db-1", "destination_port": 80}, "invalid_value", ("destination_port", "icmp")),
        ({"from": "web-1", "to": "db-1", "protocol": "udp", "destination_port": 65536}, "invalid_value", ("65536",)),
        ({"from": "web-1", "to": "10.2.0.11", "ip_version": 6}, "invalid_value", ("10.2.0.11", "IPv6")),
        ({"from": "web-1", "to": "10.2.0.11", "source": "2001:db8:1::11"}, "invalid_value", ("version",)),
        ({"from": "web-1", "to": "db-1", "source": "nonsense"}, "invalid_value", ("source", "nonsense")),
        ({"from": "web-1", "to": "db-1", "source_mac": "02:00"}, "invalid_value", ("source_mac", "02:00")),
        ({"from": "web-1", "to": "db-1", "vlan": 5000}, "invalid_value", ("vlan",)),
        ({"from": "web-1", "to": "db-1", "ttl": 0}, "invalid_value", ("ttl",)),
        ({"from": "web-1", "to": "db-1", "ct_states": ["old"]}, "invalid_value", ("ct_states", "'old'")),
        ({"from": "web-1", "to": "db-1", "ct_states": ["new,est"]}, "invalid_value", ("ct_states",)),
        ({"from": "web-1", "to": "db-1", "ct_states": []}, "invalid_value", ("ct_states",)),
        ({"from": "web-1", "to": "db-1", "gateway": "other"}, "not_found", ("gateway", "'other'")),
        ({"from": "web-1", "to": "db-1", "executable": "/nowhere/ovn-trace"}, "program_missing", ("not installed on", "/nowhere/ovn-trace", "ovn-common")),
        ({"from": "web-1", "to": "db-1", "remotes": ["unix:/nowhere"]}, "connect_failed", ("/nowhere",)),
    ],
)
def test_wrong_input(site: Site, args: dict[str, Any], code: str, words: tuple[str, ...]) -> None:
    for check in (True, False):
        result = run_module("trace", {**options(site), **args}, check=check, fails=True)
        assert result["failure"]["code"] == code, result["msg"]
        for word in words:
            assert word in result["msg"]


def test_several_routers(site: Site) -> None:
    second = ("lr-add side", "lrp-add side side-web 02:00:00:00:20:01 10.1.0.2/24", "lsp-add web web-side", "lsp-set-type web-side router")
    linked = ("lsp-set-addresses web-side router", "lsp-set-options web-side router-port=side-web")
    with changed(site, *second, *linked, back=("lsp-del web-side", "lr-del side")):
        failure = run_module("trace", {**options(site), "from": "web-1", "to": "db-1"}, fails=True)
        assert failure["failure"]["code"] == "ambiguous"
        assert "edge-web, side-web" in failure["msg"]
        for gateway in ("edge-web", "web-up", "10.1.0.1"):
            assert trace(site, "web-1", "db-1", gateway=gateway)["verdict"] == "delivered"
        assert trace(site, "web-1", "db-1", gateway="side-web")["decided_by"]["datapath"] == "side"


def test_nothing_is_written(site: Site) -> None:
    stamps = site.sb.stamp(), site.nb.stamp()
    args = {**options(site), "from": "web-1", "to": "db-1"}
    assert run_module("trace", args, check=True) == run_module("trace", args)
    assert (site.sb.stamp(), site.nb.stamp()) == stamps
