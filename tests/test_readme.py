"""README and RUNNING.md are tried out: examples are run, settings and pictures exist."""

import csv
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

import lstm_core
from app.config import Settings
from app.main import create_app
from lstm_core.interop import load
from tests.architecture.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh.md").read_text(encoding="utf-8")
RUNNING = (ROOT / "app" / "RUNNING.md").read_text(encoding="utf-8")
RESULTS = (ROOT / "tests" / "bench" / "RESULTS.md").read_text(encoding="utf-8")
ORIGIN = "http://127.0.0.1:8000"


def blocks(language: str, text: str = README) -> list[str]:
    """Return the code blocks in that language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def table(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its first two lines."""
    section = text.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 120
    assert len(CHINESE.splitlines()) <= 120


def test_both_languages_show_the_same_code_and_pictures() -> None:
    def shape(text: str) -> list[str]:
        code = re.sub(r"  # .*", "", "".join(re.findall(r"^```\n?.*?^```$", text, re.MULTILINE | re.DOTALL)))
        return [code, *re.findall(r"\((static/img/[^)]+)\)", text)]

    assert shape(CHINESE) == shape(README)
    assert len(re.findall("^## ", CHINESE, re.MULTILINE)) == len(re.findall("^## ", README, re.MULTILINE))


@pytest.mark.parametrize(("text", "heading"), [(README, "Measured"), (CHINESE, "实测")])
def test_measured_figures_are_those_of_the_bench(text: str, heading: str) -> None:
    kept = {
        number for row in table(f"\n## All\n{RESULTS}", "All") for number in re.findall(r"[\d.]+", row[1])
    }
    shown = [re.findall(r"[\d.]+", row[1])[0] for row in table(text, heading)]
    assert len(shown) == 3
    assert set(shown) <= kept


def test_the_api_example_answers_what_is_shown() -> None:
    (line,) = [block for block in blocks("sh") if block.startswith("curl")]
    (shown,) = re.findall(r'The answer holds `("C": .*?)`', README)
    program, silent, address, header, content_type, data, body = shlex.split(line)
    assert (program, silent, header, data) == ("curl", "-s", "-H", "-d")
    name, value = content_type.split(": ")
    client = TestClient(create_app(Settings()))
    reply = client.post(address.removeprefix(ORIGIN), content=body, headers={name: value})
    assert reply.json()["layers"][0]["trace"]["C"] == json.loads(f"{{{shown}}}")["C"]
    assert f"`{shown}`" in CHINESE


def test_the_ten_lines_show_the_inside_of_an_own_lstm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = blocks("python")[0]
    lines = [line for line in program.splitlines() if line]
    assert len(lines) == 10
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
    assert set(shut.f[:, 0]) == {0.0}
    np.testing.assert_array_equal(shut.C[:, 0], shut.added[:, 0])


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
    assert re.findall(r"LSTM 还有 (\d+) % 没能解释，RNN 是 (\d+) %", CHINESE) == [said]
    # Other machines round differently, and learning amplifies that.
    assert found["LSTMParams"] == pytest.approx(int(said[0]), abs=3)
    assert found["RNNParams"] == pytest.approx(int(said[1]), abs=15)


def test_the_commands_exist() -> None:
    commands = {
        next(word for word in line.split() if "=" not in word)  # behind settings
        for text in (README, RUNNING)
        for block in blocks("sh", text)
        for line in block.splitlines()
        if line[0] not in " }"
    }
    assert commands == {"./run", "curl", "dask", "docker", "memory-pipe", "pg_dump", "pg_restore", "pip"}
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
    assert table(RUNNING, "Settings") == expected


@pytest.mark.parametrize(
    "document", ["README.md", "README.zh.md", "CONTRIBUTING.md", "CHANGELOG.md", "app/RUNNING.md"]
)
def test_what_is_linked_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)", text)
    assert [
        link for link in links if "://" not in link and not ((ROOT / document).parent / link).exists()
    ] == []


def test_the_version_is_one_and_the_same() -> None:
    latest = re.search(r"^## \[(\d.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert latest
    assert lstm_core.__version__ == latest[1]
