# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to say of a match that OVN would refuse: what was expected, and what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Optional

from ._fields import FIELDS, Field
from ._lexer import END, ID, IPV4, IPV6, MAC, NUMBER, SET, Number, Token

# What people who know tcpdump, iptables, nftables or OpenFlow write.
_MEANT = {
    "ipv4": "ip4",
    "ipv6": "ip6",
    "ip.version": "ip4 or ip6",
    "ip.src": "ip4.src or ip6.src",
    "ip.dst": "ip4.dst or ip6.dst",
    "ip.saddr": "ip4.src or ip6.src",
    "ip.daddr": "ip4.dst or ip6.dst",
    "ip4.saddr": "ip4.src",
    "ip4.daddr": "ip4.dst",
    "ip6.saddr": "ip6.src",
    "ip6.daddr": "ip6.dst",
    "ip.protocol": "ip.proto",
    "ip4.proto": "ip.proto",
    "ip6.proto": "ip.proto",
    "ip4.ttl": "ip.ttl",
    "ip6.ttl": "ip.ttl",
    "ip6.hoplimit": "ip.ttl",
    "ip4.dscp": "ip.dscp",
    "ip6.dscp": "ip.dscp",
    "icmp.type": "icmp4.type or icmp6.type",
    "icmp.code": "icmp4.code or icmp6.code",
    "icmpv6": "icmp6",
    "icmpv4": "icmp4",
    "eth.saddr": "eth.src",
    "eth.daddr": "eth.dst",
    "mac.src": "eth.src",
    "mac.dst": "eth.dst",
    "vlan": "vlan.present",
    "vlan.id": "vlan.vid",
    "vlan.tag": "vlan.vid",
    "in_port": "inport",
    "out_port": "outport",
    "in.port": "inport",
    "out.port": "outport",
    "and": "&&",
    "or": "||",
    "not": "!",
    "true": "1",
    "false": "0",
    **{f"{protocol}.{word}": f"{protocol}.{meant}" for protocol in ("tcp", "udp", "sctp") for word, meant in (("dport", "dst"), ("sport", "src"))},
    **{f"{protocol}.port": f"{protocol}.src or {protocol}.dst" for protocol in ("tcp", "udp", "sctp")},
}
_RELATIONS = {"in": "==, and several values as a set in braces", "is": "==", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_WORDS = re.compile(r"[^\s&|(){}\[\],!=<>\"]+")


def _word(text: str, start: int) -> str:
    """What a person sees as one word there."""
    match = _WORDS.match(text, start)
    return match.group(0) if match else text[start : start + 1]


def _seen(text: str, token: Token) -> str:
    return "the match ends here" if token.kind == END else f'"{_word(text, token.start)}" stands here'


def _near(name: str) -> str:
    meant = _MEANT.get(name.lower())
    if meant is None:
        meant = next(iter(difflib.get_close_matches(name.lower(), FIELDS, 1, 0.75)), None)
    return f"; did you mean {meant}?" if meant else "; ovn-sb(5) lists them at Logical_Flow"


def no_field(text: str, token: Token) -> str:
    """Where a field should stand."""
    if token.kind == ID:
        return f"there is no field {token.value}{_near(token.value)}"
    return f"a field is expected, like tcp.dst, and {_seen(text, token)}"


def function(name: str) -> str:
    """A name with a parenthesis behind it."""
    if name.lower() in _MEANT or name in FIELDS:
        return f"{name} is no function{_near(name) if name not in FIELDS else '; && or || is missing before the parenthesis'}"
    return f"there is no function {name}; the only one is is_chassis_resident"


def no_relation(name: str, token: Token) -> str:
    """Where ==, != or the like should stand."""
    if token.kind == "=":
        return '"=" does not compare; write =='
    return f'{name} must be compared with something, like {name} == "port"'


def no_operator(word: str, name: str, bits: int) -> str:
    """A word between a field and something else."""
    if word.lower() in ("and", "or"):
        return f"{word} is no operator; write {_MEANT[word.lower()]}"
    if word.lower() in _RELATIONS:
        return f"{word} is no operator; write {_RELATIONS[word.lower()]}"
    return f"&& or || is expected, and {word} stands here" if bits == 1 else f"{name} is to be compared, for instance with ==, and {word} stands here"


def no_constant(text: str, token: Token, field: Optional[Field], before: Sequence[Token]) -> str:
    """Where a constant, or at the beginning of a term a field, should stand."""
    beginning = not before or before[-1].kind in ("&&", "||", "(", "!")
    if beginning and token.kind in (END, ")", "&&", "||"):
        what = "the match is empty" if not before and token.kind == END else f"a comparison is expected, like ip4.src == 10.0.0.1, and {_seen(text, token)}"
        return what
    if token.kind == "!" and before and before[-1].kind == "!":
        return "! twice needs parentheses, and means nothing: leave both out"
    if before and token.kind == "=" and before[-1].kind == "==":
        return '"===" does not compare; write =='
    word = _word(text, token.start)
    if token.kind == ID and token.value in FIELDS:
        return f"{token.value} is a field, and a field is compared with constants only; if it begins a new comparison, && or || is missing before it"
    if field is not None and not field.width:
        return f'the name of a port is expected, in double quotes, or a port group like @{word if token.kind == ID else "web"}: write "{word}"'
    if token.kind == ID:
        return f"a number or an address is expected, and {_seen(text, token)}; the name of an address set begins with $"
    return f"a constant is expected, and {_seen(text, token)}"


def lonely_constant(text: str, token: Token, relation: Token) -> str:
    """A constant that is compared with nothing."""
    return f'"{_word(text, token.start)}" must be compared with a field, and {_seen(text, relation)}' + (
        '; "=" does not compare, write ==' if relation.kind == "=" else ""
    )


def missing(kind: str, text: str, token: Token, before: Sequence[Token]) -> str:
    """Where a closing bracket should stand."""
    if token.kind == END:
        return f'"{kind}" is missing'
    if kind == ")":
        return f'"{kind}" or an operator is expected: {after_end(text, token, before)}'
    return f'"{kind}" is expected, and {_seen(text, token)}'


def after_end(text: str, token: Token, before: Sequence[Token]) -> str:
    """What stands behind a complete expression."""
    last = before[-1] if before else token
    if token.kind in (")", "}", "]"):
        return f'"{token.kind}" closes nothing'
    if token.kind == "," and last.kind == NUMBER:
        return "several values go into braces, like {80, 443}"
    if token.kind in ("-", ":", "..") and last.kind == NUMBER:
        return f'"{token.kind}" makes no range; write it like 80 <= tcp.dst <= 90'
    if token.kind == "-" and last.kind in (SET, "@"):
        return f'"-" cannot stand in the name of a set or group in a match; the name that OVN reads is "{last.value}"'
    if token.kind in ("<", "<=", ">", ">=", "==", "!="):
        return f'"{token.kind}" follows a complete comparison; write && between two, and a range like 80 <= tcp.dst <= 90'
    if token.kind == "=":
        return '"=" does not compare; write =='
    if token.kind == ID and token.value.lower() in ("and", "or"):
        return f"{token.value} is no operator; write {_MEANT[token.value.lower()]}"
    if token.kind == ";":
        return '";" ends nothing; leave it out'
    return f"&& or || is expected, and {_seen(text, token)}"


def wrong_type(text: str, field: Field, given_text: bool, start: int) -> str:
    """A port's name for a number, or the other way round."""
    word = _word(text, start)
    if not given_text:
        remedy = f"@{word[1:]} is a port group" if word.startswith("$") else f'write "{word}"'
        return f"{field.name} is compared with names of ports in double quotes, or with port groups; {remedy}"
    remedy = f"${word[1:]} is an address set" if word.startswith("@") else "write it without quotes"
    return f"{field.name} is compared with numbers and addresses, not with a text; {remedy}"


def too_wide(field: Field, value: Number) -> str:
    """A constant that the field has no room for."""
    what = {IPV4: "an IPv4 address", IPV6: "an IPv6 address", MAC: "a MAC address"}.get(value.format)
    if what:
        return f"{what} has {value.width} bits, and {field.name} only {field.width}{_family(field, value.format)}"
    return f"{field.name} has {field.width} bit{'s' if field.width > 1 else ''}, so that the largest value is {(1 << field.width) - 1}"


def _family(field: Field, format_: str) -> str:
    other = field.name.replace("ip4.", "ip6.") if format_ == IPV6 else field.name
    return f"; did you mean {other}?" if other != field.name and other in FIELDS else ""


def negated_nominal(field: Field) -> str:
    """The opposite of something that is one of many."""
    if field.predicate:
        return f"{field.name} can only be matched, not its opposite; match what shall be instead, or let a rule of higher priority take care of {field.name}"
    if not field.width:
        return f"{field.name} can only be compared with ==; name the ports that are meant, or let a rule of higher priority take care of the others"
    return f"{field.name} can only be compared with ==; list the values that are meant, like {field.name} == {{1, 2}}"
