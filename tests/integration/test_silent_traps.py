# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the database takes without a word and OVN then ignores, or what others wrote in another form."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

DHCP = {"server_id": "10.1.0.1", "server_mac": "02:00:00:00:01:01", "lease_time": 3600}
OLD = "7.0.0"


def test_broken_dhcp_options_are_repaired(bench: Bench) -> None:
    wanted = {"name": "web", "cidr": "10.1.0.0/24", "options": {**DHCP, "domain_name": "example.org", "ip_forward_enable": True}}
    bench.module("dhcp_options", wanted)
    bench.db.ctl("set", "DHCP_Options", bench.db.row("DHCP_Options")["_uuid"][1], "options:domain_name=example.org", "options:ip_forward_enable=true")
    result = bench.module("dhcp_options", wanted)
    assert result["changed"] is True
    assert result["row"]["options"]["domain_name"] == '"example.org"'
    assert result["row"]["options"]["ip_forward_enable"] == "1"
    assert bench.module("dhcp_options", wanted)["changed"] is False


def test_dhcp_options_that_ovn_would_not_answer_with(bench: Bench) -> None:
    bench.refused("dhcp_options", {"name": "web", "cidr": "10.1.0.0/24", "options": {"lease_time": 60}}, "options", "server_id, server_mac")
    bench.refused("dhcp_options", {"name": "web", "cidr": "2001:db8::/64", "options": {"server_id": "10.1.0.1"}}, "server_id", "MAC")
    bench.refused("dhcp_options", {"name": "web", "cidr": "10.1.0.0/24", "options": {**DHCP, "server_id": "02:00:00:00:01:01"}}, "server_id", "IPv4")
    bench.refused("dhcp_options", {"name": "web", "cidr": "10.1.0.0/24", "options": {**DHCP, "ethernet_encap": "perhaps"}}, "ethernet_encap", '"perhaps"')


def test_diff_of_cleared_external_ids(bench: Bench) -> None:
    """The name of DHCP options lives in the column that is cleared, and stays."""
    bench.module("dhcp_options", {"name": "web", "cidr": "10.1.0.0/24", "external_ids": {"owner": "shop"}})
    result = bench.run("dhcp_options", [Step({"name": "web", "external_ids": {}}, row={"name": "web", "external_ids": {}})])
    assert bench.db.row("DHCP_Options")["external_ids"] == ["map", [["northbound.ovn:name", "web"]]]
    assert result["row"]["name"] == "web"


def test_hostname_of_a_port(bench: Bench) -> None:
    bench.both("ls-add web")
    port = {"switch": "web", "name": "web-1", "options": {"hostname": "web-1"}}
    bench.run("logical_switch_port", [Step(port, row={"options": {"hostname": '"web-1"'}})])


def test_keys_of_ovn_ic(bench: Bench) -> None:
    bench.both("ls-add web", "lr-add edge", "lsp-add web web-1", "lrp-add edge edge-web 02:00:00:00:00:01 10.1.0.1/24")
    bench.refused("logical_switch_port", {"name": "web-1", "options": {"interconn-tsp": "x"}}, "interconn-tsp")
    bench.refused("logical_router_port", {"name": "edge-web", "options": {"interconn-tr": "x"}}, "interconn-tr")
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "10.1.0.2"}
    bench.refused("logical_router_static_route", {**route, "options": {"origin": "static"}}, "origin")
    bench.refused("logical_router_static_route", {**route, "external_ids": {"ic-learned-route": "x"}}, "ic-learned-route")


def test_no_port_in_the_identity(bench: Bench) -> None:
    """An empty text finds the row that has none, beside one that has."""
    bench.both("ls-add web", "lr-add edge", "lrp-add edge out 02:00:00:00:00:01 192.0.2.10/24")
    route = {"router": "edge", "ip_prefix": "0.0.0.0/0", "nexthop": "192.0.2.1"}
    bench.run(
        "logical_router_static_route",
        [
            Step({**route, "output_port": "out"}),
            Step({**route, "output_port": ""}, row={"output_port": None}),
            Step({**route, "output_port": "", "state": "absent"}),
            Step(route, changed=False, row={"output_port": "out"}),
        ],
    )
    rule = {"router": "edge", "type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24"}
    bench.run(
        "nat",
        [
            Step({**rule, "gateway_port": "out"}),
            Step({**rule, "gateway_port": ""}, row={"gateway_port": None}),
            Step({**rule, "gateway_port": "", "state": "absent"}),
            Step(rule, changed=False, row={"gateway_port": "out"}),
        ],
    )


