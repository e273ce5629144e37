# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ovsdb_member and ovsdb_member_info on files and servers of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import answers, free_port
from ansible_collections.northbound.ovn.tests.support.process import Daemon, run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import program, schemas
from ansible_collections.northbound.ovn.tests.support.rpc import Rpc
from ansible_collections.northbound.ovn.tests.support.runner import Result, run_module

DB = "OVN_Northbound"


class Host:
    """A host with a member: its folder, its addresses, and its server once that is started."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.file = folder / "ovnnb_db.db"
        self.socket = folder / "ovnnb_db.sock"
        self.raft = f"tcp:127.0.0.1:{free_port()}"
        self.clients = f"ptcp:{free_port()}:127.0.0.1"
        self.server: Daemon | None = None

    def __call__(self, *, check: bool = False, fails: bool = False, **args: Any) -> Result:
        folders = {"data_directory": str(self.folder), "run_directory": str(self.folder)}
        listeners = [{"targets": [self.clients], "inactivity_probe": 30000}]
        schema = str(schemas("ovn-nb")[0])
        wanted = {"database": DB, "listeners": listeners, "schema": schema, **args}
        return run_module("ovsdb_member", {**wanted, **folders}, check=check, fails=fails)

    def look(self, **args: Any) -> Result:
        folders = {"data_directory": str(self.folder), "run_directory": str(self.folder)}
        found = run_module("ovsdb_member_info", {"databases": [DB], **folders, **args})
        assert found["changed"] is False
        return dict(found["members"][DB])

    def start(self) -> None:
        argv: list[str | Path] = [
            program("ovsdb-server"),
            f"--unixctl={self.folder / 'ovnnb_db.ctl'}",
            f"--remote=punix:{self.socket}",
            "--remote=db:Local_Config,Config,connections",
            self.file,
            self.folder / "ovnnb_listeners.db",
        ]
        self.server = Daemon(argv, self.folder, "server", lambda: answers(self.socket))

    def stop(self) -> None:
        if self.server:
            self.server.stop()
            self.server = None

    def listeners(self) -> list[str]:
        return run(program("ovs-appctl"), "-t", self.folder / "ovnnb_db.ctl", "ovsdb-server/list-remotes").split()

    def listens(self, target: str) -> bool:
        """Whether a server takes connections there."""
        method, dummy, rest = target.partition(":")
        port, dummy, address = rest.partition(":")
        found = run(program("ovsdb-client"), "-t", "3", "list-dbs", f"{method[1:]}:{address}:{port}", check=False)
        return DB in found


@pytest.fixture(name="hosts")
def _hosts(folder: Path) -> Iterator[list[Host]]:
    made = [Host(folder / f"c{number}") for number in (1, 2)]
    yield made
    for host in made:
        host.stop()


def test_no_member_is_no_error(hosts: list[Host]) -> None:
    found = hosts[0].look()
    assert (found["storage"], found["running"], found["status"]) == ("none", False, None)


def test_addresses_of_the_host(hosts: list[Host]) -> None:
    args = {"addresses": ["127.0.0.1", "192.0.2.99", "2001:db8::99"], "databases": [DB]}
    assert run_module("ovsdb_member_info", args)["foreign_addresses"] == ["192.0.2.99", "2001:db8::99"]


def test_standalone(hosts: list[Host]) -> None:
    host = hosts[0]
    assert host(create=True, check=True)["changed"] is True
    assert not host.file.exists()
    made = host(create=True)
    assert (made["action"], made["changed"]) == ("created", True)
    assert host(create=True)["changed"] is False
    assert host()["changed"] is False, "what is there need not be created"
    host.start()
    assert host()["changed"] is False
    found = host.look()
    assert (found["storage"], found["running"], found["content"]) == ("standalone", True, False)
    assert host.listens(host.clients)


def test_nothing_is_created_unasked(hosts: list[Host]) -> None:
    assert "would split it" in hosts[0](address=hosts[0].raft, fails=True)["msg"]
    assert not hosts[0].file.exists()


def test_listeners_follow_without_a_restart(hosts: list[Host]) -> None:
    host = hosts[0]
    host(create=True)
    host.start()
    other = f"ptcp:{free_port()}:127.0.0.1"
    wanted = [{"targets": [other], "role": "ovn-controller"}]
    changed = host(listeners=wanted, check=True)
    assert changed["changed"] is True
    assert changed["diff"]["after"]["listeners"] == [{"target": other, "role": "ovn-controller", "inactivity_probe": 60000}]
    assert host.listens(host.clients)
    assert host(listeners=wanted)["changed"] is True
    assert host(listeners=wanted)["changed"] is False
    wait_for(lambda: host.listens(other) and not host.listens(host.clients), "the server listens elsewhere")
    assert host(listeners=[])["changed"] is True
    wait_for(lambda: not host.listens(other), "the server listens nowhere")
    assert host(listeners=[])["changed"] is False


def test_a_role_gives_no_access_to_the_listeners(hosts: list[Host]) -> None:
    host = hosts[0]
    host(create=True, listeners=[{"targets": [host.clients], "role": "ovn-controller"}])
    host.start()
    port = host.clients.split(":")[1]
    steal = '["Local_Config",{"op":"update","table":"Config","where":[],"row":{"connections":["set",[]]}}]'
    answer = run(program("ovsdb-client"), "-t", "5", "transact", f"tcp:127.0.0.1:{port}", steal)
    assert "permission error" in answer
    assert host.listens(host.clients)


def test_a_cluster_lives(hosts: list[Host]) -> None:
    first, second = hosts
    made = first(create=True, address=first.raft, election_timer=2000)
    assert made["action"] == "created"
    first.start()
    member = first.look(servers=1, timeout=20)
    assert (member["storage"], member["address"]) == ("clustered", first.raft)
    assert (member["status"]["role"], member["status"]["election_timer"]) == ("leader", 2000)

    # the timer goes up in doublings and down at once, and only the leader sets it
    assert first(address=first.raft, election_timer=9000, check=True)["changed"] is True
    assert first.look()["status"]["election_timer"] == 2000
    assert first(address=first.raft, election_timer=9000)["changed"] is True
    assert first(address=first.raft, election_timer=9000)["changed"] is False
    assert first.look()["status"]["election_timer"] == 9000
    assert first(address=first.raft, election_timer=1000)["changed"] is True

    joining = {"address": second.raft, "join": [first.raft], "cid": member["cid"]}
    assert second(**joining, check=True)["action"] == "joined"
    assert not second.file.exists()
    assert second(**joining)["action"] == "joined"
    second.start()
    joined = second.look(servers=2, timeout=20)
    assert joined["cid"] == member["cid"]
    assert {server["address"] for server in joined["status"]["servers"]} == {first.raft, second.raft}
    assert second(**joining)["changed"] is False
    assert second(address=second.raft, election_timer=5000)["changed"] is False, "it does not lead"

    # a standalone database is no member, and a member is never made one
    assert "it is left as it is" in second(create=True, fails=True)["msg"]


def test_leaving(hosts: list[Host], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first, second = hosts
    first(create=True, address=first.raft)
    first.start()
    second(address=second.raft, join=[first.raft])
    second.start()
    second.look(servers=2, timeout=20)
    # What stops the server on a host is systemd; here it is the test.
    systemctl = tmp_path / "systemctl"
    systemctl.write_text(f"#!/bin/sh\nexec {program('ovs-appctl')} -t {second.folder / 'ovnnb_db.ctl'} exit\n")
    systemctl.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert second(state="absent", unit="server", check=True)["changed"] is True
    left = second(state="absent", unit="server")
    assert left["action"] == "left"
    assert Path(left["moved"]).exists()
    assert not second.file.exists()
    assert second(state="absent")["changed"] is False
    assert [server["address"] for server in first.look(servers=1, timeout=20)["status"]["servers"]] == [first.raft]

    # the file that left is of no use any more, and is seen to be
    Path(left["moved"]).rename(second.file)
    second.stop()
    assert second.look()["storage"] == "left"
    second(address=second.raft, join=[first.raft])
    second.start()
    assert second.look(servers=2, timeout=20)["status"]["quorate"]


def test_a_standalone_database_becomes_a_cluster(hosts: list[Host]) -> None:
    host = hosts[0]
    host(create=True)
    host.start()
    with Rpc(host.socket) as rpc:
        rpc.transact(DB, {"op": "insert", "table": "Logical_Switch", "row": {"name": "web"}})
    assert host.look()["content"] is True
    assert "Name its systemd unit" in host(create=True, address=host.raft, fails=True)["msg"]
    host.stop()
    made = host(create=True, address=host.raft)
    assert made["action"] == "created"
    assert ".standalone-" in made["moved"]
    assert Path(made["moved"]).exists()
    host.start()
    host.look(servers=1, timeout=20)
    with Rpc(host.socket) as rpc:
        assert [row["name"] for row in rpc.select(DB, "Logical_Switch")] == ["web"]


def test_a_broken_file_is_left_alone(hosts: list[Host]) -> None:
    hosts[0].file.write_text("nothing\n")
    found = hosts[0].look()
    assert found["storage"] == "broken"
    assert "unexpected file format" in found["detail"]
    assert "it is left as it is" in hosts[0](create=True, fails=True)["msg"]
    assert hosts[0].file.read_text() == "nothing\n"
