# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ovsdb_cluster_member on clusters of three and five, with members that are dead, frozen, cut off, and ghosts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.process import run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import program, schemas
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.served import DB, Served, cluster, play, standalone

SCHEMA = schemas("ovn-nb")[0]
Make = Callable[[int], list[Served]]


@pytest.fixture(name="make")
def _make(folder: Path) -> Iterator[Make]:
    """Makes a cluster of so many hosts."""
    made: list[Served] = []

    def make(size: int) -> list[Served]:
        made.extend(cluster(folder, SCHEMA, size))
        return list(made)

    yield make
    for host in made:
        host.stop()


def absent(host: Served, **args: Any) -> Result:
    return host.module("ovsdb_cluster_member", **{"data_directory": str(host.folder), "timeout": 10, **args})


def servers(host: Served) -> set[str]:
    """The first digits of the ids of the servers that a host sees."""
    return {line.split()[0] for line in host.status().partition("Servers:\n")[2].splitlines()}


def sids(*hosts: Served) -> set[str]:
    return {host.sid[:4] for host in hosts}


def works(host: Served, name: str) -> None:
    """The cluster takes a row."""
    host.insert(name)
    wait_for(lambda: name in host.rows("Logical_Switch"), "the row is there")


def wiped(host: Served, through: Served) -> str:
    """Lose a member's file and join again; return the first digits of the id that it had."""
    old = host.sid[:4]
    host.stop()
    host.file.unlink()
    run(program("ovsdb-tool"), "join-cluster", host.file, DB, host.raft, through.raft)
    host.start()
    wait_for(lambda: "Status: cluster member" in host.status(), "it has joined again")
    return old


def test_a_follower_leaves(make: Make) -> None:
    hosts = make(3)
    everybody, gone = sids(*hosts), hosts[2].sid
    planned = absent(hosts[2], check=True)
    assert (planned["changed"], planned["action"], planned["sid"]) == (True, "left", gone)
    assert servers(hosts[0]) == everybody
    left = absent(hosts[2])
    assert (left["action"], left["servers"], left["diff"]) == ("left", planned["servers"], planned["diff"])
    assert sorted(left["diff"]["before"]["servers"]) == sorted([*left["servers"], f"{gone[:4]} at {hosts[2].raft}"])
    for host in hosts[:2]:
        wait_for(lambda host=host: servers(host) == sids(*hosts[:2]), "two are left")  # type: ignore[misc]
    works(hosts[0], "web")
    assert absent(hosts[2])["changed"] is False
    hosts[2].stop()
    assert absent(hosts[2])["changed"] is False, "the file tells it as well"
    hosts[2].file.unlink()
    assert absent(hosts[2])["changed"] is False


def test_the_leader_leaves_and_the_last_one_does_not(make: Make) -> None:
    hosts = make(3)
    hosts[0].insert("web")
    assert absent(hosts[0])["action"] == "left"
    wait_for(lambda: any(host.leads for host in hosts[1:]), "another one leads")
    leader, other = sorted(hosts[1:], key=lambda host: not host.leads)
    assert servers(leader) == sids(leader, other)
    assert absent(other)["action"] == "left"
    wait_for(lambda: leader.leads and servers(leader) == sids(leader), "one is left")
    assert set(leader.rows("Logical_Switch")) == {"web"}
    for check in (True, False):
        assert "this is the only member" in absent(leader, check=check, fails=True)["msg"]
    works(leader, "db")


def test_two_leave_at_the_same_time(make: Make, folder: Path) -> None:
    hosts = make(5)
    options = {"database": DB, "run_directory": "{{ folder }}", "data_directory": "{{ folder }}"}
    for leaving, staying in ((hosts[3:], hosts[:3]), (hosts[1:3], hosts[:1])):
        assert play(folder, leaving, {"northbound.ovn.ovsdb_cluster_member": options}).count("changed=1") == 2
        for host in staying:
            wait_for(lambda host=host, staying=staying: servers(host) == sids(*staying), "those who stay are left")  # type: ignore[misc]
        works(hosts[0], f"row{len(staying)}")


def test_nobody_leaves_when_the_rest_would_be_no_majority(make: Make) -> None:
    hosts = make(3)
    gone = hosts[2].sid[:4]
    hosts[2].stop()
    wait_for(lambda: f"(->{gone})" in hosts[0].status() and f"(->{gone})" in hosts[1].status(), "the others have noticed")
    for host in hosts[:2]:
        for check in (True, False):
            msg = absent(host, check=check, fails=True)["msg"]
            assert "of the 2 members that stay, 1 live" in msg
            assert f"Start or remove first: {gone} at {hosts[2].raft}" in msg
    assert len(servers(hosts[0])) == 3
    works(hosts[0], "web")
    # with the dead one removed, they are two, and one may go
    assert absent(hosts[0], sid=gone)["action"] == "removed"
    assert absent(hosts[1])["action"] == "left"
    works(hosts[0], "db")


def test_a_leader_does_not_leave_a_frozen_member(make: Make) -> None:
    hosts = make(3)
    assert hosts[2].server
    hosts[2].server.pause()

    def silent() -> int:
        (said,) = re.findall(rf"at {hosts[2].raft}\) .* last msg (\d+) ms ago", hosts[0].status())
        return int(said)

    wait_for(lambda: silent() > 1000, "it has been silent for longer than the election timer")
    assert "of the 2 members that stay, 1 live" in absent(hosts[0], check=True, fails=True)["msg"]
    hosts[2].server.resume()
    wait_for(lambda: silent() < 1000, "it is heard of again")
    assert absent(hosts[0], check=True)["changed"] is True


