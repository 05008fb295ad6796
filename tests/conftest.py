"""Settings and fixtures for all tests."""

import fcntl
import gc
import os
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.architecture.tree import ROOT

HERE = Path(__file__).parent

# What tests upload goes to a folder of their own, also from the servers that they start.
_DATA = tempfile.TemporaryDirectory(prefix="memory-pipe-")
os.environ["MEMORY_PIPE_DATA_DIR"] = _DATA.name
# Tests ask more often than people do.
for _rate in ("RATE", "RATE_OF_ALL", "UPLOAD_RATE"):
    os.environ[f"MEMORY_PIPE_{_rate}"] = "1000000/second"
os.environ["MEMORY_PIPE_ACCESS_LOG"] = "off"

# A slow machine is not a failure; reproducible examples are worth more than a few new ones each time. As they
# are the same each time, more of them than these would be paid for again and again.
settings.register_profile("everywhere", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("everywhere")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave thousands of tests and all that they import out of each search for garbage."""
    gc.disable()
    found = yield
    gc.freeze()
    gc.enable()
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files beside this one, which hold the longest tests: no worker should end with one.

    Next come the recorded requests: at the end they would be shared out, and each worker send them all.
    """
    first = {HERE: 0, HERE / "recorded": 1}
    items.sort(key=lambda item: first.get(item.path.parent, len(first)))


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the static files that image and wheel hold, once for all workers; return their folder."""
    own = tmp_path_factory.getbasetemp()
    place = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, unfinished = place / "bundle", own / "unfinished-bundle"
    with (place / "bundle.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            subprocess.run([ROOT / ".ci" / "bundle", unfinished], check=True)
            unfinished.rename(folder)
    return folder
