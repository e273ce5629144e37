# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load balancers and DHCP options."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_VIP, _BACKENDS = "10.9.0.1:80", "10.1.0.11:80,10.1.0.12:80"
_WWW = f"lb-add www {_VIP} {_BACKENDS}"
_NETWORK = ("ls-add web", "ls-add app", "lr-add edge", "lr-add core")


def _www(**args: object) -> tuple[Call, ...]:
    return (call("load_balancer", name="www", **args),)


_VIPS = {_VIP: _BACKENDS}

BALANCERS = Family(
    "Load balancers",
    (
        Case(f"{_WWW} tcp", _www(vips=_VIPS, protocol="tcp")),
        Case(f"{_WWW} udp", _www(vips=_VIPS, protocol="udp")),
        Case(_WWW, _www(vips=_VIPS), differs="default"),
        Case("lb-add www 10.9.0.1 10.1.0.11,10.1.0.12", _www(vips={"10.9.0.1": "10.1.0.11,10.1.0.12"}), differs="default"),
        Case("lb-add www 10.9.0.2:53 10.1.0.11:53", _www(vips={"10.9.0.2:53": "10.1.0.11:53"}), given=(_WWW,)),
        Case(f"lb-add www {_VIP} ''", _www(vips={_VIP: ""}), differs="default"),
        Case(
            "lb-add www [2001:DB8:0::1]:80 [2001:db8:1:0::b]:80 tcp",
            _www(vips={"[2001:db8::1]:80": "[2001:db8:1::b]:80"}, protocol="tcp"),
        ),
        Case(f"--may-exist lb-add www {_VIP} 10.1.0.11:80", _www(vips={_VIP: "10.1.0.11:80"}), given=(_WWW,)),
        Case(f"--reject {_WWW} tcp", _www(vips=_VIPS, protocol="tcp", options={"reject": True})),
        Case(f"--event {_WWW} tcp", _www(vips=_VIPS, protocol="tcp", options={"event": True})),
        Case(f"--add-route {_WWW} tcp", _www(vips=_VIPS, protocol="tcp", options={"add_route": True})),
        Case(
            "--template lb-add www ^VIP:80 ^BACKENDS tcp ipv4",
            _www(vips={"^VIP:80": "^BACKENDS"}, protocol="tcp", options={"template": True, "address-family": "ipv4"}),
        ),
        Case("lb-del www", _www(state="absent"), given=(*_NETWORK, _WWW, "ls-lb-add web www")),
        Case(
            "lb-del www 10.9.0.2:53",
            _www(vips={"10.9.0.2:53": None}),
            given=(_WWW, "lb-add www 10.9.0.2:53 10.1.0.11:53"),
        ),
        Case(
            f"lb-del www {_VIP}",
            _www(state="absent"),
            given=(_WWW,),
            note="With its last virtual address the command removes the load balancer, too.",
        ),
        Case("--if-exists lb-del www", _www(state="absent")),
        Case("ls-lb-add web www", _www(switches=["web"]), given=(*_NETWORK, _WWW)),
        Case("ls-lb-add web www", _www(switches=["app", "web"]), given=(*_NETWORK, _WWW, "ls-lb-add app www"), note="`switches` are all that have it."),
        Case("--may-exist ls-lb-add web www", _www(switches=["web"]), given=(*_NETWORK, _WWW, "ls-lb-add web www")),
        Case("ls-lb-del web www", _www(switches=["app"]), given=(*_NETWORK, _WWW, "ls-lb-add app www", "ls-lb-add web www")),
        Case("ls-lb-del web", _www(switches=[]), given=(*_NETWORK, _WWW, "ls-lb-add web www")),
        Case("--if-exists ls-lb-del web www", _www(switches=[]), given=(*_NETWORK, _WWW)),
        Case("lr-lb-add edge www", _www(routers=["edge"]), given=(*_NETWORK, _WWW)),
        Case("--may-exist lr-lb-add edge www", _www(routers=["edge"]), given=(*_NETWORK, _WWW, "lr-lb-add edge www")),
        Case(
            "lr-lb-del edge www",
            _www(routers=["core"]),
            given=(*_NETWORK, _WWW, "lr-lb-add edge www", "lr-lb-add core www"),
            note="`routers` are all that keep it.",
        ),
        Case("lr-lb-del edge", _www(routers=[]), given=(*_NETWORK, _WWW, "lr-lb-add edge www")),
        Case("--if-exists lr-lb-del edge www", _www(routers=[]), given=(*_NETWORK, _WWW)),
        Case(
            f"set Load_Balancer www 'ip_port_mappings:10.1.0.11=\"web-1:10.1.0.2\"' -- --id=@check create Load_Balancer_Health_Check vip='\"{_VIP}\"' "
            "options:interval=5 -- add Load_Balancer www health_check @check",
            _www(ip_port_mappings={"10.1.0.11": "web-1:10.1.0.2"}, health_checks=[{"vip": _VIP, "options": {"interval": 5}}]),
            given=(_WWW,),
        ),
    ),
)

