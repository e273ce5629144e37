# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""meter and copp against a real server, beside ovn-nbctl."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE, COPP = "meter", "copp"


def test_life_of_a_meter(bench: Bench) -> None:
    meter = {"name": "logs"}
    bands = [{"rate": 100, "burst_size": 0, "action": "drop", "external_ids": {}}]
    bench.run(
        MODULE,
        [
            Step({**meter, "unit": "pktps", "bands": [{"rate": 100}]}, "meter-add logs drop 100 pktps", row={"bands": bands, "fair": None}),
            Step({**meter, "bands": [{"rate": 100, "action": "drop", "burst_size": 0}], "fair": False}, changed=False),
            Step({**meter, "bands": [{"rate": 200, "burst_size": 50}]}, "--may-exist meter-add logs drop 200 pktps 50"),
            Step({**meter, "bands": [{"rate": 200}]}, changed=False, row={"bands": [{**bands[0], "rate": 200, "burst_size": 50}]}),
            Step({**meter, "unit": "kbps", "fair": True}, "--fair --may-exist meter-add logs drop 200 kbps 50"),
            Step({**meter, "fair": False}, "set Meter logs fair=false"),
            Step({**meter, "external_ids": {"owner": "shop"}}, "set Meter logs external_ids:owner=shop"),
            Step({**meter, "external_ids": {}}, "clear Meter logs external_ids"),
            Step({**meter, "state": "absent"}, "meter-del logs"),
            Step({**meter, "state": "absent"}, changed=False),
        ],
    )


def test_several_bands(bench: Bench) -> None:
    new = "--id=@band create Meter_Band action=drop rate={} -- add Meter logs bands @band".format
    bench.run(
        MODULE,
        [
            Step(
                {"name": "logs", "unit": "kbps", "fair": True, "bands": [{"rate": 2000}, {"rate": 300, "burst_size": 9}, {"rate": 40}]},
                ("--fair meter-add logs drop 300 kbps 9", new(2000), new(40)),
            ),
            Step({"name": "logs", "bands": [{"rate": 40}, {"rate": 300}, {"rate": 2000}]}, changed=False),
            Step({"name": "logs", "bands": [{"rate": 300}, {"rate": 2000}]}, "remove Meter logs bands {Meter_Band rate=40}"),
            Step({"name": "logs", "bands": [{"rate": 2000}, {"rate": 300, "external_ids": {"a": 1}}]}, "set Meter_Band {Meter_Band rate=300} external_ids:a=1"),
            Step({"name": "logs", "bands": [{"rate": 2000}, {"rate": 301}]}, "set Meter_Band {Meter_Band rate=300} rate=301"),
        ],
    )


def test_bands_are_changed_in_place(bench: Bench) -> None:
    bench.both("meter-add logs drop 100 pktps", "set Meter_Band {Meter_Band} external_ids:other=1")
    uuid = bench.db.row("Meter_Band")["_uuid"]
    bench.run(MODULE, [Step({"name": "logs", "bands": [{"rate": 50}]}, "set Meter_Band {Meter_Band} rate=50")])
    assert bench.db.row("Meter_Band")["_uuid"] == uuid
    assert bench.db.row("Meter_Band")["external_ids"] == ["map", [["other", "1"]]]


