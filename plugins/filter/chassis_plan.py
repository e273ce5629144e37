# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: chassis_plan
short_description: What the role ovn_controller makes of its variables and a host's facts
version_added: 0.1.0
description:
  - Finds the addresses of tunnels and the bridges that are needed, and what is wrong with the variables.
author: The northbound.ovn authors (@northbound-ovn)
positional: _input, settings
options:
  _input:
    description: The host's C(ansible_facts).
    type: dict
    required: true
  settings:
    description: The role's variables, without the role's name in front.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Refuse what cannot work
  ansible.builtin.assert:
    that: plan.problems | length == 0
  vars:
    plan: "{{ ansible_facts | northbound.ovn.chassis_plan({'encap_interface': 'eth1', 'datapath': 'system'}) }}"
"""

RETURN = r"""
_value:
  description: The plan.
  type: dict
  contains:
    problems:
      description: What is wrong, in words; empty if nothing is.
      type: list
      elements: str
    encap_ips:
      description: The addresses of tunnels.
      type: list
      elements: str
    bridges:
      description: Bridges to make, as the module M(northbound.ovn.chassis) takes them.
      type: list
      elements: dict
    bridge_mappings:
      description: The bridge of each physical network.
      type: dict
"""

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_ONE_OF = ("encap_interface", "encap_network", "encap_ips")


class _Problem(Exception):
    """One thing that is wrong, in words."""


def _fact(facts: Mapping[str, Any], interface: str) -> Mapping[str, Any]:
    found = facts.get(interface.replace("-", "_")) or {}
    return found if found.get("device") == interface else {}


def _addresses(facts: Mapping[str, Any], interface: str) -> Iterator[str]:
    """The global addresses of an interface, IPv4 before IPv6."""
    fact = _fact(facts, interface)
    first = [fact["ipv4"]] if fact.get("ipv4") else []
    for entry in first + (fact.get("ipv4_secondaries") or []):
        if "address" in entry:
            yield entry["address"]
    for entry in fact.get("ipv6") or []:
        if entry.get("scope") == "global":
            yield entry["address"]


def _own(facts: Mapping[str, Any]) -> dict[str, str]:
    """Every global address of the host and its interface."""
    found: dict[str, str] = {}
    for interface in facts.get("interfaces") or []:
        for address in _addresses(facts, interface):
            found.setdefault(str(ipaddress.ip_address(address)), interface)
    return found


def _underlay(settings: Mapping[str, Any]) -> str:
    """The bridge that carries the addresses of the underlay, empty if there is none."""
    return str(settings.get("underlay_bridge") or "") if settings.get("datapath") == "netdev" else ""


def _encap_ips(facts: Mapping[str, Any], settings: Mapping[str, Any]) -> list[str]:
    given = [name for name in _ONE_OF if settings.get(name)]
    if len(given) > 1:
        raise _Problem(f"{' and '.join('ovn_controller_' + name for name in given)} are given: give one of them.")
    option = given[0] if given else ""
    value = settings.get(option)
    own = _own(facts)
    has = ", ".join(f"{address} ({interface})" for address, interface in sorted(own.items())) or "none"
    if option == "encap_interface":
        # once the role has made the underlay's bridge, the address is there
        bridge = _underlay(settings) if settings.get("underlay_interface") == value else ""
        found = [*_addresses(facts, value), *(_addresses(facts, bridge) if bridge else [])][:1]
        if not found:
            raise _Problem(
                f"ovn_controller_encap_interface: {value} is no interface of this host with an address (it has {has})."
                " Name another interface, or give the interface an address."
            )
        return found
    if option == "encap_network":
        try:
            network = ipaddress.ip_network(value)
        except ValueError as e:
            raise _Problem(f"ovn_controller_encap_network: {value} is no network: {e}. Write it like 192.0.2.0/24.") from e
        found = [address for address in own if ipaddress.ip_address(address) in network]
        if not found:
            raise _Problem(
                f"ovn_controller_encap_network: this host has no address in {value} (it has {has})."
                " Name the network of its tunnels, or give it an address there."
            )
        return found
    try:
        wanted = [str(ipaddress.ip_address(address)) for address in (value or [_default(facts, settings)])]
    except ValueError as e:
        raise _Problem(f"ovn_controller_encap_ips: {e}. Write an address without prefix length and brackets.") from e
    for address in wanted:
        if address not in own:
            raise _Problem(
                f"{'ovn_controller_encap_ips' if option else 'ovn_address'}: no interface of this host has {address} (it has {has})."
                " Name one of these addresses, an interface (ovn_controller_encap_interface) or a network (ovn_controller_encap_network)."
            )
    return wanted


def _default(facts: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    address = settings.get("address") or (facts.get("default_ipv4") or {}).get("address") or (facts.get("default_ipv6") or {}).get("address")
    if not address:
        raise _Problem(
            "ovn_controller_encap_ips: this host has no default route from which to take an address for tunnels."
            " Give ovn_controller_encap_interface, ovn_controller_encap_network or ovn_controller_encap_ips."
        )
    return str(address)


def _bridges(facts: Mapping[str, Any], settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    netdev = settings.get("datapath") == "netdev"
    bridges: dict[str, dict[str, Any]] = {}
    underlay, interface = _underlay(settings), settings.get("underlay_interface")
    if underlay:
        if not interface:
            raise _Problem(
                "ovn_controller_underlay_interface: not set. The datapath netdev needs the interface that tunnels leave through:"
                " the role puts it on ovn_controller_underlay_bridge and moves its addresses there."
            )
        fact = _fact(facts, interface)
        if not fact:
            raise _Problem(
                f"ovn_controller_underlay_interface: this host has no interface {interface}"
                f" (it has {', '.join(sorted(facts.get('interfaces') or []))}). Name the interface that tunnels leave through."
            )
        bridges[underlay] = {"name": underlay, "interfaces": [interface], "mac": fact["macaddress"], "fail_mode": "standalone"}
    for mapping in settings.get("bridge_mappings") or []:
        bridge = bridges.setdefault(mapping["bridge"], {"name": mapping["bridge"], "interfaces": []})
        bridge["interfaces"] += [i for i in mapping.get("interfaces") or [] if i not in bridge["interfaces"]]
        for name in mapping.get("interfaces") or []:
            if mapping["bridge"] != underlay and settings.get("address") in [*_addresses(facts, name)]:
                raise _Problem(
                    f"ovn_controller_bridge_mappings: {name} has this host's own address {settings['address']}, which would be"
                    f" cut off on {mapping['bridge']}. Name an interface that only the physical network uses."
                )
    for bridge in bridges.values():
        if netdev:
            bridge["datapath_type"] = "netdev"
    return list(bridges.values())


def _mappings(settings: Mapping[str, Any]) -> dict[str, str]:
    mappings: dict[str, str] = {}
    for mapping in settings.get("bridge_mappings") or []:
        if mapping["network"] in mappings:
            raise _Problem(f"ovn_controller_bridge_mappings: {mapping['network']} is given twice. A physical network has one bridge on a host.")
        mappings[mapping["network"]] = mapping["bridge"]
    return mappings


def _stt(settings: Mapping[str, Any]) -> str:
    """Why STT would carry no packet; empty if it would."""
    release = str(settings.get("release") or "")
    if release and tuple(int(part) for part in release.split(".")) > (25, 3):
        return f"OVN {release} has no STT tunnels, the last release with them is 25.03"
    if settings.get("datapath") == "netdev":
        return "the datapath in user space (ovn_controller_datapath netdev) drops every STT packet"
    if not settings.get("vport_stt"):
        return "this host's kernel has no module vport_stt, which alone carries STT packets"
    return ""


def _others(settings: Mapping[str, Any]) -> list[str]:
    """What else is wrong, with no result but the words."""
    problems = []
    if not settings.get("sb_remotes"):
        problems.append("ovn_controller_sb_remotes: empty. Give the Southbound's remotes, or hosts in the group ovn_central.")
    for remote in settings.get("sb_remotes") or []:
        if str(remote).startswith("tcp:") and settings.get("tls"):
            problems.append(f"ovn_controller_sb_remotes: {remote} is plain TCP. Write ssl:, or say ovn_tls: false.")
    if not settings.get("encap_types"):
        problems.append("ovn_controller_encap_types: empty. Without a type of tunnel ovn-controller registers no chassis; name geneve.")
    if "stt" in (settings.get("encap_types") or []) and settings.get("encap_checked", True):
        reason = _stt(settings)
        if reason:
            problems.append(
                f"ovn_controller_encap_types: stt: {reason}. Leave it out, or say ovn_controller_encap_unchecked: true to configure it all the same."
            )
    return problems


def chassis_plan(facts: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The plan; a part with a problem is empty."""
    plan: dict[str, Any] = {"problems": _others(settings), "encap_ips": [], "bridges": [], "bridge_mappings": {}}
    parts: dict[str, Callable[[], Any]] = {
        "encap_ips": lambda: _encap_ips(facts, settings),
        "bridges": lambda: _bridges(facts, settings),
        "bridge_mappings": lambda: _mappings(settings),
    }
    for part, make in parts.items():
        try:
            plan[part] = make()
        except _Problem as problem:
            plan["problems"].append(str(problem))
    return plan


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"chassis_plan": chassis_plan}
