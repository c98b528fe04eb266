"""A server on this computer that shows a certificate and passes on what it is told to another that has none."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer

import trustme


class _Door(ThreadingTCPServer):
    daemon_threads = True
    shown: ssl.SSLContext
    inside: tuple[str, int]
    #: What came through once a visitor had taken the certificate for good.
    heard: list[bytes]


class _Visit(BaseRequestHandler):
    server: _Door

    def handle(self) -> None:
        with suppress(OSError), self.server.shown.wrap_socket(self.request, server_side=True) as outer:
            first = outer.recv(65536)
            self.server.heard.append(first)
            with socket.create_connection(self.server.inside, timeout=30) as inner:
                inner.sendall(first)
                back = threading.Thread(target=_pass_on, args=(inner, outer), daemon=True)
                back.start()
                _pass_on(outer, inner)
                back.join(10)


def _pass_on(start: socket.socket, end: socket.socket) -> None:
    with suppress(OSError):
        while came := start.recv(65536):
            end.sendall(came)
    with suppress(OSError):
        end.shutdown(socket.SHUT_WR)


@contextmanager
def certified(authority: trustme.CA, name: str, inside: tuple[str, int]) -> Iterator[tuple[int, list[bytes]]]:
    """The port of a server that shows a certificate for a name, and what it hears; it passes it on to `inside`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    with _Door(("127.0.0.1", 0), _Visit) as door:
        door.shown, door.inside, door.heard = context, inside, []
        thread = threading.Thread(target=door.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield door.server_address[1], door.heard
        finally:
            door.shutdown()
            thread.join()


def authority(folder: Path) -> tuple[trustme.CA, Path]:
    """A new authority, and the file that makes whoever is given it believe its certificates."""
    made = trustme.CA()
    file = folder / f"authority-{id(made)}.pem"
    made.cert_pem.write_to_path(file)
    return made, file
