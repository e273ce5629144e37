# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: one pair of database servers for a whole run, empty for every test."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest, schemas
from ansible_collections.northbound.ovn.tests.support.steps import Bench
from ansible_collections.northbound.ovn.tests.support.tls import Authority
from hypothesis import settings

# The same generated values in every run of CI, so that it does not fail by chance; new ones everywhere else.
# No deadline for a single one: a busy machine is no defect.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "local"))


def _short_folder() -> Iterator[Path]:
    # Not pytest's tmp_path: the path of a unix socket may have 107 characters at most.
    path = Path(tempfile.mkdtemp(prefix="nb-", dir="/tmp"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


session_folder = pytest.fixture(scope="session", name="session_folder")(_short_folder)
folder = pytest.fixture(name="folder")(_short_folder)


def _version(path: Path) -> str:
    return str(json.loads(path.read_text())["version"])


def _start_pair(request: pytest.FixtureRequest, session_folder: Path) -> Iterator[tuple[Ovsdb, Ovsdb]]:
    # compared with the programs of the schema's own release, since others do not know its tables
    suite = request.param.parent.name
    pair = (Ovsdb(session_folder, request.param, suite=suite), Ovsdb(session_folder, request.param, suite=suite))
    yield pair
    for server in pair:
        server.stop()


_pair = pytest.fixture(scope="session", params=oldest_and_newest("ovn-nb"), ids=_version, name="_pair")(_start_pair)
_ic_pair = pytest.fixture(scope="session", params=oldest_and_newest("ovn-ic-nb"), ids=_version, name="_ic_pair")(_start_pair)


@pytest.fixture
def bench(_pair: tuple[Ovsdb, Ovsdb]) -> Bench:
    """An empty Northbound of each supported schema for the modules, and its twin for ovn-nbctl."""
    for server in _pair:
        server.wipe()
    return Bench(*_pair)


@pytest.fixture
def ic_bench(_ic_pair: tuple[Ovsdb, Ovsdb]) -> Bench:
    """The same of the Interconnection Northbound, with a twin for ovn-ic-nbctl."""
    for server in _ic_pair:
        server.wipe()
    return Bench(*_ic_pair)


@pytest.fixture
def nb(folder: Path) -> Iterator[Ovsdb]:
    """A Northbound server of this test alone, of the release that is installed: it may be stopped and broken."""
    server = Ovsdb(folder, schemas("ovn-nb")[0])
    yield server
    server.stop()


@pytest.fixture
def sb(folder: Path) -> Iterator[Ovsdb]:
    """A Southbound server of this test alone."""
    server = Ovsdb(folder, schemas("ovn-sb")[0])
    yield server
    server.stop()


@pytest.fixture(scope="session")
def authority(session_folder: Path) -> Authority:
    """The authority that servers and clients of the tests trust."""
    return Authority(session_folder)
