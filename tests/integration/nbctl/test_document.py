# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people read is what the tests compare."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.document import document
from ansible_collections.northbound.ovn.tests.support.programs import ROOT


def test_the_document_is_up_to_date() -> None:
    assert (ROOT / "docs" / "ovn-nbctl.md").read_text() == document(), "run tools/nbctl-table"
