# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the queries of the Southbound have in common: native rows, and how far each chassis is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Optional

from .._ovsdb._client import Client, Select
from .._ovsdb._schema import Schema

Row = dict[str, Any]

GLOBAL = Select("SB_Global", (), ("_uuid", "nb_cfg", "options"))
PRIVATE = Select("Chassis_Private", (), ("_uuid", "name", "chassis", "nb_cfg", "nb_cfg_timestamp"))
HA_GROUPS = Select("HA_Chassis_Group", (), ("_uuid", "name", "ha_chassis"))
HA_CHASSIS = Select("HA_Chassis", (), ("_uuid", "chassis", "priority", "external_ids"))


def where(select: Select, column: str, value: Any) -> Select:
    """The same columns of the rows whose C<column> is C<value> (on the wire)."""
    return select._replace(where=((column, "==", value),))


def of_uuid(select: Select, uuid: str) -> Select:
    """The same columns of one row."""
    return where(select, "_uuid", ["uuid", uuid])


def native_rows(client: Client, *selects: Select) -> list[list[Row]]:
    """Run selects in one transaction; rows with native values.

    The columns that the server's release lacks are left out.
    """
    schema = client.schema
    asked = [select._replace(columns=tuple(name for name in select.columns if name == "_uuid" or schema.has(select.table, name))) for select in selects]
    return [[_native(schema, select, row) for row in rows] for select, rows in zip(asked, client.select(*asked))]


def _native(schema: Schema, select: Select, row: Row) -> Row:
    return {name: schema.column(select.table, name).to_native(row[name]) for name in select.columns}


def items(text: Optional[str]) -> list[str]:
    """The parts of a comma-separated list."""
    return [part for part in (text or "").split(",") if part]


def pairs(text: Optional[str]) -> dict[str, str]:
    """C<net:bridge,net:bridge> as a dictionary; what has no colon is left out, as ovn-controller does."""
    return {key: value for key, sep, value in (part.partition(":") for part in items(text)) if sep}


def candidates(group: Row, members: dict[str, Row], names: dict[str, str]) -> list[Row]:
    """The chassis of an HA chassis group, that of the highest priority first.

    C<chassis> is C<None> while the Southbound has no such chassis; ovn-northd keeps its name beside it.

    :param members: the rows of HA_Chassis by uuid.
    :param names: uuid to name of chassis.
    """
    found = [members[uuid] for uuid in group["ha_chassis"] if uuid in members]
    entries = [
        {
            "name": names.get(row["chassis"] or "") or row["external_ids"].get("chassis-name", ""),
            "chassis": row["chassis"],
            "priority": row["priority"],
        }
        for row in found
    ]
    return sorted(entries, key=lambda entry: (-entry["priority"], entry["name"]))


@dataclass(frozen=True)
class Progress:
    """How far the configuration has come.

    :param nb_cfg: what ovn-northd has written the Southbound for.
    :param reported: chassis to its row of Chassis_Private. Empty when the chassis are told not to report.
    """

    nb_cfg: int
    northd_version: Optional[str]
    reported: dict[str, Row]

    @classmethod
    def of(cls, global_rows: list[Row], private_rows: Iterable[Row]) -> Progress:
        """From the rows of SB_Global and Chassis_Private."""
        options: dict[str, str] = global_rows[0]["options"] if global_rows else {}
        silent = options.get("enable_chassis_nb_cfg_update") == "false"
        return cls(
            global_rows[0]["nb_cfg"] if global_rows else 0,
            options.get("northd_internal_version"),
            {} if silent else {row["chassis"]: row for row in private_rows if row["chassis"]},
        )

    def lag(self, chassis: Optional[str]) -> Optional[int]:
        """By how many configurations a chassis (its uuid) is behind; C<None> if it does not report."""
        row = self.reported.get(chassis or "")
        return None if row is None else max(0, self.nb_cfg - row["nb_cfg"])
