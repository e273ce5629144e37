# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ovsdb_schema on running servers: from the schema of the oldest release to that of the newest, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.process import run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest, program, schemas
from ansible_collections.northbound.ovn.tests.support.rpc import Rpc
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.served import DB, Served, cluster, play, standalone

OLD, NEW = oldest_and_newest("ovn-nb")


def version(path: Path) -> str:
    return str(json.loads(path.read_text())["version"])


@pytest.fixture(name="host")
def _host(folder: Path) -> Iterator[Served]:
    host = standalone(folder / "c1", OLD)
    yield host
    host.stop()


def convert(host: Served, to: Path = NEW, **args: Any) -> Result:
    return host.module("ovsdb_schema", schema=str(to), **args)


def has(host: Served) -> str:
    return run(program("ovsdb-client"), "-t", "5", "--no-leader-only", "get-schema-version", f"unix:{host.socket}", DB).strip()


def servers() -> list[str]:
    """The servers for copies that run: they have to be gone."""
    return run("pgrep", "-f", "^[^ ]*ovsdb-server .*/ovsdb-schema-", check=False).split()


def test_from_the_oldest_to_the_newest(host: Served) -> None:
    host.insert("web", "db")
    uuids = host.rows("Logical_Switch")
    assert convert(host, OLD)["changed"] is False
    planned = convert(host, check=True)
    assert (planned["changed"], planned["version"], planned["wanted"], planned["lost"]) == (True, version(OLD), version(NEW), [])
    assert planned["diff"] == {"before": {"schema": version(OLD)}, "after": {"schema": version(NEW)}}
    assert "seconds" not in planned
    assert has(host) == version(OLD)
    assert not servers()

    done = convert(host)
    assert (done["changed"], done["diff"]) == (True, planned["diff"])
    assert done["seconds"] < 60
    assert has(host) == version(NEW)
    for check in (True, False):
        again = convert(host, check=check)
        assert (again["changed"], again["version"]) == (False, version(NEW))
    assert host.rows("Logical_Switch") == uuids
    host.stop()
    host.start()
    assert (has(host), host.rows("Logical_Switch")) == (version(NEW), uuids)


def test_back_only_when_asked_for(host: Served) -> None:
    convert(host)
    host.insert("web")
    for check in (True, False):
        msg = convert(host, OLD, check=check, fails=True)["msg"]
        assert f"has the schema {version(NEW)}, and {OLD} is {version(OLD)}, which is older" in msg
        assert "Network_Function" in msg
    assert has(host) == version(NEW)
    back = convert(host, OLD, downgrade=True)
    assert (back["changed"], has(host)) == (True, version(OLD))
    assert "Network_Function" in back["lost"]
    assert "Logical_Switch" not in back["lost"]
    assert set(host.rows("Logical_Switch")) == {"web"}


def test_a_copy_that_cannot_be_converted(host: Served, folder: Path) -> None:
    """The new schema forbids what the database has; the server would find that out as well, but too late for a plan."""
    host.insert("web", "web")
    schema = json.loads(NEW.read_text())
    schema["tables"]["Logical_Switch"]["indexes"] = [["name"]]
    schema.pop("cksum")
    strict = folder / "strict.ovsschema"
    strict.write_text(json.dumps(schema))
    for check in (True, False):
        msg = convert(host, strict, check=check, fails=True)["msg"]
        assert "a copy could not be converted, so the database was left as it is" in msg
        assert "to have identical values (web) for index on column" in msg
        assert not servers()
    assert has(host) == version(OLD)
    with Rpc(host.socket) as rpc:
        rpc.transact(DB, {"op": "delete", "table": "Logical_Switch", "where": []})
    assert convert(host, strict)["changed"] is True


def test_a_cluster_on_a_follower_and_on_all_at_once(folder: Path) -> None:
    middle = next(path for path in schemas("ovn-nb") if version(path) not in (version(OLD), version(NEW)))
    hosts = cluster(folder, OLD, 3)
    try:
        hosts[0].insert("web")
        uuids = hosts[0].rows("Logical_Switch")
        assert convert(hosts[2], middle, check=True)["changed"] is True
        assert convert(hosts[2], middle)["changed"] is True
        for host in hosts:
            wait_for(lambda host=host: has(host) == version(middle), "all members have the schema")  # type: ignore[misc]
            assert convert(host, middle)["changed"] is False

        play(folder, hosts, {"northbound.ovn.ovsdb_schema": {"database": DB, "run_directory": "{{ folder }}", "schema": str(NEW)}})
        assert [has(host) for host in hosts] == [version(NEW)] * 3
        for host in hosts:
            wait_for(lambda host=host: host.rows("Logical_Switch") == uuids, "all members have the rows")  # type: ignore[misc]

        hosts[0].stop()
        hosts[1].stop()
        wait_for(lambda: "disconnected from the cluster" in hosts[2].status(), "the last member has noticed")
        assert "A conversion takes a majority of the members" in convert(hosts[2], OLD, downgrade=True, fails=True)["msg"]
    finally:
        for host in hosts:
            host.stop()


def test_refused(host: Served, folder: Path) -> None:
    assert "There is no schema file" in convert(host, Path("/nowhere"), fails=True)["msg"]
    assert "is the schema of OVN_Southbound, not of OVN_Northbound" in convert(host, oldest_and_newest("ovn-sb")[1], fails=True)["msg"]
    for text in ("nothing", "[]", "{}"):
        (folder / "text").write_text(text)
        assert "is no schema of a database" in convert(host, folder / "text", fails=True)["msg"]
    host.stop()
    assert "does not answer" in convert(host, fails=True)["msg"]
