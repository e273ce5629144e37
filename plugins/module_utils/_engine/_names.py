# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names instead of uuids: which row a user means, and what to call a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Optional

from .._model._declare import Ref
from .._model._named import NAMED
from .._ovsdb._client import Client, Select
from .._ovsdb._errors import Ambiguous, InvalidValue, NotFound
from .._ovsdb._schema import Schema
from ._desired import Desired, is_uuid

WireRow = dict[str, Any]
MANY = 16  # above so many lookups in one table, one scan of its names is cheaper than a select each


def references(desired: Desired, present: bool) -> Iterable[tuple[Ref, str, str]]:
    """(reference, name, option) for every name that the desired row mentions; without C<present>, that identifies it."""
    entity = desired.entity
    if desired.parent:
        parent, name = desired.parent
        yield parent.ref(), name, parent.option
    for column in entity.columns:
        if column.ref and desired.columns.get(column.name) and (present or column.option in desired.identity):
            value = desired.columns[column.name]
            names = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
            for name in names:
                if name is not None:
                    yield column.ref, name, column.option
    for attachment in entity.attachments if present else ():
        for name in desired.attachments.get(attachment.option, []):
            yield Ref(attachment.table, attachment.key), name, attachment.option
    for option, children in desired.children.items() if present else ():
        for child in children:
            for ref, name, child_option in references(child, present):
                yield ref, name, f"{option}: {child_option}"


def name_of(ref: Ref, wire: WireRow) -> Optional[str]:
    """The name of a row that was read with the columns of C<ref>."""
    column, _sep, key = ref.key.partition(":")
    if not key:
        return " ".join(str(wire[column]) for column in ref.columns())
    return dict(wire[column][1]).get(key)


def naming(schema: Schema, table: str) -> Optional[Ref]:
    """What the rows of a table are called by; C<None> if nothing that people would write tells them apart."""
    if schema.name == "OVN_Northbound" and table in NAMED:
        return NAMED[table]
    for key in ([["name"]] if schema.has(table, "name") else []) + schema.indexes(table):
        columns = [schema.column(table, name) for name in key]
        if all(column.is_plain and column.atomic_type == "string" for column in columns):
            return Ref(table, " ".join(key))
    return None


def with_names(value: Any, names: Mapping[str, str]) -> Any:
    """A column of references with the names of the rows that have one."""
    if isinstance(value, dict):
        return {key: names.get(uuid, uuid) for key, uuid in value.items()}
    if isinstance(value, list):
        return sorted(names.get(uuid, uuid) for uuid in value)
    return names.get(value, value)


def scan(ref: Ref) -> Select:
    """The select that reads the names of a whole table."""
    return Select(ref.table, (), ("_uuid", *ref.columns()))


def of_uuid(ref: Ref, uuid: str) -> Select:
    """The select that reads one row's name."""
    return Select(ref.table, (("_uuid", "==", ["uuid", uuid]),), ("_uuid", *ref.columns()))


def named(ref: Ref, name: str) -> Select:
    """The select that finds the row that users call C<name>.

    :raises InvalidValue: the name has another number of parts than there are columns.
    """
    column, _sep, key = ref.key.partition(":")
    columns = ref.columns()
    parts = name.split() if len(columns) > 1 else [name]
    if is_uuid(name):
        where: tuple[tuple[str, str, Any], ...] = (("_uuid", "==", ["uuid", name]),)
    elif key:
        where = ((column, "includes", ["map", [[key, name]]]),)
    elif columns and len(parts) != len(columns):
        raise InvalidValue(f"{name!r} names no {ref.table}: give its {' and '.join(columns)} with a blank between, or its uuid", table=ref.table, object=name)
    else:
        where = tuple((column, "==", part) for column, part in zip(columns, parts))
    return Select(ref.table, where, ("_uuid",))


def lookup(client: Client, wanted: Iterable[tuple[Ref, str, str]]) -> dict[tuple[str, str], str]:
    """The uuid behind every name; one select a name, or one scan of a table when there are many.

    The only row of a table has no name, and is left out if it is not there yet.
    """
    wanted = list(wanted)
    counts = Counter(ref for ref, _name, _option in wanted)
    single = [item for item in wanted if counts[item[0]] <= MANY or is_uuid(item[1])]
    scanned = [ref for ref, count in counts.items() if count > MANY]
    selects = [named(ref, name) for ref, name, _option in single]
    selects += [scan(ref) for ref in scanned]
    results = client.select(*selects)
    found: dict[tuple[Ref, str], list[str]] = {}
    for (ref, name, _option), rows in zip(single, results):
        found[ref, name] = [row["_uuid"][1] for row in rows]
    for ref, rows in zip(scanned, results[len(single) :]):
        for row in rows:
            found.setdefault((ref, name_of(ref, row) or ""), []).append(row["_uuid"][1])
    uuids = {}
    for ref, name, option in wanted:
        rows_found = found.get((ref, name), [])
        if not rows_found and not ref.key and not name:
            continue
        if not rows_found:
            raise NotFound(f"{option}: no {ref.table} named {name!r}; create it first, or check the spelling", table=ref.table, object=name)
        if len(rows_found) > 1:
            all_of = ", ".join(rows_found)
            raise Ambiguous(
                f"{option}: {len(rows_found)} rows of {ref.table} are named {name!r} ({all_of}); give the uuid instead",
                table=ref.table,
                object=name,
                details=all_of,
            )
        uuids[ref.table, name] = rows_found[0]
    return uuids
