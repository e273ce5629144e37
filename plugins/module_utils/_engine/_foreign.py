# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows and keys that another program keeps are left alone. Pure."""

from __future__ import annotations

from typing import Any, Optional

from .._model._declare import Foreign
from .._ovsdb._errors import Conflict
from ._desired import Desired


def owner(desired: Desired, values: dict[str, Any]) -> Optional[Foreign]:
    """Whose row this is, if it is not the task's.

    :param values: the row's native values.
    """
    for foreign in desired.entity.foreign:
        if is_marked(foreign, values) and desired.columns.get(foreign.column) != foreign.mark:
            return foreign
    return None


def is_marked(foreign: Foreign, values: dict[str, Any]) -> bool:
    """Whether a row bears another program's mark."""
    value = values.get(foreign.column)
    return foreign.mark in value if isinstance(value, dict) else bool(value == foreign.mark)


def refuse_removal(desired: Desired, values: dict[str, Any]) -> None:
    """Raise Conflict if the row that is to be removed is another program's."""
    foreign = owner(desired, values)
    if foreign:
        raise _conflict(desired, foreign, "would make it again")


def refuse_change(desired: Desired, values: dict[str, Any], changed: set[str]) -> None:
    """Raise Conflict if a change concerns another program.

    :param changed: the columns that differ; of maps, the keys.
    """
    foreign = owner(desired, values)
    if foreign and (changed if foreign.keys is None else changed & foreign.keys):
        raise _conflict(desired, foreign, "writes " + ("it" if foreign.keys is None else ", ".join(sorted(changed & foreign.keys))))


def _conflict(desired: Desired, foreign: Foreign, why: str) -> Conflict:
    return Conflict(
        f"{desired} belongs to {foreign.owner} ({foreign.column}: {foreign.mark}), which {why}; change it where {foreign.owner} has it from",
        table=desired.entity.table,
        object=str(desired),
    )
