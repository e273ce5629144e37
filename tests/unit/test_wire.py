# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The OVSDB client against a scripted peer: everything that a network and a cluster can do to it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb import _errors as errors
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client, Select
from ansible_collections.northbound.ovn.tests.support.ovsdb import free_port
from ansible_collections.northbound.ovn.tests.support.peer import DATABASE, Peer, Talk, reply

NAMES = Select("Logical_Switch", (), ("name",))
# Braces, quotes and backslashes within strings, and characters of several bytes, all need a real decoder.
ROWS = [{"name": 'we{"b}\\'}, {"name": "größe }{ 網路"}, {"name": ""}]


_clients: list[Client] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while _clients:
        _clients.pop().close()


def client(*remotes: str, timeout: float = 5.0, **options: Any) -> Client:
    ours = Client(DATABASE, list(remotes), timeout=timeout, **options)
    _clients.append(ours)
    return ours


def ask(peer: Peer, **options: Any) -> list[dict[str, Any]]:
    return client(peer.remote, **options).select(NAMES)[0]


def answering(say: Callable[[Talk, dict[str, Any]], None]) -> Callable[[Talk], None]:
    """A script: introduce yourself, then answer the next request in some way."""

    def script(talk: Talk) -> None:
        talk.introduce()
        say(talk, talk.hear())
        talk.hear()  # until the client hangs up

    return script


def honest(talk: Talk) -> None:
    talk.introduce()
    while True:
        talk.answer(talk.hear(), {"rows": ROWS})


def follower(talk: Talk) -> None:
    talk.introduce(leader=False)
    talk.hear()


def mute(talk: Talk) -> None:
    while True:
        talk.hear()


def test_reply_in_single_bytes() -> None:
    def dribble(talk: Talk, request: dict[str, Any]) -> None:
        for byte in reply(request, {"rows": ROWS}):
            talk.say(bytes([byte]))

    with Peer(answering(dribble)) as peer:
        assert ask(peer) == ROWS


@pytest.mark.parametrize("cut", [1, 30, 60, -10, -1])
def test_reply_in_two_parts_with_a_pause(cut: int) -> None:
    def pause(talk: Talk, request: dict[str, Any]) -> None:
        data = reply(request, {"rows": ROWS})
        talk.say(data[:cut])
        time.sleep(0.1)
        talk.say(data[cut:])

    with Peer(answering(pause)) as peer:
        assert ask(peer) == ROWS


@pytest.mark.parametrize("name", ["{", "}", "{{{", "}}}", '"{', "\\}", "{" * 1000])
def test_braces_in_strings_do_not_keep_the_reply(name: str) -> None:
    """Counting braces only guesses where a message ends."""
    with Peer(answering(lambda talk, request: talk.answer(request, {"rows": [{"name": name}]}))) as peer:
        started = time.monotonic()
        assert ask(peer) == [{"name": name}]
        assert time.monotonic() - started < 2, "it was found at the deadline only"


def test_several_messages_at_once() -> None:
    def echo(number: int) -> bytes:
        return json.dumps({"method": "echo", "params": ["are you", number], "id": f"e{number}"}).encode()

    def script(talk: Talk) -> None:
        talk.introduce()
        # a notification and an answer to somebody else are not ours; one echo request before the answer, one behind it
        strangers = b'{"method": "update", "params": [], "id": null}\n {"id": 99, "result": [], "error": null}'
        talk.say(strangers + echo(1) + reply(talk.hear(), {"rows": ROWS}) + echo(2))
        answers = [talk.hear() for dummy in range(3)]
        echoes = [message for message in answers if message.get("id") in ("e1", "e2")]
        assert [message["result"] for message in echoes] == [["are you", 1], ["are you", 2]]
        (request,) = [message for message in answers if message not in echoes]
        talk.answer(request, {"rows": []})

    with Peer(script) as peer:
        ours = client(peer.remote)
        assert ours.select(NAMES) == [ROWS]
        assert ours.select(NAMES) == [[]]


def test_cut_reply_is_told_and_the_next_call_connects_again() -> None:
    def cut(talk: Talk) -> None:
        talk.introduce()
        talk.say(reply(talk.hear(), {"rows": ROWS})[:40])
        talk.hang_up()

    with Peer(cut, honest) as peer:
        ours = client(peer.remote)
        with pytest.raises(errors.ConnectionLost) as caught:
            ours.select(NAMES)
        assert caught.value.remote == peer.remote
        assert ours.select(NAMES) == [ROWS]
        assert peer.connections == 2


def test_follower_is_left_for_the_leader() -> None:
    for dummy in range(5):  # the order is random
        with Peer(follower) as first, Peer(follower) as second, Peer(honest) as leader:
            ours = client(first.remote, second.remote, leader.remote)
            assert ours.select(NAMES) == [ROWS]
            assert ours.remote == leader.remote


def test_follower_will_do_if_told_so() -> None:
    def script(talk: Talk) -> None:
        talk.introduce(leader=False)
        talk.answer(talk.hear(), {"rows": ROWS})

    with Peer(script) as peer:
        assert ask(peer, leader_only=False) == ROWS


def test_election_is_waited_for() -> None:
    with Peer(follower, follower, honest) as peer:
        assert ask(peer) == ROWS
        assert peer.connections == 3


