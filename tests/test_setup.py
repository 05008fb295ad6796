"""``./run`` as a newcomer meets it: from any folder, with a port in use, with something missing."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.architecture.tree import ROOT
from tests.browser.server import free_port


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return the checkout under a path with a space in it."""
    stamp = subprocess.run(["cksum"], input=(ROOT / "requirements.lock").read_bytes(), capture_output=True)
    locks = ROOT / ".venv" / ".locks"
    if not locks.exists() or stamp.stdout not in locks.read_bytes():
        pytest.skip("./run would make .venv anew while the tests use it; ./test prepares it")
    link = tmp_path / "memory pipe"
    link.symlink_to(ROOT)
    return link


@pytest.fixture
def bare_checkout(tmp_path: Path) -> Path:
    """Return a checkout without virtual environment, on a machine whose user is not root and has no uv."""
    folder = tmp_path / "bare checkout"
    folder.mkdir()
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    for name in ("run", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    program(folder, "id", "echo 1000")
    for name in ("dirname", "cksum", "grep"):
        (folder / "bin" / name).symlink_to(shutil.which(name) or "")
    return folder


def program(folder: Path, name: str, body: str) -> None:
    """Put a shell script into the folder of programs."""
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def start_bare(folder: Path) -> subprocess.CompletedProcess[str]:
    """Start the app with nothing on the path but the folder's own programs."""
    return subprocess.run(
        ["/bin/sh", folder / "run"],
        env={"PATH": str(folder / "bin")},
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_serves_and_says_where(checkout: Path, tmp_path: Path) -> None:
    port = free_port()
    with subprocess.Popen(
        [checkout / "run", "--port", str(port)], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as app:
        try:
            assert app.stderr is not None
            assert app.stderr.readline() == f"Memory Pipe: http://127.0.0.1:{port} (Ctrl+C stops it)\n"
            assert answer(f"http://127.0.0.1:{port}/healthz") == b'{"status":"ok"}'
        finally:
            app.terminate()


def answer(address: str) -> bytes:
    """Return what the address answers as soon as it does, within 30 seconds."""
    deadline = time.monotonic() + 30
    while True:
        try:
            with urlopen(address, timeout=5) as reply:  # noqa: S310  # our own loopback address
                return bytes(reply.read())
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@pytest.mark.parametrize("form", ["--port {}", "--port={}", "--host 127.0.0.1 --port {}"])
def test_says_that_a_port_is_taken(checkout: Path, form: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = subprocess.run(
            [checkout / "run", *form.format(port).split()], capture_output=True, text=True
        )
    expected = f"Cannot listen on 127.0.0.1, port {port}: Address already in use. Try ./run --port {port + 1}"
    assert (result.returncode, result.stderr.strip()) == (1, expected)


def test_says_that_a_port_is_no_port(checkout: Path) -> None:
    result = subprocess.run([checkout / "run", "--port", "http"], capture_output=True, text=True)
    assert (result.returncode, result.stderr.strip()) == (
        1,
        "--port http: expected a number from 0 to 65535.",
    )


def test_says_that_python_is_too_old(bare_checkout: Path) -> None:
    program(bare_checkout, "python3", 'case $1 in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac')
    result = start_bare(bare_checkout)
    assert result.returncode == 1
    assert "Memory Pipe needs Python 3.11 or newer; found: Python 3.9.2" in result.stderr


def test_says_that_venv_is_missing(bare_checkout: Path) -> None:
    program(bare_checkout, "python3", "case $2 in *ensurepip*) exit 1 ;; esac")
    result = start_bare(bare_checkout)
    assert result.returncode == 1
    assert result.stderr.endswith("On Debian and Ubuntu: sudo apt-get install python3-venv\n")


def test_what_failed_half_way_is_begun_again(bare_checkout: Path) -> None:
    """The stamp is written last: an environment without its packages does not count as complete."""
    makes_venv = 'case "$2 $4" in "venv "*) mkdir -p .venv/bin && cp bin/pip .venv/bin/python ;; esac'
    program(bare_checkout, "python3", makes_venv)
    program(bare_checkout, "pip", 'echo "no connection" >&2; exit 1')
    for name in ("mkdir", "cp"):
        (bare_checkout / "bin" / name).symlink_to(shutil.which(name) or "")
    for _ in range(2):
        result = start_bare(bare_checkout)
        assert result.returncode == 1
        assert "no connection\nCould not install the packages of requirements.lock" in result.stderr
    assert os.access(bare_checkout / ".venv/bin/python", os.X_OK)


def test_a_second_start_adds_less_than_a_second(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = [str(checkout / "run"), "--port", str(other.getsockname()[1])]
        start = time.monotonic()
        subprocess.run(taken, capture_output=True)
    assert time.monotonic() - start < 1
