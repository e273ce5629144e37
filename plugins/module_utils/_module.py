# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where modules meet Ansible: options, the connection, results and failures.

Private to the northbound.ovn collection; the only file of the engine that knows
AnsibleModule.
"""

from __future__ import annotations

import importlib.util
from contextlib import closing
from typing import Any, Callable

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib

from ._engine._apply import apply
from ._engine._desired import desired
from ._model._declare import Entity
from ._ovsdb._client import Client
from ._ovsdb._connection import Tls
from ._ovsdb._errors import OvsdbError

NORTHBOUND = "OVN_Northbound"
SOUTHBOUND = "OVN_Southbound"

TLS_SPEC: dict[str, Any] = {
    "private_key": {"type": "path", "fallback": (env_fallback, ["OVN_PRIVATE_KEY"]), "no_log": False},  # a path, not a key
    "certificate": {"type": "path", "fallback": (env_fallback, ["OVN_CERTIFICATE"])},
    "ca_cert": {"type": "path", "fallback": (env_fallback, ["OVN_CA_CERT"])},
    "timeout": {"type": "int", "default": 30},
}
NB_SPEC: dict[str, Any] = {
    "remotes": {
        "type": "list",
        "elements": "str",
        "default": ["unix:/var/run/ovn/ovnnb_db.sock"],
        "fallback": (env_fallback, ["OVN_NB_DB"]),
    },
    "leader_only": {"type": "bool", "default": True},
    **TLS_SPEC,
}
SB_SPEC: dict[str, Any] = {
    "remotes": {
        "type": "list",
        "elements": "str",
        "default": ["unix:/var/run/ovn/ovnsb_db.sock"],
        "fallback": (env_fallback, ["OVN_SB_DB"]),
    },
    "leader_only": {"type": "bool", "default": False},  # queries only: any member or relay will do
    **TLS_SPEC,
}
SB_REMOTES_SPEC: dict[str, Any] = {
    "sb_remotes": {
        "type": "list",
        "elements": "str",
        "default": ["unix:/var/run/ovn/ovnsb_db.sock"],
        "fallback": (env_fallback, ["OVN_SB_DB"]),
    },
}
WAIT_SPEC: dict[str, Any] = {"wait": {"type": "str", "choices": ["none", "sb", "hv"], "default": "none"}, **SB_REMOTES_SPEC}
STATE_SPEC: dict[str, Any] = {"state": {"type": "str", "choices": ["present", "absent"], "default": "present"}, "uuid": {"type": "str"}}


def tls(params: dict[str, Any]) -> Tls | None:
    """The TLS files among a module's options, all or none of them."""
    files = [params["private_key"], params["certificate"], params["ca_cert"]]
    return Tls(*files) if all(files) else None


def northbound(params: dict[str, Any]) -> Client:
    """A client of the Northbound database."""
    return Client(NORTHBOUND, params["remotes"], tls(params), params["timeout"], params["leader_only"])


def southbound_queries(params: dict[str, Any]) -> Client:
    """A client of the Southbound database for modules that ask it alone."""
    return Client(SOUTHBOUND, params["remotes"], tls(params), params["timeout"], params["leader_only"])


def southbound(params: dict[str, Any]) -> Client:
    """A client of the Southbound database, for looking only: any member will do."""
    return Client(SOUTHBOUND, params["sb_remotes"], tls(params), min(params["timeout"], 10), leader_only=False)


def start(argument_spec: dict[str, Any], **kwargs: Any) -> AnsibleModule:
    """Make the AnsibleModule and fail in words if a library is missing."""
    module = AnsibleModule(argument_spec=argument_spec, supports_check_mode=True, **kwargs)
    for library in ("ovs", "netaddr"):
        if importlib.util.find_spec(library) is None:
            module.fail_json(msg=missing_required_lib(library))
    return module


def guarded(module: AnsibleModule, work: Callable[[], dict[str, Any]]) -> None:
    """Run C<work>, which returns the module's result, and end the module."""
    try:
        result = work()
    except OvsdbError as e:
        module.fail_json(msg=e.message, failure=e.failure())
    module.exit_json(**result)


def run(entity: Entity) -> None:
    """The whole of a module that manages the rows of one table."""
    spec = {**NB_SPEC, **WAIT_SPEC, **entity.argument_spec()}
    if not entity.singleton:
        spec.update(STATE_SPEC)
    module = start(spec)
    params = module.params

    def work() -> dict[str, Any]:
        wanted = desired(entity, params)
        with closing(northbound(params)) as client:
            outcome = apply(
                client,
                wanted,
                present=params.get("state") != "absent",
                check=module.check_mode,
                wait=params["wait"],
                southbound=lambda: southbound(params),
                comment=f"ansible {module._name}: {wanted}",
            )
        result = {"changed": outcome.changed, "row": outcome.row or {}, "uuid": outcome.uuid}
        if module._diff:
            result["diff"] = {"before_header": str(wanted), "after_header": str(wanted), "before": outcome.before, "after": outcome.after}
        return result

    guarded(module, work)