def test_what_means_nothing_is_no_matter_of_the_release(bench: Bench) -> None:
    bench.both("ls-add web", "lr-add edge")
    bench.run("logical_switch_port", [Step({"switch": "web", "name": "web-1", "peer": ""})])
    bench.run("acl", [Step({"switch": "web", "direction": "to-lport", "priority": 1, "match": "ip4", "tier": 0, "action": "drop"})])
    bench.run("nat", [Step({"router": "edge", "type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24", "match": "", "priority": 0})])
    bench.run("logical_router_static_route", [Step({"router": "edge", "ip_prefix": "0.0.0.0/0", "nexthop": "192.0.2.1", "selection_fields": []})])


def test_router_port_without_networks(bench: Bench) -> None:
    """Where the server wants one, OVSDB fills in an empty text."""
    bench.both("lr-add edge")
    port = {"router": "edge", "name": "edge-web", "mac": "02:00:00:00:00:01"}
    if bench.db.schema["version"] == OLD:
        bench.refused("logical_router_port", port, "networks", "create")
        bench.refused("logical_router_port", {**port, "networks": []}, "networks", "1 at least")
    else:
        bench.run("logical_router_port", [Step(port, row={"networks": []})])


def test_virtual_addresses_in_another_spelling(bench: Bench) -> None:
    bench.both(r'create Load_Balancer name=www "vips:\"[2001:DB8::80]:80\"=\"[2001:DB8::1]:80\""')
    bench.run(
        "load_balancer",
        [
            Step({"name": "www", "vips": {"[2001:db8::80]:80": "[2001:db8::1]:80"}}, changed=False),
            Step({"name": "www", "vips": {"[2001:db8::80]:80": "[2001:db8::2]:80"}}),
            Step({"name": "www", "vips": {"[2001:db8::80]:080": None}}, row={"vips": {}}),
        ],
    )


def test_load_balancer_of_two_families(bench: Bench) -> None:
    bench.refused("load_balancer", {"name": "www", "vips": {"192.0.2.80:80": "[2001:db8::1]:80"}}, "vips", "192.0.2.80:80", "IPv6")
    bench.refused("load_balancer", {"name": "www", "ip_port_mappings": {"10.1.0.11": "web-1"}}, "ip_port_mappings", '"web-1"')


def test_backends_of_health_checks_as_ovn_northd_looks_for_them(bench: Bench) -> None:
    args = {"name": "www", "ip_port_mappings": {"2001:DB8::11": "web-1:[2001:DB8::2]", "10.1.0.11": "web-1:10.1.0.2"}}
    bench.run("load_balancer", [Step(args, row={"ip_port_mappings": {"[2001:db8::11]": "web-1:[2001:db8::2]", "10.1.0.11": "web-1:10.1.0.2"}})])


def test_sets_of_two_kinds(bench: Bench) -> None:
    """ovn-controller skips the ACLs that use one, which lets their traffic through."""
    bench.refused("address_set", {"name": "admins", "addresses": ["10.0.0.1", "2001:db8::1"]}, "addresses", "IPv4", "IPv6")
    bench.refused("address_set", {"name": "admins", "addresses": ["10.0.0.1", "02:00:00:00:00:01"]}, "addresses", "MAC")


def test_translation_that_ovn_does_not_do(bench: Bench) -> None:
    bench.both("lr-add edge")
    rule = {"router": "edge", "type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24"}
    bench.refused("nat", {**rule, "logical_ip": "2001:db8::/64"}, "external_ip", "logical_ip", "IPv6")
    bench.refused("nat", {**rule, "options": {"add_route": True}}, "add_route")
    if bench.db.schema["version"] != OLD:
        bench.refused("nat", {**rule, "priority": 7}, "priority", "match")
