# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a whole network costs: topology beside a loop of modules, ovn-nbctl, its daemon, and ovsdbapp.

Each builds the network of network.py in a database of its own: creates it, applies it again, changes 1 % of
the ports, removes 10 % and reads all of it. After each step the databases are compared. Run it with `make bench`,
or `tools/env python tests/benchmark/bench_topology.py [--sizes 1000,10000] [--with topology,ovsdbapp]`. In pieces, with
`--keep FILE`: figures go there, and what is printed and drawn has also those that earlier runs left in it. `--docs` writes
docs/speed.md and its picture.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".cache"))

from ansible_collections.northbound.ovn.tests.benchmark.competitors import COMPETITORS, STEPS, Competitor, Figure, Topology
from ansible_collections.northbound.ovn.tests.benchmark.network import OWNER
from ansible_collections.northbound.ovn.tests.benchmark.report import Figures, document, missed, say
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import schemas

MARK = ["northbound.ovn:owner", OWNER]  # the one difference: topology marks its rows
Content = dict[str, "Counter[str]"]  # digests of rows by table


def content(server: Ovsdb) -> Content:
    """What a database holds, up to uuids and the mark: a digest of each row."""
    found: Content = {}
    for table, rows in server.canonical().items():
        digests = found[table] = Counter()
        for row in rows:
            digests[hashlib.sha256(json.dumps(_unmarked(row), sort_keys=True).encode()).hexdigest()] += 1
    return found


def _unmarked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unmarked(item) for item in value]
    if isinstance(value, dict):
        return {key: _unmarked(item) for key, item in value.items() if [key, item] != MARK}
    return value


def differences(one: Content, other: Content) -> list[str]:
    """The tables in which two databases differ, and by how many rows."""
    found = []
    for table in sorted({*one, *other}):
        left, right = one.get(table, Counter()), other.get(table, Counter())
        if left != right:
            found.append(f"{table}: {(left - right).total()} rows here, {(right - left).total()} there")
    return found


def compete(name: str, kind: type[Competitor], ports: int, known: dict[str, tuple[str, Content]]) -> Figures:
    """All steps of one competitor; its database must always be like that of those before it."""
    folder = Path(tempfile.mkdtemp(prefix="nb-", dir="/tmp"))
    figures: Figures = {}
    server = Ovsdb(folder, schemas("ovn-nb")[0])
    try:
        competitor = kind(server, ports)
        try:
            for step in STEPS:
                figure = figures[f"{ports} {step} {name}"] = competitor.step(step)
                print(f"{ports:7} {step:7} {name:17} {figure.wall:9.2f} s, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
                now = content(server)
                before, was = known.setdefault(step, (name, now))
                if found := differences(now, was):
                    raise RuntimeError(f"{name} left another database than {before} after {step}: {'; '.join(found)}")
        finally:
            competitor.stop()
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def forms(ports: int) -> None:
    """How the document is given: what applying it again takes."""
    ways = {"document": ("document", False), "src, JSON": ("json", False), "src, YAML": ("yaml", False), "src, YAML, no libyaml": ("yaml", True)}
    folder = Path(tempfile.mkdtemp(prefix="nb-", dir="/tmp"))
    server = Ovsdb(folder, schemas("ovn-nb")[0])
    try:
        Topology(server, ports).step("create")
        print(f"\n{f'{ports} ports, again':24} {'own s':>7} {'own CPU':>8} {'peak MB':>8}")
        for name, (given, pure) in ways.items():
            figure = Topology(server, ports, given, pure).step("again")
            own = figure.own or (0.0, 0.0)
            print(f"{name:24} {own[0]:7.2f} {own[1]:8.2f} {figure.peak / 1e6:8.0f}", flush=True)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Measure and print; fail if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of ports (default: %(default)s)")
    parser.add_argument("--with", dest="names", default=",".join(COMPETITORS), help="who competes (default: %(default)s)")
    parser.add_argument("--keep", type=Path, help="a JSON file of figures to add to")
    parser.add_argument("--docs", action="store_true", help="write them into docs/speed.md, and the picture beside it")
    parser.add_argument("--forms", action="store_true", help="only measure the ways to give a document of the largest size")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    if options.forms:
        forms(sizes[-1])
        return 0
    figures: Figures = {}
    if options.keep and options.keep.exists():
        figures = {key: Figure(**value) for key, value in json.loads(options.keep.read_text()).items()}
    began = os.getloadavg()[0]
    for size in sizes:
        known: dict[str, tuple[str, Content]] = {}
        for name in options.names.split(","):
            if size <= COMPETITORS[name].largest:
                figures.update(compete(name, COMPETITORS[name], size, known))
            if options.keep:
                options.keep.write_text(json.dumps({key: asdict(figure) for key, figure in figures.items()}, indent=1))
    print(f"\n{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load at the start {began:.1f}")
    say(figures)
    if options.docs:
        document(figures, began)
    return 1 if missed(figures) else 0


if __name__ == "__main__":
    sys.exit(main())
