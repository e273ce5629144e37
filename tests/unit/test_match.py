# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Match expressions: what is taken, and what is said of the rest."""

from __future__ import annotations

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._check import MatchError, Names, check
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._doubts import doubts, mentioned
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._fields import FIELDS, RELEASES
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._parser import shown
from ansible_collections.northbound.ovn.plugins.module_utils._model._releases import release

VALID = (
    "1",
    "ip4",
    "((ip4))",
    "ip4 && tcp.dst == 443",
    "(ip4 && tcp) || udp",
    "outport == @web && ip4.src == $admins && tcp.dst == {80, 443}",
    '"web-1" == inport',
    'inport == {"a", "b",}',
    "tcp.dst == {80 443}",
    "1024 <= tcp.dst <= 2048",
    "2048 > tcp.dst >= 1024",
    "ip4.src == 10.0.0.0/255.0.0.255",
    "ip6.dst == ::ffff:192.0.2.1",
    "ip6.src == fe80::/10",
    "eth.src == 00:00:00:00:00:01/01:00:00:00:00:00",
    "eth.src == aa:bb:cc:dd:ee:ff",
    "eth.src == 1:002:03:04:05:06",  # 17 characters are a MAC address, however they are grouped
    "eth.src == 0:a2:b5:2c:4fb:69",  # and whatever is in them
    "eth.src == 0x1:0xa:2:3:4:567",
    "eth.dst[40]",
    "!eth.dst",
    "!ct.new && ct.est",
    '!(inport != "p")',
    'is_chassis_resident("p") && !is_chassis_resident("q")',
    "tcp == 1 && ip4 != 0",
    "ip.proto[0..7] == 6",
    "ip4.src[0..7] == 0x1ff",  # only the field's width counts
    "ip.ttl == 0x0000000000000000000000000000000000000001",
    "ip4.src == 0/0x1",
    "ip4 // to the end\n && tcp /* inside */",
    'inport == "a\\"b\\u0041\\ud834\\udd1e"',
    "reg0[0..3] == 5 && xxreg1 == ::1",
    "(" * 100 + "ip4" + ")" * 100,
)

