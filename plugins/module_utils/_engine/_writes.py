# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations that change a row which differs, for single rows and for documents. Pure."""

from __future__ import annotations

from typing import Any

from .._ovsdb._client import map_mutations
from .._ovsdb._schema import Schema
from ._compare import KeyChanges, Update
from ._read import Row

Operation = dict[str, Any]


def writes(schema: Schema, table: str, row: Row, update: Update, keys: KeyChanges) -> list[Operation]:
    """The operations that make the row's columns what the comparison says."""
    where = [["_uuid", "==", ["uuid", row.uuid]]]
    operations: list[Operation] = []
    if update:
        wire = {name: schema.column(table, name).to_wire(value) for name, value in update.items()}
        operations.append({"op": "update", "table": table, "where": where, "row": wire})
    mutations: list[list[Any]] = []
    for name, changes in keys.items():
        mutations += map_mutations(name, row.values[name], changes, schema.column(table, name).to_wire)
    if mutations:
        operations.append({"op": "mutate", "table": table, "where": where, "mutations": mutations})
    return operations


def changed_values(row: Row, update: Update, keys: KeyChanges) -> dict[str, Any]:
    """The columns that change, with their values afterwards."""
    merged = {name: {k: v for k, v in {**row.values[name], **changes}.items() if v is not None} for name, changes in keys.items()}
    return {**update, **merged}
