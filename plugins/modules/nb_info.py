#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read tables of the OVN Northbound database."""

from __future__ import annotations

DOCUMENTATION = r"""
module: nb_info
short_description: Read tables of the OVN Northbound database
version_added: 0.1.0
description:
  - Reads any tables of the Northbound database in one consistent view. The server evaluates the conditions, so that only what is asked for is sent.
  - Values have native types. A number is a number, a set a list, a map a dictionary, an optional column its value or V(null).
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb
  - northbound.ovn._query
seealso:
  - module: northbound.ovn.row_info
  - module: northbound.ovn.sync
  - name: ovn-nb(5)
    description: All tables and columns.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Read the switches of one owner, with the names of their ports
  northbound.ovn.nb_info:
    tables:
      Logical_Switch:
        conditions:
          - [external_ids, includes, {owner: shop}]
        columns: [name, ports, other_config]
    resolve_references: true
  register: network

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ network.tables.Logical_Switch | map(attribute='name') }}"

- name: Read two whole tables in one view
  northbound.ovn.nb_info:
    tables:
      Logical_Router: {}
      NAT: {}
"""

RETURN = r"""
tables:
  description: A list of rows for each table that was asked for. A row is a dictionary of its columns.
  returned: success
  type: dict
  sample:
    Logical_Switch:
      - _uuid: 5e3c58ca-2a53-44e7-9b7a-7f8d1a6c7f5e
        name: web
        ports: [web-1, web-2]
        other_config: {subnet: 10.1.0.0/24}
"""

from ansible_collections.northbound.ovn.plugins.module_utils._module import NB_SPEC, NORTHBOUND, ask


def main() -> None:
    """Run the module."""
    ask(NB_SPEC, lambda params: NORTHBOUND)


if __name__ == "__main__":
    main()
