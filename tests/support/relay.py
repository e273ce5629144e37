# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay in front of a server that cuts the connection at a chosen moment."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from pathlib import Path
from types import TracebackType


class Relay:
    """Forwards a loopback TCP port to a unix socket.

    The first `times` requests that contain `cut_at` are cut off: with `forward` after the server has
    carried them out, but before their reply is passed on; otherwise before the server sees them.

    :param hang: do not hang up then, but say nothing any more.
    :param pause: seconds after a cut in which nobody listens.
    """

    def __init__(
        self,
        target: Path,
        *,
        cut_at: bytes | None = None,
        forward: bool = True,
        times: int = 1,
        hang: bool = False,
        pause: float = 0,
        address: str = "127.0.0.1",
    ) -> None:
        self._target = str(target)
        self._cut_at = cut_at
        self._forward = forward
        self._times = times
        self._hang = hang
        self._pause = pause
        self.cuts = 0
        self._family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._socket = socket.create_server((address, 0), family=self._family)
        self._name = self._socket.getsockname()[:2]
        self.remote = f"tcp:[{address}]:{self._name[1]}" if ":" in address else f"tcp:{address}:{self._name[1]}"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Relay:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self._over.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self._socket.accept()
            except OSError:
                return
            cuts = self.cuts
            with client, socket.socket(socket.AF_UNIX) as server, contextlib.suppress(OSError):
                server.connect(self._target)
                self._talk(client, server)
            if self._pause and self.cuts > cuts:
                self._socket.close()
                time.sleep(self._pause)
                self._socket = socket.create_server(self._name, family=self._family)

    def _talk(self, client: socket.socket, server: socket.socket) -> None:
        """One request at a time, as our client has it."""
        client.settimeout(10)
        server.settimeout(10)
        while request := client.recv(1 << 20):
            cut = self._cut_at is not None and self._cut_at in request and self.cuts < self._times
            self.cuts += cut
            if cut and not self._forward:
                return
            server.sendall(request)
            reply = server.recv(1 << 20)
            while not _whole(reply):
                reply += server.recv(1 << 20)
            if cut and self._hang:
                self._over.wait(10)
            if cut:
                return
            client.sendall(reply)


def _whole(reply: bytes) -> bool:
    return reply.count(b"{") == reply.count(b"}")
