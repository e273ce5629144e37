"""Connect to answer.py and print, as JSON, a list of the answers: who answered, and as whom it saw us.

usage: ask.py ADDRESS PORT [TIMES]          fails, in words, at the first connection that fails or is cut
"""

import json
import socket
import sys

FILLING = 100_000


def ask(address, port):
    with socket.create_connection((address, port), timeout=3) as connection:
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _newline, filling = answer.partition(b"\n")
    if len(filling) != FILLING:
        raise OSError(f"the answer was cut: {len(filling)} of {FILLING} bytes")
    name, seen_as = head.decode().split()
    return {"name": name, "seen_as": seen_as}


try:
    print(json.dumps([ask(sys.argv[1], int(sys.argv[2])) for _n in range(int((sys.argv[3:] or ["1"])[0]))]))
except OSError as error:
    sys.exit(f"{sys.argv[1]}:{sys.argv[2]}: {error}")
