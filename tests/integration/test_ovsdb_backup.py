# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ovsdb_backup on running servers, and ovsdb_member that makes databases of what it wrote."""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.served import Served, cluster, standalone

SCHEMA = schemas("ovn-nb")[0]


@pytest.fixture(name="host")
def _host(folder: Path) -> Iterator[Served]:
    host = standalone(folder / "c1", SCHEMA)
    yield host
    host.stop()


@pytest.fixture(name="other")
def _other(folder: Path) -> Iterator[Served]:
    """A host without a database."""
    host = Served(folder / "other")
    yield host
    host.stop()


def back_up(host: Served, **args: Any) -> Result:
    return host.module("ovsdb_backup", directory=str(host.folder / "kept"), **args)


def files(host: Served) -> list[str]:
    """What is in the folder of backups, hidden files too."""
    return sorted(os.listdir(host.folder / "kept")) if (host.folder / "kept").exists() else []


def restore(host: Served, backup: str, **args: Any) -> Result:
    return host.module("ovsdb_member", create=True, backup=backup, data_directory=str(host.folder), **args)


def mode(path: Path | str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_it_is_made_when_there_is_something_new(host: Served) -> None:
    host.insert("web", "db")
    planned = back_up(host, check=True)
    assert (planned["changed"], planned["action"], planned["file"]) == (True, "made", None)
    assert not (host.folder / "kept").exists()

    made = back_up(host)
    assert (made["changed"], made["action"]) == (True, "made")
    assert made["content"] == planned["content"]
    assert made["schema_version"] == json.loads(SCHEMA.read_text())["version"]
    assert files(host) == [Path(made["file"]).name, f"{Path(made['file']).name}.sha256"]
    assert [mode(host.folder / "kept" / name) for name in files(host)] == [0o600, 0o600]
    assert mode(host.folder / "kept") == 0o700
    subprocess.run(["sha256sum", "--check", "--strict", f"{made['file']}.sha256"], cwd=host.folder / "kept", check=True)

    for check in (True, False):
        again = back_up(host, check=check)
        assert (again["changed"], again["action"], again["file"], again["checksum"]) == (False, "kept", made["file"], made["checksum"])
    host.stop()
    host.start()
    assert back_up(host)["changed"] is False, "the server may have its rows in another order now"

    host.insert("dns")
    second = back_up(host)
    assert second["changed"] is True
    assert second["content"] != made["content"]
    assert second["diff"]["before"]["backups"] == [made["file"]]
    assert second["diff"]["after"]["backups"] == [made["file"], second["file"]]
    assert back_up(host, force=True)["action"] == "made"
    assert len(files(host)) == 6


def test_old_ones_are_removed(host: Served) -> None:
    made = []
    for name in ("a", "b", "c"):
        host.insert(name)
        made.append(back_up(host, keep=0)["file"])
    (host.folder / "kept" / "OVN_Southbound-20200101T000000Z.db.gz").write_text("of another database")
    (host.folder / "kept" / "notes.txt").write_text("of a person")
    planned = back_up(host, keep=2, check=True)
    assert (planned["changed"], planned["removed"]) == (True, [made[0]])
    assert len(files(host)) == 8
    assert back_up(host, keep=2)["removed"] == [made[0]]
    assert back_up(host, keep=2)["changed"] is False
    host.insert("d")
    newest = back_up(host, keep=2)
    assert newest["removed"] == [made[1]]
    here = [Path(file).name for file in (made[2], newest["file"])]
    assert files(host) == sorted([*here, *(f"{name}.sha256" for name in here), "OVN_Southbound-20200101T000000Z.db.gz", "notes.txt"])
    assert "must not be negative" in back_up(host, keep=-1, fails=True)["msg"]


def test_damage_is_found(host: Served, other: Served) -> None:
    host.insert("a")
    first = back_up(host)["file"]
    content = Path(first).read_bytes()
    Path(first).write_bytes(content[:-20] + b"x" + content[-19:])
    assert "is damaged: its checksum is" in restore(other, first, fails=True)["msg"]
    assert not other.file.exists()

    found = back_up(host, keep=1, warnings=True)
    assert found["action"] == "made", "a damaged backup is none"
    assert list(found["damaged"]) == [first]
    assert "is damaged: its checksum is" in str(found["warnings"])
    assert found["removed"] == []
    os.unlink(f"{found['file']}.sha256")
    lost = back_up(host, warnings=True)
    assert "is missing" in lost["damaged"][found["file"]]
    assert Path(first).exists()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text[: len(text) // 2], "cut off or was changed"),
        (lambda text: text.replace(b'"web"', b'"wob"'), "cut off or was changed"),
        (lambda text: text[: text.index(b"OVSDB JSON", 20)], "it has 1 records"),
        (lambda text: b"", "it has 0 records"),
        (lambda text: b"OVSDB CLUSTER" + text[10:], "is not the head of a record"),
        (lambda text: gzip.compress(text)[:-9], "no whole backup"),
    ],
    ids=["cut", "changed", "schema alone", "empty", "file of a member", "cut when compressed"],
)
def test_what_is_no_backup_is_not_restored(host: Served, other: Served, damage: Any, said: str) -> None:
    """Without a checksum beside it, the records' own ones speak."""
    host.insert("web")
    given = other.folder / "given"
    given.write_bytes(damage(gzip.decompress(Path(back_up(host)["file"]).read_bytes())))
    for check in (True, False):
        assert said in restore(other, str(given), fails=True, check=check)["msg"]
    assert os.listdir(other.folder) == ["given"]


