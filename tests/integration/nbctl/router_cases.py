# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Routers, their ports, routes and NAT."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_MAC = "02:00:00:00:01:01"
_PORT = ("lr-add edge", f"lrp-add edge edge-out {_MAC} 192.0.2.1/24")


def _port(**args: object) -> tuple[Call, ...]:
    return (call("logical_router_port", name="edge-out", **args),)


def _new(**args: object) -> tuple[Call, ...]:
    return _port(router="edge", mac=_MAC, networks=["192.0.2.1/24"], **args)


ROUTERS = Family(
    "Logical routers",
    (
        Case("lr-add edge", (call("logical_router", name="edge"),)),
        Case("--may-exist lr-add edge", (call("logical_router", name="edge"),), given=("lr-add edge", "set Logical_Router edge enabled=false")),
        Case("lr-del edge", (call("logical_router", name="edge", state="absent"),), given=(*_PORT, "lr-nat-add edge snat 192.0.2.10 10.1.0.0/24")),
        Case("--if-exists lr-del edge", (call("logical_router", name="edge", state="absent"),)),
        Case(
            "set Logical_Router edge options:chassis=gw1 enabled=false",
            (call("logical_router", name="edge", options={"chassis": "gw1"}, enabled=False),),
            given=("lr-add edge",),
        ),
    ),
)

ROUTER_PORTS = Family(
    "Logical router ports",
    (
        Case(f"lrp-add edge edge-out {_MAC} 192.0.2.1/24", _new(), given=("lr-add edge",)),
        Case(
            f"lrp-add edge edge-out {_MAC} 192.0.2.1/24 2001:db8::1/64 peer=core-in options:gateway_mtu=1400 external_ids:owner=shop",
            _port(
                router="edge",
                mac=_MAC,
                networks=["192.0.2.1/24", "2001:db8::1/64"],
                peer="core-in",
                options={"gateway_mtu": 1400},
                external_ids={"owner": "shop"},
            ),
            given=("lr-add edge",),
        ),
        Case(f"lrp-add edge edge-out {_MAC}", _port(router="edge", mac=_MAC), given=("lr-add edge",), since="25.03"),
        Case(f"--may-exist lrp-add edge edge-out {_MAC} 192.0.2.1/24", _new(), given=(*_PORT, "lrp-set-enabled edge-out disabled")),
        Case("lrp-del edge-out", _port(state="absent"), given=(*_PORT, "lrp-set-gateway-chassis edge-out gw1")),
        Case("--if-exists lrp-del edge-out", _port(state="absent"), given=("lr-add edge",)),
        Case("lrp-set-enabled edge-out disabled", _port(enabled=False), given=_PORT),
        Case("lrp-set-enabled edge-out enabled", _port(enabled=True), given=_PORT, differs="default"),
        Case(
            "lrp-set-options edge-out gateway_mtu=1400",
            _port(options={"gateway_mtu": 1400}),
            given=_PORT,
            note="The command replaces all options; the module merges them.",
        ),
        Case("lrp-set-options edge-out", _port(options={}), given=(*_PORT, "lrp-set-options edge-out gateway_mtu=1400")),
        Case(
            "lrp-set-redirect-type edge-out bridged", _port(options={"redirect-type": "bridged"}), given=(*_PORT, "lrp-set-options edge-out gateway_mtu=1400")
        ),
        Case("lrp-set-gateway-chassis edge-out gw1", _port(gateway_chassis=[{"chassis_name": "gw1"}]), given=_PORT),
        Case("lrp-set-gateway-chassis edge-out gw1 20", _port(gateway_chassis=[{"chassis_name": "gw1", "priority": 20}]), given=_PORT),
        Case(
            "lrp-set-gateway-chassis edge-out gw2 10",
            _port(gateway_chassis=[{"chassis_name": "gw1"}, {"chassis_name": "gw2", "priority": 10}]),
            given=(*_PORT, "lrp-set-gateway-chassis edge-out gw1 20"),
            note="`gateway_chassis` are all of them.",
        ),
        Case(
            "--may-exist lrp-set-gateway-chassis edge-out gw1 5",
            _port(gateway_chassis=[{"chassis_name": "gw1", "priority": 5}]),
            given=(*_PORT, "lrp-set-gateway-chassis edge-out gw1 20"),
        ),
        Case(
            "lrp-del-gateway-chassis edge-out gw1",
            _port(gateway_chassis=[{"chassis_name": "gw2"}]),
            given=(*_PORT, "lrp-set-gateway-chassis edge-out gw1 20", "lrp-set-gateway-chassis edge-out gw2 10"),
            note="`gateway_chassis` are all that stay.",
        ),
    ),
)


