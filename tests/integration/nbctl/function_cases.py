# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forwarding groups, and network functions with their groups."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_WEB = ("ls-add web", "lsp-add web web-1", "lsp-add web web-2")
_ADD = "fwd-group-add group web 10.1.0.5 02:00:00:00:05:01 web-1 web-2"


def _group(**args: object) -> tuple[Call, ...]:
    return (call("forwarding_group", switch="web", name="group", **args),)


_NEW = {"vip": "10.1.0.5", "vmac": "02:00:00:00:05:01", "child_port": ["web-1", "web-2"]}

FORWARDING = Family(
    "Forwarding groups",
    (
        Case(_ADD, _group(**_NEW), given=_WEB),
        Case(f"--liveness {_ADD}", _group(**_NEW, liveness=True), given=_WEB),
        Case("fwd-group-del group", _group(state="absent"), given=(*_WEB, _ADD)),
        Case("--if-exists fwd-group-del group", _group(state="absent"), given=_WEB),
    ),
)

_FUNCTION = "nf-add firewall 1 web-1 web-2"
_WITH = (*_WEB, _FUNCTION)


def _function(**args: object) -> tuple[Call, ...]:
    return (call("network_function", name="firewall", **args),)


def _functions(**args: object) -> tuple[Call, ...]:
    return (call("network_function_group", name="chain", **args),)


FUNCTIONS = Family(
    "Network functions",
    (
        Case(_FUNCTION, _function(id=1, inport="web-1", outport="web-2"), given=_WEB),
        Case("--may-exist nf-add firewall 1 web-2 web-1", _function(id=1, inport="web-2", outport="web-1"), given=_WITH),
        Case("nf-del firewall", _function(state="absent"), given=_WITH),
        Case("--if-exists nf-del firewall", _function(state="absent")),
        Case(
            "--id=@check create Network_Function_Health_Check name=firewall options:interval=5 -- set Network_Function {Network_Function} health_check=@check",
            _function(health_check={"name": "firewall", "options": {"interval": 5}}),
            given=_WITH,
            since="26.03",
            note="`health_check` lives within the network function.",
        ),
        Case("nfg-add chain 1 inline firewall", _functions(id=1, mode="inline", network_function=["firewall"]), given=_WITH),
        Case("nfg-add chain 1 inline", _functions(id=1, mode="inline"), given=_WEB),
        Case(
            "--may-exist nfg-add chain 1 inline firewall",
            _functions(id=1, mode="inline", network_function=["firewall"]),
            given=(*_WITH, "nfg-add chain 1 inline"),
        ),
        Case("nfg-add-nf chain firewall", _functions(network_function=["firewall"]), given=(*_WITH, "nfg-add chain 1 inline")),
        Case("--may-exist nfg-add-nf chain firewall", _functions(network_function=["firewall"]), given=(*_WITH, "nfg-add chain 1 inline firewall")),
        Case("nfg-del-nf chain firewall", _functions(network_function=[]), given=(*_WITH, "nfg-add chain 1 inline firewall")),
        Case("--if-exists nfg-del-nf chain firewall", _functions(network_function=[]), given=(*_WITH, "nfg-add chain 1 inline")),
        Case("nfg-del chain", _functions(state="absent"), given=(*_WITH, "nfg-add chain 1 inline firewall")),
        Case("--if-exists nfg-del chain", _functions(state="absent")),
        Case(
            "acl-add web to-lport 1000 ip4 allow-related chain",
            (
                call(
                    "acl",
                    switch="web",
                    direction="to-lport",
                    priority=1000,
                    match="ip4",
                    action="allow-related",
                    network_function_group="chain",
                ),
            ),
            given=(*_WITH, "nfg-add chain 1 inline firewall"),
            since="26.03",
        ),
    ),
)
_WORKLOAD = (*_WEB, "lsp-set-addresses web-1 '02:00:00:00:00:01 10.1.0.11'")


def _checks(*checks: dict[str, object]) -> tuple[Call, ...]:
    return (call("logical_switch_port", name="web-1", health_checks=list(checks)),)


_TCP = {"protocol": "tcp", "src_ip": "10.1.0.2", "port": 80, "address": "10.1.0.11"}

PORT_CHECKS = Family(
    "Health checks of switch ports",
    (
        Case("lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11", _checks(_TCP), given=_WORKLOAD),
        Case(
            "lsp-hc-add web-1 icmp 10.1.0.2 10.1.0.11",
            _checks(_TCP, {"protocol": "icmp", "src_ip": "10.1.0.2", "address": "10.1.0.11"}),
            given=(*_WORKLOAD, "lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11"),
        ),
        Case(
            "lsp-hc-del web-1 '{Logical_Switch_Port_Health_Check protocol=icmp}'",
            _checks(_TCP),
            given=(*_WORKLOAD, "lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11", "lsp-hc-add web-1 icmp 10.1.0.2 10.1.0.11"),
        ),
        Case("lsp-hc-del web-1", _checks(), given=(*_WORKLOAD, "lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11"), note="`health_checks` are all of them."),
    ),
)
