# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is doubtful about a match that OVN takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Optional, Union

from ._fields import FIELDS, Field
from ._lexer import Number
from ._parser import Parser
from ._tree import And, Cmp, Expression, Name, Node, Not, Or, Truth

# What is known of the packets that a term matches: of a field certain bits, as (value, mask); of a port its name; of a field as a
# number its bounds, as (lowest, highest), at the field's name with _BOUNDS behind it.
_Facts = dict[str, Union[tuple[int, int], str]]
_BOUNDS = " bounds"
_MANY = 64  # ways to match; of what has more, nothing is said
_ANY: list[_Facts] = [{}]
_NOTHING: list[_Facts] = []
_ACTIONS_ONLY = ("icmp4.frag_mtu", "icmp6.frag_mtu")
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def doubts(expression: Expression, direction: Optional[str] = None) -> Iterator[str]:
    """What may not be as meant, in words.

    :param direction: C<from-lport> or C<to-lport>, of an ACL or a QoS rule.
    """
    if never(expression) and not isinstance(expression.tree, Truth):
        yield "no packet can match, since its terms contradict each other"
    early = False
    for cmp in expression.comparisons:
        name = cmp.field.name
        early = early or name == "outport"
        if name in _ACTIONS_ONLY:
            yield f"{name} can be set by OVN's own flows only; ovn-controller ends on a match with it"
        if cmp.relation not in ("==", "!=") and isinstance(cmp.constants[0], Name):
            yield f"{name} {cmp.relation} a set compares it with all that is in the set; OVN's parser ends on sets that have networks in them"
    if early and direction == "from-lport":
        yield "outport is not known yet for packets from a port, so that from-lport cannot match it; use inport, or the direction to-lport"


def mentioned(expression: Expression) -> Iterator[Name]:
    """The address sets and the port groups that a match names."""
    for cmp in expression.comparisons:
        for constant in cmp.constants:
            if isinstance(constant, Name):
                yield constant


def never(expression: Expression) -> bool:
    """Whether no packet can match; in doubt, not."""
    return not _ways(expression.tree, True)


def _ways(node: Node, positive: bool, inside: bool = False) -> list[_Facts]:
    """What is known of the packets that match, in each of the ways to match; not all that could be known.

    :param inside: of a predicate, whose opposite is true also of packets that lack what a field in it needs.
    """
    if isinstance(node, Cmp):
        return _compared(node, positive, inside)
    if isinstance(node, Not):
        return _ways(node.node, not positive, inside)
    if isinstance(node, (And, Or)):
        parts = [_ways(part, positive, inside) for part in node.nodes]
        return _all(parts) if isinstance(node, And) is positive else _one(parts)
    if isinstance(node, Truth):
        return _ANY if node.value is positive else _NOTHING
    return _ANY


def _one(parts: list[list[_Facts]]) -> list[_Facts]:
    if len(parts) == 1:
        return parts[0]
    ways = [way for part in parts for way in part]
    return _ANY if len(ways) > _MANY else ways


def _all(parts: list[list[_Facts]]) -> list[_Facts]:
    parts = [part for part in parts if part is not _ANY]
    if len(parts) < 2:
        return parts[0] if parts else _ANY
    parts.sort(key=len)  # what has few ways first, so that the others are soon ruled out
    ways = parts[0]
    for part in parts[1:]:
        if len(ways) * len(part) > _MANY * _MANY:
            continue
        ways = [both for one in ways for other in part for both in [_both(one, other)] if both is not None]
        if not ways:
            return ways
    return ways


def _both(one: _Facts, other: _Facts) -> Optional[_Facts]:
    """What is known when both hold; C<None> if they cannot."""
    if not one:
        return other
    both = dict(one)
    for name, fact in other.items():
        known = both.get(name)
        if known is None or known == fact:
            both[name] = fact
        elif isinstance(fact, str) or isinstance(known, str):
            return None
        elif name.endswith(_BOUNDS):
            lowest, highest = max(fact[0], known[0]), min(fact[1], known[1])
            if lowest > highest:
                return None
            both[name] = (lowest, highest)
        elif (fact[0] ^ known[0]) & fact[1] & known[1]:
            return None
        else:
            both[name] = (fact[0] | known[0], fact[1] | known[1])
    return both


def _compared(cmp: Cmp, positive: bool, inside: bool) -> list[_Facts]:
    relation = cmp.relation if positive else _OPPOSITE[cmp.relation]
    constants = cmp.constants
    if cmp.field.predicate:
        value = constants[0]
        if len(constants) > 1 or not isinstance(value, Number) or value.mask is not None:
            return _ANY
        return _expanded(cmp.field, bool(value.value & 1) is (relation == "=="))
    if relation == "!=" and all(isinstance(constant, Name) for constant in constants):
        return _ANY  # with nothing in it, this is true of every packet
    ways = [_facts(cmp, relation, constant) for constant in constants]
    found = _one(ways) if relation == "==" else _all(ways)
    if not cmp.field.needs:
        return found
    if inside and not positive:
        return _one([found, _needed(cmp.field, False)])
    return _all([found, _needed(cmp.field, True)])


def _facts(cmp: Cmp, relation: str, constant: object) -> list[_Facts]:
    """What is known of a packet of which a comparison with one constant is true."""
    field = cmp.field
    if isinstance(constant, str):
        return [{field.name: constant}] if relation == "==" else _ANY
    if not isinstance(constant, Number):
        return _ANY
    bits = (1 << cmp.bits) - 1
    value = constant.value & bits
    mask = bits if constant.mask is None else constant.mask & bits
    facts: _Facts = {}
    if relation == "!=" and mask and not mask & (mask - 1):  # of one bit the opposite is known
        relation, value = "==", value ^ mask
    if relation == "==":
        place = cmp.low + field.low
        facts[field.root or field.name] = (value << place, mask << place)
    if cmp.bits == field.width and mask == bits and relation != "!=":
        lowest = value + 1 if relation == ">" else value if relation in (">=", "==") else 0
        highest = value - 1 if relation == "<" else value if relation in ("<=", "==") else bits
        if lowest > highest:
            return _NOTHING
        facts[field.name + _BOUNDS] = (lowest, highest)
    return [facts]


_expansions: dict[tuple[str, bool], list[_Facts]] = {}


def _expanded(field: Field, positive: bool) -> list[_Facts]:
    """What a predicate says, or its opposite."""
    key = (field.name, positive)
    ways = _expansions.get(key)
    if ways is None:
        ways = _expansions[key] = _ways(Parser(field.predicate).parse().tree, positive, inside=True)
    return ways


def _needed(field: Field, positive: bool) -> list[_Facts]:
    """What a packet must be to have a field, or the opposite."""
    needed = FIELDS[field.needs]
    if needed.predicate:
        return _expanded(needed, positive)
    bit = 1 << needed.low  # ct.trk
    return [{needed.root: (bit if positive else 0, bit)}]
