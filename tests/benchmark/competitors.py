# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Those who build the network of bench_topology, each in the way its users do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.northbound.ovn.tests.benchmark.network import CHANGED, GROUP, OWNER, PRUNED, ROUTER, Switch, document, network
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import run
from ansible_collections.northbound.ovn.tests.support.programs import program

HERE = Path(__file__).resolve().parent
STEPS = ("create", "again", "change", "prune", "export")
TABLES = ("Logical_Switch", "Logical_Switch_Port", "ACL", "Logical_Router", "Logical_Router_Port", "Logical_Router_Static_Route")
Argv = list[str]


@dataclass
class Figure:
    """What one step took.

    :param wall: seconds that passed, in all processes of the competitor together.
    :param cpu: seconds of processor time that they used; without the server.
    :param server: the same of the ovsdb-server.
    :param peak: bytes that the largest of them had in memory.
    :param own: wall and processor seconds without the start of Python and the loading of modules, where that is told.
    """

    wall: float
    cpu: float
    server: float
    peak: int
    own: tuple[float, float] | None = None

    @property
    def work(self) -> float:
        """Processor seconds of all, the server among them: what passes on an idle machine, since they wait for each other."""
        return self.cpu + self.server


def processor_seconds(pid: int) -> float:
    """What a running process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(pid: int) -> int:
    """The most bytes that a running process has had in memory."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


