# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many match expressions are checked in a second of one processor, each looked at anew.

Processor time, so that what else the machine does counts little. `make bench`, or `tools/env python tests/benchmark/bench_match.py`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / ".cache"))

from ansible_collections.northbound.ovn.plugins.module_utils._engine._matches import Matches
from ansible_collections.northbound.ovn.plugins.module_utils._model._acl import ACL
from ansible_collections.northbound.ovn.plugins.module_utils._model._match._check import check

SECONDS = 2.0
WANTED = 20_000
TYPICAL = (
    "outport == @web && ip4 && tcp.dst == 443",
    "outport == @web && ip4.src == $admins && tcp.dst == {22, 443}",
    'inport == "web-1" && ip4.src == 10.1.0.0/16 && udp.dst == 53',
    "outport == @pg_8f1f7b2c && ip4 && ip4.src == 0.0.0.0/0 && icmp4",
    "inport == @pg_8f1f7b2c && ip6",
    "outport == @a1234 && (ip4.dst == 10.0.0.5 || ip6.dst == 2001:db8::5) && tcp",
    "ip4.src == $web_ip4 && 1024 <= tcp.dst <= 2048",
    "outport == @db && ip4.src == {10.1.0.11, 10.1.0.12, 10.1.0.13} && tcp.dst == 5432 && ct.new",
)


def rate(work: Callable[[str], object]) -> float:
    """Matches a second."""
    done = 0
    start = time.process_time()
    while time.process_time() - start < SECONDS:
        for text in TYPICAL:
            work(text)
        done += len(TYPICAL)
    return done / (time.process_time() - start)


def taken(text: str) -> None:
    """All that a task does with a match before it asks a server: also whether it is doubtful."""
    Matches().add(ACL, ACL.column("match"), text, "", "to-lport")


def main() -> None:
    """Measure, and fail if a large document would feel it."""
    checked, whole = rate(check), rate(taken)
    print(f"matches checked: {checked:,.0f} a second")
    print(f"matches checked and looked at for doubts: {whole:,.0f} a second")
    if checked < WANTED:
        sys.exit(f"fewer than {WANTED:,} a second")


if __name__ == "__main__":
    main()
