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
options:
  tables:
    description:
      - What to read, as a dictionary. The keys are table names as C(ovn-nb(5\)) spells them.
      - Each value is a dictionary that may have C(conditions) and C(columns); an empty one reads the whole table.
      - C(conditions) is a list of lists V([column, function, value]), all of which must hold. Functions are V(==), V(!=), V(<), V(<=), V(>), V(>=),
        V(includes) and V(excludes). A set is compared with a list, a map with a dictionary, a reference with a uuid.
      - C(columns) is a list of columns to return, by default all. C(_uuid) is always returned.
    type: dict
    required: true
  resolve_references:
    description: Return the names of referenced rows instead of their uuids, where the referenced table has names.
    type: bool
    default: false
seealso:
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

from contextlib import closing
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._engine._query import query
from ansible_collections.northbound.ovn.plugins.module_utils._module import NB_SPEC, guarded, northbound, start


def main() -> None:
    """Run the module."""
    module = start({**NB_SPEC, "tables": {"type": "dict", "required": True}, "resolve_references": {"type": "bool", "default": False}})
    params = module.params

    def work() -> dict[str, Any]:
        with closing(northbound(params)) as client:
            return {"changed": False, "tables": query(client, params["tables"], params["resolve_references"])}

    guarded(module, work)


if __name__ == "__main__":
    main()
