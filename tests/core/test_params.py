"""Weights: shapes, checks, seeds."""

import copy
import pickle
import re

import numpy as np
import pytest

from lstm_core import GateParams, LSTMParams
from lstm_core.arrays import Array


def gate(D: int = 2, H: int = 3, p: Array | None = None) -> GateParams:
    return GateParams(np.ones((H, D)), np.ones((H, H)), np.ones(H), p)


def test_sizes_and_kind_of_peephole_come_from_the_shapes() -> None:
    assert (gate(D=2, H=3).D, gate(D=2, H=3).H) == (2, 3)
    assert gate().peephole == "none"
    assert gate(p=np.ones(3)).peephole == "diagonal"
    assert gate(p=np.ones((3, 3))).peephole == "full"
    params = LSTMParams(gate(), gate(), gate(), gate())
    assert (params.D, params.H) == (2, 3)


def test_weights_are_private_copies_that_cannot_be_written() -> None:
    W = np.ones((3, 2))
    params = GateParams(W, np.ones((3, 3)), np.ones(3))
    W[0, 0] = 5
    assert params.W[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        params.W[0, 0] = 5


def test_copies_cannot_be_written_either() -> None:
    params = LSTMParams.random(2, 3, 0)
    for copied in (pickle.loads(pickle.dumps(params)), copy.deepcopy(params)):  # noqa: S301
        assert np.array_equal(copied.o.W, params.o.W)
        with pytest.raises(ValueError, match="read-only"):
            copied.f.W[0, 0] = 5


def test_lists_of_whole_numbers_become_float64_and_float32_stays() -> None:
    assert GateParams([[1]], [[2]], [3]).W.dtype == np.float64
    assert GateParams(np.ones((1, 1), np.float32), [[2]], [3]).W.dtype == np.float32
    assert GateParams(np.ones((1, 1), np.float16), [[2]], [3]).W.dtype == np.float32
    assert GateParams(np.ones((1, 1), np.int8), [[2]], [3]).W.dtype == np.float64


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"W": [1, 2]}, "W has shape (2,), expected (H, D) with H and D of 1 or more"),
        ({"W": np.ones((3, 0))}, "W has shape (3, 0), expected (H, D) with H and D of 1 or more"),
        ({"U": np.ones((2, 3))}, "U has shape (2, 3), expected (H, H) = (3, 3)"),
        ({"b": np.ones(4)}, "b has shape (4,), expected (H,) = (3,)"),
        ({"p": np.ones((3, 2))}, "p has shape (3, 2), expected (H,) = (3,) or (H, H) = (3, 3)"),
        ({"b": [1, np.nan, 1]}, "b of shape (3,) holds nan at (1,), expected finite numbers"),
        ({"U": np.full((3, 3), np.inf)}, "U of shape (3, 3) holds inf at (0, 0), expected finite numbers"),
        ({"W": [[1, 2], [3]]}, "W is ragged: its rows differ in length"),
        ({"b": ["1", "2", "3"]}, "b holds str32 values, expected numbers"),
        ({"b": [True, False, True]}, "b holds bool values, expected numbers"),
    ],
)
def test_gate_refuses(arrays: dict[str, object], message: str) -> None:
    good: dict[str, object] = {"W": np.ones((3, 2)), "U": np.ones((3, 3)), "b": np.ones(3)}
    with pytest.raises(ValueError, match=re.escape(message)):
        GateParams(**{**good, **arrays})  # type: ignore[arg-type]  # wrong on purpose, or from the parameters of the test


def test_layer_refuses_gates_of_different_sizes() -> None:
    message = "o.W has shape (4, 2), expected (H, D), as f.W has, = (3, 2)"
    with pytest.raises(ValueError, match=re.escape(message)):
        LSTMParams(gate(), gate(), gate(), gate(H=4))


def test_layer_refuses_a_peephole_of_the_candidate() -> None:
    message = "g.p has shape (3,), expected None: the candidate has no peephole"
    with pytest.raises(ValueError, match=re.escape(message)):
        LSTMParams(gate(), gate(), gate(p=np.ones(3)), gate())


def test_random_weights_come_from_the_seed_alone() -> None:
    one, same, other = (LSTMParams.random(2, 3, seed) for seed in (7, 7, 8))
    for name in "figo":
        for array in ("W", "U", "b"):
            assert np.array_equal(getattr(getattr(one, name), array), getattr(getattr(same, name), array))
    assert not np.array_equal(one.f.W, other.f.W)


def test_random_weights_lie_within_the_bound_and_the_forget_gate_starts_open() -> None:
    params = LSTMParams.random(5, 16, seed=1, forget_bias=2.0)
    for name in "figo":
        weights = getattr(params, name)
        for array in (weights.W, weights.U, weights.b - (2.0 if name == "f" else 0.0)):
            assert np.abs(array).max() <= 0.25
            assert np.abs(array).max() > 0.1


@pytest.mark.parametrize(
    ("D", "H", "message"), [(0, 3, "D is 0, expected 1"), (2, -1, "H is -1, expected 1")]
)
def test_random_weights_have_a_size(D: int, H: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        LSTMParams.random(D, H, 0)


def test_random_peepholes_are_of_the_kind_asked_for() -> None:
    def kinds(params: LSTMParams) -> list[str]:
        return [getattr(params, name).peephole for name in "figo"]

    assert kinds(LSTMParams.random(1, 2, 0)) == ["diagonal", "diagonal", "none", "diagonal"]
    assert kinds(LSTMParams.random(1, 2, 0, "none")) == ["none"] * 4
    assert kinds(LSTMParams.random(1, 2, 0, {"f": "full", "o": "diagonal"})) == [
        "full",
        "none",
        "none",
        "diagonal",
    ]
    with pytest.raises(ValueError, match="peepholes of f is 'some', expected one of none, diagonal, full"):
        LSTMParams.random(1, 2, 0, "some")  # type: ignore[arg-type]  # wrong on purpose, or from the parameters of the test
