# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""dns against a real server, beside ovn-nbctl."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from ansible_collections.northbound.ovn.tests.support.ovn import Chassis, northd
from ansible_collections.northbound.ovn.tests.support.ovsdb import Ovsdb
from ansible_collections.northbound.ovn.tests.support.process import run, wait_for
from ansible_collections.northbound.ovn.tests.support.programs import program
from ansible_collections.northbound.ovn.tests.support.runner import run_module
from ansible_collections.northbound.ovn.tests.support.steps import Bench, Step

MODULE = "dns"
NAME = '"northbound.ovn:name"'
OLD = "7.0.0"  # the schema of OVN 23.03


def test_life_of_records(bench: Bench) -> None:
    bench.both("ls-add web", "ls-add app")
    row = "{DNS}"
    bench.run(
        MODULE,
        [
            Step({"name": "shop"}, f"create DNS 'external_ids={NAME}=shop'", row={"name": "shop", "records": {}, "external_ids": {}, "switches": []}),
            Step(
                {"name": "shop", "records": {"web-1.example.org": "10.1.0.11 2001:db8:1::11", "web-2.example.org": "10.1.0.12"}},
                f'set DNS {row} \'records:"web-1.example.org"="10.1.0.11 2001:db8:1::11"\' records:web-2.example.org=10.1.0.12',
            ),
            Step({"name": "shop", "records": {"WEB-1.Example.ORG.": "10.1.0.11,2001:DB8:1:0::11", "web-2.example.org": "10.1.0.12 10.1.0.12"}}, changed=False),
            Step(
                {"name": "shop", "records": {"11.0.1.10.in-addr.arpa": "Web-1.example.org."}},
                f"set DNS {row} 'records:\"11.0.1.10.in-addr.arpa\"=web-1.example.org'",
                row={
                    "records": {
                        "web-1.example.org": "10.1.0.11 2001:db8:1::11",
                        "web-2.example.org": "10.1.0.12",
                        "11.0.1.10.in-addr.arpa": "web-1.example.org",
                    }
                },
            ),
            Step({"name": "shop", "records": {"web-2.example.org": None}}, f"remove DNS {row} records web-2.example.org"),
            Step({"name": "shop", "switches": ["web", "app"]}, f"add Logical_Switch web dns_records {row} -- add Logical_Switch app dns_records {row}"),
            Step({"name": "shop", "switches": ["app"]}, f"remove Logical_Switch web dns_records {row}", row={"switches": ["app"]}),
            Step({"name": "shop", "external_ids": {"owner": "shop"}}, f"set DNS {row} external_ids:owner=shop", row={"external_ids": {"owner": "shop"}}),
            Step({"name": "shop", "external_ids": {}}, f"remove DNS {row} external_ids owner", row={"name": "shop", "switches": ["app"]}),
            Step({"name": "shop", "records": {}}, f"clear DNS {row} records"),
            Step({"name": "shop", "state": "absent"}, f"destroy DNS {row}"),
            Step({"name": "shop", "state": "absent"}, changed=False),
        ],
    )
    assert all(switch["dns_records"] == ["set", []] for switch in bench.db.rows("Logical_Switch"))


def test_what_others_have_written(bench: Bench) -> None:
    bench.both("ls-add web", "create DNS 'records=www=\"10.1.0.11  2001:DB8:1::11\",db=10.1.0.9' external_ids:ls_name=neutron-web")
    uuid = bench.db.row("DNS")["_uuid"][1]
    bench.run(
        MODULE,
        [
            Step({"name": "own", "records": {"db": "10.1.0.8"}, "switches": ["web"]}),
            Step({"name": "own", "state": "absent"}),
            Step({"uuid": uuid, "name": "web"}, f"set DNS {{DNS}} 'external_ids:{NAME}=web'", row={"name": "web", "external_ids": {"ls_name": "neutron-web"}}),
            Step({"name": "web", "records": {"www": "10.1.0.11 2001:db8:1::11"}}, changed=False),
        ],
    )


