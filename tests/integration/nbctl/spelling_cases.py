# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses in the spelling of whoever typed them: ovn-nbctl keeps many of them as they are, and the module knows them again."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Case, Family, call

_ROUTER = ("lr-add edge", "lrp-add edge edge-out 02:00:00:00:01:01 192.0.2.1/24")
_WEB = ("ls-add web", "lsp-add web web-1")


def _route(prefix: str, nexthop: str = "192.0.2.254") -> Case:
    route = call("logical_router_static_route", router="edge", ip_prefix=prefix, nexthop=nexthop)
    return Case(f"lr-route-add edge {prefix} {nexthop}", (route,), given=_ROUTER)


SPELLINGS = Family(
    "Spellings",
    (
        Case(
            "lsp-set-addresses web-1 '02:00:00:00:00:AB  10.1.0.11 2001:DB8:0::11'",
            (call("logical_switch_port", name="web-1", addresses=["02:00:00:00:00:AB  10.1.0.11 2001:DB8:0::11"]),),
            given=_WEB,
            differs="spelling",
        ),
        Case(
            "lsp-set-port-security web-1 '02:00:00:00:00:AB 2001:DB8:0::/64'",
            (call("logical_switch_port", name="web-1", port_security=["02:00:00:00:00:AB 2001:DB8:0::/64"]),),
            given=_WEB,
            differs="spelling",
        ),
        Case(
            "lrp-add edge edge-in 02:00:00:00:01:AB 2001:DB8:0::1/64",
            (call("logical_router_port", router="edge", name="edge-in", mac="02:00:00:00:01:AB", networks=["2001:DB8:0::1/64"]),),
            given=_ROUTER,
            differs="spelling",
        ),
        Case(
            "lr-nat-add edge dnat_and_snat 2001:DB8:0::b 2001:DB8:1:0::b",
            (call("nat", router="edge", type="dnat_and_snat", external_ip="2001:DB8:0::b", logical_ip="2001:DB8:1:0::b"),),
            given=_ROUTER,
            differs="spelling",
        ),
        Case(
            "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11 web-1 02:00:00:00:02:AB",
            (
                call(
                    "nat",
                    router="edge",
                    type="dnat_and_snat",
                    external_ip="192.0.2.11",
                    logical_ip="10.1.0.11",
                    logical_port="web-1",
                    external_mac="02:00:00:00:02:AB",
                ),
            ),
            given=(*_ROUTER, *_WEB),
            differs="spelling",
        ),
        Case(
            "dhcp-options-create 2001:DB8:0::/64 northbound.ovn:name=v6",
            (call("dhcp_options", name="v6", cidr="2001:DB8:0::/64"),),
            differs="spelling",
        ),
        Case(
            "fwd-group-add group web 10.1.0.5 02:00:00:00:05:AB web-1",
            (call("forwarding_group", switch="web", name="group", vip="10.1.0.5", vmac="02:00:00:00:05:AB", child_port=["web-1"]),),
            given=_WEB,
            differs="spelling",
        ),
        Case(
            "static-mac-binding-add edge-out 2001:DB8:0::9 02:00:00:00:09:AB",
            (call("static_mac_binding", logical_port="edge-out", ip="2001:DB8:0::9", mac="02:00:00:00:09:AB"),),
            given=_ROUTER,
            differs="spelling",
        ),
        Case(
            "mirror-add copy gre 7 to-lport 2001:DB8:0::77",
            (call("mirror", name="copy", type="gre", index=7, filter="to-lport", sink="2001:DB8:0::77"),),
            differs="spelling",
        ),
        Case(
            "create BFD logical_port=edge-out dst_ip='\"2001:DB8:0::FE\"'",
            (call("bfd", logical_port="edge-out", dst_ip="2001:DB8:0::FE"),),
            differs="spelling",
        ),
        _route("0.0.0.0/0"),
        _route("::/0", "2001:DB8::FE"),
        _route("10.9.0.5"),
        _route("10.9.0.5/32"),
        _route("2001:DB8::5/128", "2001:DB8:0::FE"),
        _route("::ffff:10.9.0.5/128", "2001:db8::fe"),
        Case(
            "lr-policy-add edge 100 ip6 reroute 2001:DB8:0::FE",
            (call("logical_router_policy", router="edge", priority=100, match="ip6", action="reroute", nexthops=["2001:DB8:0::FE"]),),
            given=_ROUTER,
        ),
        Case(
            "lr-nat-add edge snat 192.0.2.10 10.1.0.5/32",
            (call("nat", router="edge", type="snat", external_ip="192.0.2.10", logical_ip="10.1.0.5/32"),),
            given=_ROUTER,
        ),
        Case(
            "lb-add www [2001:DB8:0::1] 2001:DB8:1:0::b",
            (call("load_balancer", name="www", vips={"[2001:DB8:0::1]": "2001:DB8:1:0::b"}),),
            differs="default",
        ),
        Case(
            "lb-add www 2001:DB8:0::1 2001:DB8:1:0::b,2001:DB8:1:0::c",
            (call("load_balancer", name="www", vips={"2001:DB8:0::1": "2001:DB8:1:0::b,2001:DB8:1:0::c"}),),
            differs="default",
        ),
        Case(
            "acl-add web to-lport 1000 ' ip4 && tcp ' drop",
            (call("acl", switch="web", direction="to-lport", priority=1000, match=" ip4 && tcp ", action="drop"),),
            given=_WEB,
            differs="blanks",
        ),
    ),
    shown="none",
)
