# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""connection and ssl: the rows beside those of ovn-nbctl and ovn-ic-nbctl, and a server that listens as they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import GLOBAL, Ovsdb, free_port
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step
from ansible_collections.northbound.ovn.tests.support.tls import Authority

NB: dict[str, Any] = {}
IC: dict[str, Any] = {"database": "ic_nb"}
FILES = {"server_private_key": "/etc/ovn/key.pem", "server_certificate": "/etc/ovn/cert.pem", "server_ca_cert": "/etc/ovn/ca.pem"}
SET_SSL = "set-ssl /etc/ovn/key.pem /etc/ovn/cert.pem /etc/ovn/ca.pem"


def _connections(bench: Bench, where: dict[str, Any]) -> None:
    home = GLOBAL[bench.db.database]
    first = {**where, "target": "pssl:6641:[::]"}
    second = {**where, "target": "ptcp:6641:127.0.0.1"}
    row = "{Connection target=pssl:6641:[::]}"
    bench.run(
        "connection",
        [
            Step(first, "set-connection pssl:6641:[::]", row={"target": "pssl:6641:[::]", "inactivity_probe": None}),
            Step({**first, "inactivity_probe": 60000}, f"set Connection {row} inactivity_probe=60000", row={"inactivity_probe": 60000}),
            Step({**first, "inactivity_probe": 0, "max_backoff": 1000}, f"set Connection {row} inactivity_probe=0 max_backoff=1000"),
            Step(
                {**first, "other_config": {"dscp": 48}, "external_ids": {"owner": "net", "old": "x"}},
                f"set Connection {row} other_config:dscp=48 external_ids:owner=net external_ids:old=x",
                row={"other_config": {"dscp": "48"}},
            ),
            Step({**first, "external_ids": {"old": None}}, f"remove Connection {row} external_ids old", row={"external_ids": {"owner": "net"}}),
            Step({**first, "target": "pssl:06641:[0:0::0]"}, changed=False, row={"target": "pssl:6641:[::]"}),
            Step(second, f"-- --id=@c create Connection 'target=\"ptcp:6641:127.0.0.1\"' -- add {home} . connections @c"),
            Step({**first, "other_config": {}, "external_ids": {}}, f"clear Connection {row} other_config external_ids"),
            Step({**first, "state": "absent"}, f"remove {home} . connections {row}"),
            Step({**first, "state": "absent"}, changed=False),
            Step({**second, "state": "absent"}, "del-connection"),
        ],
    )
    assert bench.db.rows("Connection") == []


def test_life_of_connections(bench: Bench) -> None:
    _connections(bench, NB)


def test_life_of_connections_of_the_interconnection(ic_bench: Bench) -> None:
    _connections(ic_bench, IC)


def test_connections_are_changed_in_place(bench: Bench) -> None:
    """ovn-nbctl set-connection makes all rows anew; the server then drops every client."""
    bench.both("set-connection ptcp:6641 pssl:06642:[2001:DB8::1]")
    before = {row["target"]: row["_uuid"] for row in bench.db.rows("Connection")}
    bench.module("connection", {"target": "ptcp:6641", "inactivity_probe": 1000})
    found = bench.module("connection", {"target": "pssl:6642:[2001:db8::1]", "inactivity_probe": 1000})
    # what stands there in another spelling is found, and stays as it is written
    assert found["diff"]["before"]["target"] == found["diff"]["after"]["target"] == "pssl:06642:[2001:DB8::1]"
    rows = bench.db.rows("Connection")
    assert {row["target"]: row["_uuid"] for row in rows} == before
    assert [row["inactivity_probe"] for row in rows] == [1000, 1000]
    moved = bench.module("connection", {"uuid": before["ptcp:6641"][1], "target": "ptcp:6643"})
    assert (moved["changed"], moved["uuid"]) == (True, before["ptcp:6641"][1])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, ["target", "needed"]),
        ({"target": "6641"}, ["target", '"6641"', "pssl:PORT"]),
        ({"target": "ptcp:66410"}, ["target", "66410", "65535"]),
        ({"target": "tcp:db1:0"}, ["target", "port 0"]),
        ({"target": "pssl:6641:::1"}, ["target", "in brackets"]),
        ({"target": "pssl:6641:[192.0.2.1]"}, ["target", "only an IPv6 address"]),
        ({"target": "ssl:192.0.2.256:6641"}, ["target", '"192.0.2.256"', "IPv4"]),
        ({"target": "ptcp:6641", "max_backoff": 999}, ["max_backoff", "999", "1000"]),
        ({"target": "ptcp:6641", "wait": "hv", "database": "ic_nb"}, ["wait: hv", "OVN_IC_Northbound", "give sb"]),
    ],
)
def test_connections_that_cannot_be(bench: Bench, options: dict[str, Any], words: list[str]) -> None:
    bench.refused("connection", options, *words, code="invalid_value")


