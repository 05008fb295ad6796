"""A copy of the checkout in which mutants are tried on the tests that mirror their file."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.architecture.tree import ROOT

_FOLDERS: Final = {"lstm_core": "tests/core", "app": "tests/app", "static/js": "tests/js"}
_PYTEST: Final = ("-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "-m", "not browser")
_NODE: Final = ("node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", "--test-isolation=none")
_PATIENCE: Final = 4
"""How many times as long as unchanged code a mutant may run; one that never ends counts as found."""


class NothingMirrorsError(Exception):
    """No test mirrors a file."""


def mirrors_of(path: str, root: Path) -> list[str]:
    """Return the tests that mirror a file: those of its name, otherwise those of the nearest folder.

    Raises
    ------
    NothingMirrorsError
        When there are none.
    """
    top = next((top for top in _FOLDERS if path.startswith(f"{top}/")), None)
    if top is None:
        raise NothingMirrorsError(path)
    inside = Path(path).relative_to(top)
    named = f"{inside.stem}.test.js" if inside.suffix == ".js" else f"test_{inside.stem}.py"
    pattern = "*.test.js" if inside.suffix == ".js" else "test_*.py"
    folder = Path(_FOLDERS[top]) / inside.parent
    while folder != Path("tests"):
        every = sorted(str(one.relative_to(root)) for one in (root / folder).rglob(pattern))
        own = [one for one in every if Path(one).name == named]
        if every:
            return [*own, *(one for one in every if one not in own)]
        folder = folder.parent
    raise NothingMirrorsError(path)


class Trial:
    """A copy of a checkout; nothing is changed in the checkout itself.

    Parameters
    ----------
    folder : Path
        Where the copy goes.
    root : Path
        The checkout.
    """

    def __init__(self, folder: Path, root: Path = ROOT) -> None:
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        for name in listed.stdout.splitlines():
            if (root / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, folder / name)
        for name in ("tests/js/node_modules", ".ci/esbuild/node_modules"):
            if (root / name).is_dir():
                (folder / name).symlink_to((root / name).resolve())

    def seconds(self, path: str) -> float:
        """Return how long the tests of an unchanged file take.

        Raises
        ------
        NothingMirrorsError
            When no test mirrors it, or they fail as it is.
        """
        begin = time.monotonic()
        if not self._passes(mirrors_of(path, self.folder), None):
            raise NothingMirrorsError(f"{path}: its tests fail as it is")
        return time.monotonic() - begin

    def is_found(self, path: str, changed: bytes, seconds: float) -> bool:
        """Return whether the tests of a file see that it is changed."""
        file = self.folder / path
        before = file.read_bytes()
        file.write_bytes(changed)
        try:
            return not self._passes(mirrors_of(path, self.folder), _PATIENCE * seconds + 10)
        finally:
            file.write_bytes(before)

    def _passes(self, tests: Sequence[str], patience: float | None) -> bool:
        command = [*_NODE] if tests[0].endswith(".js") else [sys.executable, *_PYTEST]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        try:
            done = subprocess.run(
                [*command, *tests], cwd=self.folder, env=environment, capture_output=True, timeout=patience
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
