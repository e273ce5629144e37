#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ovsdb_schema
short_description: Convert a database of OVN to another schema
version_added: 0.1.0
description:
  - Compares the schema that the running database has with the one in a file, which the packages of a new release of OVN bring, and converts the
    database when they differ. All rows keep their uuids. Works with a standalone database and on any member of a Raft cluster, once for all members.
  - A copy of the database is converted first, by a server of its own that nobody else can reach. When that fails nothing is touched. Check mode does the
    same and stops there. C(ovsdb-tool convert) would not do for this, since it does not compare the rows with the indexes of the new schema.
  - A conversion is one transaction, after which the server disconnects all clients; they connect again by themselves. A large database takes longer than
    the 30 seconds that C(ovn-ctl) gives it, so O(timeout) is longer.
  - Convert when all programs that use the database are of a release that can work with the new schema. A backup before,
    with M(northbound.ovn.ovsdb_backup), is the way back.
author:
  - The northbound.ovn authors (@northbound)
options:
  schema:
    description: The schema file, by default the one that OVN's packages install.
    type: path
  downgrade:
    description: Convert to an older version, too. What only the newer schema has a place for is lost then; RV(lost) names it.
    type: bool
    default: false
  timeout:
    description: How many seconds the server may take for the conversion.
    type: int
    default: 300
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._database
seealso:
  - module: northbound.ovn.ovsdb_cluster_info
    description: Tells whether a database needs a conversion.
  - module: northbound.ovn.ovsdb_backup
"""

EXAMPLES = r"""
- name: Have a way back
  northbound.ovn.ovsdb_backup:
    database: OVN_Northbound

- name: See whether the conversion works, on a copy
  northbound.ovn.ovsdb_schema:
    database: OVN_Northbound
  check_mode: true

- name: Convert the database to the schema of the installed release
  northbound.ovn.ovsdb_schema:
    database: OVN_Northbound
"""

RETURN = r"""
version:
  description: The version of the schema that the database had.
  returned: success
  type: str
  sample: 7.0.0
wanted:
  description: The version of the schema in the file.
  returned: success
  type: str
  sample: 7.11.0
lost:
  description: The tables, and the columns as C(TABLE.COLUMN), that the database had and the wanted schema does not.
  returned: success
  type: list
  elements: str
  sample: []
seconds:
  description: How long the server took.
  returned: when the database was converted
  type: float
  sample: 0.4
"""

import json
import os
import shutil
import tempfile
import time
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._backup import fetch
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import ClusterError, Database, checked, database
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._rehearsal import rehearse
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._server import SERVER_SPEC, ask_server, compare_schema, served_schema


def lost_columns(current: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """What a schema has a place for and another one has not."""
    lost = []
    for table, definition in current["tables"].items():
        there = wanted["tables"].get(table)
        if there is None:
            lost.append(table)
        else:
            lost += [f"{table}.{column}" for column in definition["columns"] if column not in there["columns"]]
    return sorted(lost)


def is_older(version: str, other: str) -> bool:
    """Whether a version comes before another one."""
    return [int(part) for part in version.split(".")] < [int(part) for part in other.split(".")]


def convert_a_copy(module: AnsibleModule, db: Database, file: str) -> None:
    """Do it where it can do no harm, with the rows that are there."""
    folder = tempfile.mkdtemp(prefix="ovsdb-schema-", dir=module.tmpdir)
    try:
        fetch(module.run_command, db, f"{folder}/copy", module.params["timeout"])
        rehearse(module.run_command, module.get_bin_path("ovsdb-server", required=True), folder, file, module.params["timeout"])
    except ClusterError as error:
        raise ClusterError(f"{db.name}: a copy could not be converted, so the database was left as it is: {error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_schema(db: Database, file: str) -> dict[str, Any]:
    """The schema in a file, which has to be one of this database."""
    try:
        with open(file, encoding="utf-8") as text:
            schema: dict[str, Any] = json.load(text)
            name = schema["name"]
    except FileNotFoundError as error:
        raise ClusterError(f"There is no schema file {file}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ClusterError(f"{file} is no schema of a database: {error}.") from error
    if name != db.name:
        raise ClusterError(f"{file} is the schema of {name}, not of {db.name}.")
    return schema


def convert(module: AnsibleModule, db: Database, file: str) -> dict[str, Any]:
    """Compare, try on a copy, convert, and look whether it is so."""
    run, params = module.run_command, module.params
    schema = read_schema(db, file)
    server = ask_server(run, f"unix:{db.socket}", db.name, params["timeout"])
    if server["model"] == "relay":
        raise ClusterError(f"{db.name}: the server on this host is a relay. Convert the database where it is kept.")
    if not server["connected"]:
        raise ClusterError(f"{db.name}: this member is cut off from its cluster. A conversion takes a majority of the members.")
    found = compare_schema(run, db, file, params["timeout"])
    version, wanted = found["version"], found["wanted"]
    lost = lost_columns(served_schema(run, f"unix:{db.socket}", db.name, params["timeout"]), schema)
    result: dict[str, Any] = {"changed": found["needs_conversion"], "version": version, "wanted": wanted, "lost": lost}
    result["diff"] = {"before": {"schema": version}, "after": {"schema": wanted if found["needs_conversion"] else version}}
    if not found["needs_conversion"]:
        return result
    if is_older(wanted, version) and not params["downgrade"]:
        raise ClusterError(
            f"{db.name}: the database has the schema {version}, and {file} is {wanted}, which is older."
            f" It has no place for {', '.join(lost) or 'anything less'}. If you want that, say so with the option 'downgrade'."
        )
    convert_a_copy(module, db, file)
    if not module.check_mode:
        begin = time.monotonic()
        checked(run, ["ovsdb-client", "-t", str(params["timeout"]), "--no-leader-only", "convert", f"unix:{db.socket}", file])
        wait_until_converted(module, db, file, begin + params["timeout"])
        result["seconds"] = round(time.monotonic() - begin, 3)
    return result


def wait_until_converted(module: AnsibleModule, db: Database, file: str, deadline: float) -> None:
    """A follower has the new schema a moment after the leader."""
    while True:
        found = compare_schema(module.run_command, db, file, module.params["timeout"])
        if not found["needs_conversion"]:
            return
        if time.monotonic() >= deadline:
            raise ClusterError(f"{db.name}: the server has taken the conversion, but still shows the schema {found['version']}.")
        time.sleep(0.1)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            **SERVER_SPEC,
            "schema": {"type": "path"},
            "downgrade": {"type": "bool", "default": False},
            "timeout": {"type": "int", "default": 300},
        },
        supports_check_mode=True,
    )
    params = module.params
    db = database(params["database"], run_directory=params["run_directory"])
    try:
        result = convert(module, db, os.path.abspath(params["schema"] or db.schema))
    except ClusterError as error:
        module.fail_json(msg=str(error))
    module.exit_json(**result)


if __name__ == "__main__":
    main()
