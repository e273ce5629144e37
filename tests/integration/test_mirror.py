# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""mirror against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "mirror"
TAP = {"name": "tap"}
NEW = {**TAP, "type": "gre", "filter": "to-lport", "sink": "192.0.2.9", "index": 7}
LPORT = {**TAP, "type": "lport", "filter": "both", "sink": "web-2"}
OLDEST = "7.0.0"


def test_life_of_a_mirror(bench: Bench) -> None:
    bench.run(
        MODULE,
        [
            Step(NEW, "mirror-add tap gre 7 to-lport 192.0.2.9", row={**NEW, "mirror_rules": []}),
            Step({**TAP, "filter": "from-lport", "index": 8}, "set Mirror {Mirror name=tap} filter=from-lport index=8"),
            Step(
                {**TAP, "type": "erspan", "sink": "2001:DB8:0::9"},
                "set Mirror {Mirror name=tap} type=erspan sink='\"2001:db8::9\"'",
                row={"sink": "2001:db8::9"},
            ),
            Step({**TAP, "external_ids": {"owner": "shop"}}, "set Mirror {Mirror name=tap} external_ids:owner=shop"),
            Step({**TAP, "external_ids": {}, "mirror_rules": []}, "clear Mirror {Mirror name=tap} external_ids"),
            Step({**TAP, "state": "absent"}, "mirror-del tap"),
            Step({**TAP, "state": "absent"}, changed=False),
        ],
    )


def test_without_an_index(bench: Bench) -> None:
    args = {key: value for key, value in NEW.items() if key != "index"}
    bench.run(MODULE, [Step(args, "mirror-add tap gre 0 to-lport 192.0.2.9", row={"index": 0})])


def test_what_ovn_nbctl_wrote(bench: Bench) -> None:
    bench.both(
        "mirror-add tap gre 7 to-lport 2001:DB8::9", "set Mirror {Mirror name=tap} external_ids:other=1", "mirror-add odd erspan 500000 to-lport 192.0.2.9"
    )
    bench.run(
        MODULE,
        [
            Step({**NEW, "sink": "2001:db8:0::9"}, changed=False),
            Step(
                {**TAP, "external_ids": {"owner": "shop"}},
                "set Mirror {Mirror name=tap} external_ids:owner=shop",
                row={"external_ids": {"other": "1", "owner": "shop"}},
            ),
            Step({"name": "odd", "index": 500000, "external_ids": {"owner": "shop"}}, "set Mirror {Mirror name=odd} external_ids:owner=shop"),
        ],
    )


def test_ports_of_a_mirror(bench: Bench) -> None:
    bench.both("ls-add web", "lsp-add web web-1", "mirror-add tap gre 7 to-lport 192.0.2.9", "mirror-add other gre 8 to-lport 192.0.2.9")
    bench.run("logical_switch_port", [Step({"name": "web-1", "mirror_rules": ["tap"]}, "lsp-attach-mirror web-1 tap")])
    bench.run(MODULE, [Step({**TAP, "index": 9}, "set Mirror {Mirror name=tap} index=9")])
    bench.run(MODULE, [Step({**TAP, "state": "absent"}, "mirror-del tap")])
    bench.run("logical_switch_port", [Step({"name": "web-1"}, changed=False, row={"mirror_rules": []})])


def test_without_a_tunnel(bench: Bench) -> None:
    local = {**TAP, "type": "local", "filter": "both", "sink": "tap-id"}
    if bench.db.schema["version"] == OLDEST:
        needs = "needs OVN 23.06 or newer (schema 7.0.4); this server has 7.0.0"
        bench.refused(MODULE, {**local, "filter": "to-lport"}, f"type: local {needs}", code="schema_mismatch")
        bench.refused(MODULE, {**NEW, "filter": "both"}, f"filter: both {needs}", code="schema_mismatch")
        bench.refused(MODULE, LPORT, "needs OVN 2", "this server has 7.0.0", code="schema_mismatch")
        return
    bench.both("ls-add web -- lsp-add web web-2")
    bench.run(
        MODULE,
        [
            Step(local, "mirror-add tap local both tap-id", row={"index": -1}),
            Step({**local, "index": -1}, changed=False),
            Step({**LPORT, "name": "port"}, "mirror-add port lport both web-2"),
            Step({**TAP, "type": "gre", "sink": "192.0.2.9", "index": 5}, "set Mirror {Mirror name=tap} type=gre sink=192.0.2.9 index=5"),
            Step(local, "set Mirror {Mirror name=tap} type=local sink=tap-id"),
            Step({**TAP, "index": 5}, changed=False),
        ],
    )
    bench.refused(MODULE, {**local, "index": 6}, "index", "gre and erspan", "local", "leave it out", code="invalid_value")
    bench.refused(MODULE, {**LPORT, "name": "new", "index": 6}, "index", "lport", code="invalid_value")
    bench.refused(MODULE, {"name": "port", "type": "gre", "sink": "192.0.2.9"}, "index", "-1", code="invalid_value")
    bench.refused(MODULE, {**TAP, "type": "gre"}, "sink", '"tap-id"', code="invalid_value")
    bench.refused(MODULE, {**local, "sink": ""}, "sink", "must not be empty", code="invalid_value")


