"""``./run`` as a newcomer meets it: from any folder, with a port in use, with something missing."""

import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.architecture.tree import ROOT
from tests.browser.server import free_port

LIB = f"python{sys.version_info.major}.{sys.version_info.minor}"
PYTHON = f"""case "$1 $2" in
    "-m venv")
        mkdir -p "$4/bin" "$4/lib/{LIB}"
        cp bin/python3 "$4/bin/python"
        echo "$PWD/$4" >"$4/pyvenv.cfg" ;;
    "-m pip")
        echo "pip sees:" .venv/* >&2
        [ ! -e bin/offline ] ;;
    "-m uvicorn") echo "uvicorn sees: $MEMORY_PIPE_STATIC_DIR" >&2 ;;
    "-SE .ci/port.py") ;;
    *) exec {shlex.quote(sys.executable)} "$@" ;;
esac"""
"""A Python, also of environments that it makes; it installs and serves nothing, but tells what is there."""


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


def start_bare(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Start the app with nothing on the path but the folder's own programs."""
    return subprocess.run(
        ["/bin/sh", folder / "run", *options],
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
            assert app.stderr.readline() == "Scripts and styles: bundled.\n"
            assert app.stderr.readline() == f"Memory Pipe: http://127.0.0.1:{port} (Ctrl+C stops it)\n"
            assert answer(f"http://127.0.0.1:{port}/healthz") == b'{"status":"ok"}'
            page = answer(f"http://127.0.0.1:{port}/lab")
            assert (b"/js/pages/lab.js" in page, b"/js/view/" in page) == (True, False), "the bundle's"
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
    expected = (
        f"Cannot listen on 127.0.0.1, port {port}: Address already in use. Try ./run --port {port + 1}\n"
    )
    assert result.returncode == 1
    assert result.stderr.endswith(expected)


def test_says_that_a_port_is_no_port(checkout: Path) -> None:
    result = subprocess.run([checkout / "run", "--port", "http"], capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr.endswith("--port http: expected a number from 0 to 65535.\n")


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


@pytest.fixture
def ready_checkout(bare_checkout: Path) -> Path:
    """Return a checkout with an environment that is current, and a file in it that no new one has."""
    for name in ("cp", "find", "mkdir", "rm", "sort", "tr", "xargs"):
        (bare_checkout / "bin" / name).symlink_to(shutil.which(name) or "")
    program(bare_checkout, "python3", PYTHON)
    (bare_checkout / "static").mkdir()
    first = start_bare(bare_checkout)
    assert first.returncode == 0
    assert "Preparing .venv from requirements.lock ...\npip sees: .venv/*\n" in first.stderr
    (bare_checkout / ".venv" / "in-use").touch()
    return bare_checkout


def test_an_environment_stays_while_its_lock_does(ready_checkout: Path) -> None:
    assert "Preparing" not in start_bare(ready_checkout).stderr
    assert (ready_checkout / ".venv" / "in-use").exists()


def test_a_new_environment_is_built_beside_the_one_in_use(ready_checkout: Path) -> None:
    (ready_checkout / "requirements.lock").write_text("other packages")
    said = start_bare(ready_checkout).stderr
    assert "\npip sees: .venv/bin .venv/in-use .venv/lib .venv/pyvenv.cfg\n" in said
    venv = ready_checkout / ".venv"
    assert not (venv / "in-use").exists()
    assert [path.name for path in ready_checkout.glob(".venv*")] == [".venv"]
    assert (venv / "pyvenv.cfg").read_text() == f"{venv}\n"


def test_an_environment_of_another_python_is_built_anew(ready_checkout: Path) -> None:
    (ready_checkout / ".venv" / "lib" / LIB).rename(ready_checkout / ".venv" / "lib" / "python3.10")
    assert "Preparing .venv" in start_bare(ready_checkout).stderr


def test_what_failed_half_way_is_begun_again(ready_checkout: Path) -> None:
    """The exchange comes last: an environment without its packages does not count, and the old one stays."""
    (ready_checkout / "requirements.lock").write_text("other packages")
    (ready_checkout / "bin" / "offline").touch()
    for _ in range(2):
        result = start_bare(ready_checkout)
        assert result.returncode == 1
        assert result.stderr.endswith("Could not install the packages of requirements.lock (see above).\n")
        assert (ready_checkout / ".venv" / "in-use").exists()


BUNDLED, WRITTEN = "Scripts and styles: bundled.", "Scripts and styles: the sources"


def served(folder: Path, *options: str) -> tuple[str, str]:
    """Start the app; return what it says about scripts and styles, and the folder that uvicorn sees."""
    said, seen = start_bare(folder, *options).stderr.splitlines()[-2:]
    return said, seen.removeprefix("uvicorn sees: ")


def test_serves_a_bundle_of_the_present_sources(ready_checkout: Path) -> None:
    program(ready_checkout, "node", "")
    (ready_checkout / ".ci" / "bundle").write_text('#!/bin/sh\nmkdir -p "$1" && cp static/* "$1"\n')
    script = ready_checkout / "static" / "a.js"
    for text in ("first", "second"):
        script.write_text(text)
        said, folder = served(ready_checkout)
        assert (said, (Path(folder) / "a.js").read_text()) == (BUNDLED, text)
        assert [*Path(folder).parent.iterdir()] == [Path(folder)]
    (ready_checkout / "bin" / "node").unlink()
    assert served(ready_checkout) == (BUNDLED, folder)


def test_serves_the_sources_to_developers(ready_checkout: Path) -> None:
    assert served(ready_checkout, "--reload") == (f"{WRITTEN}, for development.", "")


@pytest.mark.parametrize(
    ("node", "bundler"),
    [(None, ""), ("exit 1", ""), ("", 'mkdir -p "$1" && exit 1')],
    ids=["no Node", "an old Node", "no esbuild"],
)
def test_serves_the_sources_where_nothing_can_bundle_them(
    ready_checkout: Path, node: str | None, bundler: str
) -> None:
    if node is not None:
        program(ready_checkout, "node", node)
    (ready_checkout / ".ci" / "bundle").write_text(f"#!/bin/sh\n{bundler}\n")
    said, folder = served(ready_checkout)
    assert said.startswith(f"{WRITTEN}. A bundle is lighter; it needs Node 22 or newer")
    assert folder == ""
    assert [*ready_checkout.glob(".cache/*")] == []


def test_a_second_start_adds_less_than_a_second(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = [str(checkout / "run"), "--port", str(other.getsockname()[1])]
        before = os.times()
        subprocess.run(taken, capture_output=True)
    spent = os.times()  # of the processor: on a busy machine a second passes soon
    used = spent.children_user + spent.children_system - before.children_user - before.children_system
    assert used < 1
