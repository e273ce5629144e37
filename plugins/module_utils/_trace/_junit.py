# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outcome of expectations in the form of JUnit, which CI systems show."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

Row = dict[str, Any]


def junit(checks: list[Row]) -> bytes:
    """One suite an expectation, one case a packet."""
    failures = [check for check in checks if not check["passed"]]
    root = ElementTree.Element("testsuites", name="reachability", tests=str(len(checks)), failures=str(len(failures)), errors="0")
    for number in dict.fromkeys(check["expectation"] for check in checks):
        mine = [check for check in checks if check["expectation"] == number]
        failed = sum(not check["passed"] for check in mine)
        suite = ElementTree.SubElement(root, "testsuite", name=mine[0]["name"], tests=str(len(mine)), failures=str(failed), errors="0", skipped="0")
        for check in mine:
            case = ElementTree.SubElement(suite, "testcase", classname=check["name"], name=f"{check['expect']} {check['title']}")
            if not check["passed"]:
                failure = ElementTree.SubElement(case, "failure", type=check["verdict"], message=check["summary"])
                failure.text = "\n".join([check["summary"], *(f"{row['table']} {row['name']} {row['uuid']}" for row in check["rows"])])
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
