# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cutting a byte stream into JSON values, whatever the network made of it."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._connection import Framer
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(st.sampled_from('{}[]"\\,:aé網🙂\n '), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)


@given(
    messages=st.lists(st.dictionaries(TEXT, JSON, max_size=3), max_size=5),
    ascii_only=st.booleans(),
    separator=st.sampled_from(["", " ", "\n"]),
    sizes=st.lists(st.integers(1, 40), min_size=1),
)
def test_any_cut_gives_the_messages(messages: list[dict[str, Any]], ascii_only: bool, separator: str, sizes: list[int]) -> None:
    data = separator.join(json.dumps(message, ensure_ascii=ascii_only) for message in messages).encode()
    framer, found, start, turn = Framer(), [], 0, 0
    while start < len(data):
        size = sizes[turn % len(sizes)]
        found += framer.feed(data[start : start + size])
        start, turn = start + size, turn + 1
    found += framer.flush()
    assert found == messages
    assert not framer.pending


@given(message=st.dictionaries(TEXT, JSON, min_size=1, max_size=3), cut=st.integers(0, 1000))
def test_unfinished_stays(message: dict[str, Any], cut: int) -> None:
    data = json.dumps(message, ensure_ascii=False).encode()
    cut %= len(data)
    framer = Framer()
    assert framer.feed(data[:cut]) + framer.flush() == []
    assert framer.pending is bool(cut)
    assert framer.feed(data[cut:]) + framer.flush() == [message]
