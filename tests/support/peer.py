# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scripted OVSDB server: says what a test wants it to say, also what a real one says only in trouble."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

DATABASE = "OVN_Northbound"
SCHEMA = {
    "name": DATABASE,
    "version": "7.0.0",
    "tables": {
        "Logical_Switch": {
            "isRoot": True,
            "columns": {
                "name": {"type": "string"},
                "external_ids": {"type": {"key": "string", "value": "string", "min": 0, "max": "unlimited"}},
            },
        }
    },
}


class Talk:
    """The server's end of one connection."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        self._text = ""

    def hear(self) -> dict[str, Any]:
        """The next message of the client."""
        while True:
            try:
                message, end = json.JSONDecoder().raw_decode(self._text)
            except json.JSONDecodeError:
                chunk = self._stream.recv(65536)
                if not chunk:
                    raise ConnectionError("the client hung up") from None
                self._text += chunk.decode()
            else:
                self._text = self._text[end:]
                return dict(message)

    def say(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._stream.sendall(data)

    def answer(self, request: dict[str, Any], *results: Any) -> None:
        """Answer a request."""
        self.say(reply(request, *results))

    def hang_up(self) -> None:
        """Close the connection."""
        self._stream.close()

    def introduce(self, **changes: Any) -> None:
        """Answer the client's first question: which database this server has, and whether it leads."""
        status = {"model": "clustered", "connected": True, "leader": True, "schema": json.dumps(SCHEMA)}
        request = self.hear()
        assert request["params"][0] == "_Server", request
        self.answer(request, {"rows": [{**status, **changes}]})


def reply(request: dict[str, Any], *results: Any) -> bytes:
    """The bytes that answer a request."""
    return json.dumps({"id": request["id"], "error": None, "result": list(results)}, ensure_ascii=False).encode()


Script = Callable[[Talk], None]


class Peer:
    """Listens on the loopback address and plays one script a connection; the last one for all that follow."""

    def __init__(self, *scripts: Script, context: ssl.SSLContext | None = None) -> None:
        self._scripts = scripts
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self.port = int(self._socket.getsockname()[1])
        self.connections = 0
        self._streams: list[socket.socket] = []
        self.trouble: list[AssertionError] = []

    def __enter__(self) -> Peer:
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for stream in self._streams:
            with contextlib.suppress(OSError):  # the client was quicker
                stream.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        if kind is None and self.trouble:
            raise self.trouble[0]

    @property
    def remote(self) -> str:
        """Where it listens."""
        return f"{'ssl' if self._context else 'tcp'}:127.0.0.1:{self.port}"

    def _accept(self) -> None:
        while True:
            try:
                stream, _address = self._socket.accept()
            except OSError:  # closed: the test is over
                return
            script = self._scripts[min(self.connections, len(self._scripts) - 1)]
            self.connections += 1
            thread = threading.Thread(target=self._play, args=(script, stream), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _play(self, script: Script, stream: socket.socket) -> None:
        stream.settimeout(10)
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if self._context:
                stream = self._context.wrap_socket(stream, server_side=True)
            self._streams.append(stream)
            with stream:
                script(Talk(stream))
        except OSError:
            return  # the client left, as some tests want it to; its own result tells
        except AssertionError as error:  # a script's assertion belongs to the test
            self.trouble.append(error)
