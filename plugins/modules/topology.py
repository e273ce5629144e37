#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage a whole virtual network as one document."""

from __future__ import annotations

DOCUMENTATION = r"""
module: topology
short_description: Manage a whole virtual network as one document
version_added: 0.1.0
description:
  - Makes the OVN Northbound database hold what a document says, in one transaction. Either all of it is written or nothing.
  - The document is the database read as a tree. At its top are the root tables in snake case and plural (C(logical_switches), C(logical_routers),
    C(load_balancers), C(dns), C(nb_global)), each a list of rows. A row has the options of the table's module, for instance those of
    M(northbound.ovn.logical_switch).
  - Rows that live in others stand below them, under the name of the column that holds them - C(ports), C(acls), C(qos_rules), C(forwarding_groups),
    C(static_routes), C(policies), C(nat) - and what modules take inline stands where they take it.
  - Other rows are referred to by name, whether they are in the document or in the database; rows that have no name, by uuid. Where a module lists the
    rows that refer to its own (C(switches) of M(northbound.ovn.load_balancer)), the document has the column that does, as the database has it
    (C(load_balancer) of a switch).
  - A document may be partial. What it does not name is not managed - tables, rows, columns, keys of maps. The order of its lists means nothing.
  - Everything that is wrong with a document is said at once and with its place, before anything is written.
author:
  - The northbound.ovn authors (@northbound-ovn)
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._attributes.nb
  - northbound.ovn._connection
  - northbound.ovn._connection.nb
  - northbound.ovn._connection.sb_remotes
  - northbound.ovn._connection.wait
  - northbound.ovn._match
options:
  document:
    description:
      - What the database shall hold.
      - A row may give C(uuid) in place of what tells it apart. If there is no such row, it is created with this uuid. References may use the name or the
        uuid. Inline rows and C(nb_global) have none.
    type: dict
  src:
    description:
      - Path of a YAML or JSON file with the document, on the host that runs the module. Either this or O(document) is needed.
      - Best for large documents, which Ansible handles several times on their way into O(document). JSON is read fastest. To read a document of 100,000
        ports takes 0.1 seconds as JSON, 4 as YAML, and 25 as YAML where PyYAML has no libyaml. To apply it takes some 10 seconds more, and 600 MB
        of memory, so have O(timeout) in mind.
    type: path
  owner:
    description:
      - Who the document belongs to. The rows that it creates are marked with it, in the key C(northbound.ovn:owner) of C(external_ids).
      - Rows that were there before are managed but not marked, and so never removed by O(prune), unless O(adopt) is set. Several owners can have ports or
        ACLs in one switch.
      - Load balancer groups and static MAC bindings have no C(external_ids). What an owner has of them is listed in the key
        C(northbound.ovn:owner:OWNER) of C(NB_Global.external_ids).
      - Modules show the mark in C(row), and their diffs do where a task manages C(external_ids). Clearing the map leaves it; a task that sets the key
        to V(null) releases the row.
      - Marks that the document itself has, as exports do, are written only without O(owner).
    type: str
  prune:
    description:
      - Remove the rows of O(owner) that the document no longer has. Rows without a mark, and those of other owners, stay.
      - A row that holds rows of others, like a switch in which another owner has ports, cannot be removed, nor can one that a row of others cannot be
        without, or that the document still refers to. The task fails and names them.
      - Rows that C(ovn-ic) keeps are not removed.
    type: bool
    default: false
  prune_limit:
    description:
      - The most rows that O(prune) may remove, as a number or as a percentage of all rows of O(owner), like V(5%). If it would remove more, the task
        fails, says what it would remove, and writes nothing.
    type: str
  adopt:
    description: Mark also rows that were there before and that nobody owns, so that O(prune) removes them when they leave the document.
    type: bool
    default: false
  batch:
    description:
      - Write in several transactions of about so many rows, each complete in itself, instead of one. A root row and all below it are never separated.
      - For documents of many ten thousand new rows in a cluster, where one transaction could keep the members busy for longer than their election timer.
    type: int
seealso:
  - module: northbound.ovn.topology_info
  - name: ovn-nb(5)
    description: The Northbound database.
    link: https://www.ovn.org/support/dist-docs/ovn-nb.5.html
"""

EXAMPLES = r"""
- name: Make a network of two tiers
  northbound.ovn.topology:
    owner: shop
    prune: true
    document: &shop
      address_sets:
        - name: admins
          addresses: [10.9.0.0/24]
      load_balancers:
        - name: www
          vips:
            192.0.2.80:80: 10.1.0.11:80,10.1.0.12:80
      logical_switches:
        - name: web
          ports:
            - {name: web-1, addresses: ["02:00:00:00:00:01 10.1.0.11"], port_security: ["02:00:00:00:00:01 10.1.0.11"]}
            - {name: web-2, addresses: ["02:00:00:00:00:02 10.1.0.12"], port_security: ["02:00:00:00:00:02 10.1.0.12"]}
            - {name: web-edge, type: router, addresses: [router], options: {router-port: edge-web}}
          acls:
            - {direction: to-lport, priority: 1000, match: 'outport == "web-1" && tcp.dst == 443', action: allow-related}
      logical_routers:
        - name: edge
          load_balancer: [www]
          ports:
            - {name: edge-web, mac: "02:00:00:00:01:01", networks: [10.1.0.1/24]}
          nat:
            - {type: snat, external_ip: 192.0.2.10, logical_ip: 10.1.0.0/24}

- name: See what a smaller document would remove, and refuse more than one row in ten
  northbound.ovn.topology:
    owner: shop
    prune: true
    prune_limit: 10%
    document: "{{ shop | combine({'address_sets': []}) }}"
  vars:
    shop: *shop
  check_mode: true
  register: smaller

- name: Change one port, and leave everything else alone
  northbound.ovn.topology:
    document:
      logical_switches:
        - name: web
          ports:
            - {name: web-2, enabled: false}

- name: Remove all that the owner has
  northbound.ovn.topology:
    owner: shop
    prune: true
    document: {}
"""

