"""The commands that recompute stored things: how they write, what they refuse."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import ROOT
from app.remake.presets import weights_of
from app.remake.writing import text, write
from lstm_core import Head, Model
from lstm_core.learning.window import WindowParams


def test_what_fits_stands_on_one_line_and_lists_of_numbers_always_do() -> None:
    value = {"b": [0.1, -2.0], "W": [[float(k) for k in range(40)], [1.5]], "zh": "记忆" * 60, "p": None}
    lines = text(value).splitlines()
    assert lines[0] == "{"
    assert lines[1] == '  "b": [0.1, -2.0],'
    assert lines[2:6] == ['  "W": [', f"    {[float(k) for k in range(40)]},", "    [1.5]", "  ],"]
    assert lines[6] == f'  "zh": "{"记忆" * 60}",'
    assert lines[7:] == ['  "p": null', "}"]


def test_numbers_come_back_exactly(tmp_path: Path) -> None:
    numbers = [0.1 + 0.2, 1e-300, -7.123456789012345e22, 3]
    write(tmp_path / "x.json", {"numbers": numbers})
    content = (tmp_path / "x.json").read_text(encoding="utf-8")
    assert json.loads(content) == {"numbers": numbers}
    assert content.endswith("}\n")


def test_what_is_no_number_is_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        text([float("nan")])


def test_only_a_unit_is_a_preset() -> None:
    with pytest.raises(TypeError, match="the layer is WindowParams, expected the weights of a unit"):
        weights_of(Model(WindowParams([[[0]]], [0]), Head([[0]], [0])))


def test_an_unknown_name_is_refused_and_the_known_are_told() -> None:
    command = [sys.executable, "-m", "app.remake", "recal"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "invalid choice: 'recal'" in done.stderr
    assert "stock-position" in done.stderr