def _ssl(bench: Bench, where: dict[str, Any]) -> None:
    bench.run(
        "ssl",
        [
            Step({**where, "state": "absent"}, changed=False),
            Step({**where, **FILES}, SET_SSL, row={**FILES, "bootstrap_ca_cert": False, "ssl_protocols": ""}),
            Step({**where, "bootstrap_ca_cert": True}, f"--bootstrap {SET_SSL}", row={"bootstrap_ca_cert": True}),
            Step({**where, "bootstrap_ca_cert": False, "ssl_protocols": "TLSv1.2"}, f"{SET_SSL} TLSv1.2"),
            Step({**where, "ssl_ciphers": "HIGH:!aNULL"}, f"{SET_SSL} TLSv1.2 HIGH:!aNULL"),
            Step({**where, "external_ids": {"owner": "net"}}, "set SSL . external_ids:owner=net", row={"external_ids": {"owner": "net"}}),
            Step({**where, "server_ca_cert": "/etc/ovn/ca2.pem"}, "set SSL . ca_cert=/etc/ovn/ca2.pem"),
            Step(
                {**where, "ssl_protocols": "", "ssl_ciphers": "", "external_ids": {}, "server_ca_cert": "/etc/ovn/ca.pem"},
                SET_SSL,
                row={"ssl_protocols": "", "ssl_ciphers": ""},
            ),
        ],
    )
    uuid = bench.db.row("SSL")["_uuid"]
    if "ssl_ciphersuites" in bench.db.schema["tables"]["SSL"]["columns"]:
        bench.run("ssl", [Step({**where, "ssl_ciphersuites": "TLS_AES_256_GCM_SHA384"}, "set SSL . ssl_ciphersuites=TLS_AES_256_GCM_SHA384")])
    else:
        options = {**where, "ssl_ciphersuites": "TLS_AES_256_GCM_SHA384"}
        bench.refused("ssl", options, "ssl_ciphersuites", "needs OVN 25.03 or newer", code="schema_mismatch")
    assert bench.db.row("SSL")["_uuid"] == uuid, "it is changed in place"
    bench.run("ssl", [Step({**where, "state": "absent"}, "del-ssl"), Step({**where, "state": "absent"}, changed=False)])
    assert bench.db.rows("SSL") == []


def test_life_of_ssl(bench: Bench) -> None:
    _ssl(bench, NB)


def test_life_of_ssl_of_the_interconnection(ic_bench: Bench) -> None:
    _ssl(ic_bench, IC)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"ssl_protocols": "TLSv1.2"}, ["server_private_key, server_certificate, server_ca_cert", "needed to create SSL"]),
        ({**FILES, "server_certificate": ""}, ["server_certificate", "must not be empty"]),
        ({**FILES, "ssl_protocols": "SSLv3"}, ["ssl_protocols", '"SSLv3"', "TLSv1.3"]),
        ({**FILES, "ssl_protocols": "TLSv1.2+,TLSv1.3"}, ["ssl_protocols", "range"]),
    ],
)
def test_ssl_that_cannot_be(bench: Bench, options: dict[str, Any], words: list[str]) -> None:
    bench.refused("ssl", options, *words, code="invalid_value")


@pytest.mark.parametrize("name", ["bench", "ic_bench"])
def test_other_database(bench: Bench, ic_bench: Bench, name: str) -> None:
    """A row does not go into the database of the other kind."""
    here, database, other = (bench, "ic_nb", "OVN_IC_Northbound") if name == "bench" else (ic_bench, "nb", "OVN_Northbound")
    here.refused("connection", {"target": "ptcp:6641", "database": database}, f"no database {other}", code="connect_failed")


