# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules on the way to their server: clusters, TLS, lost replies, servers that cannot be reached."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb, free_port
from ansible_collections.northbound.ovn.tests.support.programs import schemas
from ansible_collections.northbound.ovn.tests.support.raft import Cluster
from ansible_collections.northbound.ovn.tests.support.relay import Relay
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.tls import Authority

SWITCH = {"name": "web"}


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    """Three members."""
    members = Cluster(folder, schemas("ovn-nb")[0])
    yield members
    members.stop()


@pytest.fixture
def tls(folder: Path, authority: Authority) -> Iterator[Ovsdb]:
    """A server that listens in TLS."""
    server = Ovsdb(folder, schemas("ovn-nb")[0], port=free_port(), identity=authority.identity("server"))
    yield server
    server.stop()


def fails(args: dict[str, Any], code: str, *words: str) -> str:
    result = run_module("logical_switch", {**SWITCH, **args}, fails=True)
    assert result["failure"]["code"] == code, result
    assert sorted(result["failure"]) == ["code", "column", "details", "object", "remote", "table"]
    for word in words:
        assert word in result["msg"], result["msg"]
    return str(result["msg"])


# -- clusters ------------------------------------------------------------------------------


def test_leader_is_found(cluster: Cluster) -> None:
    for number in range(4):
        assert run_module("logical_switch", {"remotes": cluster.remotes, "name": f"ls{number}"})["changed"] is True
    assert len(cluster.rows("Logical_Switch")) == 4


def test_follower_alone(cluster: Cluster) -> None:
    leader = cluster.leader()
    follower = next(member for member in cluster.members if member is not leader)
    fails({"remotes": [follower.remote], "timeout": 2}, "not_leader", follower.remote, "leader_only")
    args = {"remotes": [follower.remote], "leader_only": False}
    assert run_module("logical_switch", {**SWITCH, **args})["changed"] is True
    assert len(cluster.rows("Logical_Switch")) == 1


def test_leader_killed_between_two_tasks(cluster: Cluster) -> None:
    args = {"remotes": cluster.remotes, "timeout": 30}
    run_module("logical_switch", {**args, **SWITCH})
    cluster.leader().daemon.kill()
    assert run_module("logical_switch_port", {**args, "switch": "web", "name": "web-1"})["changed"] is True
    assert run_module("logical_switch", {**args, **SWITCH})["changed"] is False
    assert len(cluster.rows("Logical_Switch_Port")) == 1


def test_leader_killed_while_modules_run(cluster: Cluster) -> None:
    args = {"remotes": cluster.remotes, "timeout": 60}
    run_module("logical_switch", {**args, **SWITCH})
    killer = threading.Timer(0.15, cluster.leader().daemon.kill)
    killer.start()
    names = [f"p{number}" for number in range(60)]
    for name in names:
        result = run_module("logical_switch_port", {**args, "switch": "web", "name": name})
        assert result["changed"] is True
        assert result["row"]["name"] == name
    killer.join()
    assert sorted(row["name"] for row in cluster.rows("Logical_Switch_Port")) == sorted(names)


def test_no_majority(cluster: Cluster) -> None:
    leader = cluster.leader()
    for member in cluster.members:
        if member is not leader:
            member.daemon.kill()
    # the lonely leader may still think that it leads: what matters is that nothing is reported as done
    result = run_module("logical_switch", {**SWITCH, "remotes": cluster.remotes, "timeout": 3}, fails=True)
    assert result["failure"]["code"] in ("timeout", "connect_failed", "not_leader", "connection_lost")


# -- replies that get lost -----------------------------------------------------------------


@pytest.mark.parametrize("reached", [True, False], ids=["committed", "not committed"])
def test_lost_reply(nb: Ovsdb, reached: bool) -> None:
    with Relay(nb.socket, cut_at=b'"op":"insert"', forward=reached) as relay:
        result = run_module("logical_switch", {**SWITCH, "remotes": [relay.remote], "external_ids": {"a": "b"}})
        assert relay.cuts == 1
    assert result["changed"] is True
    assert result["diff"]["after"] == {"name": "web", "external_ids": {"a": "b"}}
    assert result["diff"]["before"] == {}
    (row,) = nb.rows("Logical_Switch")
    assert result["uuid"] == row["_uuid"][1]


def test_reply_lost_again_and_again(nb: Ovsdb) -> None:
    with Relay(nb.socket, cut_at=b'"op":"insert"', forward=False, times=1000) as relay:
        fails({"remotes": [relay.remote], "timeout": 1}, "timeout", "web", "may have been made")
        assert relay.cuts > 1
    assert nb.rows("Logical_Switch") == []


def test_server_that_hangs_over_our_request(nb: Ovsdb) -> None:
    with Relay(nb.socket, cut_at=b'"op":"insert"', hang=True) as relay:
        fails({"remotes": [relay.remote], "timeout": 1}, "timeout", "web", "may have been made")
    assert len(nb.rows("Logical_Switch")) == 1


