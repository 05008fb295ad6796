"""What may stand beside servers of live classes: a Redis and a PostgreSQL of one's own, until the end."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

REDIS: Final = shutil.which("redis-server")
_POSTGRES: Final = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def redis_at(address: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a Redis that listens at an address in the file system and keeps nothing."""
    command = [str(REDIS), "--port", "0", "--unixsocket", str(address), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield server
    finally:
        server.kill()
        server.wait(10)


@contextmanager
def postgres_in(folder: Path) -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL, reached through the file system alone.

    Its own settings stand, so that an answer is on the disk before it is acknowledged. It refuses to run as
    root; then it runs as the user that Debian's package creates.

    Raises
    ------
    FileNotFoundError
        If no PostgreSQL is installed where Debian puts it.
    """
    if _POSTGRES is None:
        raise FileNotFoundError("PostgreSQL is not installed (Debian: postgresql)")
    folder.mkdir()
    user: list[str] = []
    if os.geteuid() == 0:
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        shutil.chown(folder, "postgres", "postgres")
    data, log = folder / "data", folder / "log"
    initdb = [*user, str(_POSTGRES / "initdb"), "--auth=trust", "--username=postgres", "--encoding=UTF8"]
    subprocess.run([*initdb, "--locale=C", str(data)], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    command = [
        *user,
        str(_POSTGRES / "postgres"),
        "-D",
        str(data),
        "-k",
        str(folder),
        "-c",
        "listen_addresses=",
    ]
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)
    try:
        deadline = time.monotonic() + 30
        while b"ready to accept connections" not in log.read_bytes():
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        server.terminate()
        server.wait(20)