def test_wrong_meters(bench: Bench) -> None:
    meter = {"name": "logs", "unit": "pktps", "bands": [{"rate": 100}]}
    bench.refused(MODULE, {"name": "logs", "unit": "pktps"}, "bands", "needed to create", code="invalid_value")
    bench.refused(MODULE, {"name": "logs", "bands": [{"rate": 1}]}, "unit", "needed to create", code="invalid_value")
    bench.refused(MODULE, {**meter, "name": "__logs"}, "name", '"__logs"', "another name", code="invalid_value")
    bench.refused(MODULE, {**meter, "name": ""}, "name", code="invalid_value")
    bench.refused(MODULE, {**meter, "unit": "bps"}, "unit", "bps")
    bench.refused(MODULE, {**meter, "bands": []}, "bands", code="invalid_value")
    bench.refused(MODULE, {**meter, "bands": [{"rate": 0}]}, "rate", "0", code="invalid_value")
    bench.refused(MODULE, {**meter, "bands": [{"rate": 1, "burst_size": -1}]}, "burst_size", "-1", code="invalid_value")
    bench.refused(MODULE, {**meter, "bands": [{"burst_size": 1}]}, "rate")
    bench.refused(MODULE, {**meter, "bands": [{"rate": 1, "action": "pass"}]}, "action", "pass")
    bench.refused(MODULE, {**meter, "bands": [{"rate": 1}, {"rate": 1}]}, "bands[1]", "twice", code="invalid_value")
    bench.both("meter-add there drop 1 kbps")
    bench.refused(MODULE, {"name": "there", "bands": []}, "bands", "1 at least", code="invalid_value")


def test_life_of_limits(bench: Bench) -> None:
    limits = {"name": "limits"}
    bench.both("meter-add m1 drop 1 pktps", "meter-add m2 drop 2 pktps")
    bench.run(
        COPP,
        [
            Step({**limits, "meters": {"arp": "m1"}}, "copp-add limits arp m1", row={"meters": {"arp": "m1"}}),
            Step({**limits, "meters": {"dns": "m1", "arp": "m2"}}, "copp-add limits dns m1 -- copp-add limits arp m2"),
            Step({**limits, "meters": {"dns": None, "bfd": None}}, "copp-del limits dns", row={"meters": {"arp": "m2"}}),
            Step({**limits, "external_ids": {"owner": "shop"}}, "set Copp {Copp} external_ids:owner=shop"),
            Step({**limits, "external_ids": {}, "meters": {}}, "clear Copp {Copp} external_ids meters", row={"meters": {}}),
            Step({**limits, "state": "absent"}, "destroy Copp {Copp}"),
            Step({**limits, "state": "absent"}, changed=False),
        ],
    )


def test_limits_of_switches_and_routers(bench: Bench) -> None:
    bench.both("copp-add limits arp m1", "ls-add web", "lr-add edge")
    bench.run("logical_switch", [Step({"name": "web", "copp": "limits"}, "ls-copp-add limits web")])
    bench.run("logical_router", [Step({"name": "edge", "copp": "limits"}, "lr-copp-add limits edge")])
    bench.run(COPP, [Step({"name": "limits", "meters": {"dns": "m1"}}, "copp-add limits dns m1")])
    bench.run(COPP, [Step({"name": "limits", "state": "absent"}, "copp-del limits")])
    bench.run("logical_switch", [Step({"name": "web"}, changed=False, row={"copp": None})])


def test_limits_of_others_are_left_alone(bench: Bench) -> None:
    """Protocols that are not mentioned, also such as this module does not know."""
    bench.both("copp-add limits arp m1 -- copp-add limits dns m1", "set Copp {Copp} meters:novel=m3 external_ids:other=1")
    bench.run(
        COPP,
        [
            Step(
                {"name": "limits", "meters": {"arp": "m2"}, "external_ids": {"owner": "shop"}},
                "set Copp {Copp} meters:arp=m2 external_ids:owner=shop",
                row={"meters": {"arp": "m2", "dns": "m1", "novel": "m3"}},
            )
        ],
    )


def test_wrong_limits(bench: Bench) -> None:
    bench.refused(COPP, {"meters": {"arp": "m1"}}, "name", code="invalid_value")
    bench.refused(COPP, {"name": "limits", "meters": {"smtp": "m1"}}, "meters", "smtp", "svc-monitor", code="invalid_value")
    bench.refused(COPP, {"name": "limits", "meters": {"arp": ""}}, "meters", "arp", "must not be empty", code="invalid_value")
