# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""bfd, and the routes that name its sessions, against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE, ROUTE = "bfd", "logical_router_static_route"
SESSION = {"logical_port": "edge-wan", "dst_ip": "192.0.2.1"}
WAN = ("lr-add edge", "lrp-add edge edge-wan 02:00:00:00:01:01 192.0.2.254/24 2001:db8::fe/64")


def test_life_of_a_session(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step(SESSION, "create BFD logical_port=edge-wan dst_ip=192.0.2.1", row={**SESSION, "min_tx": None, "options": {}}),
            Step({**SESSION, "min_tx": 1000, "min_rx": 1000, "detect_mult": 5}, changed=False),
            Step({**SESSION, "min_tx": 300, "min_rx": 0, "detect_mult": 3}, "set BFD {BFD} min_tx=300 min_rx=0 detect_mult=3"),
            Step({**SESSION, "min_tx": 1000}, "set BFD {BFD} min_tx=1000", row={"min_rx": 0}),
            Step({**SESSION, "external_ids": {"owner": "shop", "tier": 1}}, "set BFD {BFD} external_ids:owner=shop external_ids:tier=1"),
            Step({**SESSION, "external_ids": {"tier": None}}, "remove BFD {BFD} external_ids tier"),
            Step({**SESSION, "external_ids": {}}, "clear BFD {BFD} external_ids"),
            Step({**SESSION, "state": "absent"}, "destroy BFD {BFD}"),
            Step({**SESSION, "state": "absent"}, changed=False),
        ],
    )


def test_spellings_of_the_peer(bench: Bench) -> None:
    bench.both("create BFD logical_port=edge-wan dst_ip='\"2001:DB8::1\"'", "create BFD logical_port=core-wan dst_ip='\"2001:db8::1\"'")
    bench.run(
        MODULE,
        [
            Step({"logical_port": "edge-wan", "dst_ip": "2001:db8:0::1"}, changed=False),
            Step({"logical_port": "core-wan", "dst_ip": "2001:DB8::1"}, changed=False),
            Step({"logical_port": "core-wan", "dst_ip": "2001:DB8::2"}, "create BFD logical_port=core-wan dst_ip='\"2001:db8::2\"'"),
        ],
    )


def test_state_of_a_session_is_left_alone(bench: Bench) -> None:
    bench.both("create BFD logical_port=edge-wan dst_ip=192.0.2.1 status=up external_ids:other=1")
    bench.run(MODULE, [Step({**SESSION, "min_tx": 300, "external_ids": {"owner": "shop"}}, "set BFD {BFD} min_tx=300 external_ids:owner=shop")])
    assert bench.db.row("BFD")["status"] == "up"
    bench.refused(MODULE, {**SESSION, "status": "up"}, "status")


def test_session_of_ovn_nbctl(bench: Bench) -> None:
    bench.both(*WAN, "--bfd lr-route-add edge 10.9.0.0/16 192.0.2.1 edge-wan")
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1"}
    bench.run(MODULE, [Step(SESSION, changed=False)])
    bench.run(ROUTE, [Step({**route, "bfd": "edge-wan 192.0.2.1"}, changed=False, row={"bfd": "edge-wan 192.0.2.1"})])


def test_route_with_a_session(bench: Bench) -> None:
    bench.both(*WAN, "create BFD logical_port=edge-wan dst_ip=192.0.2.1", "create BFD logical_port=edge-wan dst_ip='\"2001:db8::1\"'")
    uuid = bench.db.row("BFD", ["dst_ip", "==", "192.0.2.1"])["_uuid"][1]
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1", "output_port": "edge-wan"}
    six = {"router": "edge", "ip_prefix": "2001:db8:9::/64", "nexthop": "2001:db8::1", "output_port": "edge-wan"}
    bench.run(
        ROUTE,
        [
            Step(
                {**route, "bfd": "edge-wan 192.0.2.1"},
                "--bfd={BFD dst_ip=192.0.2.1} lr-route-add edge 10.9.0.0/16 192.0.2.1 edge-wan",
                row={"bfd": "edge-wan 192.0.2.1"},
            ),
            Step({**route, "bfd": uuid}, changed=False),
            Step({**route, "bfd": ""}, "clear Logical_Router_Static_Route {Logical_Router_Static_Route} bfd", row={"bfd": None}),
            Step({**six, "bfd": "edge-wan  2001:DB8:0::1"}, "--bfd={BFD dst_ip=2001:db8::1} lr-route-add edge 2001:db8:9::/64 2001:db8::1 edge-wan"),
        ],
    )
    bench.run(MODULE, [Step({"logical_port": "edge-wan", "dst_ip": "2001:db8::1", "state": "absent"}, "destroy BFD {BFD dst_ip=2001:db8::1}")])
    bench.run(ROUTE, [Step(six, changed=False, row={"bfd": None})])
    bench.run(ROUTE, [Step({**route, "bfd": uuid}, "set Logical_Router_Static_Route {Logical_Router_Static_Route ip_prefix=10.9.0.0/16} bfd={BFD}")])
    # other than with ovn-nbctl the session stays
    bench.run(ROUTE, [Step({**route, "state": "absent"})])
    assert len(bench.db.rows("BFD")) == 1


def test_route_with_a_wrong_session(bench: Bench) -> None:
    bench.both(*WAN, "create BFD logical_port=edge-wan dst_ip=192.0.2.1")
    route = {"router": "edge", "ip_prefix": "10.9.0.0/16", "nexthop": "192.0.2.1", "bfd": "edge-wan 192.0.2.1"}
    bench.refused(ROUTE, {**route, "nexthop": "192.0.2.2"}, "bfd", "edge-wan 192.0.2.1", "192.0.2.2", code="invalid_value")
    bench.refused(ROUTE, {**route, "nexthop": "discard"}, "bfd", "leave it out", code="invalid_value")
    bench.refused(ROUTE, {**route, "nexthop": "", "output_port": "edge-wan"}, "bfd", "leave it out", code="invalid_value")
    bench.refused(ROUTE, {**route, "bfd": "edge-wan 192.0.2.300"}, "bfd", '"192.0.2.300"', code="invalid_value")
    bench.refused(ROUTE, {**route, "bfd": "edge-wan"}, "'edge-wan'", "logical_port and dst_ip", code="invalid_value")
    bench.refused(ROUTE, {**route, "bfd": "edge-lan 192.0.2.1"}, "bfd", "'edge-lan 192.0.2.1'", "create it first", code="not_found")


def test_wrong_input(bench: Bench) -> None:
    bench.refused(MODULE, {"logical_port": "edge-wan"}, "dst_ip", code="invalid_value")
    bench.refused(MODULE, {"dst_ip": "192.0.2.1"}, "logical_port", code="invalid_value")
    bench.refused(MODULE, {**SESSION, "dst_ip": "192.0.2.0/24"}, "dst_ip", '"192.0.2.0/24"', code="invalid_value")
    bench.refused(MODULE, {**SESSION, "min_tx": 0}, "min_tx", "0", code="invalid_value")
    bench.refused(MODULE, {**SESSION, "detect_mult": -1}, "detect_mult", "-1", code="invalid_value")
    bench.refused(MODULE, {**SESSION, "min_rx": -5}, "min_rx", "-5", "0", code="invalid_value")
