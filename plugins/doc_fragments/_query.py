# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of modules that read any tables. Private to the northbound.ovn collection."""

from __future__ import annotations


class ModuleDocFragment:
    """What to read, and how to show it."""

    DOCUMENTATION = r"""
options:
  tables:
    description:
      - What to read, as a dictionary. The keys are table names as the manual of the database spells them.
      - Each value is a dictionary that may have C(conditions) and C(columns); an empty one reads the whole table.
      - C(conditions) is a list of lists V([column, function, value]), all of which must hold. Functions are V(==), V(!=), V(<), V(<=), V(>), V(>=),
        V(includes) and V(excludes). A set is compared with a list, a map with a dictionary, a reference with a uuid.
      - C(columns) is a list of columns to return, by default all. C(_uuid) is always returned.
    type: dict
    required: true
  resolve_references:
    description:
      - Return the names of referenced rows instead of their uuids, where the referenced table has names.
      - The name of a row is its C(name), or else what its table has a unique index for, like the C(target) of a connection.
        Where that is several columns, their values stand with blanks between.
      - C(DHCP_Options) and C(DNS) of the Northbound have the names that their modules give them.
    type: bool
    default: false
"""
