# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ovn-nbctl refuses, the module refuses as well."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Case, call

_MAC = "02:00:00:00:01:01"
_WEB = ("ls-add web", "lsp-add web web-1", "lsp-add web web-2")
_EDGE = ("lr-add edge", f"lrp-add edge edge-out {_MAC} 192.0.2.1/24")


def _acl(**args: object) -> dict[str, object]:
    return {"switch": "web", "direction": "to-lport", "priority": 1000, "match": "ip4", "action": "drop", **args}


def _port(command: str, **args: object) -> Case:
    return Case(command, (call("logical_switch_port", name="web-1", **args),), given=_WEB)


def _rule(command: str, module: str, since: str = "", **args: object) -> Case:
    return Case(command, (call(module, **args),), given=(*_WEB, *_EDGE), since=since)


def _route(command: str, **args: object) -> Case:
    return _rule(command, "logical_router_static_route", router="edge", **args)


def _policy(command: str, **args: object) -> Case:
    return _rule(command, "logical_router_policy", router="edge", **{"priority": 100, "match": "ip4", **args})


def _nat(command: str, **args: object) -> Case:
    return _rule(command, "nat", router="edge", **{"external_ip": "192.0.2.11", "logical_ip": "10.1.0.11", **args})


def _balancer(vip: str, backends: str, **args: object) -> Case:
    return Case(f"lb-add www {vip} {backends} {args.get('protocol', '')}".rstrip(), (call("load_balancer", name="www", vips={vip: backends}, **args),))


