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

_LABEL = re.compile(r"[^\s,.:]{1,63}")
_REVERSE = (".in-addr.arpa", ".ip6.arpa")


def addresses(text: str) -> str:
    """Addresses with blanks between in canonical form; any other text as it is."""
    try:
        return " ".join(map(_syntax.ip, text.split()))
    except ValueError:
        return text


def _name(text: str) -> str:
    name = text[:-1].lower() if text.endswith(".") else text.lower()
    if not name.isascii():
        raise ValueError(f'"{text}" has letters that no query has; write them in ASCII, with xn--')
    labels = name.split(".")
    if len(name) > 253 or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise ValueError(f'"{text}" is not a domain name like web-1.example.org')
    return name


def _answer(name: str, text: str) -> str:
    try:
        if name.endswith(_REVERSE):
            return _name(text)
        answers = [_syntax.ip(word) for word in text.replace(",", " ").split()]
    except ValueError as e:
        raise ValueError(f"{name}: {e}") from None
    if not answers:
        raise ValueError(f"{name}: no answer; give an address, or remove the record with null")
    return " ".join(dict.fromkeys(answers))


def _write_records(desired: dict[str, Any], current: dict[str, Any] | None, children: Children) -> None:
    """Give records the form in which ovn-controller finds and reads them.

    It looks for a query's name in lower case and without a dot at its end, and reads addresses up to the first that
    no blank precedes. What stands in the database otherwise is no other spelling but is never answered: it is written
    again, whatever ovn-nb(5) says of commas.
    """
    if not desired.get("records"):
        return
    records: dict[str, Any] = {}
    try:
        for text, answer in desired["records"].items():
            name = _name(text)
            if name in records:
                raise ValueError(f"{name} is given twice")
            records[name] = None if answer is None else _answer(name, answer)
    except ValueError as e:
        raise ValueError(f"records: {e}") from None
    for text in (current or {}).get("records", {}):
        if text not in records and text.rstrip(".").lower() in records:
            records[text] = None
    desired["records"] = records


DNS = Entity(
    table="DNS",
    identity=("name",),
    columns=(
        NAME,
        Column("records", "dict", check=addresses),
        Column("options", "dict", checks={"ovn-owned": _syntax.boolean}, since="24.03"),
        EXTERNAL_IDS,
    ),
    attachments=(Attachment("switches", "Logical_Switch", "dns_records"),),
    prepare=_write_records,
)