_DHCP = "create DHCP_Options cidr=10.1.0.0/24 'external_ids=\"northbound.ovn:name\"=v4'"
_V4 = {"server_id": "10.1.0.1", "server_mac": "02:00:00:00:01:01", "lease_time": 3600}


def _v4(**args: object) -> tuple[Call, ...]:
    return (call("dhcp_options", name="v4", **args),)


DHCP = Family(
    "DHCP options",
    (
        Case("dhcp-options-create 10.1.0.0/24", _v4(cidr="10.1.0.0/24"), differs="dhcp-name"),
        Case("dhcp-options-create 10.1.0.0/24 northbound.ovn:name=v4 owner=shop", _v4(cidr="10.1.0.0/24", external_ids={"owner": "shop"})),
        Case(
            "dhcp-options-set-options {DHCP_Options} server_id=10.1.0.1 server_mac=02:00:00:00:01:01 lease_time=3600",
            _v4(options=_V4),
            given=(_DHCP,),
        ),
        Case(
            "dhcp-options-set-options {DHCP_Options} server_id=10.1.0.1 server_mac=02:00:00:00:01:01 lease_time=3600 'domain_name=\"example.org\"'",
            _v4(options={**_V4, "domain_name": "example.org"}),
            given=(_DHCP,),
        ),
        Case("dhcp-options-del {DHCP_Options}", _v4(state="absent"), given=(_DHCP,)),
    ),
)

DNS = Family(
    "DNS and DHCP relays",
    (
        Case(
            "create DNS records:web-1.example.org=10.1.0.11 'external_ids=\"northbound.ovn:name\"=names'",
            (call("dns", name="names", records={"web-1.example.org": "10.1.0.11"}),),
        ),
        Case(
            "set DNS {DNS} records:web-2.example.org='\"10.1.0.12 2001:db8::12\"' -- add Logical_Switch web dns_records {DNS}",
            (call("dns", name="names", records={"web-2.example.org": "10.1.0.12 2001:db8::12"}, switches=["web"]),),
            given=("ls-add web", "create DNS records:web-1.example.org=10.1.0.11 'external_ids=\"northbound.ovn:name\"=names'"),
        ),
        Case(
            "destroy DNS {DNS}",
            (call("dns", name="names", state="absent"),),
            given=("create DNS 'external_ids=\"northbound.ovn:name\"=names'",),
        ),
        Case(
            "create DHCP_Relay name=relay servers=192.0.2.53",
            (call("dhcp_relay", name="relay", servers="192.0.2.53"),),
            since="25.03",
        ),
        Case(
            "set Logical_Router_Port edge-web dhcp_relay={DHCP_Relay}",
            (call("logical_router_port", name="edge-web", dhcp_relay="relay"),),
            given=("lr-add edge", "lrp-add edge edge-web 02:00:00:00:01:01 10.1.0.1/24", "create DHCP_Relay name=relay servers=192.0.2.53"),
            since="25.03",
        ),
    ),
    shown="all",
)

BALANCER_GROUPS = Family(
    "Load balancer groups and template variables",
    (
        Case(
            "create Load_Balancer_Group name=all load_balancer={Load_Balancer}",
            (call("load_balancer_group", name="all", load_balancer=["www"]),),
            given=(f"{_WWW} tcp",),
        ),
        Case(
            "add Logical_Switch web load_balancer_group {Load_Balancer_Group}",
            (call("logical_switch", name="web", load_balancer_group=["all"]),),
            given=("ls-add web", "create Load_Balancer_Group name=all"),
        ),
        Case(
            "create Chassis_Template_Var chassis=hv1 variables:BACKENDS=10.1.0.11",
            (call("chassis_template_var", chassis="hv1", variables={"BACKENDS": "10.1.0.11"}),),
        ),
        Case(
            "remove Chassis_Template_Var hv1 variables BACKENDS",
            (call("chassis_template_var", chassis="hv1", variables={"BACKENDS": None}),),
            given=("create Chassis_Template_Var chassis=hv1 variables:BACKENDS=10.1.0.11 variables:VIP=10.9.0.1",),
        ),
    ),
    shown="all",
)
