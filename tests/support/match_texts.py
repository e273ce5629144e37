# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Match expressions at random: by the grammar, most of them valid, and with something wrong in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from ansible_collections.northbound.ovn.plugins.module_utils._model._match._fields import BOOLEAN, FIELDS, NOMINAL, ORDINAL, Field
from ansible_collections.northbound.ovn.tests.support.match_oracle import ADDRESS_SETS, PORT_GROUPS

_RELATIONS = ("==", "!=", "<", "<=", ">", ">=")
_PIECES = (
    *_RELATIONS,
    *("&&", "||", "!", "(", ")", "{", "}", "[", "]", ",", ";", "=", "..", "-", "--", "<->", ":", "/", "&", "|", ".", "^", "$", "@", "'", '"'),
    *("0", "1", "00", "2", "0x", "0x1f", "0x0", "1.2.3", "1.2.3.4", "10.0.0.0/8", "10.0.0.0/33", "1.2.3.4/255.0.255.0", "0/0x1", "1/1", "::", "::1/64"),
    *("fe80::1", "::ffff:1.2.3.4", "::1/129", "1:2", "aa:bb:cc:dd:ee:ff", "0:1:2:3:4:5", "02:00:00:00:00:01/ff:ff:ff:ff:00:00", "18446744073709551616"),
    *('"p"', '"a b"', '"\\u0041"', '"\\q"', '"\\ud800"', '"', "$v4", "$none", "$nothing", "@pg", "@nothing", "@empty_pg", "$v6", "$macs"),
    *("// end", "/* in */", "/*", "\n", "\t", "é", "is_chassis_resident", 'is_chassis_resident("p")', "is_chassis_resident(p)", "f(1)"),
    *("tcp.dport", "ip.src", "ip4", "inport", "reg0", "eth.type", "tcp", "tcp.dst", "[0]", "[0..7]", "[7..0]", "[31]", "[128]", "ct.new", "and", "or", "not"),
)
# ovn-trace ends on the first two, and takes a minute for the opposite of the others.
_UNFIT = ("icmp4.frag_mtu", "icmp6.frag_mtu", "ip6.mcast_flood", "ip6.mcast_all_rtrs", "ip6.mcast_all_nodes")
# An expression of large fields with != is many conditions to ovn-trace, which would take its time for several of them.
_HEAVY = 64


