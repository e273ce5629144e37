# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ovn-trace writes is read as what it meant: any trace is written as ovn-trace does it, and must come back the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from ansible_collections.northbound.ovn.plugins.module_utils._ovsdb._errors import InvalidValue
from ansible_collections.northbound.ovn.plugins.module_utils._trace._program import checked_states, complaints
from ansible_collections.northbound.ovn.plugins.module_utils._trace._text import NotATrace, Step, steps
from ansible_collections.northbound.ovn.plugins.module_utils._trace._verdict import balanced, judge
from hypothesis import given
from hypothesis import strategies as st


@dataclass
class Node:
    """A node of ovn-trace's tree."""

    kind: str  # title, table or action
    name: str
    subs: list[Node] = field(default_factory=list)
    always_indent: bool = False


def render(nodes: list[Node], level: int = 0) -> str:
    """As ovn-trace prints details: what is last in its list is not indented, unless it is an action."""
    text = ""
    for number, node in enumerate(nodes):
        more = int(number < len(nodes) - 1 or node.always_indent or node.kind == "action")
        margin = " " * ((level + more) * 4)
        if node.kind == "title":
            text += f"\n{margin}{node.name}\n{margin}{'-' * len(node.name)}\n"
        else:
            text += f"{margin}{node.name}\n"
        text += render(node.subs, level + 2 * more)
    return text


@dataclass
class Drawn:
    """A random trace: the tree, and the steps that must be read from it."""

    draw: Any
    expected: list[dict[str, Any]] = field(default_factory=list)
    serial: int = 0

    def pipeline(self, within: tuple[str, ...], depth: int) -> Node:
        self.serial += 1
        name = self.draw(st.sampled_from(["ingress", "egress"]))
        datapath, inport = f"dp{self.serial}", f"in {self.serial}"
        outport = f"out{self.serial}" if name == "egress" else ""
        title = f'{name}(dp="{datapath}", inport="{inport}"' + (f', outport="{outport}")' if outport else ")")
        return Node("title", title, self.table((datapath, name, inport, outport), within, depth))

    def table(self, where: tuple[str, str, str, str], within: tuple[str, ...], depth: int) -> list[Node]:
        """One table with its actions. The nodes that its `next` leads to come after that action, in the same list."""
        self.serial += 1
        flow = f"{self.serial:08x}"
        number = self.draw(st.integers(0, 40))
        match = self.draw(st.sampled_from(["1", 'inport == "a, priority 3"', "ip4.dst ==\n  10.0.0.1 &&\ntcp", "reg0[1] == 1 && (ip)"]))
        entry: dict[str, Any] = {"where": where, "within": within, "table": number, "match": match, "flow": flow, "actions": [], "outputs": [], "changes": []}
        self.expected.append(entry)
        nodes: list[Node] = []

        def act(text: str) -> None:
            nodes.append(Node("action", text))
            if not text.startswith("/*"):
                entry["actions"].append(text)

        for dummy in range(self.draw(st.integers(0, 2))):
            act(f"reg{self.draw(st.integers(0, 9))} = 1;")
        if depth and self.draw(st.booleans()):
            fork = self.draw(st.sampled_from(["clone", "arp", "tcp_reset", "nd_na"]))
            act(f"{fork} {{ output; }};")
            inner: list[Node] = [Node("action", "eth.dst = ff:ff:ff:ff:ff:ff;"), Node("action", "output;")]
            nodes.append(Node("title", fork, [*inner, self.pipeline((*within, fork), depth - 1)]))
        end = self.draw(st.sampled_from(["drop", "output", "next", "ct", "multicast"] if depth else ["drop", "output"]))
        if end == "drop":
            act("drop;")
        elif end == "output":
            act("output;")
            nodes.append(Node("action", f'/* output to "p{flow}", type "" */'))
            entry["outputs"].append((f"p{flow}", within))
        elif end == "next":
            act("next;")
            nodes += self.table(where, within, depth - 1)
        elif end == "ct":
            act("ct_next;")
            entry["changes"].append("ct_next(ct_state=new|trk)")
            nodes.append(Node("title", "ct_next(ct_state=new|trk)", self.table(where, within, depth - 1)))
        else:
            act("output;")
            copies = [self.pipeline(within, depth - 1) for dummy in range(self.draw(st.integers(1, 3)))]
            for copy in copies:
                copy.always_indent = True
            nodes.append(Node("title", f'multicast(dp="{where[0]}", mcgroup="_MC_flood")', copies))
        return [Node("table", f"{number:2d}. ls_stage (northd.c:1): {match}, priority 5, uuid {flow}", nodes)]


