# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""logical_switch against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "logical_switch"


def test_life_of_a_switch(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step({"name": "web", "state": "absent"}, changed=False),
            Step({"name": "web"}, "ls-add web", row={"name": "web", "other_config": {}}),
            Step(
                {
                    "name": "web",
                    "other_config": {"subnet": "10.1.0.0/24", "mcast_snoop": True, "fdb_age_threshold": 30},
                },
                "set Logical_Switch web other_config:subnet=10.1.0.0/24 other_config:mcast_snoop=true other_config:fdb_age_threshold=30",
                row={"other_config": {"subnet": "10.1.0.0/24", "mcast_snoop": "true", "fdb_age_threshold": "30"}},
            ),
            Step(
                {
                    "name": "web",
                    "other_config": {"subnet": "10.2.0.0/24", "mcast_snoop": None},
                    "external_ids": {"owner": "shop"},
                },
                (
                    "set Logical_Switch web other_config:subnet=10.2.0.0/24 external_ids:owner=shop",
                    "remove Logical_Switch web other_config mcast_snoop",
                ),
                row={"other_config": {"subnet": "10.2.0.0/24", "fdb_age_threshold": "30"}},
            ),
            Step({"name": "web", "other_config": {"mcast_snoop": None}}, changed=False),
            Step({"name": "web", "other_config": {}}, "clear Logical_Switch web other_config", row={"other_config": {}}),
            Step({"name": "web", "state": "absent"}, "ls-del web", row={}),
            Step({"name": "web", "state": "absent"}, changed=False),
        ],
    )


def test_created_with_everything(bench: Bench) -> None:
    bench.both("create Load_Balancer_Group name=public", "create Copp name=guard")
    bench.run(
        MODULE,
        [
            Step(
                {
                    "name": "web",
                    "other_config": {"subnet": "10.1.0.0/24", "exclude_ips": None},
                    "load_balancer_group": ["public"],
                    "copp": "guard",
                    "external_ids": {"owner": "shop"},
                },
                (
                    "ls-add web",
                    "set Logical_Switch web other_config:subnet=10.1.0.0/24 external_ids:owner=shop",
                    "add Logical_Switch web load_balancer_group {Load_Balancer_Group}",
                    "set Logical_Switch web copp={Copp}",
                ),
                row={"load_balancer_group": ["public"], "copp": "guard"},
            ),
            Step(
                {"name": "web", "load_balancer_group": [], "copp": "", "external_ids": {}},
                ("clear Logical_Switch web load_balancer_group copp external_ids",),
                row={"load_balancer_group": [], "copp": None, "external_ids": {}},
            ),
        ],
    )


def test_renamed_by_uuid(bench: Bench) -> None:
    bench.both("ls-add web")
    uuid = bench.db.row("Logical_Switch")["_uuid"][1]
    result = bench.run(MODULE, [Step({"uuid": uuid, "name": "shop"}, "set Logical_Switch web name=shop")])
    assert result["uuid"] == uuid


def test_two_of_one_name(bench: Bench) -> None:
    bench.both("ls-add web", "--add-duplicate ls-add web", "ls-add other")
    uuids = [row["_uuid"][1] for row in bench.db.rows("Logical_Switch", ["name", "==", "web"])]
    result = bench.refused(MODULE, {"name": "web", "external_ids": {"a": "b"}}, "web", *uuids, "uuid", code="ambiguous")
    assert result["failure"]["table"] == "Logical_Switch"
    bench.refused(MODULE, {"name": "web", "state": "absent"}, *uuids, code="ambiguous")
    bench.refused("logical_switch_port", {"switch": "web", "name": "web-1"}, "switch", *uuids, code="ambiguous")
    bench.run(MODULE, [Step({"uuid": uuids[0], "name": "shop"}, row={"name": "shop"})])


def test_wrong_input(bench: Bench) -> None:
    bench.refused(MODULE, {}, "name")
    bench.refused(MODULE, {"name": ""}, "name", "empty")
    bench.refused(
        MODULE,
        {"name": "web", "other_config": {"subnet": "10.1.0.0"}},
        "other_config",
        "subnet",
        "10.1.0.0",
        "10.1.0.0",
    )
    bench.refused(MODULE, {"name": "web", "other_config": {"interconn-ts": "ts1"}}, "interconn-ts", "daemons")
    bench.refused(MODULE, {"name": "web", "other_config": {"a": ["b"]}}, "other_config", "a", "['b']")
    bench.refused(MODULE, {"name": "web", "copp": "nobody"}, "copp", "'nobody'", code="not_found")
    bench.refused(MODULE, {"name": "web", "load_balancer_group": ["nobody"]}, "load_balancer_group", "'nobody'", code="not_found")
    bench.refused(MODULE, {"uuid": "web"}, "uuid", "'web'", code="invalid_value")
    missing = "00000000-0000-4000-8000-000000000000"
    bench.refused(MODULE, {"uuid": missing, "external_ids": {"a": "b"}}, missing, code="not_found")


def test_key_of_ovn_ic_is_kept(bench: Bench) -> None:
    bench.both("ls-add ts1", "set Logical_Switch ts1 other_config:interconn-ts=ts1 other_config:mcast_snoop=true")
    bench.run(
        MODULE,
        [
            Step(
                {"name": "ts1", "other_config": {}},
                "remove Logical_Switch ts1 other_config mcast_snoop",
                row={"other_config": {}},
            )
        ],
    )


def test_text_that_a_server_hangs_up_on(bench: Bench) -> None:
    for args in ({"name": "web", "external_ids": {"a": "\0"}}, {"name": "web", "external_ids": {"\0": "a"}}):
        bench.refused(MODULE, args, "null character", code="invalid_value")
