# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The health checks of logical_switch_port against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.programs import oldest_and_newest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "logical_switch_port"
OLDEST, NEWEST = oldest_and_newest("ovn-nb")
oldest = pytest.mark.parametrize("_pair", [OLDEST], indirect=True, ids=["oldest"])
newest = pytest.mark.parametrize("_pair", [NEWEST], indirect=True, ids=["newest"])
PORT = {"name": "web-1"}
ADDRESSES = "02:00:00:00:00:01 10.1.0.11 2001:db8::11"
TCP = {"protocol": "tcp", "src_ip": "10.1.0.2", "port": 80, "address": "10.1.0.11"}
ICMP = {"protocol": "icmp", "src_ip": "10.1.0.2", "address": "10.1.0.11"}
CHECK = "Logical_Switch_Port_Health_Check"


@pytest.fixture(name="port")
def _port(bench: Bench) -> Bench:
    bench.both("ls-add web", "lsp-add web web-1", f"lsp-set-addresses web-1 '{ADDRESSES}'")
    return bench


@newest
def test_life_of_health_checks(port: Bench) -> None:
    port.run(
        MODULE,
        [
            Step(
                {**PORT, "health_checks": [TCP]},
                "lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11",
                row={"health_checks": [{**TCP, "options": {}}]},
            ),
            Step({**PORT, "health_checks": [TCP, ICMP]}, "lsp-hc-add web-1 icmp 10.1.0.2 10.1.0.11"),
            Step({**PORT, "health_checks": [ICMP, TCP]}, changed=False),
            Step(
                {**PORT, "health_checks": [ICMP, {**TCP, "options": {"interval": 5, "timeout": 20}}]},
                f"set {CHECK} {{{CHECK} protocol=tcp}} options:interval=5 options:timeout=20",
            ),
            Step(
                {**PORT, "health_checks": [ICMP, {**TCP, "options": {"interval": None}}]},
                f"remove {CHECK} {{{CHECK} protocol=tcp}} options interval",
            ),
            Step(
                {**PORT, "health_checks": [{**TCP, "port": 443}, ICMP]},
                (f"lsp-hc-del web-1 {{{CHECK} protocol=tcp}}", "lsp-hc-add web-1 tcp 10.1.0.2 443 10.1.0.11"),
            ),
            Step({**PORT, "health_checks": [ICMP]}, f"lsp-hc-del web-1 {{{CHECK} protocol=tcp}}"),
            Step({**PORT, "enabled": False}, "lsp-set-enabled web-1 disabled", row={"health_checks": [{**ICMP, "port": 0, "options": {}}]}),
            Step({**PORT, "health_checks": []}, "lsp-hc-del web-1", row={"health_checks": []}),
            Step({**PORT, "health_checks": []}, changed=False),
        ],
    )
    assert port.db.rows(CHECK) == []


@newest
def test_created_with_the_port(port: Bench) -> None:
    port.run(
        MODULE,
        [
            Step(
                {"switch": "web", "name": "web-2", "addresses": ["02:00:00:00:00:02 10.1.0.12"], "health_checks": [{**ICMP, "address": "10.1.0.12"}]},
                ("lsp-add web web-2 -- lsp-set-addresses web-2 '02:00:00:00:00:02 10.1.0.12'", "lsp-hc-add web-2 icmp 10.1.0.2 10.1.0.12"),
            ),
            Step({"name": "web-2", "state": "absent"}, "lsp-del web-2"),
        ],
    )
    assert port.db.rows(CHECK) == []


@newest
def test_status_is_left_alone(port: Bench) -> None:
    port.both("lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11", f"set {CHECK} {{{CHECK}}} status=online")
    port.run(MODULE, [Step({**PORT, "health_checks": [{**TCP, "options": {"interval": 7}}]}, f"set {CHECK} {{{CHECK}}} options:interval=7")])
    port.refused(MODULE, {**PORT, "health_checks": [{**TCP, "status": "offline"}]}, "status")


@newest
def test_other_spellings(port: Bench) -> None:
    port.both("lsp-set-addresses web-1 '02:00:00:00:00:01 2001:DB8:0::11'", "lsp-hc-add web-1 udp 2001:DB8:0::2 53 2001:DB8:0::11")
    check = {"protocol": "udp", "src_ip": "2001:db8::2", "port": 53, "address": "2001:DB8::0:11"}
    port.run(MODULE, [Step({**PORT, "health_checks": [check]}, changed=False)])


