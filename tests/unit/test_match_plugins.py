# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test of matches and the filter that puts names into them, by themselves and in Ansible."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.northbound.ovn.plugins.filter.match_string import match_string
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._check import check
from ansible_collections.northbound.ovn.plugins.test.valid_match import valid_match
from ansible_collections.northbound.ovn.tests.support.programs import ROOT
from hypothesis import given
from hypothesis import strategies as st

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


def test_match_string() -> None:
    assert match_string("web-1") == '"web-1"'
    assert match_string('a" || 1 || inport == "b') == r'"a\" || 1 || inport == \"b"'
    assert match_string(["web-1", "wéb"]) == '{"web-1", "wéb"}'


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_a_name_stays_a_name(names: list[str]) -> None:
    expression = check(f"inport == {match_string(names)} && outport == {match_string(names[0])}")
    assert expression is not None
    assert [comparison.constants for comparison in expression.comparisons] == [tuple(names), (names[0],)]


@pytest.mark.parametrize("names", [[], None, 7, {"a": 1}, [1], "a\0b", "\ud800"])
def test_match_string_refuses(names: Any) -> None:
    with pytest.raises(AnsibleFilterError, match=r"northbound\.ovn\.match_string"):
        match_string(names)


def test_valid_match() -> None:
    assert valid_match(" ip4 && tcp.dst == 443\n")
    assert valid_match("ip4.dst == ^vip")
    assert valid_match("nd_ns_mcast")
    assert valid_match("nd_ns_mcast", "25.03")
    assert not valid_match("nd_ns_mcast", "23.03")
    assert not valid_match("ip4 && tcp.dport == 443")
    assert not valid_match("")
    for arguments in ((7,), ("ip4", "sid"), ("ip4", "25.3")):
        with pytest.raises(AnsibleFilterError, match=r"northbound\.ovn\.valid_match"):
            valid_match(*arguments)


def test_in_ansible() -> None:
    """Both are found by their names, with their documentation."""
    environment = {**os.environ, "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".cache"), "ANSIBLE_STDOUT_CALLBACK": "json", "ANSIBLE_FORCE_COLOR": "0"}
    template = (
        "{{ ('inport == ' ~ ('a b' | northbound.ovn.match_string)) is northbound.ovn.valid_match }} {{ 'ip4 &&' is northbound.ovn.valid_match('25.03') }}"
    )
    argv = ["ansible", "localhost", "-i", "localhost,", "-c", "local", "-m", "ansible.builtin.debug", "-a", json.dumps({"msg": template})]
    done = subprocess.run(argv, capture_output=True, text=True, check=True, env=environment)
    assert "True False" in done.stdout
    for kind, name in (("filter", "match_string"), ("test", "valid_match")):
        argv = ["ansible-doc", "-t", kind, "-j", f"northbound.ovn.{name}"]
        shown = json.loads(subprocess.run(argv, capture_output=True, text=True, check=True, env=environment).stdout)
        assert shown[f"northbound.ovn.{name}"]["doc"]["short_description"]
