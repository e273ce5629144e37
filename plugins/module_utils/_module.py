# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where modules meet Ansible: options, the connection, results and failures.

Private to the northbound.ovn collection; the only file of the engine that knows
AnsibleModule.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable
from contextlib import closing, suppress
from typing import Any, Callable, Optional

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib

from ._engine._apply import apply
from ._engine._desired import Desired, desired
from ._engine._matches import Matches
from ._engine._query import query
from ._engine._wait import refuse_wait
from ._model._declare import Entity
from ._ovsdb._client import Client
from ._ovsdb._connection import Tls
from ._ovsdb._errors import OvsdbError

NORTHBOUND = "OVN_Northbound"
SOUTHBOUND = "OVN_Southbound"
IC_NORTHBOUND = "OVN_IC_Northbound"
_VSWITCH_SOCKET = ("unix:/var/run/openvswitch/db.sock", "")  # the tools of Open vSwitch heed no variable
# Where a database listens on its own host, and the variable that says so to OVN's own tool.
LOCAL = {
    NORTHBOUND: ("unix:/var/run/ovn/ovnnb_db.sock", "OVN_NB_DB"),
    SOUTHBOUND: ("unix:/var/run/ovn/ovnsb_db.sock", "OVN_SB_DB"),
    IC_NORTHBOUND: ("unix:/var/run/ovn/ovn_ic_nb_db.sock", "OVN_IC_NB_DB"),
    "OVN_IC_Southbound": ("unix:/var/run/ovn/ovn_ic_sb_db.sock", "OVN_IC_SB_DB"),
    "Open_vSwitch": _VSWITCH_SOCKET,
    "hardware_vtep": _VSWITCH_SOCKET,
}

TLS_SPEC: dict[str, Any] = {
    "private_key": {"type": "path", "fallback": (env_fallback, ["OVN_PRIVATE_KEY"]), "no_log": False},  # a path, not a key
    "certificate": {"type": "path", "fallback": (env_fallback, ["OVN_CERTIFICATE"])},
    "ca_cert": {"type": "path", "fallback": (env_fallback, ["OVN_CA_CERT"])},
    "timeout": {"type": "int", "default": 30},
}


def database_spec(database: str) -> dict[str, Any]:
    """The options that say where a database is and how to talk to it."""
    socket, variable = LOCAL[database]
    remotes = {"type": "list", "elements": "str", "default": [socket], "fallback": (env_fallback, [variable])}
    return {"remotes": remotes, "leader_only": {"type": "bool", "default": True}, **TLS_SPEC}


NB_SPEC = database_spec(NORTHBOUND)
# for modules of several databases: what remotes are by default depends on which one it is
ANY_SPEC: dict[str, Any] = {**NB_SPEC, "remotes": {"type": "list", "elements": "str"}}
DATABASE_SPEC: dict[str, Any] = {"database": {"type": "str", "choices": list(LOCAL), "default": NORTHBOUND}}
SB_SPEC = {**database_spec(SOUTHBOUND), "leader_only": {"type": "bool", "default": False}}  # queries only: any member or relay will do
# for modules that let ovn-trace read the Southbound and look up in the Northbound where its flows come from
TRACE_SPEC: dict[str, Any] = {"nb_remotes": NB_SPEC["remotes"], "executable": {"type": "path"}}
SB_REMOTES_SPEC = {"sb_remotes": SB_SPEC["remotes"]}
WAIT_SPEC: dict[str, Any] = {"wait": {"type": "str", "choices": ["none", "sb", "hv"], "default": "none"}, **SB_REMOTES_SPEC}
IC_WAIT_SPEC: dict[str, Any] = {"wait": {"type": "str", "choices": ["none", "sb"], "default": "none"}}
STATE_SPEC: dict[str, Any] = {"state": {"type": "str", "choices": ["present", "absent"], "default": "present"}}
UUID_SPEC: dict[str, Any] = {"uuid": {"type": "str"}}
MATCH_SPEC: dict[str, Any] = {"check_match": {"type": "bool", "default": True}}


def tls(params: dict[str, Any]) -> Tls | None:
    """The TLS files among a module's options, all or none of them."""
    files = [params["private_key"], params["certificate"], params["ca_cert"]]
    return Tls(*files) if all(files) else None


def northbound(params: dict[str, Any], database: str = NORTHBOUND) -> Client:
    """A client of the Northbound database, or of another that a module writes."""
    return Client(database, params["remotes"], tls(params), params["timeout"], params["leader_only"])


def any_database(params: dict[str, Any], database: str) -> Client:
    """A client of a database for modules of several ones."""
    if params["remotes"] is None:
        socket, variable = LOCAL[database]
        params["remotes"] = os.environ.get(variable, socket).split(",")
    refuse_wait(database, params.get("wait", "none"))
    return northbound(params, database)


def southbound_queries(params: dict[str, Any]) -> Client:
    """A client of the Southbound database for modules that ask it alone."""
    return Client(SOUTHBOUND, params["remotes"], tls(params), params["timeout"], params["leader_only"])


def southbound(params: dict[str, Any]) -> Client:
    """A client of the Southbound database, for looking only: any member will do."""
    return Client(SOUTHBOUND, params["sb_remotes"], tls(params), min(params["timeout"], 10), leader_only=False)


