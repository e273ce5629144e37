# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""chassis_template_var against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "chassis_template_var"


def test_life_of_variables(bench: Bench) -> None:
    who = {"chassis": "hv-1"}
    row = "{Chassis_Template_Var}"
    bench.run(
        MODULE,
        [
            Step(who, "create Chassis_Template_Var chassis=hv-1", row={"chassis": "hv-1", "variables": {}, "external_ids": {}}),
            Step(
                {**who, "variables": {"NODE_IP": "192.0.2.11", "n.2": 7, "_on": True}},
                f"set Chassis_Template_Var {row} variables:NODE_IP=192.0.2.11 variables:n.2=7 variables:_on=true",
                row={"variables": {"NODE_IP": "192.0.2.11", "n.2": "7", "_on": "true"}},
            ),
            Step(
                {**who, "variables": {"NODE_IP": "192.0.2.12", "node_ip": "", "_on": None}},
                (f"set Chassis_Template_Var {row} variables:NODE_IP=192.0.2.12 variables:node_ip='\"\"'", f"remove Chassis_Template_Var {row} variables _on"),
                row={"variables": {"NODE_IP": "192.0.2.12", "node_ip": "", "n.2": "7"}},
            ),
            Step({**who, "external_ids": {"owner": "shop"}}, f"set Chassis_Template_Var {row} external_ids:owner=shop"),
            Step({**who, "variables": {}, "external_ids": {}}, f"clear Chassis_Template_Var {row} variables external_ids"),
            Step({**who, "state": "absent"}, f"destroy Chassis_Template_Var {row}"),
            Step({**who, "state": "absent"}, changed=False),
        ],
    )


def test_a_row_for_each_chassis(bench: Bench) -> None:
    bench.both("create Chassis_Template_Var chassis=hv-2 variables:NODE_IP=192.0.2.2")
    bench.run(
        MODULE,
        [
            Step({"chassis": "hv-1", "variables": {"NODE_IP": "192.0.2.1"}}, "create Chassis_Template_Var chassis=hv-1 variables:NODE_IP=192.0.2.1"),
            Step({"chassis": "hv-1", "state": "absent"}, "destroy Chassis_Template_Var {Chassis_Template_Var chassis=hv-1}"),
        ],
    )


def test_wrong_input(bench: Bench) -> None:
    for name in ("NODE-IP", "1st", "^NODE_IP", "a b", ""):
        bench.refused(MODULE, {"chassis": "hv-1", "variables": {name: "x"}}, "variables", f'"{name}"', code="invalid_value")
    bench.refused(MODULE, {"chassis": "hv-1", "variables": {"a": ["x"]}}, "variables: a", code="invalid_value")
    bench.refused(MODULE, {"chassis": ""}, "chassis", "empty", code="invalid_value")
    bench.refused(MODULE, {"variables": {"a": "x"}}, "chassis", "uuid", code="invalid_value")
