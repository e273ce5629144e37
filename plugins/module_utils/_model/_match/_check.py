# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether OVN takes a match."""

from __future__ import annotations

from typing import Optional

from ._lexer import TEMPLATE
from ._parser import MatchError, Names, Parser
from ._tree import Expression

__all__ = ["Expression", "MatchError", "Names", "check"]


def check(text: str, names: Optional[Names] = None, release: str = "") -> Optional[Expression]:
    """What a match says; C<None> for one with template variables, which has a meaning only on a chassis.

    :param names: the address sets and port groups that there are; without it, any name will do.
    :param release: of OVN, like C<25.03>; without it, a field will do that any known release has.
    :raises MatchError: OVN would refuse it.
    """
    parser = Parser(text, names, release)
    if any(token.kind == TEMPLATE for token in parser.tokens):
        return None
    return parser.parse()
