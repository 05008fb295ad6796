"""Goals: taken apart for the page, and judged here as the claims that they are."""

import numpy as np
import pytest

from app.learn.text.parts import Line, Place, TutorialError
from app.learn.truth.expressions import ExpressionError, Names
from app.learn.truth.goals import reached, read_goal
from app.learn.truth.moments import moment
from tests.app.learn.samples import FILE

HERE = Place(FILE, 9)
NAMES = Names({"f": np.array([[0.2], [0.9]]), "C": np.array([[-2.0], [0.5]])})


def test_a_goal_is_taken_apart() -> None:
    goal = "f[2,1] < 0.1 and abs(C[1,1]) >= 0.5 * C[2,1] and view == cell and step > 3"
    assert read_goal(Line(goal, HERE)) == [
        {
            "left": {"field": "f", "step": 2, "lane": 1, "factor": 1.0, "absolute": False},
            "sign": "<",
            "right": {"number": 0.1},
        },
        {
            "left": {"field": "C", "step": 1, "lane": 1, "factor": 1.0, "absolute": True},
            "sign": ">=",
            "right": {"field": "C", "step": 2, "lane": 1, "factor": 0.5, "absolute": False},
        },
        {"left": {"state": "view"}, "sign": "=", "right": {"word": "cell"}},
        {"left": {"state": "step"}, "sign": ">", "right": {"number": 3.0}},
    ]


def test_a_chain_is_one_comparison_after_another() -> None:
    field = {"field": "C", "step": 2, "lane": 1, "factor": -2.5, "absolute": True}
    assert read_goal(Line("-0.4 < -2.5 * abs(C[2,1]) <= 1", HERE)) == [
        {"left": {"number": -0.4}, "sign": "<", "right": field},
        {"left": field, "sign": "<=", "right": {"number": 1.0}},
    ]


@pytest.mark.parametrize(
    ("goal", "truth"),
    [
        ("f[1,1] < 0.3", True),
        ("f[1,1] < 0.3 and f[2,1] < 0.3", False),
        ("0.1 < f[1,1] < 0.3", True),
        ("0.2 < f[1,1] < 0.3", False),
        ("abs(C[1,1]) > 1.9", True),
        ("C[1,1] > 1.9", False),
        ("C[2,1] == -0.25 * C[1,1]", True),
        ("step >= 7", True),
        ("step > 7", False),
        ("phase == merge", True),
        ("view == cell", False),
    ],
)
def test_a_goal_holds_or_not(goal: str, truth: bool) -> None:
    at = moment({"model": "latch", "step": "7", "phase": "merge"}, HERE)
    line = Line(goal, HERE)
    assert read_goal(line)
    assert reached(line, NAMES, at) is truth


def test_a_step_that_is_not_in_the_run_is_named() -> None:
    with pytest.raises(ExpressionError, match="there is no step 3, expected 1 to 2"):
        reached(Line("f[3,1] < 1", HERE), NAMES, moment({"model": "latch"}, HERE))


@pytest.mark.parametrize(
    ("goal", "why"),
    [
        ("f[1,1]", "expected comparisons like f[3,1] < 0.1, joined by and; found 'f[1, 1]'"),
        ("f[1,1] < 1 or step > 2", "joined by and; found 'f[1, 1] < 1 or step > 2'"),
        ("not f[1,1] < 1", "joined by and; found 'not f[1, 1] < 1'"),
        ("f[1,1] < 1 and f[2,1]", "joined by and; found 'f[2, 1]'"),
        ("f < 1", "expected a number or field[step,lane], a field of x, f, i"),
        ("q[1,1] < 1", "found 'q[1, 1]'"),
        ("f[1] < 1", "found 'f[1]'"),
        ("f[1:2,1] < 1", "found 'f[1:2, 1]'"),
        ("f[1,1] < x", "found 'x'"),
        ("f[1,1] < 'x'", "found \"'x'\""),
        ("f[1,1] < True", "found 'True'"),
        ("f[1,1] + f[2,1] < 1", "found 'f[1, 1] + f[2, 1]'"),
        ("C[1,1] * f[2,1] < 1", "found 'C[1, 1]'"),
        ("max(f[1,1], 0) < 1", "found 'max(f[1, 1], 0)'"),
        ("2 * step > 4", "found '2 * step'"),
        ("f[1,1] != 1", "expected < <= > >= or == between 'f[1, 1]' and '1'"),
        ("view == box2", "expected view == one of box, pipe, cell, row; found 'view == box2'"),
        ("view > cell", "expected view == one of box, pipe, cell, row; found 'view > cell'"),
        ("view = cell", "'view = cell' is not an expression"),
        ("|f[1,1]| < 1", "'|f[1,1]| < 1' is not an expression"),
        ("abs(f[1,1] < 1", "'abs(f[1,1] < 1' is not an expression"),
    ],
)
def test_a_malformed_goal_is_refused(goal: str, why: str) -> None:
    with pytest.raises(TutorialError) as refused:
        read_goal(Line(goal, HERE))
    assert str(refused.value).startswith("en/06-sample.md:9: goal: ")
    assert why in str(refused.value)
