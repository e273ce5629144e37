# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACLs, port groups and address sets."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_WEB = ("ls-add web", "lsp-add web web-1", "lsp-add web web-2")
_GROUP = (*_WEB, "pg-add servers web-1")
_ADD = "acl-add web to-lport 1000 'tcp.dst == 443'"


def _acl(action: str | None = None, direction: str = "to-lport", priority: int = 1000, match: str = "tcp.dst == 443", **args: object) -> tuple[Call, ...]:
    """The call for a rule; in the switch web if nothing else is given."""
    parent = {} if "port_group" in args else {"switch": "web"}
    outcome = {"action": action} if action else {}
    return (Call("acl", {**parent, "direction": direction, "priority": priority, "match": match, **outcome, **args}),)


_GONE = _acl(state="absent")

ACLS = Family(
    "ACLs",
    (
        Case(f"{_ADD} allow-related", _acl("allow-related"), given=_WEB),
        Case("acl-add servers to-lport 1000 'tcp.dst == 443' drop", _acl("drop", port_group="servers"), given=_GROUP),
        Case(f"--type=switch {_ADD} drop", _acl("drop"), given=(*_WEB, "pg-add web")),
        Case("--type=port-group acl-add web to-lport 1000 'tcp.dst == 443' drop", _acl("drop", port_group="web"), given=(*_WEB, "pg-add web")),
        Case(f"--log {_ADD} drop", _acl("drop", log=True), given=_WEB),
        Case(f"--log --severity=alert --name=https --meter=slow {_ADD} drop", _acl("drop", log=True, severity="alert", name="https", meter="slow"), given=_WEB),
        Case(f"--severity=info {_ADD} drop", _acl("drop", log=True, severity="info"), given=_WEB),
        Case(f"--label=1234 {_ADD} allow-related", _acl("allow-related", label=1234), given=_WEB),
        Case(f"--may-exist {_ADD} drop", _acl("drop"), given=(*_WEB, f"{_ADD} drop")),
        Case(f"--may-exist {_ADD} drop", _acl("drop"), given=(*_WEB, f"{_ADD} allow-related"), differs="may-exist"),
        Case(
            "--apply-after-lb acl-add web from-lport 1000 'tcp.dst == 443' drop",
            _acl("drop", direction="from-lport", apply_after_lb=True),
            given=_WEB,
        ),
        Case(
            "--apply-after-lb acl-add web from-lport 1000 'tcp.dst == 443' drop",
            _acl("drop", direction="from-lport", apply_after_lb=True),
            given=(*_WEB, "acl-add web from-lport 1000 'tcp.dst == 443' allow"),
        ),
        Case(f"--tier=2 {_ADD} pass", _acl("pass", tier=2), given=_WEB),
        Case(f"--tier=1 {_ADD} drop", _acl("drop", tier=1), given=(*_WEB, f"{_ADD} drop")),
        Case("acl-del web to-lport 1000 'tcp.dst == 443'", _GONE, given=(*_WEB, f"{_ADD} drop", "acl-add web to-lport 1000 ip4 drop")),
        Case("acl-del web to-lport 1000 'tcp.dst == 443'", _GONE, given=_WEB),
        Case(
            "acl-del servers to-lport 1000 'tcp.dst == 443'",
            _acl(port_group="servers", state="absent"),
            given=(*_GROUP, "acl-add servers to-lport 1000 'tcp.dst == 443' drop"),
        ),
        Case("--type=switch acl-del web to-lport 1000 'tcp.dst == 443'", _GONE, given=(*_WEB, "pg-add web", f"--type=switch {_ADD} drop")),
        Case(
            "--tier=1 acl-del web to-lport 1000 'tcp.dst == 443'",
            _acl(tier=1, state="absent"),
            given=(*_WEB, f"{_ADD} drop", f"--tier=1 {_ADD} drop"),
        ),
        Case(
            "acl-del web to-lport",
            (*_GONE, *_acl(match="ip4", state="absent")),
            given=(*_WEB, f"{_ADD} drop", "acl-add web to-lport 1000 ip4 drop", "acl-add web from-lport 1000 ip4 drop"),
            note="The command removes all rules of the direction; a task is for one.",
        ),
    ),
)


def _group(**args: object) -> tuple[Call, ...]:
    return (call("port_group", name="servers", **args),)


GROUPS = Family(
    "Port groups and address sets",
    (
        Case("pg-add servers", _group()),
        Case("pg-add servers web-1 web-2", _group(ports=["web-1", "web-2"]), given=_WEB),
        Case("pg-set-ports servers web-2", _group(ports=["web-2"]), given=_GROUP),
        Case("pg-set-ports servers web-2 web-1", _group(ports=["web-1", "web-2"]), given=_GROUP, note="`ports` are all of them."),
        Case("clear Port_Group servers ports", _group(ports=[]), given=_GROUP),
        Case("pg-del servers", _group(state="absent"), given=(*_GROUP, "acl-add servers to-lport 1 ip4 drop")),
        Case("create Address_Set name=friends addresses=192.0.2.1,192.0.2.2", (call("address_set", name="friends", addresses=["192.0.2.1", "192.0.2.2"]),)),
        Case(
            "add Address_Set friends addresses 192.0.2.3",
            (call("address_set", name="friends", addresses=["192.0.2.1", "192.0.2.3"]),),
            given=("create Address_Set name=friends addresses=192.0.2.1",),
        ),
        Case(
            "remove Address_Set friends addresses 192.0.2.1",
            (call("address_set", name="friends", addresses=[]),),
            given=("create Address_Set name=friends addresses=192.0.2.1",),
        ),
        Case("destroy Address_Set friends", (call("address_set", name="friends", state="absent"),), given=("create Address_Set name=friends",)),
        Case("--if-exists destroy Address_Set friends", (call("address_set", name="friends", state="absent"),)),
    ),
)
