"""The table that ./bench prints."""

import sys
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest

from tests.bench import __main__ as bench
from tests.bench.machine import describe
from tests.bench.row import Row

GOOD = Row("fast, times over slow", 5.123, ">= 4", holds=True, note="said aloud")
BAD = Row("heavy, over light", 1.5, "<= 1", holds=False)


@pytest.fixture
def groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``good`` and ``bad`` be groups that need no measuring, and ``missing`` one that cannot be had."""
    for name, row in (("good", GOOD), ("bad", BAD)):
        module = ModuleType(name)
        vars(module)["rows"] = lambda row=row: [row]
        monkeypatch.setitem(sys.modules, f"tests.bench.{name}", module)
    monkeypatch.setattr(bench, "GROUPS", ("good", "bad", "missing"))


@pytest.mark.usefixtures("groups")
def test_prints_machine_and_rows_and_fails_where_a_budget_does_not_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bench.main([]) == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        f"Measured on {describe()}.",
        "",
        "| what | ratio | budget | holds | note |",
        "|---|---|---|---|---|",
        "| fast, times over slow | 5.12 | >= 4 | yes | said aloud |",
        "| heavy, over light | 1.5 | <= 1 | **no** |  |",
    ]
    assert "Left out: missing, there is no tests.bench.missing" in shown.err


@pytest.mark.usefixtures("groups")
def test_measures_only_the_groups_that_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["good"]) == 0
    assert "heavy" not in capsys.readouterr().out


@pytest.mark.usefixtures("groups")
def test_says_which_groups_there_are() -> None:
    with pytest.raises(SystemExit, match=r"^There is no group gpu; there are good, bad, missing, soak\.$"):
        bench.main(["gpu"])


def test_the_machine_is_named_with_its_numpy() -> None:
    assert f"NumPy {np.__version__} with " in describe()
    assert f"Python {sys.version.split()[0]}" in describe()


def test_options_of_a_class_reach_its_group_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: dict[str, dict[str, object]] = {}

    def rows_of(name: str) -> Callable[..., list[Row]]:
        def rows(**how: object) -> list[Row]:
            heard[name] = how
            return [GOOD]

        return rows

    for name in ("class", "good"):
        module = ModuleType(name)
        vars(module)["rows"] = rows_of(name)
        monkeypatch.setitem(sys.modules, f"tests.bench.{name}", module)
    monkeypatch.setattr(bench, "GROUPS", ("class", "good"))
    monkeypatch.setattr(bench, "MODULES", {})
    assert bench.main(["--workers", "2", "--redis"]) == 0
    assert heard == {"class": {"workers": 2, "redis": True, "postgres": False}, "good": {}}
    with pytest.raises(SystemExit, match=r"^--workers: expected at least 1, got 0\.$"):
        bench.main(["class", "--workers", "0"])
