# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""forwarding_group against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "forwarding_group"
VMAC = "02:00:00:00:01:0a"
WHO = {"switch": "web", "name": "gw"}
GROUP = {**WHO, "vip": "10.1.0.1", "vmac": VMAC, "child_port": ["gw-1", "gw-2"]}
PORTS = ("ls-add web", "lsp-add web gw-1", "lsp-add web gw-2", "lsp-add web gw-3")
ADD = f"fwd-group-add gw web 10.1.0.1 {VMAC} gw-1 gw-2"


def test_life_of_a_group(bench: Bench) -> None:
    bench.both(*PORTS)
    bench.run(
        MODULE,
        [
            Step(GROUP, ADD, row={**GROUP, "liveness": False, "external_ids": {}}),
            Step({**GROUP, "vmac": VMAC.upper(), "child_port": ["gw-2", "gw-1", "gw-2"], "liveness": False}, changed=False),
            Step({**WHO, "child_port": ["gw-1", "gw-3"]}, "set Forwarding_Group gw child_port=gw-1,gw-3", row={"child_port": ["gw-1", "gw-3"]}),
            Step({**WHO, "liveness": True}, "set Forwarding_Group gw liveness=true", row={"vip": "10.1.0.1"}),
            Step({**WHO, "vip": "10.1.0.2", "vmac": "2:0:0:0:1:b"}, "set Forwarding_Group gw vip=10.1.0.2 vmac='\"02:00:00:00:01:0b\"'"),
            Step({**WHO, "external_ids": {"owner": "shop"}}, "set Forwarding_Group gw external_ids:owner=shop"),
            Step({**WHO, "external_ids": {}, "liveness": False}, "clear Forwarding_Group gw external_ids -- set Forwarding_Group gw liveness=false"),
            Step({**WHO, "state": "absent"}, "fwd-group-del gw"),
            Step({**WHO, "state": "absent"}, changed=False),
        ],
    )


def test_liveness(bench: Bench) -> None:
    bench.both(*PORTS)
    bench.run(MODULE, [Step({**GROUP, "liveness": True}, f"--liveness {ADD}")])


def test_spelling_in_the_database_is_no_change(bench: Bench) -> None:
    bench.both(*PORTS, f"fwd-group-add gw web 10.1.0.1 {VMAC.upper()} gw-1 gw-2")
    bench.run(MODULE, [Step(GROUP, changed=False)])


def test_groups_of_two_switches(bench: Bench) -> None:
    bench.both(*PORTS, "ls-add app", "lsp-add app app-1", ADD)
    app = {"switch": "app", "name": "gw"}
    bench.run(MODULE, [Step({**app, "vip": "10.2.0.1", "vmac": VMAC, "child_port": ["app-1"]}, row=app), Step({**app, "state": "absent"})])
    assert bench.db.canonical() == bench.twin.canonical(), "the group of the other switch stays"


def test_wrong_input(bench: Bench) -> None:
    bench.both(*PORTS)
    for vip in ("2001:db8::1", "10.1.0.1/24", "10.1.0", "gateway"):
        bench.refused(MODULE, {**GROUP, "vip": vip}, "vip", f'"{vip}"', "IPv4", code="invalid_value")
    bench.refused(MODULE, {**GROUP, "vmac": "02:00"}, "vmac", '"02:00"', code="invalid_value")
    bench.refused(MODULE, {**GROUP, "child_port": []}, "child_port", "state: absent", code="invalid_value")
    bench.refused(MODULE, {**GROUP, "child_port": ["gw-1", ""]}, "child_port", "empty", code="invalid_value")
    for option in ("vip", "vmac", "child_port"):
        bench.refused(MODULE, {key: value for key, value in GROUP.items() if key != option}, option, "create", code="invalid_value")
    bench.refused(MODULE, {**GROUP, "switch": "nowhere"}, "switch", "'nowhere'", code="not_found")
    bench.refused(MODULE, {"name": "gw"}, "switch", code="invalid_value")
