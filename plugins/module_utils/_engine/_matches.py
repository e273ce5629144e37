# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The match expressions that a task gives: refused where OVN would skip them, and what is doubtful about the others."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Optional

from .._model._declare import Column, Entity
from .._model._match._check import check
from .._model._match._doubts import doubts, mentioned
from .._model._match._fields import RELEASES, Field
from .._model._match._lexer import GROUP, SET
from .._model._match._parser import shown
from .._model._releases import needs, release
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import InvalidValue, SchemaMismatch
from .._ovsdb._schema import Schema

_SETS, _GROUPS = "Address_Set", "Port_Group"
_KINDS = {_SETS: "address set", _GROUPS: "port group"}
_TABLES = {SET: _SETS, GROUP: _GROUPS}
_OF_GROUPS = ("_ip4", "_ip6")  # with these behind it, a group's name is that of the set of its ports' addresses
_SINGLY = 16  # names up to which the server is asked for each
_SHOWN = 20  # warnings up to which each is shown

Name = tuple[str, str]  # a table and the name of a row


class Matches:
    """The matches of one task. Keeps what is to be said of them, and no match itself."""

    def __init__(self) -> None:
        self._doubts: list[str] = []
        self._names: dict[Name, str] = {}  # to where it is first used
        self._fields: dict[Field, tuple[str, str, str]] = {}  # those that some release lacks: where they are first used

    def add(self, entity: Entity, column: Column, text: str, path: str, direction: Optional[str]) -> None:
        """Take a match.

        :param path: what to say in front of the option.
        :param direction: of the rule that has the match.
        :raises InvalidValue: OVN could not read it; says where and why.
        """
        if not text:
            return
        where = f"{path}{column.option}: "
        try:
            expression = check(text)
        except ValueError as e:
            raise InvalidValue(f"{where}{e}", table=entity.table, column=column.name, details=repr(text)) from e
        if expression is None:
            self._doubts.append(f'{where}"{shown(text)}" has template variables, so that nothing but ovn-controller can check it')
            return
        label = f'{where}"{shown(text)}"'
        self._doubts += [f"{label}: {doubt}" for doubt in doubts(expression, direction)]
        for name in mentioned(expression):
            self._names.setdefault((_TABLES[name.kind], name.name), label)
        for comparison in expression.comparisons:
            if comparison.field.limited:
                self._fields.setdefault(comparison.field, (where, entity.table, column.name))

    def lacking(self, schema: Schema) -> Iterator[SchemaMismatch]:
        """What is to be said of each field that the server's release lacks."""
        server = release(schema.name, schema.version)
        for field, (where, table, column) in self._fields.items():
            if server and field.lacks(server):
                newer = not field.lacks(RELEASES[-1])
                message = needs(schema.name, field.since, schema.version) if newer else f"is gone; OVN {field.until} had it, this server has {schema.version}"
                yield SchemaMismatch(f"{where}the field {field.name} {message}", table=table, column=column, object=field.name)

    def warnings(self, client: Client, own: Container[Name] = ()) -> list[str]:
        """What is doubtful, in words.

        :param own: names of rows that need not be in the database.
        """
        unknown = [(name, where) for name, where in self._names.items() if name not in own and not _is_of_group(name, own)]
        there = _names_there(client, [name for name, _where in unknown])
        missing = [
            f"{where}: there is no {_KINDS[table]} {name}; OVN skips the rule until there is one"
            for (table, name), where in unknown
            if (table, name) not in there and not _is_of_group((table, name), there)
        ]
        found = self._doubts + missing
        more = len(found) - _SHOWN
        return [*found[:_SHOWN], f"{more} more doubtful matches"] if more > 0 else found


def _group_of(name: str) -> Optional[str]:
    return name[:-4] if name.endswith(_OF_GROUPS) else None


def _is_of_group(name: Name, names: Container[Name]) -> bool:
    """Whether a set is that of the addresses of a group."""
    group = _group_of(name[1])
    return name[0] == _SETS and group is not None and (_GROUPS, group) in names


def _names_there(client: Client, names: Iterable[Name]) -> set[Name]:
    """Those of the names that rows have, and the groups whose sets they may be."""
    wanted = {*names}
    wanted |= {(_GROUPS, group) for table, name in wanted if table == _SETS for group in [_group_of(name)] if group}
    selects: list[Select] = []
    for table in (_SETS, _GROUPS):
        some = [name for kind, name in wanted if kind == table]
        conditions = [(("name", "==", name),) for name in some] if len(some) <= _SINGLY else [()]
        selects += [Select(table, condition, ("name",)) for condition in conditions]
    return {(select.table, row["name"]) for select, rows in zip(selects, client.select(*selects)) for row in rows}
