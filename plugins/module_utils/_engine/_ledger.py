# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a document's owner has in tables whose rows cannot be marked: a list of their names in NB_Global.

Two root tables have no external_ids. What an owner has there is listed in a key of
NB_Global.external_ids of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .._model._columns import OWNER_KEY
from .._ovsdb._client import Client, Select, guard, map_mutations
from .._ovsdb._errors import Conflict
from ._document import Node
from ._tree import Change, TreePlan

Names = dict[str, list[str]]  # table to the names of rows


def ledger_key(owner: str) -> str:
    """The key of NB_Global.external_ids that lists what an owner has in tables without external_ids."""
    return f"{OWNER_KEY}:{owner}"


def listed(client: Client, owner: str) -> Names:
    """The names of the rows that the owner's list has, by table."""
    rows = client.select(Select("NB_Global", (), ("external_ids",)))[0]
    return _names(dict(rows[0]["external_ids"][1]) if rows else {}, ledger_key(owner))


def _names(external_ids: Mapping[str, str], key: str) -> Names:
    text = external_ids.get(key, "")
    try:
        names = json.loads(text or "{}")
        return {str(table): [str(name) for name in rows] for table, rows in names.items()}
    except (ValueError, AttributeError, TypeError):
        raise Conflict(f"NB_Global external_ids:{key} is no list of rows; remove the key", table="NB_Global", object=text) from None


def name_in_list(node: Node) -> str:
    """What the list calls a row."""
    desired = node.desired
    known: dict[str, Any] = {**(node.row.values if node.row else {}), **desired.columns, **desired.identity}
    return " ".join(str(known.get(option, "")) for option in node.kind.entity.identity)


def keep_list(client: Client, owner: str, nodes: list[Node], plan: TreePlan, prune: bool, adopt: bool) -> None:
    """Add to the plan the change of the list: what the plan makes in tables without external_ids, and adopts, less what goes."""
    concerned = [(node, name_in_list(node)) for node in nodes if not node.kind.has_owner]
    rows = client.select(Select("NB_Global", (), ("_uuid", "external_ids")))[0]
    actual = dict(rows[0]["external_ids"][1]) if rows else {}
    before = _names(actual, ledger_key(owner))
    after = {} if prune else {table: set(names) for table, names in before.items()}
    mine, theirs = _pairs(before), set()
    if adopt and concerned:
        theirs = {pair for key in actual if key.startswith(f"{OWNER_KEY}:") and key != ledger_key(owner) for pair in _pairs(_names(actual, key))}
    for node, name in concerned:
        pair = (node.kind.entity.table, name)
        if node.row is None or pair in mine or (adopt and pair not in theirs):
            after.setdefault(pair[0], set()).add(name)
    texts = [json.dumps({table: sorted(names) for table, names in lists.items() if names}, sort_keys=True) for lists in (before, after)]
    if texts[0] == texts[1]:
        return
    if not rows:
        raise Conflict("the database has no row in NB_Global yet; start ovn-northd, or run northbound.ovn.nb_global, which makes it", table="NB_Global")
    mutations = map_mutations("external_ids", actual, {ledger_key(owner): texts[1] if texts[1] != "{}" else None})
    plan.guards.append(guard(Select("NB_Global", (), ("external_ids",)), [{"external_ids": rows[0]["external_ids"]}]))
    plan.operations.append({"op": "mutate", "table": "NB_Global", "where": [], "mutations": mutations})
    lists = [{"external_ids": {ledger_key(owner): text}} for text in texts]
    plan.changes.append(Change("NB_Global", ("nb_global", "NB_Global"), lists[0], lists[1]))


def _pairs(names: Names) -> set[tuple[str, str]]:
    return {(table, name) for table, some in names.items() for name in some}
