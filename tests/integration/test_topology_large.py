# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents so large that whole tables are read: the same as for small ones, which are read row by row."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine import _snapshot
from ansible_collections.northbound.ovn.tests.integration import test_topology as small
from ansible_collections.northbound.ovn.tests.support.steps import Bench

AS_SMALL = [test for name, test in vars(small).items() if name.startswith("test_") and list(inspect.signature(test).parameters) == ["bench"]]


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row is many."""
    monkeypatch.setattr(_snapshot, "MANY_NAMES", 0)
    monkeypatch.setattr(_snapshot, "MANY_UUIDS", 0)


@pytest.mark.parametrize("test", AS_SMALL, ids=lambda test: test.__name__.removeprefix("test_"))
def test_like_small_ones(bench: Bench, test: Callable[[Bench], None]) -> None:
    test(bench)


def test_rows_that_come_after_their_table_was_read(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another client makes a port of the document, and one that is the owner's, when the ports were read and their switch was not."""
    monkeypatch.setattr(_snapshot, "MANY_UUIDS", 1)
    document: dict[str, Any] = {"logical_switches": [{"name": "web", "ports": [{"name": "web-1"}]}]}
    args = {"document": document, "owner": "shop", "prune": True}
    bench.module("topology", args)
    document["logical_switches"][0]["ports"].append({"name": "web-2"})
    locate = _snapshot.Snapshot.locate
    mark = 'external_ids:"northbound.ovn:owner"=shop'

    def late(self: _snapshot.Snapshot, *rest: Any) -> None:
        monkeypatch.setattr(_snapshot.Snapshot, "locate", locate)
        for name in ("web-2", "web-3"):
            bench.db.ctl("lsp-add", "web", name, "--", "set", "Logical_Switch_Port", name, mark)
        locate(self, *rest)

    monkeypatch.setattr(_snapshot.Snapshot, "locate", late)
    bench.module("topology", args)
    assert {row["name"] for row in bench.db.rows("Logical_Switch_Port")} == {"web-1", "web-2", "web-3"}
    assert bench.module("topology", args)["counts"]["removed"] == {"Logical_Switch_Port": 1}
