# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""QoS, meters, control plane protection, and what copies packets: mirrors and samples."""

from __future__ import annotations

from ansible_collections.northbound.ovn.tests.integration.nbctl.case import Call, Case, Family, call

_WEB = ("ls-add web", "lsp-add web web-1")
_ADD = "qos-add web from-lport 100 'inport == \"web-1\"'"


def _qos(**args: object) -> tuple[Call, ...]:
    return (call("qos", switch="web", direction="from-lport", priority=100, match='inport == "web-1"', **args),)


QOS = Family(
    "QoS",
    (
        Case(f"{_ADD} rate=1000 burst=100", _qos(bandwidth={"rate": 1000, "burst": 100}), given=_WEB),
        Case(f"{_ADD} dscp=46", _qos(action={"dscp": 46}), given=_WEB),
        Case(f"{_ADD} rate=1000 burst=100 dscp=46", _qos(bandwidth={"rate": 1000, "burst": 100}, action={"dscp": 46}), given=_WEB),
        Case(f"{_ADD} mark=7", _qos(action={"mark": 7}), given=_WEB, since="25.03"),
        Case(f"--may-exist {_ADD} dscp=46", _qos(action={"dscp": 46}), given=(*_WEB, f"{_ADD} dscp=46")),
        Case(
            "qos-del web from-lport 100 'inport == \"web-1\"'", _qos(state="absent"), given=(*_WEB, f"{_ADD} dscp=46", "qos-add web from-lport 100 ip4 dscp=1")
        ),
        Case("qos-del web from-lport 100 'inport == \"web-1\"'", _qos(state="absent"), given=_WEB),
        Case("qos-del web from-lport", _qos(state="absent"), given=(*_WEB, f"{_ADD} dscp=46", "qos-add web to-lport 100 ip4 dscp=1")),
        Case("qos-del web", _qos(state="absent"), given=(*_WEB, f"{_ADD} dscp=46"), note="The command removes all rules; a task is for one."),
    ),
)


def _meter(**args: object) -> tuple[Call, ...]:
    return (call("meter", name="slow", **args),)


METERS = Family(
    "Meters",
    (
        Case("meter-add slow drop 100 pktps", _meter(unit="pktps", bands=[{"rate": 100}])),
        Case("meter-add slow drop 1000 kbps 200", _meter(unit="kbps", bands=[{"rate": 1000, "burst_size": 200}])),
        Case("--fair meter-add slow drop 100 pktps", _meter(unit="pktps", bands=[{"rate": 100}], fair=True)),
        Case("--may-exist meter-add slow drop 100 pktps", _meter(unit="pktps", bands=[{"rate": 100}]), given=("meter-add slow drop 50 pktps",)),
        Case("meter-del slow", _meter(state="absent"), given=("meter-add slow drop 50 pktps", "meter-add fast drop 500 pktps")),
        Case("meter-del slow", _meter(state="absent")),
        Case("meter-del", _meter(state="absent"), given=("meter-add slow drop 50 pktps",), note="The command removes all meters; a task is for one."),
    ),
)


def _copp(**args: object) -> tuple[Call, ...]:
    return (call("copp", name="limits", **args),)


_LIMITS = ("meter-add slow drop 100 pktps", "copp-add limits arp slow")

COPP = Family(
    "Control plane protection",
    (
        Case("copp-add limits arp slow", _copp(meters={"arp": "slow"})),
        Case("copp-add limits dns fast", _copp(meters={"dns": "fast"}), given=_LIMITS),
        Case("copp-add limits arp fast", _copp(meters={"arp": "fast"}), given=_LIMITS),
        Case("copp-del limits dns", _copp(meters={"dns": None}), given=(*_LIMITS, "copp-add limits dns slow")),
        Case("copp-del limits arp", _copp(state="absent"), given=_LIMITS, note="With its last protocol the command removes the row, too."),
        Case("copp-del limits", _copp(state="absent"), given=(*_LIMITS, "ls-add web", "ls-copp-add limits web")),
        Case("ls-copp-add limits web", (call("logical_switch", name="web", copp="limits"),), given=(*_LIMITS, "ls-add web")),
        Case("lr-copp-add limits edge", (call("logical_router", name="edge", copp="limits"),), given=(*_LIMITS, "lr-add edge")),
    ),
)


