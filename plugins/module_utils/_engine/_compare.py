# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between a row as it is and as it is desired. Pure."""

from __future__ import annotations

from typing import Any

from .._model._declare import Column, Entity
from .._ovsdb._schema import Schema
from ._desired import Desired
from ._foreign import owner
from ._read import Current, Row, canonical_or_raw

Update = dict[str, Any]  # column to its new native value
KeyChanges = dict[str, "dict[str, Any]"]  # map column to what changes in it: key to its new value, or to None for removal


class Comparison:
    """Compares rows of one database, with the names that were read."""

    def __init__(self, current: Current, schema: Schema) -> None:
        self._uuids = current.uuids
        self._schema = schema
        self._columns: dict[tuple[str, str], Column] = {}

    def identifies(self, desired: Desired, row: Row) -> bool:
        """Whether a row has the desired identity."""
        for option, value in desired.identity.items():
            column = desired.entity.column(option)
            actual = row.values[column.name]
            if canonical_or_raw(column, column.empty if actual is None else actual) != value:
                return False
        return True

    def holds(self, desired: Desired, row: Row) -> bool:
        """Whether a row is already as desired."""
        return self.differences(desired.entity, row, desired) == ({}, {})

    def differences(self, entity: Entity, row: Row, desired: Desired) -> tuple[Update, KeyChanges]:
        """The columns that differ, with their new values; and the maps that do, with what changes in them."""
        update: Update = {}
        keys: KeyChanges = {}
        for name, value in desired.columns.items():
            actual = row.values[name]
            if isinstance(value, dict):
                value = self.native(entity, name, value)
                if name in desired.cleared:
                    foreign = owner(desired, row.values)
                    kept = foreign.keys if foreign and foreign.keys else frozenset()
                    value = {**dict.fromkeys(_clearable(entity, name, actual) - kept), **value}
                changes = self._map_changes(entity, name, value, actual)
                if changes:
                    keys[name] = changes
                continue
            new = self.native(entity, name, value)
            if new != actual and not self._same(self._column(entity, name), new, actual):
                update[name] = new
        return update, keys

    def new(self, entity: Entity, columns: dict[str, Any]) -> dict[str, Any]:
        """Native values of a new row, references resolved, without what is to be removed."""
        values = {}
        for name, value in columns.items():
            if isinstance(value, dict):
                value = {k: v for k, v in value.items() if v is not None}
            values[name] = self.native(entity, name, value)
        return values

    def native(self, entity: Entity, name: str, value: Any) -> Any:
        """A desired value as the database has it: references resolved, nothing for an empty text in an optional column."""
        column = self._column(entity, name)
        if column.ref and value:
            if isinstance(value, list):
                return sorted({self._uuids[column.ref.table, item] for item in value})
            if isinstance(value, dict):
                return {key: None if item is None else self._uuids[column.ref.table, item] for key, item in value.items()}
            return self._uuids[column.ref.table, value]
        if value == "" and self._schema.column(entity.table, name).is_optional:
            return None
        return value

    def _column(self, entity: Entity, name: str) -> Column:
        column = self._columns.get((entity.table, name))
        if column is None:
            column = self._columns[entity.table, name] = _declared(entity, name)
        return column

    def _map_changes(self, entity: Entity, name: str, wanted: dict[str, Any], actual: dict[str, Any]) -> dict[str, Any]:
        """The keys that differ: to their new value, or to C<None> for removal."""
        column = self._column(entity, name)
        changes: dict[str, Any] = {}
        spelled = {column.canonical_key(key): key for key in actual} if column.key_check else {}
        for wanted_key, value in wanted.items():
            key = wanted_key if wanted_key in actual else spelled.get(wanted_key, wanted_key)
            if value is None:
                if key in actual:
                    changes[key] = None
            elif key not in actual or (actual[key] != value and column.canonical({key: value}) != canonical_or_raw(column, {key: actual[key]})):
                changes[key] = value
        return changes

    def _same(self, column: Column, new: Any, actual: Any) -> bool:
        """Whether two values mean the same: in another spelling, or as the meaning of an empty column."""
        if column.ref:
            return False
        if column.empty is not None and actual in (None, ""):
            return bool(new == column.empty)
        return bool(canonical_or_raw(column, actual) == new)


def _clearable(entity: Entity, name: str, actual: dict[str, Any]) -> set[str]:
    """The keys of a map that go when users clear it; where a key is kept, so are those that go on from it: C<KEY:...>."""
    column = _declared(entity, name)
    kept = column.daemon_keys | column.kept_keys | {c.key for c in entity.columns if c.name == name and c.key}
    begun = tuple(f"{key}:" for key in column.kept_keys)
    return {key for key in actual if key not in kept and not str(key).startswith(begun)}


def _declared(entity: Entity, name: str) -> Column:
    """The declaration of an OVSDB column: the one for the whole column, before those for its keys."""
    own = [c for c in entity.columns if c.name == name]
    return min(own, key=lambda c: c.key is not None)