def test_leader_that_steps_down_is_told_and_the_new_one_found() -> None:
    def deposed(talk: Talk) -> None:
        talk.introduce()
        talk.answer(talk.hear(), None, {"error": "not leader", "details": ""})
        talk.hear()

    with Peer(deposed, follower) as old, Peer(follower, honest) as new:
        ours = client(old.remote, new.remote)
        with pytest.raises(errors.ConnectionLost):
            ours.transact([{"op": "comment", "comment": "x"}])
        assert ours.select(NAMES) == [ROWS]
        assert ours.remote == new.remote


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ({"leader": False}, "not the leader"),
        ({"connected": False}, "not in touch with its cluster"),
        ({"model": "relay"}, "relay"),
    ],
)
def test_no_member_will_do(status: dict[str, Any], words: str) -> None:
    with Peer(lambda talk: talk.introduce(**status)) as peer:
        with pytest.raises(errors.NotLeader, match=words) as caught:
            ask(peer, timeout=0.5)
        assert caught.value.code == "not_leader"


def test_wrong_database_name() -> None:
    def script(talk: Talk) -> None:
        talk.answer(talk.hear(), {"rows": []})

    with Peer(script) as peer:
        started = time.monotonic()
        with pytest.raises(errors.ConnectFailed, match=f"{peer.remote} serves no database {DATABASE}"):
            ask(peer)
        assert time.monotonic() - started < 2, "a wrong port does not become right by waiting"


def test_nobody_listens() -> None:
    remote = f"tcp:127.0.0.1:{free_port()}"
    with pytest.raises(errors.ConnectFailed, match="refused") as caught:
        client(remote).select(NAMES)
    assert caught.value.remote == remote


def test_one_of_two_listens() -> None:
    with Peer(honest) as peer:
        assert client(f"tcp:127.0.0.1:{free_port()}", peer.remote).select(NAMES) == [ROWS]


def test_nobody_of_two_listens() -> None:
    remotes = [f"tcp:127.0.0.1:{free_port()}" for dummy in range(2)]
    with pytest.raises(errors.ConnectFailed) as caught:
        client(*remotes, timeout=0.5).select(NAMES)
    for remote in remotes:
        assert remote in caught.value.message


def test_silent_server() -> None:
    with Peer(mute) as peer:
        started = time.monotonic()
        with pytest.raises(errors.ConnectFailed, match="does not answer"):
            ask(peer, timeout=0.5)
        assert 0.4 < time.monotonic() - started < 3


def test_silent_server_does_not_keep_from_the_next() -> None:
    with Peer(mute) as silent, Peer(honest) as peer:
        for dummy in range(2):  # the order is random
            assert client(silent.remote, peer.remote, timeout=5).select(NAMES) == [ROWS]


def test_server_that_falls_silent() -> None:
    with Peer(answering(lambda talk, request: None)) as peer:
        started = time.monotonic()
        with pytest.raises(errors.Timeout) as caught:
            ask(peer, timeout=0.5)
        assert caught.value.code == "timeout"
        assert 0.4 < time.monotonic() - started < 3


@pytest.mark.parametrize("garbage", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff\xfe\x00{}", b"{{{{", b'[1] "x" 7 null {}'])
def test_garbage_is_an_error_of_ours(garbage: bytes) -> None:
    def script(talk: Talk) -> None:
        talk.hear()
        talk.say(garbage)
        talk.hear()

    with Peer(script) as peer, pytest.raises(errors.OvsdbError):
        ask(peer, timeout=0.5)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("constraint violation", errors.ConstraintViolation),
        ("referential integrity violation", errors.ReferentialViolation),
        ("timed out", errors.GuardFailed),
        ("permission error", errors.PermissionDenied),
        ("unknown column", errors.SchemaMismatch),
        ("cluster error", errors.ConnectionLost),
        ("something new", errors.TransactionFailed),
    ],
)
def test_errors_of_the_server_have_types(error: str, kind: type[errors.OvsdbError]) -> None:
    def refuse(talk: Talk, request: dict[str, Any]) -> None:
        talk.answer(request, {"error": error, "details": "because"}, None)

    with Peer(answering(refuse)) as peer, pytest.raises(kind) as caught:
        client(peer.remote).transact([{"op": "delete", "table": "Logical_Switch", "where": []}, {"op": "assert"}])
    assert caught.type is kind
    assert caught.value.table == "Logical_Switch"
    assert caught.value.remote == peer.remote
    assert "because" in caught.value.message


def test_schema_of_the_server_is_the_truth() -> None:
    with Peer(honest) as peer:
        schema = client(peer.remote).schema
        assert schema.version == "7.0.0"
        with pytest.raises(errors.SchemaMismatch, match="no column copp"):
            schema.column("Logical_Switch", "copp")
        with pytest.raises(errors.SchemaMismatch, match="no table Copp"):
            schema.column("Copp", "name")


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "\udc00\ud800"])
def test_text_that_a_server_hangs_up_on_is_not_sent(text: str) -> None:
    with Peer(honest) as peer, pytest.raises(errors.InvalidValue, match="OVSDB does not take"):
        client(peer.remote).select(NAMES._replace(where=(("name", "==", text),)))
    with Peer(honest) as peer:
        assert client(peer.remote).select(NAMES._replace(where=(("name", "==", "\\u0000 \U0001f600"),)))[0] == ROWS


@pytest.mark.parametrize("remote", ["", "6641", "tcp:localhost", "tcp:::1:6641", "unix:nb.sock", "udp:127.0.0.1:1"])
def test_malformed_remote(remote: str) -> None:
    with pytest.raises(errors.InvalidValue, match="remotes"):
        client(remote)
