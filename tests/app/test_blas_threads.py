"""The number of BLAS threads in a serving process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import ROOT

TASKS = Path("/proc/self/task")
PROGRAM = f"""
import app
import numpy as np

ones = np.ones((800, 800))
assert (ones @ ones).sum() == 800.0**3
print(len(list(__import__("pathlib").Path("{TASKS}").iterdir())))
"""


@pytest.mark.skipif(not TASKS.exists(), reason="only Linux lists a process's threads there")
@pytest.mark.parametrize(("setting", "expected"), [(None, 1), ("2", 2)])
def test_blas_has_one_thread_unless_told_otherwise(setting: str | None, expected: int) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    if setting is not None:
        environment["OPENBLAS_NUM_THREADS"] = setting
    counted = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert int(counted.stdout) == expected
