# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The samples of acl, which ACLs share, against a real server, beside ovn-nbctl."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client
from ansible_collections.northbound.ovn.tests.support.processes import at_once
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "acl"
OLDEST, NEWEST = oldest_and_newest("ovn-nb")
oldest = pytest.mark.parametrize("_pair", [OLDEST], indirect=True, ids=["oldest"])
newest = pytest.mark.parametrize("_pair", [NEWEST], indirect=True, ids=["newest"])
ACL = {"switch": "web", "direction": "to-lport", "priority": 1000, "match": "tcp", "action": "allow-related"}
OTHER = {**ACL, "match": "udp"}
TCP, UDP = "{ACL match=tcp}", "{ACL match=udp}"
AUDIT, ALL = "{Sample_Collector name=audit}", "{Sample_Collector name=all}"
NEW = "create Sample metadata="


@pytest.fixture(name="sampled")
def _sampled(bench: Bench) -> Bench:
    """A switch with two ACLs, and two collectors."""
    bench.both("ls-add web", "acl-add web to-lport 1000 tcp allow-related", "acl-add web to-lport 1000 udp allow-related")
    bench.both("create Sample_Collector id=1 name=audit set_id=1 probability=9", "create Sample_Collector id=2 name=all set_id=2 probability=9")
    return bench


def samples(bench: Bench) -> dict[int, list[str]]:
    """The samples that there are, with the uuids of their collectors."""
    found = {}
    for row in bench.db.rows("Sample"):
        kind, value = row["collectors"]
        found[row["metadata"]] = [value] if kind == "uuid" else [uuid for dummy, uuid in value]
    return found


@newest
def test_life_of_a_sample(sampled: Bench) -> None:
    sampled.run(
        MODULE,
        [
            Step(
                {**ACL, "sample_new": {"metadata": 7, "collectors": ["audit"]}},
                f"--id=@s {NEW}7 collectors={AUDIT} -- set ACL {TCP} sample_new=@s",
                row={"sample_new": {"metadata": 7, "collectors": ["audit"]}, "sample_est": {}},
            ),
            Step({**ACL, "sample_new": {"metadata": 7}}, changed=False),
            Step({**ACL, "log": True}, f"set ACL {TCP} log=true", row={"sample_new": {"metadata": 7, "collectors": ["audit"]}}),
            Step(
                {**ACL, "sample_new": {"metadata": 7, "collectors": ["all", "audit"]}},
                f"set Sample {{Sample}} collectors={AUDIT},{ALL}",
                row={"sample_new": {"metadata": 7, "collectors": ["all", "audit"]}},
            ),
            Step({**ACL, "sample_new": {"metadata": 7, "collectors": []}}, "clear Sample {Sample} collectors"),
            Step({**ACL, "sample_new": {}}, f"clear ACL {TCP} sample_new", row={"sample_new": {}}),
            Step({**ACL, "sample_new": {}}, changed=False),
        ],
    )
    assert samples(sampled) == {}


@newest
def test_created_with_the_acl(sampled: Bench) -> None:
    acl = {**ACL, "match": "icmp"}
    sampled.run(
        MODULE,
        [
            Step(
                {**acl, "sample_new": {"metadata": 1, "collectors": ["audit"]}, "sample_est": {"metadata": 2, "collectors": ["all"]}},
                (
                    "acl-add web to-lport 1000 icmp allow-related",
                    f"--id=@n {NEW}1 collectors={AUDIT} -- --id=@e {NEW}2 collectors={ALL} -- set ACL {{ACL match=icmp}} sample_new=@n sample_est=@e",
                ),
                row={"sample_est": {"metadata": 2, "collectors": ["all"]}},
            ),
            Step({**acl, "state": "absent"}, "acl-del web to-lport 1000 icmp"),
        ],
    )
    assert samples(sampled) == {}


