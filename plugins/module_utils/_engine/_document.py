# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a topology document to desired rows. All that is wrong with it is found at once, before any server is asked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, Optional

from .._model._declare import Column
from .._model._document import ROOTS, Branch, Kind
from .._model._named import NAMED
from .._ovsdb._errors import InvalidValue
from ._desired import Desired, canonical_option, is_uuid, put_option
from ._matches import Matches
from ._read import Row

UUID = "uuid"  # names a row in place of its identity: for rows that have no name, or share it
SHOWN = 50  # problems that a message lists
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}  # templates give text


class Node:
    """One row of the document.

    :param path: where it stands: C<logical_switches[3].ports[17]>.
    :param names: what references may call the row: its name, if it has one, and its uuid, if the document gives that.
    :param branches: the rows below it, by the branch; only those that the document names.
    :param row: the row as it is, once that is known.
    """

    __slots__ = ("branches", "desired", "kind", "names", "path", "row")

    def __init__(self, kind: Kind, desired: Desired, path: str) -> None:
        self.kind = kind
        self.desired = desired
        self.path = path
        self.names = _names(kind, desired)
        self.branches: dict[Branch, list[Node]] = {}
        self.row: Optional[Row] = None

    @property
    def label(self) -> str:
        """What to call the row in a diff."""
        desired = self.desired
        return desired.uuid or " ".join(str(value) for value in desired.identity.values() if value != "") or self.kind.entity.table

    def walk(self) -> Iterator[Node]:
        """The row and all below it."""
        yield self
        for nodes in self.branches.values():
            for node in nodes:
                if node.branches:
                    yield from node.walk()
                else:  # as nearly all are
                    yield node


def _names(kind: Kind, desired: Desired) -> list[str]:
    ref = NAMED.get(kind.entity.table)
    if ref and ":" in ref.key:
        column, _sep, key = ref.key.partition(":")
        name = desired.columns.get(column, {}).get(key)
    else:
        name = " ".join([str(desired.identity.get(column, desired.columns.get(column, ""))) for column in (ref.columns() if ref else ("name",))])
    return [name for name in (name, desired.uuid) if name]


class Problems:
    """What is wrong with a document.

    :param matches: takes and checks the match expressions; without it, they are not checked.
    """

    def __init__(self, matches: Optional[Matches] = None) -> None:
        self.matches = matches
        self.found: list[str] = []

    def add(self, path: str, message: str) -> None:
        """Note what is wrong with the option or row at C<path>."""
        self.found.append(f"{path}: {message}" if path else message)

    def raise_if_any(self) -> None:
        """Raise InvalidValue with all of them."""
        if not self.found:
            return
        more = len(self.found) - SHOWN
        lines = [*self.found[:SHOWN], *([f"and {more} more"] if more > 0 else [])]
        count = "1 thing is" if len(self.found) == 1 else f"{len(self.found)} things are"
        raise InvalidValue(f"{count} wrong with the document: {'; '.join(lines)}", details="\n".join(self.found))


def nodes(document: Any, problems: Problems) -> list[Node]:
    """The rows of the root tables that the document names, with all below them, in the order of C<ROOTS>."""
    if not isinstance(document, dict):
        problems.add("document", f"must be a dictionary of tables, not {_kind_of(document)}")
        return []
    for name in document:
        if name not in ROOTS:
            problems.add(str(name), _unknown(str(name), ROOTS, "no table of the Northbound"))
    found: list[Node] = []
    for name, kind in ROOTS.items():
        given = document.get(name)
        if given is None:
            continue
        if kind.entity.singleton:
            found += _nodes(kind, [given], name, problems, numbered=False, by_uuid=False)
        elif isinstance(given, list):
            found += _nodes(kind, given, name, problems)
        else:
            problems.add(name, f"must be a list of rows, not {_kind_of(given)}")
    return found


def names_in(rows: Iterable[Node]) -> set[tuple[str, str]]:
    """The tables and names of the rows that a document has."""
    return {(node.kind.entity.table, node.desired.columns.get("name", "")) for root in rows for node in root.walk()}


def _nodes(kind: Kind, items: Iterable[Any], path: str, problems: Problems, numbered: bool = True, by_uuid: bool = True) -> list[Node]:
    """The rows of one list.

    :param numbered: it is a list in the document, too, and not the only row that there can be.
    :param by_uuid: its rows may be told by their uuid.
    """
    found: list[Node] = []
    seen: dict[tuple[Any, ...], str] = {}
    for index, given in enumerate(items):
        where = f"{path}[{index}]" if numbered else path
        node = _node(kind, given, where, problems, by_uuid)
        if node is None:
            continue
        desired = node.desired
        first = seen.setdefault((desired.uuid, *desired.identity.items()), where) if desired.uuid or desired.identity else where
        if first != where:
            problems.add(where, f"{node.label} is listed twice, first as {first}")
        found.append(node)
    return found


