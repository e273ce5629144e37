# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ha_chassis_group against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "ha_chassis_group"


def test_life_of_a_group(bench: Bench) -> None:
    group = {"name": "gateways"}
    first = {"chassis_name": "gw1", "priority": 20}
    bench.run(
        MODULE,
        [
            Step(group, "ha-chassis-group-add gateways", row={"name": "gateways", "ha_chassis": []}),
            Step({**group, "ha_chassis": [first]}, "ha-chassis-group-add-chassis gateways gw1 20", row={"ha_chassis": [{**first, "external_ids": {}}]}),
            Step({**group, "ha_chassis": [{"chassis_name": "gw2", "priority": 10}, first]}, "ha-chassis-group-add-chassis gateways gw2 10"),
            Step({**group, "ha_chassis": [{"chassis_name": "gw1"}, {"chassis_name": "gw2"}]}, changed=False),
            Step(
                {**group, "ha_chassis": [{"chassis_name": "gw1", "priority": 5}, {"chassis_name": "gw2"}]},
                "ha-chassis-group-set-chassis-prio gateways gw1 5",
            ),
            Step({**group, "external_ids": {"owner": "shop"}}, "set HA_Chassis_Group gateways external_ids:owner=shop"),
            Step(
                {**group, "external_ids": {}, "ha_chassis": [{"chassis_name": "gw2"}]},
                "clear HA_Chassis_Group gateways external_ids -- ha-chassis-group-remove-chassis gateways gw1",
            ),
            Step({**group, "ha_chassis": []}, "ha-chassis-group-remove-chassis gateways gw2"),
            Step({**group, "state": "absent"}, "ha-chassis-group-del gateways"),
            Step({**group, "state": "absent"}, changed=False),
        ],
    )


def test_created_with_chassis(bench: Bench) -> None:
    chassis = [{"chassis_name": "gw1", "priority": 20, "external_ids": {"rack": 1}}, {"chassis_name": "gw2"}]
    bench.run(
        MODULE,
        [
            Step(
                {"name": "gateways", "ha_chassis": chassis},
                (
                    "ha-chassis-group-add gateways",
                    "ha-chassis-group-add-chassis gateways gw1 20 -- ha-chassis-group-add-chassis gateways gw2 0",
                    "set HA_Chassis {HA_Chassis chassis_name=gw1} external_ids:rack=1",
                ),
            ),
            Step({"name": "gateways", "state": "absent"}, "ha-chassis-group-del gateways"),
        ],
    )


def test_what_is_not_given_is_left_alone(bench: Bench) -> None:
    """Keys of others on members, rows of members that stay, and other groups with the same chassis."""
    bench.both(
        "ha-chassis-group-add gateways -- ha-chassis-group-add-chassis gateways gw1 20 -- ha-chassis-group-add-chassis gateways gw2 10",
        "set HA_Chassis {HA_Chassis chassis_name=gw2} external_ids:other=1",
        "ha-chassis-group-add others -- ha-chassis-group-add-chassis others gw1 99",
        "set HA_Chassis_Group gateways external_ids:other=1",
    )
    stays = bench.db.row("HA_Chassis", ["priority", "==", 10])["_uuid"]
    bench.run(
        MODULE,
        [
            Step(
                {"name": "gateways", "external_ids": {"owner": "shop"}, "ha_chassis": [{"chassis_name": "gw2", "external_ids": {"owner": "shop"}}]},
                (
                    "set HA_Chassis_Group gateways external_ids:owner=shop -- ha-chassis-group-remove-chassis gateways gw1",
                    "set HA_Chassis {HA_Chassis chassis_name=gw2} external_ids:owner=shop",
                ),
                row={"external_ids": {"other": "1", "owner": "shop"}},
            )
        ],
    )
    assert bench.db.row("HA_Chassis", ["chassis_name", "==", "gw2"])["_uuid"] == stays


def test_group_that_a_port_needs(bench: Bench) -> None:
    bench.both("lr-add edge", "lrp-add edge edge-wan 02:00:00:00:01:01 192.0.2.1/24", "ha-chassis-group-add gateways")
    bench.run(
        "logical_router_port",
        [Step({"name": "edge-wan", "ha_chassis_group": "gateways"}, "set Logical_Router_Port edge-wan ha_chassis_group={HA_Chassis_Group}")],
    )
    bench.refused(MODULE, {"name": "gateways", "state": "absent"}, "gateways", "still names it", code="referential_violation")


def test_wrong_input(bench: Bench) -> None:
    bench.refused(MODULE, {"ha_chassis": []}, "name", code="invalid_value")
    bench.refused(MODULE, {"name": ""}, "name", "must not be empty", code="invalid_value")
    bench.refused(MODULE, {"name": "gateways", "ha_chassis": [{"priority": 1}]}, "chassis_name")
    bench.refused(MODULE, {"name": "gateways", "ha_chassis": [{"chassis_name": ""}]}, "ha_chassis[0].chassis_name", code="invalid_value")
    twice = [{"chassis_name": "gw1"}, {"chassis_name": "gw1", "priority": 2}]
    bench.refused(MODULE, {"name": "gateways", "ha_chassis": twice}, "ha_chassis[1]", "gw1", "twice", code="invalid_value")
    bench.refused(MODULE, {"name": "gateways", "ha_chassis": [{"chassis_name": "gw1", "priority": 32768}]}, "priority", "32768", code="invalid_value")
