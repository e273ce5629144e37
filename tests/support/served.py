# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts that serve a database from files and sockets with the names that ovn-ctl gives them, and clusters of such hosts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.northbound.ovn.tests.support.ovsdb import answers, free_port
from ansible_collections.northbound.ovn.tests.support.process import Daemon, run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import ROOT, program
from ansible_collections.northbound.ovn.tests.support.rpc import Rpc
from ansible_collections.northbound.ovn.tests.support.runner import Result, run_module

DB = "OVN_Northbound"


class Served:
    """A host, its database file, and its server once that is started."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.file = folder / "ovnnb_db.db"
        self.socket = folder / "ovnnb_db.sock"
        self.control = folder / "ovnnb_db.ctl"
        self.raft = f"tcp:127.0.0.1:{free_port()}"
        self.port = free_port()
        self.server: Daemon | None = None

    @property
    def remote(self) -> str:
        """Where clients connect to."""
        return f"tcp:127.0.0.1:{self.port}"

    def module(self, name: str, *, check: bool = False, fails: bool = False, warnings: bool = False, **args: Any) -> Result:
        """Run a module on this host."""
        given = {"database": DB, "run_directory": str(self.folder), **args}
        return run_module(name, given, check=check, fails=fails, warnings=warnings)

    def start(self) -> None:
        """Start the server on the file."""
        argv: list[str | Path] = [program("ovsdb-server"), f"--unixctl={self.control}", f"--remote=punix:{self.socket}"]
        argv += [f"--remote=ptcp:{self.port}:127.0.0.1", self.file]
        self.server = Daemon(argv, self.folder, "server", lambda: answers(self.socket) and answers(self.control))

    def stop(self) -> None:
        """Stop the server."""
        if self.server:
            self.server.stop()
            self.server = None

    def ask(self, *command: str) -> str:
        """What the server says to ovs-appctl."""
        return run(program("ovs-appctl"), "-T", "5", "-t", self.control, *command)

    def status(self) -> str:
        """What the server says about its cluster."""
        return self.ask("cluster/status", DB)

    @property
    def leads(self) -> bool:
        """Whether the server leads its cluster."""
        return "\nRole: leader\n" in self.status()

    @property
    def sid(self) -> str:
        """The id of this host's server in its cluster."""
        return self.ask("cluster/sid", DB).strip()

    def rows(self, table: str) -> dict[str, str]:
        """The uuids of a table's rows, by name."""
        with Rpc(self.socket) as rpc:
            return {row["name"]: row["_uuid"][1] for row in rpc.select(DB, table)}

    def insert(self, *switches: str) -> None:
        """Make logical switches."""
        with Rpc(self.socket) as rpc:
            rpc.transact(DB, *({"op": "insert", "table": "Logical_Switch", "row": {"name": name}} for name in switches))


def standalone(folder: Path, schema: Path) -> Served:
    """A host with a standalone database that is served."""
    host = Served(folder)
    run(program("ovsdb-tool"), "create", host.file, schema)
    host.start()
    return host


def cluster(folder: Path, schema: Path, size: int) -> list[Served]:
    """Hosts whose servers are members of one cluster, the first of which leads it."""
    hosts = [Served(folder / f"c{number}") for number in range(1, size + 1)]
    for host in hosts:
        if host is hosts[0]:
            run(program("ovsdb-tool"), "create-cluster", host.file, schema, host.raft)
        else:
            run(program("ovsdb-tool"), "join-cluster", host.file, DB, host.raft, hosts[0].raft)
        host.start()
        wait_for(lambda host=host: "Status: cluster member" in host.status(), f"{host.raft} joined the cluster")  # type: ignore[misc]
    wait_for(lambda: hosts[0].leads, "the first member leads")
    for host in hosts:
        wait_for(lambda host=host: host.status().count(" at tcp:") == size, f"{host.raft} sees all members")  # type: ignore[misc]
    return hosts


def play(folder: Path, hosts: list[Served], task: dict[str, Any]) -> str:
    """Run a task on several hosts at the same time, with ansible-playbook; what it wrote. In the task, `folder` is each host's own."""
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    inventory = {"all": {"vars": local, "hosts": {host.folder.name: {"folder": str(host.folder)} for host in hosts}}}
    (folder / "hosts.yml").write_text(yaml.safe_dump(inventory))
    (folder / "play.yml").write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": [task]}]))
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".cache"), "ANSIBLE_NOCOLOR": "true", "ANSIBLE_HOME": str(folder / "ansible")}
    command = [program("ansible-playbook"), "-i", "hosts.yml", "play.yml"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
