# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs command lines one after another and says what they took.

    python stopwatch.py COMMANDS OUTPUT

COMMANDS has a list of words as JSON in each line, OUTPUT takes what they print. Prints wall time, CPU time
and the peak memory of the largest, as JSON. A process of its own, and a small one: Linux counts
what the parent of a process has in memory to the peak of that process.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> int:
    """Run them all; end with the first that fails."""
    commands, output = sys.argv[1:]
    wall = cpu = 0.0
    peak = 0
    with open(commands, encoding="utf-8") as lines, open(output, "wb") as out:
        for line in lines:
            argv = json.loads(line)
            started = time.perf_counter()
            pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
            dummy, status, usage = os.wait4(pid, 0)
            wall += time.perf_counter() - started
            cpu += usage.ru_utime + usage.ru_stime
            peak = max(peak, usage.ru_maxrss)
            if status:
                print(f"{' '.join(argv)[:300]}: exit code {os.waitstatus_to_exitcode(status)}", file=sys.stderr)
                return 1
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak * 1024}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
