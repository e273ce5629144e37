# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields and predicates of matches: ovn-sb(5), and what ovn-trace of each release answers for every name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field

# The releases whose ovn-trace the tests ask. A field's first and last release are among them: what a release between two of
# them has is not known.
RELEASES = ("23.03", "25.03", "26.03")
NOMINAL, BOOLEAN, ORDINAL = "nominal", "Boolean", "ordinal"


@dataclass(frozen=True, eq=False)
class Field:
    """What a name in a match stands for.

    :param width: in bits; 0 for a field that holds the name of a port.
    :param level: NOMINAL can be compared for equality only, BOOLEAN for inequality as well, ORDINAL by size, too.
    :param predicate: what it is short for, if it is no field of its own.
    :param needs: what a packet must be to have it; OVN adds that to the match.
    :param root: the field that it is a part of, from bit C<low> on; itself, if none.
    :param since: the first of RELEASES that has it.
    :param until: the last of RELEASES that has it, if newer ones do not.
    """

    name: str
    width: int
    level: str
    predicate: str = ""
    needs: str = ""
    root: str = ""
    low: int = 0
    since: str = RELEASES[0]
    until: str = RELEASES[-1]

    limited: bool = dataclass_field(init=False)  # whether there is a release without it

    def __post_init__(self) -> None:
        object.__setattr__(self, "limited", self.since != RELEASES[0] or self.until != RELEASES[-1])

    def lacks(self, release: str) -> bool:
        """Whether a release is known not to have it."""
        number = _number(release)
        first, last = RELEASES.index(self.since), RELEASES.index(self.until)
        too_old = first > 0 and number <= _number(RELEASES[first - 1])
        too_new = last + 1 < len(RELEASES) and number >= _number(RELEASES[last + 1])
        return too_old or too_new


def known_release(text: str) -> bool:
    """Whether it is how OVN's releases are called."""
    return re.fullmatch(r"[0-9]{2}\.[0-9]{2}", text) is not None


def _number(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))


# name, width, level, needs
_WHOLE = (
    ("inport", 0, NOMINAL, ""),
    ("outport", 0, NOMINAL, ""),
    ("flags", 32, ORDINAL, ""),
    ("ct_mark", 32, ORDINAL, ""),
    ("ct_label", 128, ORDINAL, ""),
    ("ct_state", 32, ORDINAL, ""),
    ("eth.src", 48, ORDINAL, ""),
    ("eth.dst", 48, ORDINAL, ""),
    ("eth.type", 16, NOMINAL, ""),
    ("vlan.tci", 16, ORDINAL, ""),
    ("ip.proto", 8, NOMINAL, "ip"),
    ("ip.dscp", 6, NOMINAL, "ip"),
    ("ip.ecn", 2, NOMINAL, "ip"),
    ("ip.ttl", 8, NOMINAL, "ip"),
    ("ip.frag", 2, ORDINAL, "ip"),
    ("ip4.src", 32, ORDINAL, "ip4"),
    ("ip4.dst", 32, ORDINAL, "ip4"),
    ("ip6.src", 128, ORDINAL, "ip6"),
    ("ip6.dst", 128, ORDINAL, "ip6"),
    ("ip6.label", 20, ORDINAL, "ip6"),
    ("icmp4.type", 8, NOMINAL, "icmp4"),
    ("icmp4.code", 8, NOMINAL, "icmp4"),
    ("icmp6.type", 8, NOMINAL, "icmp6"),
    ("icmp6.code", 8, NOMINAL, "icmp6"),
    ("arp.op", 16, NOMINAL, "arp"),
    ("arp.spa", 32, ORDINAL, "arp"),
    ("arp.sha", 48, ORDINAL, "arp"),
    ("arp.tpa", 32, ORDINAL, "arp"),
    ("arp.tha", 48, ORDINAL, "arp"),
    ("rarp.op", 16, NOMINAL, "rarp"),
    ("rarp.spa", 32, ORDINAL, "rarp"),
    ("rarp.sha", 48, ORDINAL, "rarp"),
    ("rarp.tpa", 32, ORDINAL, "rarp"),
    ("rarp.tha", 48, ORDINAL, "rarp"),
    ("nd.target", 128, ORDINAL, "nd"),
    ("nd.sll", 48, ORDINAL, "nd_ns"),
    ("nd.tll", 48, ORDINAL, "nd_na"),
    ("tcp.src", 16, ORDINAL, "tcp"),
    ("tcp.dst", 16, ORDINAL, "tcp"),
    ("tcp.flags", 12, ORDINAL, "tcp"),
    ("udp.src", 16, ORDINAL, "udp"),
    ("udp.dst", 16, ORDINAL, "udp"),
    ("sctp.src", 16, ORDINAL, "sctp"),
    ("sctp.dst", 16, ORDINAL, "sctp"),
    ("pkt.mark", 32, ORDINAL, ""),
)

