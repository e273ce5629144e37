# Copyright (c) 2026, the northbound.ovn authors
# GNU General Public License v3.0 or later (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Move the addresses and routes of an interface to the Open vSwitch bridge that it is on, or back.

python3 ovn-underlay.py up BRIDGE INTERFACE, or down BRIDGE INTERFACE

The datapath in user space sends tunnels only through a bridge that has their address. The bridge is gone whenever
ovs-vswitchd stops, and the network's own configuration knows nothing of it: so the service ovn-underlay runs this each
time after ovs-vswitchd. What was moved is kept in /var/lib/ovn-underlay, for a bridge that vanished with its addresses.
"""

import json
import os
import subprocess
import sys
import time

STATE = "/var/lib/ovn-underlay"
PATIENCE = 20  # seconds for ovs-vswitchd to make the bridge
WORDS = {"dst": "", "gateway": "via", "metric": "metric", "prefsrc": "src", "protocol": "proto"}  # of a route


def ip(*arguments, stdin=None):
    """Run ip(8) and return what it prints as JSON."""
    done = subprocess.run(["ip", "-json", *arguments], input=stdin, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"ovn-underlay: ip {' '.join(arguments)}: {done.stderr.strip()}{stdin or ''}")
    return json.loads(done.stdout or "[]")


def read(device):
    """The global addresses of a device, and the routes through it that do not come from them."""
    links = ip("address", "show", "dev", device, "scope", "global")
    shown = [a for link in links for a in link.get("addr_info", []) if a]  # ip prints {} for what it leaves out
    leased = [a["local"] for a in shown if a.get("dynamic") and a["family"] == "inet"]
    if leased:
        sys.exit(f"ovn-underlay: {device} has {leased[0]} from a DHCP server; an underlay needs a static address")
    routes = []
    for family in ("-4", "-6"):
        for route in ip(family, "route", "show", "dev", device):
            if route.get("protocol") not in ("kernel", "ra") and not route["dst"].startswith("fe80:"):
                route["dst"] = {"default-6": "::/0"}.get(route["dst"] + family, route["dst"])
                routes.append({key: route[key] for key in WORDS if key in route})
    addresses = [f"{a['local']}/{a['prefixlen']}" for a in shown if not a.get("dynamic")]
    return {"addresses": addresses, "routes": routes}


def move(content, source, target):
    """Give the content to one device and take it from another that may be gone."""
    lines = [f"link set dev {target} up"]
    there = read(source)["addresses"] if os.path.exists(f"/sys/class/net/{source}") else []
    for address in content["addresses"]:
        # an address of IPv6 would be found a duplicate of itself
        lines += [f"address delete {address} dev {source}"] if address in there else []
        lines.append(f"address replace {address} dev {target}{' nodad' if ':' in address else ''}")
    for route in content["routes"]:
        words = [f"{word} {route[key]}" for key, word in WORDS.items() if key in route]
        lines.append(f"route replace {' '.join(words)} dev {target}")
    ip("-batch", "-", stdin="\n".join(lines) + "\n")


def wait_for(device):
    """Wait until ovs-vswitchd has made the device."""
    deadline = time.monotonic() + PATIENCE
    while not os.path.exists(f"/sys/class/net/{device}"):
        if time.monotonic() > deadline:
            sys.exit(f"ovn-underlay: Open vSwitch has made no bridge {device} in {PATIENCE} s")
        time.sleep(0.1)


def main():
    """Entry point."""
    if len(sys.argv) != 4 or sys.argv[1] not in ("up", "down"):
        sys.exit(__doc__)
    action, bridge, interface = sys.argv[1:]
    path = f"{STATE}/{bridge}.json"
    if action == "down":
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                move(json.load(file), bridge, interface)
        return
    wait_for(bridge)
    content = read(interface)
    if content["addresses"]:
        os.makedirs(STATE, exist_ok=True)
        with open(f"{path}.new", "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
        os.replace(f"{path}.new", path)
    elif os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
    elif not read(bridge)["addresses"]:
        sys.exit(f"ovn-underlay: neither {interface} nor {bridge} has an address; give {interface} a static one")
    move(content, interface, bridge)


if __name__ == "__main__":
    main()
