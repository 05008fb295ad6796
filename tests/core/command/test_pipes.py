"""The command memory-pipe between other commands."""

import io
import json
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lstm_core.command.outputs import write_trace
from lstm_core.command.progress import Progress
from lstm_core.interop import load
from tests.architecture.tree import ROOT
from tests.core.command.test_command import MODEL, start
from tests.core.command.test_streams import FORWARD, rows_of


def test_head_is_no_error() -> None:
    trace = shlex.join([sys.executable, "-m", "lstm_core.command", "trace", FORWARD, "-", "--ndjson"])
    command = f"{trace} | head -n 2"
    given = b"1,2,3\n" * 20_000
    done = subprocess.run(["sh", "-c", command], input=given, capture_output=True, cwd=ROOT, timeout=60)
    assert [json.loads(line)["step"] for line in done.stdout.splitlines()] == [0, 1]
    assert done.stderr == b""


def test_an_archive_goes_through_a_pipe() -> None:
    done = start("trace", MODEL, "-", "--npz", given=b"1,2,3\n4,5,6\n")
    with np.load(io.BytesIO(done.stdout), allow_pickle=False) as arrays:
        expected = load(MODEL).stack().run([[1, 2, 3], [4, 5, 6]])
        np.testing.assert_array_equal(arrays["layers.1.backward.C"], expected[1, "backward"].trace.C)


@pytest.mark.parametrize("form", ["csv", "json", "npz", "ndjson"])
def test_each_form_goes_through_pipes(form: str) -> None:
    x = np.random.default_rng(2).normal(size=(6, 3))
    done = start("trace", MODEL, "-", f"--{form}", given=rows_of(x).encode())
    whole = io.BytesIO()
    write_trace(load(MODEL).stack().run(x), form, whole, Progress(io.StringIO(), ""))
    assert (done.returncode, done.stderr) == (0, b"")
    whole.seek(0)
    if form == "npz":
        with np.load(io.BytesIO(done.stdout)) as told, np.load(whole) as wanted:
            assert told.files == wanted.files
            for name in told.files:
                np.testing.assert_array_equal(told[name], wanted[name])
    else:
        assert done.stdout == whole.getvalue()


def test_inspect_and_export_go_through_pipes(tmp_path: Path) -> None:
    exported = start("export", FORWARD, "--to", "onnx")
    assert (exported.returncode, exported.stderr) == (0, b"")
    (tmp_path / "model.onnx").write_bytes(exported.stdout)
    told = start("inspect", str(tmp_path / "model.onnx"), "--json")
    assert (told.returncode, told.stderr) == (0, b"")
    about = json.loads(told.stdout)
    (layers,) = about["lstms"].values()
    assert (about["format"], [layer["units"] for layer in layers]) == ("onnx", [4, 4, 4])
    refused = start("export", MODEL, "--to", "onnx", "-o", str(tmp_path / "no" / "folder"))
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.startswith(b"memory-pipe: [Errno 2] No such file or directory")
