"""Fuzzes the readers of files: ``python -m tests.fuzz COUNT [READER] [FIRST]``.

Reads COUNT changed files with each reader, numbered from FIRST. Each that breaks a reader, or takes it longer
than `SLOW`, is reported and kept in the folder ``.fuzz``; `tests/fuzz/found` holds those that were mended.
"""

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from tests.fuzz.readers import READERS

SLOW: Final = 1.0
_KEPT: Final = Path(".fuzz")


def main() -> None:
    """Print what was found."""
    count, *rest = sys.argv[1:]
    names = rest[:1] or list(READERS)
    first = int(rest[1]) if len(rest) > 1 else 0
    for name in names:
        begin, found = time.perf_counter(), Counter[str]()
        for seed in range(first, first + int(count)):
            data = READERS[name].mutant(seed)
            start = time.process_time()
            fault = READERS[name].fault(data)
            if not fault and time.process_time() - start > SLOW:
                fault = f"longer than {SLOW} s"
            if fault:
                _KEPT.mkdir(exist_ok=True)
                (_KEPT / f"{name}-{seed}.{name}").write_bytes(data)
                found[fault] += 1
        seconds = time.perf_counter() - begin
        sys.stdout.write(f"{name:12}{int(count):8,} files {seconds:8.1f} s {found.total():6} faults\n")
        for fault, times in found.most_common():
            sys.stdout.write(f"    {times:6} x {fault[-600:]!r}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
