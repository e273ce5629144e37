# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""logical_switch_port against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "logical_switch_port"
OLD = "7.0.0"  # the schema of OVN 23.03


def test_life_of_a_port(bench: Bench) -> None:
    bench.both("ls-add web")
    mac = "02:00:00:00:00:01"
    bench.run(
        MODULE,
        [
            Step(
                {"switch": "web", "name": "web-1"},
                "lsp-add web web-1",
                row={"switch": "web", "name": "web-1", "type": ""},
            ),
            Step(
                {"name": "web-1", "addresses": [f"{mac} 10.1.0.11", "unknown"], "port_security": [f"{mac} 10.1.0.11"]},
                (
                    f"lsp-set-addresses web-1 '{mac} 10.1.0.11' unknown",
                    f"lsp-set-port-security web-1 '{mac} 10.1.0.11'",
                ),
                row={"switch": "web", "addresses": [f"{mac} 10.1.0.11", "unknown"]},
            ),
            # a set has no order, and a text that means the same is the same
            Step(
                {"name": "web-1", "addresses": ["unknown", "02:00:00:00:00:01  10.1.0.11", f"{mac} 10.1.0.11"]},
                changed=False,
            ),
            Step({"name": "web-1", "enabled": False}, "lsp-set-enabled web-1 disabled", row={"enabled": False}),
            Step(
                {"switch": "web", "name": "web-1", "options": {"requested-chassis": "h1"}, "addresses": [mac]},
                ("lsp-set-options web-1 requested-chassis=h1", f"lsp-set-addresses web-1 {mac}"),
            ),
            Step(
                {"name": "web-1", "addresses": [], "port_security": [], "options": {}},
                ("lsp-set-addresses web-1", "lsp-set-port-security web-1", "lsp-set-options web-1"),
            ),
            Step({"name": "web-1", "state": "absent"}, "lsp-del web-1"),
            Step({"name": "web-1", "state": "absent"}, changed=False),
            Step({"switch": "web", "name": "web-1", "state": "absent"}, changed=False),
        ],
    )


