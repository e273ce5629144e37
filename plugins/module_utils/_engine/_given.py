# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a task gives for any column to the column's native value, by the type that the server's schema says. Pure."""

from __future__ import annotations

import math
import re
import sys
from typing import Any, Callable

from .._ovsdb._errors import InvalidValue
from .._ovsdb._schema import Column
from ._desired import is_uuid

_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}  # templates give text
_INT64 = range(-(2**63), 2**63)


def native(column: Column, value: Any, where: str, keep_null: bool = False) -> Any:
    """The native value of C<column>; a reference stays the name or uuid that was given.

    C<None> and an empty text are an optional column without a value, C<None> an empty set or map as well.

    :param where: begins the message: what the column belongs to.
    :param keep_null: keys of a map may be C<None>.
    :raises InvalidValue: names the column, the value and what was expected.
    """
    complaint = InvalidValue(f"{where}{column.name}: {value!r} is not {expected(column)}", table=column.table, column=column.name, details=repr(value))
    try:
        if column.is_map:
            return _map(column, {} if value is None else value, keep_null)
        if column.is_set:
            return sorted({_key(column, item) for item in _list([] if value is None else value)})
        if column.is_optional and value in (None, ""):
            return None
        return _key(column, value)
    except ValueError as e:
        raise complaint from e


def expected(column: Column) -> str:
    """What a column holds, in words."""
    key = _WORDS[column.atomic_type]
    if column.is_map:
        value = f"name or uuid of a {column.ref_table}" if column.ref_table else _WORDS[column.value_type or ""]
        return f"a dictionary of {key} to {value}"
    if column.ref_table:
        key = f"name or uuid of a {column.ref_table}"
    if column.is_set:
        return f"a list, each element {_article(key)} {key}"
    return f"{_article(key)} {key}" + (" or null" if column.is_optional else "")


def _article(words: str) -> str:
    return "an" if words[0] == "i" else "a"


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError
    return value


def _key(column: Column, value: Any) -> Any:
    if column.ref_table and not column.is_map:
        return _text(value)
    return _ATOMS[column.atomic_type](value)


def _map(column: Column, value: Any, keep_null: bool) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise ValueError
    atom = _text if column.ref_table else _ATOMS[column.value_type or ""]
    return {_key(column, k): None if v is None and keep_null else atom(v) for k, v in value.items()}


def _integer(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*[-+]?\d+\s*", value, re.ASCII):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value not in _INT64:
        raise ValueError
    return value


def _real(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError
    number = float(f"{float(value):.15g}")  # a server tells no more digits, and what it tells must be what it has
    if not math.isfinite(number) or 0 < abs(number) < sys.float_info.min:
        raise ValueError
    return number


def _boolean(value: Any) -> bool:
    if isinstance(value, str):
        value = _BOOLEANS.get(value.strip().lower())
    if not isinstance(value, bool):
        raise ValueError
    return value


def _string(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if not isinstance(value, str) or "\0" in value:  # OVSDB's JSON has no null character
        raise ValueError
    value.encode()  # nor half of a surrogate pair
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return _string(value)


def _uuid(value: Any) -> str:
    if not isinstance(value, str) or not is_uuid(value):
        raise ValueError
    return value.lower()


_ATOMS: dict[str, Callable[[Any], Any]] = {"integer": _integer, "real": _real, "boolean": _boolean, "string": _string, "uuid": _uuid}
_WORDS = {"integer": "integer", "real": "number", "boolean": "boolean", "string": "string", "uuid": "uuid"}
