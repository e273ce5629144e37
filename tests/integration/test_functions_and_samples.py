# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the newest ovn-northd makes of samples, network functions and health checks of ports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovn import Site
from ansible_collections.northbound.ovn.tests.support.programs import suites
from ansible_collections.northbound.ovn.tests.support.rpc import Row
from ansible_collections.northbound.ovn.tests.support.runner import Result, run_module

ACL = {"switch": "web", "direction": "from-lport", "priority": 5, "match": "ip4.src == 192.0.2.77", "action": "allow-related"}


class Tasks:
    """Runs modules on a site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def __call__(self, module: str, /, **args: Any) -> Result:
        """Run one, and wait for ovn-northd."""
        connection = {"remotes": self.site.nb.remotes, "sb_remotes": self.site.sb.remotes, "wait": "sb"}
        return run_module(module, {**connection, **args})

    def flows(self, text: str) -> list[Row]:
        """The logical flows whose match or actions have a text."""
        return [row for row in self.site.sb.rows("Logical_Flow") if text in row["match"] or text in row["actions"]]


@pytest.fixture(name="do")
def _do(folder: Path) -> Iterator[Tasks]:
    site = Site(folder, list(suites())[-1])
    do = Tasks(site)
    do("logical_switch", name="web")
    do("logical_switch_port", switch="web", name="web-1", addresses=["02:00:00:00:00:01 10.1.0.11"])
    for name, other in (("fw-in", "fw-out"), ("fw-out", "fw-in")):
        do("logical_switch_port", switch="web", name=name, options={"is-nf": True, "nf-linked-port": other})
    do("network_function", name="fw", id=1, inport="fw-in", outport="fw-out")
    do("network_function_group", name="fws", id=1, mode="inline", network_function=["fw"])
    yield do
    site.stop()


def test_traffic_goes_through_the_function(do: Tasks) -> None:
    do("acl", **ACL, network_function_group="fws")
    active = do.site.nb.row("Network_Function_Group")["network_function_active"]
    assert active == do.site.nb.row("Network_Function")["_uuid"]
    assert do.flows('outport = "fw-in"')
    do("acl", **ACL, network_function_group="")
    assert do.flows("192.0.2.77")
    assert not [flow for flow in do.flows('outport = "fw-in"') if "reg8" in flow["match"]]


def test_why_some_actions_are_refused(do: Tasks) -> None:
    """An ACL that drops and has a group is no flow at all: what it shall drop passes."""
    do("acl", **{**ACL, "action": "drop"})
    assert do.flows("192.0.2.77")
    group = do.site.nb.row("Network_Function_Group")["_uuid"]
    do.site.nb.transact({"op": "update", "table": "ACL", "where": [], "row": {"network_function_group": group}})
    do.site.settle()
    assert not do.flows("192.0.2.77")


def test_function_leaves_its_group_and_goes(do: Tasks) -> None:
    """What ovn-northd notes as active keeps the function; it has let go when the task that takes it out has waited."""
    do("network_function_group", name="fws", network_function=[])
    do("network_function", name="fw", state="absent")
    assert do.site.nb.rows("Network_Function") == []
    assert sorted(row["name"] for row in do.site.nb.rows("Logical_Switch_Port")) == ["fw-in", "fw-out", "web-1"]


def test_health_check_of_a_function(do: Tasks) -> None:
    do("network_function", name="fw", health_check={"options": {"interval": 5}})
    assert not do.site.sb.rows("Service_Monitor")
    do("nb_global", options={"svc_monitor_ip": "169.254.100.10", "svc_monitor_ip_dst": "169.254.100.11"})
    do("acl", **ACL, network_function_group="fws")
    monitor = do.site.sb.row("Service_Monitor")
    assert (monitor["type"], monitor["logical_port"]) == ("network-function", "fw-out")
    assert dict(monitor["options"][1])["interval"] == "5"


def test_health_check_of_a_port(do: Tasks) -> None:
    do("logical_switch_port", name="web-1", health_checks=[{"protocol": "tcp", "src_ip": "10.1.0.2", "port": 443, "address": "10.1.0.11"}])
    monitor = do.site.sb.row("Service_Monitor")
    assert (monitor["logical_port"], monitor["ip"], monitor["port"], monitor["src_ip"]) == ("web-1", "10.1.0.11", 443, "10.1.0.2")
    do("logical_switch_port", name="web-1", health_checks=[])
    assert do.site.sb.rows("Service_Monitor") == []


def test_samples_of_an_acl(do: Tasks) -> None:
    do("sample_collector", id=1, name="audit", set_id=100, probability=65535)
    do("acl", **ACL, sample_new={"metadata": 4711, "collectors": ["audit"]})
    assert ["obs_domain=0," in flow["actions"] for flow in do.flows("collector_set=100")] == [True]
    do("sampling_app", type="acl-new", id=11)
    assert ["obs_domain=11," in flow["actions"] for flow in do.flows("collector_set=100")] == [True]
    do("acl", **ACL, sample_new={})
    assert not do.flows("collector_set=100")
