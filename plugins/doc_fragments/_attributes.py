# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all modules have in common. Private to the northbound.ovn collection."""

from __future__ import annotations


class ModuleDocFragment:
    """C<.nb>, C<.sb> and C<.info> add to the attributes that every module has."""

    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in check_mode and return changed status prediction without modifying target.
    support: full
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in check_mode), when in diff mode.
    support: full
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no change.
    support: full
"""

    INFO = r"""
options: {}
attributes:
  check_mode:
    description: Can run in check_mode and return changed status prediction without modifying target.
    support: full
    details: This module only reads.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in check_mode), when in diff mode.
    support: N/A
    details: This module only reads.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no change.
    support: full
"""

    NB = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/northbound.ovn.nb) in C(module_defaults) to set the connection once for all modules of the Northbound.
    support: full
    membership:
      - northbound.ovn.nb
      - northbound.ovn.all
"""

    SB = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/northbound.ovn.sb) in C(module_defaults) to set the connection once for all queries of the Southbound.
    support: full
    membership:
      - northbound.ovn.sb
      - northbound.ovn.all
"""

    IC = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/northbound.ovn.ic) in C(module_defaults) to set the connection once for all modules of the Interconnection Northbound.
    support: full
    membership:
      - northbound.ovn.ic
      - northbound.ovn.all
"""

    ANY = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/northbound.ovn.all) in C(module_defaults) to set the TLS files once for all modules. Each database has its own O(remotes).
    support: full
    membership:
      - northbound.ovn.all
"""