# a wrong match, the column where it is wrong, and words of what is said
WRONG = (
    ("", 1, "empty"),
    ("ip4 &&", 7, "a comparison is expected"),
    ("&& ip4", 1, "a comparison is expected"),
    ("()", 2, "a comparison is expected"),
    ("(ip4", 5, '")" is missing'),
    ("ip4)", 4, "closes nothing"),
    ("ip4 ip6", 5, "&& or || is expected"),
    ("ip4 & tcp", 5, "write &&"),
    ("ip4 | tcp", 5, "write ||"),
    ("ip4 and tcp", 5, "write &&"),
    ("not ip4", 1, "did you mean !?"),
    ("ip4 && ip6 || tcp", 12, "need parentheses"),
    ("tcp.dst in {80, 443}", 9, "write ==, and several values as a set in braces"),
    ("tcp.dst eq 80", 9, "write =="),
    ("tcp.dst 80", 1, "16 bits"),
    ("tcp.dst to 80", 9, "is to be compared"),
    ("ct.new ct.est", 8, "&& or || is expected"),
    ("ip4.src or ip6", 9, "write ||"),
    ("tcp.dst = 80", 9, "write =="),
    ("80 = tcp.dst", 4, "write =="),
    ("tcp.dst === 80", 11, "write =="),
    ("tcp.dport == 80", 1, "did you mean tcp.dst?"),
    ("udp.port == 53", 1, "did you mean udp.src or udp.dst?"),
    ("ip.src == 10.0.0.1", 1, "did you mean ip4.src or ip6.src?"),
    ("ip4.ttl == 7", 1, "did you mean ip.ttl?"),
    ("ipv4", 1, "did you mean ip4?"),
    ("icmp.type == 8", 1, "did you mean icmp4.type or icmp6.type?"),
    ("arp.opcode == 1", 1, "did you mean arp.op?"),
    ("inport == web-1", 11, 'write "web-1"'),
    ("inport == 'web'", 11, "double quotes"),
    ('inport == "web', 11, "no closing quote"),
    ("inport == $web", 11, "@web is a port group"),
    ("inport == 7", 11, 'write "7"'),
    ("inport", 7, "must be compared"),
    ('inport != "web"', 1, "can only be compared with =="),
    ('!(inport == "web")', 3, "can only be compared with =="),
    ('inport[0] == "web"', 7, "has no bits"),
    ('inport < "web"', 1, "can be compared with == only"),
    ("ip4.src == admins", 12, "begins with $"),
    ("ip4.src == @admins", 12, "$admins is an address set"),
    ('ip4.src == "10.0.0.1"', 12, "without quotes"),
    ("ip4.src == $admin-hosts", 18, 'the name that OVN reads is "admin"'),
    ("ip4.src == $1", 12, "must be followed by the name"),
    ("ip4.src == 10.0.0.256", 12, "neither a number nor an address"),
    ("ip4.src == 010.0.0.1", 12, "neither a number nor an address"),
    ("ip4.src == 10.0.0.0/33", 12, "0 to 32 bits"),
    ("ip4.src == 10.0.0.0 / 8", 21, "without blanks"),
    ("ip4.src == 10.0.0.0/0x1", 12, "form of the value"),
    ("ip4.src == 10.0.0.0/", 12, "has no mask"),
    ("ip4.src == ::1", 12, "did you mean ip6.src?"),
    ("ip4.src == 10.0.0.1 - 10.0.0.9", 21, "makes no range"),
    ("eth.src == 1:2:3:4:5:6", 12, "neither a number nor an address"),
    ("tcp.dst == 80-90", 14, "80 <= tcp.dst <= 90"),
    ("tcp.dst == 80,443", 14, "into braces"),
    ("tcp.dst == {}", 13, "a constant is expected"),
    ("tcp.dst == 65536", 12, "the largest value is 65535"),
    ("tcp.dst == 00", 12, "no leading zeros"),
    ("tcp.dst == https", 12, "a number or an address is expected"),
    ("tcp.dst == tcp.src", 12, "compared with constants only"),
    ("tcp.dst == {80", 15, "a constant is expected"),
    ("tcp.dst < {80}", 11, "with == and != only"),
    ("tcp.dst < 1/1", 11, "compare bits instead"),
    ("tcp.dst[16]", 1, "0 to 15"),
    ("tcp.dst[3..1]", 1, "tcp.dst[1..3]"),
    ("tcp.dst[0x1]", 9, "the number of a bit"),
    ("tcp.dst", 1, "16 bits"),
    ("1 < tcp.dst > 5", 13, "a range has the form"),
    ("1 == 1", 6, "a field is expected"),
    ("2", 2, "must be compared with a field"),
    ("!ip4", 2, "not its opposite"),
    ("ip4 == 0", 1, "not its opposite"),
    ("!!ct.new", 2, "leave both out"),
    ("!tcp.dst == 80", 1, "needs parentheses"),
    ("ip.proto[0]", 1, "single bits"),
    ("ip.proto < 6", 1, "can be compared with == only"),
    ("vlan.present < 1", 1, "with == and != only"),
    ("ip.proto == tcp", 13, "compared with constants only"),
    ("f(1)", 1, "is_chassis_resident"),
    ("tcp(80)", 1, "is no function"),
    ("is_chassis_resident(p)", 21, "in double quotes"),
    ("ip4 /* x", 5, "no */"),
    ("ip4;", 4, "leave it out"),
    ("é == 1", 1, "means nothing"),
    ('inport == "\\x"', 12, "no escape"),
    ('inport == "\\u12"', 12, "four hexadecimal digits"),
    ('inport == "\\ud800"', 12, "surrogate"),
    ('inport == "\\u0000"', 12, "null"),
    ('inport == {"a", 1}', 17, "either numbers and addresses, or names of ports"),
    ("ip4.src == 18446744073709551616", 12, "2**64"),
    ("ip4.src == 0x", 12, "no hexadecimal number"),
    ("(" * 101 + "ip4" + ")" * 101, 101, "nested more than 100 deep"),
)


@pytest.mark.parametrize("text", VALID)
def test_valid(text: str) -> None:
    assert check(text) is not None


@pytest.mark.parametrize(("text", "column", "words"), WRONG)
def test_wrong(text: str, column: int, words: str) -> None:
    with pytest.raises(MatchError) as caught:
        check(text)
    assert words in caught.value.reason
    assert caught.value.column == column
    assert str(caught.value) == f'"{shown(text, column)}": column {column}: {caught.value.reason}'


def test_a_long_match_is_shown_in_part() -> None:
    terms = ["ip4"] * 500
    for place, begin, end in ((0, '"tcp.dport', '...": column'), (250, '"...', '...": column'), (500, '"...', 'tcp.dport": column')):
        with pytest.raises(MatchError) as caught:
            check(" && ".join([*terms[:place], "tcp.dport", *terms[place:]]))
        message = str(caught.value)
        assert message.startswith(begin)
        assert end in message
        assert "tcp.dport" in message
        assert len(message) < 350


