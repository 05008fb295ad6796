"""Options of ``memory-pipe trace``: what is written, held valves, first states, types, kinds of units."""

import csv
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest

from lstm_core import GRUParams, LayerStack, LSTMParams, Pin, Pins, RNNParams, compare
from lstm_core.blueprints import GRU, LSTM
from lstm_core.command import main
from lstm_core.command.selection import read_pin
from lstm_core.interop import dump, load
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.core.command.test_command import MODEL
from tests.core.command.test_streams import FORWARD

X = np.random.default_rng(2).normal(size=(6, 3))
MIXED = LayerStack(
    [
        StackLayer(Layer(GRUParams.random(3, 4, 0, reset_after=False))),
        StackLayer(Layer(LSTMParams.random(4, 4, 1, peepholes="none"))),
    ]
)


@pytest.fixture
def x(tmp_path: Path) -> str:
    np.save(tmp_path / "x.npy", X)
    return str(tmp_path / "x.npy")


def traced(folder: Path, model: str, x: str, form: str, *more: str) -> Path:
    out = folder / f"out.{form}"
    assert main(["trace", model, x, f"--{form}", "-o", str(out), *more]) == 0
    return out


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text())))


def test_a_table_has_the_chosen_fields_units_and_layer(tmp_path: Path, x: str) -> None:
    chosen = ["--fields", "C,f", "--units", "3,1", "--layer", "1.backward", "--digits", "3"]
    rows = table(traced(tmp_path, MODEL, x, "csv", *chosen))
    trace = load(MODEL).stack().run(X)[1, "backward"].trace
    assert list(rows[0]) == ["layer", "direction", "step", "unit", "C", "f"]
    assert [(row["step"], row["unit"]) for row in rows] == [(str(t), u) for t in range(6) for u in "13"]
    for row in rows:
        assert (row["layer"], row["direction"]) == ("1", "backward")
        for name in "Cf":
            exact = trace.values[name][int(row["step"]), int(row["unit"])]
            assert float(row[name]) == float(f"{exact:.3g}") != exact


def test_json_lines_and_archives_are_chosen_in_the_same_way(tmp_path: Path, x: str) -> None:
    chosen = ["--fields", "f,x", "--units", "2,0", "--layer", "0", "--digits", "4"]
    trace = load(FORWARD).stack().run(X)[0, "forward"].trace
    expected = {
        name: [[float(f"{value:.4g}") for value in row] for row in array.tolist()]
        for name, array in {"f": trace.f[:, [2, 0]], "x": X}.items()
    }
    whole = json.loads(traced(tmp_path, FORWARD, x, "json", *chosen).read_text())
    assert whole["layers"] == [{"layer": 0, "direction": "forward", "trace": expected}]
    lines = traced(tmp_path, FORWARD, x, "ndjson", *chosen).read_text().splitlines()
    for t, line in enumerate(map(json.loads, lines)):
        told = {name: values[t] for name, values in expected.items()}
        assert line["layers"] == [{"layer": 0, "direction": "forward", "trace": told}]
    with np.load(traced(tmp_path, FORWARD, x, "npz", *chosen)) as arrays:
        assert set(arrays) == {"layers.0.forward.f", "layers.0.forward.x", "outputs"}
        assert arrays["layers.0.forward.f"].tolist() == expected["f"]