def traced_northbound(params: dict[str, Any]) -> Client | None:
    """A client of the Northbound database for a module with C<TRACE_SPEC>, for looking only; nothing if it is to ask nobody."""
    if not params["nb_remotes"]:
        return None
    return Client(NORTHBOUND, params["nb_remotes"], tls(params), params["timeout"], params["leader_only"])


def start(argument_spec: dict[str, Any], **kwargs: Any) -> AnsibleModule:
    """Make the AnsibleModule and fail in words if a library is missing."""
    try:
        module = AnsibleModule(argument_spec=argument_spec, supports_check_mode=True, **kwargs)
    except (TypeError, OverflowError) as e:
        _refuse(argument_spec, e)
        raise
    for library in ("ovs", "netaddr"):
        if importlib.util.find_spec(library) is None:
            module.fail_json(msg=missing_required_lib(library))
    return module


def _refuse(argument_spec: dict[str, Any], error: Exception) -> None:
    """End the module in words where ansible-core itself trips over what is given."""
    # It looks into what shall be a dictionary with options before it looks whether it is a dictionary;
    # of one without options it says what is wrong.
    plain = {name: {key: value for key, value in option.items() if key != "options"} for name, option in argument_spec.items()}
    with suppress(OverflowError):  # of an integer that is a list
        AnsibleModule(argument_spec=plain, supports_check_mode=True)
    raw = {name: {"type": "raw", "no_log": option.get("no_log", False)} for name, option in argument_spec.items()}
    AnsibleModule(argument_spec=raw, supports_check_mode=True).fail_json(msg=f"an option is not of its type: {error}")


def guarded(module: AnsibleModule, work: Callable[[], dict[str, Any]]) -> None:
    """Run C<work>, which returns the module's result, and end the module."""
    try:
        result = work()
    except OvsdbError as e:
        module.fail_json(msg=e.message, failure=e.failure())
    module.exit_json(**result)


def run(entity: Entity) -> None:
    """The whole of a module that manages the rows of one table."""
    spec = {**database_spec(entity.database), **(WAIT_SPEC if entity.database == NORTHBOUND else IC_WAIT_SPEC), **_row_spec(entity)}
    module = start(spec)
    matches = checked_matches(module.params)

    def describe(client: Client) -> Desired:
        wanted = desired(entity, module.params, matches=matches)
        if matches:
            for error in matches.lacking(client.schema):
                raise error
            warn(module, matches.warnings(client))
        return wanted

    guarded(module, lambda: manage(module, northbound(module.params, entity.database), describe))


def run_one_of(entities: dict[str, Entity]) -> None:
    """The whole of a module for a table that several databases have.

    :param entities: by the value of the option C<database>; the first is its default.
    """
    default = next(iter(entities))
    database = {"database": {"type": "str", "choices": list(entities), "default": default}}
    module = start({**ANY_SPEC, **WAIT_SPEC, **_row_spec(entities[default]), **database})

    def work() -> dict[str, Any]:
        entity = entities[module.params["database"]]
        return manage(module, any_database(module.params, entity.database), lambda client: desired(entity, module.params))

    guarded(module, work)


def _row_spec(entity: Entity) -> dict[str, Any]:
    """The options that say what a row shall be, and whether and which one."""
    match = MATCH_SPEC if entity.has_match else {}
    return {**entity.argument_spec(), **match, **({} if entity.permanent else STATE_SPEC), **({} if entity.singleton else UUID_SPEC)}


def checked_matches(params: dict[str, Any]) -> Matches | None:
    """Takes a task's match expressions, unless they are not to be checked: a row with a wrong one can always be removed."""
    return Matches() if params.get("check_match") and params.get("state") != "absent" else None


def warn(module: AnsibleModule, remarks: Iterable[str]) -> None:
    """Let Ansible show what a user should look at."""
    for remark in remarks:
        module.warn(remark)


def manage(module: AnsibleModule, client: Client, describe: Callable[[Client], Optional[Desired]]) -> dict[str, Any]:
    """Make the database hold the row that C<describe> gives, or do nothing if it gives none; return the module's result."""
    params = module.params
    with closing(client):
        wanted = describe(client)
        if wanted is None:
            return {"changed": False, "row": {}, "uuid": None, **({"diff": {"before": {}, "after": {}}} if module._diff else {})}
        outcome = apply(
            client,
            wanted,
            present=params.get("state") != "absent",
            check=module.check_mode,
            wait=params.get("wait", "none"),
            southbound=lambda: southbound(params),
            comment=f"ansible {module._name}: {wanted}",
        )
    result = {"changed": outcome.changed, "row": outcome.row or {}, "uuid": outcome.uuid}
    if module._diff:
        result["diff"] = {"before_header": str(wanted), "after_header": str(wanted), "before": outcome.before, "after": outcome.after}
    return result


def ask(spec: dict[str, Any], database: Callable[[dict[str, Any]], str]) -> None:
    """The whole of a module that reads tables.

    :param spec: the options of the connection.
    :param database: tells from the options which one is asked.
    """
    module = start({**spec, "tables": {"type": "dict", "required": True}, "resolve_references": {"type": "bool", "default": False}})
    params = module.params

    def work() -> dict[str, Any]:
        with closing(any_database(params, database(params))) as client:
            return {"changed": False, "tables": query(client, params["tables"], params["resolve_references"])}

    guarded(module, work)
