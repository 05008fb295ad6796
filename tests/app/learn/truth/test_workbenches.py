"""Units whose weights a reader sets: solutions answer every run, hidden runs refuse what only looks right."""

from collections.abc import Mapping
from math import exp, tanh
from pathlib import Path

import pytest

from app.learn.text.parser import read_text
from app.learn.text.parts import Workbench
from app.learn.text.places import TutorialError
from app.learn.truth.goals import read_goal
from app.learn.truth.workbenches import check_workbench, goal_of, goal_tree, solves, weights_of
from tests.app.learn.samples import TUTORIALS

BENCHES = {
    part.id: part
    for _, screen in TUTORIALS["en"].screens()
    for part in screen.parts
    if isinstance(part, Workbench)
}
BLOCK = """do: Keep it.
inputs: value
drawn: line
weights: g.W.1.1:1
sliders: f.b.1 i.b.1
stops: 12 1
answer: C
within: 0.05
run: 0.3;0;0 -> 0.3;0.3;0.3
run: 0.2;0 -> 0.2;0.2
solution: f.b.1:8 i.b.1:8
done: It holds {{ C[3,1] }}."""


def read(body: str) -> Workbench:
    source = f"---\ntitle: A\nsummary: B\n---\n# A {{#a}}\n```workbench\nid: wb\n{body}\n```\n"
    (part,) = read_text(source, Path("en/06-sample.md"), "sample").screens[0].parts
    assert isinstance(part, Workbench)
    return part


def by_hand(bench: Workbench, changed: Mapping[str, float]) -> list[bool]:
    """Run each trial with the plain equations of one lane, and compare each answer with what is wanted."""

    def sigma(z: float) -> float:
        return 1 / (1 + exp(-z))

    given = {**bench.weights, **changed}

    def total(letter: str, row: tuple[float, ...]) -> float:
        weighed = (given.get(f"{letter}.W.1.{n}", 0) * x for n, x in enumerate(row, start=1))
        return sum(weighed) + given.get(f"{letter}.b.1", 0)

    found = []
    for trial in bench.trials:
        C, near = 0.0, True
        for row, wanted in zip(trial.inputs, trial.wanted, strict=True):
            C = sigma(total("f", row)) * C + sigma(total("i", row)) * tanh(total("g", row))
            answer = {"C": C, "h": sigma(total("o", row)) * tanh(C)}[bench.answer]
            near = near and abs(answer - wanted) <= bench.within
        found.append(near)
    return found


def test_the_tutorial_has_six_of_them() -> None:
    assert list(BENCHES) == [f"wb-{job}" for job in ("keep", "replace", "count", "noise", "price", "repair")]


@pytest.mark.parametrize("name", BENCHES)
def test_its_solution_answers_every_run_and_its_start_does_not(name: str) -> None:
    bench = BENCHES[name]
    check_workbench(bench)
    assert solves(bench, bench.solution) == by_hand(bench, bench.solution) == [True] * len(bench.trials)
    assert solves(bench, {}) == by_hand(bench, {})
    assert not solves(bench, {})[0]


@pytest.mark.parametrize(
    ("name", "change", "shown_is_right"),
    [
        ("wb-keep", {"f.b.1": 5}, True),  # leaks too much in 24 steps
        ("wb-replace", {"f.W.1.2": 0}, False),  # the old value stays
        ("wb-count", {"f.b.1": 5}, True),  # a pause leaks
        ("wb-noise", {"f.W.1.2": -12, "f.b.1": 6}, False),  # the noise empties the lane
        ("wb-price", {"f.W.1.2": 0}, True),  # a second purchase is added
        ("wb-repair", {"f.W.1.2": 12, "i.W.1.2": 0}, False),  # another weight than the wrong one
    ],
)
def test_hidden_runs_refuse_what_is_not_a_solution(
    name: str, change: Mapping[str, float], shown_is_right: bool
) -> None:
    bench = BENCHES[name]
    found = solves(bench, {**bench.solution, **change})
    assert found == by_hand(bench, {**bench.solution, **change})
    assert found[0] is shown_is_right
    assert not all(found)


def test_in_the_unit_to_be_repaired_one_weight_is_wrong() -> None:
    bench, built = BENCHES["wb-repair"], BENCHES["wb-price"]
    right = {**built.weights, **built.solution}
    assert {place for place in right if right[place] != bench.weights[place]} == {"f.W.1.2"}
    assert [probe.name for probe in bench.probes][1] == "two purchases"


def test_a_workbench_is_read_and_its_weights_are_those_of_a_request() -> None:
    bench = read(BLOCK)
    check_workbench(bench)
    assert (bench.trials[1].inputs, bench.trials[1].wanted) == (((0.2,), (0.0,)), (0.2, 0.2))
    assert weights_of(bench, {"f.b.1": 3})["f"] == {"W": [[0.0]], "U": [[0.0]], "b": [3.0], "p": None}
    assert goal_tree(bench) == read_goal(goal_of(bench))
    assert goal_of(bench).text == "count(abs(C[t,1] - wanted[t,1]) <= 0.05 for t in steps) == steps"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("f.b.1:8", "f.b.1:13", "the slider of f.b.1 has no stop at 13"),
        ("f.b.1:8", "f.b.1:0.5", "the slider of f.b.1 has no stop at 0.5"),
        ("f.b.1:8", "f.b.1:1", "solution: with it run 1 is not answered as wanted"),
        ("f.b.1:8", "o.b.1:8", "there is no slider for o.b.1"),
        ("weights: g.W.1.1:1", "weights: g.W.1.1:1 f.b.1:8 i.b.1:8", "every run is answered before"),
        ("weights: g.W.1.1:1", "weights: g.W.1.2:1", "the unit has no weight g.W.1.2"),
        ("weights: g.W.1.1:1", "weights: g.W", "expected weights like f.W.1.2:-3"),
        ("answer: C", "answer: cell", "answer: expected one of"),
        ("drawn: line", "drawn: curve", "expected line or flag for each input"),
        ("-> 0.2;0.2", "-> 0.2", "expected 2 numbers, found '0.2'"),
        ("-> 0.2;0.2", "", "expected rows -> what is wanted after each"),
        ("run: 0.2;0 -> 0.2;0.2\n", "", "expected one run to show and at least one more, found 1"),
        ("stops: 12 1", "stops: 12", "expected 2 numbers, found '12'"),
        ("solution:", "probe: 0.3;0\nsolution:", "expected name: rows"),
        ("0.2;0 ->", f"{';'.join(['0'] * 25)} ->", "expected at most 24 steps, found 25"),
    ],
)
def test_a_faulty_workbench_is_refused(old: str, new: str, fault: str) -> None:
    assert old in BLOCK
    with pytest.raises(TutorialError, match=r"en/06-sample\.md:\d+: ") as caught:
        check_workbench(read(BLOCK.replace(old, new, 1)))
    assert fault in str(caught.value)
