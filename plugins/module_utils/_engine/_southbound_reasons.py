# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a port is not bound or not up, in words, with what to do about it.

The rules are those by which ovn-controller claims ports; see C<chassis> and C<requested-chassis> of Port_Binding in ovn-sb(5).
"""

from __future__ import annotations

from typing import Any, Callable, Optional

from ._southbound import Row, items
from ._southbound_ports import NEVER_BOUND, View, datapath_of, kind, parent_names

MISSING = (
    "The Southbound has no port of this name: the Northbound has none (a router's port goes by its own name, its gateway by cr-NAME),"
    " or ovn-northd has not compiled it yet. Look at ovn-appctl -t ovn-northd status, or wait for it with northbound.ovn.sync."
)


def described(view: View, missing: list[str]) -> list[Row]:
    """The ports as a module returns them, those that do not exist last."""
    return [_shown(port, view) for port in view.ports] + [_nothing(name) for name in missing]


def _shown(port: Row, view: View) -> Row:
    datapath, word, _uuid = datapath_of(view.datapaths.get(port["datapath"], {"external_ids": {}}))
    group = view.groups.get(port["ha_chassis_group"] or "")
    return {
        "logical_port": port["logical_port"],
        "exists": True,
        "type": port["type"],
        "datapath": datapath,
        "datapath_type": word,
        "bindable": port["type"] not in NEVER_BOUND,
        "chassis": view.name(port["chassis"]),
        "additional_chassis": sorted(name for uuid in port["additional_chassis"] if (name := view.name(uuid))),
        "requested_chassis": items(port["options"].get("requested-chassis")),
        "up": port["up"],
        "tunnel_key": port["tunnel_key"],
        "mac": port["mac"],
        "nat_addresses": port["nat_addresses"],
        "ha_chassis_group": group["name"] if group else None,
        "ha_chassis": [_candidate(entry, port) for entry in view.candidates(port)],
        "parent_port": port["parent_port"],
        "mirror_port": port.get("mirror_port"),
        "virtual_parent": port["virtual_parent"],
        "tag": port["tag"],
        "options": port["options"],
        "external_ids": port["external_ids"],
        "reasons": reasons(port, view),
    }


def _candidate(entry: Row, port: Row) -> Row:
    exists = bool(entry["chassis"])
    return {"name": entry["name"], "priority": entry["priority"], "exists": exists, "active": exists and entry["chassis"] == port["chassis"]}


def _nothing(name: str) -> Row:
    lists: dict[str, Any] = {key: [] for key in ("additional_chassis", "requested_chassis", "mac", "nat_addresses", "ha_chassis")}
    plain = ("type", "datapath", "datapath_type", "bindable", "chassis", "up", "tunnel_key", "ha_chassis_group", "parent_port", "mirror_port")
    nothing: dict[str, Any] = dict.fromkeys((*plain, "virtual_parent", "tag"))
    return {**nothing, **lists, "options": {}, "external_ids": {}, "logical_port": name, "exists": False, "reasons": [MISSING]}


def reasons(port: Row, view: View) -> list[str]:
    """Why the port is not bound or not up; empty if it is both."""
    if port["type"] in NEVER_BOUND:
        return [_never(port)]
    found = []
    if not port["chassis"]:
        found.append(UNBOUND.get(kind(port), _unknown)(port, view))
    else:
        if port["up"] is False:
            found.append(_down(port, view))
        found += _elsewhere(port, view)
    return found + _additional(port, view)


def _never(port: Row) -> str:
    network = port["options"].get("network_name") or "(options:network_name is not set)"
    where = {
        "patch": "it is the end of a patch between two datapaths, and is on every chassis that has one of them",
        "localnet": f"it is on every chassis whose ovn-bridge-mappings have the network {network}",
        "localport": f"it is on every chassis that has an interface with external_ids:iface-id={port['logical_port']}",
    }
    return f"A port of type {port['type']} is never bound, and nobody reports it up: {where[port['type']]}."


def _behind(chassis: Optional[str], view: View) -> str:
    lag = view.progress.lag(chassis)
    if not lag:
        return ""
    reached = view.progress.reported[chassis or ""]["nb_cfg"]
    return f" (its ovn-controller is {lag} behind: nb_cfg {reached} of {view.progress.nb_cfg})"


def _interface(port: Row) -> str:
    ver = port["options"].get("iface-id-ver")
    return f"external_ids:iface-id={port['logical_port']}" + (f" and external_ids:iface-id-ver={ver}" if ver else "")


def _vif(port: Row, view: View) -> str:
    wanted = items(port["options"].get("requested-chassis"))
    if wanted:
        return _requested(port, wanted[0], view)
    if not view.chassis:
        return "The Southbound has no chassis at all: set ovn-remote, ovn-encap-type and ovn-encap-ip on the hypervisors (northbound.ovn.chassis)."
    late = view.late
    perhaps = f" {late} of {len(view.chassis)} chassis are behind and may not know the port yet (northbound.ovn.chassis_info)." if late else ""
    return (
        f"No chassis has claimed it: no OVS interface on an integration bridge has {_interface(port)}. Plug the workload in"
        f" (northbound.ovn.vif), and check that its interface has an ofport.{perhaps}"
    )


def _requested(port: Row, wanted: str, view: View) -> str:
    chassis = view.requested(wanted)
    if chassis is None:
        return (
            f"options:requested-chassis names {wanted}, and the Southbound has no chassis of this name or hostname: start"
            " ovn-controller there, or correct the option. Only chassis that it names may claim the port."
        )
    return (
        f"options:requested-chassis gives it to {wanted}, which has not claimed it{_behind(chassis['_uuid'], view)}: an OVS interface"
        f" on its integration bridge must have {_interface(port)}, and an ofport. Only chassis that the option names may claim the port."
    )


def _child(port: Row, view: View) -> str:
    """A container's port, or that of a mirror's receiver, which is bound through its parent."""
    (name,) = parent_names(port)[:1] or [""]
    parent = view.parents.get(name)
    if parent is None:
        return f"Its parent {name} is not in the Southbound: create that port, or correct the name of the parent."
    if kind(parent) != "vif":
        return f"Its parent {name} is of type {kind(parent)}: only the port of a virtual machine's interface can be a parent."
    if not parent["chassis"]:
        return f"Its parent {name} is bound to no chassis, and the port is bound together with it: see the reasons of {name}."
    wanted = items(port["options"].get("requested-chassis"))
    if wanted and view.requested(wanted[0]) is not view.chassis.get(parent["chassis"]):
        return (
            f"Its parent {name} is bound to {view.name(parent['chassis'])}, and options:requested-chassis gives the port to {wanted[0]}:"
            " remove the option, since the port goes where its parent goes."
        )
    return (
        f"Its parent {name} is bound to {view.name(parent['chassis'])}, whose ovn-controller has not claimed the port"
        f"{_behind(parent['chassis'], view)}: look at ovn-controller.log there."
    )


def _virtual(port: Row, view: View) -> str:
    ip = port["options"].get("virtual-ip", "its address")
    names = items(port["options"].get("virtual-parents"))
    if not names:
        return "No virtual parent can announce it: options:virtual-parents is empty. List the ports that may hold the address."
    where = []
    for name in names:
        parent = view.parents.get(name)
        at = view.name(parent["chassis"]) if parent else None
        where.append(f"{name} is {'not in the Southbound' if parent is None else f'bound to {at}' if at else 'bound to no chassis'}")
    return (
        f"No virtual parent has announced {ip} yet. Of options:virtual-parents, {', '.join(where)}. The workload that holds the"
        " address must send an ARP for it, as keepalived and its like do when they take an address over."
    )


def _pinned(option: str, remedy: str) -> Callable[[Row, View], str]:
    """For types whose chassis an option names."""

    def reason(port: Row, view: View) -> str:
        name = port["options"].get(option, "")
        if not name:
            return f"options:{option} is not set: {remedy}."
        chassis = view.by_name.get(name)  # here a hostname does not count
        if chassis is None:
            return f"options:{option} names {name}, and the Southbound has no chassis of this name: start ovn-controller there, or {remedy}."
        return (
            f"options:{option} names {name}, whose ovn-controller has not claimed the port{_behind(chassis['_uuid'], view)}: look at ovn-controller.log there."
        )

    return reason


def _vtep(port: Row, view: View) -> str:
    device, switch = (port["options"].get(f"vtep-{what}-switch", "") for what in ("physical", "logical"))
    chassis = view.by_name.get(device)
    if chassis is None:
        return (
            f"options:vtep-physical-switch names {device or 'nothing'}, and the Southbound has no chassis of this name: start"
            " ovn-controller-vtep for that device, or correct the option."
        )
    if switch not in chassis["vtep_logical_switches"]:
        return (
            f"The device {device} has no logical switch {switch or '(options:vtep-logical-switch is not set)'}: create it in its"
            " hardware_vtep database, or correct options:vtep-logical-switch."
        )
    return f"ovn-controller-vtep of {device} has not claimed it: look at its log."


def _ha(port: Row, view: View) -> str:
    """The gateway of a router port, or an external port: the best living chassis of a group claims it."""
    group = view.groups.get(port["ha_chassis_group"] or "")
    if group is None:
        what = "router port gateway_chassis or ha_chassis_group" if port["type"] == "chassisredirect" else "switch port an ha_chassis_group"
        return f"It has no HA chassis group: give the logical {what}."
    entries = view.candidates(port)
    if not entries:
        return f"Its HA chassis group {group['name']} is empty: put chassis into it."
    names = ", ".join(f"{entry['name']} (priority {entry['priority']})" for entry in entries)
    living = [entry for entry in entries if entry["chassis"]]
    if not living:
        return f"None of the candidates of {group['name']} is in the Southbound: {names}. Start ovn-controller there, or name chassis that exist."
    best = ", ".join(f"{entry['name']} (priority {entry['priority']}){_behind(entry['chassis'], view)}" for entry in living)
    return (
        f"No candidate of {group['name']} has claimed it: {best}. Look at ovn-controller.log there; the candidates judge each other by BFD over their tunnels."
    )


def _remote(port: Row, view: View) -> str:
    return "A port of type remote belongs to another availability zone, and ovn-ic binds it: look at ovn-ic and at the port's chassis there."


def _unknown(port: Row, view: View) -> str:
    return f"No chassis has claimed it, and this collection does not know the type {port['type']}: see ovn-sb(5)."


UNBOUND: dict[str, Callable[[Row, View], str]] = {
    "vif": _vif,
    "container": _child,
    "mirror": _child,
    "virtual": _virtual,
    "l3gateway": _pinned("l3gateway-chassis", "set options:chassis of the logical router to one that exists"),
    "l2gateway": _pinned("l2gateway-chassis", "set it to a chassis that exists"),
    "vtep": _vtep,
    "chassisredirect": _ha,
    "external": _ha,
    "remote": _remote,
}


def _down(port: Row, view: View) -> str:
    name = view.name(port["chassis"])
    return (
        f"{name} has claimed it, and has not reported that its flows are installed{_behind(port['chassis'], view)}: wait a moment,"
        " then look at ovn-controller.log and ovs-vswitchd there."
    )


def _elsewhere(port: Row, view: View) -> list[str]:
    """It is bound, and shall be somewhere else."""
    wanted = items(port["options"].get("requested-chassis"))
    if kind(port) != "vif" or not wanted:
        return []
    chassis = view.requested(wanted[0])
    if chassis and chassis["_uuid"] == port["chassis"]:
        return []
    what = "has not claimed it" if chassis else "is no chassis of the Southbound"
    return [
        f"It is bound to {view.name(port['chassis'])}, which has not released it{_behind(port['chassis'], view)};"
        f" options:requested-chassis gives it to {wanted[0]}, which {what}."
    ]


def _additional(port: Row, view: View) -> list[str]:
    """Further chassis that shall have the port, as in a live migration."""
    found = []
    for name in items(port["options"].get("requested-chassis"))[1:] if kind(port) == "vif" else []:
        chassis = view.requested(name)
        if chassis is None:
            found.append(f"options:requested-chassis also names {name}, and the Southbound has no chassis of this name or hostname.")
        elif chassis["_uuid"] not in port["additional_chassis"]:
            found.append(
                f"options:requested-chassis also gives it to {name}, which has not claimed it{_behind(chassis['_uuid'], view)}:"
                f" an OVS interface there must have {_interface(port)}."
            )
    return found
