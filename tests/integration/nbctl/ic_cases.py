# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Interconnection Northbound."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_TOOL = "ovn-ic-nbctl"
_MAC = "02:00:00:00:01:01"


def _router(*ports: dict[str, object]) -> tuple[Call, ...]:
    return (call("transit_router", name="tr1", ports=list(ports)),)


_PORT = {"name": "tr1-az1", "mac": _MAC, "networks": ["169.254.0.1/24"], "chassis": "gw1"}
_ADD = f"trp-add tr1 tr1-az1 {_MAC} 169.254.0.1/24 chassis=gw1"

INTERCONNECTION = Family(
    "ovn-ic-nbctl: transit switches and routers",
    (
        Case("ts-add ts1", (call("transit_switch", name="ts1"),), tool=_TOOL),
        Case("--may-exist ts-add ts1", (call("transit_switch", name="ts1"),), given=("ts-add ts1",), tool=_TOOL),
        Case("ts-del ts1", (call("transit_switch", name="ts1", state="absent"),), given=("ts-add ts1",), tool=_TOOL),
        Case("--if-exists ts-del ts1", (call("transit_switch", name="ts1", state="absent"),), tool=_TOOL),
        Case("tr-add tr1", (call("transit_router", name="tr1"),), tool=_TOOL),
        Case("--may-exist tr-add tr1", (call("transit_router", name="tr1"),), given=("tr-add tr1",), tool=_TOOL),
        Case("tr-del tr1", (call("transit_router", name="tr1", state="absent"),), given=("tr-add tr1", _ADD), tool=_TOOL),
        Case("--if-exists tr-del tr1", (call("transit_router", name="tr1", state="absent"),), tool=_TOOL),
        Case(_ADD, _router(_PORT), given=("tr-add tr1",), tool=_TOOL),
        Case(f"--may-exist {_ADD}", _router(_PORT), given=("tr-add tr1", _ADD), tool=_TOOL),
        Case("trp-del tr1-az1", _router(), given=("tr-add tr1", _ADD), tool=_TOOL, note="`ports` are all of them."),
        Case("--if-exists trp-del tr1-az1", _router(), given=("tr-add tr1",), tool=_TOOL),
        Case("set IC_NB_Global . options:vxlan_mode=true", (call("ic_nb_global", options={"vxlan_mode": True}),), tool=_TOOL),
    ),
)
