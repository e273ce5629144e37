# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chassis with real packets: Open vSwitch's datapath in user space, in network and mount namespaces of its own.

Any user may make one (user namespaces): nothing of the machine's own network is seen or touched.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import Daemon, run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import ROOT, program, schemas
from ansible_collections.northbound.ovn.tests.support.runner import Result

_HOLD = "mount -t tmpfs tmpfs /run && mkdir /run/netns && ip link set lo up && echo ready && exec sleep infinity"
_RUN = "import json, sys; from ansible_collections.northbound.ovn.tests.support.runner import run_module; print(json.dumps(run_module(**json.load(sys.stdin))))"


class Sandbox:
    """A hypervisor on its own, with ovn-controller on a Southbound of the test's."""

    def __init__(self, folder: Path, sb: Ovsdb, name: str) -> None:
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        argv = ["unshare", "--user", "--map-root-user", "--net", "--mount", "--propagation", "private", "sh", "-ec", _HOLD]
        self._holder = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "ready\n":
            raise RuntimeError("no namespaces for the test: are user namespaces allowed (sysctl user.max_user_namespaces)?")
        self._enter = ["nsenter", f"--target={self._holder.pid}", "--user", "--net", "--mount", "--preserve-credentials"]
        self.ovs = Ovsdb(self.folder, schemas("vswitch")[0])
        keys = {
            "system-id": name,
            "ovn-remote": sb.unix,
            "ovn-encap-type": "geneve",
            "ovn-encap-ip": "127.0.0.1",
            "ovn-bridge-datapath-type": "netdev",
        }
        change = ["external_ids", "insert", ["map", [[k, v] for k, v in keys.items()]]]
        self.ovs.transact({"op": "mutate", "table": "Open_vSwitch", "where": [], "mutations": [change]})
        self.vswitchd = self._daemon("ovs-vswitchd", lambda: self.ovs.row("Open_vSwitch")["cur_cfg"] >= 0)
        self.controller = self._daemon("ovn-controller", lambda: [row for row in sb.rows("Chassis") if row["name"] == name])

        self._settle()

    def _settle(self) -> None:
        """Wait until the daemons have written what they write at their start."""
        seen, since = self.ovs.stamp(), time.monotonic()

        def quiet() -> bool:
            nonlocal seen, since
            if self.ovs.stamp() != seen:
                seen, since = self.ovs.stamp(), time.monotonic()
            return time.monotonic() - since > 0.3

        wait_for(lambda: self.ovs.row("Open_vSwitch")["datapath_types"] != ["set", []] and quiet(), f"{self.name} is settled")

    def _daemon(self, name: str, ready: Any) -> Daemon:
        return Daemon([*self._enter, program(name), "--pidfile", self.ovs.unix], self.folder, name, ready)

    def run(self, *argv: str, check: bool = True) -> str:
        """Run a program on the hypervisor."""
        return run(*self._enter, *argv, check=check)

    def module(self, name: str, args: dict[str, Any], **how: Any) -> Result:
        """Run a module on the hypervisor."""
        task = {"name": name, "args": {"db": self.ovs.unix, **args}, **how}
        # Where ovn-appctl and its like find the daemons.
        environment = {**os.environ, "PYTHONPATH": str(ROOT / ".cache"), "OVS_RUNDIR": str(self.folder), "OVN_RUNDIR": str(self.folder)}
        argv = [*self._enter, sys.executable, "-c", _RUN]
        done = subprocess.run(argv, input=json.dumps(task), capture_output=True, text=True, env=environment, timeout=90, check=False)
        if done.returncode:
            raise AssertionError(f"{name} {args}: {done.stderr}")
        return dict(json.loads(done.stdout))

    def stop(self) -> None:
        """End it with everything in it."""
        for part in (self.controller, self.vswitchd, self.ovs):
            part.stop()
        self._holder.kill()
        self._holder.communicate()
