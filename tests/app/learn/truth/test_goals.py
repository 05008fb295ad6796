"""Goals: taken apart for the page, and judged here as the claims that they are."""

import pytest

from app.learn.text.places import Line, TutorialError
from app.learn.truth.goals import reached, read_goal, read_progress
from app.learn.truth.moments import moment
from app.learn.truth.names import ExpressionError
from tests.app.learn.goals import GOALS, HERE, names, shown


def test_a_goal_is_taken_apart() -> None:
    goal = "f[2,1] < 0.1 and abs(C[1,1]) >= 0.5 * C[2,1] and view == cell and step > -3"
    assert read_goal(Line(goal, HERE)) == {
        "operator": "all",
        "operands": [
            {"operator": "<", "operands": [{"field": "f", "step": 2, "lane": 1}, 0.1]},
            {
                "operator": ">=",
                "operands": [
                    {"operator": "abs", "operands": [{"field": "C", "step": 1, "lane": 1}]},
                    {"operator": "*", "operands": [0.5, {"field": "C", "step": 2, "lane": 1}]},
                ],
            },
            {"operator": "==", "operands": ["view", {"word": "cell"}]},
            {"operator": ">", "operands": ["step", -3]},
        ],
    }


def test_a_chain_is_one_comparison_after_another() -> None:
    field = {"field": "C", "step": 2, "lane": 1}
    assert read_goal(Line("-0.4 < C[2,1] <= 1", HERE)) == {
        "operator": "all",
        "operands": [
            {"operator": "<", "operands": [-0.4, field]},
            {"operator": "<=", "operands": [field, 1]},
        ],
    }


def test_what_is_about_each_step_or_lane_names_its_place() -> None:
    claim = {"operator": ">", "operands": [{"field": "h", "step": "t", "lane": "k"}, 0.5]}
    lanes = {"operator": "any", "each": "k", "of": "units", "first": 1, "last": "units", "value": claim}
    count = {"operator": "count", "each": "t", "of": "steps", "first": 3, "last": 22, "value": lanes}
    goal = "count(any(h[t,k] > 0.5 for k in units) for t in steps[3:22]) == 20"
    assert read_goal(Line(goal, HERE)) == {"operator": "==", "operands": [count, 20]}


@pytest.mark.parametrize(("goal", "truth"), GOALS)
def test_a_goal_holds_or_not_or_its_place_is_not_in_the_run(goal: str, truth: bool | None) -> None:
    line = Line(goal, HERE)
    assert read_goal(line)
    if truth is not None:
        assert reached(line, names(), shown()) is truth
        return
    with pytest.raises(ExpressionError, match=r"there is no (step|lane)|comes before the first"):
        reached(line, names(), shown())


def test_a_step_that_is_not_in_the_run_is_named() -> None:
    with pytest.raises(ExpressionError, match="there is no step 4, expected 1 to 3"):
        reached(Line("f[4,1] < 1", HERE), names(), moment({"model": "latch"}, HERE))


@pytest.mark.parametrize(
    ("goal", "why"),
    [
        ("f[1,1]", "expected comparisons like f[3,1] < 0.1, joined by and, or; found 'f[1, 1]'"),
        ("not f[1,1] < 1", "joined by and, or; found 'not f[1, 1] < 1'"),
        ("f[1,1] < 1 and f[2,1]", "joined by and, or; found 'f[2, 1]'"),
        ("f < 1", "expected a number, field[step,lane] or count(.. for ..), a field of x, f, i"),
        ("q[1,1] < 1", "found 'q[1, 1]'"),
        ("f[1] < 1", "found 'f[1]'"),
        ("f[1:2,1] < 1", "found '1:2'"),
        ("f[1,1] < x", "found 'x'"),
        ("f[1,1] < 'x'", "found \"'x'\""),
        ("f[1,1] < True", "found 'True'"),
        ("f[1,1] / f[2,1] < 1", "found 'f[1, 1] / f[2, 1]'"),
        ("C[1,1] ** 2 < 1", "found 'C[1, 1] ** 2'"),
        ("-f[1,1] < 1", "found '-f[1, 1]'"),
        ("abs(f[1,1], 2) < 1", "found 'abs(f[1, 1], 2)'"),
        ("out[1,1] < 1", "found 'out[1, 1]'"),
        ("base.C[1,1] < 1", "found 'base.C[1, 1]'"),
        ("mean(f[t,1] for t in steps) < 1", "found 'mean((f[t, 1] for t in steps))'"),
        ("count(f[t,1] for t in steps) < 1", "expected comparisons like f[3,1] < 0.1"),
        ("max(f[t,1] > 1 for t in steps) < 1", "found 'f[t, 1] > 1'"),
        ("all(f[t,1] > 1)", "found 'all(f[t, 1] > 1)'"),
        ("all(f[t,1] > 1 for t in lanes)", "expected one for, like for t in steps[2:5]; found"),
        ("all(f[t,1] > 1 for t in steps if t > 1)", "expected one for, like for t in steps[2:5]; found"),
        ("all(f[t,k] > 1 for t in steps for k in units)", "expected one for, like for t in steps[2:5]"),
        ("all(f[i,1] > 1 for i in steps)", "the name 'i' has a meaning already"),
        ("all(f[t,k] > 1 for t in steps) and t > 1", "found 'k'"),
        ("all(f[t,1] > 1 for t in steps) and t > 1", "found 't'"),
        ("all(any(f[t,1] > 1 for t in steps) for t in units)", "the name 't' has a meaning already"),
        ("max(f[1,1], 0) < 1", "found 'max(f[1, 1], 0)'"),
        ("f[1,1] is 1", "expected < <= > >= == or != between 'f[1, 1]' and '1'"),
        ("view != cell", "expected view == one of box, pipe, symbols, cell, row; found 'view != cell'"),
        ("view == box2", "expected view == one of box, pipe, symbols, cell, row; found 'view == box2'"),
        ("view > cell", "expected view == one of box, pipe, symbols, cell, row; found 'view > cell'"),
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


def test_progress_is_two_sides_of_one_comparison() -> None:
    line = Line("count(f[t,1] >= 0.5 for t in steps) == steps", HERE)
    assert read_progress(line) == read_goal(line)
    for goal in ("f[1,1] < 1", "f[1,1] == 1 and f[2,1] == 1", "view == cell"):
        with pytest.raises(TutorialError, match=r"goal: expected 'count\(..\) == number', found"):
            read_progress(Line(goal, HERE))
