# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one module as Ansible's wrapper does: arguments as JSON in, the result as JSON out.

    python one_module.py [--pure-yaml] MODULE ARGUMENTS NOTES

The file NOTES then has the module's own time, from when Python has loaded it to its end.
`--pure-yaml` hides libyaml, which a managed node may lack.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".cache"))


def main() -> None:
    """Run it; it ends the process by itself."""
    if sys.argv[1] == "--pure-yaml":
        del sys.argv[1]
        import yaml

        del yaml.CSafeLoader
    name, arguments, notes = sys.argv[1:]
    from ansible.module_utils import basic

    module = importlib.import_module(f"ansible_collections.northbound.ovn.plugins.modules.{name}")
    basic._ANSIBLE_PROFILE = "legacy"
    wall, cpu = time.perf_counter(), time.process_time()
    basic._ANSIBLE_ARGS = Path(arguments).read_bytes()
    try:
        module.main()
    finally:
        Path(notes).write_text(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}))


if __name__ == "__main__":
    main()