def _node(kind: Kind, given: Any, path: str, problems: Problems, by_uuid: bool) -> Optional[Node]:
    if not isinstance(given, dict):
        problems.add(path, f"must be a dictionary, not {_kind_of(given)}")
        return None
    entity = kind.entity
    before = len(problems.found)
    columns: dict[str, Any] = {}
    values: dict[str, Any] = {}
    cleared: set[str] = set()
    branches: dict[Branch, list[Node]] = {}
    for option, value in given.items():
        if value is None or (option == UUID and by_uuid):
            continue
        column = kind.options.get(option)
        if column is None:
            branch = kind.branches.get(option)
            if branch is None:
                problems.add(f"{path}.{option}", _unknown(str(option), [*kind.options, *kind.branches], f"no column of {entity.table}"))
            else:
                branches[branch] = _below(branch, value, f"{path}.{option}", problems)
            continue
        try:
            value = values[option] = canonical_option(entity, column, _typed(column, value), "")
            if column.match and problems.matches:
                problems.matches.add(entity, column, value, f"{path}.", given.get("direction"))
        except InvalidValue as e:
            problems.add(f"{path}.{option}", e.message.partition(f"{option}: ")[2] or e.message)
            continue
        put_option(column, value, columns, cleared)
    uuid = given.get(UUID) if by_uuid else None
    if uuid is not None and not is_uuid(str(uuid)):
        problems.add(f"{path}.{UUID}", f"{uuid!r} is not a uuid")
    uuid = None if uuid is None else str(uuid).lower()
    identity: dict[str, Any] = {}
    for option in entity.identity:
        column = kind.options[option]
        if option in values:
            identity[option] = values[option]
        elif column.empty is not None:
            identity[option] = column.empty
        elif (column.required or option == entity.identity[0]) and given.get(option) is None and not uuid:
            problems.add(path, f"{option} is needed to tell which {entity.table} is meant")
    if len(problems.found) > before:
        return None
    children = {branch.option: [node.desired for node in below] for branch, below in branches.items() if branch.child}
    node = Node(
        kind, Desired(entity=entity, uuid=uuid, identity={} if uuid else identity, columns=columns, cleared=frozenset(cleared), children=children), path
    )
    node.branches = branches
    return node


def _below(branch: Branch, value: Any, path: str, problems: Problems) -> list[Node]:
    if branch.child and branch.child.single:
        return _nodes(branch.kind, [value], path, problems, numbered=False, by_uuid=False) if value != {} else []
    if not isinstance(value, list):
        problems.add(path, f"must be a list of rows, not {_kind_of(value)}")
        return []
    return _nodes(branch.kind, value, path, problems, by_uuid=branch.child is None)


def _typed(column: Column, value: Any) -> Any:
    """The value in the type of the option, as Ansible converts it for modules."""
    if column.type == "list":
        if not isinstance(value, list):
            raise InvalidValue(f"must be a list, not {_kind_of(value)}")
        return [_scalar("int" if column.elements == "int" else "str", item) for item in value]
    if column.type == "dict":
        if not isinstance(value, dict):
            raise InvalidValue(f"must be a dictionary, not {_kind_of(value)}")
        return value
    value = _scalar(column.type, value)
    if column.choices and value not in column.choices:
        raise InvalidValue(f'"{value}" is none of {", ".join(str(choice) or "an empty text" for choice in column.choices)}')
    return value


def _scalar(type_: str, value: Any) -> Any:
    if type_ == "str":
        if isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
    elif type_ == "bool":
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in _BOOLEANS:
            return _BOOLEANS[value.lower()]
    elif isinstance(value, (int, str)) and not isinstance(value, bool):
        try:
            return int(value)
        except ValueError:
            pass
    expected = {"str": "a text", "bool": "true or false", "int": "an integer"}[type_]
    raise InvalidValue(f"must be {expected}, not {value!r}")


def _kind_of(value: Any) -> str:
    if isinstance(value, str):
        return f'the text "{value}"'
    return "a dictionary" if isinstance(value, dict) else "a list" if isinstance(value, list) else repr(value)


def _unknown(name: str, known: Iterable[str], what: str) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f"{what}; did you mean {near[0]}?" if near else f"{what}; there are {', '.join(sorted(known))}"
