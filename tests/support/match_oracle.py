# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OVN itself says of a match expression: the parser in ovn-trace, on a Southbound of the test's.

The daemon of ovn-trace reads a microflow with the parser that reads the matches of logical flows, and answers with its complaint. That
takes a fraction of a millisecond; the other way, a logical flow and a run of ovn-trace for each expression, is here to prove it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb, answers
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.programs import CACHE, program_of, suites
from ansible_collections.northbound.ovn.tests.support.rpc import Rpc

# What there is to refer to: address sets by name, and groups with their ports.
ADDRESS_SETS = {"v4": ["10.0.0.1", "10.0.1.0/24"], "v6": ["2001:db8::1", "2001:db8:1::/64"], "macs": ["02:00:00:00:00:01"], "none": []}
PORT_GROUPS = {"pg": ["p", "q"], "empty_pg": []}
PORTS = ("p", "q")
_DATAPATH = "v"
_CONTRADICTION = "error parsing flow: Constraints are contradictory."
_SOUND = (_CONTRADICTION, "error parsing flow: Constraints are ambiguous")  # complaints about a microflow that is an expression all the same
_COMPLAINTS = ("error parsing flow: ", "failed to parse flow expression")
_INVALID = ("parsing expression failed", "match annotation failed")


@dataclass(frozen=True)
class Verdict:
    """OVN's opinion of an expression.

    :param complaint: why it is none; empty for one that is sound.
    :param contradictory: it is sound, and no packet can match it.
    """

    complaint: str
    contradictory: bool = False

    @property
    def valid(self) -> bool:
        """Whether OVN takes it."""
        return not self.complaint


class Oracle:
    """The ovn-trace of one release."""

    def __init__(self, folder: Path, release: str) -> None:
        self.release = release
        self.given_up: list[str] = []
        self._suite = suites()[release]
        self._folder = folder
        self._sb = Ovsdb(folder, CACHE / "schemas" / self._suite / "ovn-sb.ovsschema", suite=self._suite)
        self._control = folder / f"trace-{self._suite}.ctl"
        self._pidfile = folder / f"trace-{self._suite}.pid"
        self._fill()
        self._rpc = self._start()

    def verdict(self, text: str) -> Verdict:
        """What the daemon says; where that ends on an expression, or takes too long over what it means, what a logical flow says."""
        try:
            answer = str(self._rpc.call("trace", _DATAPATH, text))
        except (ConnectionError, TimeoutError):
            self.given_up.append(text)
            self._kill()
            self._rpc = self._start()
            return self.logical_flow(text)
        if answer.startswith(_COMPLAINTS) and not answer.startswith(_SOUND):
            return Verdict(answer.strip())
        return Verdict("", answer.startswith(_CONTRADICTION))

    def logical_flow(self, text: str) -> Verdict:
        """What a run of ovn-trace says that finds the expression in a logical flow."""
        where = {"op": "select", "table": "Datapath_Binding", "where": []}
        datapath = self._sb.transact(where)[0]["rows"][0]["_uuid"]
        ids = ["map", [["stage-name", "s"], ["source", "x:1"]]]
        row = {"logical_datapath": datapath, "pipeline": "ingress", "table_id": 0, "priority": 1, "match": text, "actions": "drop;", "external_ids": ids}
        self._sb.transact({"op": "insert", "table": "Logical_Flow", "row": row})
        output = self._trace(_DATAPATH, 'inport == "p" && eth.src == 00:00:00:00:00:01').stderr
        self._sb.transact({"op": "delete", "table": "Logical_Flow", "where": []})  # a later daemon may end on it
        return Verdict(output.strip() if any(words in output for words in _INVALID) else "")

    def stop(self) -> None:
        """End its programs."""
        self._kill()
        self._sb.stop()

    def _kill(self) -> None:
        self._rpc.close()
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            os.kill(int(self._pidfile.read_text()), signal.SIGKILL)
        for left in (self._pidfile, self._control):
            left.unlink(missing_ok=True)

    def _fill(self) -> None:
        ids = [["logical-switch", "00000000-0000-0000-0000-000000000001"], ["name", _DATAPATH]]
        datapath = {"tunnel_key": 1, "external_ids": ["map", ids]}
        ports = [
            {"op": "insert", "table": "Port_Binding", "row": {"datapath": ["named-uuid", "dp"], "logical_port": name, "tunnel_key": key}}
            for key, name in enumerate(PORTS, 1)
        ]
        sets = [{"op": "insert", "table": "Address_Set", "row": {"name": n, "addresses": ["set", list(a)]}} for n, a in ADDRESS_SETS.items()]
        # ovn-northd puts the number of the datapath before a group's name; the daemon looks for it in datapath 0, or as it is
        groups = [
            {"op": "insert", "table": "Port_Group", "row": {"name": f"{prefix}{name}", "ports": ["set", list(ports)]}}
            for name, ports in PORT_GROUPS.items()
            for prefix in ("", "0_", "1_")
        ]
        self._sb.transact({"op": "insert", "table": "Datapath_Binding", "uuid-name": "dp", "row": datapath}, *ports, *sets, *groups)

    def _start(self) -> Rpc:
        self._trace("--detach", f"--unixctl={self._control}", f"--pidfile={self._pidfile}", "--no-chdir")
        wait_for(lambda: answers(self._control), "ovn-trace is ready")
        return Rpc(self._control, timeout=20, errors="replace")  # a complaint may quote half of a character

    def _trace(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "OVN_RUNDIR": str(self._folder), "OVS_RUNDIR": str(self._folder)}
        argv = [program_of(self._suite, "ovn-trace"), f"--db={self._sb.unix}", *arguments]
        return subprocess.run(argv, env=environment, capture_output=True, text=True, errors="replace", timeout=120, check=False)
