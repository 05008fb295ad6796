"""The language of claims and numbers: what it computes, and that it computes nothing else."""

import ast
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import numpy as np
import pytest

from app.learn.truth.expressions import evaluate, holds, number, spelt_out
from app.learn.truth.names import ExpressionError, Names

C = np.array([[0.5, -1.0], [0.25, 2.0], [0.0, 4.0]])
NAMES = Names(
    {
        "C": C,
        "h0": np.array([0.1, 0.2]),
        "steps": 3,
        "units": 2,
        "base": Names({"C": C * 2}),
        "comparison": {"recall": {"window-3": {"mean": 0.75}, "lstm": {"mean": 0.0}}},
        "window": {"12": {"error": 0.01}},
        "figures": Names({"_hold_it": Names({"C": C + 1})}),
    }
)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2 * 3 - 4 / 8", 6.5),
        ("2 ** 3", 8),
        ("-C[1,2]", 1),
        ("C[2,1]", 0.25),
        ("C[steps,2]", 4),
        ("h0[2]", 0.2),
        ("abs(C[1,2])", 1),
        ("max(C[1:2,2])", 2),
        ("min(C)", -1),
        ("min(C[1,1], C[3,1])", 0),
        ("mean(C[2:3,2])", 3),
        ("sum(C[:2,1])", 0.75),
        ("round(C[2,1] * 10) / 10", 0.2),
        ("base.C[1,1]", 1),
        ("@hold-it.C[3,2]", 5),
        ("comparison.recall.window_3.mean", 0.75),
        ("window.12.error", 0.01),
        ("count(C[t,1] > 0.2 for t in steps)", 2),
        ("count(C[t,:] >= 0.2 for t in steps)", 1),
        ("max(count(C[t,k] > 0 for k in units) for t in steps[2:3])", 2),
        ("sum(t * C[t,2] for t in steps[:2])", 3),
        ("mean(C[1,k] for k in units)", -0.25),
        ("min(max(C[t,k] for k in units) for t in steps)", 0.5),
    ],
)
def test_a_number(source: str, value: float) -> None:
    assert number(source, NAMES) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("C[1,1] > 0.4", True),
        ("0 < C[2,1] < 0.2", False),
        ("C[1,1] == 0.5 and not C[1,2] > 0", True),
        ("C[1,1] < 0 or C[2,2] >= 2", True),
        ("C[1:3,2] > 0", False),
        ("C[2:3,2] > 0", True),
        ("steps != 3", False),
        ("all(C[t,2] > C[t - 1,2] for t in steps[2:])", True),
        ("any(C[1,k] < 0 for k in units)", True),
        ("all(any(C[s,2] > 3 for s in steps[t:]) for t in steps)", True),
    ],
)
def test_a_claim(source: str, truth: bool) -> None:
    assert holds(source, NAMES) is truth


def test_a_claim_is_spelt_out_with_its_numbers() -> None:
    assert spelt_out("C[1,1] > 0.9 and steps == 3", NAMES) == "0.5 > 0.9 and 3 == 3"
    assert spelt_out("count(C[t,1] > 0.2 for t in steps) == 3", NAMES) == "2 == 3"
    each = "all((C[t, 1] > 0.2 for t in steps))"
    assert spelt_out("all(C[t,1] > 0.2 for t in steps) and units == 2", NAMES) == f"{each} and 2 == 2"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("q[1,1]", "there is no 'q', expected one of C, h0, steps"),
        ("C[4,1]", "there is no step 4, expected 1 to 3"),
        ("C[0,1]", "there is no step 0, expected 1 to 3"),
        ("C[1,3]", "there is no lane 3, expected 1 to 2"),
        ("C[1.5,1]", "there is no step 1.5"),
        ("C[1]", r"expected \[step,lane\], found \[1\]"),
        ("C[3:2,1]", "the last step 2 comes before the first, 3"),
        ("C[1:3:2,1]", r"expected \[first:last\]"),
        ("steps[1]", "needs an array before it"),
        ("1 +", "is not an expression"),
        ("1 / 0", "has no value"),
        ("C[1,1] / C[3,1]", "is not finite"),
        ("9 ** 999", "a power of at most 100"),
        ("comparison.recall", "is not a number yet"),
        ("comparison.recall.rnn.mean", "there is no 'rnn', expected one of window_3, lstm"),
        ("steps.real", "there is nothing called 'real' in a number"),
        ("C[1:2,1]", "is not one number"),
        ("C[1,1] > 0", "is not one number"),
        ("@nowhere.C[1,1]", "there is no '_nowhere'"),
        ("5 % 3", r"expected \+ - \* /"),
        ("__import__('os')", "does not belong to the language"),
        ("abs.__class__", "there is no 'abs'"),
        ("C.__class__", "there is nothing called '__class__'"),
        ("(lambda: 1)()", "does not belong to the language"),
        ("[x for x in C]", "does not belong to the language"),
        ("'a'", "does not belong to the language"),
        ("count(C[t,1] > 0 for t in steps[2:4])", "there is no step 4, expected 1 to 3"),
        ("count(C[1,k] > 0 for k in units[0:1])", "there is no lane 0, expected 1 to 2"),
        ("count(C[t,1] > 0 for t in steps[3:2])", "the last step 2 comes before the first, 3"),
        ("count(C[t,1] > 0 for t in steps[1:3:2])", r"expected \[first:last\]"),
        ("count(C[t,1] > 0 for t in C)", r"expected one for, like for t in steps\[2:5\]"),
        ("count(C[t,1] > 0 for t in steps if t > 1)", r"expected one for, like for t in steps\[2:5\]"),
        ("count(C[t,k] > 0 for t in steps for k in units)", r"expected one for, like"),
        ("count(C[1,1] > 0 for C in steps)", "the name 'C' has a meaning already"),
        ("count(C[t,1] for t in steps)", "expected a comparison beside and, or, not; found"),
        ("round(C[t,1] for t in steps)", "expected one of all, any, count, min, max, mean, sum before"),
        ("count(C[1,1] > 0)", "does not belong to the language"),
        ("count(C[t,1] > 0 for t in steps) + t", "there is no 't'"),
    ],
)
def test_what_is_no_number_is_told(source: str, message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        number(source, NAMES)


def test_a_number_is_no_claim() -> None:
    with pytest.raises(ExpressionError, match="is not a claim, expected a comparison"):
        holds("C[1,1]", NAMES)
    with pytest.raises(ExpressionError, match="expected a comparison beside and, or, not; found 3"):
        holds("C[1,1] > 0 and steps", NAMES)


def test_a_slice_is_an_array() -> None:
    assert evaluate("C[2:3,1]", NAMES).tolist() == [0.25, 0.0]


def test_only_one_thread_parses_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at once would be a SystemError of Python 3.11.2, and an error 500 of a page."""
    both = Barrier(2)
    with monkeypatch.context() as patched, ThreadPoolExecutor(2) as threads:
        patched.setattr(ast, "parse", lambda *_, **__: both.wait(0.2))
        asked = [threads.submit(number, "1 + 2", NAMES) for _ in range(2)]
        ends = [type(one.exception()) for one in asked]
    assert ends == [BrokenBarrierError] * 2
