# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""logical_router_static_route against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "logical_router_static_route"


@pytest.fixture(autouse=True)
def _router(bench: Bench) -> None:
    bench.both("lr-add edge")


def test_life_of_a_route(bench: Bench) -> None:
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1"}
    bench.run(
        MODULE,
        [
            Step(route, "lr-route-add edge 10.9.0.0/16 192.0.2.1", row={"ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1"}),
            Step({**route, "policy": "dst-ip", "route_table": ""}, changed=False),
            Step({**route, "ip_prefix": "10.9.7.7/16"}, changed=False),
            Step({**route, "external_ids": {"owner": "shop"}}, "set Logical_Router_Static_Route {Logical_Router_Static_Route} external_ids:owner=shop"),
            Step(
                {**route, "external_ids": {}, "options": {"ecmp_symmetric_reply": True}},
                (
                    "clear Logical_Router_Static_Route {Logical_Router_Static_Route} external_ids",
                    "set Logical_Router_Static_Route {Logical_Router_Static_Route} options:ecmp_symmetric_reply=true",
                ),
            ),
            Step({**route, "state": "absent"}, "lr-route-del edge"),
            Step({**route, "state": "absent"}, changed=False),
        ],
    )


def test_default_routes(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step({"router": "edge", "ip_prefix": "0.0.0.0/0", "nexthop": "192.0.2.1"}, "lr-route-add edge 0.0.0.0/0 192.0.2.1"),
            Step({"router": "edge", "ip_prefix": "::/0", "nexthop": "2001:DB8::1"}, "lr-route-add edge ::/0 2001:db8::1"),
            Step({"router": "edge", "ip_prefix": "::/0", "nexthop": "2001:db8:0::1"}, changed=False),
        ],
    )


def test_one_of_several_next_hops(bench: Bench) -> None:
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16"}
    bench.run(
        MODULE,
        [
            Step({**route, "nexthop": "192.0.2.1"}, "lr-route-add edge 10.9.0.0/16 192.0.2.1"),
            Step({**route, "nexthop": "192.0.2.2"}, "--ecmp lr-route-add edge 10.9.0.0/16 192.0.2.2"),
            Step({**route, "nexthop": "192.0.2.3"}, "--ecmp lr-route-add edge 10.9.0.0/16 192.0.2.3"),
            Step({**route, "nexthop": "192.0.2.2", "state": "absent"}, "lr-route-del edge 10.9.0.0/16 192.0.2.2"),
        ],
    )
    uuids = [row["_uuid"][1] for row in bench.db.rows("Logical_Router_Static_Route")]
    bench.refused(MODULE, {**route, "state": "absent"}, *uuids, code="ambiguous")


def test_discard_policy_table_and_port(bench: Bench) -> None:
    bench.both("lrp-add edge out 02:00:00:00:01:01 192.0.2.254/24")
    bench.run(
        MODULE,
        [
            Step({"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "discard"}, "lr-route-add edge 10.9.0.0/16 discard"),
            Step(
                {"router": "edge", "ip_prefix": "10.8.0.0/16", "nexthop": "192.0.2.1", "policy": "src-ip"},
                "--policy=src-ip lr-route-add edge 10.8.0.0/16 192.0.2.1",
            ),
            Step(
                {"router": "edge", "ip_prefix": "10.8.0.0/16", "nexthop": "192.0.2.1", "route_table": "blue", "output_port": "out"},
                "--route-table=blue lr-route-add edge 10.8.0.0/16 192.0.2.1 out",
            ),
            Step(
                {"router": "edge", "ip_prefix": "10.8.0.0/16", "nexthop": "192.0.2.1", "route_table": "blue", "state": "absent"},
                "--route-table=blue lr-route-del edge 10.8.0.0/16",
            ),
        ],
    )


def test_what_ovn_nbctl_spelt(bench: Bench) -> None:
    bench.both("lr-route-add edge 2001:db8::/32 2001:db8::1", "lr-route-add edge 10.7.7.7 192.0.2.1")
    bench.run(
        MODULE,
        [
            Step({"router": "edge", "ip_prefix": "2001:DB8::/32", "nexthop": "2001:db8:0:0::1"}, changed=False),
            Step({"router": "edge", "ip_prefix": "10.7.7.7/32", "nexthop": "192.0.2.1"}, changed=False),
        ],
    )


def test_wrong_input(bench: Bench) -> None:
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1"}
    bench.refused(MODULE, {**route, "ip_prefix": "10.9.0/16"}, "ip_prefix", '"10.9.0/16"', code="invalid_value")
    bench.refused(MODULE, {**route, "ip_prefix": "10.9.0.0/99"}, "ip_prefix", "99", code="invalid_value")
    bench.refused(MODULE, {**route, "nexthop": "gateway"}, "nexthop", '"gateway"', code="invalid_value")
    bench.refused(MODULE, {**route, "nexthop": "192.0.2.0/24"}, "nexthop", "192.0.2.0/24", code="invalid_value")
    bench.refused(MODULE, {"router": "edge", "ip_prefix": "10.9.0.0/16"}, "nexthop")
    bench.refused(MODULE, {**route, "nexthop": "discard", "output_port": "out"}, "output_port", "discard")
    bench.refused(MODULE, {"ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1"}, "router")
    bench.refused(MODULE, {**route, "router": "nowhere"}, "router", "'nowhere'", code="not_found")
    bench.refused(MODULE, {**route, "policy": "any"}, "policy", "any")


def test_column_of_a_newer_release(bench: Bench) -> None:
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1", "selection_fields": ["ip_dst", "ip_src"]}
    if bench.db.schema["version"] == "7.0.0":
        words = "selection_fields: needs OVN 25.03 or newer (schema 7.11.0); this server has 7.0.0"
        bench.refused(MODULE, route, words, code="schema_mismatch")
    else:
        bench.run(MODULE, [Step(route, row={"selection_fields": ["ip_dst", "ip_src"]})])


def test_next_hop_of_the_other_family(bench: Bench) -> None:
    """An older ovn-northd ignores such a route."""
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "2001:db8::1"}
    if bench.db.schema["version"] == "7.0.0":
        words = "nexthop: 2001:db8::1 for 10.9.0.0/16, one IPv4 and the other IPv6, needs OVN 24.09 or newer (schema 7.6.0); this server has 7.0.0"
        bench.refused(MODULE, route, words, code="schema_mismatch")
        bench.both(
            "--id=@route create Logical_Router_Static_Route ip_prefix=10.9.0.0/16 'nexthop=\"2001:db8::1\"' -- add Logical_Router edge static_routes @route"
        )
    else:
        bench.run(MODULE, [Step(route, "lr-route-add edge 10.9.0.0/16 2001:db8::1")])
    bench.run(MODULE, [Step({**route, "state": "absent"}, "lr-route-del edge")])
