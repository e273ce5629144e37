# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands for any table, and the module for any table."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_SWITCH = ("ls-add web", "set Logical_Switch web other_config:mcast_snoop=true other_config:vlan-passthru=true")


def _web(**args: object) -> tuple[Call, ...]:
    return (call("row", table="Logical_Switch", where={"name": "web"}, **args),)


def _transit(**args: object) -> tuple[Call, ...]:
    return (call("row", database="OVN_IC_Northbound", table="Transit_Switch", where={"name": "ts1"}, **args),)


def _ic(command: str, calls: tuple[Call, ...], *given: str) -> Case:
    return Case(command, calls, given=given, tool="ovn-ic-nbctl")


ANY_TABLE = Family(
    "Any table",
    (
        Case("create Logical_Switch name=web other_config:mcast_snoop=true", _web(columns={"other_config": {"mcast_snoop": True}})),
        Case(
            "--id=@band create Meter_Band action=drop rate=100 burst_size=10 -- create Meter name=log unit=pktps bands=@band",
            (
                call(
                    "row",
                    table="Meter",
                    where={"name": "log"},
                    columns={"unit": "pktps", "bands": [{"action": "drop", "rate": 100, "burst_size": 10}]},
                ),
            ),
        ),
        Case("set Logical_Switch web other_config:mcast_snoop=false", _web(columns={"other_config": {"mcast_snoop": False}}), given=_SWITCH),
        Case(
            "add Logical_Switch web external_ids owner=shop",
            _web(columns={"external_ids": {"owner": "shop"}}),
            given=(*_SWITCH, "set Logical_Switch web external_ids:rack=7"),
        ),
        Case("remove Logical_Switch web other_config mcast_snoop", _web(columns={"other_config": {"mcast_snoop": None}}), given=_SWITCH),
        Case("clear Logical_Switch web other_config", _web(columns={"other_config": {}}), given=_SWITCH),
        Case("destroy Logical_Switch web", _web(state="absent"), given=_SWITCH),
        Case("--if-exists destroy Logical_Switch web", _web(state="absent")),
        _ic("create Transit_Switch name=ts1 other_config:requested-tnl-key=7", _transit(columns={"other_config": {"requested-tnl-key": 7}})),
        _ic("set Transit_Switch ts1 external_ids:owner=shop", _transit(columns={"external_ids": {"owner": "shop"}}), "ts-add ts1"),
        _ic(
            "add Transit_Switch ts1 external_ids rack=7",
            _transit(columns={"external_ids": {"rack": 7}}),
            "create Transit_Switch name=ts1 external_ids:owner=shop",
        ),
        _ic(
            "remove Transit_Switch ts1 external_ids owner",
            _transit(columns={"external_ids": {"owner": None}}),
            "create Transit_Switch name=ts1 external_ids:owner=shop",
        ),
        _ic("clear Transit_Switch ts1 external_ids", _transit(columns={"external_ids": {}}), "create Transit_Switch name=ts1 external_ids:owner=shop"),
        _ic("destroy Transit_Switch ts1", _transit(state="absent"), "ts-add ts1"),
        _ic("--if-exists destroy Transit_Switch ts1", _transit(state="absent")),
    ),
    shown="all",
)
