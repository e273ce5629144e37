#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plug a workload into a logical switch port."""

from __future__ import annotations

DOCUMENTATION = r"""
module: vif
short_description: Plug a workload into a logical switch port
version_added: 0.1.0
description:
  - Puts an interface on the integration bridge of a chassis and says which logical switch port it is (C(iface-id)), on which
    ovn-controller binds the port to this chassis and installs its flows.
  - With O(type=internal) Open vSwitch makes the interface, and the module moves it into a network namespace and configures it.
    With O(type=system) it is a device that exists, such as the host's end of a veth pair or a tap device.
  - An option that is not given is not managed.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
options:
  db:
    description: The database of Open vSwitch on this host.
    type: str
    default: unix:/var/run/openvswitch/db.sock
  timeout:
    description: Seconds within which everything must be done.
    type: int
    default: 30
  name:
    description: Name of the interface, at most 15 characters.
    type: str
    required: true
  iface_id:
    description: Name of the logical switch port. Needed unless O(state=absent).
    type: str
  state:
    description:
      - V(present) plugs the interface in.
      - V(absent) takes it off the bridge, with which an internal one vanishes. With O(netns) the network namespace is removed too
        if nothing else is in it.
    type: str
    choices: [present, absent]
    default: present
  type:
    description: Whether Open vSwitch makes the interface or it exists.
    type: str
    choices: [internal, system]
    default: internal
  bridge:
    description: The integration bridge. By default what C(ovn-bridge) says, or else C(br-int).
    type: str
  external_ids:
    description: Further keys of the interface's C(external_ids), such as C(iface-id-ver). They are merged; V(null) removes one.
    type: dict
  netns:
    description: Network namespace of the interface, made if it is missing. An empty text means the host's own.
    type: str
  mac:
    description: Ethernet address of the interface.
    type: str
  mtu:
    description: The largest packet of the interface. The headers of a tunnel take their part of what the underlay carries, Geneve 58 bytes over IPv4.
    type: int
  addresses:
    description: All IP addresses of the interface, with prefix lengths.
    type: list
    elements: str
  gateways:
    description: Where the namespace's default routes through the interface go; one for each family at most.
    type: list
    elements: str
  up:
    description: Whether an internal interface is up.
    type: bool
    default: true
  wait_installed:
    description: Wait until ovn-controller has installed the port's flows.
    type: bool
    default: true
seealso:
  - module: northbound.ovn.logical_switch_port
  - module: northbound.ovn.chassis
"""

EXAMPLES = r"""
- name: Plug a workload in that lives in a network namespace
  northbound.ovn.vif:
    name: web-1
    iface_id: web-1
    netns: web-1
    mac: "02:00:00:00:00:01"
    mtu: 1400
    addresses: [10.1.0.11/24]
    gateways: [10.1.0.1]

- name: Plug a virtual machine's tap device in
  northbound.ovn.vif:
    name: tap0
    type: system
    iface_id: db-1

- name: Unplug the workload
  northbound.ovn.vif:
    name: web-1
    netns: web-1
    state: absent
"""

RETURN = r"""
row:
  description: The interface after the task; empty if it is absent.
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      type: str
    iface_id:
      description: The logical switch port.
      type: str
    bridge:
      description: The bridge it is on.
      type: str
    type:
      description: V(internal) or V(system).
      type: str
    external_ids:
      description: Its keys, among them those of ovn-controller.
      type: dict
    netns:
      description: Its network namespace, empty for the host's own. Not in check mode for an interface that does not exist.
      type: str
    mac:
      description: Its Ethernet address.
      type: str
    mtu:
      description: Its largest packet.
      type: int
    up:
      description: Whether it is up.
      type: bool
    addresses:
      description: Its global IP addresses.
      type: list
      elements: str
    gateways:
      description: Its default routes.
      type: list
      elements: str
"""

import os
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._engine import _link, _vif, _vswitch
from ansible_collections.northbound.ovn.plugins.module_utils._local import LOCAL_SPEC, open_vswitch
from ansible_collections.northbound.ovn.plugins.module_utils._module import guarded, start
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._client import Client, Select
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import NotFound, OvsdbError, Timeout

SPEC: dict[str, Any] = {
    **LOCAL_SPEC,
    "name": {"type": "str", "required": True},
    "iface_id": {"type": "str"},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "type": {"type": "str", "choices": ["internal", "system"], "default": "internal"},
    "bridge": {"type": "str"},
    "external_ids": {"type": "dict"},
    "netns": {"type": "str"},
    "mac": {"type": "str"},
    "mtu": {"type": "int"},
    "addresses": {"type": "list", "elements": "str"},
    "gateways": {"type": "list", "elements": "str"},
    "up": {"type": "bool", "default": True},
    "wait_installed": {"type": "bool", "default": True},
}
NAMESPACES = "/run/netns"


