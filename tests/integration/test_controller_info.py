# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module controller_info on a real hypervisor that is brought out of order in every way that the module names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb, free_port
from ansible_collections.northbound.ovn.tests.support.process import wait_for
from ansible_collections.northbound.ovn.tests.support.runner import Result
from ansible_collections.northbound.ovn.tests.support.sandbox import Sandbox

ADDRESS = "127.0.0.1"


@pytest.fixture(name="host")
def _host(folder: Path, sb: Ovsdb) -> Iterator[Sandbox]:
    host = Sandbox(folder, sb, "h1")
    healthy = host.module("controller_info", {"wait": True})
    assert healthy["problems"] == [], healthy
    yield host
    host.stop()


def look(host: Sandbox, **args: Any) -> Result:
    """Read, without waiting."""
    return host.module("controller_info", args)


def problem(host: Sandbox) -> str:
    """The only problem, once the daemons have noticed what the test did: the same one when looked at again."""
    seen: list[list[str]] = []

    def settled() -> bool:
        seen.append(look(host)["problems"])
        return len(seen) > 2 and len(seen[-1]) == 1 and seen[-1] == seen[-2]

    wait_for(settled, f"there is one problem with {host.name}")
    return str(seen[-1][0])


def recovered(host: Sandbox) -> Result:
    """What the module says when it waits until the damage is mended."""
    done = host.module("controller_info", {"wait": True})
    assert done["problems"] == [], done
    assert "msg" not in done
    return done


def test_healthy(host: Sandbox) -> None:
    """All is well: what is returned is what the daemons say."""
    done = look(host)
    assert not done["changed"]
    chassis = done["chassis"]
    assert chassis["external_ids"]["system-id"] == "h1"
    assert (chassis["connection"], chassis["registered"]) == ("connected", True)
    assert chassis["encaps"] == [{"type": "geneve", "ip": ADDRESS}]
    assert chassis["bridges"] == host.run("ovs-vsctl", f"--db={host.ovs.unix}", "list-br").split()
    assert chassis["release"] in host.run("ovn-controller", "--version")
    assert chassis["controllers"] > 0
    assert chassis["flows"] > 0
    assert look(host)["chassis"] == host.module("controller_info", {}, check=True)["chassis"]


def test_mapping_without_bridge(host: Sandbox) -> None:
    """A bridge mapping that leads nowhere."""
    host.ovs.ctl("set", "open_vswitch", ".", "external_ids:ovn-bridge-mappings=physnet1:br-ex,physnet2:br-int")
    done = look(host)
    assert done["problems"] == ["ovn-bridge-mappings speaks of bridge br-ex, which does not exist: make it, or take it out of the mapping."]
    assert done["msg"] == done["problems"][0]
    host.ovs.ctl("add-br", "br-ex")
    recovered(host)


def test_southbound_out_of_reach(host: Sandbox, sb: Ovsdb) -> None:
    """A Southbound where nobody listens."""
    nowhere = f"tcp:{ADDRESS}:{free_port()}"
    host.ovs.ctl("set", "open_vswitch", ".", f'external_ids:ovn-remote="{nowhere}"')
    text = problem(host)
    assert text.startswith(f"ovn-controller is not connected to the Southbound ({nowhere}): not connected.")
    assert "Check the address, the certificates" in text
    host.ovs.ctl("set", "open_vswitch", ".", f'external_ids:ovn-remote="{sb.unix}"')
    recovered(host)


def test_no_remote(host: Sandbox) -> None:
    """Nobody said where the Southbound is."""
    host.ovs.ctl("remove", "open_vswitch", ".", "external_ids", "ovn-remote")
    assert problem(host).startswith("ovn-controller is not connected to the Southbound (no ovn-remote): not connected.")


def test_controller_hangs(host: Sandbox) -> None:
    """An ovn-controller that is there and does nothing."""
    host.controller.pause()
    (text,) = look(host)["problems"]
    assert "): ovn-controller does not answer: " in text
    host.controller.resume()
    recovered(host)


def test_controller_is_gone(host: Sandbox) -> None:
    """An ovn-controller that has died."""
    host.controller.kill()
    assert "): ovn-controller does not answer: " in problem(host)
    host.controller.start()
    recovered(host)


def test_not_registered(host: Sandbox, sb: Ovsdb) -> None:
    """A chassis without the address of its tunnels is none."""
    host.ovs.ctl("remove", "open_vswitch", ".", "external_ids", "ovn-encap-ip")
    wait_for(lambda: sb.ctl("--if-exists", "chassis-del", "h1") == "" and not sb.rows("Chassis"), "h1 is out of the Southbound")
    text = problem(host)
    assert text.startswith("The Southbound has no chassis h1, although ovn-controller is connected.")
    assert "ovn-encap-type and ovn-encap-ip must both be set" in text
    assert "the CN of this host's certificate must be h1" in text
    assert not look(host)["chassis"]["registered"]
    host.ovs.ctl("set", "open_vswitch", ".", f"external_ids:ovn-encap-ip={ADDRESS}")
    recovered(host)


def test_address_taken(host: Sandbox, sb: Ovsdb) -> None:
    """Another chassis has the address of the tunnels."""
    sb.ctl("chassis-del", "h1", "--", "chassis-add", "h9", "geneve", ADDRESS)
    assert f"the address {ADDRESS} is registered by chassis h9." in problem(host)
    sb.ctl("chassis-del", "h9")
    recovered(host)


def test_one_tunnel_missing(host: Sandbox, sb: Ovsdb) -> None:
    """The chassis is there, but another one has its second address."""
    sb.ctl("chassis-add", "h9", "geneve", "127.0.0.9")
    host.ovs.ctl("set", "open_vswitch", ".", f'external_ids:ovn-encap-ip="{ADDRESS},127.0.0.9"')
    assert "127.0.0.9" in problem(host)
    sb.ctl("chassis-del", "h9")
    assert recovered(host)["chassis"]["encaps"] == [{"type": "geneve", "ip": ADDRESS}, {"type": "geneve", "ip": "127.0.0.9"}]


def test_unknown_tunnel(host: Sandbox) -> None:
    """A type of tunnel that this release of OVN does not have."""
    host.ovs.ctl("set", "open_vswitch", ".", 'external_ids:ovn-encap-type="geneve,gre"')
    text = problem(host)
    assert text.startswith(f"The chassis h1 is registered without gre {ADDRESS}: its release of OVN may not have this type")
    host.ovs.ctl("set", "open_vswitch", ".", "external_ids:ovn-encap-type=geneve")
    recovered(host)


def test_switch_is_gone(host: Sandbox) -> None:
    """An ovs-vswitchd that has died: no new packet would find its way."""
    host.vswitchd.kill()
    text = problem(host)
    assert text.startswith("ovn-controller has 0 OpenFlow connections and br-int 0 flows: check that ovs-vswitchd runs")
    host.vswitchd.start()
    recovered(host)


def test_several_and_waiting(host: Sandbox) -> None:
    """Every problem is told, and waiting ends with the time."""
    host.ovs.ctl("set", "open_vswitch", ".", "external_ids:ovn-bridge-mappings=physnet1:br-ex")
    host.vswitchd.kill()
    done = host.module("controller_info", {"wait": True, "timeout": 2})
    assert [text.split()[0] for text in done["problems"]] == ["ovn-bridge-mappings", "ovn-controller"]
    assert done["msg"] == " ".join(done["problems"])
