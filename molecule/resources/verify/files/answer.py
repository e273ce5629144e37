"""Answer every TCP connection with who answers and whom it sees, then with more bytes than one packet holds.

usage: answer.py PORT NAME
"""

import socketserver
import sys

FILLING = b"." * 100_000


class Answer(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(f"{NAME} {self.client_address[0]}\n".encode() + FILLING)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


PORT, NAME = int(sys.argv[1]), sys.argv[2]
Server(("", PORT), Answer).serve_forever()