@newest
def test_address_of_a_check_stays(port: Bench) -> None:
    """OVN would silently stop to probe: whoever takes the address away must say what becomes of the check."""
    moved, words = ["02:00:00:00:00:01 10.1.0.99"], "health_checks: OVN would no longer probe 10.1.0.11"
    port.run(MODULE, [Step({**PORT, "health_checks": [TCP]}, "lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11")])
    for change in ({"addresses": moved}, {"addresses": ["dynamic"]}, {"addresses": []}, {"type": "localport"}):
        port.refused(MODULE, {**PORT, **change}, words, code="invalid_value")
    port.run(
        MODULE,
        [
            Step({**PORT, "addresses": [ADDRESSES, "unknown"]}, f"lsp-set-addresses web-1 '{ADDRESSES}' unknown"),
            Step(
                {**PORT, "addresses": moved, "health_checks": [{**TCP, "address": "10.1.0.99"}]},
                ("lsp-hc-del web-1", f"lsp-set-addresses web-1 '{moved[0]}'", "lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.99"),
            ),
            Step({**PORT, "addresses": [], "health_checks": []}, ("lsp-hc-del web-1", "lsp-set-addresses web-1")),
        ],
    )


@newest
def test_check_that_never_worked(port: Bench) -> None:
    """What others have made wrong keeps nobody from changing the port."""
    port.both("lsp-hc-add web-1 tcp 10.1.0.2 80 10.1.0.11", "lsp-set-addresses web-1 dynamic")
    port.run(
        MODULE,
        [
            Step({**PORT, "addresses": ["unknown"]}, "lsp-set-addresses web-1 unknown"),
            Step({**PORT, "type": "localport"}, "lsp-set-type web-1 localport"),
        ],
    )


@newest
def test_wrong_input(port: Bench) -> None:
    def refused(check: dict[str, object], *words: str, **more: object) -> None:
        port.refused(MODULE, {**PORT, "health_checks": [check], **more}, "health_checks", *words, code="invalid_value")

    refused({**TCP, "address": "10.1.0.12"}, "10.1.0.12 is none of the port's fixed addresses (10.1.0.11, 2001:db8::11)")
    refused(TCP, "10.1.0.11 is none of the port's fixed addresses (it has none)", addresses=["unknown"])
    refused(TCP, "10.1.0.11 is none of the port's fixed addresses (10.1.0.9)", addresses=["02:00:00:00:00:01 10.1.0.9"])
    refused(TCP, "10.1.0.11 is none of the port's fixed addresses (it has none)", addresses=["dynamic 10.1.0.11"])
    refused({**TCP, "port": 0}, "port: needed to check 10.1.0.11 with tcp")
    refused({**ICMP, "port": 7}, "icmp has no ports")
    refused({**TCP, "src_ip": "2001:db8::2"}, "src_ip 2001:db8::2 and address 10.1.0.11 are not both")
    refused({**TCP, "src_ip": "10.1.0.2/24"}, "src_ip", '"10.1.0.2/24"')
    refused(TCP, "only for ports of workloads", "localnet", type="localnet")
    port.refused(MODULE, {**PORT, "health_checks": [{**TCP, "port": 65536}]}, "health_checks: port: 65536 is not allowed", "0 to 65535", code="invalid_value")
    port.refused(MODULE, {**PORT, "health_checks": [None]}, "health_checks", "None")  # what ansible-core itself trips over
    port.refused(MODULE, {**PORT, "health_checks": [TCP, TCP]}, "health_checks[1]", "twice", code="invalid_value")
    port.refused(MODULE, {**PORT, "health_checks": [{**TCP, "protocol": "sctp"}]}, "protocol", "sctp")
    port.refused(MODULE, {**PORT, "health_checks": [{"protocol": "icmp", "src_ip": "10.1.0.2"}]}, "address")
    port.both("lsp-set-type web-1 localport")
    refused(TCP, "only for ports of workloads", "localport")


@oldest
def test_older_server(port: Bench) -> None:
    words = "health_checks: needs OVN 26.03 or newer (schema 7.18.0); this server has 7.0.0"
    port.refused(MODULE, {**PORT, "health_checks": [TCP]}, words, code="schema_mismatch")
    port.run(MODULE, [Step({**PORT, "health_checks": []}, changed=False, row={"health_checks": []})])
