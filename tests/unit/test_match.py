# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows without an identity find themselves, in whatever order the server gives them."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._match import match

Columns = dict[str, Any]


def _holds(wanted: Columns, row: Columns) -> bool:
    return wanted.items() <= row.items()


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ([{"rate": 5}, {"rate": 5, "burst": 1}], [{"rate": 5, "burst": 0}, {"rate": 5, "burst": 1}]),
        ([{"rate": 5}, {"burst": 1}], [{"rate": 5, "burst": 1}, {"rate": 5, "burst": 0}]),
        # each has to move on for the next
        ([{"a": 1}, {"b": 1}, {"c": 1}], [{"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 0}, {"a": 1, "b": 0, "c": 0}]),
    ],
)
def test_all_that_is_there_is_found(wanted: list[Columns], rows: list[Columns]) -> None:
    for some in permutations(wanted):
        for found in permutations(rows):
            pairs = match(some, found, _holds)
            assert sorted(pairs) == list(range(len(wanted)))
            assert len(set(pairs.values())) == len(wanted)
            assert all(_holds(some[index], found[position]) for index, position in pairs.items())


def test_what_is_not_there_is_left_out() -> None:
    assert match([{"a": 1}, {"a": 2}, {"a": 1}], [{"a": 3}, {"a": 1}], _holds) == {0: 1}
    assert match([], [{"a": 1}], _holds) == {}
    assert match([{"a": 1}], [], _holds) == {}


def test_many() -> None:
    """Without deep recursion, whether rows are told apart at once or not at all."""
    rows = list(range(1500))
    assert match(rows, rows[::-1], lambda wanted, row: wanted == row) == {number: 1499 - number for number in rows}
    assert sorted(match(rows, rows, lambda wanted, row: True)) == rows