def test_dead_ones_of_five_are_removed(make: Make) -> None:
    hosts = make(5)
    first, second = hosts[3].sid, hosts[4].sid[:4]
    for host in hosts[3:]:
        host.stop()
    everybody = servers(hosts[0])
    planned = absent(hosts[0], sid=first, check=True)
    assert (planned["changed"], planned["action"], planned["sid"]) == (True, "removed", first[:4])
    assert servers(hosts[0]) == everybody
    done = absent(hosts[0], sid=first)
    assert (done["action"], done["servers"], done["diff"]) == ("removed", planned["servers"], planned["diff"])
    assert servers(hosts[0]) == everybody - {first[:4]}
    for check in (True, False):
        assert absent(hosts[0], sid=first, check=check)["changed"] is False
    assert absent(hosts[0], address=hosts[4].raft)["sid"] == second
    assert absent(hosts[0], address=hosts[4].raft)["changed"] is False
    for host in hosts[:3]:
        wait_for(lambda host=host: servers(host) == sids(*hosts[:3]), "three are left")  # type: ignore[misc]
    assert absent(hosts[1], address=hosts[4].raft)["changed"] is False
    works(hosts[0], "web")


def test_who_lives_is_not_removed(make: Make) -> None:
    hosts = make(3)
    for given in ({"sid": hosts[1].sid}, {"sid": hosts[1].sid[:4].upper()}, {"address": hosts[1].raft}):
        for check in (True, False):
            assert "lives: it was heard of" in absent(hosts[0], check=check, fails=True, **given)["msg"]
    assert "is the member on this host" in absent(hosts[0], sid=hosts[0].sid, fails=True)["msg"]
    assert "is the member on this host" in absent(hosts[1], address=hosts[1].raft, fails=True)["msg"]
    assert servers(hosts[0]) == sids(*hosts)


def test_a_follower_waits_and_names_the_leader(make: Make) -> None:
    hosts = make(3)
    gone = hosts[2].sid[:4]
    hosts[2].stop()
    assert absent(hosts[1], sid=gone, check=True)["changed"] is False
    msg = absent(hosts[1], sid=gone, timeout=1, fails=True)["msg"]
    assert f"is still in the cluster after 1 s. Only the leader can do it: run this on the host of {hosts[0].raft}" in msg
    assert len(servers(hosts[0])) == 3


def test_a_ghost_is_removed_and_nobody_else(make: Make) -> None:
    hosts = make(3)
    ghost = wiped(hosts[2], hosts[0])
    living = sids(*hosts)
    wait_for(lambda: servers(hosts[0]) == living | {ghost}, "the ghost is among the servers")
    wait_for(lambda: f"{ghost} at {hosts[2].raft} is dead" in absent(hosts[0], address=hosts[2].raft, fails=True)["msg"], "the ghost is seen")
    msg = absent(hosts[0], address=hosts[2].raft, fails=True)["msg"]
    assert f"{hosts[2].raft} is the address of 2 servers" in msg
    assert f"{hosts[2].sid[:4]} at {hosts[2].raft} lives" in msg
    assert "Name the one that is to go by its sid" in msg
    assert "of 2 servers" in absent(hosts[1], address=hosts[2].raft, fails=True)["msg"]
    assert "lives: it was heard of" in absent(hosts[0], sid=hosts[2].sid, fails=True)["msg"]
    assert absent(hosts[0], sid=ghost)["action"] == "removed"
    for host in hosts:
        wait_for(lambda host=host: servers(host) == living, "the ghost is gone everywhere")  # type: ignore[misc]
    works(hosts[0], "web")
    wait_for(lambda: "web" in hosts[2].rows("Logical_Switch"), "who lives at the address takes part")
    assert absent(hosts[0], sid=ghost)["changed"] is False


def test_nothing_is_removed_without_a_majority(make: Make) -> None:
    hosts = make(3)
    gone = hosts[2].sid[:4]
    for host in hosts[1:]:
        host.stop()
    wait_for(lambda: not hosts[0].leads, "the leader has given up")
    assert "No member leads now: a majority of 3 servers has to be up" in absent(hosts[0], sid=gone, timeout=1, fails=True)["msg"]
    assert "is in no cluster with a leader" in absent(hosts[0], fails=True)["msg"]
    assert len(servers(hosts[0])) == 3


def test_no_member(folder: Path) -> None:
    host = standalone(folder / "c1", SCHEMA)
    assert absent(host)["changed"] is False
    assert "is no member of a cluster" in absent(host, sid="abcd", fails=True)["msg"]
    for wrong in ("abc", "abcde", "xyz1", "192.0.2.1"):
        assert "a server id is a UUID" in absent(host, sid=wrong, fails=True)["msg"]
    assert "sid is empty" in absent(host, sid="", fails=True)["msg"]
    host.stop()


def test_a_stopped_member_cannot_leave(make: Make) -> None:
    hosts = make(3)
    hosts[2].stop()
    assert "does not answer at" in absent(hosts[2], fails=True)["msg"]