def _route(prefix: str = "10.9.0.0/16", nexthop: str = "192.0.2.254", **args: object) -> tuple[Call, ...]:
    return (call("logical_router_static_route", router="edge", ip_prefix=prefix, nexthop=nexthop, **args),)


_ROUTE = "lr-route-add edge 10.9.0.0/16 192.0.2.254"
_TWO = (*_PORT, _ROUTE, "--ecmp lr-route-add edge 10.9.0.0/16 192.0.2.253")

ROUTES = Family(
    "Static routes",
    (
        Case(_ROUTE, _route(), given=_PORT),
        Case("lr-route-add edge 10.9.7.7/16 192.0.2.254", _route("10.9.7.7/16"), given=_PORT),
        Case("lr-route-add edge 2001:DB8:0:9::/64 2001:db8::FE", _route("2001:db8:0:9::/64", "2001:db8::fe"), given=_PORT),
        Case("lr-route-add edge 10.9.0.0/16 192.0.2.254 edge-out", _route(output_port="edge-out"), given=_PORT),
        Case("lr-route-add edge 10.9.0.0/16 discard", _route(nexthop="discard"), given=_PORT),
        Case(f"--policy=src-ip {_ROUTE}", _route(policy="src-ip"), given=_PORT),
        Case(f"--policy=dst-ip {_ROUTE}", _route(policy="dst-ip"), given=_PORT),
        Case(f"--route-table=rtb {_ROUTE}", _route(route_table="rtb"), given=(*_PORT, _ROUTE)),
        Case(
            "--ecmp lr-route-add edge 10.9.0.0/16 192.0.2.253",
            _route(nexthop="192.0.2.253"),
            given=(*_PORT, _ROUTE),
            note="Another next hop for a prefix is another route.",
        ),
        Case(
            f"--ecmp-symmetric-reply {_ROUTE}",
            _route(options={"ecmp_symmetric_reply": True}),
            given=_PORT,
        ),
        Case(f"--may-exist {_ROUTE}", _route(), given=(*_PORT, _ROUTE)),
        Case(
            "--may-exist lr-route-add edge 10.9.0.0/16 192.0.2.253",
            (*_route(nexthop="192.0.2.253"), *_route(state="absent")),
            given=(*_PORT, _ROUTE),
            note="The command writes the new next hop over the old one; the module adds a route and removes one.",
        ),
        Case("lr-route-del edge 10.9.0.0/16 192.0.2.253", _route(nexthop="192.0.2.253", state="absent"), given=_TWO),
        Case("lr-route-del edge 10.9.0.0/16 192.0.2.254 edge-out", _route(output_port="edge-out", state="absent"), given=(*_PORT, f"{_ROUTE} edge-out")),
        Case("lr-route-del edge 10.9.0.0/16", (*_route(nexthop="192.0.2.253", state="absent"), *_route(state="absent")), given=_TWO),
        Case(
            "lr-route-del edge",
            (*_route(nexthop="192.0.2.253", state="absent"), *_route(state="absent")),
            given=_TWO,
            note="The command removes all routes; a task is for one.",
        ),
        Case("--if-exists lr-route-del edge 10.9.0.0/16 192.0.2.254", _route(state="absent"), given=_PORT),
        Case("--policy=src-ip lr-route-del edge 10.9.0.0/16", _route(policy="src-ip", state="absent"), given=(*_PORT, f"--policy=src-ip {_ROUTE}")),
        Case(
            "--route-table=rtb lr-route-del edge 10.9.0.0/16",
            _route(route_table="rtb", state="absent"),
            given=(*_PORT, _ROUTE, f"--route-table=rtb {_ROUTE}"),
        ),
    ),
)


def _nat(type: str, external: str = "192.0.2.11", logical: str = "10.1.0.11", **args: object) -> tuple[Call, ...]:
    return (call("nat", router="edge", type=type, external_ip=external, logical_ip=logical, **args),)


_FLOATING = "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11"
_DISTRIBUTED = (*_PORT, "lrp-set-gateway-chassis edge-out gw1", "ls-add web", "lsp-add web web-1")
_TWO_GATEWAYS = (*_DISTRIBUTED, "lrp-add edge edge-two 02:00:00:00:01:02 198.51.100.1/24", "lrp-set-gateway-chassis edge-two gw1")

