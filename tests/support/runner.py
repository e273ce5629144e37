# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module in this process exactly as Ansible starts it: arguments in as JSON, one JSON object out."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from ansible.module_utils import basic
from ansible.module_utils.common import warnings as ansible_warnings

Result = dict[str, Any]


class ModuleFailed(AssertionError):
    """The module reported a failure that the test did not expect."""

    def __init__(self, name: str, result: Result) -> None:
        super().__init__(f"{name}: {result.get('msg')}\n{json.dumps(result, indent=1, default=str)}")
        self.result = result


@contextlib.contextmanager
def _as_on_a_managed_node() -> Iterator[None]:
    """Since ansible-core 2.19, warnings go to the screen in a process that has imported parts of the controller."""
    internal: Any = sys.modules.get("ansible.module_utils._internal")
    was = getattr(internal, "is_controller", False)
    if was:
        internal.is_controller = False
    try:
        yield
    finally:
        if was:
            internal.is_controller = True


def load(name: str) -> ModuleType:
    """Import plugins/modules/<name>.py."""
    return importlib.import_module(f"ansible_collections.northbound.ovn.plugins.modules.{name}")


def run_module(
    name: str,
    args: Mapping[str, Any],
    *,
    check: bool = False,
    diff: bool = True,
    fails: bool | None = False,
    warnings: bool = False,
) -> Result:
    """Run plugins/modules/<name>.py and return its result.

    It must succeed (`fails`: must fail; `None`: may do either), and without a warning unless the test says that it expects one.
    """
    module = load(name)
    internal = {"_ansible_check_mode": check, "_ansible_diff": diff, "_ansible_remote_tmp": "/tmp"}
    # What Ansible's own wrapper sets; ansible-core 2.19 added the profile.
    basic._ANSIBLE_ARGS = json.dumps({"ANSIBLE_MODULE_ARGS": {**args, **internal}}).encode()
    basic._ANSIBLE_PROFILE = "legacy"
    ansible_warnings._global_warnings.clear()
    ansible_warnings._global_deprecations.clear()
    output = io.StringIO()
    with contextlib.redirect_stdout(output), _as_on_a_managed_node():
        try:
            module.main()
            code = "no exit"
        except SystemExit as leaving:
            code = str(leaving.code or 0)
        finally:
            gc.enable()  # a module that runs for itself may do without
    try:
        result = dict(json.loads(output.getvalue()))
    except ValueError as error:
        raise AssertionError(f"{name} printed no single JSON object (exit {code}): {output.getvalue()!r}") from error
    failed = bool(result.get("failed"))
    if fails is not None and failed != fails:
        raise ModuleFailed(name, result)
    assert code == ("1" if failed else "0"), f"{name}: exit code {code}"
    if not warnings:
        assert "warnings" not in result, f"{name} warns: {result['warnings']}"
    assert "deprecations" not in result, f"{name}: {result['deprecations']}"
    return result