def test_in_a_database_that_is_still_empty(bench: Bench, ic_bench: Bench) -> None:
    """The first thing that is said to a new database is often where to listen; the tools make the global row, too."""
    for here, where in ((bench, NB), (ic_bench, IC)):
        for server in (here.db, here.twin):
            server.wipe(init=False)
        here.run("connection", [Step({**where, "target": "ptcp:6641", "state": "absent"}, changed=False)])
        here.run("ssl", [Step({**where, "state": "absent"}, changed=False)])
        here.run("connection", [Step({**where, "target": "ptcp:6641"}, "set-connection ptcp:6641")])
        for server in (here.db, here.twin):
            server.wipe(init=False)
        here.run("ssl", [Step({**where, **FILES}, SET_SSL)])


@pytest.mark.parametrize(("variable", "where"), [("OVN_NB_DB", NB), ("OVN_IC_NB_DB", IC)])
def test_remotes_of_the_environment(bench: Bench, ic_bench: Bench, monkeypatch: pytest.MonkeyPatch, variable: str, where: dict[str, Any]) -> None:
    monkeypatch.setenv("OVN_NB_DB", bench.db.unix)
    monkeypatch.setenv("OVN_IC_NB_DB", ic_bench.db.unix)
    monkeypatch.setenv(variable, f"unix:/nowhere.sock,{(ic_bench if where else bench).db.unix}")
    assert run_module("connection", {**where, "target": "ptcp:6641"})["changed"] is True
    assert (len(bench.db.rows("Connection")), len(ic_bench.db.rows("Connection"))) == ((0, 1) if where else (1, 0))


@pytest.fixture(name="listener", params=["ovn-nb", "ovn-ic-nb"])
def _listener(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Ovsdb, dict[str, Any]]]:
    """A server that reads its own rows, and the options that name its database."""
    server = Ovsdb(folder, schemas(request.param)[0], own_rows=True)
    yield server, {"remotes": server.remotes, **(IC if request.param == "ovn-ic-nb" else NB)}
    server.stop()


def _serves(remote: str, options: dict[str, Any]) -> bool:
    result = run_module("connection", {**options, "remotes": [remote], "target": "ptcp:1", "state": "absent", "timeout": 2}, fails=None)
    return not result.get("failed")


def test_the_server_listens_where_it_is_told(listener: tuple[Ovsdb, dict[str, Any]]) -> None:
    server, where = listener
    port = free_port()
    run_module("connection", {**where, "target": f"ptcp:{port}:127.0.0.1"})
    wait_for(lambda: _serves(f"tcp:127.0.0.1:{port}", where), "the server listens")
    # over the new connection itself: a change of its row in place does not cut it off
    through = {**where, "remotes": [f"tcp:127.0.0.1:{port}"]}
    assert run_module("connection", {**through, "target": f"ptcp:{port}:127.0.0.1", "inactivity_probe": 30000})["changed"] is True
    # what the server writes into the row is no difference
    assert run_module("connection", {**through, "target": f"ptcp:{port}:127.0.0.1", "inactivity_probe": 30000})["changed"] is False
    assert "status" not in run_module("connection", {**through, "target": f"ptcp:{port}:127.0.0.1"})["row"]
    # as the documentation warns: the removal itself is answered, and nothing after it
    assert run_module("connection", {**through, "target": f"ptcp:{port}:127.0.0.1", "state": "absent"})["changed"] is True
    wait_for(lambda: not _serves(f"tcp:127.0.0.1:{port}", where), "the server listens no longer")
    assert server.rows("Connection") == []


def test_the_server_uses_the_files_it_is_told(listener: tuple[Ovsdb, dict[str, Any]], authority: Authority) -> None:
    server, where = listener
    port, files = free_port(), authority.identity("server").options()
    run_module("ssl", {**where, **{f"server_{name}": path for name, path in files.items()}})
    run_module("connection", {**where, "target": f"pssl:{port}:127.0.0.1"})
    client = {**where, **authority.identity("client").options()}
    wait_for(lambda: _serves(f"ssl:127.0.0.1:{port}", client), "the server listens")
    stranger = {**where, **Authority(server.folder, "stranger").identity("client").options()}
    assert not _serves(f"ssl:127.0.0.1:{port}", stranger)
    # the client's own files and those of the row are two things in one task
    through = {**client, "remotes": [f"ssl:127.0.0.1:{port}"]}
    assert run_module("ssl", {**through, "server_certificate": files["certificate"]})["changed"] is False
    run_module("ssl", {**where, "state": "absent"})
    assert server.rows("SSL") == []
