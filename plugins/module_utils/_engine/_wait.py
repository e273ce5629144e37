# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait until ovn-northd or every hypervisor has taken over what was written (as C<ovn-nbctl --wait>)."""

from __future__ import annotations

import time
from contextlib import closing
from typing import Any, Callable

from .._ovsdb._client import Client, Select
from .._ovsdb._errors import ConnectFailed, GuardFailed, NotFound, OvsdbError, Timeout

COLUMN = {"sb": "sb_cfg", "hv": "hv_cfg"}
WHAT = {"sb": "ovn-northd has not written the Southbound database", "hv": "not every hypervisor has installed the flows"}
LISTED = 20  # late chassis named in a message; all are in failure.details

# appended to a transaction; the number that comes back is what sb_cfg and hv_cfg will reach
INCREMENT: list[dict[str, Any]] = [
    {"op": "mutate", "table": "NB_Global", "where": [], "mutations": [["nb_cfg", "+=", 1]]},
    {"op": "select", "table": "NB_Global", "where": [], "columns": ["nb_cfg"]},
]


def incremented(results: list[dict[str, Any]]) -> int:
    """The new nb_cfg out of the results of a transaction that ends with INCREMENT.

    :raises NotFound: NB_Global has no row, so that nobody can wait.
    """
    rows = results[-1]["rows"]
    if not rows:
        raise NotFound("wait: NB_Global has no row yet; start ovn-northd, or run northbound.ovn.nb_global, which makes it", table="NB_Global")
    return int(rows[0]["nb_cfg"])


def synchronise(client: Client, level: str, southbound: Callable[[], Client]) -> int:
    """Wait for all that stands in the database now; return the nb_cfg that was waited for."""
    target = incremented(client.transact(INCREMENT))
    wait_for(client, level, target, southbound)
    return target


def wait_for(client: Client, level: str, target: int, southbound: Callable[[], Client]) -> None:
    """Block until C<sb_cfg> or C<hv_cfg> reaches C<target>.

    The server itself does the waiting: a C<wait> operation ends as soon as the column changes.

    :param southbound: makes a client of the Southbound database, to tell who is late.
    :raises Timeout: lists the chassis that are behind.
    """
    column = COLUMN[level]
    select = Select("NB_Global", (), (column,))
    while True:
        try:
            rows = client.select(select)[0]
            reached = int(rows[0][column]) if rows else 0
            if reached >= target:
                return
            left = client.deadline - time.monotonic()
            if left <= 0:
                break
            client.transact([{"op": "wait", "timeout": int(left * 1000), "table": "NB_Global", "where": [], "columns": [column], "until": "!=", "rows": rows}])
        except (GuardFailed, Timeout):
            break
        except ConnectFailed:
            if time.monotonic() >= client.deadline:
                break
    raise _late(level, target, southbound)


def _late(level: str, target: int, southbound: Callable[[], Client]) -> Timeout:
    message = f"{WHAT[level]} for nb_cfg {target} in time"
    if level == "sb":
        return Timeout(f"{message}; is an ovn-northd active (ovn-appctl -t ovn-northd status)?", table="NB_Global", column="sb_cfg")
    try:
        with closing(southbound()) as client:
            late = late_chassis(client, target)
    except OvsdbError as e:
        return Timeout(f"{message}; which ones are late is not known: {e.message}", table="NB_Global", column="hv_cfg")
    if not late:
        return Timeout(f"{message}, though all have reported meanwhile; is ovn-northd active?", table="NB_Global", column="hv_cfg")
    some = ", ".join(late[:LISTED]) + (f" and {len(late) - LISTED} more" if len(late) > LISTED else "")
    return Timeout(
        f"{message}; late: {some}; check ovn-controller there, or remove chassis that are gone", table="NB_Global", column="hv_cfg", details=", ".join(late)
    )


def late_chassis(southbound: Client, target: int) -> list[str]:
    """The names of the chassis whose ovn-controller has not reached C<target>, with how far they are."""
    rows = southbound.select(Select("Chassis_Private", (("nb_cfg", "<", target),), ("name", "nb_cfg")))[0]
    return sorted(f"{row['name']} (nb_cfg {row['nb_cfg']})" for row in rows)
