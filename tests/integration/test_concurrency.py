# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many runs at once: nothing twice, nothing lost, no run that fails."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.processes import at_once
from ansible_collections.northbound.ovn.tests.support.steps import Bench

RUNS = 20


def test_twenty_runs_make_the_same_network(bench: Bench) -> None:
    remotes = {"remotes": bench.db.remotes}
    acl = {"switch": "web", "direction": "to-lport", "action": "drop"}
    tasks: list[tuple[str, dict[str, Any]]] = [
        ("logical_switch", {"name": "web", "other_config": {"subnet": "10.1.0.0/24"}}),
        ("logical_switch_port", {"switch": "web", "name": "web-1", "addresses": ["02:00:00:00:00:01 10.1.0.11"]}),
        ("logical_switch_port", {"switch": "web", "name": "web-2", "addresses": ["02:00:00:00:00:02 10.1.0.12"]}),
        ("acl", {**acl, "priority": 1, "match": "ip4"}),
        ("acl", {**acl, "priority": 2, "match": "ip6", "log": True}),
        ("port_group", {"name": "web", "ports": ["web-1", "web-2"]}),
        ("logical_router", {"name": "edge"}),
        ("nat", {"router": "edge", "type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24"}),
        ("load_balancer", {"name": "www", "vips": {"10.9.0.1:80": "10.1.0.11:80"}, "switches": ["web"], "health_checks": [{"vip": "10.9.0.1:80"}]}),
    ]
    results = at_once([[(name, {**remotes, **args}) for name, args in tasks] for dummy in range(RUNS)])
    for number, (name, args) in enumerate(tasks):
        changed = [run[number]["changed"] for run in results]
        assert changed.count(True) == 1, f"{name} {args}: {changed}"
        assert len({run[number]["uuid"] for run in results}) == 1
    tables = {"Logical_Switch": 1, "Logical_Switch_Port": 2, "ACL": 2, "Port_Group": 1, "NAT": 1, "Load_Balancer": 1, "Load_Balancer_Health_Check": 1}
    assert {table: len(bench.db.rows(table)) for table in tables} == tables


def test_twenty_runs_add_to_one_switch(bench: Bench) -> None:
    bench.db.ctl("ls-add", "web")
    remotes = {"remotes": bench.db.remotes}
    ports = [{**remotes, "switch": "web", "name": f"p{number}"} for number in range(RUNS)]
    at_once([[("logical_switch_port", port)] for port in ports])
    assert len(bench.db.row("Logical_Switch")["ports"][1]) == RUNS
    at_once([[("logical_switch_port", {**port, "state": "absent"})] for port in ports])
    assert bench.db.rows("Logical_Switch_Port") == []


def test_twenty_runs_set_a_key_each(bench: Bench) -> None:
    bench.db.ctl("ls-add", "web")
    args = {"remotes": bench.db.remotes, "name": "web"}
    at_once([[("logical_switch", {**args, "external_ids": {f"key{number}": number}})] for number in range(RUNS)])
    assert len(bench.db.row("Logical_Switch")["external_ids"][1]) == RUNS


def test_ten_runs_against_ten(bench: Bench) -> None:
    """Half of them remove what the other half makes: whatever is left is whole."""
    remotes = {"remotes": bench.db.remotes}
    make = [("logical_switch", {**remotes, "name": "web"}), ("logical_switch", {**remotes, "name": "web", "external_ids": {"a": "b"}})]
    clear = [("logical_switch", {**remotes, "name": "web", "state": "absent"})] * 2
    at_once([make if number % 2 else clear for number in range(RUNS)])
    assert len(bench.db.rows("Logical_Switch")) <= 1


@pytest.mark.parametrize("column", ["name", "external_ids"])
def test_change_between_reading_and_writing(bench: Bench, column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another client writes just before our transaction: the guard stops it, and the second plan takes the change in."""
    from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client

    bench.db.ctl("ls-add", "web", "--", "set", "Logical_Switch", "web", "external_ids:ours=old")
    writes = []
    transact = Client.transact

    def overtaken(self: Client, operations: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if any(operation["op"] in ("insert", "update", "mutate") for operation in operations):
            writes.append(operations)
            if len(writes) == 1 and column == "name":
                bench.db.ctl("ls-add", "app")
            elif len(writes) == 1:
                bench.db.ctl("set", "Logical_Switch", "web", "external_ids:ours=theirs", "external_ids:other=key")
        return transact(self, operations)

    monkeypatch.setattr(Client, "transact", overtaken)
    if column == "name":
        result = bench.module("logical_switch", {"name": "app"})
        assert result["changed"] is False
        assert len(bench.db.rows("Logical_Switch", ["name", "==", "app"])) == 1
    else:
        result = bench.module("logical_switch", {"name": "web", "external_ids": {"ours": "new"}})
        assert result["changed"] is True
        assert result["diff"]["before"]["external_ids"] == {"ours": "theirs", "other": "key"}
        assert dict(bench.db.row("Logical_Switch")["external_ids"][1]) == {"ours": "new", "other": "key"}
        assert len(writes) == 2
