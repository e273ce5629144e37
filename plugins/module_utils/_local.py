# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules for a hypervisor's own Open vSwitch share. Private to the northbound.ovn collection."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ._ovsdb._client import Client

DB = "unix:/var/run/openvswitch/db.sock"
PID_FILE = "/var/run/ovn/ovn-controller.pid"
LOCAL_SPEC: dict[str, Any] = {
    "db": {"type": "str", "default": DB},
    "timeout": {"type": "int", "default": 30},
}


@contextmanager
def open_vswitch(params: dict[str, Any]) -> Iterator[Client]:
    """A client of the hypervisor's own database."""
    client = Client("Open_vSwitch", [params["db"]], timeout=params["timeout"])
    try:
        yield client
    finally:
        client.close()


def running_release(module: AnsibleModule) -> str:
    """The release of the OVN that is installed on this host, like C<25.03>; empty if there is none."""
    program = module.get_bin_path("ovn-controller", opt_dirs=["/usr/sbin", "/usr/local/sbin"])
    if not program:
        return ""
    _rc, out, _err = module.run_command([program, "--version"])
    match = re.search(r"(\d+\.\d+)\.", out)
    return match[1] if match else ""


def controller_runs(params: dict[str, Any]) -> bool:
    """Whether the host's ovn-controller runs; one that uses another database is not the host's."""
    try:
        with open(PID_FILE, encoding="ascii") as file:
            return params["db"] == DB and os.path.isdir(f"/proc/{int(file.read())}")
    except (OSError, ValueError):
        return False
