# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vocabulary in which tables are declared.

A declaration says what the server's schema cannot know: what identifies a row,
where it lives, how values are written canonically, what belongs to daemons. The
constructors reject contradictions, so that a wrong declaration fails at import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Callable, Optional

Check = Callable[[str], str]  # gives the canonical text; raises ValueError with what was expected

_TYPES = ("str", "int", "float", "bool", "list", "dict")


@dataclass(frozen=True)
class Ref:
    """A reference: users give the name of a row of C<table>, or its uuid.

    :param key: the column that holds the name; C<column:key> for a key of a map; several columns with
        blanks between, whose values with blanks between are the name.
    :param check: makes such a name canonical, where the columns hold canonical text; leaves a uuid as it is.
    """

    table: str
    key: str = "name"
    check: Optional[Check] = None

    def columns(self) -> tuple[str, ...]:
        """The columns that make the name."""
        return tuple(self.key.partition(":")[0].split())


@dataclass(frozen=True)
class Column:
    """One column that users set.

    :param name: the column in OVSDB.
    :param type: Ansible's type of the option; of the elements, text, unless C<ref> or C<elements> says more.
    :param values: the type of the values of a map: C<str> or C<int>.
    :param choices: the values (elements of a list, keys of a map) that there are.
    :param later: the first release that has a choice, for choices that are younger than the column.
    :param key: the option is this one key of the map column C<name>.
    :param option: the option's name; by default the column's.
    :param check: makes a value (an element of a list; a value of a map) canonical.
    :param checks: the same for the values of single keys of a map.
    :param key_check: the same for the keys of a map.
    :param spellings: one value may stand in the database in several spellings (addresses), so the
        server cannot search for it.
    :param empty: what an empty column means; setting this value on an empty column is no change.
    :param ref: the column holds uuids of rows that users name; of a map, its values do.
    :param since: the first release that has the column.
    :param daemon_keys: keys of a map that a daemon writes; users may not.
    :param kept_keys: keys of a map that a daemon fills in when they are missing, with something
        else than before: users may set them, and clearing the map leaves them.
    :param required: a row cannot be created without it.
    :param match: the text is a match expression: what OVN would refuse is not written, unless the task says C<check_match: false>.
    :param public: no secret, though Ansible takes the option's name for that of one.
    """

    name: str
    type: str = "str"
    key: Optional[str] = None
    option: str = ""
    elements: str = "str"
    values: str = "str"
    choices: tuple[str, ...] = ()
    later: Mapping[str, str] = field(default_factory=dict)
    check: Optional[Check] = None
    checks: Mapping[str, Check] = field(default_factory=dict)
    key_check: Optional[Check] = None
    spellings: bool = False
    empty: Any = None
    ref: Optional[Ref] = None
    since: str = "23.03"
    daemon_keys: frozenset[str] = frozenset()
    kept_keys: frozenset[str] = frozenset()
    required: bool = False
    match: bool = False
    public: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "option", self.option or self.name)
        if self.type not in _TYPES:
            raise ValueError(f"{self.name}: type {self.type} is none of {_TYPES}")
        if self.key and self.option == self.name:
            raise ValueError(f"{self.name}: a key column needs an option name of its own")
        if (self.checks or self.key_check or self.daemon_keys or self.kept_keys) and self.type != "dict":
            raise ValueError(f"{self.name}: keys in a column that is no map")
        if not set(self.later) <= set(self.choices):
            raise ValueError(f"{self.name}: {', '.join(sorted(set(self.later) - set(self.choices)))} is no choice")
        if self.ref and (self.check or self.choices or self.key or self.type not in ("str", "list", "dict")):
            raise ValueError(f"{self.name}: a reference has neither check nor choices and is a str, a list or a dict")

    def argument(self) -> dict[str, Any]:
        """The option's entry in an argument spec."""
        spec: dict[str, Any] = {"type": self.type}
        if self.type == "list":
            spec["elements"] = self.elements
        if self.choices and self.type != "dict":
            spec["choices"] = list(self.choices)
        if self.public:
            spec["no_log"] = False
        return spec

    def canonical(self, value: Any) -> Any:
        """The canonical form of a native value, or of what users call the rows that a reference is to.

        :raises ValueError: the text says what is wrong with which part.
        """
        check = self.ref.check if self.ref else self.check
        if value is None or (self.ref and not check):
            return value
        if self.type == "dict" and not self.key:
            keys = [self._key(k) for k in value]
            twice = sorted({k for k in keys if keys.count(k) > 1})
            if twice:
                raise ValueError(f"{', '.join(twice)} is given twice, in different spellings")
            return {key: None if v is None else self._map_value(k, v) for key, (k, v) in zip(keys, value.items())}
        if self.type == "list":
            return sorted({check(v) if check else v for v in value})
        return check(value) if check else value

    def in_map(self, value: Any) -> Optional[str]:
        """What C<key> of the map is when the option is C<value>; C<None> is no key. A false boolean is none, either."""
        return ("true" if value else None) if self.type == "bool" else value

    def out_of_map(self, values: Mapping[str, str]) -> Any:
        """The option that a map's C<key> stands for."""
        text = values.get(self.key or "")
        return text == "true" if self.type == "bool" else text

    def canonical_key(self, key: str) -> str:
        """The canonical form of a map's key in the database; what is not valid stays as it is."""
        try:
            return self._key(key)
        except ValueError:
            return key

    def _key(self, key: str) -> str:
        return self.key_check(key) if self.key_check else key

    def _map_value(self, key: str, value: str) -> str:
        check = self.checks.get(key, self.check)
        try:
            return check(value) if check else value
        except ValueError as e:
            raise ValueError(f"{key}: {e}") from None


