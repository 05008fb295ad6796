"""What may stand beside servers of live classes: a Redis and a PostgreSQL of one's own, until the end."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

REDIS: Final = shutil.which("redis-server")
POSTGRES: Final = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


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


class Postgres:
    """A PostgreSQL in a folder, reached through the file system alone, that a test may freeze and kill.

    Its own settings stand, so that what is acknowledged is on the disk. It refuses to run as root; then it
    runs as the user that Debian's package creates.

    Parameters
    ----------
    folder : Path
        Where its data go; it must not exist yet.

    Attributes
    ----------
    url : str
        The address of its only database, which is empty at first.

    Raises
    ------
    FileNotFoundError
        If no PostgreSQL is installed where Debian puts it.
    """

    def __init__(self, folder: Path) -> None:
        if POSTGRES is None:
            raise FileNotFoundError("PostgreSQL is not installed (Debian: postgresql)")
        folder.mkdir()
        self.url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
        self._folder, self._data, self._user = folder, str(folder / "data"), list[str]()
        if os.geteuid() == 0:
            self._user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
            shutil.chown(folder, "postgres", "postgres")
        initdb = [*self._user, str(POSTGRES / "initdb"), "--auth=trust", "--username=postgres"]
        initdb += ["--encoding=UTF8", "--locale=C", "--no-sync", self._data]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        self.start()

    def start(self) -> None:
        """Start it, and wait until it accepts connections."""
        log = self._folder / "log"
        command = [*self._user, str(POSTGRES and POSTGRES / "postgres"), "-D", self._data]
        command += ["-k", str(self._folder), "-c", "listen_addresses="]
        with log.open("ab") as output:
            said = output.tell()
            self._process = subprocess.Popen(command, stdout=output, stderr=output, cwd=self._folder)
        deadline = time.monotonic() + 30
        while b"ready to accept connections" not in log.read_bytes()[said:]:
            assert self._process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it; SIGQUIT ends it at once, as a crash does, and the next start reads its journal."""
        self._process.send_signal(how)
        self._process.wait(20)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let no process of it run for a while: connections stay open, and nothing answers."""
        main = self._process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        family = [main, *map(int, children)]
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in family:
                os.kill(pid, signal.SIGCONT)


@contextmanager
def postgres_in(folder: Path) -> Iterator[Postgres]:
    """Yield a PostgreSQL of one's own; raises as `Postgres` does."""
    server = Postgres(folder)
    try:
        yield server
    finally:
        server.stop()
