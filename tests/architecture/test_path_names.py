"""A path says what a file is for, not when it is fetched: loading time is an edge, not a folder."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import pytest

from tests.architecture.tree import text_files

OF_TIME = {"deferred", "eager", "early", "late", "later", "lazy", "ondemand", "preload", "upfront"}


def named_for_time(paths: Iterable[str]) -> list[str]:
    """Return the paths with a part that says when a file is fetched."""
    return [path for path in paths if OF_TIME & set(re.split(r"[/._-]", path.lower()))]


def test_no_path_is_named_for_the_time_at_which_it_is_fetched() -> None:
    paths = [path for path, _ in text_files("app", "lstm_core", "static")]
    assert "static/js/pages/lab.js" in paths
    assert named_for_time(paths) == []


def test_tests_of_scripts_lie_as_the_scripts_do() -> None:
    folders = {PurePosixPath(path).parent.as_posix() for path, _ in text_files("static")}
    tests = [PurePosixPath(path) for path, _ in text_files("tests/js") if path.endswith(".test.js")]
    assert len(tests) > 80
    mirrored = {test: f"static/js/{test.parent.relative_to('tests/js')}".removesuffix("/.") for test in tests}
    assert [str(test) for test, folder in mirrored.items() if folder not in folders] == []


@pytest.mark.parametrize(
    "path",
    [
        "static/js/state/tasks_later.js",
        "static/css/later.css",
        "static/js/view/lazy_mount.js",
        "app/locale/en/later.po",
        "app/site/preload.py",
    ],
)
def test_a_path_that_is_named_for_time_is_found(path: str) -> None:
    assert named_for_time([path, "static/js/view/base/related.js"]) == [path]
