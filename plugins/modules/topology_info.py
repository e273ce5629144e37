#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a virtual network as one document."""

from __future__ import annotations

DOCUMENTATION = r"""
module: topology_info
short_description: Read a virtual network as one document
version_added: 0.1.0
description:
  - Gives the OVN Northbound database, or a part of it, as a document for M(northbound.ovn.topology). Applied where it was read, it changes nothing.
    Applied on an empty database of the same release, it makes an equal one.
  - Columns that are empty, and what the daemons of OVN write, are left out, as are rows that C(ovn-ic) keeps.
  - A row that has no name, or shares it or what else tells it apart, is given with its C(uuid). So is a row whose name looks like a uuid.
  - The marks of owners are given as they are, unless O(owner) is given.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.info
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb
options:
  owner:
    description:
      - Only what this owner of M(northbound.ovn.topology) has. Of rows that are not its own and hold some that are, only the name is given.
    type: str
  roots:
    description: Only these rows and all below them, as a dictionary of tables, called as in documents, to lists of names. An empty list is all of a table.
    type: dict
seealso:
  - module: northbound.ovn.topology
"""

EXAMPLES = r"""
- name: Make a switch by hand
  northbound.ovn.logical_switch:
    name: web

- name: Make a port of it
  northbound.ovn.logical_switch_port:
    switch: web
    name: web-1
    addresses: ["02:00:00:00:00:01 10.1.0.11"]

- name: Read what there is
  northbound.ovn.topology_info:
  register: there

- name: Take it over, so that it is managed as a document from now on
  northbound.ovn.topology:
    owner: shop
    adopt: true
    document: "{{ there.document }}"

- name: Read one switch
  northbound.ovn.topology_info:
    roots:
      logical_switches: [web]
  register: switch
"""

RETURN = r"""
document:
  description: The document.
  returned: success
  type: dict
  sample:
    logical_switches:
      - name: web
        ports:
          - {name: web-1, addresses: ["02:00:00:00:00:01 10.1.0.11"]}
"""

import gc
from contextlib import closing
from typing import Any

from ansible_collections.northbound.ovn.plugins.module_utils._engine._export import export
from ansible_collections.northbound.ovn.plugins.module_utils._module import NB_SPEC, guarded, northbound, start
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue


def main() -> None:
    """Run the module."""
    # A short process whose millions of objects all live to its end: collecting would go through them again and again.
    gc.disable()
    module = start({**NB_SPEC, "owner": {"type": "str"}, "roots": {"type": "dict"}})
    params = module.params

    def work() -> dict[str, Any]:
        if params["owner"] == "":
            raise InvalidValue("owner: must not be empty; leave it out for all that there is")
        for table, names in (params["roots"] or {}).items():
            if not isinstance(names, list):
                raise InvalidValue(f"roots: {table}: {names!r} is not a list of names")
        with closing(northbound(params)) as client:
            return {"changed": False, "document": export(client, params["owner"], params["roots"])}

    guarded(module, work)


if __name__ == "__main__":
    main()