REFUSALS = (
    _port("lsp-set-addresses web-1 02:00:00:00:01", addresses=["02:00:00:00:01"]),
    _port("lsp-set-enabled web-1 perhaps", enabled="perhaps"),
    _port("lsp-set-type web-1 spaceship", type="spaceship"),
    _port("lsp-set-dhcpv4-options web-1 nothing", dhcpv4_options="nothing"),
    _port("lsp-attach-mirror web-1 nothing", mirror_rules=["nothing"]),
    _rule("lsp-add nowhere web-3", "logical_switch_port", switch="nowhere", name="web-3"),
    _rule("lsp-add web web-3 web-1 5000", "logical_switch_port", switch="web", name="web-3", parent_name="web-1", tag_request=5000),
    Case(
        "--may-exist lsp-add app web-1",
        (call("logical_switch_port", switch="app", name="web-1"),),
        given=(*_WEB, "ls-add app"),
    ),
    _rule("acl-add web to-lport 40000 ip4 drop", "acl", **_acl(priority=40000)),
    _rule("acl-add web sideways 1000 ip4 drop", "acl", **_acl(direction="sideways")),
    _rule("acl-add web to-lport 1000 ip4 ignore", "acl", **_acl(action="ignore")),
    _rule("--severity=shouting acl-add web to-lport 1000 ip4 drop", "acl", **_acl(severity="shouting")),
    _rule("--label=5000000000 acl-add web to-lport 1000 ip4 allow-related", "acl", **_acl(action="allow-related", label=5000000000)),
    _rule("--label=7 acl-add web to-lport 1000 ip4 drop", "acl", **_acl(label=7)),
    _rule("--tier=4 acl-add web to-lport 1000 ip4 drop", "acl", **_acl(tier=4)),
    _rule("acl-add web to-lport 1000 ip4 allow-related nothing", "acl", since="26.03", **_acl(action="allow-related", network_function_group="nothing")),
    _rule("acl-add nowhere to-lport 1000 ip4 drop", "acl", **_acl(switch="nowhere")),
    _rule("qos-add web from-lport 100 ip4 dscp=64", "qos", switch="web", direction="from-lport", priority=100, match="ip4", action={"dscp": 64}),
    _rule(
        "qos-add web from-lport 100 ip4 rate=0 burst=9",
        "qos",
        switch="web",
        direction="from-lport",
        priority=100,
        match="ip4",
        bandwidth={"rate": 0, "burst": 9},
    ),
    _rule("qos-add web from-lport 40000 ip4 dscp=1", "qos", switch="web", direction="from-lport", priority=40000, match="ip4", action={"dscp": 1}),
    _rule("pg-add servers nowhere", "port_group", name="servers", ports=["nowhere"]),
    _rule("meter-add __slow drop 100 pktps", "meter", name="__slow", unit="pktps", bands=[{"rate": 100}]),
    _rule("meter-add slow explode 100 pktps", "meter", name="slow", unit="pktps", bands=[{"rate": 100, "action": "explode"}]),
    _rule("meter-add slow drop 0 pktps", "meter", name="slow", unit="pktps", bands=[{"rate": 0}]),
    _rule("meter-add slow drop 100 parsecs", "meter", name="slow", unit="parsecs", bands=[{"rate": 100}]),
    _rule("meter-add slow drop 100 pktps 5000000000", "meter", name="slow", unit="pktps", bands=[{"rate": 100, "burst_size": 5000000000}]),
    _rule("copp-add limits smoke slow", "copp", name="limits", meters={"smoke": "slow"}),
    _rule("ls-copp-add nothing web", "logical_switch", name="web", copp="nothing"),
    _rule("mirror-add copy pigeon 7 to-lport 192.0.2.77", "mirror", name="copy", type="pigeon", index=7, filter="to-lport", sink="192.0.2.77"),
    _rule("mirror-add copy gre 7 sideways 192.0.2.77", "mirror", name="copy", type="gre", index=7, filter="sideways", sink="192.0.2.77"),
    _rule("mirror-add copy gre 7 to-lport somewhere", "mirror", name="copy", type="gre", index=7, filter="to-lport", sink="somewhere"),
    _rule("lrp-add edge edge-in 02:00:00 10.1.0.1/24", "logical_router_port", router="edge", name="edge-in", mac="02:00:00", networks=["10.1.0.1/24"]),
    _rule(
        "lrp-add edge edge-in 02:00:00:00:01:02 10.1.0.1/33",
        "logical_router_port",
        router="edge",
        name="edge-in",
        mac="02:00:00:00:01:02",
        networks=["10.1.0.1/33"],
    ),
    _rule("lrp-set-gateway-chassis edge-out gw1 40000", "logical_router_port", name="edge-out", gateway_chassis=[{"chassis_name": "gw1", "priority": 40000}]),
    _rule("lrp-set-redirect-type edge-out sideways", "logical_router_port", name="edge-out", options={"redirect-type": "sideways"}),
    _rule("ha-chassis-group-add-chassis nothing gw1 20", "logical_router_port", name="edge-out", ha_chassis_group="nothing"),
    Case(
        "ha-chassis-group-add-chassis gateways gw1 40000",
        (call("ha_chassis_group", name="gateways", ha_chassis=[{"chassis_name": "gw1", "priority": 40000}]),),
        given=("ha-chassis-group-add gateways",),
    ),
    _route("lr-route-add edge 10.9.0.0/40 192.0.2.254", ip_prefix="10.9.0.0/40", nexthop="192.0.2.254"),
    _route("lr-route-add edge 10.9.0.0/16 192.0.2.300", ip_prefix="10.9.0.0/16", nexthop="192.0.2.300"),
    _route("lr-route-add edge 10.9.0.0/16 192.0.2.0/24", ip_prefix="10.9.0.0/16", nexthop="192.0.2.0/24"),
    _route("lr-route-add edge 10.9.0.0/16 discard edge-out", ip_prefix="10.9.0.0/16", nexthop="discard", output_port="edge-out"),
    _route("--policy=by-mood lr-route-add edge 10.9.0.0/16 192.0.2.254", ip_prefix="10.9.0.0/16", nexthop="192.0.2.254", policy="by-mood"),
    _policy("lr-policy-add edge 100 ip4 teleport", action="teleport"),
    _policy("lr-policy-add edge 40000 ip4 drop", action="drop", priority=40000),
    _policy("lr-policy-add edge 100 ip4 reroute", action="reroute"),
    _policy("lr-policy-add edge 100 ip4 reroute 192.0.2.300", action="reroute", nexthops=["192.0.2.300"]),
    _policy("lr-policy-add edge 100 ip4 reroute 192.0.2.254,2001:db8::fe", action="reroute", nexthops=["192.0.2.254", "2001:db8::fe"]),
    _policy("--output-port=nowhere lr-policy-add edge 100 ip4 reroute 192.0.2.254", action="reroute", nexthops=["192.0.2.254"], output_port="nowhere"),
    _nat("lr-nat-add edge magic 192.0.2.11 10.1.0.11", type="magic"),
    _nat("lr-nat-add edge dnat 192.0.2.0/24 10.1.0.11", type="dnat", external_ip="192.0.2.0/24"),
    _nat("lr-nat-add edge dnat 192.0.2.11 10.1.0.0/24", type="dnat", logical_ip="10.1.0.0/24"),
    _nat("lr-nat-add edge dnat 192.0.2.11 2001:db8::b", type="dnat", logical_ip="2001:db8::b"),
    _nat("lr-nat-add edge snat 192.0.2.11 10.1.0.0/40", type="snat", logical_ip="10.1.0.0/40"),
    _nat("--stateless lr-nat-add edge snat 192.0.2.11 10.1.0.0/24", type="snat", logical_ip="10.1.0.0/24", options={"stateless": True}),
    _nat("--add-route lr-nat-add edge snat 192.0.2.11 10.1.0.0/24", type="snat", logical_ip="10.1.0.0/24", options={"add_route": True}),
    _nat("lr-nat-add edge dnat 192.0.2.11 10.1.0.11 web-1 02:00:00:00:02:11", type="dnat", logical_port="web-1", external_mac="02:00:00:00:02:11"),
    _nat("lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11 web-1 02:00", type="dnat_and_snat", logical_port="web-1", external_mac="02:00"),
    _nat("--portrange lr-nat-add edge snat 192.0.2.11 10.1.0.0/24 9-1", type="snat", logical_ip="10.1.0.0/24", external_port_range="9-1"),
    _nat("--gateway-port=nowhere lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11", type="dnat_and_snat", gateway_port="nowhere"),
    _nat("--priority=7 lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11", type="dnat_and_snat", priority=7),
    _nat("--match=ip4 --priority=40000 lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11", type="dnat_and_snat", match="ip4", priority=40000),
    _nat("lr-nat-update-ext-ip edge dnat_and_snat 192.0.2.11 nothing", type="dnat_and_snat", allowed_ext_ips="nothing"),
    Case(
        "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.12",
        (call("nat", router="edge", type="dnat_and_snat", external_ip="192.0.2.11", logical_ip="10.1.0.12"),),
        given=(*_EDGE, "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11"),
    ),
    Case(
        "lr-nat-add edge snat 192.0.2.99 10.1.0.0/24",
        (call("nat", router="edge", type="snat", external_ip="192.0.2.99", logical_ip="10.1.0.0/24"),),
        given=(*_EDGE, "lr-nat-add edge snat 192.0.2.10 10.1.0.0/24"),
    ),
    _balancer("10.9.0.300:80", "10.1.0.11:80"),
    _balancer("10.9.0.1:80", "10.1.0.11"),
    _balancer("10.9.0.1", "10.1.0.11:80"),
    _balancer("10.9.0.1:80", "10.1.0.11:99999"),
    _balancer("10.9.0.1:0", "10.1.0.11:80"),
    _balancer("10.9.0.1:80", "[2001:db8::b]:80"),
    _balancer("10.9.0.1:80", "10.1.0.11:80", protocol="icmp"),
    Case("ls-lb-add nowhere www", (call("load_balancer", name="www", switches=["nowhere"]),), given=("lb-add www 10.9.0.1:80 10.1.0.11:80",)),
    _rule(
        "static-mac-binding-add edge-out 192.0.2.300 02:00:00:00:09:01",
        "static_mac_binding",
        logical_port="edge-out",
        ip="192.0.2.300",
        mac="02:00:00:00:09:01",
    ),
    _rule("static-mac-binding-add edge-out 192.0.2.9 02:00", "static_mac_binding", logical_port="edge-out", ip="192.0.2.9", mac="02:00"),
    _rule(
        "fwd-group-add group web 10.1.0.300 02:00:00:00:05:01 web-1",
        "forwarding_group",
        switch="web",
        name="group",
        vip="10.1.0.300",
        vmac="02:00:00:00:05:01",
        child_port=["web-1"],
    ),
    _rule("fwd-group-add group web 10.1.0.5 02:00 web-1", "forwarding_group", switch="web", name="group", vip="10.1.0.5", vmac="02:00", child_port=["web-1"]),
    _rule("nf-add firewall 300 web-1 web-2", "network_function", name="firewall", id=300, inport="web-1", outport="web-2"),
    _rule("nf-add firewall 1 web-1 nowhere", "network_function", name="firewall", id=1, inport="web-1", outport="nowhere"),
    _rule("nfg-add chain 1 sideways", "network_function_group", name="chain", id=1, mode="sideways"),
    _rule("nfg-add chain 1 inline nothing", "network_function_group", name="chain", id=1, mode="inline", network_function=["nothing"]),
    _port("lsp-hc-add web-1 smoke 10.1.0.2 80 10.1.0.11", health_checks=[{"protocol": "smoke", "src_ip": "10.1.0.2", "port": 80, "address": "10.1.0.11"}]),
    _port("lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11", health_checks=[{"protocol": "tcp", "src_ip": "10.1.0.2", "port": 80, "address": "10.1.0.11"}]),
    Case(
        "trp-add tr1 tr1-az1 02:00 169.254.0.1/24 chassis=gw1",
        (call("transit_router", name="tr1", ports=[{"name": "tr1-az1", "mac": "02:00", "networks": ["169.254.0.1/24"], "chassis": "gw1"}]),),
        given=("tr-add tr1",),
        tool="ovn-ic-nbctl",
    ),
    Case(
        "trp-add tr1 tr1-az1 02:00:00:00:01:01 169.254.0.1/33 chassis=gw1",
        (call("transit_router", name="tr1", ports=[{"name": "tr1-az1", "mac": "02:00:00:00:01:01", "networks": ["169.254.0.1/33"], "chassis": "gw1"}]),),
        given=("tr-add tr1",),
        tool="ovn-ic-nbctl",
    ),
)

