# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every declaration that the model has."""

from __future__ import annotations

import importlib
import pkgutil

from ansible_collections.northbound.ovn.plugins.module_utils import _model
from ansible_collections.northbound.ovn.plugins.module_utils._model._declare import Entity


def entities() -> list[Entity]:
    """All of them, in the order of database and table."""
    found: dict[tuple[str, str], Entity] = {}
    for info in pkgutil.iter_modules(_model.__path__):
        module = importlib.import_module(f"{_model.__name__}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, Entity):
                key = (value.database, value.table)
                assert found.setdefault(key, value) is value, f"{value.table} is declared twice"
    return [found[key] for key in sorted(found)]


def inline() -> list[Entity]:
    """Those whose rows are given inside of others' only: no module of their own."""
    return [child.entity for entity in entities() for child in entity.children]
