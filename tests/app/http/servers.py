"""A real server in a thread, so that a test can shorten its clocks; and connections that behave badly."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from starlette.types import ASGIApp
from uvicorn import Config, Server

from app.http.connection import Connection


@contextmanager
def serving(app: ASGIApp) -> Iterator[int]:
    """Yield the port of a server that listens on the loopback address."""
    with running(app) as (port, _):
        yield port


@contextmanager
def running(app: ASGIApp) -> Iterator[tuple[int, Server]]:
    """Yield the port of a server as `serving` does, and the server, which a test may ask to stop."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    config = Config(
        app, http=Connection, log_level="critical", timeout_graceful_shutdown=1, proxy_headers=False
    )
    server = Server(config)
    thread = Thread(target=lambda: asyncio.run(server.serve([listener])))
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        yield int(listener.getsockname()[1]), server
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def connect(port: int, source: str = "127.0.0.1") -> socket.socket:
    """Return a connection from an address of this machine."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def head(method: str, path: str, *lines: str) -> bytes:
    """Return the head of a request."""
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: localhost", *lines, "", "")).encode()


def rest(connection: socket.socket) -> bytes:
    """Return all that still comes before the server closes; a connection cut off ends there, too."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionError:
        pass
    return b"".join(parts)


def status(answer: bytes) -> int:
    """Return the status of an answer, 0 where there is none."""
    return int(answer.split(b" ", 2)[1]) if answer else 0


def until(connection: socket.socket, end: bytes) -> bool:
    """Read until an answer ends so; return False where the server closes before."""
    answer = b""
    while not answer.endswith(end):
        part = connection.recv(65536)
        if not part:
            return False
        answer += part
    return True
