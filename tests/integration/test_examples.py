# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the modules' documentation, on a real server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.northbound.ovn.tests.support.runner import load
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

_NORTHBOUND = yaml.safe_load((Path(__file__).parents[2] / "meta/runtime.yml").read_text())["action_groups"]["nb"]
_WRITERS = [name for name in _NORTHBOUND if hasattr(load(name), "run")]


def _filled(value: Any, item: Any) -> Any:
    """Arguments of a task in a loop; all that the examples use of templates."""
    if isinstance(value, dict):
        return {key: _filled(entry, item) for key, entry in value.items()}
    return item if value == "{{ item }}" else value


@pytest.mark.parametrize("name", _WRITERS)
def test_examples(bench: Bench, name: str) -> None:
    """Task after task: each needs no more than those before it, changes something, and nothing when it runs again."""
    tasks = yaml.safe_load(load(name).EXAMPLES)
    assert f"northbound.ovn.{name}" in tasks[-1], "the last example is about the module itself"
    for task in tasks:
        assert task["name"][0].isupper()
        module = next(key for key in task if key.startswith("northbound.ovn."))
        for item in task.get("loop", [None]):
            bench.run(module.rpartition(".")[2], [Step(_filled(task[module], item))])


@pytest.mark.parametrize("name", _WRITERS)
def test_every_field_of_the_row_is_documented(bench: Bench, name: str) -> None:
    fields = list(yaml.safe_load(load(name).RETURN)["row"]["contains"])
    rows = []
    for task in yaml.safe_load(load(name).EXAMPLES):
        module = next(key for key in task if key.startswith("northbound.ovn."))
        for item in task.get("loop", [None]):
            result = bench.module(module.rpartition(".")[2], _filled(task[module], item))
            if module == f"northbound.ovn.{name}" and result["row"]:
                rows.append(list(result["row"]))
    assert rows
    for row in rows:
        assert row == [field for field in fields if field in row], "the same fields in the same order"