# name, the field that it is part of, first and last bit, needs
_PARTS = (
    ("flags.loopback", "flags", 0, 0, ""),
    ("flags.force_snat_for_dnat", "flags", 2, 2, ""),
    ("flags.force_snat_for_lb", "flags", 3, 3, ""),
    ("flags.skip_snat_for_lb", "flags", 9, 9, ""),
    ("flags.use_snat_zone", "flags", 11, 11, ""),
    ("ct_mark.blocked", "ct_mark", 0, 0, ""),
    ("ct_mark.natted", "ct_mark", 1, 1, ""),
    ("ct_mark.skip_snat", "ct_mark", 2, 2, ""),
    ("ct_mark.force_snat", "ct_mark", 3, 3, ""),
    ("ct_mark.ecmp_reply_port", "ct_mark", 16, 31, ""),
    ("ct_label.ecmp_reply_eth", "ct_label", 32, 79, ""),
    ("ct_label.label", "ct_label", 96, 127, ""),
    ("eth.mcast", "eth.dst", 40, 40, ""),
    ("vlan.pcp", "vlan.tci", 13, 15, "vlan.present"),
    ("vlan.vid", "vlan.tci", 0, 11, "vlan.present"),
)
_STATES = ("new", "est", "rel", "rpl", "inv", "trk", "snat", "dnat")  # bits of ct_state, from the lowest on

# the same, of newer releases
_NEWER_PARTS = (
    ("ct_mark.obs_stage", "ct_mark", 4, 5, "25.03"),
    ("ct_mark.allow_established", "ct_mark", 6, 6, "25.03"),
    ("ct_mark.obs_collector_id", "ct_mark", 16, 23, "25.03"),
    ("ct_label.acl_id", "ct_label", 80, 95, "25.03"),
    ("ct_label.obs_point_id", "ct_label", 96, 127, "25.03"),
    ("ct_label.obs_unused", "ct_label", 0, 95, "25.03"),
    ("ct_label.nf", "ct_label", 7, 7, "26.03"),
    ("ct_label.nf_id", "ct_label", 17, 24, "26.03"),
    ("ct_label.tun_if", "ct_label", 8, 8, "26.03"),
    ("ct_label.tun_if_id", "ct_label", 80, 95, "26.03"),
)
# names of bits of flags whose place is OVN's own affair, and their width
_NEWER_FLAGS = (
    ("from_ctrl", 1, "25.03"),
    ("icmp_snat", 1, "25.03"),
    ("localnet", 1, "25.03"),
    ("tunnel_rx", 1, "25.03"),
    ("unsnat_new", 1, "25.03"),
    ("unsnat_not_tracked", 1, "25.03"),
    ("igmp_loopback", 1, "26.03"),
    ("network_id", 4, "26.03"),
    ("pkt_sampled", 1, "26.03"),
)
_OLDER_PARTS = (
    ("ct_label.blocked", "ct_label", 0, 0),
    ("ct_label.natted", "ct_label", 1, 1),
    ("ct_label.skip_snat", "ct_label", 2, 2),
    ("ct_label.force_snat", "ct_label", 3, 3),
    ("ct_label.ecmp_reply_port", "ct_label", 80, 95),
)

