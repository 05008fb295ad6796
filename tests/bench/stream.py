"""What a long stream costs: memory and time of a trace whose steps come and go as lines."""

import json
import subprocess
import sys

from app.config import ROOT
from tests.bench.row import Row

SHORT, LONG = 100_000, 1_000_000
MEMORY = 1.1
GROWTH = 1.1


def rows() -> list[Row]:
    """Stream a short and a long sequence through the application, in a process of its own."""
    command = [sys.executable, "-m", "tests.app.runs.stream_memory", str(SHORT), str(SHORT), str(LONG)]
    answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    _warm, short, long = (json.loads(line) for line in answer.stdout.splitlines())
    if (short["lines"], long["lines"]) != (SHORT, LONG):
        raise RuntimeError(f"expected {SHORT} and {LONG} lines, found {short['lines']} and {long['lines']}")
    memory = long["peak_bytes"] / short["peak_bytes"]
    growth = long["seconds"] / LONG / (short["seconds"] / SHORT)
    return [
        Row(
            what=f"peak memory of a stream of {LONG:,} steps over that of {SHORT:,}",
            ratio=memory,
            budget=f"<= {MEMORY}",
            holds=memory <= MEMORY,
            note=f"{long['peak_bytes'] / 1e6:.0f} MB and {short['peak_bytes'] / 1e6:.0f} MB",
        ),
        Row(
            what=f"time of a streamed step among {LONG:,} over that among {SHORT:,}",
            ratio=growth,
            budget=f"<= {GROWTH}",
            holds=growth <= GROWTH,
            note=f"{LONG / long['seconds']:,.0f} steps a second",
        ),
    ]


if __name__ == "__main__":
    for row in rows():
        print(row)
