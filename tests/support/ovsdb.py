# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A standalone ovsdb-server with one database."""

from __future__ import annotations

import itertools
import json
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ansible_collections.northbound.ovn.tests.support.dump import canonical
from ansible_collections.northbound.ovn.tests.support.process import Daemon, run
from ansible_collections.northbound.ovn.tests.support.programs import program, program_of
from ansible_collections.northbound.ovn.tests.support.rpc import Row, Rpc
from ansible_collections.northbound.ovn.tests.support.tls import Identity

_numbers: Iterator[int] = itertools.count()
# The one row that a database of this name has from its first start on (`ovn-nbctl init`, `ovs-vsctl init`).
GLOBAL = {
    "OVN_Northbound": "NB_Global",
    "OVN_Southbound": "SB_Global",
    "OVN_IC_Northbound": "IC_NB_Global",
    "OVN_IC_Southbound": "IC_SB_Global",
    "Open_vSwitch": "Open_vSwitch",
    "hardware_vtep": "Global",
}
_TOOLS = {
    "OVN_Northbound": "ovn-nbctl",
    "OVN_Southbound": "ovn-sbctl",
    "OVN_IC_Northbound": "ovn-ic-nbctl",
    "OVN_IC_Southbound": "ovn-ic-sbctl",
    "Open_vSwitch": "ovs-vsctl",
    "hardware_vtep": "vtep-ctl",
}


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(path: Path) -> bool:
    """Whether somebody listens on a unix socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


class Ovsdb:
    """An ovsdb-server; with `port` it also listens there in plain TCP, with an identity too in TLS only.

    With `suite` server and tools are those of that suite of Debian, otherwise the installed ones. With `own_rows` it listens also
    where the rows of its table Connection say, with the files that its row of SSL names, as ovn-ctl starts it.
    """

    def __init__(
        self, folder: Path, schema: Path, *, port: int | None = None, identity: Identity | None = None, suite: str | None = None, own_rows: bool = False
    ) -> None:
        number = next(_numbers)
        self._program = partial(program_of, suite) if suite else program
        self.folder = folder
        self.schema: dict[str, Any] = json.loads(schema.read_text())
        self.database: str = self.schema["name"]
        self.file = folder / f"{number}.db"
        self.socket = folder / f"{number}.sock"
        self.control = folder / f"{number}.ctl"
        run(self._program("ovsdb-tool"), "create", self.file, schema)
        argv: list[str | Path] = [self._program("ovsdb-server"), f"--unixctl={self.control}", f"--remote=punix:{self.socket}"]
        self.remotes = [f"unix:{self.socket}"]
        if identity is not None:
            argv += identity.arguments()
        if port is not None:
            argv.append(f"--remote={'ptcp' if identity is None else 'pssl'}:{port}:127.0.0.1")
            self.remotes = [f"{'tcp' if identity is None else 'ssl'}:127.0.0.1:{port}"]
        if own_rows:
            argv.append(f"--remote=db:{self.database},{GLOBAL[self.database]},connections")
            argv += [f"--{column.replace('_', '-')}=db:{self.database},SSL,{column}" for column in ("private_key", "certificate", "ca_cert")]
        self.daemon = Daemon([*argv, self.file], folder, f"ovsdb{number}", lambda: answers(self.socket))
        self._rpc: Rpc | None = None
        self.init()

    @property
    def unix(self) -> str:
        """Its local remote."""
        return f"unix:{self.socket}"

    @property
    def rpc(self) -> Rpc:
        """A connection to it, kept open."""
        if self._rpc is None:
            self._rpc = Rpc(self.socket)
        return self._rpc

    def stop(self) -> None:
        """Stop the server."""
        if self._rpc is not None:
            self._rpc.close()
            self._rpc = None
        self.daemon.stop()

    def transact(self, *operations: Row) -> list[Any]:
        """One raw transaction."""
        return self.rpc.transact(self.database, *operations)

    def insert(self, table: str, row: Row) -> str:
        """Insert one row of a root table and return its uuid."""
        return str(self.transact({"op": "insert", "table": table, "row": row})[0]["uuid"][1])

    def rows(self, table: str, *where: Any) -> list[Row]:
        """The rows of a table in the wire's own form."""
        return self.rpc.select(self.database, table, *where)

    def row(self, table: str, *where: Any) -> Row:
        """The only row of a table that fits."""
        (row,) = self.rows(table, *where)
        return row

    def init(self) -> None:
        """Make the row of the global table, where there is one, if it is not there."""
        table = GLOBAL.get(self.database)
        if table and not self.rows(table):
            self.insert(table, {})

    def wipe(self, init: bool = True) -> None:
        """Delete every row: a new database as quickly as can be."""
        self.transact(*({"op": "delete", "table": table, "where": []} for table in self.schema["tables"]))
        if init:
            self.init()

    def tables(self) -> dict[str, list[Row]]:
        """Every row of every table, with uuids and versions."""
        names = list(self.schema["tables"])
        results = self.transact(*({"op": "select", "table": name, "where": []} for name in names))
        return {name: result["rows"] for name, result in zip(names, results, strict=True)}

    def canonical(self) -> dict[str, list[Row]]:
        """The content without uuids: equal for two databases that mean the same."""
        return canonical(self.schema, self.tables())

    def stamp(self) -> tuple[int, int]:
        """Changes with every byte that is written: the file is a log that only grows."""
        status = self.file.stat()
        return status.st_size, status.st_mtime_ns

    def ctl(self, *arguments: str) -> str:
        """Run this database's own command line tool (ovn-nbctl, ovn-sbctl, ovs-vsctl)."""
        options = ["--no-wait"] if self.database == "Open_vSwitch" else []
        return run(self._program(_TOOLS[self.database]), f"--db={self.unix}", *options, "--timeout=20", *arguments)