NAT = Family(
    "NAT",
    (
        Case("lr-nat-add edge snat 192.0.2.10 10.1.0.0/24", _nat("snat", "192.0.2.10", "10.1.0.0/24"), given=_PORT),
        Case("lr-nat-add edge snat 192.0.2.10 10.1.0.9/24", _nat("snat", "192.0.2.10", "10.1.0.9/24"), given=_PORT),
        Case("lr-nat-add edge dnat 192.0.2.11 10.1.0.11", _nat("dnat"), given=_PORT),
        Case(_FLOATING, _nat("dnat_and_snat"), given=_PORT),
        Case("lr-nat-add edge dnat_and_snat 2001:db8::b 2001:db8:1::b", _nat("dnat_and_snat", "2001:db8::b", "2001:db8:1::b"), given=_PORT),
        Case(
            f"{_FLOATING} web-1 02:00:00:00:02:11",
            _nat("dnat_and_snat", logical_port="web-1", external_mac="02:00:00:00:02:11"),
            given=_DISTRIBUTED,
        ),
        Case(
            f"--may-exist {_FLOATING} web-1 02:00:00:00:02:11",
            _nat("dnat_and_snat", logical_port="web-1", external_mac="02:00:00:00:02:11"),
            given=(*_DISTRIBUTED, _FLOATING),
        ),
        Case(f"--may-exist {_FLOATING}", _nat("dnat_and_snat"), given=(*_PORT, _FLOATING)),
        Case(f"--stateless {_FLOATING}", _nat("dnat_and_snat", options={"stateless": True}), given=_PORT),
        Case(f"--add-route {_FLOATING}", _nat("dnat_and_snat", options={"add_route": True}), given=_PORT),
        Case(
            "--portrange lr-nat-add edge snat 192.0.2.10 10.1.0.0/24 1024-2047",
            _nat("snat", "192.0.2.10", "10.1.0.0/24", external_port_range="1024-2047"),
            given=_PORT,
        ),
        Case(f"--gateway-port=edge-two {_FLOATING}", _nat("dnat_and_snat", gateway_port="edge-two"), given=_TWO_GATEWAYS),
        Case(f"--match='ip4.dst == 198.51.100.0/24' {_FLOATING}", _nat("dnat_and_snat", match="ip4.dst == 198.51.100.0/24"), given=_PORT),
        Case(
            f"--match='ip4.dst == 198.51.100.0/24' --priority=10 {_FLOATING}",
            _nat("dnat_and_snat", match="ip4.dst == 198.51.100.0/24", priority=10),
            given=_PORT,
        ),
        Case("lr-nat-del edge dnat_and_snat 192.0.2.11", _nat("dnat_and_snat", state="absent"), given=(*_PORT, _FLOATING)),
        Case(
            "lr-nat-del edge snat 10.1.0.0/24",
            _nat("snat", "192.0.2.10", "10.1.0.0/24", state="absent"),
            given=(*_PORT, _FLOATING, "lr-nat-add edge snat 192.0.2.10 10.1.0.0/24"),
        ),
        Case(
            "lr-nat-del edge dnat_and_snat",
            _nat("dnat_and_snat", state="absent"),
            given=(*_PORT, _FLOATING),
            note="The command removes all rules of the type; a task is for one.",
        ),
        Case(
            "lr-nat-del edge dnat_and_snat 192.0.2.11 edge-two",
            _nat("dnat_and_snat", gateway_port="edge-two", state="absent"),
            given=(*_TWO_GATEWAYS, f"--gateway-port=edge-out {_FLOATING}", f"--gateway-port=edge-two {_FLOATING}"),
        ),
        Case("--if-exists lr-nat-del edge dnat_and_snat 192.0.2.11", _nat("dnat_and_snat", state="absent"), given=_PORT),
        Case(
            "--match='ip4.dst == 198.51.100.0/24' lr-nat-del edge dnat_and_snat 192.0.2.11",
            _nat("dnat_and_snat", match="ip4.dst == 198.51.100.0/24", state="absent"),
            given=(*_PORT, f"--match='ip4.dst == 198.51.100.0/24' {_FLOATING}", "--match=ip6 lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.12"),
        ),
        Case(
            "lr-nat-update-ext-ip edge dnat_and_snat 192.0.2.11 friends",
            _nat("dnat_and_snat", allowed_ext_ips="friends"),
            given=(*_PORT, _FLOATING, "create Address_Set name=friends addresses=192.0.2.1"),
        ),
        Case(
            "--is-exempted lr-nat-update-ext-ip edge dnat_and_snat 192.0.2.11 friends",
            _nat("dnat_and_snat", exempted_ext_ips="friends"),
            given=(*_PORT, _FLOATING, "create Address_Set name=friends addresses=192.0.2.1"),
        ),
    ),
)
