"""The command memory-pipe on long inputs: streamed, in constant memory, with a report of its progress."""

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.command.inputs import read_chunks, read_inputs
from lstm_core.command.progress import Progress
from lstm_core.interop import FormatError, load
from tests.architecture.tree import ROOT
from tests.core.command.test_command import MODEL, start
from tests.core.interop.agreement import FIXTURES

FORWARD = str(FIXTURES / "pytorch-three.safetensors")
COMMAND = [sys.executable, "-m", "lstm_core.command"]


def rows_of(x: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    return "".join(",".join(map(repr, row)) + "\n" for row in x.tolist())


def begin(*arguments: str, stderr: int | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr
    )


def pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


@pytest.mark.parametrize("form", ["csv", "npy"])
def test_lines_are_those_of_the_whole_run(form: str, tmp_path: Path) -> None:
    x = np.random.default_rng(0).normal(size=(2100, 3))
    if form == "csv":
        (tmp_path / "in").write_text(rows_of(x))
    else:
        with (tmp_path / "in").open("wb") as file:
            np.save(file, x)
    done = start("trace", FORWARD, str(tmp_path / "in"), "--ndjson")
    assert (done.returncode, done.stderr) == (0, b"")
    whole = load(FORWARD).stack().run(x)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["step"] for line in lines] == list(range(2100))
    for t in (0, 1, 2, 1022, 1023, 1024, 2099):
        assert lines[t]["output"] == whole.outputs[t].tolist()
        for told, one in zip(lines[t]["layers"], whole.layers, strict=True):
            for name, values in told["trace"].items():
                assert values == getattr(one.trace, name)[t].tolist()


