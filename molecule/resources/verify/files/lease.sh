#!/bin/sh
# Called by udhcpc: takes the address of a lease, and nothing else of this host (udhcpc's own script writes resolv.conf).
if [ "$1" = bound ]; then
    # shellcheck disable=SC2154 # udhcpc exports them
    ip addr replace "$ip/$mask" dev "$interface"
fi
