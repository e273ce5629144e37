#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read tables of any OVSDB database."""

from __future__ import annotations

DOCUMENTATION = r"""
module: row_info
short_description: Read tables of OVN's and Open vSwitch's databases
version_added: 0.1.0
description:
  - Reads any tables of any database of OVN, Open vSwitch or a hardware VTEP, in one consistent view.
    The server evaluates the conditions, so that only what is asked for is sent.
  - Values have native types. A number is a number, a set a list, a map a dictionary, an optional column its value or V(null).
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._attributes.any
  - northbound.ovn._connection
  - northbound.ovn._connection.any
  - northbound.ovn._query
seealso:
  - module: northbound.ovn.row
  - module: northbound.ovn.nb_info
"""

EXAMPLES = r"""
- name: Read the meters of the Northbound and their bands
  northbound.ovn.row_info:
    tables:
      Meter: {}
      Meter_Band:
        columns: [rate, burst_size]

- name: Find out which chassis have an address of a network, by name
  northbound.ovn.row_info:
    database: OVN_Southbound
    remotes: ["unix:/var/run/ovn/ovnsb_db.sock"]
    tables:
      Chassis:
        columns: [name, encaps]
      Encap:
        conditions:
          - [type, ==, geneve]
        columns: [chassis_name, ip]
    resolve_references: true
  register: southbound

- name: Show the names
  ansible.builtin.debug:
    msg: "{{ southbound.tables.Chassis | map(attribute='name') }}"

- name: Read the ports of Open vSwitch that are tagged
  northbound.ovn.row_info:
    database: Open_vSwitch
    remotes: ["unix:/var/run/openvswitch/db.sock"]
    tables:
      Port:
        conditions:
          - [tag, "!=", null]
        columns: [name, tag, interfaces]
    resolve_references: true
"""

RETURN = r"""
tables:
  description: A list of rows for each table that was asked for. A row is a dictionary of its columns.
  returned: success
  type: dict
  sample:
    Chassis:
      - _uuid: 5e3c58ca-2a53-44e7-9b7a-7f8d1a6c7f5e
        name: hv1
        encaps: [geneve 192.0.2.11]
"""

from ansible_collections.northbound.ovn.plugins.module_utils._module import ANY_SPEC, DATABASE_SPEC, ask


def main() -> None:
    """Run the module."""
    ask({**ANY_SPEC, **DATABASE_SPEC}, lambda params: str(params["database"]))


if __name__ == "__main__":
    main()
