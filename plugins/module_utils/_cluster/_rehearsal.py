# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A conversion of a copy, done by a server of its own, which says what the real one would."""

from __future__ import annotations

import contextlib
import os
import signal

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import Run, checked


def rehearse(run: Run, program: str, folder: str, schema: str, timeout: int) -> None:
    """Serve the file `copy` in a folder there, convert it, and stop the server again."""
    control, socket, pid_file = (f"{folder}/{name}" for name in ("server.ctl", "server.sock", "server.pid"))
    quiet = ["-vsyslog:off", "-vconsole:off", "-vfile:off"]
    try:
        checked(run, [program, "--detach", "--no-chdir", *quiet, f"--pidfile={pid_file}", f"--unixctl={control}", f"--remote=punix:{socket}", f"{folder}/copy"])
        checked(run, ["ovsdb-client", "-t", str(timeout), "convert", f"unix:{socket}", schema])
    finally:
        _stop(run, control, pid_file)


def _stop(run: Run, control: str, pid_file: str) -> None:
    if not os.path.exists(pid_file):
        return
    with open(pid_file, encoding="ascii") as file:
        pid = int(file.read())
    code, dummy, dummy = run(["ovs-appctl", "-T", "10", "-t", control, "exit"])
    if code != 0:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
