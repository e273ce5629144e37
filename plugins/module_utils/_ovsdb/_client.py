# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of one database: finds the server that may answer, reads and writes."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ._connection import Connection, Tls
from ._errors import (
    ConnectFailed,
    ConnectionLost,
    ConstraintViolation,
    GuardFailed,
    InvalidValue,
    NotLeader,
    OvsdbError,
    PermissionDenied,
    ReferentialViolation,
    SchemaMismatch,
    Timeout,
    TlsFailed,
    TransactionFailed,
)
from ._schema import Schema

REMOTE = re.compile(r"unix:/.+|(tcp|ssl):(\[[0-9A-Fa-f:.%\w]+\]|[^\[\]:\s]+):\d{1,5}")
RETRY_MIN, RETRY_MAX = 0.05, 1.0  # seconds between rounds over the remotes

_ERRORS = {
    "timed out": GuardFailed,
    "constraint violation": ConstraintViolation,
    "domain error": ConstraintViolation,
    "range error": ConstraintViolation,
    "referential integrity violation": ReferentialViolation,
    "permission error": PermissionDenied,
    "unknown column": SchemaMismatch,
    "unknown table": SchemaMismatch,
    # the cluster may or may not have committed it: the caller reads again
    "cluster error": ConnectionLost,
    "not leader": ConnectionLost,
}


class Select(NamedTuple):
    """One C<select>: rows of C<table> for which every condition of C<where> holds."""

    table: str
    where: tuple[tuple[str, str, Any], ...]  # (column, function, value on the wire)
    columns: tuple[str, ...]

    def operation(self) -> dict[str, Any]:
        """The operation of RFC 7047 section 5.2.2."""
        return {"op": "select", "table": self.table, "where": [list(c) for c in self.where], "columns": list(self.columns)}


