# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""sample_collector against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "sample_collector"
OLDEST, NEWEST = oldest_and_newest("ovn-nb")
oldest = pytest.mark.parametrize("_pair", [OLDEST], indirect=True, ids=["oldest"])
newest = pytest.mark.parametrize("_pair", [NEWEST], indirect=True, ids=["newest"])
COLLECTOR = {"id": 1, "set_id": 100, "probability": 65535}


@newest
def test_life_of_a_collector(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step({**COLLECTOR, "name": "audit"}, "create Sample_Collector id=1 name=audit set_id=100 probability=65535", row={**COLLECTOR, "name": "audit"}),
            Step({"id": 1}, changed=False, row={"name": "audit"}),
            Step({"id": 1, "probability": 0}, "set Sample_Collector {Sample_Collector} probability=0", row={"set_id": 100}),
            Step({"id": 1, "set_id": 4294967295, "name": "all"}, "set Sample_Collector {Sample_Collector} set_id=4294967295 name=all"),
            Step({"id": 1, "external_ids": {"owner": "shop"}}, "set Sample_Collector {Sample_Collector} external_ids:owner=shop"),
            Step({"id": 1, "name": "", "external_ids": {}}, "set Sample_Collector {Sample_Collector} name='\"\"' external_ids={}"),
            Step({"id": 1, "state": "absent"}, "destroy Sample_Collector {Sample_Collector}", row={}),
            Step({"id": 1, "state": "absent"}, changed=False),
        ],
    )


@newest
def test_another_number_by_uuid(bench: Bench) -> None:
    bench.both("create Sample_Collector id=1 name=audit set_id=100 probability=5", "create Sample_Collector id=2 name=all set_id=100 probability=6")
    uuid = bench.db.row("Sample_Collector", ["name", "==", "audit"])["_uuid"][1]
    bench.run(MODULE, [Step({"uuid": uuid, "id": 3}, "set Sample_Collector {Sample_Collector name=audit} id=3", row={"probability": 5})])
    bench.refused(MODULE, {"uuid": uuid, "id": 2}, uuid, "identical values", code="constraint_violation", check=False)


@newest
def test_not_removed_under_a_sample(bench: Bench) -> None:
    bench.both("ls-add web", "create Sample_Collector id=1 name=audit set_id=100 probability=65535", "acl-add web to-lport 1 ip4 allow")
    bench.both("--id=@s create Sample metadata=7 collectors={Sample_Collector} -- set ACL {ACL} sample_new=@s")
    bench.refused(MODULE, {"id": 1, "state": "absent"}, "Sample_Collector '1'", "remove what still refers to it first", code="referential_violation")
    bench.both("clear ACL {ACL} sample_new")
    bench.run(MODULE, [Step({"id": 1, "state": "absent"}, "destroy Sample_Collector {Sample_Collector}")])


@newest
def test_wrong_input(bench: Bench) -> None:
    for number in (0, 256, -1):
        bench.refused(MODULE, {**COLLECTOR, "id": number}, f"id: {number} is not allowed", "1 to 255", code="invalid_value")
    for number in (-1, 65536):
        bench.refused(MODULE, {**COLLECTOR, "probability": number}, f"probability: {number}", "0 to 65535", code="invalid_value")
    for number in (0, 4294967296):
        bench.refused(MODULE, {**COLLECTOR, "set_id": number}, f"set_id: {number}", "1 to 4294967295", code="invalid_value")
    bench.refused(MODULE, {"name": "audit"}, "id: needed to tell which Sample_Collector is meant", code="invalid_value")
    bench.refused(MODULE, {"id": 1, "name": "audit"}, "set_id, probability: needed to create Sample_Collector '1'", code="invalid_value")
    bench.refused(MODULE, {"id": "one"}, "id", "one")
    bench.refused(MODULE, {"id": [2**63, None, None]}, "an option is not of its type")  # ansible-core itself trips over it


@oldest
def test_older_server(bench: Bench) -> None:
    words = "Sample_Collector needs OVN 24.09 or newer (schema 7.6.0); this server has 7.0.0"
    bench.refused(MODULE, COLLECTOR, words, code="schema_mismatch")
    bench.refused(MODULE, {"id": 1, "state": "absent"}, words, code="schema_mismatch")
