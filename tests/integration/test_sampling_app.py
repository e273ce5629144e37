# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sampling_app against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "sampling_app"
OLDEST, NEWEST = oldest_and_newest("ovn-nb")
oldest = pytest.mark.parametrize("_pair", [OLDEST], indirect=True, ids=["oldest"])
newest = pytest.mark.parametrize("_pair", [NEWEST], indirect=True, ids=["newest"])


@newest
def test_life_of_an_application(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step({"type": "acl-new", "id": 11}, "create Sampling_App type=acl-new id=11", row={"type": "acl-new", "id": 11}),
            Step({"type": "drop", "id": 255}, "create Sampling_App type=drop id=255"),
            Step({"type": "acl-new"}, changed=False, row={"id": 11}),
            Step({"type": "acl-new", "id": 12}, "set Sampling_App {Sampling_App type=acl-new} id=12"),
            Step({"type": "acl-new", "external_ids": {"owner": "shop"}}, "set Sampling_App {Sampling_App type=acl-new} external_ids:owner=shop"),
            Step({"type": "acl-new", "external_ids": {}}, "clear Sampling_App {Sampling_App type=acl-new} external_ids"),
            Step({"type": "acl-new", "state": "absent"}, "destroy Sampling_App {Sampling_App type=acl-new}", row={}),
            Step({"type": "acl-new", "state": "absent"}, changed=False),
        ],
    )
    assert [row["type"] for row in bench.db.rows("Sampling_App")] == ["drop"]


@newest
def test_wrong_input(bench: Bench) -> None:
    for number in (0, 256):
        bench.refused(MODULE, {"type": "drop", "id": number}, f"id: {number} is not allowed", "1 to 255", code="invalid_value")
    bench.refused(MODULE, {"type": "nat", "id": 1}, "type", "nat", "acl-est")
    bench.refused(MODULE, {"id": 1}, "type: needed to tell which Sampling_App is meant", code="invalid_value")
    bench.refused(MODULE, {"type": "drop"}, "id: needed to create Sampling_App 'drop'", code="invalid_value")


@oldest
def test_older_server(bench: Bench) -> None:
    words = "Sampling_App needs OVN 24.09 or newer (schema 7.6.0); this server has 7.0.0"
    bench.refused(MODULE, {"type": "drop", "id": 1}, words, code="schema_mismatch")