class Host:
    """The network devices of this host, through ip(8)."""

    def __init__(self, module: AnsibleModule) -> None:
        self._module = module
        self._ip = module.get_bin_path("ip", required=True, opt_dirs=["/sbin", "/usr/sbin"])

    def namespaces(self) -> list[str]:
        """The names of all network namespaces."""
        return sorted(os.listdir(NAMESPACES)) if os.path.isdir(NAMESPACES) else []

    def read(self, netns: str, name: str) -> _link.Link | None:
        """The device in a namespace, empty for the host's own; C<None> if there is none."""
        outputs = []
        for command in _link.reads(netns, name):
            rc, out, _err = self._module.run_command([self._ip, *command])
            if rc:
                return None
            outputs.append(out)
        return _link.parse(netns, outputs)

    def find(self, name: str, wanted: str | None) -> tuple[_link.Link | None, bool]:
        """The device, wherever it is, and whether the one in the namespace C<wanted> is stale.

        Open vSwitch makes devices in the host's own namespace. When it has made one again, because it was restarted, the
        datapath in user space leaves the old one where it was moved to.
        """
        here, there = self.read("", name), self.read(wanted, name) if wanted else None
        if here or there:
            return here or there, bool(here and there)
        others = (self.read(netns, name) for netns in self.namespaces() if netns != wanted)
        return next((link for link in others if link), None), False

    def run(self, commands: list[_link.Command]) -> None:
        """Run commands, the first that fails ends the module."""
        for command in commands:
            rc, _out, err = self._module.run_command([self._ip, *command])
            if rc:
                raise OvsdbError(f"ip {' '.join(command)}: {err.strip()}", details=err.strip())

    def lonely(self, netns: str, name: str) -> bool:
        """Whether nothing but the device C<name> is in the namespace, or not even that."""
        _rc, out, _err = self._module.run_command([self._ip, *_link.at(netns, "-json", "link", "show")])
        return not _link.others(out, name)


def refuse_broken(client: Client, vif: _vif.Vif) -> None:
    """Fail if Open vSwitch could not make or open the device."""
    rows = client.select(Select("Interface", (("name", "==", vif.name),), ("error",)))[0]
    error = rows[0]["error"] if rows else ""
    if isinstance(error, str) and error:
        raise OvsdbError(f"name: Open vSwitch cannot use {vif.name}: {error}", table="Interface", column="error", object=vif.name, details=error)


def wait_installed(client: Client, vif: _vif.Vif, before: str | None) -> dict[str, str]:
    """Wait until ovn-controller says that the port's flows are there; C<before> is the time of an installation that does not count."""
    select = Select("Interface", (("name", "==", vif.name),), ("external_ids",))
    keys: dict[str, str] = {}

    def installed() -> bool:
        rows = client.select(select)[0]
        keys.clear()
        keys.update(rows[0]["external_ids"][1] if rows else {})
        return keys.get("ovn-installed") == "true" and (before is None or keys.get("ovn-installed-ts") != before)

    def complaint() -> OvsdbError:
        return Timeout(
            f"iface_id: ovn-controller did not install {vif.iface_id} in time. Is there a logical switch port of that name, may it be on this"
            " chassis (requested-chassis), and is ovn-controller connected (ovn-appctl -t ovn-controller connection-status)?",
            table="Interface",
            column="external_ids",
            object=vif.name,
        )

    _vswitch.until(client, installed, complaint)
    return keys


def plug(module: AnsibleModule, client: Client, vif: _vif.Vif, host: Host) -> dict[str, Any]:
    """Make the interface and its device as wanted."""
    stamps: list[str | None] = []
    if not vif.kind and host.read("", vif.name) is None:
        raise NotFound(f"name: this host has no device {vif.name}; make it first, or use type internal", object=vif.name)

    def attempt() -> _vswitch.Attempt:
        found = _vif.find(client, vif)
        same = found.interface and found.interface["external_ids"].get("iface-id") == vif.iface_id
        stamps.append(None if same or not found.interface else found.stamp)
        return _vif.present(vif, found)

    changed, done = _vswitch.change(client, attempt, f"ansible northbound.ovn.vif {vif.name}", module.check_mode)
    if changed and not module.check_mode:
        _vswitch.realise(client)
        refuse_broken(client, vif)
    row, before, after = dict(done.row), dict(done.before), dict(done.after)
    if vif.kind:
        now, stale = host.find(vif.name, vif.link.netns)
        if now is None and not module.check_mode:
            raise NotFound(f"name: Open vSwitch made no device {vif.name}; see /var/log/openvswitch/ovs-vswitchd.log", object=vif.name)
        commands, then = _link.plan(vif.name, vif.link, now or _link.Link(), host.namespaces())
        if stale:
            commands.insert(0, _link.delete(vif.name, vif.link.netns or ""))
        if not module.check_mode:
            host.run(commands)
        changed = changed or bool(commands)
        before.update(now.shown(vif.link) if now and before else {})
        after.update(then.shown(vif.link))
        row.update({k: list(v) if isinstance(v, tuple) else v for k, v in vars(then).items() if v is not None})
    if module.params["wait_installed"] and not module.check_mode:
        row["external_ids"] = wait_installed(client, vif, stamps[-1])
    return {"changed": changed, "row": row, "diff": {"before": before, "after": after}}


def unplug(module: AnsibleModule, client: Client, vif: _vif.Vif, host: Host) -> dict[str, Any]:
    """Take the interface off its bridge, and remove a namespace that nobody else uses."""
    changed, done = _vswitch.change(client, lambda: _vif.absent(_vif.find(client, vif)), f"ansible northbound.ovn.vif {vif.name}", module.check_mode)
    before = dict(done.before)
    if changed and not module.check_mode:
        _vswitch.realise(client)
    netns = vif.link.netns
    if netns and netns in host.namespaces() and host.lonely(netns, vif.name):
        changed, before["netns"] = True, netns
        if not module.check_mode:
            host.run([["netns", "delete", netns]])
    return {"changed": changed, "row": {}, "diff": {"before": before, "after": {}}}


def main() -> None:
    """Run the module."""
    module = start(SPEC, required_if=[("state", "present", ["iface_id"])])
    host = Host(module)

    def work() -> dict[str, Any]:
        vif = _vif.checked(module.params)
        with open_vswitch(module.params) as client:
            result = (plug if module.params["state"] == "present" else unplug)(module, client, vif, host)
        if not module._diff:
            result.pop("diff")
        return result

    guarded(module, work)


if __name__ == "__main__":
    main()
