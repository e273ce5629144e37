# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""NB_Global, switches and their ports."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_PORT = ("ls-add web", "lsp-add web web-1")
_ROUTER = ("ls-add web", "lr-add edge", "lrp-add edge edge-web 02:00:00:00:01:01 10.1.0.1/24")
_NAME = '"northbound.ovn:name"'


def _port(**args: object) -> tuple[Call, ...]:
    return (call("logical_switch_port", name="web-1", **args),)


SWITCHES = Family(
    "Logical switches",
    (
        Case("ls-add web", (call("logical_switch", name="web"),)),
        Case("--may-exist ls-add web", (call("logical_switch", name="web"),), given=("ls-add web", "set Logical_Switch web other_config:mcast_snoop=true")),
        Case("ls-del web", (call("logical_switch", name="web", state="absent"),), given=("ls-add web", "lsp-add web web-1", "ls-add app")),
        Case("--if-exists ls-del web", (call("logical_switch", name="web", state="absent"),)),
        Case(
            "set Logical_Switch web other_config:subnet=10.1.0.0/24",
            (call("logical_switch", name="web", other_config={"subnet": "10.1.0.0/24"}),),
            given=("ls-add web", "set Logical_Switch web other_config:mcast_snoop=true"),
        ),
        Case(
            "remove Logical_Switch web other_config subnet",
            (call("logical_switch", name="web", other_config={"subnet": None}),),
            given=("ls-add web", "set Logical_Switch web other_config:subnet=10.1.0.0/24 other_config:mcast_snoop=true"),
        ),
        Case(
            "clear Logical_Switch web other_config",
            (call("logical_switch", name="web", other_config={}),),
            given=("ls-add web", "set Logical_Switch web other_config:subnet=10.1.0.0/24"),
        ),
    ),
)

