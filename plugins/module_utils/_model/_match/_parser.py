# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From tokens to a tree; what OVN would refuse is an error that says where and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, NoReturn, Optional

from . import _advice
from ._fields import BOOLEAN, FIELDS, NOMINAL, ORDINAL, Field
from ._lexer import DECIMAL, END, GROUP, ID, NUMBER, SET, STRING, WRONG, Number, Token, tokens
from ._tree import And, Cmp, Constant, Expression, Name, Node, Not, Or, Resident, Truth

DEPTH = 100  # of parentheses, at most
_SHOWN = 200  # characters of a match that a message has
_TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_RELATIONS = frozenset(_TURNED)
_PLAIN = (NUMBER, STRING)
_NAMES = (SET, GROUP)
_TEXTS = (STRING, GROUP)


def shown(text: str, column: int = 1) -> str:
    """A match in a message: of a long one what is around C<column>."""
    if len(text) <= _SHOWN:
        return text
    begin = max(0, min(column - 1 - _SHOWN // 2, len(text) - _SHOWN))
    end = begin + _SHOWN
    return f"{'...' if begin else ''}{text[begin:end]}{'...' if end < len(text) else ''}"


class MatchError(ValueError):
    """OVN would refuse a match.

    :param column: where, counted from 1.
    :param reason: what is wrong, what was expected, and what to write.
    """

    def __init__(self, text: str, column: int, reason: str) -> None:
        super().__init__(f'"{shown(text, column)}": column {column}: {reason}')
        self.column = column
        self.reason = reason


@dataclass(frozen=True)
class Names:
    """The address sets and port groups that there are, with what is in them; C<None> if that is not known.

    A name that is not there is an error to OVN.
    """

    sets: Mapping[str, Sequence[str]]
    groups: Mapping[str, Sequence[str]]


class _Constants(NamedTuple):
    values: tuple[Constant, ...]
    text: bool  # names of ports, not numbers
    braces: bool
    start: int
    number: int  # how many, where that matters: names count by what is in them


class Parser:
    """Reads one match."""

    def __init__(self, text: str, names: Optional[Names] = None, release: str = "") -> None:
        self.text = text
        self.names = names
        self.release = release
        self.tokens = tokens(text)
        self.position = 0
        self.depth = 0
        self.negated = False  # inside an odd number of !
        self.comparisons: list[Cmp] = []

    def parse(self) -> Expression:
        """The whole text."""
        node = self._alternatives()
        token = self.tokens[self.position]
        if token.kind != END:
            self._fail(token, _advice.after_end(self.text, token, self.tokens[: self.position]))
        return Expression(node, self.comparisons)

    def _fail(self, token: Token, reason: str) -> NoReturn:
        if token.kind == WRONG:
            reason = token.value
        raise MatchError(self.text, token.start + 1, reason)

    def _alternatives(self) -> Node:
        node = self._maybe_not()
        kind = self.tokens[self.position].kind
        if kind != "&&" and kind != "||":
            return node
        nodes = [node]
        while self.tokens[self.position].kind == kind:
            self.position += 1
            nodes.append(self._maybe_not())
        other = self.tokens[self.position]
        if other.kind in ("&&", "||"):
            self._fail(other, "&& and || side by side need parentheses: write (a && b) || c, or a && (b || c)")
        return And(nodes) if kind == "&&" else Or(nodes)

    def _maybe_not(self) -> Node:
        token = self.tokens[self.position]
        if token.kind != "!":
            return self._primary()[0]
        self.position += 1
        self.negated = not self.negated
        node, atomic = self._primary()
        self.negated = not self.negated
        if not atomic:
            self._fail(token, "the operand of ! needs parentheses: write !(a == b), or a != b")
        return Not(node)

    def _primary(self) -> tuple[Node, bool]:
        """A term, and whether ! may stand before it."""
        token = self.tokens[self.position]
        if token.kind == ID:
            if self.tokens[self.position + 1].kind == "(":
                return self._function(token), True
            return self._comparison(token)
        if token.kind == "(":
            if self.depth >= DEPTH:
                self._fail(token, f"parentheses are nested more than {DEPTH} deep")
            self.position += 1
            self.depth += 1
            node = self._alternatives()
            self.depth -= 1
            self._expect(")")
            return node, True
        return self._turned_comparison(token)

    def _expect(self, kind: str) -> None:
        token = self.tokens[self.position]
        if token.kind != kind:
            self._fail(token, _advice.missing(kind, self.text, token, self.tokens[: self.position]))
        self.position += 1

    def _function(self, token: Token) -> Node:
        if token.value != "is_chassis_resident":
            self._fail(token, _advice.function(token.value))
        self.position += 2
        name = self.tokens[self.position]
        if name.kind != STRING:
            self._fail(name, 'the name of a port is expected, in double quotes: is_chassis_resident("port")')
        self.position += 1
        self._expect(")")
        return Resident(name.value)

    def _comparison(self, token: Token) -> tuple[Node, bool]:
        field, low, bits = self._field()
        relation = self.tokens[self.position]
        if relation.kind in _RELATIONS:
            self.position += 1
            return self._compare(field, low, bits, relation.kind, self._constants(field), token), False
        if not bits or relation.kind == "=":
            self._fail(relation, _advice.no_relation(field.name, relation))
        if relation.kind == ID:
            self._fail(relation, _advice.no_operator(relation.value, field.name, bits))
        if bits > 1 and not self.negated:
            self._fail(token, f"{token.value} has {bits} bits and is not true or false by itself; compare it, for instance with != 0")
        zero = _Constants((Number(0, None, DECIMAL, 0),), False, False, token.start, 1)
        return self._compare(field, low, bits, "!=", zero, token), True

    def _turned_comparison(self, token: Token) -> tuple[Node, bool]:
        first = self._constants(None)
        relation = self.tokens[self.position]
        if relation.kind not in _RELATIONS:
            value = first.values[0] if len(first.values) == 1 and not first.braces else None
            if isinstance(value, Number) and value.format == DECIMAL and value.mask is None and value.value < 2:
                return Truth(bool(value.value)), True
            self._fail(relation, _advice.lonely_constant(self.text, token, relation))
        self.position += 1
        start = self.tokens[self.position]
        field, low, bits = self._field()
        second = self.tokens[self.position]
        node = None
        if second.kind in _RELATIONS:
            self.position += 1
            last = self._constants(field)
            if relation.kind[0] not in "<>" or relation.kind[0] != second.kind[0]:
                self._fail(second, f"a range has the form 1 <= {field.name} <= 9 or 9 >= {field.name} >= 1")
            node = self._compare(field, low, bits, second.kind, last, start)
        turned = self._compare(field, low, bits, _TURNED[relation.kind], first, start)
        return And([turned, node]) if node else turned, False

    def _field(self) -> tuple[Field, int, int]:
        """A field, and which of its bits."""
        token = self.tokens[self.position]
        field = FIELDS.get(token.value) if token.kind == ID else None
        if field is None:
            self._fail(token, _advice.no_field(self.text, token))
        if self.release and field.lacks(self.release):
            self._fail(token, f"OVN {self.release} has no field {field.name}; OVN {field.since if field.since > self.release else field.until} has it")
        self.position += 1
        if self.tokens[self.position].kind != "[":
            return field, 0, field.width
        if not field.width:
            self._fail(self.tokens[self.position], f"{field.name} is the name of a port and has no bits")
        self.position += 1
        low = high = self._bit()
        if self.tokens[self.position].kind == "..":
            self.position += 1
            high = self._bit()
        self._expect("]")
        if low > high:
            self._fail(token, f"bits are given from the lowest to the highest: {field.name}[{high}..{low}]")
        if high >= field.width:
            self._fail(token, f"{field.name} has {field.width} bits, 0 to {field.width - 1}; there is no bit {high}")
        if field.level == NOMINAL and (low, high) != (0, field.width - 1):
            self._fail(token, f"single bits of {field.name} cannot be matched")
        return field, low, high - low + 1

    def _bit(self) -> int:
        token = self.tokens[self.position]
        value = token.value
        if token.kind != NUMBER or value.format != DECIMAL or value.mask is not None or value.value >= 1 << 31:
            self._fail(token, "the number of a bit is expected, like [0] or [0..7]")
        self.position += 1
        return int(value.value)

    def _constants(self, field: Optional[Field]) -> _Constants:
        """One constant, or a set of them in braces. C<field> is what they are for, where that is known."""
        opening = self.tokens[self.position]
        braces = opening.kind == "{"
        if braces:
            self.position += 1
        values: list[Constant] = []
        text = False
        number = 0
        while True:
            token = self.tokens[self.position]
            kind = token.kind
            if kind in _PLAIN:
                values.append(token.value)
                size = 1
            elif kind in _NAMES:
                values.append(Name(kind, token.value))
                size = self._size(token)
            else:
                self._fail(token, _advice.no_constant(self.text, token, field, self.tokens[: self.position]))
            is_text = kind in _TEXTS
            if number and is_text != text:
                self._fail(token, "a set holds either numbers and addresses, or names of ports")
            text = is_text
            number += size
            self.position += 1
            if not braces:
                break
            if self.tokens[self.position].kind == ",":
                self.position += 1
            if self.tokens[self.position].kind == "}":
                self.position += 1
                break
        return _Constants(tuple(values), text, braces, opening.start, number)

    def _size(self, token: Token) -> int:
        """How many constants a set or group stands for."""
        if self.names is None:
            return 1
        known = self.names.sets if token.kind == SET else self.names.groups
        if token.value not in known:
            self._fail(token, f"there is no {'address set' if token.kind == SET else 'port group'} {token.value}")
        return len(known[token.value])

    def _compare(self, field: Field, low: int, bits: int, relation: str, constants: _Constants, token: Token) -> Cmp:
        values = constants.values
        place = Token(ID, "", constants.start)
        if constants.text is bool(field.width):
            self._fail(place, _advice.wrong_type(self.text, field, constants.text, constants.start))
        if field.width:
            for value in values:
                if isinstance(value, Number) and value.width > field.width:
                    self._fail(place, _advice.too_wide(field, value))
                elif self.names is not None and isinstance(value, Name):
                    self._check_widths(field, value, place)
        if relation not in ("==", "!="):
            self._check_order(field, constants, relation, place, token)
        if field.level == NOMINAL:
            self._check_nominal(field, relation, values, token)
        comparison = Cmp(field, low, bits, relation, values)
        self.comparisons.append(comparison)
        return comparison

    def _check_widths(self, field: Field, name: Name, place: Token) -> None:
        if self.names is not None and name.kind == SET:
            for text in self.names.sets[name.name]:
                token = tokens(text)[0]
                if token.kind == NUMBER and token.value.width > field.width:
                    self._fail(place, f"{text} in the address set {name.name} has {token.value.width} bits, and {field.name} only {field.width}")

    def _check_order(self, field: Field, constants: _Constants, relation: str, place: Token, token: Token) -> None:
        if constants.braces:
            self._fail(place, f"a set can be compared with == and != only, not with {relation}")
        if field.level != ORDINAL:
            self._fail(token, f"{field.name} can be compared with == {'and != ' if field.level == BOOLEAN else ''}only, not with {relation}")
        if not constants.number:
            self._fail(place, f"an empty set can be compared with == and != only, not with {relation}")
        value = constants.values[0]
        if self.names is not None and isinstance(value, Name) and value.kind == SET:
            value = tokens(min(self.names.sets[value.name]))[0].value  # the database keeps its sets sorted
        if isinstance(value, Number) and value.mask is not None:
            self._fail(place, f"a value with a mask can be compared with == and != only, not with {relation}; compare bits instead, like {field.name}[0..7]")

    def _check_nominal(self, field: Field, relation: str, values: tuple[Constant, ...], token: Token) -> None:
        """A field whose values mean nothing beside each other can only be tested for what it is."""
        if not field.predicate:
            if relation != ("!=" if self.negated else "=="):
                self._fail(token, _advice.negated_nominal(field))
            return
        for value in values:
            if isinstance(value, Number) and bool(value.value & 1) == ((relation == "!=") != self.negated):
                self._fail(token, _advice.negated_nominal(field))