def test_enabled_by_default(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1")
    bench.run(MODULE, [Step({"name": "web-1", "enabled": True}, changed=False)])
    bench.both("lsp-set-enabled web-1 disabled")
    bench.run(MODULE, [Step({"name": "web-1", "enabled": True}, "lsp-set-enabled web-1 enabled")])


def test_types(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web vm", "lsp-set-type vm localport", "lsp-set-type vm ''")
    bench.run(
        MODULE,
        [
            Step(
                {
                    "switch": "web",
                    "name": "up",
                    "type": "router",
                    "addresses": ["router"],
                    "options": {"router-port": "edge-web"},
                },
                "lsp-add web up -- lsp-set-type up router -- lsp-set-addresses up router -- lsp-set-options up router-port=edge-web",
            ),
            Step(
                {
                    "switch": "web",
                    "name": "net",
                    "type": "localnet",
                    "tag_request": 20,
                    "options": {"network_name": "physnet"},
                },
                (
                    "lsp-add web net -- lsp-set-type net localnet -- lsp-set-options net network_name=physnet",
                    "set Logical_Switch_Port net tag_request=20",
                ),
            ),
            Step(
                {"switch": "web", "name": "pod", "parent_name": "vm", "tag_request": 7},
                ("lsp-add web pod", "set Logical_Switch_Port pod parent_name=vm tag_request=7"),
            ),
            Step(
                {"name": "pod", "parent_name": "", "type": ""},
                "clear Logical_Switch_Port pod parent_name",
                row={"parent_name": None},
            ),
        ],
    )


def test_dhcp_options_by_name_or_uuid(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1")
    for cidr, name in (("10.1.0.0/24", "v4"), ("2001:db8::/64", "v6")):
        bench.both(f'create DHCP_Options cidr="{cidr.replace(":", chr(92) + ":")}" \'external_ids="northbound.ovn:name"={name}\'')
    six = bench.db.row("DHCP_Options", ["cidr", "==", "2001:db8::/64"])["_uuid"][1]
    bench.run(
        MODULE,
        [
            Step(
                {"name": "web-1", "dhcpv4_options": "v4", "dhcpv6_options": six},
                (
                    "lsp-set-dhcpv4-options web-1 {DHCP_Options cidr=10.1.0.0/24}",
                    "lsp-set-dhcpv6-options web-1 {DHCP_Options cidr=2001:db8::/64}",
                ),
                row={"dhcpv4_options": "v4"},
            ),
            Step({"name": "web-1", "dhcpv6_options": "v6"}, changed=False),
            Step({"name": "web-1", "dhcpv4_options": ""}, "lsp-set-dhcpv4-options web-1", row={"dhcpv4_options": None}),
        ],
    )
    bench.refused(MODULE, {"name": "web-1", "dhcpv4_options": "v5"}, "dhcpv4_options", "'v5'", code="not_found")


def test_spelling_is_no_change(bench: Bench) -> None:
    mac = "0A:00:00:00:00:0B"
    bench.both("ls-add web", "lsp-add web web-1", f"lsp-set-addresses web-1 '{mac} 10.1.0.11 2001:DB8:0::1' 'dynamic 10.1.0.7'")
    bench.run(
        MODULE,
        [
            Step(
                {"name": "web-1", "addresses": ["0a:00:00:00:00:0b 10.1.0.11 2001:db8::1", "dynamic 10.1.0.7"]},
                changed=False,
            ),
            Step(
                {"name": "web-1", "addresses": ["0a:00:00:00:00:0b  10.1.0.11 2001:0db8::1", "dynamic 10.1.0.7"]},
                changed=False,
            ),
        ],
    )


def test_port_of_another_switch(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app", "lsp-add web web-1")
    for state in ("present", "absent"):
        result = bench.refused(MODULE, {"switch": "app", "name": "web-1", "state": state}, "switch", "web-1", "already in switch web")
        assert result["failure"]["code"] == "conflict"


def test_child_without_a_parent(bench: Bench) -> None:
    bench.refused(MODULE, {"name": "web-1"}, "switch", "create", "web-1")
    bench.refused(MODULE, {"switch": "nowhere", "name": "web-1"}, "switch", "'nowhere'", "create it first", code="not_found")


def test_absent_in_a_switch_that_is_gone(bench: Bench) -> None:
    bench.run(MODULE, [Step({"switch": "gone", "name": "web-1", "state": "absent"}, changed=False)])
    bench.both("ls-add web", "lsp-add web web-1")
    gone = {"switch": "web", "name": "web-1", "state": "absent", "dhcpv4_options": "gone too"}
    bench.run(MODULE, [Step(gone, "lsp-del web-1")])


def test_wrong_input(bench: Bench) -> None:
    bench.both("ls-add web")
    port = {"switch": "web", "name": "web-1"}
    for addresses in (
        ["02:00:00:00:00 10.1.0.11"],
        ["10.1.0.11"],
        ["02:00:00:00:00:01 10.1.0.300"],
        ["02:00:00:00:00:01 10.1.0.1/24"],
        [""],
    ):
        bench.refused(MODULE, {**port, "addresses": addresses}, "addresses", addresses[0].rsplit(" ", maxsplit=1)[-1], code="invalid_value")
    bench.refused(MODULE, {**port, "port_security": ["02:00:00:00:00:0g"]}, "port_security", "02:00:00:00:00:0g")
    bench.refused(MODULE, {**port, "addresses": ["router"]}, "addresses", "router")
    bench.refused(MODULE, {**port, "addresses": ["dynamic", "02:00:00:00:00:01 dynamic"]}, "addresses", "dynamic")
    bench.refused(MODULE, {**port, "tag_request": 0}, "tag_request", "parent_name")
    bench.refused(MODULE, {**port, "tag_request": 5000}, "tag_request", "5000", code="invalid_value")
    bench.refused(MODULE, {**port, "type": "bridge"}, "type", "bridge")
    bench.refused(MODULE, {**port, "state": "gone"}, "state", "gone")


def test_column_of_a_newer_release(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app")
    args = {"switch": "web", "name": "web-app", "type": "switch", "peer": "app-web"}
    if bench.db.schema["version"] == OLD:
        result = bench.refused(
            MODULE,
            args,
            f"peer: needs OVN 25.03 or newer (schema 7.11.0); this server has {OLD}",
            code="schema_mismatch",
        )
        assert result["failure"]["column"] == "peer"
    else:
        bench.run(MODULE, [Step(args, row={"peer": "app-web", "type": "switch"})])


def test_columns_of_daemons_are_left(bench: Bench) -> None:
    bench.both(
        "ls-add web",
        "lsp-add web web-1",
        "set Logical_Switch_Port web-1 up=true tag=9 dynamic_addresses='\"02:00:00:00:00:09 10.1.0.9\"'",
    )
    bench.run(
        MODULE,
        [Step({"name": "web-1", "external_ids": {"a": "b"}}, "set Logical_Switch_Port web-1 external_ids:a=b")],
    )