PORTS = Family(
    "Logical switch ports",
    (
        Case("lsp-add web web-1", _port(switch="web"), given=("ls-add web",)),
        Case("--may-exist lsp-add web web-1", _port(switch="web"), given=(*_PORT, "lsp-set-type web-1 localport")),
        Case(
            "lsp-add web web-2 web-1 7",
            (call("logical_switch_port", switch="web", name="web-2", parent_name="web-1", tag_request=7),),
            given=_PORT,
            note="`ovn-northd` writes `tag` from it.",
        ),
        Case("lsp-add web web-2 web-1 0", (call("logical_switch_port", switch="web", name="web-2", parent_name="web-1", tag_request=0),), given=_PORT),
        Case("lsp-del web-1", _port(state="absent"), given=(*_PORT, "pg-add group web-1")),
        Case("--if-exists lsp-del web-1", _port(state="absent"), given=("ls-add web",)),
        Case("lsp-set-addresses web-1 '02:00:00:00:00:01 10.1.0.11'", _port(addresses=["02:00:00:00:00:01 10.1.0.11"]), given=_PORT),
        Case(
            "lsp-set-addresses web-1 '02:00:00:00:00:01 10.1.0.11 2001:db8::11' unknown",
            _port(addresses=["unknown", "02:00:00:00:00:01 10.1.0.11 2001:db8::11"]),
            given=(*_PORT, "lsp-set-addresses web-1 dynamic"),
        ),
        Case("lsp-set-addresses web-1", _port(addresses=[]), given=(*_PORT, "lsp-set-addresses web-1 dynamic")),
        Case("lsp-set-port-security web-1 '02:00:00:00:00:01 10.1.0.11'", _port(port_security=["02:00:00:00:00:01 10.1.0.11"]), given=_PORT),
        Case("lsp-set-port-security web-1", _port(port_security=[]), given=(*_PORT, "lsp-set-port-security web-1 02:00:00:00:00:01")),
        Case("lsp-set-enabled web-1 disabled", _port(enabled=False), given=_PORT),
        Case("lsp-set-enabled web-1 enabled", _port(enabled=True), given=(*_PORT, "lsp-set-enabled web-1 disabled")),
        Case("lsp-set-enabled web-1 enabled", _port(enabled=True), given=_PORT, differs="default"),
        Case("lsp-set-type web-1 localnet", _port(type="localnet"), given=_PORT),
        Case("lsp-set-type web-1 ''", _port(type=""), given=(*_PORT, "lsp-set-type web-1 localnet")),
        Case(
            "lsp-set-type web-1 switch peer=app-1",
            _port(type="switch", peer="app-1"),
            given=(*_PORT, "ls-add app", "lsp-add app app-1"),
            since="25.03",
        ),
        Case("lsp-set-options web-1 network_name=physnet1", _port(options={"network_name": "physnet1"}), given=_PORT),
        Case(
            "lsp-set-options web-1 network_name=physnet1",
            _port(options={"network_name": "physnet1", "mcast_flood": None}),
            given=(*_PORT, "lsp-set-options web-1 mcast_flood=true"),
            note="The command replaces all options. The module removes those that the task sets to `null`.",
        ),
        Case("lsp-set-options web-1", _port(options={}), given=(*_PORT, "lsp-set-options web-1 mcast_flood=true")),
        Case(
            "lsp-set-dhcpv4-options web-1 {DHCP_Options}",
            _port(dhcpv4_options="v4"),
            given=(*_PORT, f"create DHCP_Options cidr=10.1.0.0/24 'external_ids={_NAME}=v4'"),
            note="By the name that `dhcp_options` gave the row, or its uuid.",
        ),
        Case(
            "lsp-set-dhcpv4-options web-1",
            _port(dhcpv4_options=""),
            given=(*_PORT, f"create DHCP_Options cidr=10.1.0.0/24 'external_ids={_NAME}=v4'", "lsp-set-dhcpv4-options web-1 {DHCP_Options}"),
        ),
        Case(
            "lsp-set-dhcpv6-options web-1 {DHCP_Options}",
            _port(dhcpv6_options="v6"),
            given=(*_PORT, f"create DHCP_Options 'cidr=\"2001:db8::/64\"' 'external_ids={_NAME}=v6'"),
        ),
        Case(
            "lsp-set-dhcpv6-options web-1",
            _port(dhcpv6_options=""),
            given=(*_PORT, f"create DHCP_Options 'cidr=\"2001:db8::/64\"' 'external_ids={_NAME}=v6'", "lsp-set-dhcpv6-options web-1 {DHCP_Options}"),
        ),
        Case(
            "lsp-add-router-port web web-edge edge-web",
            (call("logical_switch_port", switch="web", name="web-edge", type="router", addresses=["router"], options={"router-port": "edge-web"}),),
            given=_ROUTER,
        ),
        Case(
            "--may-exist lsp-add-router-port web web-edge edge-web",
            (call("logical_switch_port", switch="web", name="web-edge", type="router", addresses=["router"], options={"router-port": "edge-web"}),),
            given=(*_ROUTER, "lsp-add-router-port web web-edge edge-web"),
        ),
        Case(
            "lsp-add-localnet-port web web-out physnet1",
            (call("logical_switch_port", switch="web", name="web-out", type="localnet", addresses=["unknown"], options={"network_name": "physnet1"}),),
            given=("ls-add web",),
        ),
        Case(
            "--may-exist lsp-add-localnet-port web web-out physnet1",
            (call("logical_switch_port", switch="web", name="web-out", type="localnet", addresses=["unknown"], options={"network_name": "physnet1"}),),
            given=("ls-add web", "lsp-add-localnet-port web web-out physnet1"),
        ),
    ),
)

GLOBAL = Family(
    "The whole Northbound",
    (
        Case("set NB_Global . options:northd_probe_interval=10000", (call("nb_global", options={"northd_probe_interval": 10000}),)),
        Case("set NB_Global . name=az1 ipsec=true", (call("nb_global", name="az1", ipsec=True),)),
        Case(
            "remove NB_Global . options debug_drop_mode",
            (call("nb_global", options={"debug_drop_mode": None}),),
            given=("set NB_Global . options:debug_drop_mode=true",),
        ),
    ),
)
