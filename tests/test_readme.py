"""What README says is done: its examples are run, its settings and pictures exist."""

import csv
import doctest
import io
import json
import re
import shlex
import shutil
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.main import create_app
from lstm_core.interop import load
from tests.architecture.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ORIGIN = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    """Return the code blocks in that language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its first two lines."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_api_example_answers_what_is_shown() -> None:
    (line,) = [block for block in blocks("sh") if block.startswith("curl")]
    (shown,) = blocks("json")
    program, silent, address, header, content_type, data, body = shlex.split(line)
    assert (program, silent, header, data) == ("curl", "-s", "-H", "-d")
    name, value = content_type.split(": ")
    client = TestClient(create_app(Settings()))
    reply = client.post(address.removeprefix(ORIGIN), content=body, headers={name: value})
    assert reply.json() == json.loads(shown)


def test_the_core_example_answers_what_is_shown() -> None:
    (session,) = blocks("pycon")
    test = doctest.DocTestParser().get_doctest(session, {}, "README", None, None)
    report: list[str] = []
    result = doctest.DocTestRunner().run(test, out=report.append)
    assert (result.failed, "".join(report)) == (0, "")
    assert result.attempted > 5


def test_the_ten_lines_show_the_inside_of_an_own_lstm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = blocks("python")[0]
    lines = [line for line in program.splitlines() if line]
    assert (len(lines), README.index(program) < README.index("![The Lab")) == (10, True)
    shutil.copy(ROOT / "tests" / "fixtures" / "pytorch-both-ways.safetensors", tmp_path / "model.safetensors")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(program, names)  # noqa: S102 - README's own
    trace, shut = names["trace"], names["shut"][0, "forward"].trace
    stack = load(tmp_path / "model.safetensors").stack()
    np.testing.assert_array_equal(trace.C, stack.run(names["x"])[0, "forward"].trace.C)
    assert capsys.readouterr().out == f"{trace.f}\n"
    with (tmp_path / "gates.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["f"]) for row in rows] == trace.f.ravel().tolist()
    assert (tmp_path / "step.svg").read_text(encoding="utf-8") == trace.picture(12).svg
    assert set(shut.f[:, 2]) == {0.0}
    np.testing.assert_array_equal(shut.C[:, 2], shut.added[:, 2])


def test_the_training_example_does_what_is_said() -> None:
    program = blocks("python")[1]
    assert len(program.splitlines()) <= 10
    printed = io.StringIO()
    began = time.process_time()
    with redirect_stdout(printed):
        exec(program, {})  # noqa: S102 - README's own
    assert time.process_time() - began < 60
    found = {name: int(per_cent) for name, per_cent in re.findall(r"(\w+): (\d+)%", printed.getvalue())}
    (said,) = re.findall(r"prints (\d+) % for the LSTM and (\d+) % for the RNN", README)
    # Other machines round otherwise, and learning makes that larger.
    assert found["LSTMParams"] == pytest.approx(int(said[0]), abs=3)
    assert found["RNNParams"] == pytest.approx(int(said[1]), abs=15)


def test_the_comparison_is_the_stored_one() -> None:
    stored = json.loads((ROOT / "app" / "data" / "comparison.json").read_text(encoding="utf-8"))
    columns = [
        [
            f"{100 * r['mean']:.1f} % ({100 * r['lowest']:.1f} to {100 * r['highest']:.1f})"
            for r in t["results"]
        ]
        for t in stored["tasks"]
    ]
    assert [row[1:] for row in table("The honest comparison")] == [
        list(row) for row in zip(*columns, strict=True)
    ]
    assert f"learns for {stored['effort']['steps']} steps" in README
    assert round(stored["minutes"]) == 9


def test_the_commands_exist() -> None:
    commands = {
        line.split()[0] for block in blocks("sh") for line in block.splitlines() if line[0] not in " }"
    }
    assert commands == {"./run", "./test", "curl", "docker"}
    for name in ("run", "test", "bench"):
        assert f"`./{name}" in README or f"./{name}\n" in README
        assert (ROOT / name).stat().st_mode & 0o111 == 0o111


def test_the_settings_are_those_of_the_app() -> None:
    expected = [
        [
            f"`MEMORY_PIPE_{name.upper()}`",
            "none" if field.default is None else f"`{str(field.default).lower()}`",
            field.description,
        ]
        for name, field in Settings.model_fields.items()
    ]
    assert table("Settings") == expected


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_is_linked_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text)
    assert [link for link in links if "://" not in link and not Path(ROOT / link).exists()] == []


def test_the_version_is_one_and_the_same() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    latest = re.search(r"^## \[(\d.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert version
    assert latest
    assert version[1] == latest[1]
