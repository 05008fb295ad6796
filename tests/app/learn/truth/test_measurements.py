"""The names of stored measurements in expressions."""

import json
from typing import Any

import pytest

from app.config import ROOT
from app.learn.truth.expressions import number
from app.learn.truth.names import Names
from tests.app.learn.samples import FINDINGS, MEASUREMENTS

DATA = ROOT / "app" / "data"


def stored(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(MEASUREMENTS)


def test_a_contender_of_the_comparison_has_its_numbers(names: Names) -> None:
    (task,) = (t for t in stored("comparison")["tasks"] if t["name"] == "stock_position")
    (rnn,) = (r for r in task["results"] if r["contender"] == "rnn")
    assert number("comparison.stock_position.rnn.highest", names) == max(rnn["errors"])
    assert number("comparison.stock_position.guessing", names) == 1.0


def test_every_width_of_window_that_was_measured_has_its_error(names: Names) -> None:
    widths = stored("window")["widths"]
    assert 11 in [row["width"] for row in widths]
    for row in widths:
        assert number(f"window.{row['width']}.error", names) == row["mean"]
        assert number(f"window.{row['width']}.weights", names) == row["weights"]


@pytest.mark.parametrize(("name", "inputs"), [("rnn", "none"), ("noise", "noise")])
def test_the_gradient_of_a_plain_network_is_named_by_radius_and_lag(
    names: Names, name: str, inputs: str
) -> None:
    rows = stored("gradient-flow")["rnn"]
    (row,) = (r for r in rows if r["radius"] == 0.9 and r["inputs"] == inputs)
    assert number(f"flow.{name}.0_9.0", names) == row["dh"]["middle"][0]
    assert number(f"flow.{name}.0_9.50", names) == row["dh"]["middle"][50]


def test_the_gradient_of_an_lstm_is_that_of_its_memory(names: Names) -> None:
    (row,) = (r for r in stored("gradient-flow")["lstm"] if r["forget_bias"] == 3.0)
    assert number("flow.lstm.3.100", names) == row["dC"]["middle"][100]


def test_the_gradient_on_its_way_back_is_named_by_task_network_and_step(names: Names) -> None:
    found = FINDINGS.returning("recall")
    assert number("backward.recall.rnn.1", names) == found["rnn"][0] < 1e-12
    assert number("backward.recall.C.21", names) == found["C"][20]
