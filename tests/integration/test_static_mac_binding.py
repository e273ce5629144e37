# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""static_mac_binding against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "static_mac_binding"
PORT = "lrp-add edge edge-wan 02:00:00:00:02:01 192.0.2.1/24 2001:db8::1/64"
WHO = {"logical_port": "edge-wan", "ip": "192.0.2.254"}
MAC = "02:00:00:00:02:fe"


def test_life_of_a_binding(bench: Bench) -> None:
    bench.both("lr-add edge", PORT)
    row = "{Static_MAC_Binding}"
    bench.run(
        MODULE,
        [
            Step({**WHO, "mac": MAC}, f"static-mac-binding-add edge-wan 192.0.2.254 {MAC}", row={**WHO, "mac": MAC, "override_dynamic_mac": False}),
            Step({**WHO, "mac": MAC.upper(), "override_dynamic_mac": False}, changed=False),
            Step({**WHO, "mac": "02:00:00:00:02:0F"}, f"set Static_MAC_Binding {row} mac='\"02:00:00:00:02:0f\"'"),
            Step({**WHO, "override_dynamic_mac": True}, f"set Static_MAC_Binding {row} override_dynamic_mac=true", row={"mac": "02:00:00:00:02:0f"}),
            Step({**WHO, "override_dynamic_mac": False}, f"set Static_MAC_Binding {row} override_dynamic_mac=false"),
            Step({**WHO, "state": "absent"}, "static-mac-binding-del edge-wan 192.0.2.254"),
            Step({**WHO, "state": "absent"}, changed=False),
        ],
    )


def test_spelling_is_no_other_binding(bench: Bench) -> None:
    """The server compares addresses as text, so it would take a second row for another spelling."""
    bench.both("lr-add edge", PORT, "lrp-add edge edge-lan 02:00:00:00:02:02 10.1.0.1/24")
    v6 = {"logical_port": "edge-wan", "ip": "2001:DB8:0::FE"}
    bench.run(
        MODULE,
        [
            Step({**v6, "mac": MAC}, f"static-mac-binding-add edge-wan 2001:db8::fe {MAC}", row={"ip": "2001:db8::fe"}),
            Step({"logical_port": "edge-lan", "ip": "2001:db8::fe", "mac": MAC}, f"static-mac-binding-add edge-lan 2001:db8::fe {MAC}"),
            Step({**v6, "state": "absent"}, "static-mac-binding-del edge-wan 2001:db8::fe"),
        ],
    )
    bench.both("create Static_MAC_Binding logical_port=edge-wan ip='\"2001:DB8:0::FE\"' mac='\"02:00:00:00:02:FE\"'")
    row = "{Static_MAC_Binding logical_port=edge-wan}"
    bench.run(
        MODULE,
        [
            Step({**v6, "ip": "2001:db8::fe", "mac": MAC}, changed=False),
            Step({**v6, "override_dynamic_mac": True}, f"set Static_MAC_Binding {row} override_dynamic_mac=true"),
            Step({**v6, "ip": "2001:db8::fe", "state": "absent"}, f"destroy Static_MAC_Binding {row}"),
        ],
    )


def test_identity_by_uuid(bench: Bench) -> None:
    bench.both("lr-add edge", PORT, f"static-mac-binding-add edge-wan 192.0.2.254 {MAC}")
    uuid = bench.db.row("Static_MAC_Binding")["_uuid"][1]
    bench.run(MODULE, [Step({"uuid": uuid, "ip": "192.0.2.253"}, "set Static_MAC_Binding {Static_MAC_Binding} ip=192.0.2.253", row={"mac": MAC})])


def test_wrong_input(bench: Bench) -> None:
    for ip in ("192.0.2.0/24", "192.0.2", "router"):
        bench.refused(MODULE, {**WHO, "ip": ip, "mac": MAC}, "ip", f'"{ip}"', code="invalid_value")
    bench.refused(MODULE, {**WHO, "mac": "02:00"}, "mac", '"02:00"', code="invalid_value")
    bench.refused(MODULE, WHO, "mac", "create", code="invalid_value")
    bench.refused(MODULE, {**WHO, "logical_port": "", "mac": MAC}, "logical_port", "empty", code="invalid_value")
    for option in WHO:
        bench.refused(MODULE, {**{key: value for key, value in WHO.items() if key != option}, "mac": MAC}, option, "needed", code="invalid_value")
