"""The stored effect of a window's width: measured like the comparison, and as the pages describe it."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from app.remake.window import windows
from lstm_core import TASKS
from lstm_core.learning.comparison import Effort

DATA = ROOT / "app" / "data"
WINDOW: dict[str, Any] = json.loads((DATA / "window.json").read_text(encoding="utf-8"))
COMPARISON = json.loads((DATA / "comparison.json").read_text(encoding="utf-8"))
BY_WIDTH = {row["width"]: row for row in WINDOW["widths"]}


def test_it_is_served_as_it_is_stored(client: TestClient) -> None:
    assert client.get("/api/v1/window").json() == WINDOW


def test_where_the_comparison_has_a_width_too_both_agree_to_the_last_digit() -> None:
    (trees,) = (task for task in COMPARISON["tasks"] if task["name"] == "christmas_trees")
    results = {r["contender"]: r for r in trees["results"]}
    for width in (3, 12, 24):
        alike = {k: v for k, v in BY_WIDTH[width].items() if k not in ("width", "forecast")}
        assert alike == results[f"window-{width}"]


def test_only_a_window_of_a_year_sees_the_last_december() -> None:
    for width, row in BY_WIDTH.items():
        if width >= 12:
            assert row["highest"] < 0.02
        elif width < 11:
            assert row["lowest"] > 0.5


def test_a_window_of_eleven_months_tells_when_and_not_how_much() -> None:
    """No peak in eleven months, so December is next. It cannot know how high; so it predicts the mean."""
    assert 0.05 < BY_WIDTH[11]["mean"] < 0.2
    for december in range(23, 72, 12):
        sold = WINDOW["next"][december - 1]
        assert abs(BY_WIDTH[11]["forecast"][december - 1] - 1.5) < 0.15
        assert abs(BY_WIDTH[11]["forecast"][december - 1] - sold) > 0.2
        assert abs(BY_WIDTH[12]["forecast"][december - 1] - sold) < 0.15


def test_the_row_begins_in_january_and_no_network_has_learnt_from_it() -> None:
    sales = [*WINDOW["sales"], WINDOW["next"][-1]]
    assert [month % 12 for month, sold in enumerate(sales) if sold > 0.6] == [11] * 6
    assert WINDOW["next"] == sales[1:]
    seed = WINDOW["effort"]["seeds"][0]
    train, validation, test = TASKS["christmas_trees"].split(seed, *WINDOW["effort"]["sequences"].values())
    first = sales[:12]
    assert any(test.x[:12, b, 0] == pytest.approx(first, rel=1e-4) for b in range(test.x.shape[1]))
    for learnt in (train, validation):
        assert not any(
            learnt.x[:12, b, 0] == pytest.approx(first, rel=1e-4) for b in range(learnt.x.shape[1])
        )


def test_the_command_makes_a_table_of_the_same_form() -> None:
    small = Effort(steps=3, batch=4, sequences=(8, 8, 60), rates=(0.01,), trial_seeds=(7,), seeds=(1, 2))
    told: list[str] = []
    made = windows(told.append, small, widths=(2, 12))
    assert [row["width"] for row in made["widths"]] == [2, 12]
    assert made.keys() == WINDOW.keys()
    assert made["widths"][0].keys() == WINDOW["widths"][0].keys()
    assert [other["contender"] for other in made["others"]] == ["rnn", "lstm"]
    assert len(made["widths"][0]["forecast"]) == len(made["sales"]) == 72
    assert len(told) == 8
