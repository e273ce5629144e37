# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""nat against a real server, beside ovn-nbctl."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "nat"
OLD = "7.0.0"
FLOATING = {"router": "edge", "type": "dnat_and_snat", "external_ip": "192.0.2.11", "logical_ip": "10.1.0.11"}


@pytest.fixture(autouse=True)
def _router(bench: Bench) -> None:
    bench.both("lr-add edge")


def test_life_of_a_source_nat(bench: Bench) -> None:
    nat = {"router": "edge", "type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24"}
    bench.run(
        MODULE,
        [
            Step(nat, "lr-nat-add edge snat 192.0.2.10 10.1.0.0/24", row={"options": {"stateless": "false"}, "logical_ip": "10.1.0.0/24"}),
            Step({**nat, "logical_ip": "10.1.0.99/24"}, changed=False),
            Step({**nat, "external_ids": {"owner": "shop"}}, "set NAT {NAT} external_ids:owner=shop"),
            Step({**nat, "external_ids": {}}, "clear NAT {NAT} external_ids"),
            Step({**nat, "state": "absent"}, "lr-nat-del edge snat 10.1.0.0/24"),
            Step({**nat, "state": "absent"}, changed=False),
        ],
    )


def test_life_of_a_floating_address(bench: Bench) -> None:
    mac = "02:00:00:00:02:11"
    bench.both("ls-add web", "lsp-add web web-1")
    bench.run(
        MODULE,
        [
            Step(FLOATING, "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11"),
            Step(
                {**FLOATING, "logical_port": "web-1", "external_mac": mac.upper()},
                f"--may-exist lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11 web-1 {mac}",
                row={"external_mac": mac, "logical_port": "web-1"},
            ),
            Step({**FLOATING, "logical_port": "", "external_mac": ""}, "clear NAT {NAT} logical_port external_mac"),
            Step({**FLOATING, "options": {"stateless": True}}, "set NAT {NAT} options:stateless=true"),
            Step({**FLOATING, "options": {"stateless": None}}, "set NAT {NAT} options:stateless=false", row={"options": {"stateless": "false"}}),
            Step({**FLOATING, "options": {"add_route": True}}, "set NAT {NAT} options:add_route=true"),
            Step({**FLOATING, "options": {}}, "remove NAT {NAT} options add_route", row={"options": {"stateless": "false"}}),
            Step({**FLOATING, "options": {}}, changed=False),
            Step({**FLOATING, "state": "absent"}, "lr-nat-del edge dnat_and_snat 192.0.2.11"),
        ],
    )


@pytest.mark.parametrize("options", [None, {}, {"stateless": None}, {"add_route": True}, {"stateless": "TRUE"}])
def test_ovn_nbctl_survives_our_rows(bench: Bench, options: dict[str, str | None] | None) -> None:
    """ovn-nbctl lr-nat-add dies with a segmentation fault on a dnat_and_snat row without options:stateless."""
    bench.module(MODULE, {**FLOATING, **({} if options is None else {"options": options})})
    assert "stateless" in dict(bench.db.row("NAT")["options"][1])
    if options != {"stateless": "TRUE"}:
        bench.db.ctl("--may-exist", "lr-nat-add", "edge", "dnat_and_snat", "192.0.2.11", "10.1.0.11")


def test_rules_that_differ_in_one_thing(bench: Bench) -> None:
    bench.both("lrp-add edge out1 02:00:00:00:01:01 192.0.2.254/24", "lrp-add edge out2 02:00:00:00:01:02 198.51.100.254/24")
    bench.both("lrp-set-gateway-chassis out1 gw1", "lrp-set-gateway-chassis out2 gw1")
    snat = {"router": "edge", "type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24"}
    one, two = {**snat, "external_port_range": "1024-2047"}, {**snat, "external_port_range": "2048-4095"}
    bench.run(
        MODULE,
        [
            Step(one, "--portrange lr-nat-add edge snat 192.0.2.10 10.1.0.0/24 1024-2047"),
            Step(two, row={"external_port_range": "2048-4095"}),
            Step({**one, "external_port_range": "01024-02047"}, changed=False),
            Step({**one, "external_ids": {"a": "b"}}),
            Step({**two, "state": "absent"}, "set NAT {NAT} external_ids:a=b"),
            Step({**one, "state": "absent"}, "lr-nat-del edge"),
            Step({**FLOATING, "gateway_port": "out1"}, "--gateway-port=out1 lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11", row={"gateway_port": "out1"}),
            Step({**FLOATING, "gateway_port": "out2"}, "--gateway-port=out2 lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11"),
        ],
    )
    uuids = [row["_uuid"][1] for row in bench.db.rows("NAT")]
    bench.refused(MODULE, {**FLOATING, "external_ids": {"a": "b"}}, *uuids, code="ambiguous")


