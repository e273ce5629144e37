# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""port_group and address_set against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step


def test_life_of_a_port_group(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1", "lsp-add web web-2", "lsp-add web web-3")
    uuid = bench.db.row("Logical_Switch_Port", ["name", "==", "web-3"])["_uuid"][1]
    bench.run(
        "port_group",
        [
            Step({"name": "web"}, "pg-add web", row={"name": "web", "ports": []}),
            Step({"name": "web", "ports": ["web-2", "web-1"]}, "pg-set-ports web web-1 web-2", row={"ports": ["web-1", "web-2"]}),
            Step({"name": "web", "ports": ["web-1", "web-2", "web-1"]}, changed=False),
            Step({"name": "web", "external_ids": {"owner": "shop"}}, "set Port_Group web external_ids:owner=shop", row={"ports": ["web-1", "web-2"]}),
            Step({"name": "web", "ports": ["web-1", uuid]}, "pg-set-ports web web-1 web-3"),
            Step({"name": "web", "ports": []}, "clear Port_Group web ports", row={"ports": []}),
            Step({"name": "web", "state": "absent"}, "pg-del web"),
            Step({"name": "web", "state": "absent"}, changed=False),
        ],
    )


def test_acls_of_a_group_stay_and_go_with_it(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1", "pg-add g", "--type=port-group acl-add g to-lport 1 ip4 drop")
    bench.run(
        "port_group",
        [Step({"name": "g", "ports": ["web-1"]}, "pg-set-ports g web-1"), Step({"name": "g", "state": "absent"}, "pg-del g")],
    )
    assert not bench.db.rows("ACL")


def test_ports_stay_in_their_groups_when_they_change(bench: Bench) -> None:
    """A port that were deleted and made again would leave its groups in silence."""
    bench.both("ls-add web", "lsp-add web web-1", "pg-add g web-1")
    bench.run(
        "logical_switch_port",
        [
            Step(
                {"name": "web-1", "type": "localport", "addresses": ["unknown"], "options": {"a": "b"}},
                "lsp-set-type web-1 localport -- lsp-set-addresses web-1 unknown -- lsp-set-options web-1 a=b",
            )
        ],
    )
    bench.run("port_group", [Step({"name": "g", "ports": ["web-1"]}, changed=False)])
    bench.run("logical_switch_port", [Step({"name": "web-1", "state": "absent"}, "lsp-del web-1")])
    bench.run("port_group", [Step({"name": "g", "ports": []}, changed=False)])


def test_many_ports(bench: Bench) -> None:
    names = [f"p{number}" for number in range(40)]
    bench.both("ls-add web", " -- ".join(f"lsp-add web {name}" for name in names))
    bench.run(
        "port_group",
        [
            Step({"name": "all", "ports": names}, f"pg-add all {' '.join(names)}", row={"ports": sorted(names)}),
            Step({"name": "all", "ports": names[:-1]}, f"pg-set-ports all {' '.join(names[:-1])}"),
        ],
    )
    bench.refused("port_group", {"name": "all", "ports": [*names, "p40"]}, "ports", "'p40'", code="not_found")


def test_life_of_an_address_set(bench: Bench) -> None:
    mac = "02:00:00:00:00:0a"
    bench.run(
        "address_set",
        [
            Step({"name": "admins"}, "create Address_Set name=admins", row={"addresses": []}),
            Step({"name": "admins", "addresses": ["10.0.0.0/8", "192.0.2.1"]}, "set Address_Set admins addresses=10.0.0.0/8,192.0.2.1"),
            Step({"name": "admins", "addresses": ["192.0.2.1/32", "10.9.9.9/8", "10.0.0.0/8"]}, changed=False),
            Step({"name": "admins", "addresses": ["2001:DB8:0::1"]}, "set Address_Set admins addresses='\"2001:db8::1\"'", row={"addresses": ["2001:db8::1"]}),
            Step({"name": "admins", "addresses": [mac.upper()]}, f"set Address_Set admins addresses='\"{mac}\"'"),
            Step({"name": "admins", "addresses": []}, "clear Address_Set admins addresses"),
            Step({"name": "admins", "state": "absent"}, "destroy Address_Set admins"),
            Step({"name": "admins", "state": "absent"}, changed=False),
        ],
    )


def test_spelling_in_the_database_is_no_change(bench: Bench) -> None:
    bench.both("create Address_Set name=admins addresses='\"2001:DB8:0::1\"'")
    bench.run("address_set", [Step({"name": "admins", "addresses": ["2001:db8::1"]}, changed=False)])


def test_wrong_input(bench: Bench) -> None:
    for module in ("port_group", "address_set"):
        for name in ("web-servers", "1st", "a b", ""):
            bench.refused(module, {"name": name}, "name", f'"{name}"', code="invalid_value")
    bench.refused("port_group", {"name": "g", "ports": ["nobody"]}, "ports", "'nobody'", code="not_found")
    for address in ("10.0.0.0/33", "10.0.0", "all", "02:00:00:00:00"):
        bench.refused("address_set", {"name": "s", "addresses": [address]}, "addresses", f'"{address}"', code="invalid_value")
