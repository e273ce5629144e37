# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checker of matches and OVN's own parser are of one opinion, in each release.

`make fuzz` compares many more expressions: MATCHES says how many, and MATCHES_SEED which ones.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._check import MatchError, Names, check
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._doubts import never
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._fields import FIELDS, RELEASES
from ansible_collections.northbound.ovn.tests.support.match_oracle import ADDRESS_SETS, PORT_GROUPS, Oracle
from ansible_collections.northbound.ovn.tests.support.match_texts import Writer
from ansible_collections.northbound.ovn.tests.support.programs import suites
from ansible_collections.northbound.ovn.tests.unit.test_match import VALID, WRONG

COUNT = int(os.environ.get("MATCHES") or 1500)
SEED = int(os.environ.get("MATCHES_SEED") or (1 if os.environ.get("CI") else random.randrange(10**9)))
NAMES = Names(ADDRESS_SETS, PORT_GROUPS)


@pytest.fixture(scope="module", params=suites(), name="oracle")
def _oracle(request: pytest.FixtureRequest, session_folder: Path) -> Iterator[Oracle]:
    oracle = Oracle(session_folder, request.param)
    yield oracle
    oracle.stop()


def complaint(text: str, release: str) -> str:
    """What our checker says."""
    try:
        check(text, NAMES, release)
    except MatchError as e:
        return str(e)
    return ""


def test_the_releases_are_those_of_the_table() -> None:
    assert set(RELEASES) == set(suites())


def test_every_field(oracle: Oracle) -> None:
    """Each has the width and the level that the table says, in the releases that it says."""
    for field in FIELDS.values():
        there = not field.lacks(oracle.release)
        answer = oracle.verdict(f"{field.name}[{field.width or 1}] == 1").complaint
        assert ("expecting field name" not in answer) is there, f"{field.name}: {answer}"
        if there:
            assert (f"of {field.width}-bit field" if field.width else "subfield of string field") in answer, f"{field.name}: {answer}"
            answer = oracle.verdict(f"{field.name} < {1 if field.width else chr(34) * 2}").complaint
            assert (f"with {field.level} field" in answer) is (field.level != "ordinal"), f"{field.name}: {answer}"


@pytest.mark.parametrize("valid", [True, False])
def test_cases(oracle: Oracle, valid: bool) -> None:
    for text in VALID if valid else [text for text, _column, _words in WRONG]:
        # sets and groups of these names are not there, so that OVN has to complain of those
        known = text.replace("@web", "@pg").replace("$admins", "$v4").replace("@admins", "@pg")
        verdict = oracle.verdict(known)
        assert verdict.valid is valid, f"{text}: {verdict}"


def test_expressions_at_random(oracle: Oracle) -> None:
    """None that one of us takes and the other refuses, and no doubt where a packet can match."""
    valid = 0
    for text in islice((text for text in Writer(SEED).texts() if "^" not in text), COUNT):
        verdict = oracle.verdict(text)
        ours = complaint(text, oracle.release)
        assert verdict.valid is not bool(ours), f"seed {SEED}: {text!r}: OVN {oracle.release} says {verdict.complaint!r}, and we {ours!r}"
        if verdict.valid and text not in oracle.given_up:
            valid += 1
            node = check(text, NAMES)
            assert node is not None
            assert verdict.contradictory or not never(node), f"seed {SEED}: {text!r} can match"
    assert COUNT * 0.2 < valid < COUNT * 0.8, "expressions of both kinds"
    assert len(oracle.given_up) <= COUNT // 500, oracle.given_up


def test_the_daemon_says_what_a_logical_flow_says(oracle: Oracle) -> None:
    """The quick way to OVN's opinion is the true one."""
    texts = islice((text for text in Writer(SEED + 1).texts() if "^" not in text), max(40, COUNT // 100))
    for text in ["ip4", "ip4 &&", "inport == @pg && ip4.src == $v4", "inport == @web", *texts]:
        assert oracle.verdict(text).valid is oracle.logical_flow(text).valid, f"seed {SEED}: {text!r}"


def test_contradictions(oracle: Oracle) -> None:
    """OVN knows of the same ones."""
    for text in ("ip4.src == 10.0.0.1 && ip6.dst == ::1", "tcp && udp", "ct.new && !ct.new", "80 >= tcp.dst >= 90", 'inport == "a" && inport == "b"'):
        assert oracle.verdict(text).contradictory, text
    assert not oracle.verdict("!ip.later_frag && arp").contradictory
