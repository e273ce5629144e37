# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tokens of a match."""

from __future__ import annotations

import re
import socket
from typing import Any, NamedTuple, Optional

ID, NUMBER, STRING, SET, GROUP, END, WRONG, TEMPLATE = "name", "number", "string", "$", "@", "end", "wrong", "^"
DECIMAL, HEXADECIMAL, IPV4, IPV6, MAC = "decimal", "hexadecimal", "IPv4", "IPv6", "Ethernet"
_BITS = {IPV4: 32, IPV6: 128, MAC: 48}

_TOKEN = re.compile(
    r"""[ \t\n\r\v\f]*(?:
    ((?![A-Fa-f][0-9A-Fa-f]*:)[A-Za-z_][A-Za-z_.0-9]*)
    |(==|!=|&&|\|\||<=|>=|<->|--|\.\.|[(){}\[\],!<>=;-]|:(?!:))
    |((?:[0-9]|::|[A-Fa-f][0-9A-Fa-f]*:)[0-9A-Za-z:]*(?:\.(?!\.)[0-9A-Za-z]*)*(?:/[0-9A-Za-z:]*(?:\.(?!\.)[0-9A-Za-z]*)*)?)
    |"((?:[^"\\]|\\.)*)"
    |\$([A-Za-z_.][A-Za-z_.0-9]*)
    |@([A-Za-z_.][A-Za-z_.0-9]*)
    |(//[^\n]*|/\*(?:(?!\*/)[^\n])*\*/)
    |(\Z)
    |(\^[A-Za-z_.][A-Za-z_.0-9]*)
    |(.))""",
    re.VERBOSE | re.DOTALL,
)
_KINDS = (None, ID, None, NUMBER, STRING, SET, GROUP, None, END, TEMPLATE, WRONG)
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(rf"({_OCTET})\.({_OCTET})\.({_OCTET})\.({_OCTET})")
_MAC = re.compile("(?:0[xX])?[0-9A-Fa-f]+(?::(?:0[xX])?[0-9A-Fa-f]+){5}")
_HEX = re.compile("[0-9A-Fa-f]+")
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u([0-9A-Fa-f]{4})|(.?))', re.DOTALL)
_PLAIN_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Number(NamedTuple):
    """A constant that is no text. C<width> is how many bits a field must have for it."""

    value: int
    mask: Optional[int]
    format: str
    width: int


class Token(NamedTuple):
    """C<value> is the text of a name, what a string says, a Number, or what is WRONG. An operator is its own kind."""

    kind: str
    value: Any
    start: int


class Malformed(ValueError):
    """Text that is no token."""


def tokens(text: str) -> list[Token]:
    """The tokens of C<text> up to its END, or up to what is WRONG."""
    found: list[Token] = []
    append = found.append
    new = tuple.__new__  # in a third of the time of Token(...), and here is where most of it goes
    for match in _TOKEN.finditer(text):
        group = match.lastindex or 0
        start, end = match.span(group)
        value = text[start:end]
        if group == 1:
            append(new(Token, (ID, value, start)))
        elif group == 2:
            append(new(Token, (value, value, start)))
        elif group in (3, 4):
            try:
                append(new(Token, (NUMBER, _number(value), start) if group == 3 else (STRING, _unescaped(value), start - 1)))
            except Malformed as e:
                append(Token(WRONG, str(e), start))
                break
        elif group == 7:
            continue
        elif group == 10:
            append(Token(WRONG, _complaint(value, text, start), start))
            break
        else:
            append(Token(str(_KINDS[group]), value, start - 1 if group in (5, 6) else start))
            if group == 8:
                break
    return found


def _number(text: str) -> Number:
    before, slash, after = text.partition("/")
    value, format_ = _plain(before)
    if not slash:
        return Number(value, None, format_, _BITS.get(format_) or value.bit_length())
    if not after:
        raise Malformed(f'"{text}" has no mask; give a prefix length, or a mask of the same form as the value')
    mask, mask_format = _plain(after)
    if format_ == DECIMAL and mask_format == HEXADECIMAL and value == 0:
        format_ = HEXADECIMAL
    elif format_ in (IPV4, IPV6) and mask_format == DECIMAL:
        bits = _BITS[format_]
        if mask > bits:
            raise Malformed(f'"{text}": a prefix of {format_} has 0 to {bits} bits, not {mask}')
        mask = ((1 << mask) - 1) << (bits - mask)
    elif format_ != mask_format:
        raise Malformed(f'"{text}": the mask must have the form of the value, {format_}, and not {mask_format}')
    return Number(value & mask, mask, format_, mask.bit_length())


def _plain(text: str) -> tuple[int, str]:
    """The value of a constant without a mask, and its format."""
    if text.isdigit():
        if text[0] == "0" and len(text) > 1:
            raise Malformed(f'"{text}": decimal numbers have no leading zeros; write {int(text)}')
        value = int(text)
        if value >> 64:
            raise Malformed(f'"{text}" is no decimal number below 2**64; larger ones can be written as 0x..')
        return value, DECIMAL
    if len(text) == 17 and _MAC.fullmatch(text):
        parts = [int(part, 16) & 255 for part in text.split(":")]  # OVN drops what is more than a byte
        return int.from_bytes(bytes(parts), "big"), MAC
    if text[:2] in ("0x", "0X"):
        if not _HEX.fullmatch(text, 2):
            raise Malformed(f'"{text}" is no hexadecimal number')
        return int(text[2:], 16), HEXADECIMAL
    match = _IPV4.fullmatch(text)
    if match:
        one, two, three, four = map(int, match.groups())
        return one << 24 | two << 16 | three << 8 | four, IPV4
    if ":" in text:
        try:
            return int.from_bytes(socket.inet_pton(socket.AF_INET6, text), "big"), IPV6
        except (OSError, ValueError):
            pass
    raise Malformed(f'"{text}" is neither a number nor an address')


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _joined(_ESCAPE.sub(_escape, text))


def _escape(match: re.Match[str]) -> str:
    code, other = match.group(1), match.group(2)
    if code:
        if code == "0000":
            raise Malformed("a string holds no null character")
        return chr(int(code, 16))
    if other is not None:
        raise Malformed("bad escape in \\u: four hexadecimal digits are expected" if other == "u" else f'"\\{other}" is no escape; write \\\\ for a backslash')
    character = match.group(0)[1]
    return _PLAIN_ESCAPES.get(character, character)


def _joined(text: str) -> str:
    """Pairs of surrogates made one character each; half a pair is an error."""
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError as e:
        raise Malformed("half of a surrogate pair in a string") from e


def _complaint(character: str, text: str, start: int) -> str:
    """What to say of a character that begins no token."""
    rest = text[start : start + 2]
    if character == '"':
        return "the string that begins here has no closing quote"
    if character in "&|":
        return f'"{character}" is no operator; write {character * 2}'
    if character == "'":
        return "names are put into double quotes"
    if character in "$@":
        what = "an address set" if character == "$" else "a port group"
        return f'"{character}" must be followed by the name of {what}: letters, digits, "_" and ".", and no digit first'
    if rest == "/*":
        return "the comment that begins here has no */ in its line"
    if character == "/":
        return '"/" goes right between a value and its mask, without blanks'
    return f'"{character}" means nothing in a match'
