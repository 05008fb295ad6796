"""Two LSTMs with moves of axes between them: one stack that equals onnxruntime, or two separate ones."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_core.interop import ModelAssumption, read
from tests.core.interop.frameworks.onnx_pairs import Move, Pair, moved, pair

SWAP = ("Transpose", (1, 0, 2))
USUAL: list[Move] = [("Transpose", (0, 2, 1, 3)), ("Reshape", (0, 0, -1))]
DROP: list[Move] = [("Squeeze", (1,))]


def close(ours: Any, theirs: Any) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-5)


def agrees(made: Pair) -> list[str]:
    """Check every stack of a file against onnxruntime; return their names."""
    contents = read(made.data)
    names = list(contents.stacks)
    below = made.below.transpose(0, 2, 1, 3).reshape(*made.x.shape[:2], -1)
    if names == ["below"]:
        run = contents.stacks["below"].run(made.x)
        close(np.concatenate([one.h for one in run.layers if one.layer == 0], -1), below)
        close(run.h, made.above[:, 0])
        assert contents.notes == ()
    else:
        close(contents.stacks["below"].run(made.x).h, below)
        above = contents.stacks["above"]
        with pytest.warns(ModelAssumption, match="above: reads node below"):
            close(above.run(made.between).h, made.above[:, 0])
        assert "node above: reads node below (LSTM) by way of" in contents.notes[0]
    return names


@pytest.mark.parametrize("opset", [11, 14])
@pytest.mark.parametrize("fixed", [False, True])
@pytest.mark.parametrize(
    ("ways", "moves"),
    [
        (1, DROP),
        (1, [("Squeeze", (-3,))]),
        (1, USUAL),
        (2, USUAL),
        (2, [("Transpose", (0, 2, 1, 3)), ("Reshape", (0, -1, 6))]),
        (1, [*DROP, SWAP, SWAP]),
        (1, [*DROP, ("Transpose", (2, 0, 1)), ("Transpose", (1, 2, 0))]),
        (2, [("Transpose", (2, 0, 1, 3)), ("Reshape", (0, 0, 6)), SWAP]),
        (1, [*DROP, ("Unsqueeze", (0, 2)), ("Squeeze", (0, 2))]),
        (1, [("Reshape", (0, -1, 3))]),
    ],
)  # fmt: skip
def test_what_leaves_every_number_in_its_place_is_one_stack(
    ways: int, moves: list[Move], fixed: bool, opset: int
) -> None:
    assert agrees(pair(moves, ways=ways, fixed=fixed, opset=opset)) == ["below"]


def test_sizes_that_the_file_tells_are_believed() -> None:
    moves = [*USUAL[:1], ("Reshape", (4, 3, 6)), ("Reshape", (2, 6, 6)), ("Reshape", (4, 3, 6))]
    # In the second shape nobody can tell steps from sequences any more, though the third has them again.
    assert agrees(pair(moves, ways=2, fixed=True)) == ["below", "above"]
    assert agrees(pair(moves[:2], ways=2, fixed=True)) == ["below"]
    assert agrees(pair(moves[:2], ways=2, fixed=False)) == ["below", "above"]


@pytest.mark.parametrize(
    ("ways", "moves"),
    [
        (1, [*DROP, SWAP]),
        (1, [*DROP, ("Reshape", (2, -1, 3))]),
        (1, [*DROP, ("Reshape", (3, 4, 3))]),
        (2, [("Reshape", (0, 3, 6))]),
        (2, [("Transpose", (0, 2, 3, 1)), ("Reshape", (0, 0, -1))]),
        (1, [*DROP, ("Transpose", (0, 2, 1))]),
        (1, [("Flatten", 1), ("Reshape", (4, 3, 3))]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("fixed", [False, True])
def test_what_exchanges_steps_sequences_or_numbers_makes_two(
    ways: int, moves: list[Move], fixed: bool
) -> None:
    if moves[-1] == ("Reshape", (4, 3, 3)) and fixed:
        assert agrees(pair(moves, ways=ways, fixed=fixed)) == ["below"]
    else:
        assert agrees(pair(moves, ways=ways, fixed=fixed)) == ["below", "above"]


@st.composite
def sequences(draw: st.DrawFn, shape: tuple[int, ...]) -> list[Move]:
    """Draw moves that leave an array of three axes."""
    moves: list[Move] = []
    array = np.zeros(shape)
    for _ in range(draw(st.integers(0, 4))):
        kinds = ["Transpose", "Unsqueeze", "Reshape"] + ["Squeeze"] * (1 in array.shape)
        kind = draw(st.sampled_from(kinds))
        if kind == "Transpose":
            move: Move = (kind, tuple(draw(st.permutations(range(array.ndim)))))
        elif kind == "Squeeze":
            ones = [k for k, size in enumerate(array.shape) if size == 1]
            move = (kind, (draw(st.sampled_from(ones)),))
        elif kind == "Unsqueeze":
            move = (kind, (draw(st.integers(0, array.ndim)),))
        else:
            move = (kind, draw(targets(array.shape)))
        moves.append(move)
        array = moved(array, *move)
    if array.ndim != 3:
        moves.append(("Reshape", draw(targets(array.shape, 3))))
    return moves


@st.composite
def targets(draw: st.DrawFn, shape: tuple[int, ...], rank: int | None = None) -> tuple[int, ...]:
    """Draw a shape for as many numbers: told, copied where it is the same, or left to be found once."""
    rank = rank or draw(st.integers(2, 4))
    sizes = list(shape)
    while len(sizes) > rank:
        k = draw(st.integers(0, len(sizes) - 2))
        sizes[k : k + 2] = [sizes[k] * sizes[k + 1]]
    while len(sizes) < rank:
        k = draw(st.integers(0, len(sizes) - 1))
        part = draw(st.sampled_from([n for n in range(1, sizes[k] + 1) if sizes[k] % n == 0]))
        sizes[k : k + 1] = [part, sizes[k] // part]
    found = draw(st.integers(-1, rank - 1))
    copied = draw(st.lists(st.booleans(), min_size=rank, max_size=rank))
    return tuple(
        -1 if k == found else 0 if copied[k] and k < len(shape) and shape[k] == size else size
        for k, size in enumerate(sizes)
    )


@settings(max_examples=60)
@given(st.data())
def test_any_moves_give_what_onnxruntime_gives(data: st.DataObject) -> None:
    size = st.integers(1, 4)
    T, B, H, ways = data.draw(size), data.draw(size), data.draw(size), data.draw(st.integers(1, 2))
    moves = data.draw(sequences((T, ways, B, H)))
    agrees(pair(moves, (T, B, 2), H, ways, data.draw(st.booleans()), data.draw(size)))
