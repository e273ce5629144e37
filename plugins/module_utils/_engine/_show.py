# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How rows look to users: options instead of columns, names instead of uuids."""

from __future__ import annotations

from typing import Any

from .._model._declare import Child, Column, Entity
from ._desired import Desired
from ._names import with_names
from ._read import Current, Row

Shown = dict[str, Any]


class View:
    """Shows rows with the names that were read beside them."""

    def __init__(self, desired: Desired, current: Current) -> None:
        self._desired = desired
        self._current = current
        # a name that the user gave (or a uuid) is shown as given
        self._names = {**current.names, **{uuid: name for (_table, name), uuid in current.uuids.items()}}

    def row(self, row: Row) -> Shown:
        """Every declared option of a row, its parent, its children and what it is attached to."""
        entity, current = self._desired.entity, self._current
        shown = self.columns(entity, row)
        if current.home and current.home.option and current.parent:
            shown = {current.home.option: self._names.get(current.parent), **shown}
        for child in entity.children:
            rows = self.children(child, row.children.get(child.option, []))
            shown[child.option] = (rows[0] if rows else {}) if child.single else rows
        for attachment in entity.attachments:
            shown[attachment.option] = sorted(self._names.get(uuid, uuid) for uuid in current.attached.get(attachment.option, []))
        return shown

    def children(self, child: Child, rows: list[Row]) -> list[Shown]:
        """Inline rows, in the order of their identity, or of all that they hold if nothing identifies them."""
        shown = [self.columns(child.entity, row) for row in rows]
        return sorted(shown, key=lambda options: [str(options[option]) for option in child.entity.identity or options])

    def columns(self, entity: Entity, row: Row) -> Shown:
        """The declared options of a row's own columns that the server has."""
        shown = {}
        for column in entity.columns:
            if column.name not in row.values:
                continue
            value = row.values[column.name]
            if column.key:
                value = column.out_of_map(value)
            elif column.ref:
                value = with_names(value, self._names)
            elif isinstance(value, dict):
                hidden = column.daemon_keys | _keys_with_options(entity, column)
                value = {k: v for k, v in value.items() if k not in hidden}
            shown[column.option] = value
        return shown

    def managed(self, shown: Shown) -> Shown:
        """Only the options that the task gives, and those that identify the row: what a diff is about."""
        desired, entity = self._desired, self._desired.entity
        options = {c.option for c in entity.columns if (c.name in desired.cleared and not c.key) or _is_managed(entity, c, desired.columns)}
        options |= {*desired.children, *desired.attachments, *entity.identity}
        if desired.parent:
            options.add(desired.parent[0].option)
        return {option: value for option, value in shown.items() if option in options}


def _keys_with_options(entity: Entity, column: Column) -> frozenset[str]:
    """The keys of a map column that options of their own show."""
    return frozenset(c.key for c in entity.columns if c.key and c.name == column.name)


def _is_managed(entity: Entity, column: Column, desired: Shown) -> bool:
    if column.name not in desired:
        return False
    if column.key:
        return column.key in desired[column.name]
    own = _keys_with_options(entity, column)
    return not own or not own.issuperset(desired[column.name])
