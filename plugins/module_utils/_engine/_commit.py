# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read, plan and send one transaction, again and again until it holds."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Any, Callable, Generic, Optional, TypeVar

from .._ovsdb._client import Client
from .._ovsdb._errors import ConnectFailed, ConnectionLost, GuardFailed, OvsdbError, Timeout

PAUSE = 0.02  # seconds, at most, before what was overtaken is tried again; grows with each try

T = TypeVar("T")


@dataclass
class Done(Generic[T]):
    """How it ended.

    :param last: what the last reading led to.
    :param results: of each operation, if C<last> was sent; else there was nothing (more) to do.
    :param lost: what was sent before and must have been carried out, though its reply never came.
    """

    last: T
    results: Optional[list[dict[str, Any]]] = None
    lost: Optional[T] = None

    @property
    def changed(self) -> bool:
        """Whether the database was changed."""
        return self.results is not None or self.lost is not None


def commit(client: Client, attempt: Callable[[], T], request: Callable[[T], list[dict[str, Any]]], what: str, table: Optional[str] = None) -> Done[T]:
    """Run C<attempt> (read and plan) and send its request.

    A guard that fails, and a reply that is lost, lead to a new attempt: what another client,
    or the lost request itself, has done is then part of what is found.

    :param request: the operations of an attempt; none if there is nothing to do.
    :param what: names the object in messages, which C<table> is of.
    """
    lost: Optional[T] = None
    tries = 0
    while True:
        try:
            now = attempt()
            operations = request(now)
            if not operations:
                return Done(now, lost=lost)
            try:
                return Done(now, client.transact(operations))
            except (ConnectionLost, Timeout):
                lost = now
                raise
            except GuardFailed:
                raise
            except OvsdbError as e:
                e.message, e.object = f"{what}: {e.message}", what
                raise
        except (GuardFailed, ConnectFailed, Timeout) as e:
            tries += 1
            again = isinstance(e, (GuardFailed, ConnectionLost)) or (lost is not None and isinstance(e, ConnectFailed))
            if not again and lost is None:
                raise
            if again and time.monotonic() < client.deadline:
                time.sleep(random.uniform(0, PAUSE * tries))
                continue
            doubt = "; a reply was lost, so the change may have been made: run the task again to see" if lost else ""
            raise Timeout(f"{what}: gave up after {tries} tries: {e.message}{doubt}", table=table, object=what, remote=e.remote) from e