class Writer:
    """Writes expressions. The same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._fields = [field for field in FIELDS.values() if field.name not in _UNFIT]
        self._depth = 0
        self._negated = False

    def texts(self) -> Iterator[str]:
        """Without end: two in three by the grammar, and some of those then changed."""
        while True:
            text = self.expression()
            for _change in range(self._random.choice((0, 0, 0, 0, 1, 1, 2, 3))):
                text = self._changed(text)
            if "\0" not in text and text.count("!=") < 5:
                yield text

    def expression(self) -> str:
        """One by the grammar."""
        self._depth = 0
        self._negated = False
        return self._alternatives()

    def _one(self, *ways: Callable[[], str]) -> str:
        return self._random.choice(ways)()

    def _space(self) -> str:
        return self._random.choice((" ", " ", " ", "", "  ", "\t"))

    def _alternatives(self) -> str:
        chance = self._random.random()
        terms = 1 if chance < 0.35 or self._depth > 2 else self._random.randint(2, 4)
        operator = self._random.choice((" && ", " && ", " || ", "&&"))
        return operator.join(self._term() for _term in range(terms))

    def _term(self) -> str:
        chance = self._random.random()
        if chance < 0.12 and self._depth < 4:
            return self._enclosed()
        if chance < 0.2:
            self._negated = not self._negated
            text = self._one(self._enclosed, self._bare, lambda: 'is_chassis_resident("p")')
            self._negated = not self._negated
            return f"!{self._space().strip()}{text}"
        if chance < 0.3:
            return self._bare()
        if chance < 0.33:
            return self._random.choice(("1", "0", 'is_chassis_resident("p")'))
        return self._comparison()

    def _enclosed(self) -> str:
        self._depth += 1
        text = f"({self._space()}{self._alternatives()}{self._space()})"
        self._depth -= 1
        return text

    def _field(self, *levels: str) -> Field:
        return self._random.choice([field for field in self._fields if field.level in levels])

    def _bare(self) -> str:
        """A predicate or a bit."""
        field = self._field(NOMINAL, BOOLEAN) if self._random.random() < 0.6 else self._field(ORDINAL)
        if field.width == 1 or not field.width:
            return field.name
        return f"{field.name}[{self._random.randrange(field.width + (self._random.random() < 0.05))}]"

    def _comparison(self) -> str:
        if self._random.random() < 0.15:
            return self._port()
        field = self._field(NOMINAL, BOOLEAN, ORDINAL, ORDINAL)
        if not field.width:
            return self._port()
        name, bits = self._bits(field)
        if field.level == ORDINAL and field.width < _HEAVY and self._random.random() < 0.15:
            return self._range(name, bits)
        relations = _RELATIONS if field.level == ORDINAL and bits <= 16 else ("==", "==", "==", "!=") if bits < _HEAVY else ("==",)
        relation = self._random.choice(relations)
        if field.level == NOMINAL and self._random.random() < 0.9:
            relation = "!=" if self._negated else "=="
        constants = self._constants(field, bits, relation)
        if self._random.random() < 0.07:
            return f"{constants}{self._space()}{relation}{self._space()}{name}"
        return f"{name}{self._space()}{relation}{self._space()}{constants}"

    def _port(self) -> str:
        relation = ("!=" if self._negated else "==") if self._random.random() < 0.9 else self._random.choice(_RELATIONS)
        names = ['"p"', '"q"', '"other"', '"a\\"b"', '"\\u00e9"', *(f"@{name}" for name in PORT_GROUPS)]
        value = self._random.choice(names)
        if self._random.random() < 0.2:
            value = f"{{{value}, {self._random.choice(names)}}}"
        return f"{self._random.choice(('inport', 'outport'))} {relation} {value}"

    def _bits(self, field: Field) -> tuple[str, int]:
        if field.level == NOMINAL or self._random.random() < 0.8:
            return field.name, field.width
        low, high = sorted((self._random.randrange(field.width), self._random.randrange(field.width)))
        return f"{field.name}[{low}..{high}]" if low != high or self._random.random() < 0.5 else f"{field.name}[{low}]", high - low + 1

    def _range(self, name: str, bits: int) -> str:
        bits = min(bits, 10)
        low, high = sorted((self._random.randrange(1 << bits), self._random.randrange(1 << bits)))
        if self._random.random() < 0.1:
            low, high = high, low
        less = self._random.choice(("<", "<="))
        return f"{low} {less} {name} {self._random.choice(('<', '<='))} {high}" if self._random.random() < 0.7 else f"{high} >= {name} > {low}"

    def _constants(self, field: Field, bits: int, relation: str) -> str:
        chance = self._random.random()
        if relation in ("==", "!=") and chance < 0.2:
            some = [self._constant(field, bits, relation) for _constant in range(self._random.randint(1, 3))]
            return "{" + self._random.choice((", ", ",", " ")).join(some) + self._random.choice(("}", "}", ",}"))
        return self._constant(field, bits, relation)

    def _constant(self, field: Field, bits: int, relation: str) -> str:
        if self._random.random() < 0.04 and relation in ("==", "!="):  # ovn-trace ends on some sets with the others
            return self._random.choice([f"${name}" for name in ADDRESS_SETS] + ['"p"'])
        number = self._random.randrange(1 << self._random.randint(1, bits)) if field.level != NOMINAL or not field.predicate else 1
        if self._random.random() < 0.02:
            number = (1 << field.width) + self._random.randrange(3)
        ways = [str(number) if number < 1 << 64 else hex(number), hex(number)]
        if field.width == 32:
            ways += [_ip4(number), f"{_ip4(number)}/{self._random.randint(0, 32)}", f"{_ip4(number)}/{_ip4(self._random.randrange(1 << 32))}"]
        elif field.width == 48:
            ways += [_mac(number), f"{_mac(number)}/{_mac(self._random.randrange(1 << 48))}"]
        elif field.width == 128:
            ways += [_ip6(number), f"{_ip6(number)}/{self._random.randint(0, 128)}", f"{_ip6(number)}/{_ip6(self._random.randrange(1 << 128))}"]
        if self._random.random() < 0.1:
            ways = [f"{hex(number)}/{hex(self._random.randrange(1 << bits))}", f"{min(number, 99)}/{self._random.randrange(1 << min(bits, 8))}"]
        return self._random.choice(ways)

    def _changed(self, text: str) -> str:
        """With one thing put in, left out, doubled or moved."""
        place = self._random.randint(0, len(text))
        end = min(len(text), place + self._random.choice((1, 1, 2, 4)))
        words = text.split(" ")
        word = self._random.randrange(len(words))
        piece = self._random.choice(_PIECES)

        def swapped() -> str:
            other = self._random.randrange(len(words))
            words[word], words[other] = words[other], words[word]
            return " ".join(words)

        return self._one(
            lambda: text[:place] + text[end:],
            lambda: text[:place] + text[place:end] * 2 + text[end:],
            lambda: text[:place] + piece + text[place:],
            lambda: text[:place] + piece + text[end:],
            lambda: text[:place] + self._random.choice("0123456789abcdefx.:/ {}()[]!=<>&|,$@\"'_-") + text[place:],
            lambda: " ".join([*words[:word], piece, *words[word:]]),
            lambda: " ".join([*words[:word], piece, *words[word + 1 :]]),
            lambda: " ".join([*words[:word], *words[word + 1 :]]),
            swapped,
        )


def _ip4(number: int) -> str:
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def _ip6(number: int) -> str:
    return ":".join(f"{number >> shift & 0xFFFF:x}" for shift in range(112, -1, -16))


def _mac(number: int) -> str:
    return ":".join(f"{number >> shift & 255:02x}" for shift in range(40, -1, -8))
