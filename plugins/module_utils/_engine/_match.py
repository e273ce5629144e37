# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of several rows without an identity is which of those that are desired. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


def match(wanted: Sequence[Wanted], found: Sequence[Found], fits: Callable[[Wanted, Found], bool]) -> dict[int, int]:
    """Give as many of C<wanted> as possible one of C<found> each that fits; their positions.

    What is described in part fits several rows. Were it given just any, another that fits only this one would be
    changed without need, in one order of the rows and not in the other.
    """
    holder: dict[int, int] = {}  # position in found to position in wanted

    def place(index: int, seen: set[int]) -> bool:
        fitting = [position for position, row in enumerate(found) if fits(wanted[index], row)]
        free = next((position for position in fitting if position not in holder), None)
        for position in [free] if free is not None else fitting:
            if position not in seen:
                seen.add(position)
                if position not in holder or place(holder[position], seen):  # who has it moves on if that is possible
                    holder[position] = index
                    return True
        return False

    for index in range(len(wanted)):
        place(index, set())
    return {index: position for position, index in holder.items()}
