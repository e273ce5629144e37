# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ovn-nbctl refuses the module refuses as well, and writes nothing."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Case
from ansible_collections.northbound.ovn.tests.integration.nbctl.refusals import ACCEPTED, REFUSALS
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import suites
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.steps import ctl

ACCEPTED_CASES = tuple(case for case, _words in ACCEPTED)


def _everywhere(cases: tuple[Case, ...]) -> list[tuple[str, Case]]:
    return [(release, case) for release in suites() for case in cases if release in case.releases()]


def _refuse(case: Case, server: Ovsdb) -> None:
    with pytest.raises(RuntimeError, match=f"{case.tool}: "):
        ctl(server, [case.command])


@pytest.mark.parametrize(("release", "case"), _everywhere(REFUSALS), ids=str)
def test_refused(case: Case, prepared: tuple[Ovsdb, Ovsdb]) -> None:
    ours, theirs = prepared
    _refuse(case, theirs)
    stamp = ours.stamp()
    (call,) = case.calls
    failed = run_module(call.module, {"remotes": ours.remotes, **call.args}, fails=True)
    assert "Unsupported parameters" not in failed["msg"]
    assert ours.stamp() == stamp


@pytest.mark.parametrize(("release", "case"), _everywhere(ACCEPTED_CASES), ids=str)
def test_accepted(case: Case, prepared: tuple[Ovsdb, Ovsdb]) -> None:
    ours, theirs = prepared
    _refuse(case, theirs)
    (call,) = case.calls
    assert run_module(call.module, {"remotes": ours.remotes, **call.args})["changed"]