@dataclass(frozen=True)
class Parent:
    """Where a row that is not in the root set lives: the set C<column> of a row of C<table>.

    :param option: users name the row with it; empty for the only row of a singleton.
    :param at: if the column is a map, the key under which the row stands there.
    """

    option: str
    table: str
    column: str
    key: str = "name"
    at: Any = None

    def ref(self) -> Ref:
        """How the row is found."""
        return Ref(self.table, self.key if self.option else "")


@dataclass(frozen=True)
class Attachment:
    """Rows of another table that refer to this row; users list their names."""

    option: str
    table: str
    column: str
    key: str = "name"


@dataclass(frozen=True)
class Child:
    """Rows that live only in this row's set C<column> and are given inline.

    Rows whose entity has no identity are told apart by all of their columns.

    :param single: there is one row at most; users give a dictionary, an empty one for none.
    :param shared: the identity tells rows apart in the whole table, and other rows may refer to the same one.
    :param derive: columns of a new child that follow from its parent's columns (with C<_uuid>) and its own desired ones.
    """

    column: str
    entity: Entity
    option: str = ""
    since: str = "23.03"
    single: bool = False
    shared: bool = False
    derive: Optional[Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]] = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "option", self.option or self.column)
        if self.entity.parents or self.entity.children:
            raise ValueError(f"{self.column}: an inline child has neither parents nor children of its own")


@dataclass(frozen=True)
class Foreign:
    """Rows that another program keeps: those whose C<column> is C<mark>, or, if it is a map, has that key.

    Such a row is not removed, and not changed but by a task that itself gives the mark.

    :param keys: only these keys of the row's maps are the owner's, and all else may be changed; C<None> if all is.
    :param beside: other rows with the same identity may stand beside them, so that they are not even looked at.
    """

    column: str
    mark: str
    owner: str = "ovn-ic"
    keys: Optional[frozenset[str]] = None
    beside: bool = False


Children = Mapping[str, "list[dict[str, Any]]"]  # option to the columns of each inline row; only what is managed
Prepare = Callable[[dict[str, Any], "dict[str, Any] | None", Children], None]


