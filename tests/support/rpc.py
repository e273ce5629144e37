# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain OVSDB client for the tests, independent of the one under test."""

from __future__ import annotations

import codecs
import json
import socket
from pathlib import Path
from types import TracebackType
from typing import Any

Row = dict[str, Any]


class Rpc:
    """One JSON-RPC connection to an OVSDB server or to a daemon's control socket.

    :param errors: what becomes of bytes that are no UTF-8, as with `bytes.decode`.
    """

    def __init__(self, path: Path, timeout: float = 60.0, errors: str = "strict") -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(timeout)
        self._socket.connect(str(path))
        self._buffer = ""
        self._decoder = json.JSONDecoder()
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors)
        self._id = 0

    def __enter__(self) -> Rpc:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def call(self, method: str, *params: Any) -> Any:
        """Call a method and return its result; an error is an exception."""
        self._id += 1
        message = {"method": method, "params": list(params), "id": self._id}
        self._socket.sendall(json.dumps(message).encode())
        while True:
            reply = self._receive()
            if reply.get("method") == "echo":
                self._socket.sendall(json.dumps({"result": [], "error": None, "id": reply["id"]}).encode())
            elif reply.get("id") == self._id:
                break
        if reply["error"] is not None:
            raise RuntimeError(f"{method}: {reply['error']}")
        return reply["result"]

    def _receive(self) -> dict[str, Any]:
        chunks = [self._buffer]
        while True:
            text = "".join(chunks).lstrip()
            # A long reply comes in many chunks: decode only what may be complete.
            if text.endswith("}"):
                try:
                    message, end = self._decoder.raw_decode(text)
                except json.JSONDecodeError:
                    pass
                else:
                    self._buffer = text[end:]
                    return dict(message)
            chunk = self._socket.recv(1 << 20)
            if not chunk:
                raise ConnectionError("the server closed the connection")
            chunks = [text, self._utf8.decode(chunk)]

    def transact(self, database: str, *operations: Row) -> list[Any]:
        """One transaction; an error of any operation is an exception."""
        results = self.call("transact", database, *operations)
        for number, result in enumerate(results):
            if result and "error" in result:
                operation = operations[number] if number < len(operations) else "at commit"
                raise RuntimeError(f"{result} in {operation}")
        return list(results)

    def select(self, database: str, table: str, *where: Any, columns: list[str] | None = None) -> list[Row]:
        """The rows of a table, in the wire's own form."""
        operation: Row = {"op": "select", "table": table, "where": list(where)}
        if columns is not None:
            operation["columns"] = columns
        return list(self.transact(database, operation)[0]["rows"])