def test_a_line_comes_before_the_next_row_is_known() -> None:
    with begin("trace", FORWARD, "-", "--ndjson") as process:
        given, told = pipes(process)
        expected = load(FORWARD).stack().run([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
        given.write(b"a,b,c\n1,2,3\n")
        given.flush()
        assert json.loads(told.readline())["output"] == expected.outputs[0].tolist()
        given.write(b"4,5,6\n7,8,9\n")
        given.close()
        assert [json.loads(line)["step"] for line in told] == [1, 2]
        assert process.wait(60) == 0


def peak_memory(steps: int) -> int:
    """Return the command's peak memory in MB for this many steps of a three-layer model."""
    code = (
        "import resource, sys\nfrom lstm_core.command import main\n"
        "assert main(sys.argv[1:]) == 0\n"
        "sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    )
    command = [sys.executable, "-c", code, "trace", FORWARD, "-", "--ndjson", "-o", os.devnull]
    given = b"0.5,-0.25,1\n" * steps
    done = subprocess.run(command, input=given, capture_output=True, cwd=ROOT, timeout=120, check=True)
    return int(done.stderr) // 1024


def test_memory_is_flat() -> None:
    # A trace of 4,000 steps alone holds 6 MB, and some 30 MB as Python's numbers.
    assert peak_memory(4_000) - peak_memory(1_000) < 2


def test_a_model_that_runs_backward_waits_for_the_end() -> None:
    x = np.random.default_rng(1).normal(size=(20, 3))
    done = start("trace", MODEL, "-", "--ndjson", given=rows_of(x).encode())
    whole = load(MODEL).stack().run(x)
    last = json.loads(done.stdout.splitlines()[-1])
    assert (last["step"], last["output"]) == (19, whole.outputs[19].tolist())


def test_what_is_wrong_later_is_named_after_what_was_right() -> None:
    done = start("trace", FORWARD, "-", "--ndjson", given=b"1,2,3\n" * 9 + b"1,2\n")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 7
    assert done.stderr == b"memory-pipe: input, line 10: found 2 numbers, expected 3, as in the first row\n"


def test_what_is_wrong_at_once_leaves_no_file(tmp_path: Path) -> None:
    out = tmp_path / "out.ndjson"
    done = start("trace", FORWARD, "-", "--ndjson", "-o", str(out), given=b"1,2\n")
    assert (done.returncode, out.exists()) == (1, False)
    assert done.stderr == (
        b"memory-pipe: x has shape (1, 2), expected (T, D) or (T, B, D) with D = 3, T and B not 0\n"
    )


def test_a_file_of_numbers_that_is_wrong_is_named(tmp_path: Path) -> None:
    path = tmp_path / "in.npy"
    x = np.ones((50, 3))
    x[40, 1] = np.nan
    np.save(path, x)
    with pytest.raises(FormatError, match="input, step 40: found nan, expected finite numbers"):
        list(read_chunks(str(path)))
    np.save(path, np.array(["a", "b"]))
    with pytest.raises(FormatError, match="input: found <U1 values of shape"):
        list(read_chunks(str(path)))
    np.save(path, np.array([{}]), allow_pickle=True)
    with pytest.raises(FormatError, match="input: found object values, expected plain numbers"):
        list(read_chunks(str(path)))
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(FormatError, match="input: found no array"):
        list(read_chunks(str(path)))


def test_on_a_terminal_long_work_says_how_far_it_is() -> None:
    ours, theirs = pty.openpty()
    with begin("trace", FORWARD, "-", "--ndjson", stderr=theirs) as process:
        os.close(theirs)
        given, told = pipes(process)
        for rows in (1, 2, 4, 8):
            given.write(b"1,2,3\n" * rows)
            given.flush()
            for _ in range(rows):
                told.readline()
            time.sleep(0.6)
        given.close()
        assert process.wait(60) == 0
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    parts = said.split("\r\x1b[K")
    assert parts[0] == parts[-1] == ""
    assert parts[1:-1]
    assert set(parts[1:-1]) <= {f"memory-pipe: {n} steps" for n in (3, 7, 15)}


class Terminal(io.StringIO):
    """A text that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_short_work_and_pipes_hear_nothing() -> None:
    seconds = iter([0.0, 0.5, 0.9, 1.1, 1.2, 1.35])
    terminal, pipe = Terminal(), io.StringIO()
    quick = Progress(terminal, "rows", 4000, clock=lambda: next(seconds))
    assert list(quick.over(range(5), lambda _: 500)) == [0, 1, 2, 3, 4]
    shown = terminal.getvalue()
    assert shown == (
        "\r\x1b[Kmemory-pipe: 1,500 of 4,000 rows\r\x1b[Kmemory-pipe: 2,500 of 4,000 rows\r\x1b[K"
    )
    long = Progress(pipe, "rows", clock=iter([0.0, 9.0]).__next__)
    assert (list(long.over([1])), pipe.getvalue()) == ([1], "")


def test_an_archive_is_kept_off_a_terminal() -> None:
    ours, theirs = pty.openpty()
    command = [*COMMAND, "trace", MODEL, "-", "--npz"]
    done = subprocess.run(
        command, input=b"1,2,3\n", stdout=theirs, stderr=subprocess.PIPE, cwd=ROOT, timeout=60
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert b"--npz is nothing for a terminal: add --output FILE" in done.stderr


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """Undo what a shell does to a program in the background: all that it starts ignores interruptions."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_an_interruption_is_told_by_the_exit_code_alone() -> None:
    with begin("trace", FORWARD, "-", "--ndjson", stderr=subprocess.PIPE) as process:
        given, told = pipes(process)
        given.write(b"1,2,3\n")
        given.flush()
        told.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""


@given(data=st.binary(max_size=80) | st.text('0123456789.,-e"\n na', max_size=60).map(str.encode))
def test_any_bytes_are_numbers_or_named_as_wrong(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "anything"
    path.write_bytes(data)
    fault = ""
    try:
        whole = read_inputs(str(path))
    except FormatError as error:
        fault = str(error)
    if fault:
        with pytest.raises(FormatError, match=re.escape(fault)):
            list(read_chunks(str(path)))
    else:
        assert np.isfinite(whole).all()
        np.testing.assert_array_equal(np.concatenate(list(read_chunks(str(path)))), whole)
