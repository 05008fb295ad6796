"""What a server and the processes below it hold and have spent, as Linux tells it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path


def family(pid: int) -> list[int]:
    """Return the numbers of a process and of all below it; those that end meanwhile may be left out."""
    found = [pid]
    for known in found:
        for thread in _tasks(known):
            children = _text(Path(f"/proc/{known}/task/{thread}/children")).split()
            found += [int(child) for child in children if int(child) not in found]
    return found


def memory(pid: int) -> float:
    """Return how many megabytes a family occupies; what its processes share counts once."""
    texts = (_text(Path(f"/proc/{one}/smaps_rollup")) for one in family(pid))
    return sum(int(kb) for text in texts for kb in re.findall(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)) / 1024


def seconds(pid: int) -> float:
    """Return how many seconds a family has computed."""
    texts = (_text(Path(f"/proc/{one}/stat")) for one in family(pid))
    fields = (text.rpartition(")")[2].split() for text in texts if text)
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def descriptors(pid: int) -> int:
    """Return how many files and connections a family has open."""
    return sum(1 for _ in _opened(pid))


def temporary(pid: int, folder: Path) -> float:
    """Return the megabytes of a folder's files, and of those in it that are deleted but still open."""
    listed = sum(_size(path) for path in folder.rglob("*"))
    deleted = {}
    for path in _opened(pid):
        try:
            name, found = str(path.readlink()), path.stat()
        except OSError:
            continue
        if name.startswith(str(folder)) and name.endswith(" (deleted)"):
            deleted[found.st_ino] = found.st_size
    return (listed + sum(deleted.values())) / 1e6


def _opened(pid: int) -> Iterator[Path]:
    for one in family(pid):
        try:
            yield from list(Path(f"/proc/{one}/fd").iterdir())
        except OSError:
            continue  # it has ended


def _tasks(pid: int) -> list[str]:
    try:
        return [path.name for path in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
