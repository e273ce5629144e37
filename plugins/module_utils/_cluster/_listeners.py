# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The addresses a database server listens on, kept in a small database of its own beside it.

The Connection table of a clustered database is one for the whole cluster, so it cannot say "this server's address"; and
only a Connection row can give a listener a role. ovsdb-server therefore offers Local_Config (ovsdb.local-config(5)), a
standalone database beside the clustered one, in every release this collection supports.

Its published schema has a hole: without a table RBAC_Role a database grants everything to every role, so a chassis
could give itself a listener without a role. The schema here has that table, empty, and so grants such clients nothing.
"""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import ClusterError, Database, Run, checked

_STRINGS = {"type": {"key": "string", "value": "string", "min": 0, "max": "unlimited"}}
_SCHEMA = {
    "name": "Local_Config",
    "version": "1.0.0",
    "tables": {
        "Config": {
            "columns": {"connections": {"type": {"key": {"type": "uuid", "refTable": "Connection"}, "min": 0, "max": "unlimited"}}},
            "maxRows": 1,
            "isRoot": True,
        },
        "Connection": {
            "columns": {
                "target": {"type": "string"},
                "role": {"type": "string"},
                "read_only": {"type": "boolean"},
                "inactivity_probe": {"type": {"key": "integer", "min": 0, "max": 1}},
                "max_backoff": {"type": {"key": {"type": "integer", "minInteger": 1000}, "min": 0, "max": 1}},
                "other_config": _STRINGS,
                "external_ids": _STRINGS,
                "is_connected": {"type": "boolean", "ephemeral": True},
                "status": {**_STRINGS, "ephemeral": True},
            },
            "indexes": [["target"]],
        },
        "RBAC_Role": {"columns": {"name": {"type": "string"}, "permissions": _STRINGS}, "isRoot": True},
    },
}
_COLUMNS = ("target", "role", "inactivity_probe")


def served(run: Run, db: Database) -> bool:
    """Whether the running server has the database of listeners open."""
    code, out, dummy = run(["ovsdb-client", "-t", "30", "list-dbs", f"unix:{db.socket}"])
    return code == 0 and "Local_Config" in out.split()


def read_listeners(run: Run, db: Database, online: bool) -> dict[str, dict[str, Any]]:
    """The rows of the Connection table, by target; none when there is no such database yet."""
    if not os.path.exists(db.listeners_file):
        return {}
    select = {"op": "select", "table": "Connection", "where": [], "columns": ["_uuid", *_COLUMNS]}
    rows = _transact(run, db, online, [select], write=False)[0]["rows"]
    return {row["target"]: row for row in rows}


def listener_operations(current: dict[str, dict[str, Any]], wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The operations that make the rows the wanted ones; none when they are."""
    changes: list[dict[str, Any]] = []
    references: list[list[str]] = []
    for number, listener in enumerate(wanted):
        row = {column: listener[column] for column in _COLUMNS}
        found = current.get(row["target"])
        if found is None:
            references.append(["named-uuid", f"listener{number}"])
            changes.append({"op": "insert", "table": "Connection", "uuid-name": f"listener{number}", "row": row})
            continue
        references.append(found["_uuid"])
        if any(found[column] != row[column] for column in _COLUMNS):
            changes.append({"op": "update", "table": "Connection", "where": [["_uuid", "==", found["_uuid"]]], "row": row})
    if not changes and len(references) == len(current):
        return []
    # Rows that nothing refers to are removed by the server, so the set of references is all there is to replace.
    everything = {"connections": ["set", references]}
    return [
        *changes,
        {"op": "delete", "table": "Config", "where": []},
        {"op": "insert", "table": "Config", "row": everything},
    ]


def write_listeners(run: Run, db: Database, online: bool, operations: list[dict[str, Any]]) -> None:
    """Carry the operations out: through the server when it runs, which then listens at once, or in the file."""
    if not os.path.exists(db.listeners_file):
        os.makedirs(db.data_directory, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", suffix=".ovsschema") as schema:
            json.dump(_SCHEMA, schema)
            schema.flush()
            checked(run, ["ovsdb-tool", "create", db.listeners_file, schema.name])
    _transact(run, db, online, operations, write=True)


def _transact(run: Run, db: Database, online: bool, operations: list[dict[str, Any]], *, write: bool) -> list[Any]:
    text = json.dumps(["Local_Config", *operations])
    if online:
        out = checked(run, ["ovsdb-client", "-t", "30", "transact", f"unix:{db.socket}", text])
    else:
        out = checked(run, ["ovsdb-tool", "transact" if write else "query", db.listeners_file, text])
    results: list[Any] = json.loads(out)
    failed = [result for result in results if result and "error" in result]
    if failed:
        raise ClusterError(f"{db.listeners_file}: {failed[0]['error']}: {failed[0].get('details', '')}")
    return results
