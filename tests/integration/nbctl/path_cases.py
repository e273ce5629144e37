# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Router policies, BFD and static MAC bindings."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_ROUTER = ("lr-add edge", "lrp-add edge edge-out 02:00:00:00:01:01 192.0.2.1/24")
_ADD = "lr-policy-add edge 100 'ip4.src == 10.1.0.0/24'"


def _policy(action: str | None = None, **args: object) -> tuple[Call, ...]:
    outcome = {"action": action} if action else {}
    return (Call("logical_router_policy", {"router": "edge", "priority": 100, "match": "ip4.src == 10.1.0.0/24", **outcome, **args}),)


POLICIES = Family(
    "Router policies",
    (
        Case(f"{_ADD} drop", _policy("drop"), given=_ROUTER),
        Case(f"{_ADD} allow pkt_mark=7", _policy("allow", options={"pkt_mark": 7}), given=_ROUTER),
        Case(f"{_ADD} reroute 192.0.2.254", _policy("reroute", nexthops=["192.0.2.254"]), given=_ROUTER),
        Case(f"{_ADD} reroute 192.0.2.254,192.0.2.253", _policy("reroute", nexthops=["192.0.2.253", "192.0.2.254"]), given=_ROUTER),
        Case(f"{_ADD} reroute 2001:DB8::FE", _policy("reroute", nexthops=["2001:db8::fe"]), given=_ROUTER),
        Case(f"--may-exist {_ADD} drop", _policy("drop"), given=(*_ROUTER, f"{_ADD} drop")),
        Case(f"--chain=inner {_ADD} drop", _policy("drop", chain="inner"), given=(*_ROUTER, f"{_ADD} drop")),
        Case(f"{_ADD} jump inner", _policy("jump", jump_chain="inner"), given=_ROUTER, since="25.03"),
        Case(
            f"--output-port=edge-out {_ADD} reroute 192.0.2.254",
            _policy("reroute", nexthops=["192.0.2.254"], output_port="edge-out"),
            given=_ROUTER,
        ),
        Case(
            f"--bfd {_ADD} reroute 192.0.2.254",
            (call("bfd", logical_port="edge-out", dst_ip="192.0.2.254"), *_policy("reroute", nexthops=["192.0.2.254"], bfd_sessions=["edge-out 192.0.2.254"])),
            given=_ROUTER,
            note="The command makes the BFD session if there is none; the task refers to one.",
        ),
        Case(
            "lr-policy-del edge 100 'ip4.src == 10.1.0.0/24'",
            _policy(state="absent"),
            given=(*_ROUTER, f"{_ADD} drop", "lr-policy-add edge 100 ip6 drop"),
        ),
        Case("lr-policy-del edge 100", _policy(state="absent"), given=(*_ROUTER, f"{_ADD} drop", "lr-policy-add edge 90 ip6 drop")),
        Case("lr-policy-del edge", _policy(state="absent"), given=(*_ROUTER, f"{_ADD} drop"), note="The command removes all policies; a task is for one."),
        Case("--if-exists lr-policy-del edge 100 'ip4.src == 10.1.0.0/24'", _policy(state="absent"), given=_ROUTER),
        Case(
            "--chain=inner lr-policy-del edge 100 'ip4.src == 10.1.0.0/24'",
            _policy(chain="inner", state="absent"),
            given=(*_ROUTER, f"{_ADD} drop", f"--chain=inner {_ADD} drop"),
        ),
    ),
)


def _binding(**args: object) -> tuple[Call, ...]:
    return (call("static_mac_binding", logical_port="edge-out", **args),)


_MAC = "02:00:00:00:09:01"

