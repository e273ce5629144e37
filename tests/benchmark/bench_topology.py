# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a whole network costs: topology beside a loop of modules, ovn-nbctl, its daemon, and ovsdbapp.

Each builds the network of network.py in a database of its own: creates it, applies it again, changes 1 % of
the ports, removes 10 % and reads all of it. After each step the databases are compared. Run it with `make bench`,
or `tools/env python tests/benchmark/bench_topology.py [--sizes 1000,10000] [--with topology,ovsdbapp]`. In pieces, with
`--keep FILE`: figures go there, and table and picture show also those that earlier runs left in it.
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
from ansible_collections.northbound.ovn.tests.benchmark.picture import picture
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import schemas

MARK = ["northbound.ovn:owner", OWNER]  # the one difference: topology marks its rows
Figures = dict[str, Figure]  # by "size step competitor"
Content = dict[str, "Counter[str]"]  # digests of rows by table

# (step, size, what, at most); own is the module's own time. Measured on an idle machine with two cores.
LIMITS = (
    ("create", 10_000, "own", 1.5),
    ("again", 10_000, "own", 1.0),
    ("create", 100_000, "own", 15.0),
    ("again", 100_000, "own", 8.0),
    ("create", 100_000, "peak", 700e6),
    ("again", 100_000, "peak", 700e6),
)
FASTER = (("ovsdbapp", 3.0), ("ovn-nbctl", 10.0))  # to apply 10,000 ports again
GROWTH = 12.0  # of the time, from 10,000 to 100,000 ports


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


def table(figures: Figures, sizes: list[int]) -> None:
    """Print what was measured; ratios are of wall time to that of topology, with Python's start for both."""
    print(f"\n{'ports':>7} {'step':7} {'competitor':17} {'wall s':>9} {'CPU s':>9} {'server s':>9} {'peak MB':>8} {'ratio':>7} {'own s':>7} {'own CPU':>8}")
    for size in sizes:
        for step in STEPS:
            base = figures.get(f"{size} {step} topology")
            for name, kind in COMPETITORS.items():
                figure = figures.get(f"{size} {step} {name}")
                start = f"{size:7} {step:7} {name:17}"
                if figure:
                    ratio = f"{figure.wall / base.wall:7.1f}" if base else f"{'':7}"
                    own = f" {figure.own[0]:7.2f} {figure.own[1]:8.2f}" if figure.own else ""
                    print(f"{start} {figure.wall:9.2f} {figure.cpu:9.2f} {figure.server:9.2f} {figure.peak / 1e6:8.0f} {ratio}{own}")
                elif size > kind.largest:
                    print(f"{start} {'left out: takes too long':>9}")


def check(figures: Figures) -> list[str]:
    """Print the limits that can be checked; return those that are missed."""
    missed = []

    def judge(what: str, value: float, limit: float, least: bool = False) -> None:
        good = value >= limit if least else value <= limit
        line = f"{what}: {value:.2f}, {'at least' if least else 'at most'} {limit:g}"
        print(f"{line}: {'reached' if good else 'MISSED'}")
        if not good:
            missed.append(line)

    for step, size, what, limit in LIMITS:
        figure = figures.get(f"{size} {step} topology")
        if figure and figure.own:
            value, unit = (figure.own[0], "own seconds") if what == "own" else (figure.peak / 1e6, "MB")
            judge(f"{size} ports, {step}, {unit}", value, limit if what == "own" else limit / 1e6)
    again = figures.get("10000 again topology")
    for name, factor in FASTER:
        other = figures.get(f"10000 again {name}")
        if again and other:
            judge(f"10000 ports, again, times faster than {name}", other.wall / again.wall, factor, least=True)
    for step in STEPS[:2]:
        small, large = (figures.get(f"{size} {step} topology") for size in (10_000, 100_000))
        if small and large and small.own and large.own:
            judge(f"{step}, growth of own seconds from 10000 to 100000 ports", large.own[0] / small.own[0], GROWTH)
    return missed


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
    parser.add_argument("--picture", type=Path, help="draw them into this SVG file")
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
    all_sizes = sorted({int(key.split()[0]) for key in figures})
    print(f"\n{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load at the start {began:.1f}")
    table(figures, all_sizes)
    missed = check(figures)
    if options.picture:
        draw(options.picture, figures, all_sizes)
    return 1 if missed else 0


def draw(path: Path, figures: Figures, sizes: list[int]) -> None:
    """The picture for the documentation."""
    groups = {}
    for size in sizes:
        for step in STEPS:
            took = {name: figures[key].wall for name in COMPETITORS if (key := f"{size} {step} {name}") in figures}
            groups[f"{size:,} ports, {step}"] = took
    how = f"seconds, logarithmic; {os.cpu_count()} processors; made by tests/benchmark/bench_topology.py --picture"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(picture("A virtual network with topology, and with other tools", how, groups, list(COMPETITORS)))


if __name__ == "__main__":
    sys.exit(main())
