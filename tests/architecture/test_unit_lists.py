"""A unit is data: nobody lists its gates or fields by hand where the blueprint can be read."""

from collections.abc import Mapping

import pytest

from tests.architecture.tree import text_files
from tests.architecture.unit_lists import HOMES, javascript_faults, python_faults

EXCEPTIONS: Mapping[str, str] = {
    "app/runs/examples.py": "an example of a request, with the weights of an LSTM in it",
}
"""Files that still list names by hand, and why. It only shrinks: an entry that is no longer needed fails."""


def faults(path: str, text: str) -> list[str]:
    if path.startswith(HOMES):
        return []
    if path.endswith(".py"):
        return python_faults(text)
    return javascript_faults(text) if path.endswith(".js") else []


def test_no_list_of_gates_or_fields_is_written_by_hand() -> None:
    found = {path: faults(path, text) for path, text in text_files("lstm_core", "app", "static")}
    listed = {path: places for path, places in found.items() if places}
    assert {path: places for path, places in listed.items() if path not in EXCEPTIONS} == {}
    assert sorted(set(EXCEPTIONS) - set(listed)) == [], (
        "these list nothing any more: drop them from EXCEPTIONS"
    )


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ('LETTERS = ("f", "i", "g", "o")', ["1: letters"]),
        ('VALVES = ["f", "i", "o"]', ["1: letters"]),
        ('x = {"z", "r", "n"}', ["1: letters"]),
        ('for gate in "figo":\n    print(gate)', ["1: letters"]),
        ('x = [one for one in "fio"]', ["1: letters"]),
        ('Gate = Literal["forget", "input", "output"]', ["1: gates"]),
        ('x = {"forget": "f"}', ["1: gates by letter"]),
        ('x = {"f": "forget", "w": 1}', ["1: gates by letter"]),
        ('x = {"update": "z"}', ["1: gates by letter"]),
        ('x = ("h_prev", "kept", "added")', ["1: fields"]),
        ('x = (trace.f, trace.i, trace.g)', ["1: letters"]),
        ('draw(f=a, i=b, o=c)', ["1: letters"]),
        ("class A:\n    kept: int\n    added: int\n    tanh_C: int", ["1: fields"]),
        ("class A:\n    z_f: int\n    z_i: int\n    z_g: int", ["1: fields"]),
        ('x = "f i g o".split()', ["1: letters"]),
        ('x = "h_prev,kept,added".split(",")', ["1: fields"]),
        ('x = tuple("fio")', ["1: letters"]),
        ('x = [*"figo"]', ["1: letters"]),
        ('sign = "tanh" if letter == "g" else "sigma"', ["1: one name"]),
        ('if name in carried and name != "C_prev":\n    pass', ["1: one name"]),
        ('match letter:\n    case "f":\n        pass', ["2: one name"]),
    ],
)  # fmt: skip
def test_a_list_in_python_is_found(source: str, kinds: list[str]) -> None:
    assert python_faults(source) == kinds


@pytest.mark.parametrize(
    "source",
    [
        'x = ("f", "i")',
        'x = trace.f * trace.C_prev + trace.i',
        'words = "figo"',
        'x = {"forget": "crimson", "write": "green"}',
        'x = ("x", "y", "z")',
        'for net in blueprint.nets:\n    print(net.letter)',
        'x = ("forget", "write", "merge")',
        'x = "one two".split() + list("ab")',
        'plain = array.dtype.kind == "f" or event.key == "f"',
        'x = name == "x" or "h" in carried',
    ],
)  # fmt: skip
def test_other_python_is_left_alone(source: str) -> None:
    assert python_faults(source) == []


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ('const LETTERS = ["f", "i", "g", "o"];', ["1: letters"]),
        ('new Set(["f",\n  "i", "o"])', ["1: letters"]),
        ('const GATES = { f: "forget", w: 1 };', ["1: gates by letter"]),
        ('const LETTER = { forget: "f", write: "w" };', ["1: gates by letter"]),
        ('const ROWS = [{ field: "f" }, ["kept", "added", "tanh_C"]];', ["1: fields"]),
        ("/** @typedef {\"f\"|\"i\"|\"g\"|\"o\"} Letter */", ["1: letters"]),
        ('\n/** @type {"forget"|"input"|"output"} */', ["2: gates"]),
        ("const { f, i, o } = trace;", ["1: letters"]),
        ('const LETTERS = [..."figo"];', ["1: letters"]),
        ('const FIELDS = "h_prev kept added".split(" ");', ["1: fields"]),
        ('const sign = letter === "g" ? "tanh" : "σ";', ["1: one name"]),
        ('switch (letter) {\n  case "f":\n}', ["2: one name"]),
        ("const opening = trace.f[step];", ["1: one name"]),
        ('const squeezed = trace["tanh_C"];', ["1: one name"]),
    ],
)  # fmt: skip
def test_a_list_in_a_script_is_found(source: str, kinds: list[str]) -> None:
    assert javascript_faults(source) == kinds


@pytest.mark.parametrize(
    "source",
    [
        'const PAIR = ["f", "i"];',
        'function f(i) { const o = g(i); return o; }',
        'const ROLES = { forget: "crimson", write: "green" };',
        'const [x, y, z] = place;',
        'for (const { letter } of unit.nets) show(letter);',
        'if (event.key === "f" || kind === "f") show(field === "x", t("lab.legend.f.words"));',
        'import { wheel } from "./pipe.f.js"; const own = trace.forget(state === "h");',
    ],
)  # fmt: skip
def test_other_scripts_are_left_alone(source: str) -> None:
    assert javascript_faults(source) == []
