# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One packet through the logical network: who sends it and to whom, what ovn-trace says of it, and which rows decided.

Private to the northbound.ovn collection. Only C<_program> starts anything; the others work on text and rows.
"""
