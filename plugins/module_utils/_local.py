# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules for a hypervisor's own Open vSwitch share. Private to this collection."""

from __future__ import annotations

import re
import traceback
from typing import Any, Callable, Optional

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

try:
    from ._model import _chassis
    from ._ovsdb._client import Client
    from ._ovsdb._errors import OvsdbError
except ImportError as e:  # validate-modules and hosts without the libraries
    MISSING: Optional[str] = getattr(e, "name", None) or str(e)
    MISSING_TRACE = traceback.format_exc()
else:
    MISSING = None

CONNECTION = {
    "db": {"type": "str", "default": "unix:/var/run/openvswitch/db.sock"},
    "timeout": {"type": "int", "default": 30},
}


def key_arguments() -> dict[str, Any]:
    """The options for ovn-controller's keys."""
    return {} if MISSING else {key.option: key.kind.argument() for key in _chassis.KEYS}


def run(module: AnsibleModule, work: Callable[[AnsibleModule, Any], dict[str, Any]]) -> None:
    """Run C<work> with a client of the module's database and exit with its result, or with its error in words."""
    if MISSING:
        module.fail_json(msg=missing_required_lib(MISSING.partition(".")[0]), exception=MISSING_TRACE)
    try:
        client = Client("Open_vSwitch", [module.params["db"]], timeout=module.params["timeout"])
        try:
            result = work(module, client)
        finally:
            client.close()
    except OvsdbError as e:
        module.fail_json(msg=e.message, failure=e.failure())
    module.exit_json(**result)


def running_release(module: AnsibleModule) -> str:
    """The release of the OVN that is installed on this host, like C<25.03>; empty if there is none."""
    program = module.get_bin_path("ovn-controller", opt_dirs=["/usr/sbin", "/usr/local/sbin"])
    if not program:
        return ""
    _rc, out, _err = module.run_command([program, "--version"])
    match = re.search(r"(\d+\.\d+)\.", out)
    return match[1] if match else ""
