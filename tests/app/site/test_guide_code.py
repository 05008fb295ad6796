"""The API guide's code: the same task in three languages, against a running server."""

import ast
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import numpy as np
import pytest

from app.config import ROOT
from app.site import guide
from lstm_core import (
    GRUParams,
    Output,
    Plan,
    State,
    attribute,
    dye,
    dye_from,
    half_life,
    loss,
    run,
    water_age,
)
from lstm_core.arrays import Array
from lstm_core.interop import load
from lstm_core.stacks.trace import LayerRun
from tests.app.site.guide_code import CODE, MODEL, expected, with_words
from tests.browser.server import running_server

NODE = shutil.which("node", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server with a store of its own."""
    folder = tmp_path_factory.mktemp("guide")
    with running_server(folder / "log", DATA_DIR=str(folder / "data")) as address:
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a model, like a reader's."""
    shutil.copy(MODEL, tmp_path / "model.safetensors")
    return tmp_path


def do(command: list[str], folder: Path, server: str) -> str:
    """Run a program there, and return what it printed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert gone(server)
    return done.stdout


def gone(server: str) -> bool:
    """Return whether the server no longer has the model."""
    address = f"{server}/api/v1/models/{hashlib.sha256(MODEL.read_bytes()).hexdigest()}"
    with pytest.raises(HTTPError) as refusal:
        urlopen(address)  # noqa: S310 - our own server
    with refusal.value as answer:
        return answer.code == 404


def check(printed: str) -> None:
    """Assert that these are the forget gate and the memory, a line for each step, to the last bit."""
    lines = [line.split(" ", 1) for line in printed.splitlines()]
    assert [int(step) for step, _ in lines] == [0, 1, 2, 0, 1, 2]
    rows: Array = np.array([ast.literal_eval(row) for _, row in lines])
    forget, memory = expected()
    np.testing.assert_array_equal(rows, np.concatenate([forget, memory]))
    assert np.ptp(memory) > 0.1


def test_the_task_in_curl(folder: Path, server: str) -> None:
    text = guide.at(CODE, server)["task"]["sh"]
    told = do(["sh", "-e", "-c", text], folder, server)
    about, tables = told.split("layer,", 1)
    assert json.loads(about)["layers"][0]["units"] == 4
    forget, memory = (list(csv.DictReader(f"layer,{part}".splitlines())) for part in tables.split("layer,"))
    for rows, name, wanted in zip((forget, memory), "fC", expected(), strict=True):
        values = np.array([float(row[name]) for row in rows]).reshape(3, 4)
        np.testing.assert_array_equal(values, wanted)


def test_the_task_in_python(folder: Path, server: str) -> None:
    check(do([sys.executable, "-c", guide.at(CODE, server)["task"]["python"]], folder, server))


@pytest.mark.parametrize("language", ["sh", "python"])
def test_a_refused_file_is_told_with_its_reason(folder: Path, server: str, language: str) -> None:
    (folder / "model.safetensors").write_bytes(b"\x80\x02}.")
    command = {"sh": ["sh", "-e", "-c"], "python": [sys.executable, "-c"]}[language]
    text = guide.at(CODE, server)["task"][language]
    done = subprocess.run([*command, text], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "found a pickle, expected a .safetensors file" in done.stdout + done.stderr


BOUGHT = np.array(
    [[0.9, 0, 0], [0.94, 1, 0], [0.9, 0, 0], [0.51, 0, 1], [0.5, 0, 0], [0.64, 1, 0], [0.7, 0, 0]]
)


def bought() -> tuple[LayerRun, Array]:
    """Return the run of the dye's example, and by how much its last memory differs without each input."""
    stack = load(ROOT / "app" / "presets" / "stock-position.json").stack()
    (one,) = stack.run(BOUGHT).layers
    return one, attribute(stack, BOUGHT, Output(field="C"), "ablation").values


def test_where_a_memory_comes_from_in_curl(folder: Path, server: str) -> None:
    told = do(["sh", "-e", "-c", guide.at(CODE, server)["dye"]["sh"]], folder, server)
    tables = re.split(r"^(?=layer,|step,)", told, flags=re.MULTILINE)[1:]
    split, followed, without = (list(csv.DictReader(table.splitlines())) for table in tables)
    one, difference = bought()
    assert [row["step"] for row in split] == ["start", *map(str, range(7))]
    assert [float(row["part"]) for row in split] == dye(one)[:, 0].tolist()
    assert [float(row["part"]) for row in followed] == dye_from(one, 5)[:, 0].tolist()
    assert [float(row["value"]) for row in without] == difference.tolist()


def check_dye(printed: str) -> None:
    """Assert that this is the memory with its age and half-life, its parts, and what each input is worth."""
    first, *lines = printed.splitlines()
    one, difference = bought()
    told = [one.trace.C[-1, 0], water_age(one)[-1, 0], half_life(one)[0]]
    assert [float(number) for number in first.split()] == told
    assert [int(line.split()[0]) for line in lines] == [*range(7), *range(7)]
    found = [float(line.split()[1]) for line in lines]
    assert found == [*dye(one)[1:, 0].tolist(), *difference.tolist()]
    assert [round(number, 3) for number in (told[0], found[5], found[12])] == [-0.409, -0.493, -0.561]


def test_where_a_memory_comes_from_in_python(folder: Path, server: str) -> None:
    check_dye(do([sys.executable, "-c", guide.at(CODE, server)["dye"]["python"]], folder, server))


LEARNT = Plan("brackets", unit="gru", seed=7, learning_rate=0.05)


def unexplained() -> tuple[list[float], State]:
    """Return what is told of each checkpoint, and the last state, as the core computes them."""
    training, state = LEARNT.training(), LEARNT.start()
    variance = float(np.var(training.validation.y))
    told = [loss(state.model, training.validation, "regression") / variance]
    for _ in range(3):
        state, metrics = training.chunk(state, 20)
        told.append(metrics.validation / variance)
    return told, state


def test_a_training_in_curl(folder: Path, server: str) -> None:
    told = do(["sh", "-e", "-c", guide.at(CODE, server)["learn"]["sh"]], folder, server)
    found = [json.loads(line[6:]) for line in told.splitlines() if line.startswith("data: ")]
    assert [one["unexplained"] for one in found if "unexplained" in one] == unexplained()[0]
    assert found[-1] == {"status": "done", "step": 60, "error": None}
    recorded = json.loads(told.splitlines()[-1])
    assert (recorded["status"], recorded["recorded"], recorded["plan"]["task"]) == ("done", True, "recall")


def test_a_training_in_python(folder: Path, server: str) -> None:
    printed = do([sys.executable, "-c", guide.at(CODE, server)["learn"]["python"]], folder, server)
    lines = [line.split(" ", 1) for line in printed.splitlines()]
    told, state = unexplained()
    assert [(int(step), float(value)) for step, value in lines[:4]] == list(
        zip((0, 20, 40, 60), told, strict=True)
    )
    assert isinstance(state.model.layer, GRUParams)
    h = run(state.model.layer, [[1, 0], [1, 0], [0, 1]]).h
    assert [ast.literal_eval(row) for _, row in lines[4:]] == h.tolist()


def test_a_class_in_curl(folder: Path, server: str) -> None:
    told = do(["sh", "-e", "-c", guide.at(CODE, server)["class"]["sh"]], folder, server)
    asked, receipt, seen = (json.loads(one) for one in re.findall(r"\{.*?\}(?=\{|$)", told))
    assert asked == {"id": "00000001", "version": 1}
    assert receipt == {"id": "0000000a", "counted": True, "why": None}
    assert seen["question"]["counts"] == {"stays": 1, "fades": 0}
    assert seen["question"]["truth"] == "stays"
    rows = list(csv.DictReader((folder / "class.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["seat"], row["people"], row["answer"]) for row in rows] == [
        ("", "1", "stays"), ("", "0", "fades"), ("1", "1", "few")
    ]  # fmt: skip


def test_a_class_in_python(folder: Path, server: str) -> None:
    printed = do([sys.executable, "-c", guide.at(CODE, server)["class"]["python"]], folder, server)
    assert printed.splitlines() == ["True", "True", "True", "2 of 3"]
    latch = load(ROOT / "app" / "presets" / "latch.json").stack().layers[0].directions[0][1].params
    memory = run(latch, [[0.8, 1, 0]] + [[0.1, 0, 0]] * 10).C[:, 0]
    assert f'"truth": {memory[-1] / memory[0]:.3f},' in CODE["class"]["python"]


@pytest.mark.skipif(
    NODE is None and "CI" not in os.environ, reason="NODE IS MISSING: JavaScript is not checked"
)
def test_a_class_in_javascript(folder: Path, server: str) -> None:
    (folder / "class.mjs").write_text(guide.at(CODE, server)["class"]["javascript"])
    assert NODE, "Node is missing, expected it beside Python or on the path"
    printed = do([NODE, "--no-warnings", "class.mjs"], folder, server).splitlines()
    assert list(dict.fromkeys(printed)) == [f"/lab#model=latch{step}" for step in ("", "&step=1", "&step=2")]


@pytest.mark.skipif(
    NODE is None and "CI" not in os.environ, reason="NODE IS MISSING: JavaScript is not checked"
)
def test_the_task_in_javascript(folder: Path, server: str) -> None:
    (folder / "task.mjs").write_text(guide.at(CODE, server)["task"]["javascript"])
    assert NODE, "Node is missing, expected it beside Python or on the path"
    check(do([NODE, "--no-warnings", "task.mjs"], folder, server))


@pytest.mark.skipif(
    NODE is None and "CI" not in os.environ, reason="NODE IS MISSING: JavaScript is not checked"
)
def test_where_a_memory_comes_from_in_javascript(folder: Path, server: str) -> None:
    (folder / "dye.mjs").write_text(guide.at(CODE, server)["dye"]["javascript"])
    assert NODE, "Node is missing, expected it beside Python or on the path"
    check_dye(do([NODE, "--no-warnings", "dye.mjs"], folder, server))


def test_a_long_input_goes_through_in_lines(folder: Path, server: str) -> None:
    steps = [[0.8, 1, 0]] + [[0.1, 0, 0]] * 3000
    (folder / "steps.ndjson").write_text("".join(json.dumps(step) + "\n" for step in steps))
    lines = do(["sh", "-e", "-c", guide.at(CODE, server)["long"]["sh"]], folder, server).splitlines()
    latch = load(ROOT / "app" / "presets" / "latch.json").stack().layers[0].directions[0][1].params
    trace = run(latch, steps)
    assert len(lines) == 3001
    for step in (0, 1, 1500, 3000):
        line = json.loads(lines[step])
        assert line["step"] == step
        assert line["layers"][0]["trace"] == {"f": trace.f[step].tolist(), "C": trace.C[step].tolist()}


def test_a_text_goes_through_and_its_file_is_read_back(folder: Path, server: str) -> None:
    table = with_words(folder)[[0, 2, 1]].astype(float)
    told = json.loads(do(["sh", "-e", "-c", guide.at(CODE, server)["text"]["sh"]], folder, server))
    assert (told["labels"], told["inputs"]) == (["the", "cat", "sat"], table.tolist())
    (one, *_) = load(MODEL).stack().run(table).layers
    with np.load(folder / "said.npz", allow_pickle=False) as arrays:
        assert arrays["labels"].tolist() == ["the", "cat", "sat"]
        np.testing.assert_array_equal(arrays["C"], one.trace.C)
