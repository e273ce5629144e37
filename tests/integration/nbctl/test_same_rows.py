# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each module call leaves the rows that the command of ovn-nbctl leaves, and finds nothing to do where the command was."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Case, Tables
from ansible_collections.northbound.ovn.tests.integration.nbctl.cases import CASES
from ansible_collections.northbound.ovn.tests.integration.nbctl.differences import DIFFERENCES
from ansible_collections.northbound.ovn.tests.support.dump import canonical
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.programs import suites
from ansible_collections.northbound.ovn.tests.support.rpc import Row
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.steps import ctl

PAIRS = [(release, case) for release in suites() for case in CASES if release in case.releases()]


@pytest.mark.parametrize(("release", "case"), PAIRS, ids=str)
def test_same_rows(case: Case, prepared: tuple[Ovsdb, Ovsdb]) -> None:
    ours, theirs = prepared
    before = theirs.canonical()
    assert ours.canonical() == before

    ctl(theirs, [case.command])
    changed = [run_module(call.module, {"remotes": ours.remotes, **call.args})["changed"] for call in case.calls]

    left, wanted = theirs.canonical(), ours.canonical()
    difference = DIFFERENCES[case.differs] if case.differs else None
    if difference and difference.mend:
        tables = theirs.tables()
        difference.mend(tables)
        mended = canonical(theirs.schema, tables)
        assert mended != left, f"there is no such difference any more: {case.differs}"
        left = mended
    if wanted != left:
        pytest.fail(f"the module leaves {_only_in(wanted, left)}, and the command {_only_in(left, wanted)}", pytrace=False)
    assert any(changed) is (wanted != before), f"the calls say changed={changed}"

    stamp = theirs.stamp()
    again = [run_module(call.module, {"remotes": theirs.remotes, **call.args}) for call in case.calls]
    rewritten = [result["diff"] for result in again if result["changed"]]
    assert bool(rewritten) is bool(difference and difference.rewrites), f"the module would change what the command wrote: {rewritten}"
    assert (theirs.stamp() != stamp) is bool(rewritten)
    if rewritten and not (difference and difference.apart):
        assert theirs.canonical() == wanted


def _only_in(dump: Tables, other: Tables) -> list[tuple[str, Row]]:
    return [(table, row) for table, rows in dump.items() for row in rows if row not in other.get(table, [])]


def test_every_case_is_run_on_some_release() -> None:
    nowhere = {str(case) for case in CASES} - {str(case) for release, case in PAIRS}
    assert not nowhere, "no release has these commands with these options"


def test_every_difference_is_met() -> None:
    assert set(DIFFERENCES) == {case.differs for case in CASES} - {""}