@newest
@pytest.mark.parametrize("exists", [True, False])
def test_one_new_sample_in_both_columns(sampled: Bench, exists: bool) -> None:
    """Both name the same sample that is not there yet: one row, whichever of the two says what goes into it."""
    match = "tcp" if exists else "icmp"
    prepare = () if exists else ("acl-add web to-lport 1000 icmp allow-related",)
    both = {"metadata": 7, "collectors": ["audit"]}
    sampled.run(
        MODULE,
        [
            Step(
                {**ACL, "match": match, "sample_new": {"metadata": 7}, "sample_est": both},
                (*prepare, f"--id=@s {NEW}7 collectors={AUDIT} -- set ACL {{ACL match={match}}} sample_new=@s sample_est=@s"),
                row={"sample_new": both, "sample_est": both},
            ),
            Step(
                {**ACL, "match": match, "sample_new": {"metadata": 7, "collectors": ["all"]}},
                f"set Sample {{Sample}} collectors={ALL}",
                row={"sample_new": {"metadata": 7, "collectors": ["all"]}, "sample_est": {"metadata": 7, "collectors": ["all"]}},
            ),
            Step({**ACL, "match": match, "sample_est": {}}, f"clear ACL {{ACL match={match}}} sample_est", row={"sample_est": {}}),
            Step({**ACL, "match": match, "sample_est": {"metadata": 7}}, f"set ACL {{ACL match={match}}} sample_est={{Sample}}"),
        ],
    )
    assert list(samples(sampled)) == [7]


@newest
def test_sample_of_another_acl(sampled: Bench) -> None:
    """A sample that is there is taken, as it is or with other collectors; it goes with the last ACL that has it."""
    sampled.both(f"--id=@s {NEW}7 collectors={AUDIT} -- set ACL {UDP} sample_new=@s")
    uuid = sampled.db.row("Sample")["_uuid"]
    sampled.run(
        MODULE,
        [
            Step(
                {**ACL, "sample_est": {"metadata": 7}},
                f"set ACL {TCP} sample_est={{Sample}}",
                row={"sample_est": {"metadata": 7, "collectors": ["audit"]}},
            ),
            Step({**ACL, "sample_est": {"metadata": 7, "collectors": ["all"]}}, f"set Sample {{Sample}} collectors={ALL}"),
            Step({**OTHER}, changed=False, row={"sample_new": {"metadata": 7, "collectors": ["all"]}}),
            Step(
                {**ACL, "match": "icmp", "sample_new": {"metadata": 7}},
                ("acl-add web to-lport 1000 icmp allow-related", "set ACL {ACL match=icmp} sample_new={Sample}"),
                row={"sample_new": {"metadata": 7, "collectors": ["all"]}},
            ),
            Step({**ACL, "sample_est": {}}, f"clear ACL {TCP} sample_est"),
            Step({**OTHER, "state": "absent"}, "acl-del web to-lport 1000 udp"),
        ],
    )
    assert sampled.db.row("Sample")["_uuid"] == uuid
    sampled.run(MODULE, [Step({**ACL, "match": "icmp", "state": "absent"}, "acl-del web to-lport 1000 icmp")])
    assert samples(sampled) == {}


@newest
def test_another_number(sampled: Bench) -> None:
    """With another number it is another sample; the old one stays with the ACLs that have it."""
    sampled.both(f"--id=@s {NEW}7 collectors={AUDIT} -- set ACL {UDP} sample_new=@s -- set ACL {TCP} sample_new=@s")
    sampled.run(
        MODULE,
        [
            Step(
                {**ACL, "sample_new": {"metadata": 8}},
                f"--id=@s {NEW}8 -- set ACL {TCP} sample_new=@s",
                row={"sample_new": {"metadata": 8, "collectors": []}},
            ),
            Step({**OTHER, "sample_new": {"metadata": 8}}, f"set ACL {UDP} sample_new={{Sample metadata=8}}"),
            Step(
                {**OTHER, "sample_new": {"metadata": 9}, "sample_est": {"metadata": 8, "collectors": ["all"]}},
                (f"set Sample {{Sample}} collectors={ALL}", f"--id=@s {NEW}9 -- set ACL {UDP} sample_est={{Sample}} sample_new=@s"),
            ),
            Step(
                {**OTHER, "sample_new": {"metadata": 8}, "sample_est": {"metadata": 9}},
                f"set ACL {UDP} sample_new={{Sample metadata=8}} sample_est={{Sample metadata=9}}",
                row={"sample_new": {"metadata": 8, "collectors": ["all"]}, "sample_est": {"metadata": 9, "collectors": []}},
            ),
        ],
    )
    assert sorted(samples(sampled)) == [8, 9]


@newest
def test_collector_without_a_name(sampled: Bench) -> None:
    sampled.both("create Sample_Collector id=3 set_id=3 probability=9")
    uuid = next(row["_uuid"][1] for row in sampled.db.rows("Sample_Collector") if row["id"] == 3)
    sampled.run(
        MODULE,
        [
            Step({**ACL, "sample_new": {"metadata": 7, "collectors": [uuid, "all"]}}),
            Step(ACL, changed=False, row={"sample_new": {"metadata": 7, "collectors": sorted([uuid, "all"])}}),
        ],
    )


