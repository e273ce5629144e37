# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many runs at once: nothing twice, nothing lost, no run that fails."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.processes import at_once
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.raft import Cluster
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


def _life(number: int, remotes: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """One process: makes, changes and removes children of its own beside those of the others, and works on common ones."""
    port = {**remotes, "switch": "web"}
    mine = [{**port, "name": f"p{number}-{index}"} for index in range(3)]
    rule = {**remotes, "switch": "web", "direction": "to-lport", "action": "drop"}
    return [
        *(("logical_switch_port", {**one, "addresses": ["unknown"]}) for one in mine),
        ("acl", {**rule, "priority": number, "match": "ip4"}),
        ("acl", {**rule, "priority": 1000, "match": "ip6", "external_ids": {f"key{number}": "made"}}),
        ("logical_switch_port", {**port, "name": "common", "options": {f"key{number}": "made"}}),
        ("logical_switch_port", {**mine[0], "addresses": ["02:00:00:00:00:01"], "external_ids": {"a": "b"}}),
        ("logical_switch_port", {**mine[1], "state": "absent"}),
        ("acl", {**rule, "priority": number, "match": "ip4", "log": True}),
        ("acl", {**rule, "priority": 1000, "match": "ip6", "external_ids": {f"key{number}": "changed"}}),
        ("acl", {**rule, "priority": number, "match": "ip4", "state": "absent" if number % 2 else "present"}),
        ("port_group", {**remotes, "name": f"g{number}", "ports": [mine[0]["name"], mine[2]["name"]]}),
        ("logical_switch_port", {**mine[2], "state": "absent"}),
    ]


def test_twenty_runs_make_change_and_remove_children_of_one_switch(bench: Bench) -> None:
    bench.db.ctl("ls-add", "web")
    results = at_once([_life(number, {"remotes": bench.db.remotes}) for number in range(RUNS)])
    removes = {number: task for number, task in enumerate(_life(0, {})) if task[0] == "logical_switch_port" and "state" in task[1]}
    assert all(run[number]["changed"] for run in results for number in removes)

    ports = {row["name"]: row for row in bench.db.rows("Logical_Switch_Port")}
    assert set(ports) == {"common", *(f"p{number}-0" for number in range(RUNS))}
    assert all(row["addresses"] == "02:00:00:00:00:01" for name, row in ports.items() if name != "common")
    keys = {f"key{number}" for number in range(RUNS)}
    assert dict(ports["common"]["options"][1]) == dict.fromkeys(keys, "made")

    acls = {row["priority"]: row for row in bench.db.rows("ACL")}
    assert sorted(acls) == [*range(0, RUNS, 2), 1000]
    assert len(bench.db.rows("ACL")) == len(acls), "nothing is there twice"
    assert all(row["log"] for priority, row in acls.items() if priority != 1000)
    assert dict(acls[1000]["external_ids"][1]) == dict.fromkeys(keys, "changed")

    switch = bench.db.row("Logical_Switch")
    assert (len(switch["ports"][1]), len(switch["acls"][1])) == (len(ports), len(acls))
    groups = bench.db.rows("Port_Group")
    assert {row["name"]: row["ports"] for row in groups} == {f"g{number}": ports[f"p{number}-0"]["_uuid"] for number in range(RUNS)}


def test_runs_that_contradict_each_other(bench: Bench) -> None:
    """A real conflict is said: a port that two switches claim is in one of them, and the others are told where it is."""
    for number in range(RUNS):
        bench.db.ctl("ls-add", f"s{number}")
    args = {"remotes": bench.db.remotes, "name": "wanted"}
    results = at_once([[("logical_switch_port", {**args, "switch": f"s{number}"})] for number in range(RUNS)], fails=None)
    made = [run[0] for run in results if not run[0].get("failed")]
    assert len(made) == 1
    assert len(bench.db.rows("Logical_Switch_Port")) == 1
    for (result,) in results:
        assert result in made or (result["failure"]["code"] == "conflict" and "is already in switch s" in result["msg"])


def test_leader_is_killed_in_the_middle_of_two_hundred_writes(folder: Path) -> None:
    cluster = Cluster(folder, schemas("ovn-nb")[0])
    try:
        common = {"remotes": cluster.remotes, "timeout": 60}
        tasks = []
        for number in range(4):
            names = [f"w{number}-{index}" for index in range(25)]
            switches = [("logical_switch", {**common, "name": name}) for name in names]
            ports = [("logical_switch_port", {**common, "switch": name, "name": name}) for name in names]
            tasks.append([*switches, *ports])
        killer = threading.Thread(target=_kill_leader_after, args=(cluster, 30))
        killer.start()
        results = at_once(tasks)
        killer.join()
        assert all(result["changed"] for run in results for result in run), "each was acknowledged, and made its row"
        for table in ("Logical_Switch", "Logical_Switch_Port"):
            names = sorted(row["name"] for row in cluster.rows(table))
            assert names == sorted(f"w{number}-{index}" for number in range(4) for index in range(25)), "each exactly once"
    finally:
        cluster.stop()


def _kill_leader_after(cluster: Cluster, rows: int) -> None:
    leader = cluster.leader()
    while len(cluster.rows("Logical_Switch")) < rows:
        time.sleep(0.01)
    leader.daemon.kill()


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
