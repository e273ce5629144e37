# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""dhcp_options against a real server, beside ovn-nbctl."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.ovn import Chassis, northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "dhcp_options"
NAME = '"northbound.ovn:name"'
V4 = {"server_id": "10.1.0.1", "server_mac": "02:00:00:00:01:01", "lease_time": 3600, "router": "10.1.0.1"}


def test_life_of_dhcp_options(bench: Bench) -> None:
    row = "{DHCP_Options}"
    bench.run(
        MODULE,
        [
            Step(
                {"name": "web", "cidr": "10.1.0.0/24", "options": V4},
                (
                    f"create DHCP_Options cidr=10.1.0.0/24 'external_ids={NAME}=web'",
                    f"dhcp-options-set-options {row} server_id=10.1.0.1 server_mac=02:00:00:00:01:01 lease_time=3600 router=10.1.0.1",
                ),
                row={"name": "web", "external_ids": {}, "cidr": "10.1.0.0/24"},
            ),
            Step({"name": "web", "cidr": "10.1.0.99/24", "options": {"server_mac": "02:00:00:00:01:01", "lease_time": "3600"}}, changed=False),
            Step(
                {"name": "web", "options": {"lease_time": 60, "router": None, "domain_name": "example.org"}},
                (f"set DHCP_Options {row} 'options:lease_time=60' 'options:domain_name=\"\\\"example.org\\\"\"'", f"remove DHCP_Options {row} options router"),
            ),
            Step({"name": "web", "options": {"domain_name": '"example.org"'}}, changed=False),
            Step(
                {"name": "web", "external_ids": {"owner": "shop"}}, f"set DHCP_Options {row} external_ids:owner=shop", row={"external_ids": {"owner": "shop"}}
            ),
            Step({"name": "web", "external_ids": {}}, f"remove DHCP_Options {row} external_ids owner", row={"name": "web", "external_ids": {}}),
            Step({"name": "web", "cidr": "10.2.0.0/24"}, f"set DHCP_Options {row} cidr=10.2.0.0/24"),
            Step({"name": "web", "options": {}}, f"clear DHCP_Options {row} options"),
            Step({"name": "web", "state": "absent"}, f"dhcp-options-del {row}"),
            Step({"name": "web", "state": "absent"}, changed=False),
        ],
    )


def test_two_networks_and_foreign_rows(bench: Bench) -> None:
    bench.both("dhcp-options-create 10.1.0.0/24")  # somebody else's, of the same network
    bench.run(
        MODULE,
        [
            Step({"name": "a", "cidr": "10.1.0.0/24"}, f"create DHCP_Options cidr=10.1.0.0/24 'external_ids={NAME}=a'"),
            Step({"name": "b", "cidr": "2001:DB8::/64"}, f"create DHCP_Options cidr='\"2001:db8::/64\"' 'external_ids={NAME}=b'"),
            Step({"name": "a", "state": "absent"}),
        ],
    )
    assert sorted(row["cidr"] for row in bench.db.rows("DHCP_Options")) == ["10.1.0.0/24", "2001:db8::/64"]


def test_adopted_by_uuid(bench: Bench) -> None:
    bench.both("dhcp-options-create 10.1.0.0/24")
    uuid = bench.db.row("DHCP_Options")["_uuid"][1]
    bench.run(
        MODULE,
        [
            Step({"uuid": uuid, "name": "web"}, f"set DHCP_Options {{DHCP_Options}} 'external_ids:{NAME}=web'", row={"name": "web"}),
            Step({"name": "web", "cidr": "10.1.0.0/24"}, changed=False),
        ],
    )


def test_ports_keep_their_options(bench: Bench) -> None:
    """Rows that were deleted and made again would be dropped from the ports in silence."""
    bench.module(MODULE, {"name": "web", "cidr": "10.1.0.0/24"})
    bench.db.ctl("ls-add", "web", "--", "lsp-add", "web", "web-1")
    bench.module("logical_switch_port", {"name": "web-1", "dhcpv4_options": "web"})
    before = bench.db.row("Logical_Switch_Port")["dhcpv4_options"]
    bench.module(MODULE, {"name": "web", "cidr": "10.2.0.0/24", "options": V4})
    assert bench.db.row("Logical_Switch_Port")["dhcpv4_options"] == before == bench.db.row("DHCP_Options")["_uuid"]


def test_wrong_input(bench: Bench) -> None:
    for cidr in ("10.1.0.0", "10.1.0.0/33", "network"):
        bench.refused(MODULE, {"name": "web", "cidr": cidr}, "cidr", f'"{cidr}"', code="invalid_value")
    bench.refused(MODULE, {"name": "web"}, "cidr", "create")
    bench.refused(MODULE, {"cidr": "10.1.0.0/24"}, "name")
    bench.refused(MODULE, {"name": "web", "cidr": "10.1.0.0/24", "options": {"server_mac": "nic"}}, "server_mac", '"nic"')


def test_ovn_understands_the_strings(folder: Path, nb: Ovsdb, sb: Ovsdb) -> None:
    """Without quotes within the value ovn-controller drops the whole DHCP flow, and says so only in its log."""
    daemon = northd(folder, nb, sb)
    chassis = Chassis(folder, sb, "hv1")
    try:
        remotes = {"remotes": nb.remotes}
        strings = {
            "domain_name": "example.org",
            "bootfile_name": "pxe.0",
            "tftp_server": "boot.example.org",
            "tftp_server_address": "10.1.0.3",
            "wpad": "http://wpad",
        }
        run_module("logical_switch", {**remotes, "name": "web"})
        run_module(MODULE, {**remotes, "name": "web", "cidr": "10.1.0.0/24", "options": {**V4, **strings, "hostname": "web-1"}})
        port = {"switch": "web", "name": "web-1", "addresses": ["02:00:00:00:00:01 10.1.0.11"], "dhcpv4_options": "web"}
        run_module("logical_switch_port", {**remotes, **port})
        chassis.ovs.ctl("add-port", "br-int", "web-1", "--", "set", "Interface", "web-1", "type=dummy", "external_ids:iface-id=web-1")
        nb.ctl("wait-until", "Logical_Switch_Port", "web-1", "up=true")
        nb.ctl("--wait=hv", "sync")
        assert "put_dhcp_opts" in str([row["actions"] for row in sb.rows("Logical_Flow")])
        assert "error parsing actions" not in chassis.controller.log()
    finally:
        chassis.stop()
        daemon.stop()