def _mirror(**args: object) -> tuple[Call, ...]:
    return (call("mirror", name="copy", **args),)


def _mirrored(*names: str) -> tuple[Call, ...]:
    return (call("logical_switch_port", name="web-1", mirror_rules=list(names)),)


_COPY = "mirror-add copy gre 7 to-lport 192.0.2.77"
_OTHER = "mirror-add other erspan 8 from-lport 192.0.2.77"
_LPORT = "mirror-add copy lport both sink-1"

MIRRORS = Family(
    "Mirrors",
    (
        Case(_COPY, _mirror(type="gre", index=7, filter="to-lport", sink="192.0.2.77")),
        Case("mirror-add copy erspan 7 from-lport 192.0.2.77", _mirror(type="erspan", index=7, filter="from-lport", sink="192.0.2.77")),
        Case("mirror-add copy local both tap", _mirror(type="local", filter="both", sink="tap"), since="25.03"),
        Case(_LPORT, _mirror(type="lport", filter="both", sink="sink-1"), since="26.03"),
        Case(
            f"--may-exist {_COPY}",
            _mirror(type="gre", index=7, filter="to-lport", sink="192.0.2.77"),
            note="The command fails all the same if the mirror exists.",
        ),
        Case("mirror-del copy", _mirror(state="absent"), given=(*_WEB, _COPY, _OTHER, "lsp-attach-mirror web-1 copy")),
        Case("mirror-del", _mirror(state="absent"), given=(_COPY,), note="The command removes all mirrors; a task is for one."),
        Case("lsp-attach-mirror web-1 copy", _mirrored("copy"), given=(*_WEB, _COPY)),
        Case(
            "lsp-attach-mirror web-1 copy",
            _mirrored("copy", "other"),
            given=(*_WEB, _COPY, _OTHER, "lsp-attach-mirror web-1 other"),
            note="`mirror_rules` are all mirrors of the port.",
        ),
        Case("--may-exist lsp-attach-mirror web-1 copy", _mirrored("copy"), given=(*_WEB, _COPY, "lsp-attach-mirror web-1 copy")),
        Case(
            "lsp-detach-mirror web-1 copy",
            _mirrored("other"),
            given=(*_WEB, _COPY, _OTHER, "lsp-attach-mirror web-1 copy", "lsp-attach-mirror web-1 other"),
        ),
        Case(
            "mirror-rule-add copy 100 ip4 mirror",
            _mirror(mirror_rules=[{"priority": 100, "match": "ip4", "action": "mirror"}]),
            given=(_LPORT,),
            note="`mirror_rules` are all rules of the mirror.",
        ),
        Case(
            "mirror-rule-del copy 100 ip4",
            _mirror(mirror_rules=[{"priority": 90, "match": "ip6", "action": "skip"}]),
            given=(_LPORT, "mirror-rule-add copy 100 ip4 mirror", "mirror-rule-add copy 90 ip6 skip"),
        ),
        Case("mirror-rule-del copy", _mirror(mirror_rules=[]), given=(_LPORT, "mirror-rule-add copy 100 ip4 mirror")),
    ),
)

_COLLECTOR = "create Sample_Collector id=1 name=ipfix set_id=100 probability=65535"

SAMPLING = Family(
    "Sampling",
    (
        Case(_COLLECTOR, (call("sample_collector", id=1, name="ipfix", set_id=100, probability=65535),), since="25.03"),
        Case("create Sampling_App type=acl-new id=10", (call("sampling_app", type="acl-new", id=10),), since="25.03"),
        Case(
            "--sample-new={Sample} --sample-est={Sample} acl-add web to-lport 1000 ip4 allow-related",
            (
                call(
                    "acl",
                    switch="web",
                    direction="to-lport",
                    priority=1000,
                    match="ip4",
                    action="allow-related",
                    sample_new={"metadata": 4242},
                    sample_est={"metadata": 4242},
                ),
            ),
            given=(
                *_WEB,
                f"--id=@c {_COLLECTOR} -- --id=@s create Sample metadata=4242 collectors=@c -- acl-add web to-lport 900 ip6 allow-related "
                "-- --id=@acl create ACL direction=to-lport priority=800 match=ip6 action=drop sample_new=@s -- add Logical_Switch web acls @acl",
            ),
        ),
    ),
    shown="all",
)