def test_restored_as_a_standalone_database(host: Served, other: Served) -> None:
    host.insert("web", "db")
    backup = back_up(host)
    assert restore(other, backup["file"], check=True)["action"] == "created"
    assert os.listdir(other.folder) == []
    assert restore(other, backup["file"])["action"] == "created"
    assert mode(other.file) == 0o600
    assert os.listdir(other.folder) == [other.file.name]
    assert restore(other, backup["file"])["changed"] is False
    other.start()
    assert other.rows("Logical_Switch") == host.rows("Logical_Switch")
    assert back_up(other)["content"] == backup["content"]
    # and it takes new rows
    other.insert("dns")
    assert set(other.rows("Logical_Switch")) == {"web", "db", "dns"}


def test_from_a_member_to_a_new_cluster(folder: Path, other: Served) -> None:
    hosts = cluster(folder, SCHEMA, 3)
    try:
        hosts[0].insert("web", "db")
        wait_for(lambda: len(hosts[2].rows("Logical_Switch")) == 2, "the last member has the rows")
        backup = back_up(hosts[2])
        assert back_up(hosts[0])["content"] == backup["content"], "all members have the same"
        uuids = hosts[0].rows("Logical_Switch")
        # cut off from the others, it says nothing that may be old
        hosts[0].stop()
        hosts[1].stop()
        wait_for(lambda: "disconnected from the cluster" in hosts[2].status(), "the last member has noticed")
        assert "Make the backup on another member" in back_up(hosts[2], fails=True)["msg"]
        assert len(files(hosts[2])) == 2
    finally:
        for host in hosts:
            host.stop()
    restored = restore(other, backup["file"], address=other.raft, election_timer=2000)
    assert restored["action"] == "created"
    assert restore(other, backup["file"], address=other.raft)["changed"] is False
    other.start()
    wait_for(lambda: other.leads, "the new cluster has a leader")
    assert "Election timer: 2000" in other.status()
    assert other.rows("Logical_Switch") == uuids
    assert back_up(other)["content"] == backup["content"]


def test_a_database_that_is_there_stays(host: Served, other: Served) -> None:
    host.insert("web")
    backup = back_up(host)["file"]
    other.file.write_bytes(host.file.read_bytes())
    assert restore(other, backup)["changed"] is False
    assert "'backup' was given as well" in restore(other, backup, address=other.raft, fails=True)["msg"]
    southbound = host.folder / "OVN_Southbound.gz"
    shutil.copy(backup, southbound)
    assert "is a backup of OVN_Northbound, not of OVN_Southbound" in restore(other, str(southbound), database="OVN_Southbound", fails=True)["msg"]


def test_no_server(host: Served) -> None:
    host.socket.with_name("ovnsb_db.sock").symlink_to(host.socket)
    assert "has no such database" in back_up(host, database="OVN_Southbound", fails=True)["msg"]
    host.stop()
    assert "does not answer" in back_up(host, fails=True)["msg"]
    assert files(host) == []


@pytest.mark.parametrize("room", [8192, 24], ids=["while the server writes", "at once"])
def test_no_room_leaves_nothing_behind(host: Served, room: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        failed = back_up(host, fails=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "failed" in failed["msg"]
    assert files(host) == []
    assert back_up(host)["changed"] is True