def test_rules(bench: Bench) -> None:
    https = {"priority": 10, "match": "tcp.dst == 443", "action": "skip"}
    if bench.db.schema["version"] == OLDEST:
        bench.refused(MODULE, {**NEW, "mirror_rules": [https]}, "mirror_rules", "needs OVN 25.09 or newer", code="schema_mismatch")
        bench.run(MODULE, [Step({**NEW, "mirror_rules": []}, "mirror-add tap gre 7 to-lport 192.0.2.9")])
        return
    web = {"priority": 20, "match": "tcp.dst == 80", "action": "mirror"}
    bench.both("ls-add web -- lsp-add web web-2")
    add = "mirror-rule-add tap 10 'tcp.dst == 443' skip"
    bench.run(
        MODULE,
        [
            Step({**LPORT, "mirror_rules": [https]}, ("mirror-add tap lport both web-2", add), row={"mirror_rules": [https]}),
            Step({**TAP, "mirror_rules": [web, {**https, "match": " tcp.dst == 443"}]}, "mirror-rule-add tap 20 'tcp.dst == 80' mirror"),
            Step({**TAP, "mirror_rules": [{**web, "action": "skip"}, https]}, "set Mirror_Rule {Mirror_Rule priority=20} action=skip"),
            Step({**TAP, "filter": "to-lport"}, "set Mirror {Mirror name=tap} filter=to-lport"),
            Step({**TAP, "mirror_rules": [https]}, "mirror-rule-del tap 20 'tcp.dst == 80'"),
            Step({**TAP, "mirror_rules": []}, "mirror-rule-del tap"),
            Step({**TAP, "mirror_rules": [https], "external_ids": {"owner": "shop"}}, ("set Mirror {Mirror name=tap} external_ids:owner=shop", add)),
            Step({**TAP, "state": "absent"}, "mirror-del tap"),
        ],
    )
    bench.refused(MODULE, {**NEW, "mirror_rules": [https]}, "mirror_rules", "lport", "gre", code="invalid_value")
    bench.refused(MODULE, {**LPORT, "mirror_rules": [https, {**https, "action": "mirror"}]}, "mirror_rules[1]", "443", "twice", code="invalid_value")
    bench.refused(MODULE, {**LPORT, "mirror_rules": [{**https, "match": ""}]}, "match", code="invalid_value")
    bench.refused(MODULE, {**LPORT, "mirror_rules": [{"priority": 1, "match": "ip4"}]}, "action")
    bench.refused(MODULE, {**LPORT, "mirror_rules": [{**https, "priority": 40000}]}, "priority", "40000", code="invalid_value")


def test_rules_that_differ_in_their_action_only(bench: Bench) -> None:
    """ovn-nbctl lets them stand side by side, and OVN then does one or the other; one of them remains."""
    if "Mirror_Rule" not in bench.db.schema["tables"]:
        bench.refused(MODULE, {**LPORT, "mirror_rules": [{"priority": 1, "match": "ip4", "action": "skip"}]}, "needs OVN 25.09", code="schema_mismatch")
        return
    bench.both("ls-add web -- lsp-add web web-2", "mirror-add tap lport both web-2", "mirror-rule-add tap 1 ip4 skip", "mirror-rule-add tap 1 ip4 mirror")
    bench.run(MODULE, [Step({**TAP, "mirror_rules": [{"priority": 1, "match": "ip4", "action": "mirror"}]})])
    assert [row["action"] for row in bench.db.rows("Mirror_Rule")] == ["mirror"]


def test_wrong_input(bench: Bench) -> None:
    bench.refused(MODULE, {"type": "gre"}, "name", code="invalid_value")
    bench.refused(MODULE, TAP, "type", "filter", "sink", "needed to create", code="invalid_value")
    bench.refused(MODULE, {**NEW, "type": "vxlan"}, "type", "vxlan")
    bench.refused(MODULE, {**NEW, "filter": "all"}, "filter", "all")
    bench.refused(MODULE, {**NEW, "sink": "collector"}, "sink", '"collector"', "gre", code="invalid_value")
    bench.refused(MODULE, {**NEW, "index": -2}, "index", "-2", "4294967295", code="invalid_value")
    bench.refused(MODULE, {**NEW, "type": "erspan", "index": 100000}, "index", "100000", "99999", code="invalid_value")
