"""Two days of classes in minutes: whether memory, descriptors, temporary space and store stay as they are.

Deadlines of hours are shortened as the days are, and the store is small, so that everything that the server
drops after a time, it drops many times. The first day is for caches to fill; the second is the same again.
After each, nobody comes for a while.
"""

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest.mock import patch
from urllib.request import urlopen

from tests.app.classroom.server import start
from tests.bench.day import DAY, UNREAD_SECONDS, live
from tests.bench.processes import descriptors, memory, temporary
from tests.bench.row import Row
from tests.browser.server import free_port

EACH: Final = 5.0
"""Seconds between two looks."""
REST_SECONDS: Final = UNREAD_SECONDS + 60
"""How long after the last visit the server holds nothing any more, not even a process that trains: it ends a
minute after the last training was paused."""
SHORT: Final[dict[str, Any]] = {
    "model_store_bytes": "1000000",
    "model_cache_bytes": "10000000",
    "training_workers": "1",
    "training_idle_seconds": "5",
    "training_kept_seconds": "30",
    "room_kept_hours": "0.005",
    "room_rate": "1000/hour",
    "max_rooms_of_client": "50",
    "metrics": "on",
    "access_log": "off",
}
"""Settings of a server whose days last minutes."""


@dataclass(frozen=True)
class Look:
    """What a server holds at one moment: megabytes, and a number of files and connections."""

    memory: float
    descriptors: float
    temporary: float
    store: float


WHAT: Final = (
    ("memory, MB", 1.1, 5.0),
    ("open files and connections", 1.25, 20.0),
    ("temporary files, MB", 1.5, 30.0),
    ("store on the disk, MB", 1.1, 1.0),
)
"""Each measure of a `Look`: its name, by which ratio it may grow, and by how much it may grow in any case."""


def rows(*, seconds: float = 600.0) -> list[Row]:
    """Let two days pass on one server within some seconds, and after each a time in which nobody comes."""
    with TemporaryDirectory() as folder:
        path, port = Path(folder), free_port()
        (path / "tmp").mkdir()
        with patch.dict(os.environ, TMPDIR=str(path / "tmp")):
            server = start(port, path / "data", path / "log", **SHORT)
        try:
            return asyncio.run(_soak(port, server.pid, path, seconds / 2))
        finally:
            server.terminate()
            server.wait(20)


async def _soak(port: int, pid: int, folder: Path, seconds: float) -> list[Row]:
    answers: Counter[int] = Counter()
    done: Counter[str] = Counter()
    looks: list[Look] = []
    rests: list[Look] = []
    _tell("before", _look(pid, folder))
    for _ in range(2):
        began = time.monotonic()
        day = asyncio.create_task(live(port, seconds, answers, done))
        while not day.done():
            await asyncio.wait([day], timeout=min(EACH, seconds / 4))
            looks.append(await asyncio.to_thread(_look, pid, folder))
            if len(looks) % 12 == 1:
                _tell(f"{time.monotonic() - began:5.0f} s", looks[-1])
        await day
        await asyncio.sleep(REST_SECONDS)
        rests.append(_look(pid, folder))
        _tell("  rest", rests[-1])
    held = await asyncio.to_thread(_held, port)
    visits = 2 * sum(count for count, _ in DAY.values())
    came = ", ".join(f"{done[kind]} {kind}" for kind in DAY)
    told = ", ".join(f"{status or 'broken'}: {count}" for status, count in sorted(answers.items()))
    faults = sum(count for status, count in answers.items() if status >= 500 and status != 503)
    return [
        *flat(looks),
        *rested(*rests),
        Row("bytes in flight at rest", held, "= 0", held == 0),
        Row("answers 5xx but 503", faults, "= 0", faults == 0, told),
        Row(
            "visits that came to their end, over those of two days",
            sum(done.values()) / visits,
            "reported",
            holds=True,
            note=came,
        ),
    ]


def flat(looks: Sequence[Look]) -> list[Row]:
    """Compare the last quarter of all looks with the third.

    Parameters
    ----------
    looks : sequence of Look
        At equal distances; at least four.

    Returns
    -------
    list of Row
        One for each measure: its mean in the last quarter over that in the third.
    """
    quarter = len(looks) // 4
    measured = zip(*(astuple(look) for look in looks), strict=True)
    found = []
    for (what, most, spare), values in zip(WHAT, measured, strict=True):
        third, last = fmean(values[-2 * quarter : -quarter]), fmean(values[-quarter:])
        ratio = last / third if third else float(last > 0)
        found.append(
            Row(
                f"{what}: second half of the second day over the first",
                ratio,
                f"<= {most}",
                last <= max(most * third, third + spare),
                f"{third:.1f} to {last:.1f}, at most {max(values):.1f}",
            )
        )
    return found


_CONNECTIONS: Final = 10.0
"""The database's connections are opened as they are needed, up to five that stay, with two files each."""


def rested(first: Look, second: Look) -> list[Row]:
    """Compare what is held at rest after the second day with that after the first: it may grow by a tenth.

    Open files may also grow by those of the database.
    Temporary files must be gone after either. The store is full at a size of its own, which `flat` compares.
    """
    found = []
    for name, spare in (("memory", 0.0), ("descriptors", _CONNECTIONS)):
        before, after = getattr(first, name), getattr(second, name)
        held = after <= max(1.1 * before, before + spare)
        note = f"{before:.1f} to {after:.1f}"
        found.append(
            Row(f"{name} at rest after the second day over the first", after / before, "<= 1.1", held, note)
        )
    files = max(first.temporary, second.temporary)
    return [*found, Row("temporary files at rest, MB", files, "= 0", files == 0)]


def _look(pid: int, folder: Path) -> Look:
    size = sum(one.stat().st_size for one in (folder / "data").glob("models.sqlite3*"))
    return Look(memory(pid), descriptors(pid), temporary(pid, folder / "tmp"), size / 1e6)


def _tell(when: str, look: Look) -> None:
    measures = ", ".join(f"{what} {value:.1f}" for (what, *_), value in zip(WHAT, astuple(look), strict=True))
    sys.stderr.write(f"{when}: {measures}\n")


def _held(port: int) -> float:
    """Ask the server how many bytes it counts as held."""
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    names = ("memory_pipe_bytes_in_flight ", "memory_pipe_temporary_bytes ")
    return sum(float(line.split()[1]) for line in lines if line.startswith(names))