@newest
def test_twenty_runs_share_one_sample(sampled: Bench) -> None:
    """Every run makes its own ACL, and one of them the sample."""
    sample = {"metadata": 7, "collectors": ["audit"]}
    tasks = [[(MODULE, {"remotes": sampled.db.remotes, **ACL, "priority": number, "sample_new": sample, "sample_est": sample})] for number in range(1, 21)]
    assert all(result["changed"] for (result,) in at_once(tasks))
    uuid = sampled.db.row("Sample")["_uuid"]
    assert [row["sample_new"] == row["sample_est"] == uuid for row in sampled.db.rows("ACL") if row["priority"] <= 20] == [True] * 20


@newest
@pytest.mark.parametrize("theirs", ["made", "removed", "changed"])
def test_overtaken(sampled: Bench, theirs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another client makes, removes or changes the sample just before our transaction: the second plan takes that in."""
    if theirs != "made":
        sampled.db.ctl("--id=@s", "create", "Sample", "metadata=7", "--", "add", "ACL", _uuid(sampled, "udp"), "sample_new", "@s")
    commands = {
        "made": ["--id=@s", "create", "Sample", "metadata=7", "--", "add", "ACL", _uuid(sampled, "udp"), "sample_est", "@s"],
        "removed": ["clear", "ACL", _uuid(sampled, "udp"), "sample_new"],
        "changed": ["set", "Sample", *(row["_uuid"][1] for row in sampled.db.rows("Sample")), f"collectors={_collector(sampled, 'all')}"],
    }
    writes: list[Any] = []
    transact = Client.transact

    def overtaken(self: Client, operations: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if any(operation["op"] in ("insert", "update") for operation in operations):
            writes.append(operations)
            if len(writes) == 1:
                sampled.db.ctl(*commands[theirs])
        return transact(self, operations)

    monkeypatch.setattr(Client, "transact", overtaken)
    result = sampled.module(MODULE, {**ACL, "sample_new": {"metadata": 7, "collectors": ["audit"]}})
    assert result["changed"] is True
    assert len(writes) == 2
    assert samples(sampled) == {7: [_collector(sampled, "audit")]}
    assert sampled.db.row("ACL", ["match", "==", "tcp"])["sample_new"] == sampled.db.row("Sample")["_uuid"]


def _uuid(bench: Bench, match: str) -> str:
    return str(bench.db.row("ACL", ["match", "==", match])["_uuid"][1])


def _collector(bench: Bench, name: str) -> str:
    return str(bench.db.row("Sample_Collector", ["name", "==", name])["_uuid"][1])


@newest
def test_wrong_input(sampled: Bench) -> None:
    for number in (0, -1, 4294967296):
        sampled.refused(MODULE, {**ACL, "sample_new": {"metadata": number}}, f"sample_new: metadata: {number}", "1 to 4294967295", code="invalid_value")
    for value in (False, 7, [None]):  # what ansible-core itself trips over
        sampled.refused(MODULE, {**ACL, "sample_new": value}, "sample_new", "dict")
    sampled.refused(MODULE, {**ACL, "sample_new": {"collectors": ["all"]}}, "sample_new.metadata: needed", code="invalid_value")
    sampled.refused(
        MODULE, {**ACL, "sample_est": {"metadata": 7, "collectors": ["one"]}}, "sample_est: collectors", "Sample_Collector named 'one'", code="not_found"
    )
    sampled.refused(
        MODULE,
        {**ACL, "sample_new": {"metadata": 7, "collectors": ["all"]}, "sample_est": {"metadata": 7, "collectors": ["audit"]}},
        "sample_est: collectors of Sample 7 is not what sample_new says",
        code="invalid_value",
    )
    sampled.both("create Sample_Collector id=3 name=all set_id=3 probability=9")
    uuids = [row["_uuid"][1] for row in sampled.db.rows("Sample_Collector", ["name", "==", "all"])]
    sampled.refused(MODULE, {**ACL, "sample_new": {"metadata": 7, "collectors": ["all"]}}, *uuids, "give the uuid instead", code="ambiguous")


@oldest
def test_older_server(bench: Bench) -> None:
    bench.both("ls-add web")
    for option in ("sample_new", "sample_est"):
        words = f"{option}: needs OVN 24.09 or newer (schema 7.6.0); this server has 7.0.0"
        bench.refused(MODULE, {**ACL, option: {"metadata": 7}}, words, code="schema_mismatch")
    bench.run(MODULE, [Step({**ACL, "sample_new": {}, "sample_est": {}}, "acl-add web to-lport 1000 tcp allow-related")])