def test_what_ovn_does_not_answer_is_written_again(bench: Bench) -> None:
    broken = 'WEB-1.example.org=10.1.0.11,web-2.=10.1.0.12,web-3=\\"10.1.0.13,10.1.0.14\\",1.in-addr.arpa=web-3.,other.=10.1.0.9'
    bench.both(f"create DNS 'external_ids={NAME}=shop' \"records={broken}\"")
    bench.run(
        MODULE,
        [
            Step(
                {"name": "shop", "records": {"WEB-1.example.org": "10.1.0.11", "web-3": "10.1.0.13,10.1.0.14", "1.in-addr.arpa": "web-3"}},
                (
                    "remove DNS {DNS} records WEB-1.example.org",
                    "set DNS {DNS} records:web-1.example.org=10.1.0.11 records:1.in-addr.arpa=web-3 'records:web-3=\"10.1.0.13 10.1.0.14\"'",
                ),
            ),
            Step({"name": "shop", "records": {"web-2": None}}, "remove DNS {DNS} records web-2."),
            Step({"name": "shop", "records": {"other": "10.1.0.9"}}, "remove DNS {DNS} records other. -- set DNS {DNS} records:other=10.1.0.9"),
        ],
    )


def test_switches_of_others_stay(bench: Bench) -> None:
    bench.both("ls-add web", "--id=@theirs create DNS records=db=10.1.0.9 -- add Logical_Switch web dns_records @theirs")
    bench.run(
        MODULE,
        [
            Step({"name": "own", "switches": ["web"]}),
            Step({"name": "own", "records": {"www": "10.1.0.8"}, "switches": ["web"]}),
            Step({"name": "own", "switches": []}),
            Step({"name": "own", "state": "absent"}),
        ],
    )
    assert bench.db.canonical() == bench.twin.canonical()


def test_options(bench: Bench) -> None:
    wanted = {"name": "shop", "options": {"ovn-owned": True}}
    if bench.db.schema["version"] == OLD:
        words = f"options: needs OVN 24.03 or newer (schema 7.3.0); this server has {OLD}"
        bench.refused(MODULE, wanted, words, code="schema_mismatch")
        bench.run(MODULE, [Step({**wanted, "options": {}})])
    else:
        bench.run(
            MODULE,
            [
                Step(wanted, f"create DNS 'external_ids={NAME}=shop' options:ovn-owned=true", row={"options": {"ovn-owned": "true"}}),
                Step({"name": "shop", "options": {}}, "clear DNS {DNS} options", row={"options": {}}),
            ],
        )
        bench.refused(MODULE, {"name": "shop", "options": {"ovn-owned": "yes"}}, "options: ovn-owned", '"yes"', code="invalid_value")


def test_wrong_input(bench: Bench) -> None:
    def refused(name: str, answer: str, *words: str) -> None:
        bench.refused(MODULE, {"name": "shop", "records": {name: answer}}, "records: ", *words, code="invalid_value")

    for answer in ("10.1.0.300", "web-2.example.org", "10.1.0.0/24"):
        refused("web-1.example.org", answer, "web-1.example.org", f'"{answer}"', "IPv4 or IPv6 address")
    refused("web-1.example.org", "10.1.0.1 web-2", '"web-2"')
    refused("web-1.example.org", " , ", "web-1.example.org", "null")
    for answer in ("10.1.0.11", "2001:db8::1", "a.example.org b.example.org", ""):
        refused("11.0.1.10.IN-ADDR.ARPA", answer, "11.0.1.10.in-addr.arpa", f'"{answer}"', "domain name")
    for name in ("", ".", "a..b", "a b", "10.1.0.1", "n" * 64, "n." * 127 + "n"):
        refused(name, "10.1.0.1", f'"{name}"', "domain name")
    refused("bücher.example.org", "10.1.0.1", "xn--")
    twice = {"web-1.example.org": "10.1.0.1", "WEB-1.example.org.": "10.1.0.2"}
    bench.refused(MODULE, {"name": "shop", "records": twice}, "records: web-1.example.org", "twice", code="invalid_value")
    bench.refused(MODULE, {"name": ""}, "name", "empty", code="invalid_value")
    bench.refused(MODULE, {"records": {"a": "10.1.0.1"}}, "name", "uuid", code="invalid_value")
    bench.refused(MODULE, {"name": "shop", "switches": ["nowhere"]}, "switches", "'nowhere'", code="not_found")


