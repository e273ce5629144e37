# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The support itself: what the other tests conclude from it has to be true."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.ovn import Chassis, late_chassis, northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb, free_port
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.programs import program_of, schema_dirs, schemas, suites
from ansible_collections.northbound.ovn.tests.support.raft import Cluster
from ansible_collections.northbound.ovn.tests.support.steps import Bench
from ansible_collections.northbound.ovn.tests.support.tls import Authority


def test_equal_content_is_equal_and_other_content_is_not(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1", "pg-add web web-1", "--type=switch acl-add web to-lport 1 ip4 drop")
    assert bench.db.canonical() == bench.twin.canonical()
    assert bench.db.canonical()["Port_Group"][0]["ports"] == ["Logical_Switch_Port", "web-1"]
    stamp = bench.db.stamp()
    bench.db.ctl("--type=switch", "acl-add", "web", "to-lport", "2", "ip4", "drop")
    assert bench.db.canonical() != bench.twin.canonical()
    assert bench.db.stamp() != stamp


def test_a_reading_writes_nothing(bench: Bench) -> None:
    bench.both("ls-add web")
    stamp = bench.db.stamp()
    bench.db.ctl("ls-list")
    bench.db.ctl("--may-exist", "ls-add", "web")
    assert bench.db.stamp() == stamp


def test_wiped_is_as_new(bench: Bench) -> None:
    new = bench.db.canonical()
    bench.db.ctl("ls-add", "web", "--", "lsp-add", "web", "web-1", "--", "pg-add", "web", "web-1")
    bench.db.wipe()
    assert bench.db.canonical() == new == bench.twin.canonical()


def test_cluster_elects_another_leader(folder: Path) -> None:
    cluster = Cluster(folder, schemas("ovn-nb")[0])
    try:
        first = cluster.leader()
        first.daemon.kill()
        assert cluster.leader() is not first
        first.daemon.start()
        wait_for(lambda: len(cluster.rows("NB_Global")) == 1, "the row is there still")
    finally:
        cluster.stop()


def test_tls(folder: Path, authority: Authority) -> None:
    server = Ovsdb(folder, schemas("ovn-nb")[0], port=free_port(), identity=authority.identity("server"))
    try:
        assert server.remotes[0].startswith("ssl:")
        assert server.rows("NB_Global")
    finally:
        server.stop()


def test_a_whole_ovn(folder: Path, nb: Ovsdb, sb: Ovsdb) -> None:
    daemon = northd(folder, nb, sb)
    chassis = Chassis(folder, sb, "hv1")
    try:
        nb.ctl("--wait=hv", "ls-add", "web")
        late_chassis(sb, "late")
        assert {row["name"] for row in sb.rows("Chassis")} == {"hv1", "late"}
    finally:
        chassis.stop()
        daemon.stop()


def test_programs_and_schemas_of_each_release(folder: Path) -> None:
    assert len(suites()) >= 3, "run tools/schemas"
    for release, suite in suites().items():
        (home,) = [path for path in schema_dirs() if path.name == suite]
        server = Ovsdb(folder, home / "ovn-nb.ovsschema", suite=suite)
        try:
            assert server.schema["version"] in subprocess.run([program_of(suite, "ovn-nbctl"), "--version"], capture_output=True, text=True, check=True).stdout
            assert f"ovn-northd {release}" in subprocess.run([program_of(suite, "ovn-northd"), "--version"], capture_output=True, text=True, check=True).stdout
            server.ctl("ls-add", "web")
            assert server.row("Logical_Switch")["name"] == "web"
        finally:
            server.stop()
