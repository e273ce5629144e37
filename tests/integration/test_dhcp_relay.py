# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""dhcp_relay against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "dhcp_relay"
OLD = "7.0.0"  # the schema of OVN 23.03


def _is_there(bench: Bench) -> bool:
    """Whether the server has the table; the module says what it needs if not."""
    if bench.db.schema["version"] != OLD:
        return True
    words = f"DHCP_Relay needs OVN 24.09 or newer (schema 7.6.0); this server has {OLD}"
    for state in ("present", "absent"):
        bench.refused(MODULE, {"name": "campus", "state": state}, words, code="schema_mismatch")
    return False


def test_life_of_a_relay(bench: Bench) -> None:
    if not _is_there(bench):
        return
    who = {"name": "campus"}
    bench.run(
        MODULE,
        [
            Step(
                {**who, "servers": "192.0.2.53"},
                "create DHCP_Relay name=campus servers=192.0.2.53",
                row={**who, "servers": "192.0.2.53", "options": {}, "external_ids": {}},
            ),
            Step({**who, "servers": "192.0.2.54"}, "set DHCP_Relay {DHCP_Relay} servers=192.0.2.54"),
            Step({**who, "options": {"a": 1}, "external_ids": {"owner": "shop"}}, "set DHCP_Relay {DHCP_Relay} options:a=1 external_ids:owner=shop"),
            Step({**who, "options": {}, "external_ids": {"owner": None}}, "clear DHCP_Relay {DHCP_Relay} options external_ids"),
            Step({**who, "state": "absent"}, "destroy DHCP_Relay {DHCP_Relay}"),
            Step({**who, "state": "absent"}, changed=False),
        ],
    )


def test_in_use(bench: Bench) -> None:
    if not _is_there(bench):
        return
    port = {"router": "edge", "name": "edge-web", "mac": "02:00:00:00:01:01", "networks": ["10.1.0.1/24"]}
    bench.both("lr-add edge")
    bench.run(MODULE, [Step({"name": "campus", "servers": "192.0.2.53"})])
    bench.run("logical_router_port", [Step({**port, "dhcp_relay": "campus"}, row={"dhcp_relay": "campus"})])
    bench.refused(
        MODULE, {"name": "campus", "state": "absent"}, "DHCP_Relay 'campus'", "dhcp_relay of Logical_Router_Port 'edge-web'", code="referential_violation"
    )
    bench.run("logical_router_port", [Step({"name": "edge-web", "dhcp_relay": ""}, row={"dhcp_relay": None})])
    bench.run(MODULE, [Step({"name": "campus", "state": "absent"})])


def test_two_of_one_name(bench: Bench) -> None:
    if not _is_there(bench):
        return
    uuids = [bench.db.insert("DHCP_Relay", {"name": "campus"}) for dummy in range(2)]
    bench.refused(MODULE, {"name": "campus", "servers": "192.0.2.53"}, *uuids, "uuid", code="ambiguous")
    bench.run(MODULE, [Step({"uuid": uuids[0], "name": "branch"}, row={"name": "branch"}), Step({"name": "campus", "servers": "192.0.2.53"})])


def test_wrong_input(bench: Bench) -> None:
    for servers in ("", "2001:db8::53", "192.0.2.53 192.0.2.54", "192.0.2.53:67", "dhcp.example.org"):
        bench.refused(MODULE, {"name": "campus", "servers": servers}, "servers", f'"{servers}"', "IPv4", code="invalid_value")
    bench.refused(MODULE, {"name": ""}, "name", "empty", code="invalid_value")
    bench.refused(MODULE, {"servers": "192.0.2.53"}, "name", "uuid", code="invalid_value")
    if _is_there(bench):
        bench.refused(MODULE, {"name": "campus"}, "servers", "create", code="invalid_value")
