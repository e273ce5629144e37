# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for a chassis: which keys of Open_vSwitch.external_ids change, and which bridges. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._model import _chassis as model
from .._model import _syntax
from .._ovsdb._client import map_mutations
from .._ovsdb._errors import Conflict, InvalidValue
from . import _bridges
from ._vswitch import Attempt, Snapshot, notify

Keys = Mapping[str, "str | None"]  # key of external_ids: its text, None to remove it


@dataclass(frozen=True)
class KeyPlan:
    """What changes in a map, key by key."""

    delete: tuple[str, ...]
    insert: Mapping[str, str]
    before: Mapping[str, str]
    after: Mapping[str, str]

    def applied(self, current: Mapping[str, str]) -> dict[str, str]:
        """The map that the plan makes of C<current>."""
        return {**{k: v for k, v in current.items() if k not in self.delete}, **self.insert}

    @property
    def mutations(self) -> list[list[Any]]:
        """The mutations of C<external_ids>."""
        return map_mutations("external_ids", self.before, {**dict.fromkeys(self.delete), **self.insert})


def desired(params: Mapping[str, Any], chassis: str) -> dict[str, str | None]:
    """The keys that the module's options ask for; an option of C<None> is not managed.

    :param chassis: the system-id so far.
    :raises InvalidValue: names the option, the value and what to do.
    """
    keys: dict[str, str | None] = {}
    for key in model.KEYS:
        value = params.get(key.option)
        if value is None:
            continue
        try:
            keys[key.key] = key.render(value) or None
        except ValueError as e:
            raise _invalid(key.option, str(e)) from e
    for name, value in (params.get("external_ids") or {}).items():
        if name in keys:
            raise _invalid("external_ids", f'"{name}" is given by the option {model.BY_KEY[name].option} too; give it once')
        keys[name] = _free(name, value, keys.get("system-id") or chassis)
    for name in ("system-id", "hostname"):
        if name in keys and keys[name] is None:
            raise _invalid(model.BY_KEY[name].option, f"Open vSwitch needs {name}; give another value instead of removing it")
    return keys


def _free(name: str, value: Any, chassis: str) -> str | None:
    """The text of a key given in C<external_ids>."""
    daemon = model.owner(name)
    if daemon:
        raise _invalid("external_ids", f'"{name}" is written by {daemon}; leave it out')
    if value is None or value == "":
        return None
    key = model.find(name, chassis)
    try:
        text = _syntax.map_text(value)
        return key.canonical(text) if key else text
    except ValueError as e:
        raise _invalid(f"external_ids.{name}", str(e)) from e


def everything(current: Mapping[str, str]) -> dict[str, str | None]:
    """The keys that remove a chassis: all that ovn-controller reads, but those that Open vSwitch uses too."""
    return {key.key: None for key in model.KEYS if not key.foreign and key.key in current}


def plan(keys: Keys, current: Mapping[str, str]) -> KeyPlan:
    """What turns C<current> into a map with C<keys>. Text that means the same stays as it is."""
    delete, insert = [], {}
    for name, text in keys.items():
        if text is None:
            if name in current:
                delete.append(name)
        elif name not in current or not _same(name, text, current[name]):
            insert[name] = text
    before = {name: current[name] for name in sorted(keys) if name in current}
    after = {name: insert.get(name, current.get(name, "")) for name in sorted(keys) if keys[name] is not None}
    return KeyPlan(tuple(sorted(delete)), insert, before, after)


def _same(name: str, one: str, other: str) -> bool:
    key = model.BY_KEY.get(name)
    return key.same(one, other) if key else one == other


def attempt(params: Mapping[str, Any], bridges: list[Mapping[str, Any]], now: Snapshot, runs: bool) -> Attempt:
    """Everything that the module's options ask for, in one transaction.

    :param runs: this host's ovn-controller runs; then it is no time to change its name.
    """
    current = now.root["external_ids"]
    keys = desired(params, current.get("system-id", ""))
    _keep_name(keys, current, runs)
    if params["state"] == "absent":
        keys = {**everything(current), **keys}
    step = plan(keys, current)
    operations, before, after = _bridges.plan(bridges, now)
    if operations:
        operations += notify()
    if step.mutations:
        operations.insert(0, {"op": "mutate", "table": "Open_vSwitch", "where": [], "mutations": step.mutations})
    return Attempt(
        [*now.guards, *operations] if operations else [],
        {"external_ids": step.before, "bridges": before},
        {"external_ids": step.after, "bridges": after},
        {**now.root, "external_ids": step.applied(current)},
    )


def _keep_name(keys: Keys, current: Mapping[str, str], runs: bool) -> None:
    """Refuse another name while rows of the old one are in the Southbound: nobody would remove them."""
    old, new = current.get("system-id"), keys.get("system-id")
    if runs and new and old and new != old and "ovn-remote" in current:
        raise Conflict(
            f'system_id: "{new}" would leave the rows of {old} behind, as which this chassis is registered. Keep {old}, or take the chassis'
            " out first (ovn-appctl -t ovn-controller exit; with the role ovn_controller: ovn_controller_state: absent).",
            table="Open_vSwitch",
            column="external_ids",
            object="system_id",
        )


def remarks(params: Mapping[str, Any], after: Mapping[str, str], running: str) -> list[str]:
    """What works but probably not as meant.

    :param after: all external_ids as they will be.
    :param running: the release of the OVN on this host, empty if unknown.
    """
    keys = desired(params, after.get("system-id", ""))
    found = []
    for name in sorted(keys):
        key = model.find(name, after.get("system-id", ""))
        if key is None and name.startswith("ovn-") and keys[name] is not None:
            near = difflib.get_close_matches(name, model.BY_KEY, 1, 0.8)
            found.append(f"external_ids: ovn-controller knows no key {name}{f'; did you mean {near[0]}?' if near else ''}")
        if key and running and keys[name] is not None:
            found += _release_remarks(key, name, running)
    default = after.get("ovn-encap-ip-default")
    if default and default not in after.get("ovn-encap-ip", "").split(","):
        found.append(f"encap_ip_default: {default} is none of encap_ips ({after.get('ovn-encap-ip', 'none')}); ovn-controller ignores it")
    if ("ovn-encap-type" in after) != ("ovn-encap-ip" in after):
        missing = "encap_ips" if "ovn-encap-type" in after else "encap_types"
        found.append(f"{missing}: not set; ovn-controller registers the chassis only with both encap_types and encap_ips")
    if "stt" in (keys.get("ovn-encap-type") or "").split(",") and running and model.release(running) > model.release(model.STT_UNTIL):
        found.append(f"encap_types: OVN {running} has no stt (the last was {model.STT_UNTIL}); ovn-controller ignores it")
    return found


def _release_remarks(key: model.Key, name: str, running: str) -> list[str]:
    if key.since and model.release(running) < model.release(key.since):
        return [f"{key.option}: OVN {running} does not read {name}; it came with {key.since}"]
    if key.until and model.release(running) > model.release(key.until):
        return [f"{key.option}: OVN {running} does not read {name} any more; the last release that did is {key.until}"]
    return []


def _invalid(option: str, reason: str) -> InvalidValue:
    return InvalidValue(f"{option}: {reason}", table="Open_vSwitch", column="external_ids", object=option)
