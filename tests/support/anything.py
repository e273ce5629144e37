# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of any table out of its schema alone: the least that a server admits, and any values for its columns."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]
Base = dict[str, Any]

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
_INT64 = 2**63


class Type:
    """The type of one column, written out."""

    def __init__(self, text: Any) -> None:
        full = {"min": 1, "max": 1, **({"key": text} if isinstance(text, str) else text)}
        self.key, self.value = _base(full["key"]), _base(full.get("value"))
        self.least = int(full["min"])
        self.most = 10**6 if full["max"] == "unlimited" else int(full["max"])
        self.is_map = self.value is not None
        self.is_set = not self.is_map and self.most > 1
        self.is_optional = not self.is_map and (self.least, self.most) == (0, 1)
        holder = self.value or self.key
        self.target: str | None = holder.get("refTable")
        self.is_strong = self.target is not None and holder.get("refType", "strong") == "strong"

    def __str__(self) -> str:
        value = self.value["type"] + (" reference" if self.target else "") if self.value else ""
        key = self.key["type"] + (" reference" if self.target and not self.value else "")
        return f"map of {key} to {value}" if self.is_map else f"{'set of ' if self.is_set else 'optional ' if self.is_optional else ''}{key}"


def _base(text: Any) -> Base:
    return {"type": text} if isinstance(text, str) else text


def type_of(db: Ovsdb, table: str, column: str) -> Type:
    """The type of a column."""
    return Type(db.schema["tables"][table]["columns"][column]["type"])


def homes(db: Ovsdb, table: str) -> list[tuple[str, str]]:
    """The columns of other tables to which rows can be added that live nowhere else."""
    if db.schema["tables"][table].get("isRoot"):
        return []
    columns = [(other, name, text) for other, content in db.schema["tables"].items() for name, text in content["columns"].items() if text.get("mutable", True)]
    places = [(other, name, Type(text["type"])) for other, name, text in columns]
    return [(other, name) for other, name, type_ in places if type_.target == table and type_.is_strong and (type_.least, type_.most) != (1, 1)]


class Garden:
    """Plants rows with the least that the server admits, and whatever they need around them."""

    def __init__(self, db: Ovsdb) -> None:
        self.db = db
        self._operations: list[dict[str, Any]] = []
        self._names = (f"row{number}" for number in itertools.count())
        self._numbers: dict[str, Iterator[int]] = defaultdict(lambda: itertools.count(1))  # by column: unique values

    def plant(self, table: str) -> str:
        """Insert a row where it can live; its uuid."""
        name = self._row(table)
        self._place(table, name)
        operations, self._operations = self._operations, []
        results = self.db.transact(*operations)
        return next(str(result["uuid"][1]) for operation, result in zip(operations, results, strict=True) if operation.get("uuid-name") == name)

    def _row(self, table: str, **columns: Any) -> str:
        row = dict(columns)
        indexed = {name for index in self.db.schema["tables"][table].get("indexes", []) for name in index}
        for column, text in self.db.schema["tables"][table]["columns"].items():
            type_ = Type(text["type"])
            if column not in row and type_.least and (least := self._least(type_, self._numbers[column] if column in indexed else None)) is not None:
                row[column] = least
        name = next(self._names)
        self._operations.append({"op": "insert", "table": table, "row": row, "uuid-name": name})
        return name

    def _least(self, type_: Type, unique: Iterator[int] | None) -> Any:
        if type_.target:
            return ["named-uuid", self._row(type_.target)]
        if "enum" in type_.key:
            return _choices(type_.key)[0]
        if type_.key["type"] == "string":
            return f"x{next(unique)}" if unique else "x" if type_.is_set else None
        if type_.key["type"] == "integer":
            low = type_.key.get("minInteger", 0)
            return low + next(unique) if unique else low or None
        return None

    def _place(self, table: str, name: str) -> None:
        """Put a row into one that holds such, and that one into another, up to a table whose rows stay."""
        for holder, column in homes(self.db, table)[:1]:
            type_ = type_of(self.db, holder, column)
            number = next(self._numbers[column])
            at = type_.key.get("minInteger", 0) + number if type_.key["type"] == "integer" else f"x{number}"
            member = ["map", [[at, ["named-uuid", name]]]] if type_.is_map else ["named-uuid", name]
            if self.db.schema["tables"][holder].get("maxRows") == 1:
                value = member if type_.is_map else ["set", [member]]
                operation = {"op": "mutate", "mutations": [[column, "insert", value]]} if type_.most > 1 else {"op": "update", "row": {column: member}}
                self._operations.append({**operation, "table": holder, "where": []})
            else:
                self._place(holder, self._row(holder, **{column: member}))


def values(type_: Type, targets: list[str]) -> Strategy:
    """Any value that a column can hold, as a task gives it; references to rows with these uuids."""
    atom = _atoms(type_.key, [] if type_.is_map else targets)
    if type_.value:
        keys = atom if type_.key["type"] == "uuid" else atom.map(str)  # as JSON has them
        return st.dictionaries(keys, _atoms(type_.value, targets), max_size=3)
    if type_.is_set:
        return st.lists(atom, min_size=type_.least, max_size=min(type_.most, 3), unique=True)
    return st.none() | atom if type_.is_optional else atom


def _atoms(base: Base, targets: list[str]) -> Strategy:
    if "enum" in base:
        return st.sampled_from(_choices(base))
    if base["type"] == "uuid":
        return st.sampled_from(targets) if "refTable" in base else st.uuids().map(str)
    bounds = {"integer": (-_INT64, _INT64 - 1), "real": (-1e300, 1e300)}.get(base["type"])
    if bounds is None:
        return st.booleans() if base["type"] == "boolean" else TEXT
    kind = base["type"].capitalize()
    low, high = base.get(f"min{kind}", bounds[0]), base.get(f"max{kind}", bounds[1])
    return st.integers(low, high) if kind == "Integer" else st.floats(low, high).map(lambda number: float(f"{number:.15g}")).filter(_is_told)


def _is_told(number: float) -> bool:
    """Whether OVSDB, which writes 15 digits, takes a number and gives it back as it was."""
    return not number or 1e-300 < abs(number) < 1e300


def _choices(base: Base) -> list[Any]:
    enum = base["enum"]
    return list(enum[1]) if isinstance(enum, list) else [enum]
