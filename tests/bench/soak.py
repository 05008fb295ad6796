"""A day of classes in minutes: whether memory, descriptors, temporary space and store stay as they are.

Deadlines of hours are shortened as the day is, and the store is small, so that everything that the server
drops after a time, it drops many times. The first half of the time is for caches to fill.
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
REST_SECONDS: Final = UNREAD_SECONDS + 20
"""How long after the last visit the server holds nothing any more."""
SHORT: Final[dict[str, Any]] = {
    "model_store_bytes": "1000000",
    "model_cache_bytes": "10000000",
    "training_workers": "1",
    "training_idle_seconds": "5",
    "training_kept_seconds": "30",
    "room_kept_hours": "0.005",
    "room_rate": "1000/hour",
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
    ("temporary files, MB", 1.5, 5.0),
    ("store on the disk, MB", 1.1, 1.0),
)
"""Each measure of a `Look`: its name, by which ratio it may grow, and by how much it may grow in any case."""


def rows(*, minutes: float = 10.0) -> list[Row]:
    """Let a day pass on one server, and then a minute in which nobody comes."""
    with TemporaryDirectory() as folder:
        path, port = Path(folder), free_port()
        (path / "tmp").mkdir()
        with patch.dict(os.environ, TMPDIR=str(path / "tmp")):
            server = start(port, path / "data", path / "log", **SHORT)
        try:
            return asyncio.run(_soak(port, server.pid, path, 60 * minutes))
        finally:
            server.terminate()
            server.wait(20)


async def _soak(port: int, pid: int, folder: Path, seconds: float) -> list[Row]:
    answers: Counter[int] = Counter()
    done: Counter[str] = Counter()
    looks: list[Look] = []
    before = _look(pid, folder)
    began = time.monotonic()
    day = asyncio.create_task(live(port, seconds, answers, done))
    while not day.done():
        await asyncio.wait([day], timeout=EACH)
        looks.append(await asyncio.to_thread(_look, pid, folder))
        if len(looks) % 12 == 1:
            _tell(f"{time.monotonic() - began:5.0f} s", looks[-1])
    await day
    await asyncio.sleep(REST_SECONDS)
    rest, held = _look(pid, folder), await asyncio.to_thread(_held, port)
    _tell("  rest", rest)
    visits = sum(count for count, _ in DAY.values())
    came = ", ".join(f"{done[kind]} {kind}" for kind in DAY)
    told = ", ".join(f"{status or 'broken'}: {count}" for status, count in sorted(answers.items()))
    faults = sum(count for status, count in answers.items() if status >= 500 and status != 503)
    share = sum(done.values()) / visits
    return [
        *flat(looks),
        Row(
            "open files and connections a minute after the last visit, over the most of the day",
            rest.descriptors / (most := max(look.descriptors for look in looks)),
            "<= 0.25",
            rest.descriptors <= most / 4,
            f"{before.descriptors:.0f} before the first visit, {most:.0f}, {rest.descriptors:.0f} in the end",
        ),
        Row("bytes in flight and in temporary files then", held, "= 0", held == rest.temporary == 0),
        Row("answers 5xx but 503", faults, "= 0", faults == 0, told),
        Row("visits that came to their end, over those of a day", share, "reported", holds=True, note=came),
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
                f"{what}: last quarter of a day over the third",
                ratio,
                f"<= {most}",
                last <= max(most * third, third + spare),
                f"{third:.1f} to {last:.1f}, at most {max(values):.1f}",
            )
        )
    return found


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
