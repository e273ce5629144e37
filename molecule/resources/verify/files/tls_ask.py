"""Ask an ovsdb-server for its databases over TLS and print them, or fail with what the server (or TLS) said.

usage: tls_ask.py HOST PORT CA [CERTIFICATE KEY]
"""

import json
import socket
import ssl
import sys

host, port, authority, *own = sys.argv[1:]
context = ssl.create_default_context(cafile=authority)
context.check_hostname = False  # OVSDB knows certificates by their authority alone
if own:
    context.load_cert_chain(*own)
try:
    with socket.create_connection((host, int(port)), timeout=5) as plain, context.wrap_socket(plain) as tls:
        tls.sendall(json.dumps({"id": 1, "method": "list_dbs", "params": []}).encode())
        # In TLS 1.3 a client learns that its certificate was refused only when it reads
        reply = tls.recv(65536)
except OSError as error:
    sys.exit(f"refused: {error}")
if not reply:
    sys.exit("refused: closed without a reply")
print(json.dumps(json.loads(reply)["result"]))
