"""Freed memory goes back to the system, in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import heap
from app.config import ROOT

PROGRAM = """
import re
from pathlib import Path
from app import heap

def memory():
    return int(re.search(r"RssAnon:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

{before}
start = memory()
for size in (16 * 2**20, 300_000, 30_000):  # glibc raises its threshold with the first that is freed
    kept = [bytearray(size) for _ in range(60 * 2**20 // size)]
    for n, _ in enumerate(kept):
        if n % 50:
            kept[n] = None  # the rest holds the heap open
    {after}
    print(round(memory() - start))
    kept = None
"""


@pytest.mark.skipif(
    heap._LIBC is None or not Path("/proc/self/status").exists(), reason="glibc on Linux alone"
)
@pytest.mark.parametrize(
    ("before", "after", "are_kept"),
    [("", "", (True, True)), ("heap.prepare()", "", (False, True)), ("", "heap.give_back()", (False, False))],
)
def test_blocks_that_are_freed_are_given_back(before: str, after: str, are_kept: tuple[bool, bool]) -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(before=before, after=after)],
        cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True,
    )  # fmt: skip
    _, large, small = map(int, told.stdout.split())
    assert (large > 30, small > 30) == are_kept, told.stdout
