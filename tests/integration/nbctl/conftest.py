# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two databases of each release, one for modules and one for the release's own tool."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Case
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import CACHE, suites
from ansible_collections.northbound.ovn.tests.support.steps import ctl

SCHEMAS = {"ovn-nbctl": "ovn-nb", "ovn-ic-nbctl": "ovn-ic-nb"}

Pair = tuple[Ovsdb, Ovsdb]


@pytest.fixture(scope="session", name="_pairs")
def _pairs(session_folder: Path) -> Iterator[Callable[[str, str], Pair]]:
    """The servers of a release, started when they are first asked for."""
    started: dict[tuple[str, str], Pair] = {}

    def pair(release: str, tool: str) -> Pair:
        if (release, tool) not in started:
            suite = suites()[release]
            schema = CACHE / "schemas" / suite / f"{SCHEMAS[tool]}.ovsschema"
            started[release, tool] = (Ovsdb(session_folder, schema, suite=suite), Ovsdb(session_folder, schema, suite=suite))
        return started[release, tool]

    yield pair
    for servers in started.values():
        for server in servers:
            server.stop()


@pytest.fixture
def prepared(release: str, case: Case, _pairs: Callable[[str, str], Pair]) -> Pair:
    """Both databases as a case wants to find them: ours, theirs."""
    pair = _pairs(release, case.tool)
    for server in pair:
        server.wipe()
        ctl(server, _together(case.given))
    return pair


def _together(commands: Iterable[str]) -> list[str]:
    """Fewer command lines, since each costs a process; one that names a row by its uuid or a gateway port needs it to be there."""
    lines: list[str] = []
    for command in commands:
        if lines and not re.search(r"\{[A-Z]|--gateway-port", command):
            lines[-1] += f" -- {command}"
        else:
            lines.append(command)
    return lines
