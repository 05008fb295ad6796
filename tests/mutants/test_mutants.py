"""The mutants are those that one expects, and a trial tells which of them tests find."""

import subprocess
from pathlib import Path

import pytest

from tests.mutants import javascript, python
from tests.mutants.trial import NothingMirrorsError, Trial, mirrors_of

PYTHON = b'''"""3 < 4"""
def f(a: int = 1, *b: 'x < y') -> None:
    if not a < 2 and b:
        log(a)
    if a:
        return a + 1  # 1 < 2
    return f"{a + 1}" == None
'''
CHANGED = [
    "a: int = 2",
    "if a < 2 and b",
    "a <= 2",
    "a < 3",
    "a < 2 or b",
    "    pass\n",
    "if not a:",
    "return None  #",
    "a - 1",
    "a + 2",
    "return None\n",
    "!= None",
]


def test_the_mutants_of_python_leave_texts_and_annotations_alone() -> None:
    every = [one.of(PYTHON).decode() for one in python.mutants_of(PYTHON)]
    assert len(every) == len(CHANGED)
    for one in CHANGED:
        assert sum(one in text and one not in PYTHON.decode() for text in every) == 1, one


def test_the_mutants_of_a_script_leave_comments_and_texts_alone() -> None:
    script = b"const a = b < 2 && c !== 'x < 1'; // 3 < 4\nlet d = `1 ${e}` ?? e.x2 + 0.5;"
    found = [(one.line(script), one.told(script).split("  ->  ")[1]) for one in javascript.mutants_of(script)]
    assert found == [
        (1, "const a = b <= 2 && c !== 'x < 1'; // 3 < 4"),
        (1, "const a = b < 3 && c !== 'x < 1'; // 3 < 4"),
        (1, "const a = b < 2 || c !== 'x < 1'; // 3 < 4"),
        (1, "const a = b < 2 && c === 'x < 1'; // 3 < 4"),
        (2, "let d = `1 ${e}` && e.x2 + 0.5;"),
        (2, "let d = `1 ${e}` ?? e.x2 - 0.5;"),
    ]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """Return a checkout with one function and its test."""
    files = {
        "lstm_core/a/b.py": "def f(x):\n    return x - 1 if x > 9 else x\n",
        "lstm_core/a/lonely.py": "",
        "tests/core/a/test_b.py": "from lstm_core.a.b import f\n\ndef test_f():\n    assert f(11) == 10\n",
        "tests/core/a/test_c.py": "def test_c():\n    assert True\n",
        "tests/app/test_d.py": "def test_d():\n    assert False\n",
        "app/d.py": "",
    }
    for name, text in files.items():
        (tmp_path / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / name).write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "root", check=True)
    return tmp_path / "root"


def test_the_mirrors_of_a_file_are_those_of_its_name_first(root: Path) -> None:
    assert mirrors_of("lstm_core/a/b.py", root) == ["tests/core/a/test_b.py", "tests/core/a/test_c.py"]
    assert mirrors_of("lstm_core/a/z/c.py", root) == ["tests/core/a/test_c.py", "tests/core/a/test_b.py"]
    with pytest.raises(NothingMirrorsError):
        mirrors_of("tests/mutants/python.py", root)


def test_a_trial_finds_what_tests_find_and_leaves_the_checkout_alone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # they take longer than such tests
    path, source = "lstm_core/a/b.py", (root / "lstm_core/a/b.py").read_bytes()
    trial = Trial(tmp_path / "copy", root)
    seconds = trial.seconds(path)
    assert 0 < seconds < 60
    mutants = {one.text: one.of(source) for one in python.mutants_of(source)}
    assert [*mutants] == ["None", "+", "2", ">=", "10"]
    assert trial.is_found(path, mutants["+"], seconds) is True
    assert trial.is_found(path, mutants[">="], seconds) is False  # the test asks for 11 only
    assert (root / path).read_bytes() == source == (tmp_path / "copy" / path).read_bytes()
    with pytest.raises(NothingMirrorsError, match="fail as it is"):
        trial.seconds("app/d.py")
