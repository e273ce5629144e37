# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of Open_vSwitch.external_ids that ovn-controller reads, and those that daemons own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Union

from . import _chassis_values as v

Kind = Union[v.Text, v.Flag, v.Number, v.Csv, v.Pairs]


@dataclass(frozen=True)
class Key:
    """One key.

    :param option: the module's option.
    :param key: its name in external_ids.
    :param kind: the form of its value.
    :param per_chassis: C<KEY-SYSTEM_ID> overrides it.
    :param since: the first release of OVN that reads it.
    :param until: the last release of OVN that reads it.
    :param foreign: Open vSwitch itself uses the key too; it outlives the chassis.
    """

    option: str
    key: str
    kind: Kind
    per_chassis: bool = True
    since: str = ""
    until: str = ""
    foreign: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.option) or not re.fullmatch(r"[a-z][a-z0-9_-]*", self.key):
            raise ValueError(f"{self.key}: neither option nor key may have other characters")
        if self.since and self.until and release(self.since) > release(self.until):
            raise ValueError(f"{self.key}: gone in {self.until} before it came in {self.since}")

    def render(self, value: Any) -> str:
        """The canonical text of an option's value, empty to remove the key; raises ValueError."""
        return self.kind.render(value)

    def canonical(self, text: str) -> str:
        """The canonical text of a text; raises ValueError."""
        return self.kind.render(self.kind.parse(text))

    def same(self, one: str, other: str) -> bool:
        """Whether two texts mean the same to ovn-controller. What it cannot read means nothing else."""
        if one == other:
            return True
        try:
            a, b = (self.kind.parse(self.canonical(text)) for text in (one, other))
        except ValueError:
            return False
        return sorted(a) == sorted(b) if isinstance(a, list) and isinstance(b, list) else bool(a == b)


_PROBE = v.Number(least=1000, zero=True)
_COUNT = v.Number(most=(1 << 32) - 1)

KEYS: tuple[Key, ...] = (
    Key("system_id", "system-id", v.Text(v.system_id), per_chassis=False, foreign=True),
    Key("hostname", "hostname", v.Text(), foreign=True),
    Key("remotes", "ovn-remote", v.Csv(v.remote)),
    Key("remote_probe_interval", "ovn-remote-probe-interval", _PROBE),
    Key("monitor_all", "ovn-monitor-all", v.Flag()),
    Key("encap_types", "ovn-encap-type", v.Csv(choices=("geneve", "vxlan", "stt"))),
    Key("encap_ips", "ovn-encap-ip", v.Csv(v.ip)),
    Key("encap_ip_default", "ovn-encap-ip-default", v.Text(v.ip), since="24.03"),
    Key("encap_df_default", "ovn-encap-df_default", v.Flag()),
    Key("encap_csum", "ovn-encap-csum", v.Flag()),
    Key("encap_tos", "ovn-encap-tos", v.Text(v.tos)),
    Key("enable_flow_based_tunnels", "ovn-enable-flow-based-tunnels", v.Flag(), since="26.03"),
    Key("bridge", "ovn-bridge", v.Text(v.interface)),
    Key("bridge_datapath_type", "ovn-bridge-datapath-type", v.Text(choices=("system", "netdev"))),
    Key("bridge_mappings", "ovn-bridge-mappings", v.Pairs(v.name, v.interface)),
    Key("bridge_remote", "ovn-bridge-remote", v.Text(v.remote), per_chassis=False, since="24.09"),
    Key("bridge_remote_probe_interval", "ovn-bridge-remote-probe-interval", _PROBE, per_chassis=False, since="24.09"),
    Key("chassis_mac_mappings", "ovn-chassis-mac-mappings", v.Pairs(v.name, v.mac)),
    Key("cms_options", "ovn-cms-options", v.Csv()),
    Key("transport_zones", "ovn-transport-zones", v.Csv()),
    Key("is_interconn", "ovn-is-interconn", v.Flag()),
    Key("match_northd_version", "ovn-match-northd-version", v.Flag()),
    Key("cleanup_on_exit", "ovn-cleanup-on-exit", v.Flag(), since="25.09"),
    Key("enable_lflow_cache", "ovn-enable-lflow-cache", v.Flag()),
    Key("limit_lflow_cache", "ovn-limit-lflow-cache", _COUNT),
    Key("memlimit_lflow_cache_kb", "ovn-memlimit-lflow-cache-kb", _COUNT),
    Key("trim_limit_lflow_cache", "ovn-trim-limit-lflow-cache", _COUNT),
    Key("trim_wmark_perc_lflow_cache", "ovn-trim-wmark-perc-lflow-cache", v.Number(most=100)),
    Key("trim_timeout_ms", "ovn-trim-timeout-ms", _COUNT),
    Key("garp_max_timeout_sec", "garp-max-timeout-sec", v.Number(), per_chassis=False, since="23.03"),
    Key("arp_nd_max_timeout_sec", "arp-nd-max-timeout-sec", v.Number(), per_chassis=False, since="24.03"),
    Key("ct_zone_range", "ct-zone-range", v.Text(v.zone_range), since="24.09"),
    Key(
        "dynamic_routing_port_mapping",
        "dynamic-routing-port-mapping",
        v.Pairs(v.name, v.interface, "="),
        per_chassis=False,
        since="25.03",
    ),
    Key("evpn_vxlan_ports", "ovn-evpn-vxlan-ports", v.Csv(numbers=v.Number(1, 65535)), since="25.09"),
    Key("evpn_local_ip", "ovn-evpn-local-ip", v.Csv(v.evpn_ip), since="25.09"),
    Key("openflow_probe_interval", "ovn-openflow-probe-interval", v.Number(), until="23.09"),
    Key("ofctrl_wait_before_clear", "ovn-ofctrl-wait-before-clear", v.Number(), per_chassis=False, until="25.03"),
    Key("set_local_ip", "ovn-set-local-ip", v.Flag(), until="24.03"),
)

BY_OPTION = {key.option: key for key in KEYS}
BY_KEY = {key.key: key for key in KEYS}
if not len(KEYS) == len(BY_OPTION) == len(BY_KEY):
    raise ValueError("an option or a key of ovn-controller is declared twice")

STT_UNTIL = "25.03"  # the last release whose ovn-controller makes STT tunnels

# who writes what nobody else may
_OWNED = (
    (r"rundir", "Open vSwitch's start script"),
    (r"ovn-managed-flow-restore-wait", "OVN"),
    (r"ovn-startup-ts", "ovn-controller"),
    (r"ovn-nb-cfg(-.*)?", "ovn-controller"),
    (r"ovn-installed(-ts)?", "ovn-controller"),
    (r"ovn-chassis-idx-.*", "ovn-controller"),
    (r"ct-zone-(?!range(-|$)).*", "ovn-controller"),
)


def owner(key: str) -> str:
    """The daemon that writes a key; empty if users may."""
    for pattern, daemon in _OWNED:
        if re.fullmatch(pattern, key):
            return daemon
    return ""


def find(name: str, chassis: str) -> Key | None:
    """The key of that name, or the one that C<KEY-SYSTEM_ID> overrides for this chassis."""
    base = name[: -len(chassis) - 1] if chassis and name.endswith(f"-{chassis}") else ""
    overridden = BY_KEY.get(base)
    return BY_KEY.get(name) or (overridden if overridden and overridden.per_chassis else None)


def release(text: str) -> tuple[int, int]:
    """A release for comparison."""
    major, dummy, rest = text.partition(".")
    return int(major), int(rest.partition(".")[0] or 0)
