# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command and option of the newest ovn-nbctl is compared or has its reason."""

from __future__ import annotations

from collections import defaultdict

import pytest
from ansible_collections.northbound.ovn.tests.integration.nbctl.case import commands_of, used
from ansible_collections.northbound.ovn.tests.integration.nbctl.cases import CASES
from ansible_collections.northbound.ovn.tests.integration.nbctl.elsewhere import CHANGING, OPTIONS, READING
from ansible_collections.northbound.ovn.tests.support.programs import suites

TOOLS = ("ovn-nbctl", "ovn-ic-nbctl")


def _exists(tool: str) -> dict[str, set[str]]:
    """Every command that a release has, with the options of all releases."""
    found: dict[str, set[str]] = defaultdict(set)
    for suite in suites().values():
        for name, options in commands_of(suite, tool).items():
            found[name] |= options
    return found


def _compared(tool: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for case in CASES:
        if case.tool == tool:
            for name, options in used(case.command):
                found[name] |= options
    return found


@pytest.mark.parametrize("tool", TOOLS)
def test_every_command_has_a_case_or_a_reason(tool: str) -> None:
    exists, compared = _exists(tool), _compared(tool)
    reasons = [name for entry in (*READING, *CHANGING) if entry.tool == tool for name in entry.commands]
    assert sorted(set(exists) - set(compared) - set(reasons)) == [], "commands that nothing is said about"
    assert sorted(set(reasons) - set(exists)) == [], "reasons for commands that no release has"
    assert sorted(set(reasons) & set(compared)) == [], "reasons for commands that are compared"
    assert len(reasons) == len(set(reasons))


@pytest.mark.parametrize("tool", TOOLS)
def test_every_option_has_a_case_or_a_reason(tool: str) -> None:
    exists, compared = _exists(tool), _compared(tool)
    there = {(name, option) for name in compared for option in exists[name]}
    tried = {(name, option) for name in compared for option in compared[name]}
    reasons = {(name, option) for entry in OPTIONS if entry.tool == tool for name in entry.commands for option in entry.options}
    assert sorted(there - tried - reasons) == [], "options that nothing is said about"
    assert sorted(reasons - there) == [], "reasons for options that no release has"
    assert sorted(reasons & tried) == [], "reasons for options that are compared"
