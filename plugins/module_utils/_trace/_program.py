# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ovn-trace: once for a packet, or as a daemon that has read the database and answers for many."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Optional

from .._ovsdb._connection import Connection, Tls
from .._ovsdb._errors import InvalidValue, OvsdbError, Timeout

# ovn-trace takes the states of connection tracking from its command line only, one for each time that a packet enters it, and
# starts from the first one only once. A daemon is given so many that they last for thousands of packets.
STATES = 50000
EXHAUSTED = "/* default (use --ct to customize) */"
FLAGS = ("new", "est", "rel", "rpl", "inv", "snat", "dnat")


RunCommand = Callable[..., tuple[int, str, str]]  # AnsibleModule's


class ProgramMissing(OvsdbError):
    """ovn-trace is not on the host that runs the module."""

    code = "program_missing"


class TraceFailed(OvsdbError):
    """ovn-trace ended with an error."""

    code = "trace_failed"


@dataclass(frozen=True)
class Server:
    """The Southbound that ovn-trace reads."""

    remotes: tuple[str, ...]
    tls: Optional[Tls]
    leader_only: bool

    def arguments(self) -> list[str]:
        """The options of ovn-trace that say so."""
        options = [f"--db={','.join(self.remotes)}"]
        if self.tls:
            options += [f"--private-key={self.tls.private_key}", f"--certificate={self.tls.certificate}", f"--ca-cert={self.tls.ca_cert}"]
        return options if self.leader_only else [*options, "--no-leader-only"]


def find(executable: Optional[str]) -> str:
    """The path of ovn-trace.

    :raises ProgramMissing: it is not there.
    """
    path = _which(executable or "ovn-trace")
    if path is None:
        where = executable or "PATH"
        raise ProgramMissing(
            f"ovn-trace is not installed on {socket.gethostname()} ({where}): install the package ovn-common (Debian, Ubuntu) or ovn (Fedora, RHEL) there,"
            " or run the task on a host that has it, with delegate_to",
            object=where,
        )
    return path


def _which(name: str) -> Optional[str]:
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/bin", "/usr/local/bin"]))


def checked_states(states: list[str]) -> list[str]:
    """States of connection tracking as ovn-trace takes them: flags with commas between.

    :raises InvalidValue: there is no such flag, or the flags exclude each other.
    """
    checked = []
    for state in states:
        flags = state.replace("|", ",").replace(" ", ",").split(",")
        flags = [flag for flag in flags if flag not in ("", "trk")]
        for flag in flags:
            if flag not in FLAGS:
                raise InvalidValue(f"ct_states: {flag!r} is none of {', '.join(FLAGS)}")
        if not flags or sum(flag in flags for flag in ("new", "est", "inv")) > 1 or ("new" in flags and "rpl" in flags):
            raise InvalidValue(f"ct_states: {state!r} cannot be: give new, est, rel or inv, and rpl for an answer, but not with new")
        checked.append(",".join(flags))
    if not checked:
        raise InvalidValue("ct_states: give at least one")
    return checked


class Program:
    """ovn-trace on a host, for one Southbound."""

    def __init__(self, run_command: RunCommand, executable: Optional[str], server: Server, deadline: float) -> None:
        self.path = find(executable)
        self._run_command = run_command
        self._server = server
        self._deadline = deadline

    def command(self, flow: str, states: list[str], repeat: int = 64, backend: Optional[str] = None, member: int = 1) -> list[str]:
        """The command line for one packet. The last state is taken for all further entries into connection tracking."""
        tracking = [f"--ct={state}" for state in [*states, *[states[-1]] * repeat]]
        choice = [f"--select-id={member}", *([f"--lb-dst={backend}"] if backend else [])]
        return [self.path, *self._server.arguments(), "--no-friendly-names", *tracking, *choice, flow]

    def run(self, command: list[str]) -> tuple[str, list[str]]:
        """What ovn-trace says, and its complaints about flows that it cannot read.

        :raises TraceFailed: it ended with an error.
        :raises Timeout: it did not end in time.
        """
        left = max(self._deadline - time.monotonic(), 0.1)
        code, output, errors = self._run_command([_which("timeout") or "timeout", "--kill-after=2", f"{left:.1f}", *command], errors="replace")
        if code in (124, 137):
            raise Timeout("ovn-trace did not end in time; it reads the whole Southbound database, so raise the timeout for a large one")
        if code:
            raise TraceFailed(f"ovn-trace failed with exit code {code}: {errors.strip()[-1000:]}", details=errors.strip())
        return output, complaints(errors)

    def daemon(self, state: str, member: int = 1) -> Daemon:
        """An ovn-trace that has read the database."""
        return Daemon(self, state, member, self._deadline)


class Daemon:
    """An ovn-trace that answers on a socket. It reads the database once, so all answers are about one moment."""

    def __init__(self, program: Program, state: str, member: int, deadline: float) -> None:
        self._program = program
        self._state, self._member, self._deadline = state, member, deadline
        self._folder = tempfile.mkdtemp(prefix="ovn-trace-")
        self._connection: Optional[Connection] = None
        self.complaints: list[str] = []
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    @property
    def _pidfile(self) -> str:
        return os.path.join(self._folder, "pid")

    def _start(self) -> None:
        control = os.path.join(self._folder, "ctl")
        command = self._program.command("", [self._state], STATES, member=self._member)[:-1]
        # its complaints go to a file: a pipe would stay open as long as the daemon lives
        log = os.path.join(self._folder, "log")
        options = ["-vconsole:off", "-vfile:warn", f"--log-file={log}", "--detach", "--no-chdir", f"--unixctl={control}", f"--pidfile={self._pidfile}"]
        self._program.run([*command, *options])
        with contextlib.suppress(OSError), open(log, encoding="utf-8", errors="replace") as file:
            self.complaints = complaints(file.read())
        self._connection = Connection(f"unix:{control}", self._deadline)

    def trace(self, flow: str) -> str:
        """What ovn-trace says of a packet."""
        text = self._ask(flow)
        if EXHAUSTED in text:  # all states are used up
            self._stop()
            self._start()
            text = self._ask(flow)
        return text

    def _ask(self, flow: str) -> str:
        if self._connection is None:
            raise TraceFailed("ovn-trace is not running")
        return str(self._connection.call("trace", [flow], self._deadline))

    def _stop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(OvsdbError):
                self._connection.call("exit", [], time.monotonic() + 2)
            self._connection.close()
            self._connection = None
        with contextlib.suppress(OSError, ValueError), open(self._pidfile, encoding="ascii") as file:
            os.kill(int(file.read()), signal.SIGTERM)  # it removes this file when it ends by itself

    def close(self) -> None:
        """End it."""
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def complaints(text: str) -> list[str]:
    """The warnings that ovn-trace writes, without times and numbers, each once."""
    found = [line.split("|", 4)[-1] for line in text.splitlines() if "|WARN|" in line or "|ERR|" in line]
    return list(dict.fromkeys(found))
