"""Docstrings, comments, messages and documents avoid phrases over which an English reader stumbles."""

import pytest

from tests.architecture.prose import faults, javascript_passages, markdown_passages, python_passages
from tests.architecture.tree import text_files

CATALOGUES = "templates/learn/"
"""The tutorial's chapters, which are texts for pages."""


def found_in(path: str, source: str) -> list[str]:
    if path.endswith(".py"):
        passages = python_passages(source, messages=path.startswith(("lstm_core/", "app/")))
    elif path.endswith(".js"):
        passages = javascript_passages(source)
    elif path.endswith(".md") and not path.startswith(CATALOGUES):
        passages = markdown_passages(source)
    else:
        return []
    return [f"{path}:{line}: write {advice}" for line, text in passages for advice in faults(text)]


def test_no_text_for_developers_holds_a_trap() -> None:
    assert [fault for path, source in text_files() for fault in found_in(path, source)] == []


@pytest.mark.parametrize(
    ("passage", "advice"),
    [
        ("A file a preset.", "one ... per ..."),
        ("One file a preset.", "one ... per ..."),
        ("The table: a row a step; names are skipped", "one ... per ..."),
        ("a screen an\nidea, and more", "one ... per ..."),
        ("expected 3 states, one a layer and direction", "one ... per ..."),
        ("When the URL is none.", "malformed"),
        ("an address that is none: people get a page", "malformed"),
        ("That it is none of a model is certain.", "malformed"),
        ("Numbers filled in, for who writes it.", "whoever, or a noun"),
        ("Only who uploaded a model can delete it.", "whoever, or a noun"),
        ("It runs. Who wants to know must read on.", "whoever, or a noun"),
        ("in a year, be it by a window or by a memory", "whether ... or"),
        ("Only so do eight lanes meet.", "only then, or only in this way"),
        ("A page that there is not.", "does not exist"),
        ("It foretells the mean.", "predict"),
        ("Seen on two cores.", "measured on"),
    ],
)
def test_a_trap_is_found(passage: str, advice: str) -> None:
    assert faults(passage) == [advice]


@pytest.mark.parametrize(
    "passage",
    [
        "One file per preset, one row per step.",
        "They call a gate a valve, or call one a wheel. It gives a reader a hint. One a day is enough.",
        "Once a week a worker looks. A user of a model. Take a step, a unit and a value.",
        "Return the tag, None where there is none, or where there are none of these.",
        "Its value is None. If none is given, none are read. The kind is none of the three.",
        "Who imports whom is checked. Who is it for? Whoever asks gets an answer.",
        "a list of those who may read; a choice as to who may write",
        "It may be its own. So it is. If there is one, take it; if there is not, wait.",
        "The sequence was not seen on any page. It predicts the mean.",
    ],
)
def test_plain_english_passes(passage: str) -> None:
    assert faults(passage) == []


def test_names_of_tests_are_read() -> None:
    source = "def test_a_host_that_is_none() -> None: ...\ndef f_is_none() -> None: ...\n"
    assert found_in("tests/x.py", source) == ["tests/x.py:1: write malformed"]


def test_python_is_read_by_paragraph_without_its_code() -> None:
    source = '"""One.\n\nA file a\npreset.\n"""\nx = "a row a step."  # Only so.\n'
    assert found_in("tests/x.py", source) == [
        "tests/x.py:6: write only then, or only in this way", "tests/x.py:3: write one ... per ..."
    ]  # fmt: skip
    assert "lstm_core/x.py:6: write one ... per ..." in found_in("lstm_core/x.py", source)


def test_scripts_are_read_in_their_comments_alone() -> None:
    source = '/** A file a\n * preset. */\nconst x = "a row a step.";\n  f(); // a lane a unit.\n"//be it";'
    assert found_in("static/x.js", source) == [
        "static/x.js:1: write one ... per ...", "static/x.js:4: write one ... per ..."
    ]  # fmt: skip


def test_documents_are_read_without_their_code() -> None:
    source = "# Title\n\n```sh\nbe it\n```\n\nA line,\nbe it\nlong.\n"
    assert found_in("README.md", source) == ["README.md:7: write whether ... or"]
    assert found_in("templates/learn/en/01.md", source) == []
