# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""load_balancer_group against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "load_balancer_group"
BALANCERS = ("lb-add www 192.0.2.80:80 10.1.0.11:80", "lb-add mail 192.0.2.25:25 10.1.0.25:25")


def test_life_of_a_group(bench: Bench) -> None:
    bench.both(*BALANCERS)
    add = "add Load_Balancer_Group g load_balancer"
    bench.run(
        MODULE,
        [
            Step({"name": "g"}, "create Load_Balancer_Group name=g", row={"name": "g", "load_balancer": []}),
            Step({"name": "g", "load_balancer": ["www", "mail"]}, tuple(f"{add} {{Load_Balancer name={name}}}" for name in ("www", "mail"))),
            Step({"name": "g", "load_balancer": ["mail", "www", "mail"]}, changed=False),
            Step(
                {"name": "g", "load_balancer": ["mail"]}, "remove Load_Balancer_Group g load_balancer {Load_Balancer name=www}", row={"load_balancer": ["mail"]}
            ),
            Step({"name": "g", "load_balancer": []}, "clear Load_Balancer_Group g load_balancer", row={"load_balancer": []}),
            Step({"name": "g", "state": "absent"}, "destroy Load_Balancer_Group g"),
            Step({"name": "g", "state": "absent"}, changed=False),
        ],
    )


def test_balancers_stay_in_their_groups_when_they_change(bench: Bench) -> None:
    bench.both(*BALANCERS)
    bench.run(MODULE, [Step({"name": "g", "load_balancer": ["www"]})])
    bench.run("load_balancer", [Step({"name": "www", "vips": {"192.0.2.80:80": "10.1.0.12:80"}, "protocol": "udp"})])
    bench.run(MODULE, [Step({"name": "g", "load_balancer": ["www"]}, changed=False)])
    bench.run("load_balancer", [Step({"name": "www", "state": "absent"}, row={})])
    bench.run(MODULE, [Step({"name": "g", "load_balancer": []}, changed=False)])


def test_in_use(bench: Bench) -> None:
    bench.both("ls-add web", "lr-add edge")
    bench.run(MODULE, [Step({"name": "g"})])
    bench.run("logical_switch", [Step({"name": "web", "load_balancer_group": ["g"]}, row={"load_balancer_group": ["g"]})])
    bench.run("logical_router", [Step({"name": "edge", "load_balancer_group": ["g"]}, row={"load_balancer_group": ["g"]})])
    bench.refused(
        MODULE,
        {"name": "g", "state": "absent"},
        "Load_Balancer_Group 'g'",
        "load_balancer_group of Logical_Router 'edge', load_balancer_group of Logical_Switch 'web'",
        code="referential_violation",
    )
    bench.run("logical_switch", [Step({"name": "web", "load_balancer_group": []})])
    bench.run("logical_router", [Step({"name": "edge", "load_balancer_group": []})])
    bench.run(MODULE, [Step({"name": "g", "state": "absent"})])


def test_by_uuid(bench: Bench) -> None:
    bench.both(*BALANCERS, "--add-duplicate lb-add www 192.0.2.81:80 10.1.0.11:80", "create Load_Balancer_Group name=g")
    group = bench.db.row("Load_Balancer_Group")["_uuid"][1]
    twins = [row["_uuid"][1] for row in bench.db.rows("Load_Balancer", ["name", "==", "www"])]
    bench.refused(MODULE, {"name": "g", "load_balancer": ["www"]}, "load_balancer", *twins, "uuid", code="ambiguous")
    bench.run(MODULE, [Step({"uuid": group, "name": "h", "load_balancer": twins}, row={"name": "h", "load_balancer": sorted(twins)})])


def test_wrong_input(bench: Bench) -> None:
    bench.refused(MODULE, {"name": ""}, "name", "empty", code="invalid_value")
    bench.refused(MODULE, {"load_balancer": []}, "name", "uuid", code="invalid_value")
    bench.refused(MODULE, {"name": "g", "load_balancer": ["nobody"]}, "load_balancer", "'nobody'", "create it first", code="not_found")