def test_names_that_are_known() -> None:
    names = Names({"v4": ["10.0.0.1", "10.1.0.0/16"], "v6": ["2001:db8::1"], "none": []}, {"web": ["a"], "empty": []})
    check("ip4.src == $v4 && inport == @web", names)
    check("eth.src == $v4 && ip6.src == $v4", names)  # addresses are numbers
    check('inport == {$none, "a"}', names)  # an empty set is of any type
    for text, words in (
        ("ip4.src == $v7", "no address set v7"),
        ("inport == @app", "no port group app"),
        ("ip4.src == $v6", "2001:db8::1 in the address set v6 has 128 bits"),
        ("ip4.src < $none", "an empty set"),
    ):
        with pytest.raises(MatchError, match=words):
            check(text, names)


def test_a_template_has_no_meaning_yet() -> None:
    assert check("ip4.src == ^vip && ) nonsense") is None
    assert check('inport == "^vip"') is not None


def test_releases() -> None:
    check("nd_ns_mcast", release="25.03")
    check("nd_ns_mcast", release="24.03")  # not known to lack it
    check("nd_ns_mcast")
    check("ct_label.blocked", release="23.03")
    with pytest.raises(MatchError, match=r"OVN 23\.03 has no field nd_ns_mcast; OVN 25\.03 has it"):
        check("nd_ns_mcast", release="23.03")
    with pytest.raises(MatchError, match=r"OVN 26\.03 has no field ct_label\.blocked; OVN 23\.03 has it"):
        check("ct_label.blocked", release="26.03")
    assert {field.since for field in FIELDS.values()} == set(RELEASES)


def test_the_release_of_a_schema() -> None:
    versions = (("7.0.0", "23.03"), ("7.0.2", "23.03"), ("7.11.0", "25.03"), ("7.17.9", "25.09"), ("8.0.0", "26.03"), ("6.9.9", ""))
    for version, name in versions:
        assert release("OVN_Northbound", version) == name
    assert release("hardware_vtep", "1.7.0") == ""


@pytest.mark.parametrize(
    "text",
    [
        "ip4.src == 10.0.0.1 && ip6.dst == ::1",
        "tcp && udp.dst == 53",
        "ct.new && !ct.new",
        "tcp.dst == 80 && tcp.dst == 443",
        "ip4.src == 10.0.0.0/8 && ip4.src == 192.0.2.1",
        "80 >= tcp.dst >= 90",
        "tcp.dst < 0",
        'inport == "a" && inport == "b"',
        'inport == {"a", "b"} && inport == {"c", "d"}',
        "nd && tcp",
        "vlan.vid == 3 && !vlan.present",
        "ip4.mcast && ip4.dst == 10.0.0.1",
        "!(tcp.dst == 80) && udp",
        "(ip4 && ip6) || (tcp && udp)",
    ],
)
def test_contradictions(text: str) -> None:
    node = check(text)
    assert node is not None
    assert [doubt for doubt in doubts(node) if "contradict" in doubt]


@pytest.mark.parametrize(
    "text",
    [
        *VALID,
        "0",
        "!ip.later_frag && arp",  # what is no IP packet is no later fragment
        "ip4.src != $none && arp",
        'inport == {"a", "b"} && inport == "b"',
        "tcp.dst == {80, 443} && tcp.dst == 443",
        "ip4.src == 10.0.0.0/8 && ip4.src == 10.1.0.0/16",
        "1 <= tcp.dst <= 9 && tcp.dst >= 9",
        "ip4 || ip6",
    ],
)
def test_no_contradictions(text: str) -> None:
    node = check(text)
    assert node is not None
    assert not list(doubts(node))


def test_doubts_by_direction() -> None:
    node = check("ip4 && (outport == @web || ip4.dst == $web)")
    assert node is not None
    (doubt,) = doubts(node, "from-lport")
    assert "use inport" in doubt
    assert not list(doubts(node, "to-lport"))
    assert {tuple(name) for name in mentioned(node)} == {("$", "web"), ("@", "web")}


@pytest.mark.parametrize(
    ("text", "words"), [("icmp4.frag_mtu == 1500", "ovn-controller ends"), ("ip4.src > $v4", "ends on sets"), ("$v4 <= ip4.src", "ends on sets")]
)
def test_what_ovn_ends_on(text: str, words: str) -> None:
    expression = check(text)
    assert expression is not None
    (doubt,) = doubts(expression)
    assert words in doubt


def test_many_ways_are_looked_at_in_time() -> None:
    some = " || ".join(f"ip4.src == 10.0.{number}.0/24" for number in range(200))
    node = check(" && ".join(f"({some})" for _copy in range(20)))
    assert node is not None
    assert not list(doubts(node))
