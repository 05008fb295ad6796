"""Two models or two runs: where they differ, and reasons that were proved by applying them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lstm_core import GateParams, GRUParams, LayerStack, LSTMParams, compare, run
from lstm_core.command import main
from lstm_core.interop import FormatError, dump
from lstm_core.interop.containers import safetensors
from lstm_core.params import UnitParams
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer

LSTM = LSTMParams.random(3, 4, 0, peepholes="none")
SQUARE = LSTMParams.random(4, 4, 1, peepholes="none")
AFTER = GRUParams.random(3, 4, 2)
BEFORE = GRUParams.random(3, 4, 3, reset_after=False)


def written(path: Path, *units: UnitParams) -> Path:
    path.write_bytes(dump(LayerStack([StackLayer(Layer(one)) for one in units]), "npz"))
    return path


def net(of: GateParams, **arrays: np.ndarray) -> GateParams:
    return GateParams(**of.arrays | arrays)


def reasons(folder: Path, first: UnitParams, second: UnitParams) -> tuple[str, ...]:
    found = compare(written(folder / "a", first), written(folder / "b", second))
    assert not found.agrees
    return found.reasons


def test_the_same_model_in_two_formats_has_no_difference(tmp_path: Path) -> None:
    (tmp_path / "torch").write_bytes(dump(LayerStack.of(LSTM), "pytorch"))
    found = compare(written(tmp_path / "a", LSTM), tmp_path / "torch")
    assert found.agrees
    assert found.largest < 1e-15
    assert found.reasons == ()


def test_largest_differences_are_those_of_two_runs(tmp_path: Path) -> None:
    other = LSTM.like({**LSTM.nets, "o": net(LSTM.o, b=LSTM.o.b + 0.5 * (np.arange(4) == 2))})
    found = compare(written(tmp_path / "a", LSTM), written(tmp_path / "b", other), seed=5)
    x = np.random.default_rng(5).normal(size=(12, 3))
    a, b = (LayerStack.of(one).run(x).layers[0].trace for one in (LSTM, other))
    for one in found.differences:
        apart = abs(a.values[one.field] - b.values[one.field]) / max(1, abs(a.values[one.field]).max())
        assert one.largest == apart.max()
        if one.step is not None:
            assert apart[one.step, one.unit] == one.largest
    first = {one.field: one.first for one in found.differences}
    assert (first["o"], first["f"], first["x"], first["h0"]) == (0, 1, None, None)
    assert found.reasons == ()
    assert str(found).endswith("reason: none of the known mistakes accounts for it")


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (
            LSTM,
            LSTM.like({"f": LSTM.i, "i": LSTM.f, "g": LSTM.g, "o": LSTM.o}),
            "the second with its i, f read as f, i equals the first",
        ),
        (
            LSTM,
            LSTM.like({"f": LSTM.f, "i": LSTM.i, "g": LSTM.o, "o": LSTM.g}),
            "the second with its o, g read as g, o equals the first",
        ),
        (
            LSTM,
            LSTM.like({**LSTM.nets, "f": net(LSTM.f, b=LSTM.f.b - 1)}),
            "the second with +1 added to the bias of f equals the first",
        ),
        (
            LSTM,
            LSTM.like({g: net(one, b=2 * one.b) for g, one in LSTM.nets.items()}),
            "the second with its biases halved equals the first",
        ),
        (
            LSTM,
            LSTM.like({g: net(one, b=0 * one.b) for g, one in LSTM.nets.items()}),
            "the first with its biases left out equals the second",
        ),
        (
            LSTM,
            LSTM.like({g: net(one, U=one.U.T) for g, one in LSTM.nets.items()}),
            "the second with U transposed equals the first",
        ),
        (
            SQUARE,
            SQUARE.like({g: net(one, U=one.U.T, W=one.W.T) for g, one in SQUARE.nets.items()}),
            "the second with W and U transposed equals the first",
        ),
        (
            AFTER,
            AFTER.like({**AFTER.nets, "z": GateParams(-AFTER.z.W, -AFTER.z.U, -AFTER.z.b)}),
            "the second with 1 - z in place of z equals the first",
        ),
        (
            BEFORE,
            GRUParams(BEFORE.z, BEFORE.r, net(BEFORE.n, bU=np.zeros(4))),
            "the second with the reset before the product equals the first",
        ),
        (
            AFTER,
            GRUParams(AFTER.z, AFTER.r, GateParams(AFTER.n.W, AFTER.n.U, AFTER.n.b + AFTER.n.bU)),
            "the first with the reset before the product equals the second",
        ),
        (
            LSTM,
            LSTM.like(
                {"f": LSTM.i, "i": net(LSTM.f, b=LSTM.f.b - 1), "g": LSTM.g, "o": LSTM.o},
            ),
            "its i, f read as f, i and +1 added to the bias of f",
        ),
    ],
)
def test_a_mistake_is_proved(tmp_path: Path, first: UnitParams, second: UnitParams, reason: str) -> None:
    (found,) = reasons(tmp_path, first, second)
    assert reason in found


def test_a_mistake_may_be_in_one_layer(tmp_path: Path) -> None:
    upper = LSTMParams.random(4, 4, 7, peepholes="none")
    wrong = upper.like({g: net(one, U=one.U.T) for g, one in upper.nets.items()})
    found = compare(written(tmp_path / "a", LSTM, upper), written(tmp_path / "b", LSTM, wrong))
    assert found.reasons == ("the second with U transposed in layer 1 equals the first",)
    assert {one.layer for one in found.differences if one.largest > 0} == {1}


@pytest.mark.parametrize("half", ["bias_ih", "bias_hh"])
def test_half_of_the_bias_is_missed(tmp_path: Path, half: str) -> None:
    rng = np.random.default_rng(0)
    shapes = {"weight_ih": (16, 3), "weight_hh": (16, 4), "bias_ih": (16,), "bias_hh": (16,)}
    arrays = {f"{name}_l0": rng.normal(size=shape) for name, shape in shapes.items()}
    for name, wrong in (("a", {}), ("b", {f"{half}_l0": np.zeros(16)})):
        (tmp_path / name).write_bytes(safetensors.serialise(arrays | wrong, {}))
    expected = f"the first with its {half} left out equals the second"
    assert compare(tmp_path / "a", tmp_path / "b").reasons == (expected,)


FORMS = ["csv", "json", "npz"]


def recorded(folder: Path, name: str, unit: UnitParams, form: str, scale: float = 1) -> Path:
    written(folder / "model", unit)
    np.save(folder / "x.npy", scale * np.random.default_rng(3).normal(size=(5, 3)))
    path = folder / f"{name}.{form}"
    command = ["trace", str(folder / "model"), str(folder / "x.npy"), f"--{form}", "-o", str(path)]
    assert main(command) == 0
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("other", FORMS)
def test_runs_are_compared_whatever_wrote_them(tmp_path: Path, form: str, other: str) -> None:
    paths = recorded(tmp_path, "a", LSTM, form), recorded(tmp_path, "b", LSTM, other)
    found = compare(*paths)
    assert found.agrees
    assert found.largest == 0
    assert {"f", "i", "g", "o", "C", "h"} <= {one.field for one in found.differences}


def test_labels_in_a_file_of_arrays_are_not_compared(tmp_path: Path) -> None:
    x = np.random.default_rng(3).normal(size=(5, 3))
    trace = run(LSTM, x)
    for name, told in (("a", trace), ("b", trace.labelled(list("abcde")))):
        told.to_npz(tmp_path / f"{name}.npz")
    found = compare(tmp_path / "a.npz", tmp_path / "b.npz")
    assert found.agrees
    assert "labels" not in {one.field for one in found.differences}


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (
            LSTM.like({"f": LSTM.i, "i": LSTM.f, "g": LSTM.g, "o": LSTM.o}),
            "at the first step of the lowest layer, i, f of the second are f, i of the first",
        ),
        (
            LSTM.like({**LSTM.nets, "f": net(LSTM.f, b=LSTM.f.b - 1)}),
            "at the first step of the lowest layer, "
            "the second with +1 added to the bias of f equals the first",
        ),
        (LSTM.like({**LSTM.nets, "f": net(LSTM.f, b=LSTM.f.b - 0.9)}), None),
    ],
)
def test_of_runs_the_first_step_is_proof(tmp_path: Path, second: UnitParams, reason: str | None) -> None:
    found = compare(recorded(tmp_path, "a", LSTM, "csv"), recorded(tmp_path, "b", second, "json"))
    assert not found.agrees
    assert found.reasons == (() if reason is None else (reason,))


def test_other_inputs_are_a_difference_of_x(tmp_path: Path) -> None:
    found = compare(recorded(tmp_path, "a", LSTM, "npz"), recorded(tmp_path, "b", LSTM, "npz", scale=2))
    assert {one.field: one.first for one in found.differences}["x"] == 0
    assert found.reasons == ()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda folder: written(folder / "b", SQUARE),
            "second model: found layer 0 forward is lstm with 4 inputs",
        ),
        (
            lambda folder: written(folder / "b", AFTER),
            "layer 0 forward is gru with 3 inputs and 4 units, expected",
        ),
        (lambda folder: written(folder / "b", LSTM, SQUARE), "found 2 layers and directions, expected 1"),
        (lambda folder: recorded(folder, "b", LSTM, "csv"), "found a model and a run, expected two models"),
    ],
)
def test_what_cannot_be_compared_is_named(tmp_path: Path, make: Callable[[Path], Path], message: str) -> None:
    with pytest.raises(FormatError) as error:
        compare(written(tmp_path / "a", LSTM), make(tmp_path))
    assert message in str(error.value)


HEADER = "layer,direction,step,unit,f\r\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("layer,direction,step,f\r\n", "table: found columns layer, direction, step, f, expected also unit"),
        (HEADER + "0,forward,0,0\r\n", "table, line 2: found 4 cells, expected 5"),
        (HEADER + "0,forward,0,0,x\r\n", "table, line 2: found could not convert string to float: 'x'"),
        (HEADER + "0,sideways,0,0,1\r\n", "table, line 2: found 'sideways', expected forward or backward"),
        (HEADER + "0,forward,0,0,1\r\n0,forward,1,1,1\r\n", "found 2 rows, expected one for each of (2, 2)"),
        (HEADER + "0,forward,0,0,inf\r\n", "table, column f: found an empty or infinite cell"),
        (
            '{"layers": [{"layer": "a", "trace": {}}]}',
            "layers/0: found {'layer': 'a', 'trace': {}}, expected a",
        ),
        (
            '{"layers": [{"layer": 0, "direction": "forward", "trace": {"f": [[1], [1, 2]]}}]}',
            "layers/0/trace/f: found [[1], [1, 2]], expected rows of finite numbers",
        ),
    ],
)
def test_a_damaged_recording_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a").write_text(text, newline="")
    with pytest.raises(FormatError) as error:
        compare(tmp_path / "a", tmp_path / "a")
    assert message in str(error.value)


def test_the_command_says_what_and_has_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a = str(written(tmp_path / "a", LSTM))
    b = str(written(tmp_path / "b", LSTM.like({"f": LSTM.i, "i": LSTM.f, "g": LSTM.g, "o": LSTM.o})))
    assert main(["compare", a, a]) == 0
    assert "the same: the largest difference is 0.0e+00" in capsys.readouterr().out
    assert main(["compare", a, b]) == 1
    told = capsys.readouterr()
    assert "reason: the second with its i, f read as f, i equals the first\n" in told.out
    assert told.err == f"memory-pipe: {b}: not the numbers of {a}\n"
