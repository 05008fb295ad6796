"""An unusable preset file prevents the start, with a message that names file, place and fault."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from app.config import ROOT, Settings
from app.main import create_app
from app.presets.catalogue import PresetCatalogue, PresetError

LATCH = json.loads((ROOT / "app" / "presets" / "latch.json").read_text())
BRACKETS = json.loads((ROOT / "app" / "presets" / "brackets.json").read_text())


def changed(original: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a copy that is changed at one place."""
    content = copy.deepcopy(original)
    *way, last = [int(p) if p.isdigit() else p for p in path.split("/")]
    holder: Any = content
    for step in way:
        holder = holder[step]
    holder[last] = value
    return content


def fault(folder: Path, content: Any, name: str = "mine.json") -> str:
    """Return the message about a file with this content, after the file's name."""
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(PresetError) as error:
        PresetCatalogue([folder])
    message = str(error.value)
    assert message.startswith(f"{file}: ")
    return message.removeprefix(f"{file}: ")


HEAD = {"W": [[2.0]], "b": [0.5], "names": [{"en": "a", "zh": "a"}]}

CASES: dict[str, tuple[dict[str, Any], str, Any, str]] = {
    "a missing translation": (
        LATCH,
        "title",
        {"en": "Latch"},
        "/title/zh: this field is required",
    ),
    "weights of wrong shape": (
        LATCH,
        "weights/i/U",
        [[0, 0]],
        "/weights/i/U/0: expected 1 number, as many as units, found 2",
    ),
    "a weight that is no number": (
        LATCH,
        "weights/i/b",
        ["0"],
        '/weights/i/b/0: expected a number, found the string "0"',
    ),
    "a read-out for other units": (
        LATCH,
        "head",
        HEAD | {"W": [[2.0, 1.0]]},
        "/head/W/0: expected 1 number, as many as units, found 2",
    ),
    "a read-out without its bias": (
        LATCH,
        "head",
        HEAD | {"b": []},
        "/head/b: expected 1, as many as rows of W, found 0",
    ),
    "a read-out without names": (
        LATCH,
        "head",
        HEAD | {"names": []},
        "/head/names: expected 1, as many as rows of W, found 0",
    ),
    "too few unit names": (LATCH, "unit_names", [], "/unit_names: expected 1, as many as units, found 0"),
    "too few input names": (
        LATCH,
        "input/names",
        [{"en": "a", "zh": "a"}],
        "/input/names: expected 3, as many as inputs, found 1",
    ),
    "a range upside down": (
        LATCH,
        "input/ranges/1",
        [1, 0],
        "/input/ranges/1: expected the lower end first, found 1 and 0",
    ),
    "ragged inputs": (
        LATCH,
        "examples/1/inputs/2",
        [0, 0],
        "/examples/1/inputs/2: expected 3 numbers, as many as inputs, found 2",
    ),
    "too few labels": (
        LATCH,
        "examples/0/labels/zh",
        ["空"],
        "/examples/0/labels/zh: expected 12, as many as steps, found 1",
    ),
    "the same example twice": (LATCH, "examples/1/id", "keep", "/examples: the id 'keep' is given twice"),
    "a caption of no example": (
        LATCH,
        "captions/0/example",
        "none",
        "/captions/0/example: there is no example 'none'",
    ),
    "text for numbers": (
        LATCH,
        "examples/0/text",
        "abc",
        "/examples/0: expected inputs, and no text, for a preset that reads numbers",
    ),
    "numbers for text": (
        BRACKETS,
        "examples/0/inputs",
        [[0, 0]],
        "/examples/0: expected text, and no inputs, for a preset that reads text",
    ),
    "text without alphabet": (
        BRACKETS,
        "input/alphabet",
        None,
        "/input/alphabet: expected an alphabet for kind text, and only for that",
    ),
    "a letter of two letters": (
        BRACKETS,
        "input/alphabet/((",
        [1, 0],
        "/input/alphabet: expected single letters, found '(('",
    ),
    "a letter of wrong width": (
        BRACKETS,
        "input/alphabet/a",
        [1],
        "/input/alphabet/a: expected 2, as many as inputs, found 1",
    ),
    "a text beyond the alphabet": (
        BRACKETS,
        "examples/1/text",
        "((?))",
        '/examples/1/text: the letter "?" at place 3 is not in the alphabet: ( ) a b',
    ),
    "an unknown field": (LATCH, "author", "me", "/author: this field is not known here"),
    "another name than the file's": (LATCH, "title/en", "Mine", "/name: expected 'mine' like the file"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_with_its_place(tmp_path: Path, case: str) -> None:
    original, path, value, expected = CASES[case]
    name = "mine" if case != "another name than the file's" else original["name"]
    assert fault(tmp_path, changed(original | {"name": name}, path, value)).startswith(expected)


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    assert fault(tmp_path, "{").startswith("file: found no JSON (Expecting property name")


def test_a_file_with_nan_is_refused(tmp_path: Path) -> None:
    content = changed(LATCH | {"name": "mine"}, "weights/f/b", [float("nan")])
    assert fault(tmp_path, content) == "/weights/f/b/0: expected a finite number, found NaN or infinity"


def test_a_folder_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(PresetError, match="expected a folder of preset files, there is none"):
        create_app(Settings(presets_dir=tmp_path / "none"))


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latch.json").write_text(json.dumps(LATCH))
    with pytest.raises(PresetError, match="the name 'latch' is taken by another preset"):
        create_app(Settings(presets_dir=tmp_path))


def test_an_extra_preset_is_served_with_the_others(tmp_path: Path) -> None:
    training = {"task": "t", "command": "c", "seed": 3, "steps": 9, "scores": {"accuracy": 0.5}}
    training["beginning"] = {"validation": 0.25, "weights": "0a" * 32}
    (tmp_path / "mine.json").write_text(json.dumps(LATCH | {"name": "mine", "training": training}))
    with TestClient(create_app(Settings(presets_dir=tmp_path))) as client:
        assert [p["name"] for p in client.get("/api/v1/presets").json()["presets"]][-1] == "mine"
        assert client.get("/api/v1/presets/mine").json()["training"] == training
        request = {"inputs": [[0.5, 1, 0]], "fields": ["C"]}
        answers = [
            client.post("/api/v1/traces", json=request | {"model": {"preset": n}}).json()["outputs"]
            for n in ("mine", "latch")
        ]
    assert answers[0] == answers[1]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEMORY_PIPE_MAX_STEPS", "7")
    monkeypatch.setenv("MEMORY_PIPE_PRESETS_DIR", str(tmp_path))
    assert (Settings().max_steps, Settings().presets_dir) == (7, tmp_path)
    monkeypatch.setenv("MEMORY_PIPE_MAX_STEPS", "0")
    with pytest.raises(ValidationError, match="max_steps"):
        Settings()


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
