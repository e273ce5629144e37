# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rows are called whose tables have no column C<name>."""

from __future__ import annotations

from . import _syntax
from ._declare import Column, Ref

# Some tables have nothing that people could call a row by; this key of external_ids gives it a name.
NAME_KEY = "northbound.ovn:name"
NAME = Column("external_ids", key=NAME_KEY, option="name", check=_syntax.non_empty)

NAMED_BFD = Ref("BFD", "logical_port dst_ip")
NAMED_DHCP_OPTIONS = Ref("DHCP_Options", f"external_ids:{NAME_KEY}")
NAMED_DNS = Ref("DNS", f"external_ids:{NAME_KEY}")

NAMED = {ref.table: ref for ref in (NAMED_BFD, NAMED_DHCP_OPTIONS, NAMED_DNS)}
