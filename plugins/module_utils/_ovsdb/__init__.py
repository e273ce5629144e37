# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The OVSDB client: RFC 7047 over the streams of the C<ovs> library.

This package is private to the northbound.ovn collection. It knows nothing of
Ansible and nothing of OVN.
"""
