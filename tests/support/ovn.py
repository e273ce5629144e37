# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ovn-northd and chassis without packets (`--enable-dummy`), as in OVN's own tests: no privileges needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import Daemon
from ansible_collections.northbound.ovn.tests.support.programs import program, schemas


def northd(folder: Path, nb: Ovsdb, sb: Ovsdb) -> Daemon:
    """An ovn-northd between two databases, ready when it has filled the Southbound."""
    argv = [
        program("ovn-northd"),
        f"--ovnnb-db={nb.unix}",
        f"--ovnsb-db={sb.unix}",
        f"--unixctl={folder / 'northd.ctl'}",
    ]
    return Daemon(argv, folder, "northd", lambda: "northd_internal_version" in str(nb.rows("NB_Global")))


def late_chassis(sb: Ovsdb, name: str, ip: str = "192.0.2.200") -> None:
    """A hypervisor that is registered but does not follow: rows without an ovn-controller."""
    encap = {
        "op": "insert",
        "table": "Encap",
        "uuid-name": "encap",
        "row": {"type": "geneve", "ip": ip, "chassis_name": name},
    }
    chassis = {"name": name, "hostname": f"{name}.example.net", "encaps": ["named-uuid", "encap"]}
    private = {"name": name, "chassis": ["named-uuid", "chassis"], "nb_cfg": 0}
    sb.transact(
        encap,
        {"op": "insert", "table": "Chassis", "uuid-name": "chassis", "row": chassis},
        {"op": "insert", "table": "Chassis_Private", "row": private},
    )


class Chassis:
    """Open vSwitch without a datapath, and an ovn-controller on it."""

    def __init__(self, folder: Path, sb: Ovsdb, name: str) -> None:
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        self.ovs = Ovsdb(self.folder, schemas("vswitch")[0])
        keys = {"system-id": name, "ovn-remote": sb.unix, "ovn-encap-type": "geneve", "ovn-encap-ip": "127.0.0.1"}
        self.ovs.transact(
            {
                "op": "mutate",
                "table": "Open_vSwitch",
                "where": [],
                "mutations": [["external_ids", "insert", ["map", [[k, v] for k, v in keys.items()]]]],
            }
        )
        dummy = ["--enable-dummy=override", "--disable-system"]
        self.vswitchd = self._daemon("ovs-vswitchd", dummy, lambda: bool(self.ovs.row("Open_vSwitch")["cur_cfg"] >= 0))
        self.controller = self._daemon("ovn-controller", [], lambda: any(row["name"] == name for row in sb.rows("Chassis")))

    def _daemon(self, name: str, options: list[str], ready: Callable[[], object]) -> Daemon:
        return Daemon([program(name), *options, self.ovs.unix], self.folder, name, ready)

    def stop(self) -> None:
        """Stop its daemons."""
        self.controller.stop()
        self.vswitchd.stop()
        self.ovs.stop()
