# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ovsdb_cluster_info on servers that are brought out of order in every way that it names."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb, free_port
from ansible_collections.northbound.ovn.tests.support.process import run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest, program, schemas
from ansible_collections.northbound.ovn.tests.support.runner import Result, run_module
from ansible_collections.northbound.ovn.tests.support.served import DB, Served, cluster, standalone
from ansible_collections.northbound.ovn.tests.support.tls import Authority

SCHEMA = schemas("ovn-nb")[0]


@pytest.fixture(name="hosts")
def _hosts(folder: Path) -> Iterator[list[Served]]:
    hosts = cluster(folder, SCHEMA, 3)
    yield hosts
    for host in hosts:
        host.stop()


def look(host: Served, **args: object) -> Result:
    found = host.module("ovsdb_cluster_info", **{"schema": str(SCHEMA), **args})
    assert found["changed"] is False
    assert found.get("msg", "") == " ".join(found["problems"])
    return found


def settled(host: Served, problems: int, **args: object) -> list[str]:
    """The problems, once there are so many."""
    wait_for(lambda: len(look(host, **args)["problems"]) == problems, f"{problems} problems are seen")
    return list(look(host, **args)["problems"])


def test_a_healthy_cluster(hosts: list[Served]) -> None:
    wait_for(lambda: all(server["alive"] for server in look(hosts[0])["cluster"]["status"]["servers"]), "the leader has heard all")
    remotes = [host.remote for host in hosts]
    leader, follower, dummy = (look(host, remotes=remotes) for host in hosts)
    for found, host in ((leader, hosts[0]), (follower, hosts[1])):
        assert found["problems"] == []
        said = found["cluster"]
        assert (said["running"], said["model"], said["connected"], said["storage"], said["ghosts"]) == (True, "clustered", True, "ok", [])
        assert said["sid"] == host.sid
        assert said["status"]["address"] == host.raft
        assert said["schema"] == {"version": said["schema"]["wanted"], "file": str(SCHEMA), "wanted": said["schema"]["wanted"], "needs_conversion": False}
        assert {(server["sid"], server["address"], server["self"]) for server in said["status"]["servers"]} == {
            (other.sid[:4], other.raft, other is host) for other in hosts
        }
        assert all(server["alive"] for server in said["status"]["servers"])
    assert (leader["cluster"]["role"], follower["cluster"]["role"]) == ("leader", "follower")
    assert follower["cluster"]["status"]["leader"] == hosts[0].sid[:4]
    assert leader["cluster"]["status"]["term"] == follower["cluster"]["status"]["term"] == 1
    assert (leader["cluster"]["status"]["election_timer"], leader["cluster"]["status"]["not_committed"]) == (1000, 0)
    members = leader["members"]
    assert [members[host.remote]["sid"] for host in hosts] == [host.sid for host in hosts]
    assert [members[host.remote]["leader"] for host in hosts] == [True, False, False]
    assert {member["cid"] for member in members.values()} == {leader["cluster"]["cid"]}


def test_clients_are_counted(hosts: list[Served]) -> None:
    before = look(hosts[1])["cluster"]["clients"]
    with socket.create_connection(("127.0.0.1", hosts[1].port)):
        wait_for(lambda: look(hosts[1])["cluster"]["clients"] == before + 1, "a client more is counted")


def test_dead_servers(hosts: list[Served]) -> None:
    dead = hosts[2].sid[:4]
    hosts[2].stop()
    for host in hosts[:2]:
        problems = settled(host, 2)
        assert f"{dead} at {hosts[2].raft} has not been heard of" in problems[0]
        assert "2 of 3 servers live. When one more is lost" in problems[1]
    (gone,) = [text for text in look(hosts[0], remotes=[host.remote for host in hosts])["problems"] if "does not answer" in text]
    assert hosts[2].remote in gone
    hosts[1].stop()
    wait_for(lambda: not look(hosts[0])["cluster"]["connected"], "the quorum is lost")
    found = look(hosts[0], remotes=[hosts[0].remote])
    assert found["cluster"]["status"]["quorate"] is False
    assert f"It takes 2 of 3 servers; alive, as far as it knows: {hosts[0].raft}." in found["problems"][0]
    assert f"{hosts[0].remote} is cut off from its cluster" in found["msg"]


def test_a_frozen_server_is_seen_by_the_leader(hosts: list[Served]) -> None:
    assert hosts[2].server
    hosts[2].server.pause()
    assert "has not been heard of for " in settled(hosts[0], 2)[0]
    hosts[2].server.resume()
    assert settled(hosts[0], 0) == []


def test_a_ghost(hosts: list[Served]) -> None:
    old = hosts[2].sid[:4]
    hosts[2].stop()
    hosts[2].file.unlink()
    run(program("ovsdb-tool"), "join-cluster", hosts[2].file, DB, hosts[2].raft, hosts[0].raft)
    hosts[2].start()
    wait_for(lambda: "Status: cluster member" in hosts[2].status(), "it has joined again")
    for host in hosts[:2]:
        wait_for(lambda host=host: look(host)["cluster"]["ghosts"] == [old], f"{host.raft} sees the ghost")  # type: ignore[misc]
        found = look(host)
        assert f"{old} at {hosts[2].raft} is a ghost: another server lives at this address" in found["msg"]
        alive = {server["sid"]: server["alive"] for server in found["cluster"]["status"]["servers"]}
        assert alive[hosts[2].sid[:4]] is True


def test_members_of_two_clusters(hosts: list[Served], folder: Path) -> None:
    stranger = Served(folder / "stranger")
    run(program("ovsdb-tool"), "create-cluster", stranger.file, SCHEMA, stranger.raft)
    stranger.start()
    try:
        wait_for(lambda: stranger.leads, "a cluster of its own")
        msg = look(hosts[0], remotes=[hosts[0].remote, stranger.remote])["msg"]
        assert "the members are in different clusters" in msg
        assert f"{hosts[0].remote} and {stranger.remote} both say that they lead" in msg
        assert f"{stranger.remote} is the server {stranger.sid}, which is not in the cluster of this host" in msg
    finally:
        stranger.stop()


def test_standalone_and_schema(folder: Path) -> None:
    old, new = oldest_and_newest("ovn-nb")
    host = standalone(folder / "c1", old)
    try:
        found = look(host, schema=str(old))
        assert found["problems"] == []
        said = found["cluster"]
        assert (said["model"], said["role"], said["status"], said["cid"], said["storage"]) == ("standalone", None, None, None, "ok")
        other = look(host, schema=str(new))
        assert other["cluster"]["schema"]["needs_conversion"] is True
        assert f"the schema is {said['schema']['version']}, and {new} is {other['cluster']['schema']['wanted']}" in other["msg"]
        assert "There is no schema file" in host.module("ovsdb_cluster_info", schema="/nowhere", fails=True)["msg"]
    finally:
        host.stop()
    silent = look(host, schema=str(old))
    assert silent["cluster"] == {"running": False, "status": None}
    assert "does not answer" in silent["msg"]


def test_members_are_asked_over_tls(folder: Path, authority: Authority) -> None:
    identity = authority.identity("member")
    server = Ovsdb(folder, SCHEMA, port=free_port(), identity=identity)
    args = {"database": DB, "run_directory": str(folder), "remotes": server.remotes}
    try:
        assert run_module("ovsdb_cluster_info", {**args, **identity.options()})["members"][server.remotes[0]]["connected"] is True
        assert run_module("ovsdb_cluster_info", args)["members"][server.remotes[0]]["error"]
    finally:
        server.stop()
