# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bench_topology tells of its figures: a table, the limits, and docs/speed.md with its picture."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable

from ansible_collections.northbound.ovn.tests.benchmark.competitors import COMPETITORS, STEPS, Figure
from ansible_collections.northbound.ovn.tests.benchmark.picture import picture
from ansible_collections.northbound.ovn.tests.support.programs import ROOT

Figures = dict[str, Figure]  # by "size step competitor"

# (step, size, what, at most); own is the module's own time. For an idle machine with two cores.
LIMITS = (
    ("create", 10_000, "own seconds", 1.5),
    ("again", 10_000, "own seconds", 1.0),
    ("create", 100_000, "own seconds", 15.0),
    ("again", 100_000, "own seconds", 8.0),
    ("create", 100_000, "MB", 700.0),
    ("again", 100_000, "MB", 700.0),
)
FASTER = (("ovsdbapp", 3.0), ("ovn-nbctl", 10.0))  # to apply 10,000 ports again
GROWTH = 12.0  # of the time, from 10,000 to 100,000 ports
DOCUMENT = ROOT / "docs" / "speed.md"
PICTURE = ROOT / "docs" / "images" / "topology-speed.svg"
BEGIN, END = "<!-- figures: written by tests/benchmark/bench_topology.py -->", "<!-- end of figures -->"


def sizes(figures: Figures) -> list[int]:
    """The numbers of ports that were measured."""
    return sorted({int(key.split()[0]) for key in figures})


def measured(figures: Figures) -> Iterable[tuple[int, str, dict[str, Figure]]]:
    """Size, step and the figures of each competitor."""
    for size in sizes(figures):
        for step in STEPS:
            yield size, step, {name: figures[key] for name in COMPETITORS if (key := f"{size} {step} {name}") in figures}


def say(figures: Figures) -> None:
    """Print what was measured; ratios are of wall time to that of topology, with Python's start for both."""
    print(f"\n{'ports':>7} {'step':7} {'competitor':17} {'wall s':>9} {'CPU s':>9} {'server s':>9} {'peak MB':>8} {'ratio':>7} {'own s':>7} {'own CPU':>8}")
    for size, step, found in measured(figures):
        base = found.get("topology")
        for name, figure in found.items():
            ratio = f"{figure.wall / base.wall:7.1f}" if base else f"{'':7}"
            own = f" {figure.own[0]:7.2f} {figure.own[1]:8.2f}" if figure.own and name == "topology" else ""
            print(f"{size:7} {step:7} {name:17} {figure.wall:9.2f} {figure.cpu:9.2f} {figure.server:9.2f} {figure.peak / 1e6:8.0f} {ratio}{own}")
    for name, kind in COMPETITORS.items():
        left_out = [f"{size}" for size in sizes(figures) if size > kind.largest]
        if left_out:
            print(f"left out, since it takes too long: {name} with {', '.join(left_out)} ports")


def missed(figures: Figures) -> list[str]:
    """Print the limits that can be checked; return those that are missed."""
    found = []

    def judge(what: str, value: float, limit: float, least: bool = False) -> None:
        good = value >= limit if least else value <= limit
        line = f"{what}: {value:.2f}, {'at least' if least else 'at most'} {limit:g}"
        print(f"{line}: {'reached' if good else 'MISSED'}")
        if not good:
            found.append(line)

    for step, size, what, limit in LIMITS:
        figure = figures.get(f"{size} {step} topology")
        if figure and figure.own:
            judge(f"{size} ports, {step}, {what}", figure.own[0] if what == "own seconds" else figure.peak / 1e6, limit)
    again = figures.get("10000 again topology")
    for name, factor in FASTER:
        other = figures.get(f"10000 again {name}")
        if again and other:
            judge(f"10000 ports, again, times faster than {name}", other.wall / again.wall, factor, least=True)
    for step in STEPS[:2]:
        small, large = (figures.get(f"{size} {step} topology") for size in (10_000, 100_000))
        if small and large and small.own and large.own:
            judge(f"{step}, growth of own seconds from 10000 to 100000 ports", large.own[0] / small.own[0], GROWTH)
    return found


def document(figures: Figures, load: float) -> None:
    """Write the figures into the documentation, and draw the picture beside it."""
    when = f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load {load:.1f} at the start."
    head = ["ports", "step", "own time", *COMPETITORS, "memory"]
    lines = [when, "", f"| {' | '.join(head)} |", "| ---: | --- |" + " ---: |" * (len(head) - 2)]
    for size, step, found in measured(figures):
        topology = found.get("topology")
        own = f"{topology.own[1] + topology.server:.2f} s" if topology and topology.own else ""
        cells = [f"{found[name].work:.2f} s" if name in found else "" for name in COMPETITORS]
        peaks = f"{topology.peak / 1e6:.0f} MB" if topology else ""
        lines.append(f"| {size:,} | {step} | {own} | {' | '.join(cells)} | {peaks} |")
    text = DOCUMENT.read_text()
    block = "\n".join([BEGIN, *lines, END])
    DOCUMENT.write_text(re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda match: block, text, flags=re.S))
    groups = {f"{size:,} ports, {step}": {name: figure.work for name, figure in found.items()} for size, step, found in measured(figures)}
    how = f"Processor seconds of client and server, on a logarithmic axis. {when}"
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture("The same network by topology and by other tools", how, groups, list(COMPETITORS)))