BINDINGS = Family(
    "Static MAC bindings",
    (
        Case(f"static-mac-binding-add edge-out 192.0.2.9 {_MAC}", _binding(ip="192.0.2.9", mac=_MAC), given=_ROUTER),
        Case(f"static-mac-binding-add edge-out 2001:DB8::9 {_MAC}", _binding(ip="2001:db8::9", mac=_MAC), given=_ROUTER),
        Case(
            f"--may-exist static-mac-binding-add edge-out 192.0.2.9 {_MAC}",
            _binding(ip="192.0.2.9", mac=_MAC),
            given=(*_ROUTER, "static-mac-binding-add edge-out 192.0.2.9 02:00:00:00:09:99"),
        ),
        Case(
            "static-mac-binding-del edge-out 192.0.2.9",
            _binding(ip="192.0.2.9", state="absent"),
            given=(*_ROUTER, f"static-mac-binding-add edge-out 192.0.2.9 {_MAC}"),
        ),
        Case("--if-exists static-mac-binding-del edge-out 192.0.2.9", _binding(ip="192.0.2.9", state="absent"), given=_ROUTER),
        Case(
            f"create Static_MAC_Binding logical_port=edge-out ip=192.0.2.9 'mac=\"{_MAC}\"' override_dynamic_mac=true",
            _binding(ip="192.0.2.9", mac=_MAC, override_dynamic_mac=True),
            given=_ROUTER,
        ),
    ),
)


_BFD = "create BFD logical_port=edge-out dst_ip=192.0.2.254 min_tx=500"
_ROUTE = "lr-route-add edge 10.9.0.0/16 192.0.2.254"


def _route(**args: object) -> Call:
    return call("logical_router_static_route", router="edge", ip_prefix="10.9.0.0/16", nexthop="192.0.2.254", **args)


BFD = Family(
    "BFD",
    (
        Case(_BFD, (call("bfd", logical_port="edge-out", dst_ip="192.0.2.254", min_tx=500),), given=_ROUTER),
        Case(
            f"--bfd {_ROUTE} edge-out",
            (call("bfd", logical_port="edge-out", dst_ip="192.0.2.254"), _route(output_port="edge-out", bfd="edge-out 192.0.2.254")),
            given=_ROUTER,
            note="The command makes the BFD session if there is none; the task refers to one.",
        ),
        Case(f"--bfd={{BFD}} {_ROUTE} edge-out", (_route(output_port="edge-out", bfd="edge-out 192.0.2.254"),), given=(*_ROUTER, _BFD)),
        Case(
            "lr-route-del edge 10.9.0.0/16",
            (_route(output_port="edge-out", state="absent"), call("bfd", logical_port="edge-out", dst_ip="192.0.2.254", state="absent")),
            given=(*_ROUTER, f"--bfd {_ROUTE} edge-out"),
            note="The command removes the route's BFD session as well.",
        ),
    ),
    shown="all",
)


def _gateways(*chassis: dict[str, object]) -> tuple[Call, ...]:
    return (call("ha_chassis_group", name="gateways", ha_chassis=list(chassis)),)


_GROUP = ("ha-chassis-group-add gateways", "ha-chassis-group-add-chassis gateways gw1 20", "ha-chassis-group-add-chassis gateways gw2 10")
_GW1, _GW2 = {"chassis_name": "gw1", "priority": 20}, {"chassis_name": "gw2", "priority": 10}

HA = Family(
    "HA chassis groups",
    (
        Case("ha-chassis-group-add gateways", (call("ha_chassis_group", name="gateways"),)),
        Case(
            "ha-chassis-group-add-chassis gateways gw3 30",
            _gateways(_GW1, _GW2, {"chassis_name": "gw3", "priority": 30}),
            given=_GROUP,
            note="`ha_chassis` are all of them.",
        ),
        Case("ha-chassis-group-set-chassis-prio gateways gw1 5", _gateways({"chassis_name": "gw1", "priority": 5}, _GW2), given=_GROUP),
        Case("ha-chassis-group-remove-chassis gateways gw1", _gateways(_GW2), given=_GROUP),
        Case("ha-chassis-group-del gateways", (call("ha_chassis_group", name="gateways", state="absent"),), given=_GROUP),
    ),
)
