# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents under concurrency and faults, and large ones: all of a document is there, once, or nothing of it."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.documents import Document
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.processes import at_once
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.raft import Cluster
from ansible_collections.northbound.ovn.tests.support.relay import Relay
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.steps import Bench


def network(owner: str, ports: int) -> Document:
    """A switch that everybody has ports and rules in, one of the owner's own, and rows that can bear no mark."""
    return {
        "load_balancers": [{"name": f"{owner}-www"}],
        "load_balancer_groups": [{"name": f"{owner}-balancers", "load_balancer": [f"{owner}-www"]}],
        "logical_switches": [
            {
                "name": "shared",
                "ports": [{"name": f"{owner}-{number}"} for number in range(ports)],
                "acls": [{"direction": "to-lport", "priority": 7, "match": f'outport == "{owner}-0"', "action": "drop"}],
            },
            {"name": owner, "ports": [{"name": f"{owner}-own"}]},
        ],
        "port_groups": [{"name": f"{owner}_all", "ports": [f"{owner}-{number}" for number in range(ports)]}],
    }


def large(switches: int, ports: int) -> Document:
    """Many ports with addresses, and a rule in ten ports."""
    rows = []
    for number in range(switches):
        names = [(f"p{number}-{index}", f"02:00:00:00:{number:02x}:{index:02x} 10.{number}.0.{index + 1}") for index in range(ports)]
        rules = [{"direction": "to-lport", "priority": 7, "match": f'outport == "{name}"', "action": "drop"} for name, _address in names[::10]]
        rows.append(
            {"name": f"s{number}", "ports": [{"name": name, "addresses": [address], "port_security": [address]} for name, address in names], "acls": rules}
        )
    return {"logical_switches": rows}


def test_two_owners_from_ten_processes(bench: Bench) -> None:
    common: dict[str, Any] = {"remotes": bench.db.remotes, "prune": True, "timeout": 60}
    bench.module("topology", {"document": {"logical_switches": [{"name": "shared"}]}, "owner": "base"})
    runs = []
    for number in range(10):
        owner = "ab"[number % 2]
        runs.append([("topology", {**common, "owner": owner, "document": network(owner, ports)}) for ports in (5, 3, 4)])
    at_once(runs)
    ports = {row["name"] for row in bench.db.rows("Logical_Switch_Port")}
    assert ports == {f"{owner}-{rest}" for owner in "ab" for rest in ("0", "1", "2", "3", "own")}
    assert sorted(row["name"] for row in bench.db.rows("Load_Balancer_Group")) == ["a-balancers", "b-balancers"]
    assert len(bench.db.rows("ACL")) == 2
    assert len(bench.db.rows("Logical_Switch")) == 3
    at_once([[("topology", {**common, "owner": owner, "document": {}})] for owner in "ab"])
    assert [row["name"] for row in bench.db.rows("Logical_Switch")] == ["shared"]
    assert bench.db.rows("Load_Balancer_Group") == []
    assert bench.db.row("NB_Global")["external_ids"] == ["map", []]


@pytest.mark.parametrize("how", [{"forward": True}, {"forward": False}, {"forward": True, "pause": 0.3}])
def test_a_lost_reply(nb: Ovsdb, how: dict[str, Any]) -> None:
    """Whether the server has carried it out or not, it is there once, and the run says that it changed something."""
    with Relay(nb.socket, cut_at=b'"op":"insert"', **how) as relay:
        args = {"remotes": [relay.remote], "document": network("a", 3), "owner": "a", "prune": True}
        done = run_module("topology", args)
        assert relay.cuts == 1
        assert done["changed"] is True
        assert done["counts"]["created"]["Logical_Switch_Port"] == 4
        assert run_module("topology", args)["changed"] is False
    with Relay(nb.socket, cut_at=b'"op":"delete"', **how) as relay:
        done = run_module("topology", {**args, "remotes": [relay.remote], "document": network("a", 1)})
        assert relay.cuts == 1
        assert done["counts"]["removed"] == {"Logical_Switch_Port": 2}
    assert sorted(row["name"] for row in nb.rows("Logical_Switch_Port")) == ["a-0", "a-own"]


def test_no_reply_at_all(nb: Ovsdb) -> None:
    with Relay(nb.socket, cut_at=b'"op":"insert"', forward=False, times=1000) as relay:
        failed = run_module("topology", {"remotes": [relay.remote], "document": network("a", 3), "timeout": 2}, fails=True)
    assert failed["failure"]["code"] == "timeout"
    assert "run the task again" in failed["msg"]
    assert nb.rows("Logical_Switch") == []


def test_leader_is_killed_in_the_middle_of_documents(folder: Path) -> None:
    cluster = Cluster(folder, schemas("ovn-nb")[0])
    try:
        common: dict[str, Any] = {"remotes": cluster.remotes, "timeout": 60, "prune": True}
        runs = [[("topology", {**common, "owner": owner, "document": large_of(owner, count)}) for count in range(1, 13)] for owner in "abc"]
        killer = threading.Thread(target=_kill_leader_after, args=(cluster, 60))
        killer.start()
        results = at_once(runs)
        killer.join()
        assert all(result["changed"] for run in results for result in run), "each was acknowledged, and added a switch"
        names = sorted(row["name"] for row in cluster.rows("Logical_Switch_Port"))
        assert names == sorted(f"{owner}-{switch}-{port}" for owner in "abc" for switch in range(12) for port in range(10))
        assert len(cluster.rows("Logical_Switch")) == 36
    finally:
        cluster.stop()


def large_of(owner: str, switches: int) -> Document:
    """Switches of one owner, ten ports each."""
    return {"logical_switches": [{"name": f"{owner}-{s}", "ports": [{"name": f"{owner}-{s}-{p}"} for p in range(10)]} for s in range(switches)]}


def _kill_leader_after(cluster: Cluster, rows: int) -> None:
    leader = cluster.leader()
    while len(cluster.rows("Logical_Switch_Port")) < rows:
        time.sleep(0.01)
    leader.daemon.kill()


def test_three_thousand_ports(bench: Bench) -> None:
    document = large(30, 100)
    args: dict[str, Any] = {"document": document, "owner": "big", "prune": True, "timeout": 120}
    foretold = bench.module("topology", args, check=True)
    done = bench.module("topology", args)
    assert done["counts"] == foretold["counts"]
    assert done["counts"]["created"] == {"ACL": 300, "Logical_Switch": 30, "Logical_Switch_Port": 3000}
    assert done["diff"] == foretold["diff"]
    assert len(str(done["diff"])) < 5000, "a diff of so many rows is a summary"
    stamp = bench.db.stamp()
    assert bench.module("topology", args)["changed"] is False
    assert bench.db.stamp() == stamp
    document["logical_switches"][7]["ports"][8]["enabled"] = False
    del document["logical_switches"][9]["ports"][50:]
    done = bench.module("topology", args)
    assert done["counts"] == {"created": {}, "changed": {"Logical_Switch_Port": 1}, "removed": {"Logical_Switch_Port": 50}}
    exported = bench.module("topology_info", {"owner": "big"})["document"]
    assert bench.module("topology", {**args, "document": exported})["changed"] is False