class Competitor(ABC):
    """One way to do it, with a server of its own."""

    largest = 10**9  # ports above which it takes hours
    helper = 0  # the id of a process that it keeps running, and whose work counts

    def __init__(self, server: Ovsdb, ports: int) -> None:
        self.server = server
        self.ports = ports
        self.folder = server.folder
        self.output = self.folder / "output"

    @abstractmethod
    def commands(self, step: str) -> Iterable[Argv]:
        """The processes that do a step."""

    def step(self, step: str) -> Figure:
        """Do a step."""
        lines = self.folder / "commands"
        with lines.open("w") as file:
            file.writelines(json.dumps(argv) + "\n" for argv in self.commands(step))
        self.output.touch()
        before = [processor_seconds(pid) for pid in (self.server.daemon.pid, *([self.helper] if self.helper else []))]
        done = subprocess.run([sys.executable, "-S", HERE / "stopwatch.py", lines, self.output], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{type(self).__name__} {step}: {done.stderr[-2000:]}{self.output.read_text(errors='replace')[-2000:]}")
        took = json.loads(done.stdout)
        figure = Figure(took["wall"], took["cpu"], processor_seconds(self.server.daemon.pid) - before[0], took["peak"])
        if self.helper:
            figure.cpu += processor_seconds(self.helper) - before[1]
            figure.peak = max(figure.peak, peak_memory(self.helper))
        return figure

    def state(self, step: str) -> list[Switch]:
        """What there shall be after a step."""
        return network(self.ports, changed=step in ("change", "prune", "export"), pruned=step in ("prune", "export"))

    def told(self) -> list[Switch]:
        """The network of which those who are told what to do change and remove parts."""
        return network(self.ports, changed=True)

    def stop(self) -> None:
        """End what it keeps running."""
        if self.helper:
            os.kill(self.helper, signal.SIGTERM)


class Topology(Competitor):
    """The module topology: the whole document each time; it finds out by itself what changes and what goes."""

    def __init__(self, server: Ovsdb, ports: int, given: str = "document", pure_yaml: bool = False) -> None:
        super().__init__(server, ports)
        self.given = given
        self.pure_yaml = pure_yaml

    def commands(self, step: str) -> Iterable[Argv]:
        """One process."""
        if step == "export":
            name, arguments = "topology_info", {}
        else:
            name, arguments = "topology", {"owner": OWNER, "prune": True, **self._document(document(self.state(step)))}
        yield self.module(name, arguments)

    def _document(self, content: dict[str, Any]) -> dict[str, Any]:
        if self.given == "document":
            return {"document": content}
        path = self.folder / f"network.{self.given}"
        if self.given == "json":
            path.write_text(json.dumps(content, indent=1))
        else:
            import yaml

            path.write_text(yaml.dump(content, Dumper=yaml.CDumper))
        return {"src": str(path)}

    def module(self, name: str, arguments: dict[str, Any]) -> Argv:
        """The process of one module."""
        path = self.folder / "arguments"
        arguments = {"remotes": self.server.remotes, "timeout": 3600, **arguments}
        path.write_text(json.dumps({"ANSIBLE_MODULE_ARGS": {**arguments, "_ansible_remote_tmp": "/tmp"}}))
        options = ["--pure-yaml"] if self.pure_yaml else []
        return [sys.executable, str(HERE / "one_module.py"), *options, name, str(path), str(self.folder / "notes")]

    def step(self, step: str) -> Figure:
        """Do a step, and look at what the module says of it."""
        figure = super().step(step)
        notes = json.loads((self.folder / "notes").read_text())
        figure.own = (notes["wall"], notes["cpu"])
        result = json.loads(self.output.read_bytes())
        if result["changed"] is not (step in ("create", "change", "prune")):
            raise RuntimeError(f"topology {step}: changed is {result['changed']}")
        if step == "export" and len(result["document"]["logical_switches"]) != len(self.state(step)):
            raise RuntimeError("topology_info: switches are missing")
        return figure


class Modules(Competitor):
    """A loop over the modules of single rows: a process a row, as Ansible starts them."""

    largest = 1000

    def commands(self, step: str) -> Iterable[Argv]:
        """A process a row."""
        for number, (name, arguments) in enumerate(self._tasks(step)):
            path = self.folder / f"arguments{number}"
            path.write_text(json.dumps({"ANSIBLE_MODULE_ARGS": {"remotes": self.server.remotes, **arguments, "_ansible_remote_tmp": "/tmp"}}))
            yield [sys.executable, str(HERE / "one_module.py"), name, str(path), str(self.folder / "notes")]

    def _tasks(self, step: str) -> Iterable[tuple[str, dict[str, Any]]]:
        if step == "export":
            yield "row_info", {"tables": {table: {} for table in TABLES}}
            return
        if step in ("create", "again"):
            content = document(network(self.ports))
            for switch in content["logical_switches"]:
                yield "logical_switch", {"name": switch["name"]}
                for port in switch["ports"]:
                    yield "logical_switch_port", {"switch": switch["name"], **port}
                for acl in switch["acls"]:
                    yield "acl", {"switch": switch["name"], **acl}
            for router in content["logical_routers"]:
                yield "logical_router", {"name": router["name"]}
                for port in router["ports"]:
                    yield "logical_router_port", {"router": router["name"], **port}
                for route in router["static_routes"]:
                    yield "logical_router_static_route", {"router": router["name"], **route}
            return
        for given in self.told():
            if step == "change":
                for port in (given.ports[index] for index in CHANGED):
                    yield "logical_switch_port", {"switch": given.name, "name": port.name, "addresses": [port.address], "port_security": [port.address]}
                continue
            for port in given.ports[PRUNED * GROUP : (PRUNED + 1) * GROUP]:
                yield "logical_switch_port", {"switch": given.name, "name": port.name, "state": "absent"}
            acl = {"direction": "to-lport", "priority": 1000, "match": given.matches[PRUNED]}
            yield "acl", {"switch": given.name, **acl, "state": "absent"}


class Nbctl(Competitor):
    """ovn-nbctl: a process a switch, its commands joined with --; what changes and what goes it is told."""

    largest = 10_000  # each process reads the whole database, so that it takes quadratic time

    def target(self) -> Argv:
        """Where the commands go."""
        return [f"--db={self.server.unix}"]

    def commands(self, step: str) -> Iterable[Argv]:
        """A process a switch."""
        if step == "export":
            lists = [["list", table] for table in TABLES]
            yield [program("ovn-nbctl"), *self.target(), "--format=json", *_joined(lists)]
            return
        work: Callable[[Switch], list[Argv]] = {"change": _change, "prune": _prune}.get(step, _apply)
        for switch in self.told() if step in ("change", "prune") else network(self.ports):
            yield [program("ovn-nbctl"), *self.target(), *_joined(work(switch))]


class NbctlDaemon(Nbctl):
    """The same with ovn-nbctl's daemon, which keeps the database in memory."""

    largest = 100_000

    def __init__(self, server: Ovsdb, ports: int) -> None:
        super().__init__(server, ports)
        self._control = self.folder / "nbctl.ctl"
        pid = self.folder / "nbctl.pid"
        options = [f"--unixctl={self._control}", f"--pidfile={pid}", f"--log-file={self.folder / 'nbctl.log'}", "-vconsole:off"]
        run(program("ovn-nbctl"), f"--db={server.unix}", "--detach", *options)
        self.helper = int(pid.read_text())

    def target(self) -> Argv:
        """The daemon."""
        return ["-u", str(self._control)]


class Ovsdbapp(Competitor):
    """A script that uses ovsdbapp: one process, a transaction a switch; what changes and what goes it is told."""

    largest = 100_000

    def commands(self, step: str) -> Iterable[Argv]:
        """One process."""
        yield [sys.executable, str(HERE / "with_ovsdbapp.py"), self.server.unix, step, str(self.ports)]


COMPETITORS: dict[str, type[Competitor]] = {
    "topology": Topology,
    "ovsdbapp": Ovsdbapp,
    "ovn-nbctl": Nbctl,
    "ovn-nbctl daemon": NbctlDaemon,
    "single modules": Modules,
}


def _joined(commands: list[Argv]) -> Argv:
    words: Argv = []
    for command in commands:
        words += ["--", *command] if words else command
    return words


def _apply(switch: Switch) -> list[Argv]:
    commands: list[Argv] = [["--may-exist", "ls-add", switch.name]]
    for port in switch.ports:
        commands.append(["--may-exist", "lsp-add", switch.name, port.name])
        commands.append(["lsp-set-addresses", port.name, port.address])
        commands.append(["lsp-set-port-security", port.name, port.address])
    commands.append(["--may-exist", "lsp-add", switch.name, switch.uplink])
    commands.append(["lsp-set-type", switch.uplink, "router"])
    commands.append(["lsp-set-addresses", switch.uplink, "router"])
    commands.append(["lsp-set-options", switch.uplink, f"router-port={switch.router_port}"])
    for match in switch.matches:
        commands.append(["--may-exist", "acl-add", switch.name, "to-lport", "1000", match, "allow-related"])
    commands.append(["--may-exist", "lr-add", ROUTER])
    commands.append(["--may-exist", "lrp-add", ROUTER, switch.router_port, switch.mac, switch.network])
    commands.append(["--may-exist", "--policy=dst-ip", "lr-route-add", ROUTER, *switch.route])
    return commands


def _change(switch: Switch) -> list[Argv]:
    commands: list[Argv] = []
    for port in (switch.ports[index] for index in CHANGED):
        commands += [["lsp-set-addresses", port.name, port.address], ["lsp-set-port-security", port.name, port.address]]
    return commands


def _prune(switch: Switch) -> list[Argv]:
    gone = switch.ports[PRUNED * GROUP : (PRUNED + 1) * GROUP]
    return [*(["lsp-del", port.name] for port in gone), ["acl-del", switch.name, "to-lport", "1000", switch.matches[PRUNED]]]
