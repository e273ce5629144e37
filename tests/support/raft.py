# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Raft cluster of one database on the loopback address."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.ovsdb import GLOBAL, answers, free_port
from ansible_collections.northbound.ovn.tests.support.process import Daemon, run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import program
from ansible_collections.northbound.ovn.tests.support.rpc import Row, Rpc


@dataclass
class Member:
    """One server of the cluster."""

    daemon: Daemon
    socket: Path
    port: int

    @property
    def remote(self) -> str:
        """Where clients connect to."""
        return f"tcp:127.0.0.1:{self.port}"


class Cluster:
    """Several servers of one database; `members` are in the order in which they joined."""

    def __init__(self, folder: Path, schema: Path, size: int = 3) -> None:
        self.database: str = json.loads(schema.read_text())["name"]
        self.members: list[Member] = []
        addresses = [f"tcp:127.0.0.1:{free_port()}" for dummy in range(size)]
        for number, address in enumerate(addresses):
            file = folder / f"m{number}.db"
            if number == 0:
                run(program("ovsdb-tool"), "create-cluster", file, schema, address)
            else:
                run(program("ovsdb-tool"), "join-cluster", file, self.database, address, addresses[0])
            self.members.append(self._member(folder, number, file))
        for member in self.members:
            wait_for(lambda m=member: self._status(m)["connected"], f"{member.remote} joined the cluster")
        leader = self.leader()
        with Rpc(leader.socket) as rpc:
            if not rpc.select(self.database, GLOBAL[self.database]):
                rpc.transact(self.database, {"op": "insert", "table": GLOBAL[self.database], "row": {}})

    @staticmethod
    def _member(folder: Path, number: int, file: Path) -> Member:
        socket, port = folder / f"m{number}.sock", free_port()
        argv: list[str | Path] = [
            program("ovsdb-server"),
            f"--unixctl={folder / f'm{number}.ctl'}",
            f"--remote=punix:{socket}",
            f"--remote=ptcp:{port}:127.0.0.1",
            file,
        ]
        return Member(Daemon(argv, folder, f"member{number}", lambda: answers(socket)), socket, port)

    @property
    def remotes(self) -> list[str]:
        """Where clients connect to."""
        return [member.remote for member in self.members]

    def _status(self, member: Member) -> Row:
        with Rpc(member.socket) as rpc:
            (row,) = rpc.select("_Server", "Database", ["name", "==", self.database])
        return row

    def leader(self) -> Member:
        """The member that leads now; waits until there is one."""
        leaders: list[Member] = []

        def found() -> bool:
            leaders[:] = [m for m in self.members if answers(m.socket) and self._status(m)["leader"]]
            return bool(leaders)

        wait_for(found, "a leader is elected")
        return leaders[0]

    def rows(self, table: str) -> list[Row]:
        """A table's rows as the leader has them."""
        with Rpc(self.leader().socket) as rpc:
            return rpc.select(self.database, table)

    def stop(self) -> None:
        """Stop every member."""
        for member in self.members:
            member.daemon.stop()
