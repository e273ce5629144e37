# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a match says, as a tree."""

from __future__ import annotations

from typing import NamedTuple, Union

from ._fields import Field
from ._lexer import Number


class Name(NamedTuple):
    """An address set or a port group in place of constants. C<kind> is the sign in front of it."""

    kind: str
    name: str


Constant = Union[Number, str, Name]


class Cmp(NamedTuple):
    """A field, or bits of it, compared with constants, of which one must do (all, for C<!=>)."""

    field: Field
    low: int
    bits: int
    relation: str
    constants: tuple[Constant, ...]


class Not(NamedTuple):
    """The opposite."""

    node: Node


class And(NamedTuple):
    """All of them."""

    nodes: list[Node]


class Or(NamedTuple):
    """One of them."""

    nodes: list[Node]


class Truth(NamedTuple):
    """C<1> or C<0>."""

    value: bool


class Resident(NamedTuple):
    """C<is_chassis_resident>."""

    port: str


Node = Union[Cmp, Not, And, Or, Truth, Resident]


class Expression(NamedTuple):
    """A match that OVN takes: what it says, and every comparison in it."""

    tree: Node
    comparisons: list[Cmp]
