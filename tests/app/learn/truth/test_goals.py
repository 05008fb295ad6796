"""Goals: split into comparisons for the page, and judged here in the same way."""

import numpy as np
import pytest

from app.learn.text.parts import Line, Place, TutorialError
from app.learn.truth.expressions import Names
from app.learn.truth.goals import reached, read_goal
from app.learn.truth.moments import moment
from tests.app.learn.samples import FILE

HERE = Place(FILE, 9)
NAMES = Names({"f": np.array([[0.2], [0.9]]), "C": np.array([[-2.0], [0.5]])})


def test_a_goal_is_taken_apart() -> None:
    assert read_goal(Line("f[2,1] < 0.1 and |C[1,1]| >= 0.5*C[2,1] and view = cell and step > 3", HERE)) == [
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


@pytest.mark.parametrize(
    ("goal", "truth"),
    [
        ("f[1,1] < 0.3", True),
        ("f[1,1] < 0.3 and f[2,1] < 0.3", False),
        ("|C[1,1]| > 1.9", True),
        ("C[1,1] > 1.9", False),
        ("C[2,1] = -0.25 * C[1,1]", True),
        ("step >= 7", True),
        ("step > 7", False),
        ("phase = merge", True),
        ("view = cell", False),
    ],
)
def test_a_goal_holds_or_not(goal: str, truth: bool) -> None:
    at = moment({"model": "latch", "step": "7", "phase": "merge"}, HERE)
    assert reached(read_goal(Line(goal, HERE)), NAMES, at) is truth


@pytest.mark.parametrize(
    "goal",
    [
        "f[1,1]",
        "f < 1",
        "q[1,1] < 1",
        "view = box2",
        "view > cell",
        "f[1,1] < x",
        "|f[1,1] < 1",
        "f[1,1]| < 1",
    ],
)
def test_a_malformed_goal_is_refused(goal: str) -> None:
    with pytest.raises(TutorialError, match=r"en/06-sample\.md:9: goal: expected"):
        read_goal(Line(goal, HERE))
