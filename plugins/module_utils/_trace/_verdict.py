# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of the packet, from the tables that it met."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Optional

from ._text import ANSWERS, QUESTIONS, Output, Step, is_aside

DELIVERED, DROPPED, REJECTED, ANSWERED, UNRESOLVED = "delivered", "dropped", "rejected", "answered", "unresolved"

_REFUSALS = tuple(word for word in ANSWERS if word != "nd_na")
_BACKENDS = re.compile(r"ct_lb(?:_mark)?(?:_local)?\(backends=([^;)]*)")
_NAT = re.compile(r"ct_([ds])nat(?:in_czone)?\(ip[46]\.(?:src|dst)=([^)]*)\)")
_LOOPBACK = "omitting output because inport == outport"

# Tables in which ovn-northd lets the packet go or answers, by what their names say.
_WHY: tuple[tuple[str, str], ...] = (
    ("apply_port_sec", "port security of the port does not admit its addresses"),
    ("check_port_sec", "the port is disabled, or the switch does not take such a packet from it"),
    ("port_sec", "port security of the port does not admit its addresses"),
    ("acl", "an ACL, or the default of ACLs"),
    ("l2_unknown", "no port of the switch has its destination MAC address"),
    ("l2_lkup", "no port of the switch has its destination MAC address"),
    ("lr_in_admission", "the router port does not take packets for its destination MAC address"),
    ("lr_in_ip_input", "the router does not take the packet, for itself or to forward"),
    ("lr_in_ip_routing", "the router has no route to its destination, or one that discards it"),
    ("lr_in_policy", "a policy of the router"),
    ("lr_in_larger_pkts", "it is larger than the next link admits"),
    ("lr_in_arp_request", "the router does not know the MAC address of the next hop"),
    ("lr_in_arp_resolve", "the router does not know the MAC address of the next hop"),
    ("lb", "a load balancer without a living backend"),
    ("dnat", "a load balancer without a living backend"),
    ("qos", "a rule of QoS"),
)
# How OVN answers for others: the kind, the tables that may do it (a piece of their name) and what they do then (a piece of an action).
_ANSWERERS: tuple[tuple[str, str, str], ...] = (
    ("dhcp", "dhcp", "put_dhcp"),
    ("dns", "dns", "dns_lookup"),
    ("ra", "nd_ra", "put_nd_ra"),
    ("arp", "", "arp.op = 2"),
    ("nd", "", "nd_na"),
    ("echo", "lr_in_ip_input", "icmp4.type = 0"),
    ("echo", "lr_in_ip_input", "icmp6.type = 129"),
)


@dataclass
class Verdict:
    """What became of the packet.

    :param outputs: the ports to which it was delivered.
    :param step: the table that ended it; C<None> if it was delivered.
    :param reason: why it ended there, in words.
    :param answer: how OVN has answered it: C<dhcp>, C<arp> and so on.
    """

    verdict: str
    outputs: list[Output] = field(default_factory=list)
    step: Optional[Step] = None
    reason: str = ""
    answer: Optional[str] = None


def judge(steps: list[Step], inport: str) -> Verdict:
    """What became of the packet that came from C<inport>."""
    reached = [output for step in steps for output in step.outputs if not output.handed_on]
    own = [output for output in reached if not is_aside(output.within)]
    back = [output for output in reached if output.port == inport]
    answer = _answer(steps)
    if answer and back and len(own) <= 1:
        step, kind = answer
        return Verdict(ANSWERED, [], step, f"OVN answers it itself ({kind})", kind)
    asked = _forked(steps, QUESTIONS)
    if asked:
        # newer releases go on with the packet, which has no MAC address yet: where it gets to then tells nothing
        question = [output for output in reached if any(word in QUESTIONS for word in output.within)]
        reason = "the router does not know the MAC address of the next hop; it asks for it"
        return Verdict(UNRESOLVED, _once(question), asked, reason)
    if own:
        return Verdict(DELIVERED, _once(own))
    refused = _forked(steps, _REFUSALS)
    if refused:
        return Verdict(REJECTED, [], refused, _why(refused) + "; OVN tells the sender")
    last = [step for step in steps if not step.aside][-1]
    return Verdict(DROPPED, [], last, _why(last))


def _once(outputs: list[Output]) -> list[Output]:
    return list({output.port: output for output in outputs}.values())


def _answer(steps: list[Step]) -> Optional[tuple[Step, str]]:
    """The step that turns the packet into an answer, and what kind of answer."""
    for step in steps:
        actions = " ".join(step.actions)
        for kind, stage, action in _ANSWERERS:
            if stage in step.stage and action in actions:
                return step, kind
    return None


def _forked(steps: list[Step], kinds: tuple[str, ...]) -> Optional[Step]:
    """The step of the packet whose actions have made it a question or an answer of one of these kinds."""
    return next((step for step in steps if not step.aside and any(word in kinds for word in step.forks)), None)


def _why(step: Step) -> str:
    """Why a packet ends in this table."""
    if any(_LOOPBACK in note for note in step.notes):
        return f"it would leave through the port that it came from, {step.inport}"
    for note in step.notes:
        if note.startswith("*** "):
            return note[4:]
    words = next((text for piece, text in _WHY if piece in step.stage), "the rules of this table")
    return words if step.flow else f"{words}; no rule matches, so it is dropped"


def balanced(step: Step) -> Optional[list[str]]:
    """The backends among which a step chooses; C<None> if it does not balance."""
    for action in step.actions:
        found = _BACKENDS.search(action)
        if found:
            return found[1].split(",")
    return None


def translated(step: Step) -> list[dict[str, Any]]:
    """What connection tracking has rewritten because of a step."""
    found = [_NAT.match(change) for change in step.changes]
    return [{"type": f"{match[1]}nat", "address": match[2]} for match in found if match]


def selected(step: Step) -> Optional[int]:
    """The member of several equal routes or policies that a step has selected."""
    for change in step.changes:
        found = re.match(r"select: \S+ = (\d+)", change)
        if found:
            return int(found[1])
    return None
