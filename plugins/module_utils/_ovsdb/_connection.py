# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One JSON-RPC connection to one OVSDB server (RFC 7047 section 4)."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import ssl
import time
from typing import Any, NamedTuple

with contextlib.suppress(ImportError):  # a module says what is missing once it runs; documentation needs no library
    from ovs import poller
    from ovs.stream import Stream

from ._errors import ConnectFailed, ConnectionLost, OvsdbError, Timeout, TlsFailed
from ._schema import check_text

CHUNK = 1 << 18  # bytes asked for at a time; larger reads gain nothing measurable
SILENCE = 0.02  # seconds without data after which a reply that looks unfinished is tried all the same


class Tls(NamedTuple):
    """Paths of the PEM files that authenticate both ends."""

    private_key: str
    certificate: str
    ca_cert: str

    def install(self) -> None:
        """Hand the files to the C<ovs> library, which keeps them per process."""
        for option, path in self._asdict().items():
            if not os.access(path, os.R_OK):
                raise TlsFailed(f"{option}: cannot read {path!r}; give the path of a PEM file readable by the user that runs the module")
        self._check()
        Stream.ssl_set_private_key_file(self.private_key)
        Stream.ssl_set_certificate_file(self.certificate)
        Stream.ssl_set_ca_cert_file(self.ca_cert)

    def _check(self) -> None:
        """Say which file is at fault; the library would tell only once it connects, and leave the socket open."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        try:
            context.load_verify_locations(self.ca_cert)
        except ssl.SSLError as e:
            raise TlsFailed(f"ca_cert: {self.ca_cert} holds no certificate in PEM form: {e}", details=str(e)) from e
        try:
            context.load_cert_chain(self.certificate, self.private_key)
        except ssl.SSLError as e:
            files = f"certificate {self.certificate} and private_key {self.private_key}"
            raise TlsFailed(f"{files} do not belong together, or are not in PEM form: {e}", details=str(e)) from e


class Framer:
    """Cuts a byte stream into JSON values, in time linear in its length.

    JSON-RPC has no length prefix. Counting braces at C speed tells when a value can
    be complete; the standard library's decoder has the last word, since braces in
    strings count too.
    """

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._depth = 0
        self._decoder = json.JSONDecoder()

    def feed(self, chunk: bytes) -> list[Any]:
        """Take bytes; return the values that are now complete (usually none or one)."""
        self._chunks.append(chunk)
        self._depth += chunk.count(b"{") - chunk.count(b"}")
        if self._depth or not chunk.rstrip().endswith(b"}"):
            return []
        return self.flush()

    def flush(self) -> list[Any]:
        """Decode what has come so far; an unfinished rest stays."""
        data = b"".join(self._chunks)
        try:
            text = data.decode()
        except UnicodeDecodeError:  # cut inside a character
            self._chunks = [data]
            return []
        self._chunks = []
        del data  # once is enough in memory: a reply may be large
        values, start = [], 0
        while True:
            while start < len(text) and text[start].isspace():
                start += 1
            try:
                value, start = self._decoder.raw_decode(text, start)
            except json.JSONDecodeError:
                break
            values.append(value)
        rest = text[start:].encode()
        self._chunks = [rest] if rest else []
        self._depth = rest.count(b"{") - rest.count(b"}")
        return values

    @property
    def pending(self) -> bool:
        """Whether part of a value has come."""
        return bool(self._chunks)


class Connection:
    """A connected stream with one request under way at a time.

    :param remote: C<unix:PATH>, C<tcp:HOST:PORT> or C<ssl:HOST:PORT>.
    :param deadline: C<time.monotonic()> by which the connection must stand.
    :raises ConnectFailed: refused, unreachable, unknown host.
    :raises TlsFailed: the handshake failed.
    """

    def __init__(self, remote: str, deadline: float) -> None:
        self.remote = remote
        self._framer = Framer()
        self._inbox: list[Any] = []  # what came after the last reply
        self._serial = 0
        error, self._stream = self._open(remote)
        try:
            while not error and (error := self._connect()) == errno.EAGAIN:
                error = 0
                # also right for a TCP connection that is not made yet, and a TLS handshake waits for the server's answer
                self._block(deadline, self._stream.recv_wait)
        except Timeout as e:
            self.close()
            raise ConnectFailed(f"cannot connect to {remote}: no answer in time", remote=remote) from e
        except OvsdbError:
            self.close()
            raise
        if error:
            self.close()
            reason = os.strerror(error)
            raise ConnectFailed(f"cannot connect to {remote}: {reason}", remote=remote, details=reason)

    def _open(self, remote: str) -> tuple[int, Any]:
        try:
            error, stream = Stream.open(remote)
        except ssl.SSLError as e:
            raise self._tls_failed(e) from e
        except (OSError, ValueError) as e:
            raise ConnectFailed(f"cannot connect to {remote}: {e}", remote=remote, details=str(e)) from e
        return error, stream

    # The TLS stream of the ovs library turns the reason of a failure into an errno that means something else: where
    # it matters, the socket is asked itself.

    def _connect(self) -> int:
        try:
            error = int(Stream.connect(self._stream))
            if not error and isinstance(self._stream.socket, ssl.SSLSocket):
                self._stream.socket.do_handshake()
        except ssl.SSLWantReadError:
            return errno.EAGAIN
        except ssl.SSLError as e:
            raise self._tls_failed(e) from e
        except OSError as e:
            raise ConnectFailed(f"cannot connect to {self.remote}: {e}", remote=self.remote, details=str(e)) from e
        return error

    def _read(self) -> tuple[int, bytes]:
        if not isinstance(self._stream.socket, ssl.SSLSocket):
            error, chunk = self._stream.recv(CHUNK)
            return error, chunk or b""
        try:
            return 0, self._stream.socket.recv(CHUNK)
        except ssl.SSLWantReadError:
            return errno.EAGAIN, b""
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return 0, b""

    def _tls_failed(self, error: Exception) -> TlsFailed:
        return TlsFailed(
            f"TLS with {self.remote} failed: {error}; check that private_key, certificate and ca_cert belong together"
            " and that ca_cert signed the server's certificate",
            remote=self.remote,
            details=str(error),
        )

    def close(self) -> None:
        """Close the stream; the object is of no further use."""
        if self._stream is not None:
            self._stream.close()

    def call(self, method: str, params: list[Any], deadline: float) -> Any:
        """Send one request and return its result.

        :raises ConnectionLost: the stream broke; the request may have been carried out.
        :raises Timeout: no reply before C<deadline> (C<time.monotonic()>).
        """
        self._serial += 1
        self._send({"method": method, "params": params, "id": self._serial}, deadline)
        while True:
            if not self._inbox:
                self._inbox = self._receive(deadline)
            while self._inbox:
                message = self._inbox.pop(0)
                if not isinstance(message, dict):
                    raise OvsdbError(f"{self.remote} does not speak OVSDB: it sent {message!r:.60}", remote=self.remote)
                if message.get("method") == "echo":
                    self._send({"result": message["params"], "error": None, "id": message["id"]}, deadline)
                elif message.get("id") == self._serial and "result" in message:
                    if message.get("error"):
                        raise OvsdbError(f"{self.remote}: {method} failed: {message['error']}", remote=self.remote, details=str(message["error"]))
                    return message["result"]

    def _send(self, message: dict[str, Any], deadline: float) -> None:
        text = json.dumps(message, separators=(",", ":"))
        if "\\u0000" in text or "\\ud" in text:
            check_text(message)
        view = memoryview(text.encode())
        while view:
            try:
                sent = self._stream.send(view)
            except (OSError, ssl.SSLError) as e:
                raise self._lost(e) from e
            if sent > 0:
                view = view[sent:]
            elif -sent == errno.EAGAIN:
                self._block(deadline, self._stream.send_wait)
            else:
                raise self._lost(OSError(-sent, os.strerror(-sent)))

    def _receive(self, deadline: float) -> list[Any]:
        quiet, tried = time.monotonic() + SILENCE, False
        while True:
            try:
                error, chunk = self._read()
            except ssl.SSLError as e:  # TLS 1.3 tells a client that its certificate is refused only here
                raise self._tls_failed(e) from e
            except OSError as e:
                raise self._lost(e) from e
            if error == errno.EAGAIN:
                if tried or not self._framer.pending:
                    self._block(deadline, self._stream.recv_wait)
                elif time.monotonic() < quiet:
                    self._block(deadline, self._stream.recv_wait, SILENCE)
                else:  # it may be whole, with braces in its strings
                    tried = True
                    messages = self._framer.flush()
                    if messages:
                        return messages
            elif error or not chunk:
                raise self._lost(OSError(error, os.strerror(error)) if error else EOFError("connection closed by the server"))
            else:
                quiet, tried = time.monotonic() + SILENCE, False
                messages = self._framer.feed(chunk)
                if messages:
                    return messages

    def _lost(self, error: Exception) -> ConnectionLost:
        return ConnectionLost(f"the connection to {self.remote} broke: {error}", remote=self.remote, details=str(error))

    def _block(self, deadline: float, wait: Any, most: float = float("inf")) -> None:
        """Sleep until C<wait>'s event, or C<most> seconds.

        :raises Timeout: the deadline has passed.
        """
        left = deadline - time.monotonic()
        if left <= 0:
            raise Timeout(f"no answer from {self.remote} in time; raise the timeout if the server is busy", remote=self.remote)
        events = poller.Poller()
        wait(events)
        events.timer_wait(max(1, int(min(left, most) * 1000)))
        events.block()
