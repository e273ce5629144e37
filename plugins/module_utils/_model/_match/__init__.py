# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OVN's match language, as ovn-sb(5) describes it for Logical_Flow: what OVN would refuse, where and why.

Private to the northbound.ovn collection. Knows neither Ansible nor a database.
"""
