# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a task gives for a column to its native value, by every type that OVSDB has."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._given import expected, native
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._schema import Schema

UUID = "5e3c58ca-2a53-44e7-9b7a-7f8d1a6c7f5e"
ATOMS = ("integer", "real", "boolean", "string", "uuid")
COLUMNS = {
    **{atom: {"type": atom} for atom in ATOMS},
    **{f"{atom}?": {"type": {"key": atom, "min": 0}} for atom in ATOMS},
    **{f"{atom}s": {"type": {"key": atom, "min": 0, "max": "unlimited"}} for atom in ATOMS},
    "ref": {"type": {"key": {"type": "uuid", "refTable": "T"}, "min": 0}},
    "refs": {"type": {"key": {"type": "uuid", "refTable": "T"}, "min": 0, "max": "unlimited"}},
    "numbers": {"type": {"key": "integer", "value": "real", "min": 0, "max": "unlimited"}},
    "places": {"type": {"key": "integer", "value": {"type": "uuid", "refTable": "T"}, "min": 0, "max": "unlimited"}},
}
NAMES = {name: name.replace("?", "_optional") for name in COLUMNS}
SCHEMA = Schema(json.dumps({"name": "S", "tables": {"T": {"columns": {NAMES[name]: text for name, text in COLUMNS.items()}}}}))


def given(name: str, value: Any, **how: Any) -> Any:
    return native(SCHEMA.column("T", NAMES[name]), value, "columns: ", **how)


@pytest.mark.parametrize(
    ("name", "value", "result"),
    [
        ("integer", 7, 7),
        ("integer", " -7 ", -7),
        ("real", 7, 7.0),
        ("real", "0.1", 0.1),
        ("real", 1 / 3, 0.333333333333333),
        ("boolean", "Yes", True),
        ("boolean", "false", False),
        ("string", 7, "7"),
        ("string", True, "true"),
        ("string", "", ""),
        ("uuid", UUID.upper(), UUID),
        ("integer?", None, None),
        ("integer?", "", None),
        ("boolean?", "", None),
        ("string?", "", None),
        ("ref", "", None),
        ("ref", "web", "web"),
        ("integers", [3, "1", 3], [1, 3]),
        ("strings", None, []),
        ("refs", ["b", "a", "b"], ["a", "b"]),
        ("numbers", {"1": 2, 3: "4.5"}, {1: 2.0, 3: 4.5}),
        ("numbers", None, {}),
        ("places", {"1": "web"}, {1: "web"}),
    ],
)
def test_taken(name: str, value: Any, result: Any) -> None:
    assert given(name, value) == result
    assert type(given(name, value)) is type(result)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("integer", None),
        ("integer", True),
        ("integer", 7.0),
        ("integer", "seven"),
        ("integer", -(2**63) - 1),
        ("real", "nan"),
        ("real", 1e400),
        ("real", 5e-324),
        ("real", False),
        ("boolean", 1),
        ("boolean", "maybe"),
        ("string", None),
        ("string", "\0"),
        ("string", "\ud800"),
        ("string", ["a"]),
        ("uuid", "web"),
        ("uuid", 7),
        ("ref", ["web"]),
        ("ref", 7),
        ("refs", "web"),
        ("refs", [None]),
        ("integers", 7),
        ("integers", ["x"]),
        ("strings", [["a"]]),
        ("numbers", [1]),
        ("numbers", {"x": 1}),
        ("numbers", {"1": None}),
        ("places", {"1": ""}),
    ],
)
def test_refused_in_words(name: str, value: Any) -> None:
    column = SCHEMA.column("T", NAMES[name])
    with pytest.raises(InvalidValue) as caught:
        given(name, value)
    assert caught.value.message == f"columns: {NAMES[name]}: {value!r} is not {expected(column)}"
    assert (caught.value.table, caught.value.column) == ("T", NAMES[name])


def test_keys_to_be_removed() -> None:
    assert given("numbers", {"1": None, "2": 3}, keep_null=True) == {1: None, 2: 3.0}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("integer", "an integer"),
        ("real?", "a number or null"),
        ("uuids", "a list, each element a uuid"),
        ("refs", "a list, each element a name or uuid of a T"),
        ("numbers", "a dictionary of integer to number"),
        ("places", "a dictionary of integer to name or uuid of a T"),
    ],
)
def test_what_is_expected(name: str, words: str) -> None:
    assert expected(SCHEMA.column("T", NAMES[name])) == words