def view(step: Step) -> dict[str, Any]:
    """What is compared."""
    return {
        "where": (step.datapath, step.pipeline, step.inport, step.outport),
        "within": step.within,
        "table": step.table,
        "match": step.match,
        "flow": step.flow,
        "actions": step.actions,
        "outputs": [(output.port, output.within) for output in step.outputs],
        "changes": step.changes,
    }


@given(st.data())
def test_any_trace(data: st.DataObject) -> None:
    drawn = Drawn(data.draw)
    tree = drawn.pipeline((), 4)
    text = "# ip,reg14=0x1\n" + render([tree])
    assert [view(step) for step in steps(text)] == drawn.expected, text


def test_no_match() -> None:
    text = '# ip\n\ningress(dp="a", inport="p")\n---\n 0. ls_in_check_port_sec: no match (implicit drop)\n'
    (step,) = steps(text)
    assert (step.stage, step.flow, step.priority) == ("ls_in_check_port_sec", None, None)
    assert judge([step], "p").verdict == "dropped"
    (step,) = steps(text.replace("ls_in_check_port_sec: ", ""))
    assert (step.stage, step.flow) == ("", None)


@pytest.mark.parametrize("text", ['unknown port "nope"\n', "error parsing flow: Syntax error\n", ""])
def test_complaints_are_no_traces(text: str) -> None:
    with pytest.raises(NotATrace) as caught:
        steps(text)
    assert str(caught.value) == text.strip()


def test_a_packet_that_would_go_back() -> None:
    text = (
        '# ip\n\ningress(dp="a", inport="p")\n---\n 9. ls_in_l2_lkup (n.c:1): 1, priority 0, uuid 00000001\n    outport = "p";\n    output;\n'
        "    /* omitting output because inport == outport && !flags.loopback */\n"
    )
    verdict = judge(steps(text), "p")
    assert (verdict.verdict, verdict.reason) == ("dropped", "it would leave through the port that it came from, p")


@pytest.mark.parametrize(
    ("action", "backends"),
    [
        ("ct_lb_mark(backends=10.0.0.1:80,10.0.0.2:80);", ["10.0.0.1:80", "10.0.0.2:80"]),
        ("ct_lb_mark(backends=[fd00::1]:80,[fd00::2]:80; force_snat);", ["[fd00::1]:80", "[fd00::2]:80"]),
        ('ct_lb(backends=10.0.0.1; hash_fields="ip_src,ip_dst");', ["10.0.0.1"]),
        ("ct_lb_mark;", None),
    ],
)
def test_backends(action: str, backends: list[str] | None) -> None:
    assert balanced(Step("", "ingress", "", "", (), 0, "ls_in_lb", actions=[action])) == backends


def test_states() -> None:
    assert checked_states(["new", "est|rpl", "trk, est, rpl, dnat"]) == ["new", "est,rpl", "est,rpl,dnat"]
    for wrong in ([], ["old"], ["new,est"], ["new,rpl"], ["trk"], [""]):
        with pytest.raises(InvalidValue):
            checked_states(wrong)


def test_complaints() -> None:
    line = "2026-01-01T00:00:00Z|00001|ovntrace|WARN|tcp.dport | x: parsing expression failed (y)"
    assert complaints(f"{line}\n{line}\nsomething else\n") == ["tcp.dport | x: parsing expression failed (y)"]
