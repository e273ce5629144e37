# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong with an OVSDB server, as a small tree of exceptions.

Every error carries what a program needs to react (C<code>, C<table>, C<column>,
C<object>, C<remote>, C<details>); its text is for people: what failed, where,
what to do.
"""

from __future__ import annotations


class OvsdbError(Exception):
    """Base of all errors; C<code> is stable and in snake case."""

    code = "ovsdb_error"

    def __init__(
        self,
        message: str,
        *,
        table: str | None = None,
        column: str | None = None,
        object: str | None = None,
        remote: str | None = None,
        details: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.table = table
        self.column = column
        self.object = object
        self.remote = remote
        self.details = details

    def failure(self) -> dict[str, str | None]:
        """The machine's half of the error: C<failure> in a module's result."""
        return {
            "code": self.code,
            "table": self.table,
            "column": self.column,
            "object": self.object,
            "remote": self.remote,
            "details": self.details,
        }


class ConnectFailed(OvsdbError):
    """No remote could be reached; C<transient> is false when trying again cannot help."""

    code = "connect_failed"
    transient = True


class TlsFailed(ConnectFailed):
    """The TLS handshake failed or its files cannot be used."""

    code = "tls_failed"
    transient = False


class NotLeader(ConnectFailed):
    """The server answered, but another member leads the cluster."""

    code = "not_leader"


class ConnectionLost(ConnectFailed):
    """The connection broke while a reply was awaited: the request may or may not have been carried out."""

    code = "connection_lost"


class Timeout(OvsdbError):
    """The deadline passed."""

    code = "timeout"


class SchemaMismatch(OvsdbError):
    """The server lacks a database, table or column, or has another type for it."""

    code = "schema_mismatch"


class InvalidValue(OvsdbError):
    """A value was refused before anything was sent."""

    code = "invalid_value"


class NotFound(OvsdbError):
    """A row that the request refers to does not exist."""

    code = "not_found"


class Ambiguous(OvsdbError):
    """More than one row answers to a name."""

    code = "ambiguous"


class Conflict(OvsdbError):
    """The row exists, but not where the request says."""

    code = "conflict"


class GuardFailed(OvsdbError):
    """A C<wait> of the transaction did not hold: what was read has changed since."""

    code = "guard_failed"


class ConstraintViolation(OvsdbError):
    """The server refused a value, an index or a number of rows."""

    code = "constraint_violation"


class ReferentialViolation(OvsdbError):
    """A row is still referred to, or a reference points nowhere."""

    code = "referential_violation"


class PermissionDenied(OvsdbError):
    """The server's role-based access control refused the operation."""

    code = "permission_denied"


class TransactionFailed(OvsdbError):
    """The server refused the transaction for another reason."""

    code = "transaction_failed"