@dataclass(frozen=True)
class Entity:
    """One table as users see it.

    :param table: the OVSDB table.
    :param database: the schema that it belongs to.
    :param identity: options that together tell one row from another (within its parent, if it
        has one). Of those that a user leaves out, a column with C<empty> means that value, any
        other matches anything. Empty for a singleton.
    :param unique: the server's schema enforces the identity for the whole table.
    :param parents: where it lives; exactly one is given when a row is made.
    :param placed: a row that is there is to be in one of them; otherwise columns of other tables may keep it as well.
    :param prepare: fills in and checks what concerns several columns: takes the desired native
        columns (to be changed in place), the current ones (C<None>: to be created; in the columns of
        inline rows what these hold, if they were read, and else their uuids) and the desired
        inline rows; raises ValueError.
    :param consults: the columns that C<prepare> reads of the current row beside those desired; by
        default it may read any. A document of many rows is then compared without the others.
    :param rivals: takes the desired native columns and gives options with values: a row of the same parent that has
        them stands in the way of a new one. Empty if none does.
    :param newer: takes the desired native columns and gives what of them an older release ignores in silence, and the
        first release that does not. For what the schema cannot tell.
    """

    table: str
    identity: tuple[str, ...]
    columns: tuple[Column, ...]
    parents: tuple[Parent, ...] = ()
    children: tuple[Child, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    placed: bool = True
    unique: bool = False
    since: str = "23.03"
    prepare: Optional[Prepare] = None
    consults: Optional[frozenset[str]] = None
    rivals: Optional[Callable[[dict[str, Any]], dict[str, Any]]] = None
    newer: Optional[Callable[[dict[str, Any]], Optional[tuple[str, str]]]] = None
    foreign: tuple[Foreign, ...] = ()
    database: str = "OVN_Northbound"

    young: tuple[Column, ...] = field(init=False, repr=False)  # columns with choices that came later

    def __post_init__(self) -> None:
        object.__setattr__(self, "young", tuple(column for column in self.columns if column.later))
        options = [c.option for c in self.columns] + [p.option for p in self.parents]
        options += [c.option for c in self.children] + [a.option for a in self.attachments]
        twice = sorted({o for o in options if options.count(o) > 1})
        if twice:
            raise ValueError(f"{self.table}: options declared twice: {', '.join(twice)}")
        for option in self.identity:
            column = self.column(option)
            if column.type in ("list", "dict"):
                raise ValueError(f"{self.table}: {option} cannot identify a row")
        if self.unique and not self.identity:
            raise ValueError(f"{self.table}: unique, and nothing tells its rows apart")

    @property
    def singleton(self) -> bool:
        """Whether the table holds one row at most."""
        return not self.identity and all(not parent.option for parent in self.parents)

    @property
    def has_match(self) -> bool:
        """Whether it, or a row inline, has a match expression."""
        return any(column.match for column in self.columns) or any(child.entity.has_match for child in self.children)

    @property
    def permanent(self) -> bool:
        """Whether the table holds one row that is always there."""
        return self.singleton and not self.parents

    def column(self, option: str) -> Column:
        """The column that an option sets; KeyError if there is none."""
        for column in self.columns:
            if column.option == option:
                return column
        raise KeyError(f"{self.table}: no option {option}")

    def argument_spec(self) -> dict[str, Any]:
        """The options that the entity brings to a module."""
        spec: dict[str, Any] = {parent.option: {"type": "str"} for parent in self.parents if parent.option}
        spec.update({column.option: column.argument() for column in self.columns})
        for child in self.children:
            options = child.entity.argument_spec()
            if child.single:  # none of its options is required, since an empty dictionary removes it
                spec[child.option] = {"type": "dict", "options": options}
                continue
            for column in child.entity.columns:
                if column.required or (column.option in child.entity.identity and column.empty is None):
                    options[column.option]["required"] = True
            spec[child.option] = {"type": "list", "elements": "dict", "options": options}
        spec.update({a.option: {"type": "list", "elements": "str"} for a in self.attachments})
        return spec
