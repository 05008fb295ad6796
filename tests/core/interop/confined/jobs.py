"""Readers that do what a reader must not, for a template process of the tests' own."""

import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from lstm_core.interop.confined import template

START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from tests.core.interop.confined.jobs import main; main()"
)


def echo(data: bytes) -> bytes:
    """Return the file."""
    return data


def spin(_: bytes) -> bytes:
    """Compute without an end."""
    while True:
        pass


def sleep(_: bytes) -> bytes:
    """Do nothing without an end."""
    time.sleep(60)
    return b""


def fill(_: bytes) -> bytes:
    """Ask for a gigabyte."""
    return bytes(2**30)


def divide(_: bytes) -> bytes:
    """Make a mistake."""
    return bytes([1 // 0])


def abort(_: bytes) -> bytes:
    """End as a library does that finds its memory in disorder."""
    os.abort()


def killed(_: bytes) -> bytes:
    """End as a process does that the system kills where memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def leave(_: bytes) -> bytes:
    """End without an answer."""
    os._exit(3)


def tries(_: bytes) -> bytes:
    """Return which of these succeeded: to read a file, to open a socket, to keep a pipe."""
    done = []
    for name, attempt in (
        ("file", lambda: Path(__file__).read_text()),
        ("socket", socket.socket),
        ("pipe", os.pipe),
    ):
        try:
            attempt()
        except OSError:
            continue
        done.append(name)
    return repr((done, sorted(os.environ.keys() - {"LC_CTYPE"}))).encode()


JOBS: Final[Mapping[str, Callable[..., bytes]]] = {
    job.__name__: job for job in (echo, spin, sleep, fill, divide, abort, killed, leave, tries)
}


def main() -> None:
    """Be a template of these."""
    template.main(JOBS)
