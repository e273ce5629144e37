# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether match expressions are checked. Private to the northbound.ovn collection."""

from __future__ import annotations


class ModuleDocFragment:
    """For modules with an option that is a match expression."""

    DOCUMENTATION = r"""
options:
  check_match:
    description:
      - Whether match expressions are checked before anything is written. OVN itself stores any text, and C(ovn-controller) skips a rule whose match it
        cannot read.
      - What OVN could not read is an error that says where it is wrong. What it can read but may not be meant is a warning - terms that contradict each
        other, C(outport) in a rule for packets from ports, and address sets or port groups that are not there.
      - Expressions with template variables are not checked, since they have a meaning only on a chassis.
      - With V(false) any text is taken, for instance one with a field that a newer OVN has.
    type: bool
    default: true
"""
