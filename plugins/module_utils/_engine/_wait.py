# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wait until OVN's daemons have taken over what was written (as C<ovn-nbctl --wait> and C<ovn-ic-nbctl --wait>)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import closing
from typing import Any, Callable, NamedTuple

from .._model._releases import needs
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import ConnectFailed, GuardFailed, InvalidValue, NotFound, OvsdbError, SchemaMismatch, Timeout


class Counter(NamedTuple):
    """Columns of a database's global row: clients increment C<asked>, and daemons follow.

    :param reached: what daemons set to how far they are, by what is waited for.
    :param since: the first release that has the columns.
    """

    table: str
    asked: str
    reached: Mapping[str, str]
    since: str = "23.03"


COUNTERS = {
    "OVN_Northbound": Counter("NB_Global", "nb_cfg", {"sb": "sb_cfg", "hv": "hv_cfg"}),
    "OVN_IC_Northbound": Counter("IC_NB_Global", "nb_ic_cfg", {"sb": "sb_ic_cfg"}, since="24.03"),
}
WHAT = {
    "sb_cfg": "ovn-northd has not written the Southbound database",
    "hv_cfg": "not every hypervisor has installed the flows",
    "sb_ic_cfg": "not the ovn-ic of every deployment has made what is written there",
}
LISTED = 20  # late chassis named in a message; all are in failure.details


def refuse_wait(database: str, level: str) -> None:
    """Refuse to wait for what nobody tells.

    :raises InvalidValue: always, unless C<level> is C<none> or one that the database has.
    """
    levels = COUNTERS[database].reached if database in COUNTERS else {}
    if level not in ("none", *levels):
        possible = f"give {' or '.join(levels)}" if levels else "leave it out"
        raise InvalidValue(f"wait: {level} cannot be waited for in {database}; {possible}")


def increment(client: Client, level: str) -> list[dict[str, Any]]:
    """What to append to a transaction before waiting; the number that comes back is what daemons will reach.

    :raises SchemaMismatch: the server has no such numbers.
    """
    if level == "none":
        return []
    refuse_wait(client.database, level)
    counter = COUNTERS[client.database]
    if not client.schema.has(counter.table, counter.asked):
        raise SchemaMismatch(f"wait: {needs(client.database, counter.since, client.schema.version)}", table=counter.table, column=counter.asked)
    return [
        {"op": "mutate", "table": counter.table, "where": [], "mutations": [[counter.asked, "+=", 1]]},
        {"op": "select", "table": counter.table, "where": [], "columns": [counter.asked]},
    ]


def incremented(client: Client, results: list[dict[str, Any]]) -> int:
    """The new number out of the results of a transaction that ends with an increment.

    :raises NotFound: there is no global row, so that nobody can wait.
    """
    counter, rows = COUNTERS[client.database], results[-1]["rows"]
    if not rows:
        module = f"northbound.ovn.{counter.table.lower()}"
        raise NotFound(f"wait: {counter.table} has no row yet; start OVN's daemons, or run {module}, which makes it", table=counter.table)
    return int(rows[0][counter.asked])


def synchronise(client: Client, level: str, southbound: Callable[[], Client]) -> int:
    """Wait for all that stands in the database now; return the number that was waited for."""
    target = incremented(client, client.transact(increment(client, level)))
    wait_for(client, level, target, southbound)
    return target


def wait_for(client: Client, level: str, target: int, southbound: Callable[[], Client]) -> None:
    """Block until the level's column reaches C<target>.

    The server itself does the waiting: a C<wait> operation ends as soon as the column changes.

    :param southbound: makes a client of the Southbound database, to tell who is late.
    :raises Timeout: lists the chassis that are behind.
    """
    counter = COUNTERS[client.database]
    column = counter.reached[level]
    select = Select(counter.table, (), (column,))
    while True:
        try:
            rows = client.select(select)[0]
            reached = int(rows[0][column]) if rows else 0
            if reached >= target:
                return
            left = client.deadline - time.monotonic()
            if left <= 0:
                break
            until = {"timeout": int(left * 1000), "until": "!=", "rows": rows}
            client.transact([{"op": "wait", "table": counter.table, "where": [], "columns": [column], **until}])
        except (GuardFailed, Timeout):
            break
        except ConnectFailed:
            if time.monotonic() >= client.deadline:
                break
    raise _late(counter, column, target, southbound)


def _late(counter: Counter, column: str, target: int, southbound: Callable[[], Client]) -> Timeout:
    message = f"{WHAT[column]} for {counter.asked} {target} in time"
    if column == "sb_cfg":
        return Timeout(f"{message}; is an ovn-northd active (ovn-appctl -t ovn-northd status)?", table=counter.table, column=column)
    if column == "sb_ic_cfg":
        where = "ovn-ic-sbctl list Availability_Zone shows how far each is"
        return Timeout(f"{message}; is one active in each (ovn-appctl -t ovn-ic status)? {where}", table=counter.table, column=column)
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