def test_a_selection_can_be_compared(tmp_path: Path, x: str) -> None:
    chosen = ["--fields", "f,C", "--units", "1,2"]
    paths = [traced(tmp_path, MODEL, x, form, *chosen) for form in ("csv", "json", "npz")]
    assert compare(paths[0], paths[1]).largest == compare(paths[1], paths[2]).largest == 0


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("forget:0.25:1,3:5-9", Pin("f", 0.25, (0, 2), 4, 8)),
        ("forget:0::", Pin("f", 0)),
        ("output:1", Pin("o", 1)),
        ("input:.5::-3", Pin("i", 0.5, None, None, 2)),
        ("input:1e-3:2:4-", Pin("i", 0.001, (1,), 3)),
        ("input:1:2:4", Pin("i", 1, (1,), 3)),
    ],
)
def test_a_pin_is_spelt_as_in_an_address(text: str, pin: Pin) -> None:
    assert read_pin(text, LSTM) == pin


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("forget", "--pin is 'forget', expected GATE:VALUE:UNITS:STEPS"),
        ("forget:0:0", "--pin is 'forget:0:0', expected"),
        ("forget:1-2", "--pin is 'forget:1-2', expected"),
        ("forget:2", "pin of f has value 2.0, expected a number from 0 to 1"),
        ("forget:0::5-3", "pin of f has last = 2, expected 4 (first) or later"),
        ("update:0", "--pin has gate 'update', expected one of forget, input, output"),
    ],
)
def test_a_pin_that_is_wrong_is_named(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_pin(text, LSTM)


def test_a_gru_has_its_own_gates() -> None:
    assert read_pin("update:1", GRU) == Pin("z", 1)


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_valves_are_held_in_one_layer(tmp_path: Path, x: str, form: str) -> None:
    held = ["--layer", "0", "--pin", "forget:0:1,3:2-4", "--pin", "output:1:2"]
    path = traced(tmp_path, FORWARD, x, form, *held, "--fields", "f,o,C")
    pins = Pins([Pin("f", 0, (0, 2), 1, 3), Pin("o", 1, (1,))])
    trace = load(FORWARD).stack().run(X, pins={(0, "forward"): pins})[0, "forward"].trace
    if form == "json":
        (told,) = json.loads(path.read_text())["layers"]
        assert told["trace"] == {name: trace.values[name].tolist() for name in "foC"}
    else:
        for t, line in enumerate(path.read_text().splitlines()):
            assert json.loads(line)["layers"][0]["trace"]["C"] == trace.C[t].tolist()


@pytest.mark.parametrize("kind", ["csv", "npy", "json"])
@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_first_states_come_from_files(tmp_path: Path, x: str, kind: str, form: str) -> None:
    stack = load(FORWARD).stack()
    layers = list(stack.directions)
    h0, C0 = np.random.default_rng(1).normal(size=(2, len(layers), layers[0][2].params.H))
    for name, array in (("h0", h0), ("c0", C0)):
        path = tmp_path / f"{name}.{kind}"
        if kind == "npy":
            np.save(path, array)
        else:
            rows = "".join(",".join(map(repr, row)) + "\n" for row in array.tolist())
            path.write_text(rows if kind == "csv" else json.dumps(array.tolist()))
    given = [word for name in ("h0", "c0") for word in (f"--{name}", str(tmp_path / f"{name}.{kind}"))]
    text = traced(tmp_path, FORWARD, x, form, *given).read_text()
    outputs = stack.run(X, h0, C0).outputs.tolist()
    if form == "json":
        assert json.loads(text)["outputs"] == outputs
    else:
        assert [json.loads(line)["output"] for line in text.splitlines()] == outputs


def test_the_type_can_be_chosen(tmp_path: Path, x: str) -> None:
    expected = load(FORWARD).stack().run(X, dtype=np.float32).outputs
    for words in (["--dtype", "float32"], ["--float32"]):
        with np.load(traced(tmp_path, FORWARD, x, "npz", *words)) as arrays:
            assert arrays["outputs"].dtype == np.float32
            np.testing.assert_array_equal(arrays["outputs"], expected)


def test_a_unit_that_is_no_lstm_is_named(tmp_path: Path, x: str) -> None:
    (tmp_path / "m").write_bytes(dump(MIXED, "npz"))
    model = str(tmp_path / "m")
    rows = table(traced(tmp_path, model, x, "csv"))
    assert {(row["layer"], row["kind"]) for row in rows} == {("0", "gru_reset_before"), ("1", "lstm")}
    run = MIXED.run(X)
    for row in rows:
        trace = run[int(row["layer"]), "forward"].trace
        place = int(row["step"]), int(row["unit"])
        for name in ("z", "r", "n", "f", "C", "h"):
            assert row[name] == (repr(float(trace.values[name][place])) if name in trace.values else "")
    for layers in (
        json.loads(traced(tmp_path, model, x, "json").read_text())["layers"],
        json.loads(traced(tmp_path, model, x, "ndjson").read_text().splitlines()[0])["layers"],
    ):
        assert [one.get("unit") for one in layers] == ["gru_reset_before", None]
    assert compare(tmp_path / "out.csv", tmp_path / "out.json").largest == 0


def test_a_plain_network_is_named_too(tmp_path: Path, x: str) -> None:
    (tmp_path / "m").write_bytes(dump(LayerStack.of(RNNParams.random(3, 2, 0)), "npz"))
    rows = table(traced(tmp_path, str(tmp_path / "m"), x, "csv", "--fields", "h"))
    assert list(rows[0]) == ["layer", "direction", "kind", "step", "unit", "h"]
    assert {row["kind"] for row in rows} == {"rnn"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--layer", "7"], "--layer is 7, expected one of 0.forward, 0.backward, 1.forward, 1.backward"),
        (["--units", "4"], "--units has 4, expected 0 to 3, as in layer 0 forward"),
        (["--fields", "q"], "--fields is q, expected some of those that layer 0 forward has"),
        (["--pin", "forget:0"], "--pin is for one layer, expected --layer too, as this model has several"),
        (["--layer", "0", "--pin", "forget:0:5"], "pin of f has unit 4, expected a unit from 0 to 3"),
        (["--h0", "{rows}"], "h0 has 2 states, expected 4, one per layer and direction"),
        (["--h0", "{words}"], "--h0, line 2, column 1: found 'x', expected a finite number"),
        (["--c0", "{null}"], "--c0, entry 1: found 'no', expected finite numbers, or null"),
        (["--c0", "{broken}"], "--c0: found no JSON ("),
        (["--h0", "{absent}"], "No such file"),
    ],
)
def test_what_cannot_be_done_is_named(
    tmp_path: Path, x: str, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"rows": "1,2,3,4\n1,2,3,4\n", "words": "1,2\nx,3\n", "null": '[null, "no"]', "broken": "[1,"}
    paths = {"absent": str(tmp_path / "absent.csv")}
    for name, text in files.items():
        paths[name] = str(tmp_path / f"{name}.{'json' if text[0] == '[' else 'csv'}")
        Path(paths[name]).write_text(text)
    out = tmp_path / "out"
    assert main(["trace", MODEL, x, "-o", str(out), *(word.format(**paths) for word in words)]) == 1
    assert message in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--units", "1,1"],
        ["--units", "-1"],
        ["--fields", "f,,C"],
        ["--layer", "up"],
        ["--digits", "0"],
        ["--digits", "18"],
        ["--dtype", "float16"],
    ],
)
def test_a_command_that_is_wrong_ends_with_two(
    x: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["trace", MODEL, x, *words])
    assert ended.value.code == 2
    assert words[0] in capsys.readouterr().err
