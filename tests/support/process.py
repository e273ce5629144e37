# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A daemon of ours: started in the foreground, ready when it answers, stopped with the test."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

# The daemons end with the test run even when that is killed.
_LEASH = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def wait_for(ready: Callable[[], object], what: str, seconds: float = 15.0) -> None:
    """Wait until ready() is true."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.01)


def run(*argv: str | Path, env: dict[str, str] | None = None, check: bool = True) -> str:
    """Run a program to its end and return its standard output; its complaint is in the exception if it fails."""
    done = subprocess.run([str(a) for a in argv], capture_output=True, text=True, env=env, timeout=60, check=False)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, argv))}: exit code {done.returncode}\n{done.stderr}{done.stdout}")
    return done.stdout


class Daemon:
    """One running program; its output goes to a file that a failure shows."""

    def __init__(self, argv: Sequence[str | Path], folder: Path, name: str, ready: Callable[[], object]) -> None:
        self.argv = [str(a) for a in argv]
        self.name = name
        self.output = folder / f"{name}.out"
        # Each has its own runtime folder, so nothing of the machine's own Open vSwitch is ever touched.
        self.env = dict(os.environ)
        for prefix in ("OVS", "OVN"):
            for kind in ("RUNDIR", "LOGDIR", "DBDIR", "SYSCONFDIR"):
                self.env[f"{prefix}_{kind}"] = str(folder)
        self._ready = ready
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it and wait until it is ready."""
        with self.output.open("ab") as output:
            self._process = subprocess.Popen([*_LEASH, *self.argv], env=self.env, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        try:
            wait_for(self._ready_or_dead, f"{self.name} is ready")
        except TimeoutError as error:
            self.kill()
            raise TimeoutError(f"{error}\n{self.log()}") from error

    def _ready_or_dead(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with code {self._process.returncode}\n{self.log()}")
        return bool(self._ready())

    def log(self) -> str:
        """The end of what it wrote."""
        return self.output.read_text(errors="replace")[-4000:]

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it and wait for the end."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self._process.send_signal(how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(timeout=5)
        self._process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        self.stop(signal.SIGKILL)

    def pause(self) -> None:
        """Make it hang: its sockets stay open and answer nothing."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after pause()."""
        os.kill(self.pid, signal.SIGCONT)
