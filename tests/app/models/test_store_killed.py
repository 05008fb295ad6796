"""Servers and workers killed in the middle of an upload leave only complete models."""

import hashlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.config import ROOT
from app.models.tables import sqlite_url
from tests.app.models.files import MODELS, small_file
from tests.app.models.stores import Open, kept, put, worker
from tests.browser.server import free_port

HOST = "Host: localhost\r\n"


@pytest.mark.parametrize("delay", [0.0, 0.003, 0.01, 0.03])
def test_a_worker_that_is_killed_leaves_whole_models_only(
    tmp_path: Path, open_store: Open, delay: float
) -> None:
    url = sqlite_url(tmp_path)
    process = worker(url, 6_000_000, 7, 400, 1_000_000)
    assert process.stdout is not None
    assert process.stdout.readline() == "kept\n"
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    found = kept(url)
    assert 1 <= len(found) <= 6
    with sqlite3.connect(tmp_path / "models.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert put(open_store(url, 6_000_000), b"afterwards") in kept(url)


def start(port: int, data: Path) -> subprocess.Popen[bytes]:
    """Start a real server, and wait until it listens."""
    command = [sys.executable, "-m", "uvicorn", "app.main:create_app", "--factory", "--port", str(port)]
    environment = os.environ | {"MEMORY_PIPE_DATA_DIR": str(data), "TMPDIR": str(data.parent / "tmp")}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert server.poll() is None
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    raise AssertionError("the server did not start")


def ask(port: int, method: str, path: str, body: bytes = b"", header: str = "") -> bytes:
    """Send a request over a plain socket; return the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        start = f"{method} {path} HTTP/1.1\r\n{HOST}Connection: close\r\nContent-Length: {len(body)}\r\n"
        connection.sendall(f"{start}{header}\r\n".encode() + body)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer


def test_a_server_killed_in_the_middle_of_an_upload_keeps_no_half_model(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    port = free_port()
    data = small_file(9)
    frame = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    # What stands before it makes the upload lie on the disk for a while.
    body = frame + data + b"\r\n--b--\r\n"
    form = "Content-Type: multipart/form-data; boundary=b\r\n"
    server = start(port, tmp_path / "data")
    try:
        whole = frame + b"x" * 5_000_000
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            head = f"POST {MODELS} HTTP/1.1\r\n{HOST}Content-Length: {len(whole) + 9}\r\n{form}\r\n"
            connection.sendall(head.encode() + whole[:3_000_000])
            time.sleep(0.5)
            server.kill()
            server.wait(10)
        server = start(port, tmp_path / "data")
        model = hashlib.sha256(data).hexdigest()
        assert b"404 Not Found" in ask(port, "GET", f"{MODELS}/{model}")
        assert b"201 Created" in ask(port, "POST", MODELS, body, form)
        assert b"200 OK" in ask(port, "GET", f"{MODELS}/{model}")
    finally:
        server.kill()
        server.wait(10)
    assert list(kept(sqlite_url(tmp_path / "data"))) == [model]
    assert list((tmp_path / "tmp").iterdir()) == []
