"""The command memory-pipe, as people use it."""

import csv
import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lstm_core import __version__
from lstm_core.command import main
from lstm_core.command.arguments import parser
from lstm_core.interop import load
from lstm_core.stacks.trace import StackRun
from tests.architecture.tree import ROOT
from tests.core.interop.agreement import FIXTURES, same
from tests.core.layers import ARRAYS

MODEL = str(FIXTURES / "pytorch-both-ways.safetensors")
GRU = str(FIXTURES / "pytorch-gru.safetensors")
X = np.random.default_rng(0).normal(size=(5, 3))


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "in.csv"
    path.write_text("a,b,c\n" + "".join(",".join(map(repr, row)) + "\n" for row in X.tolist()))
    return str(path)


@pytest.fixture
def expected() -> StackRun:
    return load(MODEL).stack(head="fc").run(X)


def start(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Start the command in a process of its own."""
    command = [sys.executable, "-m", "lstm_core.command", *arguments]
    return subprocess.run(command, input=given, capture_output=True, cwd=ROOT, timeout=60)


def test_csv_has_a_row_for_each_layer_direction_step_and_unit(
    rows: str, expected: StackRun, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["trace", MODEL, rows]) == 0
    table = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert list(table[0]) == ["layer", "direction", "step", "unit", *ARRAYS[3:]]
    assert len(table) == 2 * 2 * 5 * 4
    for row in table:
        trace = expected[int(row["layer"]), row["direction"]].trace  # type: ignore[index]  # a name from a file
        for name in ARRAYS[3:]:
            assert float(row[name]) == getattr(trace, name)[int(row["step"]), int(row["unit"])]


def test_json_npz_and_ndjson_hold_the_same_numbers(rows: str, expected: StackRun, tmp_path: Path) -> None:
    out = {form: tmp_path / f"out.{form}" for form in ("json", "npz", "ndjson")}
    for form, path in out.items():
        assert main(["trace", MODEL, rows, "--head", "fc", f"--{form}", "--output", str(path)]) == 0
    whole = json.loads(out["json"].read_text())
    lines = [json.loads(line) for line in out["ndjson"].read_text().splitlines()]
    assert (whole["steps"], [line["step"] for line in lines]) == (5, [0, 1, 2, 3, 4])
    assert whole["outputs"] == [line["output"] for line in lines] == expected.outputs.tolist()
    with np.load(out["npz"], allow_pickle=False) as arrays:
        np.testing.assert_array_equal(arrays["outputs"], expected.outputs)
        for k, one in enumerate(expected.layers):
            assert [whole["layers"][k][name] for name in ("layer", "direction")] == [one.layer, one.direction]
            for name in ARRAYS:
                values = getattr(one.trace, name)
                np.testing.assert_array_equal(arrays[f"layers.{one.layer}.{one.direction}.{name}"], values)
                assert whole["layers"][k]["trace"][name] == values.tolist()
                if name not in ("h0", "C0"):
                    assert [line["layers"][k]["trace"][name] for line in lines] == values.tolist()


def test_a_batch_comes_in_as_npy(tmp_path: Path) -> None:
    batch = np.random.default_rng(1).normal(size=(3, 2, 3)).astype("f4")
    np.save(tmp_path / "in.npy", batch)
    out = tmp_path / "out.npz"
    assert main(["trace", MODEL, str(tmp_path / "in.npy"), "--npz", "--float32", "-o", str(out)]) == 0
    with np.load(out) as arrays:
        wanted = load(MODEL).stack().run(batch, dtype=np.float32).outputs
        assert arrays["outputs"].dtype == np.float32
        np.testing.assert_array_equal(arrays["outputs"], wanted)


def test_the_command_stands_in_pipes(rows: str, expected: StackRun) -> None:
    done = start("trace", MODEL, "-", "--ndjson", given=Path(rows).read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["layers"][3]["trace"]["C"] == expected[1, "backward"].trace.C[4].tolist()


def test_a_reader_that_stops_early_is_no_error(rows: str) -> None:
    command = [sys.executable, "-m", "lstm_core.command", "trace", MODEL, rows]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (0, b"")


@pytest.mark.parametrize("form", ["npz", "safetensors"])
def test_export_keeps_the_model(form: str, tmp_path: Path) -> None:
    out = tmp_path / "model"
    assert main(["export", MODEL, "--head", "fc", "--to", form, "-o", str(out)]) == 0
    same(load(out).stack(), load(MODEL).stack(head="fc"))


def test_a_preset_leaves_for_pytorch_and_onnx(tmp_path: Path) -> None:
    latch = str(ROOT / "app" / "presets" / "latch.json")
    for form, head in (("pytorch", "head"), ("onnx", "head")):
        out = tmp_path / form
        assert main(["export", latch, "--to", form, "-o", str(out)]) == 0
        stack = load(latch).stack()
        same(load(out).stack(head=head if stack.head else None), stack)


def test_inspect_says_what_is_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", MODEL]) == 0
    assert capsys.readouterr().out == (
        "format: pytorch\n"
        "network encoder:\n"
        "  layer 0: unit lstm, inputs 3, units 4, outputs 8, directions forward and backward,"
        " peepholes f:none i:none o:none\n"
        "  layer 1: unit lstm, inputs 8, units 4, outputs 8, directions forward and backward,"
        " peepholes f:none i:none o:none\n"
        "heads:\n  fc\nignored:\n  fc.bias (2,)\n  fc.weight (2, 8)\n"
    )
    assert main(["inspect", MODEL, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lstms"]["encoder"][1]["inputs"] == 8
    assert main(["inspect", GRU]) == 0
    gru = "layer 0: unit gru, inputs 3, units 4, outputs 8, directions forward and backward\n"
    assert gru in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,2,3\n1,2\n", "input, line 2: found 2 numbers, expected 3, as in the first row"),
        ("1,2,3\n1,two,3\n", "input, line 2, column 2: found 'two', expected a finite number"),
        ("a,b,c\n", "input: found no rows of numbers, expected a row for each step"),
        ("1,2\n", "x has shape (1, 2), expected (T, D) or (T, B, D) with D = 3"),
        ("1 2 3\n4 5 6\n", "input, line 2, column 1: found '4 5 6', expected columns separated by commas"),
        ("1,2,nan\n", "input, line 1, column 3: found 'nan', expected a finite number"),
        ("1,2,3\n\n1,2,-1e999\n", "input, line 3, column 3: found '-1e999', expected a finite number"),
    ],
)
def test_an_input_that_is_wrong_is_named(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.csv").write_text(text)
    assert main(["trace", MODEL, str(tmp_path / "in.csv")]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"memory-pipe: {message}")


def test_a_wrong_model_or_command_has_its_exit_code(rows: str) -> None:
    missing = start("trace", "no-such-file", rows)
    assert (missing.returncode, missing.stdout) == (1, b"")
    assert missing.stderr == b"memory-pipe: [Errno 2] No such file or directory: 'no-such-file'\n"
    wrong = start("trace", MODEL, rows, "--csv", "--json")
    assert wrong.returncode == 2
    assert b"not allowed with argument" in wrong.stderr
    assert b"exit codes: 0 done;" in start("--help").stdout


def test_serve_starts_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _, program: started.append(program))
    assert main(["serve", "--port", "8471"]) == 0
    assert started[0][1:6] == ["-P", "-m", "uvicorn", "app.main:create_app", "--factory"]
    assert started[0][-6:-2] == ["--host", "127.0.0.1", "--port", "8471"]


@pytest.mark.parametrize("action", ["trace", "inspect", "export", "serve"])
def test_each_action_has_help(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([action, "--help"])
    told = capsys.readouterr().out
    assert (done.value.code, told.startswith(f"usage: memory-pipe {action} ")) == (0, True)
    arguments = told.split("options:")[0].split("positional arguments:")[1:]
    assert [line for part in arguments for line in part.splitlines() if len(line.split()) == 1] == []


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"memory-pipe {__version__}\n"


def test_the_examples_of_the_help_are_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    examples = [line for line in told.splitlines() if line.startswith("  ") and "memory-pipe " in line]
    assert len(examples) == 12
    for line in examples:
        words = shlex.split(line.split("memory-pipe ")[1].split(" | ")[0].split(" > ")[0])
        assert parser().parse_args(words).action == words[0]


def test_json_is_written_as_one_would_write_it_whole(
    expected: StackRun, rows: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["trace", MODEL, rows, "--head", "fc", "--json"]) == 0
    layers = [
        {"layer": one.layer, "direction": one.direction, "trace": one.trace.to_dict()}
        for one in expected.layers
    ]
    whole = {"steps": 5, "layers": layers, "outputs": expected.outputs.tolist()}
    assert capfdbinary.readouterr().out == json.dumps(whole, separators=(",", ":")).encode() + b"\n"
