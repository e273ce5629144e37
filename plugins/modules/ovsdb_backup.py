#!/usr/bin/python
# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ovsdb_backup
short_description: Back up a database of OVN
version_added: 0.1.0
description:
  - Lets the running server write its database as it is at one moment, compresses it, reads it back, and puts a checksum beside it.
    Works with a standalone database and on any member of a Raft cluster. Nothing is stopped.
  - When the newest backup holds the same schema and the same rows, no other one is made. See O(force).
  - The database file itself must not be copied. That of a Raft member is of use to this member only.
  - A backup has the uuids of all rows. To restore it with them, make a new database from it with O(northbound.ovn.ovsdb_member#module:backup).
  - A backup is readable for the user who runs the module alone. It appears under its name when it is complete, never before.
author:
  - The northbound.ovn authors (@northbound)
options:
  directory:
    description:
      - Where the backups are kept. It is made when it is not there.
      - A backup is named C(DATABASE-YYYYMMDDTHHMMSSZ.db.gz), and its checksum, for C(sha256sum --check), C(DATABASE-YYYYMMDDTHHMMSSZ.db.gz.sha256).
    type: path
    default: /var/backups/ovn
  keep:
    description:
      - How many backups of this database to keep. Older ones are removed once the new one is complete. V(0) keeps all.
      - A damaged backup does not count and is left where it is.
    type: int
    default: 7
  force:
    description: Make a backup even when the newest one holds the same.
    type: bool
    default: false
  timeout:
    description: How many seconds the server may take to write its database.
    type: int
    default: 60
extends_documentation_fragment:
  - northbound.ovn._attributes
  - northbound.ovn._database
attributes:
  idempotent:
    support: partial
    details: With O(force=true) a backup is made each time.
seealso:
  - module: northbound.ovn.ovsdb_member
"""

EXAMPLES = r"""
- name: Back up the Northbound
  northbound.ovn.ovsdb_backup:
    database: OVN_Northbound
  register: backup

- name: Have it somewhere else, too
  ansible.builtin.fetch:
    src: "{{ backup.file }}"
    dest: backups/
    flat: true

- name: Keep the last 30 backups
  northbound.ovn.ovsdb_backup:
    database: OVN_Northbound
    keep: 30
"""

RETURN = r"""
action:
  description: Whether a backup was made, or the newest one was found to hold the same.
  returned: success
  type: str
  choices: [made, kept]
  sample: made
file:
  description: The newest backup. In check mode, none when one would be made.
  returned: success
  type: str
  sample: /var/backups/ovn/OVN_Northbound-20260102T030405Z.db.gz
checksum:
  description: The SHA-256 checksum of RV(file).
  returned: success
  type: str
  sample: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
content:
  description: A digest of schema and rows that is equal for equal databases.
  returned: success
  type: str
  sample: 60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752
schema_version:
  description: The version of the schema that the database has.
  returned: success
  type: str
  sample: 7.11.0
removed:
  description: The backups that were removed, as O(keep) says.
  returned: success
  type: list
  elements: str
  sample: []
damaged:
  description: The backups that are not as they were made, and why. Each is also a warning.
  returned: success
  type: dict
  sample: {}
"""

import os
import shutil
import tempfile
from typing import Any

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._backup import Backup, backups, compress, fetch, read_content, remove, store, sync_folder
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._member import ClusterError, Database, database
from ansible_collections.northbound.ovn.plugins.module_utils._cluster._server import SERVER_SPEC, ask_server


def is_same(newest: Backup, digest: str) -> bool:
    """Whether a backup holds this content. One that cannot be read does not."""
    try:
        return read_content(newest.file).digest == digest
    except ClusterError:
        return False


def back_up(module: AnsibleModule, db: Database, work: str) -> dict[str, Any]:
    """Fetch the database, keep it when it is something new, and remove what is old."""
    params, directory = module.params, module.params["directory"]
    server = ask_server(module.run_command, f"unix:{db.socket}", db.name, params["timeout"])
    if not server["connected"]:
        raise ClusterError(f"{db.name}: this member is cut off from its cluster, so what it has may be old. Make the backup on another member.")
    there = backups(db, directory)
    whole = [backup for backup in there if not backup.damage]
    fetch(module.run_command, db, f"{work}/plain", params["timeout"])
    content = read_content(f"{work}/plain")
    newest = whole[-1] if whole else None
    result: dict[str, Any] = {
        "action": "kept",
        "file": newest.file if newest else None,
        "checksum": newest.checksum if newest else None,
        "content": content.digest,
        "schema_version": content.schema_version,
        "damaged": {backup.file: backup.damage for backup in there if backup.damage},
    }
    if params["force"] or newest is None or not is_same(newest, content.digest):
        result.update(action="made", file=None, checksum=None)
        if not module.check_mode:
            result["checksum"] = compress(f"{work}/plain", f"{work}/packed")
            if read_content(f"{work}/packed") != content:
                raise ClusterError(f"{db.name}: what was written to {directory} reads back as something else. Check the disk.")
            result["file"] = store(f"{work}/packed", result["checksum"], db, directory)
    made = 1 if result["action"] == "made" else 0
    old = whole[: max(0, len(whole) + made - params["keep"])] if params["keep"] else []
    result["removed"] = [backup.file for backup in old]
    if not module.check_mode:
        for backup in old:
            remove(backup)
        if old:
            sync_folder(directory)
    kept = [backup.file for backup in whole if backup not in old]
    after = kept + ([result["file"] or "a new backup"] if made else [])
    diff = {"before": {"backups": [backup.file for backup in whole]}, "after": {"backups": after}}
    return {**result, "changed": bool(made or old), "diff": diff}


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            **SERVER_SPEC,
            "directory": {"type": "path", "default": "/var/backups/ovn"},
            "keep": {"type": "int", "default": 7},
            "force": {"type": "bool", "default": False},
            "timeout": {"type": "int", "default": 60},
        },
        supports_check_mode=True,
    )
    params = module.params
    if params["keep"] < 0:
        module.fail_json(msg=f"keep is {params['keep']}, but must not be negative. 0 keeps all backups.")
    db = database(params["database"], run_directory=params["run_directory"])
    work = None
    try:
        if not module.check_mode:
            os.makedirs(params["directory"], mode=0o700, exist_ok=True)
        # Beside the backups, since a file can be renamed only within a file system; in check mode nothing is written there.
        work = tempfile.mkdtemp(prefix=".making-", dir=module.tmpdir if module.check_mode else params["directory"])
        result = back_up(module, db, work)
    except ClusterError as error:
        module.fail_json(msg=str(error))
    except OSError as error:
        module.fail_json(msg=f"The backup of {db.name} could not be made: {error}.")
    finally:
        if work:
            shutil.rmtree(work, ignore_errors=True)
    for file, why in result["damaged"].items():
        module.warn(f"{file} is damaged: {why}.")
    module.exit_json(**result)


if __name__ == "__main__":
    main()
