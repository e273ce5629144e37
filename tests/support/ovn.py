# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ovn-northd and chassis without packets (`--enable-dummy`), as in OVN's own tests: no privileges needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import Daemon, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import CACHE, program, program_of, schemas, suites


def northd(folder: Path, nb: Ovsdb, sb: Ovsdb, suite: str | None = None) -> Daemon:
    """An ovn-northd between two databases, ready when it has filled the Southbound; with `suite`, that of this suite of Debian."""
    argv = [
        program_of(suite, "ovn-northd") if suite else program("ovn-northd"),
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

    def __init__(self, folder: Path, sb: Ovsdb, name: str, ip: str = "127.0.0.1") -> None:
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        self.ovs = Ovsdb(self.folder, schemas("vswitch")[0])
        keys = {"system-id": name, "ovn-remote": sb.unix, "ovn-encap-type": "geneve", "ovn-encap-ip": ip}
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


class Site:
    """The databases and ovn-northd of one OVN release, and chassis of the installed one, as in the middle of an upgrade."""

    def __init__(self, folder: Path, release: str) -> None:
        self.folder = folder
        self.release = release
        suite = suites()[release]
        self.nb, self.sb = (Ovsdb(folder, CACHE / "schemas" / suite / f"ovn-{name}.ovsschema", suite=suite) for name in ("nb", "sb"))
        self.northd = northd(folder, self.nb, self.sb, suite)
        self.chassis: dict[str, Chassis] = {}

    def add(self, name: str) -> Chassis:
        """Start a chassis."""
        self.chassis[name] = Chassis(self.folder, self.sb, name, f"127.0.0.{len(self.chassis) + 1}")
        return self.chassis[name]

    def plug(self, chassis: str, port: str, **external_ids: str) -> None:
        """Plug an interface of that name into a chassis for a logical port, and wait until it has an ofport."""
        keys = {"iface-id": port, **{key.replace("_", "-"): value for key, value in external_ids.items()}}
        ovs = self.chassis[chassis].ovs
        ovs.ctl("add-port", "br-int", port, "--", "set", "Interface", port, *(f"external_ids:{key}={value}" for key, value in keys.items()))
        wait_for(lambda: ovs.row("Interface", ["name", "==", port])["ofport"] != ["set", []], f"{port} has an ofport")

    def settle(self, wait: str = "sb") -> None:
        """Wait until ovn-northd, or the chassis too (`hv`), have taken over the Northbound."""
        self.nb.ctl(f"--wait={wait}", "sync")

    def until(self, port: str, column: str, value: object) -> None:
        """Wait until a port binding has a value (on the wire)."""
        wait_for(lambda: self.sb.row("Port_Binding", ["logical_port", "==", port])[column] == value, f"{column} of {port} is {value}")

    def uuid(self, chassis: str) -> list[str]:
        """The reference to a chassis."""
        return list(self.sb.row("Chassis", ["name", "==", chassis])["_uuid"])

    def stop(self) -> None:
        """Stop everything."""
        for chassis in self.chassis.values():
            chassis.stop()
        self.northd.stop()
        self.nb.stop()
        self.sb.stop()
