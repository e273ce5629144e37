# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ovsdb_election_timer on the members of a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.served import DB, Served, cluster, play, standalone

SCHEMA = schemas("ovn-nb")[0]


@pytest.fixture(name="hosts")
def _hosts(folder: Path) -> Iterator[list[Served]]:
    hosts = cluster(folder, SCHEMA, 3)
    yield hosts
    for host in hosts:
        host.stop()


def timer(host: Served, value: int, **args: Any) -> Result:
    return host.module("ovsdb_election_timer", election_timer=value, **args)


def has(host: Served) -> int:
    (line,) = [line for line in host.status().splitlines() if line.startswith("Election timer: ")]
    return int(line.split()[2])


def test_up_in_doublings_and_down_at_once(hosts: list[Served]) -> None:
    leader = hosts[0]
    planned = timer(leader, 9000, check=True)
    assert (planned["changed"], planned["steps"], planned["election_timer"]) == (True, [2000, 4000, 8000, 9000], 1000)
    assert planned["diff"] == {"before": {"election_timer": 1000}, "after": {"election_timer": 9000}}
    assert has(leader) == 1000
    done = timer(leader, 9000)
    assert (done["changed"], done["steps"], done["diff"]) == (True, planned["steps"], planned["diff"])
    for host in hosts:
        assert timer(host, 9000)["changed"] is False
        assert has(host) == 9000
        assert timer(host, 9000, check=True)["changed"] is False
    assert timer(leader, 1000, check=True)["steps"] == [1000]
    assert timer(leader, 1000)["steps"] == [1000]
    assert has(leader) == 1000


def test_a_follower_waits_and_names_the_leader(hosts: list[Served]) -> None:
    assert timer(hosts[1], 4000, check=True)["changed"] is False
    failed = timer(hosts[1], 4000, timeout=1, fails=True)
    assert "still 1000 ms here after 1 s, not 4000 ms" in failed["msg"]
    assert f"run this on the host of {hosts[0].raft}" in failed["msg"]


def test_on_all_members_in_one_task(hosts: list[Served], folder: Path) -> None:
    options = {"database": DB, "run_directory": "{{ folder }}", "election_timer": 6000}
    done = play(folder, hosts, {"northbound.ovn.ovsdb_election_timer": options})
    assert done.count("changed=1") == 1, done
    assert [has(host) for host in hosts] == [6000] * 3


def test_without_a_majority_it_fails(hosts: list[Served]) -> None:
    for host in hosts[1:]:
        host.stop()
    wait_for(lambda: not hosts[0].leads, "the leader has given up")
    assert "No member leads now: a majority of 3 servers has to be up" in timer(hosts[0], 4000, timeout=1, fails=True)["msg"]


def test_refused(folder: Path) -> None:
    host = standalone(folder / "c1", SCHEMA)
    assert "is no member of a cluster" in timer(host, 4000, fails=True)["msg"]
    for value in (99, 600001):
        assert "takes 100 to 600000 milliseconds" in timer(host, value, fails=True)["msg"]
    host.stop()
    assert "does not answer at" in timer(host, 4000, fails=True)["msg"]