A, PTR, AAAA = 1, 12, 28  # types of queries
HEADERS = 14 + 20 + 8  # bytes before the payload of UDP


def _encoded(name: str) -> bytes:
    """A domain name as it stands in packets."""
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def _query(name: str, type_: int) -> str:
    """A query that web-1 sends, an Ethernet frame in hexadecimal."""
    payload = struct.pack("!HHHHHH", 7, 0x0100, 1, 0, 0, 0) + _encoded(name) + struct.pack("!HH", type_, 1)
    udp = struct.pack("!HHHH", 5000, 53, 8 + len(payload), 0) + payload
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 64, 17, 0, socket.inet_aton("10.1.0.11"), socket.inet_aton("10.1.0.1"))
    total = sum(struct.unpack("!10H", ip))
    ip = ip[:10] + struct.pack("!H", ~(total + (total >> 16)) & 0xFFFF) + ip[12:]
    return (bytes.fromhex("0200000000ff 020000000001 0800") + ip + udp).hex()


def test_ovn_answers(folder: Path, nb: Ovsdb, sb: Ovsdb) -> None:
    """A real ovn-controller answers all that the module takes, whatever the case of the query."""
    daemon, chassis = northd(folder, nb, sb), Chassis(folder, sb, "hv1")
    sent = folder / "sent.pcap"
    records = {
        "WEB-1.example.org.": "10.1.0.11, 2001:DB8:1:0::11 10.1.0.12",
        "11.0.1.10.IN-ADDR.ARPA": "Web-1.example.org.",
    }
    v4 = [socket.inet_aton(address) for address in ("10.1.0.11", "10.1.0.12")]
    try:
        nb.ctl("ls-add", "web", "--", "lsp-add", "web", "web-1", "--", "lsp-set-addresses", "web-1", "02:00:00:00:00:01 10.1.0.11")
        run_module(MODULE, {"remotes": nb.remotes, "name": "shop", "records": records, "switches": ["web"]})
        plug = ["add-port", "br-int", "web-1", "--", "set", "Interface", "web-1", "type=dummy", "external_ids:iface-id=web-1"]
        chassis.ovs.ctl(*plug, f"options:tx_pcap={sent}")
        nb.ctl("wait-until", "Logical_Switch_Port", "web-1", "up=true")
        nb.ctl("--wait=hv", "sync")
        control = next(chassis.folder.glob("ovs-vswitchd.*.ctl"))
        for name, type_, answers in (
            ("web-1.example.org", A, v4),
            ("wEB-1.EXAMPLE.org", AAAA, [socket.inet_pton(socket.AF_INET6, "2001:db8:1::11")]),
            ("11.0.1.10.in-addr.arpa", PTR, [_encoded("web-1.example.org")]),
        ):
            before = sent.stat().st_size
            run(program("ovs-appctl"), "-t", control, "netdev-dummy/receive", "web-1", _query(name, type_))
            wait_for(lambda before=before: sent.stat().st_size > before, f"an answer to {name}")
            frame = sent.read_bytes()[before + 16 :]  # behind the header of a record in the file
            for answer in answers:
                assert struct.pack("!HHIH", type_, 1, 3600, len(answer)) + answer in frame[HEADERS:], (name, frame)
    finally:
        chassis.stop()
        daemon.stop()
