"""What the command is asked to use: which LSTMs, which numbers, and tables as other programs write them."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from lstm_core.command import main
from lstm_core.command.inputs import read_inputs
from lstm_core.interop import FormatError, load, read
from lstm_core.interop.containers import safetensors
from tests.core.command.test_command import MODEL
from tests.core.command.test_streams import FORWARD
from tests.core.interop.agreement import FIXTURES

pytestmark = pytest.mark.usefixtures("hdf5_here")
X = np.random.default_rng(2).normal(size=(3, 3))


def test_lstms_are_put_together_the_lowest_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(0)
    shapes = {"ih": (8, 2), "hh": (8, 2)}
    arrays = {
        f"{name}.weight_{what}_l0": rng.normal(size=shape)
        for name in ("a", "b")
        for what, shape in shapes.items()
    }
    (tmp_path / "m").write_bytes(safetensors.serialise(arrays, {}))
    np.save(tmp_path / "x.npy", X[:, :2])
    both = load(tmp_path / "m")
    told = {}
    for names in (("a", "b"), ("b", "a")):
        chosen = [word for name in names for word in ("--lstm", name)]
        out = tmp_path / "out"
        command = ["trace", str(tmp_path / "m"), str(tmp_path / "x.npy"), *chosen, "--json", "-o", str(out)]
        assert main(command) == 0
        told[names] = json.loads(out.read_text())["outputs"]
        assert told[names] == both.stack(*names).run(X[:, :2]).outputs.tolist()
    assert told["a", "b"] != told["b", "a"]
    assert main(["trace", str(tmp_path / "m"), str(tmp_path / "x.npy")]) == 1
    assert "model: found 2 networks: 'a', 'b', expected --lstm NAME with" in capsys.readouterr().err


def test_lines_too_are_computed_in_float32_where_that_is_asked_for(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", X)
    out = tmp_path / "out"
    command = ["trace", FORWARD, str(tmp_path / "x.npy"), "--ndjson", "-o", str(out)]
    for more, dtype in ((["--float32"], np.float32), ([], np.float64)):
        assert main([*command, *more]) == 0
        told = [json.loads(line)["output"] for line in out.read_text().splitlines()]
        assert told == load(FORWARD).stack().run(X, dtype=dtype).outputs.tolist()


@pytest.mark.parametrize(
    "text",
    [
        *("\ufeff1,2\n3,4\n", "\ufeffa,b\n1,2\n3,4\n", '"a, b",c\r\n1,2\r\n\r\n3,4\r\n', "1,2\n3,4"),
        *("1;2\n3;4\n", "a\tb\n1\t2\n3\t4\n", "\n\na;b\n1;2\n;\n3;4\n", "1,2\n , \n3,4\n,\n"),
    ],
)
def test_tables_of_other_programs_are_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(text, newline="")
    assert read_inputs(str(tmp_path / "in.csv")).tolist() == [[1, 2], [3, 4]]


def test_a_first_row_with_a_number_holds_no_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.csv").write_text("nothing,1,2\n1,2,3\n")
    assert main(["trace", MODEL, str(tmp_path / "in.csv")]) == 1
    assert capsys.readouterr().err == (
        "memory-pipe: input, line 1, column 1: found 'nothing', expected a finite number\n"
    )


def test_a_line_is_counted_with_the_blank_ones_before_it(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("\n\na;b\n1;2\n\n3;x\n")
    with pytest.raises(FormatError, match="input, line 6, column 2: found 'x', expected a finite number"):
        read_inputs(str(tmp_path / "in.csv"))


def test_csv_of_a_batch_tells_step_and_sequence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = np.random.default_rng(1).normal(size=(3, 2, 3))
    np.save(tmp_path / "x.npy", batch)
    out = tmp_path / "out.csv"
    assert main(["trace", MODEL, str(tmp_path / "x.npy"), "-o", str(out)]) == 0
    assert "assumed: input: 3 steps of 2 sequences, (T, B, D)" in capsys.readouterr().err
    trace = load(MODEL).stack().run(batch)
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:5] == ["layer", "direction", "step", "sequence", "unit"]
    assert len(rows) == 4 * 3 * 2 * 4
    for row in rows:
        C = trace[int(row["layer"]), row["direction"]].trace.C  # type: ignore[index]  # a name from a file
        assert float(row["C"]) == C[int(row["step"]), int(row["sequence"]), int(row["unit"])]


def test_inspect_tells_what_had_to_be_assumed(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(FIXTURES / "keras-chain.weights.h5")
    contents = read(path)
    notes = list(contents.notes)
    assert len(notes) == 3
    assert main(["inspect", path]) == 0
    assert capsys.readouterr().out.endswith("".join(["notes:\n", *(f"  {note}\n" for note in notes)]))
    assert main(["inspect", path, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["notes"], told["heads"]) == (notes, list(contents.linears))


@pytest.mark.parametrize("action", ["trace", "export"])
def test_what_had_to_be_assumed_stands_on_standard_error(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, x, out = str(FIXTURES / "keras-chain.weights.h5"), tmp_path / "x.csv", tmp_path / "out"
    x.write_text("1,2,3\n4,5,6\n")
    rest = [str(x)] if action == "trace" else ["--to", "npz"]
    command = [action, path, *rest, "--lstm", "first", "-o", str(out)]
    (note,) = [one for one in read(path).notes if one.startswith("layer first")]
    assert main(command) == 0
    assert capsys.readouterr().err.splitlines()[0] == f"memory-pipe: assumed: {note}"
    assert out.exists()
    out.unlink()
    assert main([*command, "--strict"]) == 1
    assert capsys.readouterr().err == f"memory-pipe: {note}\n"
    assert not out.exists()


@pytest.mark.parametrize("form", ["--csv", "--ndjson"])
def test_a_model_that_has_the_batch_first_takes_its_own_inputs(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = dict(np.load(FIXTURES / "keras-apart.npz"))
    path, x = str(FIXTURES / "keras-apart.keras"), tmp_path / "x.npy"
    np.save(x, case["x"].swapaxes(0, 1))
    assert main(["trace", path, str(x), "--lstm", "alone", form]) == 0
    out, told = capsys.readouterr()
    assert told == ""
    if form == "--ndjson":
        h = [json.loads(line)["output"] for line in out.splitlines()]
    else:
        h = [float(row["h"]) for row in csv.DictReader(out.splitlines())]
    np.testing.assert_allclose(np.reshape(h, case["alone"].shape), case["alone"], rtol=0, atol=1e-5)