RETURN = r"""
counts:
  description: How many rows of each table were created, changed and removed; in check mode, would be.
  returned: success
  type: dict
  contains:
    created:
      description: Table to number of rows.
      returned: success
      type: dict
      sample: {Logical_Switch: 1, Logical_Switch_Port: 3}
    changed:
      description: Table to number of rows.
      returned: success
      type: dict
      sample: {Logical_Switch_Port: 1}
    removed:
      description: Table to number of rows.
      returned: success
      type: dict
      sample: {}
"""

import gc
from contextlib import closing
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib
from ansible.module_utils.common.yaml import HAS_YAML, yaml_load
from ansible_collections.northbound.ovn.plugins.module_utils._engine._document import Problems, names_in, nodes
from ansible_collections.northbound.ovn.plugins.module_utils._engine._prune import check_limit_text
from ansible_collections.northbound.ovn.plugins.module_utils._engine._topology import Ownership, apply_topology
from ansible_collections.northbound.ovn.plugins.module_utils._module import (
    MATCH_SPEC,
    NB_SPEC,
    WAIT_SPEC,
    checked_matches,
    guarded,
    northbound,
    southbound,
    start,
    warn,
)
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue


def read(module: AnsibleModule, path: str) -> Any:
    """The document in a file; JSON is read as such, since that is many times faster than YAML."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as e:
        raise InvalidValue(f"src: cannot read {path}: {e}") from e
    if text.lstrip().startswith("{"):
        try:
            return module.from_json(text)
        except (ValueError, RecursionError):
            pass  # YAML in flow style, or something that YAML tells what is wrong with
    if not HAS_YAML:
        module.fail_json(msg=missing_required_lib("PyYAML"))
    try:
        return yaml_load(text)
    except ValueError as e:
        raise InvalidValue(f"src: {path} is neither YAML nor JSON: {e}") from e
    except Exception as e:  # yaml's own errors, whose class is only there when yaml is
        raise InvalidValue(f"src: {path} is not YAML: {' '.join(str(e).split())}") from e


def main() -> None:
    """Run the module."""
    # A short process whose millions of objects all live to its end: collecting would go through them again and again.
    gc.disable()
    module = start(
        {
            **NB_SPEC,
            **WAIT_SPEC,
            "document": {"type": "dict"},
            "src": {"type": "path"},
            "owner": {"type": "str"},
            "prune": {"type": "bool", "default": False},
            "prune_limit": {"type": "str"},
            "adopt": {"type": "bool", "default": False},
            "batch": {"type": "int"},
            **MATCH_SPEC,
        },
        mutually_exclusive=[("document", "src")],
        required_one_of=[("document", "src")],
        required_if=[("prune", True, ("owner",)), ("adopt", True, ("owner",))],
    )
    params = module.params

    def work() -> dict[str, Any]:
        if params["batch"] is not None and params["batch"] < 1:
            raise InvalidValue(f"batch: {params['batch']} is not a number of rows; give 1 or more, or leave it out for one transaction")
        if params["owner"] == "":
            raise InvalidValue("owner: must not be empty; leave it out for a document that is nobody's")
        ownership = Ownership(params["owner"], params["prune"], check_limit_text(params["prune_limit"]), params["adopt"])
        matches = checked_matches(params)
        problems = Problems(matches)
        document = read(module, params["src"]) if params["src"] else params["document"]
        rows = nodes(document, problems)
        problems.raise_if_any()
        with closing(northbound(params)) as client:
            if matches:
                for error in matches.lacking(client.schema):
                    problems.add(*error.message.split(": ", 1))
                problems.raise_if_any()
                warn(module, matches.warnings(client, names_in(rows)))
            outcome = apply_topology(
                client,
                rows,
                ownership,
                check=module.check_mode,
                batch=params["batch"],
                wait=params["wait"],
                southbound=lambda: southbound(params),
                comment=" of ".join([f"ansible {module._name}", *([params["owner"]] if params["owner"] else [])]),
            )
        result = {"changed": bool(outcome.changes), "counts": outcome.counts}
        if module._diff:
            before, after = outcome.diff()
            result["diff"] = {"before_header": "topology", "after_header": "topology", "before": before, "after": after}
        return result

    guarded(module, work)


if __name__ == "__main__":
    main()
