# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""network_function_group, and ACLs that use one, against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "network_function_group"
OLDEST, NEWEST = oldest_and_newest("ovn-nb")
oldest = pytest.mark.parametrize("_pair", [OLDEST], indirect=True, ids=["oldest"])
newest = pytest.mark.parametrize("_pair", [NEWEST], indirect=True, ids=["newest"])
GROUP = {"name": "fws", "id": 1, "mode": "inline"}
ACL = {"switch": "web", "direction": "from-lport", "priority": 5, "match": "ip4", "action": "allow-related"}
SET = "set Network_Function_Group {Network_Function_Group}"


@pytest.fixture(name="functions")
def _functions(bench: Bench) -> Bench:
    bench.both("ls-add web", "lsp-add web in", "lsp-add web out", "nf-add fw1 1 in out", "nf-add fw2 2 in out")
    return bench


@newest
def test_life_of_a_group(functions: Bench) -> None:
    functions.run(
        MODULE,
        [
            Step(GROUP, "nfg-add fws 1 inline", row={**GROUP, "network_function": [], "fallback": None, "external_ids": {}}),
            Step({"name": "fws", "network_function": ["fw2", "fw1"]}, "nfg-add-nf fws fw1 -- nfg-add-nf fws fw2", row={"network_function": ["fw1", "fw2"]}),
            Step({"name": "fws", "network_function": ["fw1", "fw2", "fw1"]}, changed=False),
            Step({"name": "fws", "network_function": ["fw2"]}, "nfg-del-nf fws fw1"),
            Step({"name": "fws", "fallback": "fail-close"}, changed=False),
            Step({"name": "fws", "fallback": "fail-open"}, f"{SET} fallback=fail-open", row={"network_function": ["fw2"]}),
            Step({"name": "fws", "fallback": "fail-close"}, f"{SET} fallback=fail-close"),
            Step({"name": "fws", "id": 255, "external_ids": {"owner": "shop"}}, f"{SET} id=255 external_ids:owner=shop"),
            Step({"name": "fws", "network_function": [], "external_ids": {}}, f"{SET} network_function=[] external_ids={{}}"),
            Step({"name": "fws", "state": "absent"}, "nfg-del fws", row={}),
            Step({"name": "fws", "state": "absent"}, changed=False),
            Step({**GROUP, "network_function": ["fw1"], "fallback": "fail-open"}, ("nfg-add fws 1 inline fw1", f"{SET} fallback=fail-open")),
        ],
    )


@newest
def test_what_northd_writes_is_left_alone(functions: Bench) -> None:
    functions.both("nfg-add fws 1 inline fw1 fw2", f"{SET} network_function_active={{Network_Function name=fw1}}")
    functions.run(
        MODULE,
        [
            Step({"name": "fws", "fallback": "fail-open", "external_ids": {}}, f"{SET} fallback=fail-open"),
            Step({"name": "fws", "network_function": ["fw2"]}, f"{SET} network_function={{Network_Function name=fw2}}"),
        ],
    )
    assert "network_function_active" not in functions.module(MODULE, {"name": "fws"})["row"]
    functions.refused(MODULE, {"name": "fws", "network_function_active": "fw1"}, "network_function_active")


@newest
def test_group_of_an_acl(functions: Bench) -> None:
    functions.both("nfg-add fws 1 inline fw1", "nfg-add others 2 inline fw2")
    functions.run(
        "acl",
        [
            Step(
                {**ACL, "network_function_group": "fws"},
                "acl-add web from-lport 5 ip4 allow-related fws",
                row={"network_function_group": "fws"},
            ),
            Step(ACL, changed=False, row={"network_function_group": "fws"}),
            Step(
                {**ACL, "network_function_group": "others"},
                "set ACL {ACL} network_function_group={Network_Function_Group name=others}",
                row={"network_function_group": "others"},
            ),
            Step({**ACL, "action": "allow"}, "set ACL {ACL} action=allow"),
        ],
    )
    functions.refused(MODULE, {"name": "others", "state": "absent"}, "'others'", "remove what still refers", code="referential_violation")
    words = "network_function_group: only for the actions allow and allow-related"
    for action in ("drop", "reject", "allow-stateless", "pass"):  # ovn-northd would make no flows of it
        functions.refused("acl", {**ACL, "action": action}, words, code="invalid_value")
        functions.refused("acl", {**ACL, "priority": 6, "action": action, "network_function_group": "fws"}, words, code="invalid_value")
    functions.refused("acl", {**ACL, "network_function_group": "none"}, "no Network_Function_Group named 'none'", code="not_found")
    functions.run(
        "acl",
        [
            Step({**ACL, "action": "drop", "network_function_group": ""}, "set ACL {ACL} action=drop network_function_group=[]"),
            Step({**ACL, "action": "drop", "network_function_group": ""}, changed=False, row={"network_function_group": None}),
        ],
    )


@newest
def test_wrong_input(functions: Bench) -> None:
    for number in (0, 256):
        functions.refused(MODULE, {**GROUP, "id": number}, f"id: {number} is not allowed", "1 to 255", code="invalid_value")
    functions.refused(MODULE, {"name": "fws"}, "id, mode: needed to create Network_Function_Group 'fws'", code="invalid_value")
    functions.refused(MODULE, {**GROUP, "network_function": ["fw3"]}, "network_function: no Network_Function named 'fw3'", code="not_found")
    functions.refused(MODULE, {**GROUP, "fallback": "open"}, "fallback", "open", "fail-close")
    functions.refused(MODULE, {**GROUP, "mode": "vtap"}, "mode: vtap needs OVN 26.09 or newer; this server has 7.18.0", code="schema_mismatch")
    functions.both("nfg-add fws 1 inline")
    functions.refused(MODULE, {**GROUP, "name": "fws2"}, "'fws2'", "(1) for index", code="constraint_violation", check=False)


@oldest
def test_older_server(bench: Bench) -> None:
    bench.both("ls-add web")
    words = "needs OVN 26.03 or newer (schema 7.18.0); this server has 7.0.0"
    bench.refused(MODULE, GROUP, f"Network_Function_Group {words}", code="schema_mismatch")
    bench.refused("acl", {**ACL, "network_function_group": "fws"}, f"network_function_group: {words}", code="schema_mismatch")
    bench.run("acl", [Step({**ACL, "network_function_group": ""}, "acl-add web from-lport 5 ip4 allow-related")])
