# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""load_balancer against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "load_balancer"
VIP, BACKENDS = "10.9.0.1:80", "10.1.0.11:80,10.1.0.12:80"


@pytest.fixture(autouse=True)
def _network(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app", "lr-add edge", "lr-add core")


def test_life_of_a_load_balancer(bench: Bench) -> None:
    www = {"name": "www"}
    bench.run(
        MODULE,
        [
            Step(
                {**www, "vips": {VIP: BACKENDS}, "protocol": "tcp"},
                f"lb-add www {VIP} {BACKENDS} tcp",
                row={"vips": {VIP: BACKENDS}, "switches": [], "routers": []},
            ),
            Step({**www, "vips": {"10.9.0.2:53": "10.1.0.11:53"}}, "lb-add www 10.9.0.2:53 10.1.0.11:53"),
            Step({**www, "vips": {VIP: "10.1.0.11:80"}}, f"--may-exist lb-add www {VIP} 10.1.0.11:80"),
            Step({**www, "vips": {VIP: " 10.1.0.11:080"}}, changed=False),
            Step({**www, "vips": {VIP: ""}}, f"--may-exist lb-add www {VIP} ''"),
            Step({**www, "vips": {"10.9.0.2:53": None}}, "lb-del www 10.9.0.2:53"),
            Step({**www, "protocol": "udp", "selection_fields": ["ip_src", "tp_src"]}, "set Load_Balancer www protocol=udp selection_fields=ip_src,tp_src"),
            Step({**www, "options": {"reject": True, "affinity_timeout": 60}}, "set Load_Balancer www options:reject=true options:affinity_timeout=60"),
            Step({**www, "options": {}, "selection_fields": []}, "clear Load_Balancer www options selection_fields"),
            Step({**www, "vips": {}}, "clear Load_Balancer www vips", row={"vips": {}}),
            Step({**www, "state": "absent"}, "lb-del www"),
            Step({**www, "state": "absent"}, changed=False),
        ],
    )


def test_attached(bench: Bench) -> None:
    bench.both(f"lb-add www {VIP} {BACKENDS}", f"lb-add other {VIP} {BACKENDS}", "ls-lb-add app other")
    www = {"name": "www"}
    bench.run(
        MODULE,
        [
            Step({**www, "switches": ["web"], "routers": ["edge"]}, "ls-lb-add web www -- lr-lb-add edge www", row={"switches": ["web"], "routers": ["edge"]}),
            Step({**www, "switches": ["web", "web"]}, changed=False),
            Step({**www, "switches": ["app", "web"]}, "ls-lb-add app www", row={"routers": ["edge"]}),
            Step({**www, "switches": ["app"], "routers": ["core"]}, "ls-lb-del web www -- lr-lb-del edge www -- lr-lb-add core www"),
            Step({**www, "vips": {VIP: ""}}, f"--may-exist lb-add www {VIP} ''", row={"switches": ["app"]}),
            Step({**www, "switches": [], "routers": []}, "ls-lb-del app www -- lr-lb-del core www"),
            Step({**www, "switches": ["web"]}, "ls-lb-add web www"),
            Step({**www, "state": "absent"}, "ls-lb-del web www -- lb-del www"),
        ],
    )


def test_created_with_everything(bench: Bench) -> None:
    checks = [{"vip": VIP, "options": {"interval": 5, "timeout": 20}}]
    args = {
        "name": "www",
        "vips": {VIP: BACKENDS},
        "protocol": "tcp",
        "ip_port_mappings": {"10.1.0.11": "web-1:10.1.0.2"},
        "health_checks": checks,
        "switches": ["web"],
        "routers": ["edge"],
    }
    check = "create Load_Balancer_Health_Check vip='\"10.9.0.1:80\"' options:interval=5 options:timeout=20"
    other = "create Load_Balancer_Health_Check vip='\"10.9.0.2:80\"'"
    bench.run(
        MODULE,
        [
            Step(
                args,
                (
                    f"lb-add www {VIP} {BACKENDS} tcp",
                    "set Load_Balancer www 'ip_port_mappings:10.1.0.11=\"web-1:10.1.0.2\"'",
                    f"--id=@check {check} -- add Load_Balancer www health_check @check",
                    "ls-lb-add web www -- lr-lb-add edge www",
                ),
                row={"switches": ["web"]},
            ),
            Step(
                {"name": "www", "health_checks": [{"vip": VIP, "options": {"interval": 9, "timeout": None}}]},
                (
                    "set Load_Balancer_Health_Check {Load_Balancer_Health_Check} options:interval=9",
                    "remove Load_Balancer_Health_Check {Load_Balancer_Health_Check} options timeout",
                ),
            ),
            Step(
                {"name": "www", "vips": {"10.9.0.2:80": BACKENDS}, "health_checks": [{"vip": "10.9.0.2:80"}, {"vip": VIP}]},
                (f"lb-add www 10.9.0.2:80 {BACKENDS} tcp", f"--id=@check {other} -- add Load_Balancer www health_check @check"),
            ),
            Step(
                {"name": "www", "health_checks": [{"vip": "10.9.0.2:80"}]}, "remove Load_Balancer www health_check {Load_Balancer_Health_Check vip=10.9.0.1:80}"
            ),
            Step({"name": "www", "health_checks": []}, "clear Load_Balancer www health_check"),
        ],
    )


def test_ipv6(bench: Bench) -> None:
    vip, backends = "[2001:db8::1]:80", "[2001:db8:1::b]:80,[2001:db8:1::c]:80"
    bench.run(
        MODULE,
        [
            Step(
                {"name": "six", "vips": {"[2001:DB8:0::1]:80": "[2001:db8:1:0::b]:80, [2001:db8:1::C]:80"}, "protocol": "tcp"},
                f"lb-add six {vip} {backends} tcp",
            ),
            Step({"name": "six", "vips": {vip: backends}}, changed=False),
            Step({"name": "six", "vips": {"2001:db8::2": "2001:db8:1::b"}}, 'set Load_Balancer six \'vips:"2001:db8::2"="2001:db8:1::b"\''),
        ],
    )


def test_protocol_where_nothing_is_set(bench: Bench) -> None:
    bench.both("create Load_Balancer name=www")
    bench.run(
        MODULE, [Step({"name": "www", "protocol": "tcp"}, changed=False), Step({"name": "www", "protocol": "sctp"}, "set Load_Balancer www protocol=sctp")]
    )


def test_two_of_one_name(bench: Bench) -> None:
    bench.both(f"lb-add www {VIP} {BACKENDS} tcp", f"--add-duplicate lb-add www {VIP} {BACKENDS} udp")
    uuids = [row["_uuid"][1] for row in bench.db.rows("Load_Balancer")]
    bench.refused(MODULE, {"name": "www", "vips": {VIP: ""}}, *uuids, code="ambiguous")


def test_wrong_input(bench: Bench) -> None:
    for vip in ("10.9.0.1:0", "10.9.0.1:70000", "10.9.0.300:80", "www:80", "[2001:db8::1:80", "10.9.0.1:80:80"):
        bench.refused(MODULE, {"name": "www", "vips": {vip: ""}}, "vips", vip.removesuffix(":80"), code="invalid_value")
    for backends in ("10.1.0.11:99999", "10.1.0.11:80;10.1.0.12:80", "10.1.0.11:80,,10.1.0.12:80"):
        bench.refused(MODULE, {"name": "www", "vips": {VIP: backends}}, "vips", VIP, code="invalid_value")
    twice = {"[2001:db8::9]:80": "[2001:db8::b]:80", "[2001:DB8:0::9]:080": ""}
    bench.refused(MODULE, {"name": "www", "vips": twice}, "vips", "[2001:db8::9]:80", "twice", code="invalid_value")
    bench.refused(MODULE, {"name": "www", "vips": {VIP: "10.1.0.11"}}, "vips", VIP, "port")
    bench.refused(MODULE, {"name": "www", "vips": {VIP: "[2001:db8::b]:80"}}, "vips", VIP)
    bench.refused(MODULE, {"name": "www", "switches": ["nowhere"]}, "switches", "'nowhere'", code="not_found")
    bench.refused(MODULE, {"name": "www", "routers": ["nowhere"]}, "routers", "'nowhere'", code="not_found")
    bench.refused(MODULE, {"name": "www", "health_checks": [{"options": {}}]}, "vip")
    bench.refused(MODULE, {"name": "www", "vips": {VIP: BACKENDS}, "health_checks": [{"vip": "10.9.0.3:80"}]}, "health_checks", "10.9.0.3:80", VIP)
    bench.refused(MODULE, {"name": "www", "health_checks": [{"vip": VIP}, {"vip": VIP}]}, "health_checks[1]", VIP, "twice")
    bench.refused(MODULE, {"name": "www", "protocol": "icmp"}, "protocol", "icmp")
    bench.both(f"lb-add there {VIP} {BACKENDS}")
    bench.refused(MODULE, {"name": "there", "vips": {}, "health_checks": [{"vip": VIP}]}, "health_checks", VIP)
    if bench.db.schema["version"] == "7.0.0":
        young = "ipv6_src needs OVN 25.03 or newer (schema 7.11.0); this server has 7.0.0"
        bench.refused(MODULE, {"name": "www", "selection_fields": ["ipv6_src"]}, "selection_fields", young, code="schema_mismatch")
