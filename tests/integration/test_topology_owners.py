# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose rows are: marks, lists of what cannot be marked, and what modules and exports make of them."""

from __future__ import annotations

from typing import Any

from ansible_collections.northbound.ovn.tests.support.documents import Document
from ansible_collections.northbound.ovn.tests.support.steps import Bench

MARK = "northbound.ovn:owner"
UNMARKED: Document = {
    "load_balancer_groups": [{"name": "group one"}, {"name": "two"}],
    "static_mac_bindings": [{"logical_port": "edge wan", "ip": "192.0.2.254", "mac": "02:00:00:00:00:01"}],
}
TABLES = ("Load_Balancer_Group", "Static_MAC_Binding")


def apply(bench: Bench, document: Document, **options: Any) -> bool:
    """Apply it twice; whether the first time changed something."""
    changed = bench.module("topology", {"document": document, **options})["changed"]
    assert bench.module("topology", {"document": document, **options})["changed"] is False
    return bool(changed)


def lists(bench: Bench) -> dict[str, str]:
    return dict(bench.db.row("NB_Global")["external_ids"][1])


def count(bench: Bench) -> list[int]:
    return [len(bench.db.rows(table)) for table in TABLES]


def test_rows_that_cannot_be_marked(bench: Bench) -> None:
    apply(bench, UNMARKED, owner="shop", prune=True)
    assert count(bench) == [2, 1]
    exported = bench.module("topology_info", {"owner": "shop"})["document"]
    assert exported == {name: sorted(rows, key=str) for name, rows in UNMARKED.items()}
    refused = {"document": {}, "owner": "shop", "prune": True, "prune_limit": 2}
    bench.refused("topology", refused, "2 of 3 rows", "3 would be", "Load_Balancer_Group group one", "Static_MAC_Binding edge wan 192.0.2.254")
    apply(bench, {**UNMARKED, "load_balancer_groups": [{"name": "group one"}]}, owner="shop", prune=True)
    assert count(bench) == [1, 1]
    apply(bench, {}, owner="shop", prune=True)
    assert count(bench) == [0, 0]
    assert lists(bench) == {}


def test_what_was_there_is_adopted_once(bench: Bench) -> None:
    apply(bench, UNMARKED)
    assert apply(bench, UNMARKED, owner="shop", prune=True) is False, "what was there is nobody's"
    assert apply(bench, UNMARKED, owner="shop", adopt=True) is True
    assert apply(bench, UNMARKED, owner="other", adopt=True) is False, "what has an owner keeps it"
    apply(bench, {}, owner="other", prune=True)
    assert count(bench) == [2, 1]
    apply(bench, {}, owner="shop", prune=True)
    assert count(bench) == [0, 0]


def test_rows_that_cannot_be_marked_by_uuid(bench: Bench) -> None:
    uuid = "11111111-1111-4111-8111-111111111111"
    apply(bench, {"load_balancer_groups": [{"uuid": uuid, "name": "a"}]}, owner="shop", prune=True)
    apply(bench, {"load_balancer_groups": [{"uuid": uuid}]}, owner="shop", prune=True)
    assert count(bench)[0] == 1
    apply(bench, {}, owner="shop", prune=True)
    assert count(bench)[0] == 0


def test_lists_stay_when_the_map_is_cleared(bench: Bench) -> None:
    apply(bench, {**UNMARKED, "nb_global": {"external_ids": {"a": "b"}}}, owner="shop")
    before = lists(bench)
    assert set(before) == {MARK + ":shop", "a"}
    bench.module("nb_global", {"external_ids": {}})
    assert lists(bench) == {MARK + ":shop": before[MARK + ":shop"]}
    apply(bench, {**UNMARKED, "nb_global": {"external_ids": {}}}, owner="other")
    assert MARK + ":shop" in lists(bench)
    bench.db.ctl("set", "NB_Global", ".", f'external_ids:"{MARK}:shop"="[1"')
    bench.refused("topology", {"document": UNMARKED, "owner": "shop"}, MARK + ":shop is no list of rows", code="conflict")


def test_an_export_restores_marks_and_lists(bench: Bench) -> None:
    document = {**UNMARKED, "logical_switches": [{"name": "web", "ports": [{"name": "web-1"}]}]}
    apply(bench, document, owner="shop")
    there = bench.db.canonical()
    exported = bench.module("topology_info", {})["document"]
    bench.db.wipe()
    apply(bench, exported)
    assert bench.db.canonical() == there
    bench.db.wipe()
    apply(bench, exported, owner="new")
    assert dict(bench.db.row("Logical_Switch")["external_ids"][1]) == {MARK: "new"}
    assert set(lists(bench)) == {MARK + ":new"}, "the marks of a document are its owner's"


def test_modules_show_the_mark_and_can_release_a_row(bench: Bench) -> None:
    document: Document = {
        "logical_switches": [{"name": "web", "ports": [{"name": "web-1"}]}],
        "logical_routers": [{"name": "edge", "static_routes": [{"ip_prefix": "0.0.0.0/0", "nexthop": "192.0.2.254"}]}],
    }
    apply(bench, document, owner="shop", prune=True)
    port = {"switch": "web", "name": "web-1"}
    done = bench.module("logical_switch_port", {**port, "addresses": ["unknown"]})
    assert done["row"]["external_ids"] == {MARK: "shop"}
    assert "external_ids" not in done["diff"]["before"]
    assert bench.module("logical_switch_port", {**port, "external_ids": {}})["changed"] is False
    route = {"router": "edge", "ip_prefix": "0.0.0.0/0", "nexthop": "192.0.2.254", "external_ids": {}}
    assert bench.module("logical_router_static_route", route)["changed"] is False
    released = bench.module("logical_switch_port", {**port, "external_ids": {MARK: None}})
    assert released["diff"]["before"]["external_ids"] == {MARK: "shop"}
    bench.refused("topology", {"document": {}, "owner": "shop", "prune": True}, "Logical_Switch web still has ports", code="invalid_value")


def test_an_owner_has_a_name(bench: Bench) -> None:
    bench.refused("topology", {"document": {}, "owner": "", "prune": True}, "owner", code="invalid_value")
    bench.refused("topology_info", {"owner": ""}, "owner", code="invalid_value")