def test_server_that_comes_back_after_a_lost_reply(nb: Ovsdb) -> None:
    """One remote only, and for a while nobody listens there."""
    with Relay(nb.socket, cut_at=b'"op":"insert"', pause=0.5) as relay:
        assert run_module("logical_switch", {**SWITCH, "remotes": [relay.remote]})["changed"] is True
    assert len(nb.rows("Logical_Switch")) == 1


# -- servers that cannot be reached --------------------------------------------------------


def test_nobody_listens() -> None:
    remote = f"tcp:127.0.0.1:{free_port()}"
    fails({"remotes": [remote]}, "connect_failed", remote, "refused")
    fails({"remotes": ["unix:/nonexistent/nb.sock"]}, "connect_failed", "unix:/nonexistent/nb.sock", "No such file")


def test_server_that_hangs(nb: Ovsdb) -> None:
    nb.daemon.pause()
    try:
        fails({"remotes": nb.remotes, "timeout": 1}, "connect_failed", nb.remotes[0], "does not answer")
    finally:
        nb.daemon.resume()


def test_no_route(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that drops packets: nobody ever answers the first one."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        remote = f"tcp:127.0.0.1:{full.getsockname()[1]}"
        waiting = [socket.socket() for dummy in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(full.getsockname())
        fails({"remotes": [remote], "timeout": 1}, "connect_failed", remote, "in time")
        for client in waiting:
            client.close()


def test_malformed_remote() -> None:
    for remote in ("127.0.0.1:6641", "tcp:127.0.0.1", "ssl:2001:db8::1:6641", "unix:nb.sock"):
        fails({"remotes": [remote]}, "invalid_value", "remotes", repr(remote))
    fails({"remotes": []}, "invalid_value", "remotes")


def test_southbound_by_mistake(sb: Ovsdb) -> None:
    fails({"remotes": sb.remotes}, "connect_failed", sb.remotes[0], "OVN_Northbound")


def test_ipv6(nb: Ovsdb) -> None:
    """Remotes in brackets, through a relay on ::1."""
    with Relay(nb.socket, address="::1") as relay:
        assert relay.remote.startswith("tcp:[::1]:")
        assert run_module("logical_switch", {**SWITCH, "remotes": [relay.remote]})["changed"] is True


def test_environment(nb: Ovsdb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVN_NB_DB", f"unix:/nonexistent/nb.sock,{nb.unix}")
    assert run_module("logical_switch", SWITCH)["changed"] is True


# -- TLS -----------------------------------------------------------------------------------


def test_tls(tls: Ovsdb, authority: Authority) -> None:
    args = {"remotes": tls.remotes, **authority.identity("operator").options()}
    assert run_module("logical_switch", {**SWITCH, **args})["changed"] is True
    assert run_module("logical_switch", {**SWITCH, **args})["changed"] is False


def test_wrong_authority(tls: Ovsdb, authority: Authority, folder: Path) -> None:
    stranger = Authority(folder, "stranger")
    ours = authority.identity("operator").options()
    # we do not trust the server
    fails({"remotes": tls.remotes, **ours, "ca_cert": str(stranger.certificate)}, "tls_failed", tls.remotes[0], "ca_cert")
    # the server does not trust us
    theirs = stranger.identity("operator").options()
    fails({"remotes": tls.remotes, **theirs, "ca_cert": ours["ca_cert"], "timeout": 5}, "tls_failed", tls.remotes[0], "certificate")
    assert tls.rows("Logical_Switch") == []


def test_files_that_are_missing_or_wrong(tls: Ovsdb, authority: Authority) -> None:
    ours = authority.identity("operator").options()
    remote = {"remotes": tls.remotes}
    fails({**remote}, "invalid_value", "private_key", "certificate", "ca_cert")
    for option in ours:
        fails({**remote, **ours, option: "/nonexistent.pem"}, "tls_failed", option, "/nonexistent.pem")
    fails({**remote, **ours, "private_key": ours["ca_cert"]}, "tls_failed", "private_key")
    fails({**remote, **ours, "ca_cert": ours["private_key"]}, "tls_failed", "ca_cert", ours["private_key"])
    other = authority.identity("other").options()["private_key"]
    fails({**remote, **ours, "private_key": other}, "tls_failed", "belong together")


def test_plain_client_of_a_tls_server(tls: Ovsdb, authority: Authority) -> None:
    plain = tls.remotes[0].replace("ssl:", "tcp:")
    fails({"remotes": [plain], "timeout": 2}, "connect_failed", plain, "ssl:")


def test_tls_client_of_a_plain_server(folder: Path, authority: Authority) -> None:
    server = Ovsdb(folder, schemas("ovn-nb")[0], port=free_port())
    try:
        remote = server.remotes[0].replace("tcp:", "ssl:")
        fails({"remotes": [remote], **authority.identity("operator").options(), "timeout": 2}, "tls_failed", remote)
    finally:
        server.stop()
