# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A database's content without its uuids, so that what two ways of making it left can be compared."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.northbound.ovn.tests.support.rpc import Row

# Written by daemons and by everybody who waits: no difference in meaning.
_COUNTERS = {"nb_cfg", "nb_cfg_timestamp", "sb_cfg", "sb_cfg_timestamp", "hv_cfg", "hv_cfg_timestamp"}


def canonical(schema: dict[str, Any], tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Rows by table, references replaced by what they point to; empty tables are left out."""
    rows = {row["_uuid"][1]: (name, row) for name, content in tables.items() for row in content}

    def label(uuid: str) -> Any:
        """A row as seen from another one: its unique name if it has one, else all of its content."""
        if uuid not in rows:
            return f"dangling {uuid}"
        table, row = rows[uuid]
        for index in schema["tables"][table].get("indexes", []):
            return [table, *(native(row[column]) for column in index)]
        return [table, content(row)]

    def native(value: Any) -> Any:
        if not isinstance(value, list):
            return value
        kind, inner = value
        if kind in ("uuid", "named-uuid"):
            return label(inner)
        if kind == "set":
            return sorted((native(item) for item in inner), key=_order)
        return {str(key): native(item) for key, item in sorted(inner)}

    def content(row: Row) -> Row:
        hidden = {"_uuid", "_version"} | _COUNTERS
        return {column: native(value) for column, value in sorted(row.items()) if column not in hidden}

    return {name: sorted((content(row) for row in content_of), key=_order) for name, content_of in sorted(tables.items()) if content_of}


def _order(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
