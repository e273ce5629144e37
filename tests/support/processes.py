# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of modules at once, each in a process of its own as Ansible would have it."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Mapping, Sequence
from multiprocessing.synchronize import Barrier
from typing import Any

from ansible_collections.northbound.ovn.tests.support.runner import ModuleFailed, Result, load, run_module

Task = tuple[str, Mapping[str, Any]]


def at_once(playbooks: Sequence[Sequence[Task]], *, fails: bool | None = False) -> list[list[Result]]:
    """Run each list of tasks in its own process, all starting together; the results in the same order.

    Each must succeed, unless `fails` says otherwise (as for `run_module`).
    """
    for name in {name for tasks in playbooks for name, _args in tasks}:
        load(name)  # here and not in every process: it takes longer than the work
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(len(playbooks))
    queue: multiprocessing.Queue[tuple[int, list[Result] | str]] = context.Queue()
    workers = [context.Process(target=_work, args=(number, tasks, fails, barrier, queue)) for number, tasks in enumerate(playbooks)]
    for worker in workers:
        worker.start()
    results = dict(queue.get(timeout=120) for dummy in workers)
    for worker in workers:
        worker.join()
    failed = [report for report in results.values() if isinstance(report, str)]
    if failed:
        raise AssertionError(f"{len(failed)} of {len(workers)} failed; the first:\n{failed[0]}")
    return [list(results[number]) for number in range(len(workers))]


def _work(number: int, tasks: Sequence[Task], fails: bool | None, barrier: Barrier, queue: multiprocessing.Queue[tuple[int, list[Result] | str]]) -> None:
    try:
        barrier.wait(60)
        queue.put((number, [run_module(name, args, fails=fails) for name, args in tasks]))
    except (ModuleFailed, AssertionError, OSError, RuntimeError):
        queue.put((number, traceback.format_exc()))
