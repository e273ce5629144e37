# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DNS: what OVN itself answers to queries."""

from __future__ import annotations

import re
from typing import Any

from . import _syntax
from ._columns import EXTERNAL_IDS
from ._declare import Attachment, Children, Column, Entity
from ._named import NAME

_LABEL = re.compile(r"[^\s,.]{1,63}")


def query_name(text: str) -> str:
    """A domain name as ovn-controller looks for it: in lower case, without a dot at its end."""
    name = text[:-1].lower() if text.endswith(".") else text.lower()
    if not name.isascii():
        raise ValueError(f'"{text}" has letters that a query cannot have; write them in ASCII, with xn--')
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise ValueError(f'"{text}" is not a domain name like web-1.example.org')
    return name


def answer(text: str) -> str:
    """Addresses with blanks between, or one domain name."""
    words = text.replace(",", " ").split()
    if not words:
        raise ValueError("no answer; give an address, or remove the record with null")
    if _is_name(words[0]):
        if len(words) > 1:
            raise ValueError(f'"{text}" is neither one domain name nor a list of IP addresses')
        return query_name(words[0])
    return " ".join(dict.fromkeys(map(_syntax.ip, words)))


def _is_name(word: str) -> bool:
    try:
        _syntax.ip(word)
    except ValueError:
        return True
    return False


def _check_dns(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    for name, value in desired.get("records", {}).items():
        if value is None:
            continue
        is_reverse = name.endswith((".in-addr.arpa", ".ip6.arpa"))
        if is_reverse and not _is_name(value.split()[0]):
            raise ValueError(f'records: {name}: "{value}" is not a domain name, which is what a reverse lookup asks for')
        if not is_reverse and _is_name(value.split()[0]):
            raise ValueError(f'records: {name}: "{value}" is not an IP address; give one, or several with blanks between')


DNS = Entity(
    table="DNS",
    identity=("name",),
    columns=(
        NAME,
        Column("records", "dict", check=answer, key_check=query_name),
        Column("options", "dict", checks={"ovn-owned": _syntax.boolean}, since="24.03"),
        EXTERNAL_IDS,
    ),
    attachments=(Attachment("switches", "Logical_Switch", "dns_records"),),
    prepare=_check_dns,
)
