# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for ovn-northd and hypervisors: sync, and the option wait of every module that writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovn import Chassis, late_chassis, northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import Daemon
from ansible_collections.northbound.ovn.tests.support.runner import Result, run_module


@pytest.fixture
def ovn(folder: Path, nb: Ovsdb, sb: Ovsdb) -> Iterator[Daemon]:
    """An ovn-northd between the two databases."""
    daemon = northd(folder, nb, sb)
    yield daemon
    daemon.stop()


def run(name: str, nb: Ovsdb, sb: Ovsdb, args: dict[str, Any], **how: Any) -> Result:
    return run_module(name, {"remotes": nb.remotes, "sb_remotes": sb.remotes, "timeout": 20, **args}, **how)


def names(sb: Ovsdb) -> list[str]:
    return sorted(dict(row["external_ids"][1]).get("name", "") for row in sb.rows("Datapath_Binding"))


def test_wait_for_northd(ovn: Daemon, nb: Ovsdb, sb: Ovsdb) -> None:
    assert run("logical_switch", nb, sb, {"name": "web", "wait": "sb"})["changed"] is True
    assert names(sb) == ["web"]
    reached = nb.row("NB_Global")["nb_cfg"]
    assert nb.row("NB_Global")["sb_cfg"] == reached == 1
    # nothing is written, so nothing is waited for, even if nobody would answer
    ovn.pause()
    assert run("logical_switch", nb, sb, {"name": "web", "wait": "hv", "timeout": 3})["changed"] is False
    assert run("logical_switch", nb, sb, {"name": "app", "wait": "hv", "timeout": 3}, check=True)["changed"] is True
    assert nb.row("NB_Global")["nb_cfg"] == reached
    ovn.resume()
    result = run("sync", nb, sb, {"wait": "sb"})
    assert (result["changed"], result["nb_cfg"]) == (False, reached + 1)


def test_check_mode_writes_nothing(ovn: Daemon, nb: Ovsdb, sb: Ovsdb) -> None:
    stamp = nb.stamp()
    result = run("sync", nb, sb, {"wait": "sb"}, check=True)
    assert (result["changed"], result["nb_cfg"]) == (False, None)
    assert nb.stamp() == stamp


def test_no_northd(nb: Ovsdb, sb: Ovsdb) -> None:
    for module, args in (("sync", {"wait": "sb"}), ("logical_switch", {"name": "web", "wait": "sb"})):
        result = run(module, nb, sb, {**args, "timeout": 1}, fails=True)
        assert result["failure"]["code"] == "timeout"
        assert "ovn-northd" in result["msg"]
    # the row is there: the next run finds it and has nothing to wait for
    assert run("logical_switch", nb, sb, {"name": "web", "wait": "sb", "timeout": 1})["changed"] is False


def test_wait_for_hypervisors(ovn: Daemon, folder: Path, nb: Ovsdb, sb: Ovsdb) -> None:
    chassis = Chassis(folder, sb, "hv1")
    try:
        result = run("sync", nb, sb, {})
        assert nb.row("NB_Global")["hv_cfg"] == result["nb_cfg"]
        assert sb.row("Chassis_Private")["nb_cfg"] == result["nb_cfg"]
    finally:
        chassis.stop()


def test_late_chassis_are_named(ovn: Daemon, folder: Path, nb: Ovsdb, sb: Ovsdb) -> None:
    chassis = Chassis(folder, sb, "hv1")
    try:
        late_chassis(sb, "sleepy")
        for module, args in (("sync", {"wait": "hv"}), ("logical_switch", {"name": "web", "wait": "hv"})):
            result = run(module, nb, sb, {**args, "timeout": 2}, fails=True)
            assert result["failure"]["code"] == "timeout"
            assert "sleepy" in result["msg"]
            assert "sleepy" in result["failure"]["details"]
            assert "hv1" not in result["msg"]
        assert run("sync", nb, sb, {"wait": "sb"})["changed"] is False
    finally:
        chassis.stop()


def test_many_late_chassis_stay_readable(ovn: Daemon, nb: Ovsdb, sb: Ovsdb) -> None:
    for number in range(30):
        late_chassis(sb, f"hv{number:02}", f"192.0.2.{number + 1}")
    result = run("sync", nb, sb, {"timeout": 1}, fails=True)
    assert "hv00" in result["msg"]
    assert "10 more" in result["msg"]
    assert result["failure"]["details"].count("hv") == 30


def test_southbound_out_of_reach(ovn: Daemon, nb: Ovsdb, sb: Ovsdb) -> None:
    late_chassis(sb, "sleepy")
    result = run("sync", nb, sb, {"timeout": 1, "sb_remotes": ["unix:/nonexistent/sb.sock"]}, fails=True)
    assert result["failure"]["code"] == "timeout"
    assert "unix:/nonexistent/sb.sock" in result["msg"]


def test_no_row_to_wait_with(nb: Ovsdb, sb: Ovsdb) -> None:
    nb.wipe(init=False)
    result = run("sync", nb, sb, {"timeout": 1}, fails=True)
    assert "NB_Global" in result["msg"]