# name, level, what it is short for
_PREDICATES = (
    ("eth.bcast", BOOLEAN, "eth.dst == ff:ff:ff:ff:ff:ff"),
    ("eth.mcastv6", BOOLEAN, "eth.dst[32..47] == 0x3333"),
    ("vlan.present", BOOLEAN, "vlan.tci[12]"),
    ("ip4", NOMINAL, "eth.type == 0x800"),
    ("ip6", NOMINAL, "eth.type == 0x86dd"),
    ("ip", NOMINAL, "ip4 || ip6"),
    ("ip4.src_mcast", BOOLEAN, "ip4.src[28..31] == 0xe"),
    ("ip4.mcast", BOOLEAN, "eth.mcast && ip4.dst[28..31] == 0xe"),
    ("icmp4", NOMINAL, "ip4 && ip.proto == 1"),
    ("igmp", NOMINAL, "ip4 && ip.proto == 2"),
    ("ip6.mcast_rsvd", BOOLEAN, "ip6.dst[116..127] == 0xff0 && ip6.dst[0..111] == 0x0"),
    ("ip6.mcast_all_nodes", BOOLEAN, "ip6.dst == ff01::1 || ip6.dst == ff02::1"),
    ("ip6.mcast_all_rtrs", BOOLEAN, "ip6.dst == ff01::2 || ip6.dst == ff02::2 || ip6.dst == ff05::2"),
    ("ip6.mcast_sol_node", BOOLEAN, "ip6.dst == ff02::1:ff00:0000/104"),
    ("ip6.mcast_flood", BOOLEAN, "eth.mcastv6 && (ip6.mcast_rsvd || ip6.mcast_all_nodes || ip6.mcast_all_rtrs || ip6.mcast_sol_node)"),
    ("ip6.mcast", BOOLEAN, "eth.mcastv6 && ip6.dst[120..127] == 0xff"),
    ("icmp6", NOMINAL, "ip6 && ip.proto == 58"),
    ("icmp", NOMINAL, "icmp4 || icmp6"),
    ("ip.is_frag", BOOLEAN, "ip.frag[0]"),
    ("ip.later_frag", BOOLEAN, "ip.frag[1]"),
    ("ip.first_frag", BOOLEAN, "ip.is_frag && !ip.later_frag"),
    ("arp", NOMINAL, "eth.type == 0x806"),
    ("rarp", NOMINAL, "eth.type == 0x8035"),
    ("nd", NOMINAL, "icmp6.type == {135, 136} && icmp6.code == 0 && ip.ttl == 255"),
    ("nd_ns", NOMINAL, "icmp6.type == 135 && icmp6.code == 0 && ip.ttl == 255"),
    ("nd_na", NOMINAL, "icmp6.type == 136 && icmp6.code == 0 && ip.ttl == 255"),
    ("nd_rs", NOMINAL, "icmp6.type == 133 && icmp6.code == 0 && ip.ttl == 255"),
    ("nd_ra", NOMINAL, "icmp6.type == 134 && icmp6.code == 0 && ip.ttl == 255"),
    ("mldv1", NOMINAL, "ip6.src == fe80::/10 && icmp6.type == {130, 131, 132}"),
    ("mldv2", NOMINAL, "ip6.dst == ff02::16 && icmp6.type == 143"),
    ("tcp", NOMINAL, "ip.proto == 6"),
    ("udp", NOMINAL, "ip.proto == 17"),
    ("sctp", NOMINAL, "ip.proto == 132"),
)


def _registers() -> Iterator[Field]:
    """reg0 to reg9, each 32 bits; two of them are one xreg, four one xxreg, the first the highest."""
    for number in range(2):
        yield Field(f"xxreg{number}", 128, ORDINAL)
    for number in range(5):
        yield Field(f"xreg{number}", 64, ORDINAL, root="" if number == 4 else f"xxreg{number // 2}", low=0 if number == 4 else 64 * (1 - number % 2))
    for number in range(10):
        large = number >= 8
        root, low = ("xreg4", 32 * (1 - number % 2)) if large else (f"xxreg{number // 4}", 32 * (3 - number % 4))
        yield Field(f"reg{number}", 32, ORDINAL, root=root, low=low)


def _all() -> Iterator[Field]:
    for name, width, level, needs in _WHOLE:
        yield Field(name, width, level, needs=needs)
    yield from _registers()
    for name, root, low, high, needs in _PARTS:
        yield Field(name, high - low + 1, ORDINAL, needs=needs, root=root, low=low)
    for bit, state in enumerate(_STATES):
        yield Field(f"ct.{state}", 1, ORDINAL, needs="" if state == "trk" else "ct.trk", root="ct_state", low=bit)
    for name, root, low, high, since in _NEWER_PARTS:
        yield Field(name, high - low + 1, ORDINAL, root=root, low=low, since=since)
    for name, width, since in _NEWER_FLAGS:
        yield Field(f"flags.{name}", width, ORDINAL, since=since)
    for name, root, low, high in _OLDER_PARTS:
        yield Field(name, high - low + 1, ORDINAL, root=root, low=low, until="23.03")
    for name, level, predicate in _PREDICATES:
        yield Field(name, 1, level, predicate)
    yield Field("nd_ns_mcast", 1, NOMINAL, "ip6.mcast && icmp6.type == 135 && icmp6.code == 0 && ip.ttl == 255", since="25.03")
    # ports as numbers, and tunnels of EVPN, for flows that OVN itself makes
    for name in ("__inport", "__outport"):
        yield Field(name, 32, ORDINAL, since="26.03")
    for name, port in (("from_evpn_vtep", "__inport"), ("to_evpn_vtep", "__outport")):
        yield Field(name, 1, BOOLEAN, f"{port}[31]", since="26.03")
    yield Field("remote_outport", 0, NOMINAL, since="26.03")
    # the actions' fields, which a match may name to no use: no packet has them, and ovn-controller ends on them
    for name, width in (("icmp4.frag_mtu", 16), ("icmp6.frag_mtu", 32)):
        yield Field(name, width, NOMINAL)


FIELDS: dict[str, Field] = {field.name: field for field in _all()}