def guard(select: Select, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A C<wait> that fails the transaction unless C<select> still gives C<rows> (on the wire)."""
    return {
        "op": "wait",
        "timeout": 0,
        "table": select.table,
        "where": [list(c) for c in select.where],
        "columns": list(select.columns),
        "until": "==",
        "rows": rows,
    }


def guard_existence(table: str, uuid: str) -> dict[str, Any]:
    """A C<wait> that fails the transaction unless the row is still there."""
    own = ["uuid", uuid]
    return guard(Select(table, (("_uuid", "==", own),), ("_uuid",)), [{"_uuid": own}])


def _strings(values: Mapping[str, str]) -> Any:
    return ["map", [[key, value] for key, value in sorted(values.items())]]


def map_mutations(column: str, actual: Mapping[str, Any], changes: Mapping[str, Any], to_wire: Callable[[dict[str, Any]], Any] = _strings) -> list[list[Any]]:
    """The mutations that change single keys of a map column.

    A key that exists is deleted before it is inserted, since an insertion leaves it as it is.

    :param actual: what the map holds now.
    :param changes: key to its new value, or to C<None> for removal.
    :param to_wire: turns the keys to insert into a map on the wire; by default a map of strings.
    """
    mutations: list[list[Any]] = []
    old = sorted(key for key in changes if key in actual)
    if old:
        mutations.append([column, "delete", ["set", [key for key, dummy in to_wire({key: actual[key] for key in old})[1]]]])
    new = {key: value for key, value in changes.items() if value is not None}
    if new:
        mutations.append([column, "insert", to_wire(new)])
    return mutations


class Client:
    """A connection to a database, made when first needed and again when it broke.

    :param database: C<OVN_Northbound>, C<Open_vSwitch> and so on.
    :param remotes: where to connect to; tried in random order, so that load spreads.
    :param tls: files for C<ssl:> remotes.
    :param timeout: seconds for everything the client does, from its creation on.
    :param leader_only: talk only to the leader of a cluster.
    """

    def __init__(self, database: str, remotes: list[str], tls: Tls | None = None, timeout: float = 30, leader_only: bool = True) -> None:
        self.database = database
        self.deadline = time.monotonic() + timeout
        self._remotes = list(remotes)
        self._tls = tls
        self._leader_only = leader_only
        self._connection: Connection | None = None
        self._schema: tuple[str, Schema]  # its text and what it says; set by _inspect
        if not remotes:
            raise InvalidValue("remotes: give at least one, for instance ssl:192.0.2.1:6641")
        for remote in remotes:
            if not REMOTE.fullmatch(remote):
                raise InvalidValue(f"remotes: {remote!r} is not unix:/PATH, tcp:HOST:PORT or ssl:HOST:PORT (an IPv6 address stands in brackets)", remote=remote)
            if remote.startswith("ssl:") and tls is None:
                raise InvalidValue(f"remotes: {remote} needs private_key, certificate and ca_cert", remote=remote)
        if any(remote.startswith("ssl:") for remote in remotes) and tls:
            tls.install()
        random.shuffle(self._remotes)

    @property
    def remote(self) -> str | None:
        """The remote that answers now."""
        return self._connection.remote if self._connection else None

    @property
    def schema(self) -> Schema:
        """The server's schema."""
        self._connected()
        return self._schema[1]

    def close(self) -> None:
        """Drop the connection; the next call makes a new one."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def select(self, *selects: Select) -> list[list[dict[str, Any]]]:
        """Run selects in one transaction (one consistent view); rows on the wire, one list a select."""
        if not selects:
            return []
        return [result["rows"] for result in self.transact([s.operation() for s in selects])]

    def transact(self, operations: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Run one transaction and return the result of each operation.

        :raises GuardFailed: a C<wait> did not hold.
        :raises ConnectionLost: the reply was lost; it may have been committed.
        :raises OvsdbError: the server refused it; nothing was written.
        """
        connection = self._connected()
        try:
            results = connection.call("transact", [self.database, *operations], self.deadline)
        except (ConnectFailed, Timeout):
            self.close()
            raise
        for index, result in enumerate(results):
            if result and result.get("error"):
                operation = operations[index] if index < len(operations) else {}
                if _ERRORS.get(result["error"]) is ConnectionLost:
                    self.close()
                raise _typed(result, operation, connection.remote)
        return [result for result in results if result is not None]

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> Connection:
        """Try every remote in turn until one will do, or none can any more."""
        pause = RETRY_MIN
        while True:
            errors: list[ConnectFailed] = []
            for remote in self._remotes:
                try:
                    return self._try(remote)
                except ConnectFailed as e:
                    errors.append(e)
            retry = any(e.transient for e in errors) and (len(self._remotes) > 1 or isinstance(errors[0], NotLeader))
            if not retry or time.monotonic() + pause > self.deadline:
                raise _none_of(self.database, errors)
            time.sleep(pause)
            pause = min(2 * pause, RETRY_MAX)

    def _try(self, remote: str) -> Connection:
        # no single dead host may use up the time of the others
        left = self.deadline - time.monotonic()
        deadline = time.monotonic() + (left if len(self._remotes) == 1 else min(left, max(2.0, left / len(self._remotes) / 2)))
        connection = Connection(remote, deadline)
        try:
            self._inspect(connection, deadline)
        except Timeout as e:
            connection.close()
            hint = ", or does it speak TLS (ssl:)?" if remote.startswith("tcp:") else ""
            raise ConnectFailed(f"{remote} accepts connections but does not answer; is it stuck{hint or '?'}", remote=remote) from e
        except OvsdbError:
            connection.close()
            raise
        return connection

    def _inspect(self, connection: Connection, deadline: float) -> None:
        """Ask C<_Server> whether this server serves the database, is in touch with its cluster and leads it."""
        select = Select("Database", (("name", "==", self.database),), ("model", "connected", "leader", "schema"))
        rows = connection.call("transact", ["_Server", select.operation()], deadline)[0]["rows"]
        remote = connection.remote
        if not rows:
            raise _permanent(ConnectFailed(f"{remote} serves no database {self.database}; is the port right?", remote=remote))
        row = rows[0]
        if not row["connected"] or not isinstance(row["schema"], str):
            raise NotLeader(f"{remote} is not in touch with its cluster", remote=remote)
        if self._leader_only and row["model"] == "clustered" and not row["leader"]:
            raise NotLeader(f"{remote} is not the leader of its cluster; name all members in remotes, or set leader_only to false", remote=remote)
        if self._leader_only and row["model"] == "relay":
            raise _permanent(NotLeader(f"{remote} is a relay; set leader_only to false", remote=remote))
        if not hasattr(self, "_schema") or self._schema[0] != row["schema"]:
            self._schema = (row["schema"], Schema(row["schema"]))


def _permanent(error: ConnectFailed) -> ConnectFailed:
    error.transient = False
    return error


def _none_of(database: str, errors: list[ConnectFailed]) -> ConnectFailed:
    if len(errors) == 1:
        return errors[0]
    reasons = "; ".join(dict.fromkeys(e.message for e in errors))
    kind = TlsFailed if all(isinstance(e, TlsFailed) for e in errors) else ConnectFailed
    return kind(f"no remote can serve {database}: {reasons}", remote=",".join(str(e.remote) for e in errors), details=reasons)


def _typed(result: dict[str, Any], operation: dict[str, Any], remote: str) -> OvsdbError:
    error, details = result["error"], result.get("details", "")
    kind = _ERRORS.get(error, TransactionFailed)
    remedy = "; remove what still refers to it first" if kind is ReferentialViolation else ""
    table = operation.get("table")
    where = f"{operation['op']} on {table}" if table else "commit"
    return kind(f"{remote} refused the transaction at {where}: {error}: {details}{remedy}", table=table, remote=remote, details=details or error)