def test_an_address_has_one_rule(bench: Bench) -> None:
    """A task for another logical address would leave the old rule, and packets would take either."""
    snat = {"router": "edge", "type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24"}
    bench.both("create Address_Set name=friends", "lrp-add edge out 02:00:00:00:01:01 192.0.2.254/24", "lrp-set-gateway-chassis out gw1", "lr-add core")
    bench.run(MODULE, [Step(FLOATING, "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11"), Step(snat, "lr-nat-add edge snat 192.0.2.10 10.1.0.0/24")])
    (floating,) = bench.db.rows("NAT", ["type", "==", "dnat_and_snat"])
    bench.refused(MODULE, {**FLOATING, "logical_ip": "10.1.0.12"}, floating["_uuid"][1], "dnat_and_snat 192.0.2.11", "Remove", code="conflict")
    bench.refused(MODULE, {**snat, "external_ip": "192.0.2.99"}, "snat 10.1.0.0/24", code="conflict")
    bench.run(
        MODULE,
        [
            Step({**FLOATING, "logical_ip": "10.1.0.12", "state": "absent"}, changed=False),
            Step({**snat, "external_ip": "192.0.2.99", "allowed_ext_ips": "friends"}),
            Step({**snat, "external_ip": "192.0.2.98", "external_port_range": "1024-2047"}),
            Step({**FLOATING, "logical_ip": "10.1.0.12", "gateway_port": "out"}),
            Step({**FLOATING, "logical_ip": "10.1.0.12", "router": "core"}),
            Step({"uuid": floating["_uuid"][1], "logical_ip": "10.1.0.13"}, row={"logical_ip": "10.1.0.13"}),
        ],
    )


def test_match_and_priority(bench: Bench) -> None:
    args = {**FLOATING, "match": "ip4.dst == 198.51.100.0/24", "priority": 10}
    if bench.db.schema["version"] == OLD:
        words = "match: needs OVN 24.09 or newer (schema 7.6.0); this server has 7.0.0"
        result = bench.refused(MODULE, args, words, code="schema_mismatch")
        assert result["failure"]["column"] == "match"
        # the empty text is what every release does
        bench.run(MODULE, [Step(FLOATING, "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11")])
    else:
        bench.run(MODULE, [Step(args), Step({**args, "priority": 20}, row={"priority": 20}), Step(FLOATING)])
        assert len(bench.db.rows("NAT")) == 2


def test_address_sets(bench: Bench) -> None:
    bench.both("create Address_Set name=friends", "create Address_Set name=foes", "lr-nat-add edge dnat_and_snat 192.0.2.11 10.1.0.11")
    bench.run(
        MODULE,
        [
            Step({**FLOATING, "allowed_ext_ips": "friends"}, "set NAT {NAT} allowed_ext_ips={Address_Set name=friends}"),
            Step(
                {**FLOATING, "allowed_ext_ips": "", "exempted_ext_ips": "foes"},
                "clear NAT {NAT} allowed_ext_ips -- set NAT {NAT} exempted_ext_ips={Address_Set name=foes}",
                row={"allowed_ext_ips": None, "exempted_ext_ips": "foes"},
            ),
        ],
    )
    bench.refused(MODULE, {**FLOATING, "allowed_ext_ips": "friends"}, "allowed_ext_ips", "exempted_ext_ips")
    result = bench.refused("address_set", {"name": "foes", "state": "absent"}, "exempted_ext_ips of NAT")
    assert result["failure"]["code"] == "referential_violation"


def test_wrong_input(bench: Bench) -> None:
    for external in ("192.0.2.0/24", "192.0.2.300", "outside", ""):
        bench.refused(MODULE, {**FLOATING, "external_ip": external}, "external_ip", f'"{external}"', code="invalid_value")
    for logical in ("10.1.0.300", "10.1.0.0/40", "web-1"):
        bench.refused(MODULE, {**FLOATING, "logical_ip": logical}, "logical_ip", f'"{logical}"', code="invalid_value")
    bench.refused(MODULE, {**FLOATING, "logical_ip": "10.1.0.0/24"}, "logical_ip", "10.1.0.0/24", "dnat_and_snat")
    bench.refused(MODULE, {**FLOATING, "logical_port": "web-1"}, "external_mac")
    bench.refused(MODULE, {**FLOATING, "logical_port": "web-1", "external_mac": "02:00"}, "external_mac", '"02:00"')
    bench.refused(MODULE, {**FLOATING, "external_port_range": "9-1"}, "external_port_range", '"9-1"')
    bench.refused(MODULE, {**FLOATING, "external_port_range": "70000"}, "external_port_range", '"70000"')
    bench.refused(MODULE, {**FLOATING, "options": {"stateless": "yes"}}, "options", "stateless", '"yes"')
    snat = {"router": "edge", "type": "snat", "external_ip": "192.0.2.10", "logical_ip": "10.1.0.0/24"}
    bench.refused(MODULE, {**snat, "options": {"stateless": True}}, "stateless", "dnat_and_snat")
    bench.refused(MODULE, {**snat, "logical_port": "p", "external_mac": "02:00:00:00:00:01"}, "logical_port", "snat")
    bench.refused(MODULE, {"router": "edge", "type": "snat"}, "external_ip", "logical_ip")
    bench.refused(MODULE, {**FLOATING, "gateway_port": "nowhere"}, "gateway_port", "'nowhere'", code="not_found")
