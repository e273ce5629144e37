# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the size of a database costs: one new logical switch port in an empty one, and among 100,000.

Beside the module: `ovn-nbctl --may-exist lsp-add`, and a script that uses ovsdbapp. Run it with
`make bench`, or `tools/env python tests/benchmark/bench_scale.py [--ports N]`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".cache"))

from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import run
from ansible_collections.northbound.ovn.tests.support.programs import program, schemas
from ansible_collections.northbound.ovn.tests.support.runner import run_module

PORTS_PER_SWITCH = 100
NUMBERS = itertools.count(1)
PROCESS = """
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
from ansible_collections.northbound.ovn.tests.support.runner import run_module
run_module("logical_switch_port", json.loads(sys.argv[2]))
"""
OVSDBAPP = """
import sys
from ovsdbapp.backend.ovs_idl import connection
from ovsdbapp.schema.ovn_northbound.impl_idl import OvnNbApiIdlImpl
remote, switch, port = sys.argv[1:]
idl = connection.OvsdbIdl.from_server(remote, "OVN_Northbound")
api = OvnNbApiIdlImpl(connection.Connection(idl, timeout=120))
api.lsp_add(switch, port, may_exist=True, addresses=["02:00:00:00:00:01 10.1.0.11"]).execute(check_error=True)
"""


def fill(server: Ovsdb, ports: int) -> None:
    """Switches of 100 ports each, by raw transactions."""
    for switch in range(max(1, ports // PORTS_PER_SWITCH)):
        names = [f"p-{switch}-{number}" for number in range(PORTS_PER_SWITCH)] if ports else []
        rows = [
            {
                "op": "insert",
                "table": "Logical_Switch_Port",
                "uuid-name": f"row{number}",
                "row": {
                    "name": name,
                    "addresses": f"02:00:00:{switch >> 8:02x}:{switch & 255:02x}:{number:02x} 10.1.0.11",
                    "external_ids": ["map", [["owner", "bench"]]],
                },
            }
            for number, name in enumerate(names)
        ]
        members = ["set", [["named-uuid", f"row{number}"] for number in range(len(names))]]
        server.transact(*rows, {"op": "insert", "table": "Logical_Switch", "row": {"name": f"ls{switch}", "ports": members}})


def arguments(server: Ovsdb) -> dict[str, object]:
    """A port that is not there yet."""
    return {"remotes": server.remotes, "switch": "ls0", "name": f"new{next(NUMBERS)}", "addresses": ["02:00:00:00:00:01 10.1.0.11"], "timeout": 120}


def in_process(server: Ovsdb) -> None:
    """The module's own time: all that it does once Python has loaded it."""
    run_module("logical_switch_port", arguments(server))


def again_in_process(server: Ovsdb) -> None:
    """The same for a port that is as it should be."""
    known = {"name": "again", "switch": "ls0", "addresses": ["02:00:00:00:00:01 10.1.0.11"]}
    run_module("logical_switch_port", {**arguments(server), **known})


def fresh_process(server: Ovsdb) -> None:
    """The same with Python's start and the loading of ansible-core."""
    subprocess.run([sys.executable, "-c", PROCESS, json.dumps(sys.path[:1]), json.dumps(arguments(server))], check=True)


def nbctl(server: Ovsdb) -> None:
    """OVN's own tool."""
    run(program("ovn-nbctl"), f"--db={server.unix}", "--may-exist", "lsp-add", "ls0", f"new{next(NUMBERS)}")


def ovsdbapp(server: Ovsdb) -> None:
    """OpenStack's library, in a process of its own."""
    subprocess.run([sys.executable, "-c", OVSDBAPP, server.unix, "ls0", f"new{next(NUMBERS)}"], check=True)


MEASURED: dict[str, tuple[Callable[[Ovsdb], None], int]] = {
    "module, new port (in process)": (in_process, 15),
    "module, no change (in process)": (again_in_process, 15),
    "module, new port (fresh process)": (fresh_process, 5),
    "ovn-nbctl --may-exist lsp-add": (nbctl, 5),
    "ovsdbapp script": (ovsdbapp, 1),
}


def measure(work: Callable[[Ovsdb], None], server: Ovsdb, times: int) -> float:
    """The median of several runs, in seconds; a first one warms up where it matters."""
    if times > 1:
        work(server)
    taken = []
    for dummy in range(times):
        started = time.perf_counter()
        work(server)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def main() -> int:
    """Measure and print; fail if the module's time depends on the size of the database."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ports", type=int, default=100_000, help="size of the large database (default: 100000)")
    parser.add_argument("--limit", type=float, default=0.1, help="seconds that the module may take longer there (default: 0.1)")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="nb-", dir="/tmp"))
    servers = [Ovsdb(folder, schemas("ovn-nb")[0]) for dummy in range(2)]
    try:
        for server, ports in zip(servers, (0, options.ports), strict=True):
            fill(server, ports)
        print(f"{'one new port, median in seconds':34} {'empty':>8} {f'{options.ports} ports':>14} {'more':>8} {'ratio':>7}")
        more = 0.0
        for name, (work, times) in MEASURED.items():
            empty, large = (measure(work, server, times) for server in servers)
            print(f"{name:34} {empty:8.3f} {large:14.3f} {large - empty:8.3f} {large / empty:7.1f}", flush=True)
            if name.startswith("module"):
                more = max(more, large - empty)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    if more > options.limit:
        print(f"the module takes {more:.3f} s longer on the large database, more than {options.limit} s", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
