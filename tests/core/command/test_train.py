"""The action train: the same bits as from `lstm_core.train`, and a clear message for what cannot be."""

import re
from pathlib import Path

import numpy as np
import pytest

from lstm_core import GRUParams, LSTMParams, Metrics, Model, RNNParams, State, Training, train
from lstm_core.arrays import Array
from lstm_core.command import main
from lstm_core.interop import load
from lstm_core.learning.plans import Plan
from lstm_core.learning.series import series_task
from lstm_core.learning.tasks import TASKS
from lstm_core.params import UnitParams
from lstm_core.params.vector import flatten

LAYERS = {
    "lstm": LSTMParams.random(2, 3, 7, peepholes="none", forget_bias=2.0),
    "gru": GRUParams.random(2, 3, 7, update_bias=2.0),
    "rnn": RNNParams.random(2, 3, 7),
}
CHOICES = [
    *("--units", "3", "--peepholes", "none", "--forget-bias", "2", "--learning-rate", "0.05"),
    *("--batch", "16", "--clip", "2", "--seed", "7"),
]


def by_hand(layer: UnitParams, steps: int, chunk: int) -> State:
    """Train without a plan."""
    learn, validation, _ = TASKS["brackets"].split(0)
    how = Training("regression", learn, validation, learning_rate=0.05, clip=2.0, batch=16, seed=7)
    return train(how, Model.random(layer, 1, 7), steps, chunk)


def weights(path: Path) -> Array:
    stack = load(path).stack()
    ((_, _, layer),) = stack.directions
    assert stack.head is not None
    return flatten(Model(layer.params, stack.head))


@pytest.mark.parametrize("form", ["safetensors", "npz"])
@pytest.mark.parametrize("unit", LAYERS)
def test_the_file_holds_the_bits_of_lstm_core_train(unit: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"model.{form}"
    options = [*CHOICES, "--unit", unit, "--steps", "25", "--chunk", "10", "--to", form, "-o", str(path)]
    assert main(["train", "brackets", *options]) == 0
    assert np.array_equal(weights(path), flatten(by_hand(LAYERS[unit], 25, 10).best))


def test_the_best_weights_are_kept_rather_than_the_last(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    state = by_hand(LAYERS["lstm"], 35, 1)
    assert state.since_best == 12
    assert main(["train", "brackets", *CHOICES, "--steps", "35", "--chunk", "1", "-o", str(path)]) == 0
    assert np.array_equal(weights(path), flatten(state.best))


def test_each_chunk_is_reported_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[Metrics] = []
    learn, validation, _ = TASKS["brackets"].split(0)
    how = Training("regression", learn, validation, learning_rate=0.05, clip=2.0, batch=16, seed=7)
    train(how, Model.random(LAYERS["gru"], 1, 7), 25, 10, lambda _, now: told.append(now))
    options = [*CHOICES, "--unit", "gru", "--steps", "25", "--chunk", "10", "-o", str(tmp_path / "m")]
    assert main(["train", "brackets", *options]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"memory-pipe: step {step} of 25: loss {now.loss:.4g}, "
        f"validation {now.validation:.4g}, gradient norm {now.gradient_norm:.3g}"
        for step, now in zip((10, 20, 25), told, strict=True)
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["poetry"], "argument TASK: found 'poetry', expected christmas_trees, stock_position"),
        (["brackets", "--unit", "tap"], "argument --unit: invalid choice: 'tap'"),
        (["brackets", "--units", "two"], "argument --units: invalid int value: 'two'"),
        (["brackets", "--units", "65"], "units is 65, expected 1 to 64"),
        (["brackets", "--learning-rate", "nan"], "learning_rate is nan, expected a finite number above 0"),
        (["brackets", "--steps", "0"], "argument --steps: found '0', expected a number from 1 to 999999999"),
        (["brackets", "--chunk", "-3"], "argument --chunk: found '-3', expected a number from 1 to"),
    ],
)
def test_a_bad_plan_is_a_wrong_command(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["train", *options])
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def test_a_loss_that_diverges_is_told_with_its_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "model.safetensors"
    wild = ["--learning-rate", "1e5", "--clip", "1e9", "--unit", "rnn", "-o", str(path)]
    assert main(["train", "brackets", *wild]) == 1
    told = capsys.readouterr().err
    assert re.fullmatch(r"memory-pipe: training diverged in step 2: the loss is \S+, and was .*\n", told)
    assert not path.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--to", "pytorch"], "found peepholes, expected none, as PyTorch has none"),
        (["-o", "missing/model.safetensors"], "--output: there is no folder missing"),
    ],
)
def test_what_cannot_be_written_is_told_before_learning(
    options: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["train", "brackets", *options]) == 1
    told = capsys.readouterr().err
    assert message in told
    assert "step" not in told


WAVE = (10 + 3 * np.sin(np.arange(200) / 3)).tolist()


def test_a_series_is_learnt_with_the_bits_of_lstm_core_train(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    series, path = tmp_path / "wave.csv", tmp_path / "model.safetensors"
    series.write_text("level\n" + "".join(f"{value!r}\n" for value in WAVE))
    assert main(["train", str(series), "--unit", "rnn", "--steps", "30", "-o", str(path)]) == 0
    plan = Plan(series_task(WAVE), unit="rnn")
    assert np.array_equal(weights(path), flatten(train(plan.training(), plan.start().model, 30).best))
    mean, deviation = np.mean(WAVE[:140]), np.std(WAVE[:140])
    assert capsys.readouterr().err.splitlines()[0] == (
        "memory-pipe: the model takes and gives (value - mean) / deviation, "
        f"with mean {float(mean)!r} and deviation {float(deviation)!r}"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"level\n1\n2\n", "the series has 2 values, expected 60 to 100000"),
        (b"level\n1\n\n3\n", "series, line 3: found a gap, expected one finite number"),
        (b"\xff\xfe1", "bytes that are not text"),
        (b"1\n" * 2_000_001, "more than 4,000,000 bytes"),
        (None, "No such file"),
    ],
)
def test_a_series_that_cannot_be_learnt_is_told(
    data: bytes | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "series.csv"
    if data is not None:
        path.write_bytes(data)
    assert main(["train", str(path), "-o", str(tmp_path / "model")]) == 1
    told = capsys.readouterr().err
    assert message in told
    assert "step" not in told
    assert not (tmp_path / "model").exists()
