# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a row shall exist, and which one. Private to the northbound.ovn collection."""

from __future__ import annotations


class ModuleDocFragment:
    """For modules that manage the rows of one table."""

    DOCUMENTATION = r"""
options:
  state:
    description:
      - With V(present) the row is created if need be, and every option that is given is set. An option that is not given is not managed;
        an empty list, dictionary or text clears.
      - Dictionaries are merged key by key; a key with the value V(null) is removed.
      - With V(absent) the row is removed if it is there.
    type: str
    choices: [present, absent]
    default: present
  uuid:
    description:
      - The row to manage, whatever its name or other identifying options, which are then set like all others.
      - Needed where several rows have the same name.
    type: str
"""
