"""The API guide's commands, without a server."""

import csv
import shlex
import shutil
from pathlib import Path

import numpy as np
import pytest

from lstm_core import dye_from
from lstm_core.command import main
from lstm_core.interop import load
from tests.app.site.guide_code import CODE, INPUTS, MODEL, expected, with_words


def test_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path
    shutil.copy(MODEL, folder / "model.safetensors")
    (folder / "input.csv").write_text("".join(",".join(map(str, row)) + "\n" for row in INPUTS))
    monkeypatch.chdir(folder)
    inspect, trace, held, dyed, words = CODE["shell"]["sh"].splitlines()
    assert main(inspect.split()[1:]) == 0
    assert "layer 0: unit lstm, inputs 3, units 4" in capfd.readouterr().out
    arguments, _, file = trace.partition(" > ")
    assert (main(arguments.split()[1:]), file) == (0, "gates.csv")
    rows = list(csv.DictReader(capfd.readouterr().out.splitlines()))
    arguments, _, file = held.partition(" > ")
    assert (main(arguments.split()[1:]), file) == (0, "held.csv")
    shut = list(csv.DictReader(capfd.readouterr().out.splitlines()))
    assert {tuple(row) for row in shut} == {("layer", "direction", "step", "unit", "f", "C")}
    assert {row["unit"] for row in shut} == {"0", "2"}
    for row in shut:
        assert (float(row["f"]) == 0) == (row["unit"] == "2" and int(row["step"]) > 0)
    np.testing.assert_array_equal(np.array([float(row["f"]) for row in rows]).reshape(3, 4), expected()[0])
    arguments, _, file = dyed.partition(" > ")
    assert (main(arguments.split()[1:]), file) == (0, "dyed.csv")
    parts = list(csv.DictReader(capfd.readouterr().out.splitlines()))
    (one, *_) = load(MODEL).stack().run(INPUTS).layers
    np.testing.assert_allclose(
        [float(row["dyed"]) for row in parts], dye_from(one, 0).ravel(), rtol=5e-3, atol=0
    )
    table = with_words(folder)
    arguments, _, file = words.partition(" > ")
    assert (main(shlex.split(arguments)[1:]), file) == (0, "words.csv")
    read = list(csv.DictReader(capfd.readouterr().out.splitlines()))
    assert [row["label"] for row in read[::4]] == ["the", "cat", "sat"]
    (one, *_) = load(MODEL).stack().run(table[[0, 2, 1]], dtype="f8").layers
    np.testing.assert_array_equal([float(row["f"]) for row in read], one.trace.f.ravel())