# What ovn-nbctl refuses and modules take, and why.
LATER = "The database keeps the name of a port as text, and the port may come with a later task or from another program. OVN leaves the row out until then."
ACCEPTED = (
    (_route("lr-route-add edge 10.9.0.0/16 192.0.2.254 nowhere", ip_prefix="10.9.0.0/16", nexthop="192.0.2.254", output_port="nowhere"), LATER),
    (
        _nat(
            "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11 nowhere 02:00:00:00:02:11",
            type="dnat_and_snat",
            logical_port="nowhere",
            external_mac="02:00:00:00:02:11",
        ),
        LATER,
    ),
    (
        _rule(
            "fwd-group-add group web 10.1.0.5 02:00:00:00:05:01 nowhere",
            "forwarding_group",
            switch="web",
            name="group",
            vip="10.1.0.5",
            vmac="02:00:00:00:05:01",
            child_port=["nowhere"],
        ),
        LATER,
    ),
    (
        Case(
            "lr-route-add edge 10.9.0.0/16 192.0.2.253",
            (call("logical_router_static_route", router="edge", ip_prefix="10.9.0.0/16", nexthop="192.0.2.253"),),
            given=(*_EDGE, "lr-route-add edge 10.9.0.0/16 192.0.2.254"),
        ),
        "A second next hop for a prefix is an ECMP route, as with `--ecmp`. To change the next hop, remove the old route as well.",
    ),
    (
        Case(
            "lsp-set-addresses web-2 '02:00:00:00:00:02 10.1.0.11'",
            (call("logical_switch_port", name="web-2", addresses=["02:00:00:00:00:02 10.1.0.11"]),),
            given=(*_WEB, "lsp-set-addresses web-1 '02:00:00:00:00:01 10.1.0.11'"),
        ),
        "Finding an address among all ports of a switch takes reading them all.",
    ),
)
