"""Chunks through a real scheduler of dask.distributed: the same bits, though a worker is killed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from app.config import ROOT, Settings
from app.faults.kinds import Unavailable
from app.training.records import Phase
from app.training.scheduler import Patience, Scheduler
from app.training.trainings import hands_of
from tests.app.training.hands import House, expected, last, small

# Its import takes a while in each worker that collects this file.
pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")

PLANS = [small(seed=seed, steps=80, chunk=40, batch=16) for seed in (1, 2)]


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program of dask until the end of the block."""
    command = [sys.executable, "-W", "ignore", "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    environment = os.environ | {
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}",
    }
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, text=True
    ) as program:
        try:
            yield program
        finally:
            program.kill()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """Yield the address of a scheduler, and its two workers."""
    file = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        at = ("--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file))
        stack.enter_context(running("dask_scheduler", *at))
        while not file.exists() or not file.read_text():
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        each = (
            address,
            "--no-nanny",
            "--nthreads",
            "1",
            "--no-dashboard",
            "--local-directory",
            str(tmp_path),
        )
        yield address, [stack.enter_context(running("dask_worker", *each)) for _ in range(2)]


def test_a_killed_worker_of_a_scheduler_costs_no_bit(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    address, workers = cluster
    house = House(tmp_path)
    hands = hands_of(Settings(data_dir=tmp_path, training_scheduler=address))
    scheduler = Scheduler(house.store, house.ledger, hands, house.bell, Patience(60, 3600))
    deadline = time.monotonic() + 60
    while hands.count < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)

    trainings = [house.begin(**plan.model_dump(exclude={"series"})) for plan in PLANS]
    scheduler.round()  # a chunk of each is under way, one on each worker, which draws its sequences first
    workers[0].kill()
    while any((house.store.read(one) or pytest.fail("gone")).phase is not Phase.DONE for one in trainings):
        assert time.monotonic() < deadline
        scheduler.round()
        time.sleep(0.02)
    hands.rest()
    for training, plan in zip(trainings, PLANS, strict=True):
        assert [step for _, step, _ in house.store.weights(training, 0)] == [0, 40, 80]
        assert np.array_equal(last(house.store, training), expected(plan))


def test_a_scheduler_that_is_away_is_told_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.training.dask_hands._PATIENCE", 0.2)
    house = House(tmp_path)
    hands = hands_of(Settings(data_dir=tmp_path, training_scheduler="tcp://127.0.0.1:1"))
    scheduler = Scheduler(house.store, house.ledger, hands, house.bell, Patience(60, 3600))
    training = house.begin()
    for _ in range(2):
        with pytest.raises(
            Unavailable, match=r"scheduler of trainings at tcp://127\.0\.0\.1:1 does not answer"
        ):
            scheduler.round()
    found = house.store.read(training)
    assert found is not None
    assert (found.phase, found.step, found.error) == (Phase.RUNNING, 0, None)
