"""A failed browser test gets a second attempt; nothing else does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

AGAIN = "A second attempt"
PASSES = "assert True"
PASSES_THEN = "mark = Path(__file__).with_suffix('.seen'); seen = mark.exists(); mark.touch(); assert seen"
FAILS = "assert False"
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "xdist.plugin", "PYTEST_ADDOPTS": ""}


@pytest.mark.parametrize(
    ("on_page", "on_number", "status", "attempts"),
    [
        (PASSES_THEN, PASSES, 0, 2),
        (FAILS, PASSES, 1, 2),
        (PASSES_THEN, PASSES_THEN, 1, 1),
    ],
    ids=["passes later", "fails again", "not alone"],
)
def test_only_a_browser_test_that_failed_alone_is_tried_twice(
    tmp_path: Path, on_page: str, on_number: str, status: int, attempts: int
) -> None:
    head = "from pathlib import Path\nimport pytest\n"
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser\n")
    (tmp_path / "test_page.py").write_text(f"{head}@pytest.mark.browser\ndef test_it():\n    {on_page}\n")
    (tmp_path / "test_number.py").write_text(f"{head}def test_it():\n    {on_number}\n")
    ci = ROOT / ".ci"
    run = subprocess.run(
        ["sh", "-euc", f". '{ci}/setup.sh'; . '{ci}/attempts.sh'; test_python -n 0 || exit $?"],
        cwd=tmp_path,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"} | ALONE,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (run.returncode, AGAIN in run.stderr) == (status, attempts == 2), run.stdout + run.stderr
