# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a document before a server is asked."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._engine._document import SHOWN, Node, Problems, nodes
from ansible_collections.northbound.ovn.plugins.module_utils._engine._ledger import name_in_list
from ansible_collections.northbound.ovn.plugins.module_utils._engine._topology import TopologyOutcome, _batches
from ansible_collections.northbound.ovn.plugins.module_utils._engine._tree import Change
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue

UUID = "11111111-1111-4111-8111-11111111111A"


def taken(document: Any) -> list[Node]:
    problems = Problems()
    found = nodes(document, problems)
    problems.raise_if_any()
    return found


_ITSELF: list[Any] = []
_ITSELF.append(_ITSELF)


@pytest.mark.parametrize(
    "value", [None, 1, 1.5, True, "x", b"x", {1}, (1,), datetime.date(2026, 1, 1), [[]], [None], {1: 2}, {None: {}}, _ITSELF, float("nan")]
)
@pytest.mark.parametrize("place", ["", "1", "logical_switches", "row", "name", "ports", "external_ids", "key", "uuid", "nb_global", "acls"])
def test_anything_that_yaml_can_give(place: str, value: Any) -> None:
    """Keys that are no text, dates, sets, bytes, lists that hold themselves."""
    switch: dict[Any, Any] = {"name": "web"}
    document: Any = {"logical_switches": [switch]}
    if place in ("", "row"):
        document = value if place == "" else {"logical_switches": [value]}
    elif place in ("1", "logical_switches", "nb_global"):
        document[1 if place == "1" else place] = value
    elif place == "key":
        switch["external_ids"] = {"a": value}
    else:
        switch[place] = value
    problems = Problems()
    found = nodes(document, problems)
    assert all(problems.found)
    assert all(isinstance(node, Node) for node in found)


def test_a_key_that_is_no_text_is_told_as_one() -> None:
    with pytest.raises(InvalidValue, match=r"logical_switches\[0\]\.1: no column of Logical_Switch"):
        taken({"logical_switches": [{"name": "web", 1: 2}]})


def test_no_more_problems_than_one_can_read() -> None:
    with pytest.raises(InvalidValue, match=r"60 things are wrong.*and 10 more$") as caught:
        taken({"logical_switches": [{"name": f"s{number}", "ports": 1} for number in range(SHOWN + 10)]})
    assert len(str(caught.value.details).splitlines()) == SHOWN + 10


@pytest.mark.parametrize(
    ("table", "row", "names"),
    [
        ("logical_switches", {"name": "web"}, ["web"]),
        ("logical_switches", {"name": "web", "uuid": UUID}, ["web", UUID.lower()]),
        ("logical_switches", {"uuid": UUID}, [UUID.lower()]),
        ("dhcp_options", {"name": "leases", "cidr": "10.1.0.0/24"}, ["leases"]),
        ("dhcp_options", {"uuid": UUID, "name": "leases", "cidr": "10.1.0.0/24"}, ["leases", UUID.lower()]),
        ("bfd", {"logical_port": "wan", "dst_ip": "2001:DB8::1"}, ["wan 2001:db8::1"]),
    ],
)
def test_what_references_call_a_row(table: str, row: dict[str, Any], names: list[str]) -> None:
    assert taken({table: [row]})[0].names == names


def test_what_the_list_of_an_owner_calls_a_row() -> None:
    binding = {"logical_port": "edge wan", "ip": "192.0.2.1", "mac": "02:00:00:00:00:01"}
    assert name_in_list(taken({"static_mac_bindings": [binding]})[0]) == "edge wan 192.0.2.1"
    assert name_in_list(taken({"load_balancer_groups": [{"name": "g", "uuid": UUID}]})[0]) == "g"


def test_batches_keep_together_what_refers_to_one_another() -> None:
    """The rule of web needs the group, which needs the function, which needs the ports of web."""
    acl = {"direction": "to-lport", "priority": 1, "match": "ip4", "action": "allow", "network_function_group": "group"}
    document = {
        "address_sets": [{"name": "a"}, {"name": "b"}],
        "logical_switches": [{"name": "before"}, {"name": "web", "ports": [{"name": "in"}], "acls": [acl]}, {"name": "after"}],
        "network_functions": [{"name": "function", "id": 1, "inport": "in"}],
        "network_function_groups": [{"name": "group", "id": 1, "mode": "inline", "network_function": ["function"]}],
        "port_groups": [{"name": "g", "ports": ["in"]}],
    }
    batches = [[node.label for node in batch] for batch in _batches(taken(document), 1)]
    assert batches == [["a"], ["b"], ["before"], ["web", "after", "function", "group"], ["g"]]
    sizes = [len(batch) for batch in _batches(taken({"address_sets": [{"name": f"n{number}"} for number in range(7)]}), 3)]
    assert sizes == [3, 3, 1]


def test_rows_of_one_name_are_all_in_the_diff() -> None:
    where = ("meters", "logs", "bands", "Meter_Band")
    changes = [Change("Meter_Band", where, {}, {"rate": 1}), Change("Meter_Band", where, {"rate": 2}, {"rate": 3})]
    before, after = TopologyOutcome(changes).diff()
    assert after == {"meters": {"logs": {"bands": {"Meter_Band": {"rate": 1}, "Meter_Band #2": {"rate": 3}}}}}
    assert before == {"meters": {"logs": {"bands": {"Meter_Band #2": {"rate": 2}}}}}
