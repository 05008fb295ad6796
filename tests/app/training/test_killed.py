"""A server that is killed loses at most the chunk under way, and the training goes on with the same bits."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from app.config import ROOT
from app.training.records import Phase
from app.training.scheduler import LEASE
from tests.app.training.hands import House, expected, last, small

STEPS = 50


def is_there(pid: int) -> bool:
    """Return whether a process lives; one that has ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux lists processes there")
def test_a_killed_server_leaves_no_process_and_every_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-m", "tests.app.training.learning_server", str(tmp_path), str(STEPS)]
    server = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, timeout=60, check=False)
    assert server.returncode == -signal.SIGKILL
    training, *learners = server.stdout.split()
    assert learners
    deadline = time.monotonic() + 20
    while any(is_there(int(pid)) for pid in learners):
        assert time.monotonic() < deadline
        time.sleep(0.05)

    house = House(tmp_path, "next")
    found = house.store.read(training)
    assert found is not None
    assert found.phase is Phase.RUNNING
    assert 10 <= found.step < STEPS
    kept = house.store.weights(training, 0)
    assert [step for _, step, _ in kept] == list(range(0, found.step + 1, 5))
    later = time.time_ns() + LEASE + 10**9
    monkeypatch.setattr("app.training.scheduler.time.time_ns", lambda: later)
    house.rounds((STEPS - found.step) // 5)
    ended = house.store.read(training)
    assert ended is not None
    assert ended.phase is Phase.DONE
    assert house.store.weights(training, 0)[: len(kept)] == kept
    assert np.array_equal(last(house.store, training), expected(small(steps=STEPS)))
