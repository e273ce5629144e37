# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether this server's release has what a task asks for. Pure."""

from __future__ import annotations

from typing import Any

from .._model._declare import Column, Entity
from .._model._releases import needs, older
from .._ovsdb._errors import SchemaMismatch
from .._ovsdb._schema import Schema
from ._desired import Desired


def check_release(desired: Desired, schema: Schema, present: bool = True) -> None:
    """Fail for a table or column that the server lacks; a value that means nothing is no longer desired there.

    :param present: the row shall exist, so what this release ignores is of no use.
    :raises SchemaMismatch: names the release that has it.
    """
    entity = desired.entity
    if not schema.has(entity.table):
        raise SchemaMismatch(f"{entity.table} {needs(schema.name, entity.since, schema.version)}", table=entity.table)
    for column in entity.columns if not all(schema.has(entity.table, name) for name in desired.columns) else ():
        if column.name in desired.columns and not schema.has(entity.table, column.name):
            if desired.columns[column.name] in (column.empty, "", [], {}):
                del desired.columns[column.name]
                continue
            raise SchemaMismatch(f"{column.option}: {needs(schema.name, column.since, schema.version)}", table=entity.table, column=column.name)
    for column in entity.young:
        _check_choices(entity, column, desired.columns.get(column.name), schema)
    newer = entity.newer(desired.columns) if entity.newer and present else None
    if newer and older(schema.name, newer[1], schema.version):
        raise SchemaMismatch(f"{newer[0]} {needs(schema.name, newer[1], schema.version)}", table=entity.table)
    for child in entity.children if desired.children else ():
        if child.option in desired.children and not schema.has(entity.table, child.column):
            if not desired.children[child.option]:
                del desired.children[child.option]
                continue
            raise SchemaMismatch(f"{child.option}: {needs(schema.name, child.since, schema.version)}", table=entity.table, column=child.column)
        for row in desired.children.get(child.option, []):
            check_release(row, schema)


def _check_choices(entity: Entity, column: Column, value: Any, schema: Schema) -> None:
    if not column.later or value is None:
        return
    admitted = schema.column(entity.table, column.name).choices
    for choice in [value] if isinstance(value, str) else value:  # the elements of a list, the keys of a map
        if admitted is not None and choice in column.later and choice not in admitted:
            release = needs(schema.name, column.later[choice], schema.version)
            raise SchemaMismatch(f"{column.option}: {choice} {release}", table=entity.table, column=column.name)
