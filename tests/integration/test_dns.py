# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""dns against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "dns"
NAME = '"northbound.ovn:name"'
OLD = "7.0.0"  # the schema of OVN 23.03


def test_life_of_records(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app")
    row = "{DNS}"
    bench.run(
        MODULE,
        [
            Step({"name": "shop"}, f"create DNS 'external_ids={NAME}=shop'", row={"name": "shop", "records": {}, "external_ids": {}, "switches": []}),
            Step(
                {"name": "shop", "records": {"web-1.example.org": "10.1.0.11 2001:db8:1::11", "web-2.example.org": "10.1.0.12"}},
                f'set DNS {row} \'records:"web-1.example.org"="10.1.0.11 2001:db8:1::11"\' records:web-2.example.org=10.1.0.12',
            ),
            Step({"name": "shop", "records": {"WEB-1.Example.ORG.": "10.1.0.11,2001:DB8:1:0::11", "web-2.example.org": "10.1.0.12 10.1.0.12"}}, changed=False),
            Step(
                {"name": "shop", "records": {"11.0.1.10.in-addr.arpa": "Web-1.example.org."}},
                f"set DNS {row} 'records:\"11.0.1.10.in-addr.arpa\"=web-1.example.org'",
                row={
                    "records": {
                        "web-1.example.org": "10.1.0.11 2001:db8:1::11",
                        "web-2.example.org": "10.1.0.12",
                        "11.0.1.10.in-addr.arpa": "web-1.example.org",
                    }
                },
            ),
            Step({"name": "shop", "records": {"web-2.example.org": None}}, f"remove DNS {row} records web-2.example.org"),
            Step({"name": "shop", "switches": ["web", "app"]}, f"add Logical_Switch web dns_records {row} -- add Logical_Switch app dns_records {row}"),
            Step({"name": "shop", "switches": ["app"]}, f"remove Logical_Switch web dns_records {row}", row={"switches": ["app"]}),
            Step({"name": "shop", "external_ids": {"owner": "shop"}}, f"set DNS {row} external_ids:owner=shop", row={"external_ids": {"owner": "shop"}}),
            Step({"name": "shop", "external_ids": {}}, f"remove DNS {row} external_ids owner", row={"name": "shop", "switches": ["app"]}),
            Step({"name": "shop", "records": {}}, f"clear DNS {row} records"),
            Step({"name": "shop", "state": "absent"}, f"destroy DNS {row}"),
            Step({"name": "shop", "state": "absent"}, changed=False),
        ],
    )
    assert all(switch["dns_records"] == ["set", []] for switch in bench.db.rows("Logical_Switch"))


def test_what_others_have_written(bench: Bench) -> None:
    """Names in capitals and addresses with commas mean the same to OVN, so they are no change; the rest is left alone."""
    bench.both("ls-add web", "create DNS 'records=WEB-1.example.org=\"10.1.0.11,2001:DB8:1::11\",db=10.1.0.9' external_ids:ls_name=neutron-web")
    uuid = bench.db.row("DNS")["_uuid"][1]
    bench.run(
        MODULE,
        [
            Step({"name": "own", "records": {"db": "10.1.0.8"}, "switches": ["web"]}),
            Step({"name": "own", "state": "absent"}),
            Step({"uuid": uuid, "name": "web"}, f"set DNS {{DNS}} 'external_ids:{NAME}=web'", row={"name": "web", "external_ids": {"ls_name": "neutron-web"}}),
            Step({"name": "web", "records": {"web-1.example.org": "10.1.0.11 2001:db8:1::11"}}, changed=False),
            Step({"name": "web", "records": {"web-1.example.org": "10.1.0.10"}}, "set DNS {DNS} records:WEB-1.example.org=10.1.0.10"),
            Step({"name": "web", "records": {"web-1.example.org": None}}, "remove DNS {DNS} records WEB-1.example.org"),
        ],
    )


def test_switches_of_others_stay(bench: Bench) -> None:
    bench.both("ls-add web", "--id=@theirs create DNS records=db=10.1.0.9 -- add Logical_Switch web dns_records @theirs")
    bench.run(
        MODULE,
        [
            Step({"name": "own", "switches": ["web"]}),
            Step({"name": "own", "records": {"www": "10.1.0.8"}, "switches": ["web"]}),
            Step({"name": "own", "switches": []}),
            Step({"name": "own", "state": "absent"}),
        ],
    )
    assert bench.db.canonical() == bench.twin.canonical()


def test_options(bench: Bench) -> None:
    wanted = {"name": "shop", "options": {"ovn-owned": True}}
    if bench.db.schema["version"] == OLD:
        words = f"options: needs OVN 24.03 or newer (schema 7.3.0); this server has {OLD}"
        bench.refused(MODULE, wanted, words, code="schema_mismatch")
        bench.run(MODULE, [Step({**wanted, "options": {}})])
    else:
        bench.run(
            MODULE,
            [
                Step(wanted, f"create DNS 'external_ids={NAME}=shop' options:ovn-owned=true", row={"options": {"ovn-owned": "true"}}),
                Step({"name": "shop", "options": {}}, "clear DNS {DNS} options", row={"options": {}}),
            ],
        )
        bench.refused(MODULE, {"name": "shop", "options": {"ovn-owned": "yes"}}, "options: ovn-owned", '"yes"', code="invalid_value")


def test_wrong_input(bench: Bench) -> None:
    def refused(name: str, answer: str, *words: str) -> None:
        bench.refused(MODULE, {"name": "shop", "records": {name: answer}}, "records: ", *words, code="invalid_value")

    for answer in ("10.1.0.300", "web-2.example.org", "10.1.0.0/24"):
        refused("web-1.example.org", answer, "web-1.example.org", f'"{answer}"', "IP address")
    refused("web-1.example.org", "10.1.0.1 web-2", '"web-2"')
    refused("web-1.example.org", " , ", "null")
    refused("11.0.1.10.in-addr.arpa", "10.1.0.11", "11.0.1.10.in-addr.arpa", '"10.1.0.11"', "domain name")
    refused("11.0.1.10.IN-ADDR.ARPA", "a.example.org b.example.org", '"a.example.org b.example.org"')
    for name in ("", ".", "a..b", "a b", "n" * 64, "n." * 127 + "n"):
        refused(name, "10.1.0.1", f'"{name}"', "domain name")
    refused("bücher.example.org", "10.1.0.1", "xn--")
    bench.refused(MODULE, {"name": ""}, "name", "empty", code="invalid_value")
    bench.refused(MODULE, {"records": {"a": "10.1.0.1"}}, "name", "uuid", code="invalid_value")
    bench.refused(MODULE, {"name": "shop", "switches": ["nowhere"]}, "switches", "'nowhere'", code="not_found")
