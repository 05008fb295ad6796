"""The tutorial itself: its statements are true in both languages, and it covers every row of the product."""

import csv
import re
from collections.abc import Iterable

import numpy as np
import pytest

from app.learn.text.outline import Tutorial
from app.learn.text.parts import Code, Figure, Task
from app.learn.text.tutorial import CHAPTERS
from app.learn.truth.checks import check, lit
from app.learn.truth.scope import Scope
from app.learn.truth.wholeness import compare
from lstm_core.arrays import Array
from tests.app.learn.samples import FINDINGS, FOLDER, MEASUREMENTS, RUNS, TUTORIALS

SCOPES = {language: Scope(tutorial, RUNS, MEASUREMENTS) for language, tutorial in TUTORIALS.items()}
ROWS = list(csv.DictReader((FOLDER / "rows.csv").read_text(encoding="utf-8").splitlines()))
"""Which screen and which figure shows which row of the product."""


@pytest.mark.parametrize("language", TUTORIALS)
def test_every_number_claim_question_and_solution_holds(language: str) -> None:
    faults = check(TUTORIALS[language], SCOPES[language], FINDINGS.drawer(language))
    assert [str(fault) for fault in faults] == []


def test_both_languages_hold_the_same() -> None:
    en, zh = TUTORIALS["en"], TUTORIALS["zh"]
    assert [str(fault) for fault in [*compare(en, zh), *compare(zh, en)]] == []
    assert [chapter.place.file.stem for chapter in en.chapters] == list(CHAPTERS)
    assert sum(isinstance(p, Task) for _, screen in en.screens() for p in screen.parts) >= len(CHAPTERS)


def told(language: str, name: str) -> tuple[list[list[str]], list[str]]:
    """Return the expressions of each screen, and the lines that say where figures and tasks go."""
    text = (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")
    screens = re.split(r"^# ", text, flags=re.MULTILINE)
    expressions = [sorted(e.replace(" ", "") for e in re.findall(r"\{\{(.*?)\}\}", s)) for s in screens]
    return expressions, sorted(re.findall(r"^(?:reveal|solution|goal|claim):.*", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", CHAPTERS)
def test_both_languages_tell_the_same_numbers(name: str) -> None:
    assert told("zh", name) == told("en", name)


def test_chinese_is_chinese() -> None:
    letters = re.compile(r"[\u4e00-\u9fff]")
    screens = [screen for _, screen in TUTORIALS["zh"].screens()]
    assert [screen.id for screen in screens if not letters.search(screen.title)] == []
    english = {f"{c.slug} {s.id} {s.title}" for c, s in TUTORIALS["en"].screens()}
    assert english & {f"{c.slug} {s.id} {s.title}" for c, s in TUTORIALS["zh"].screens()} == set()


class FakeTorch:
    """What the tutorial's lines of PyTorch call, in NumPy."""

    chunk, tanh = staticmethod(np.split), staticmethod(np.tanh)

    @staticmethod
    def sigmoid(z: Array) -> Array:
        return 1 / (1 + np.exp(-z))


def test_the_lines_of_pytorch_are_a_step_of_the_unit_beside_them() -> None:
    lines = [
        part for _, screen in TUTORIALS["en"].screens() for part in screen.parts if isinstance(part, Code)
    ]
    [code] = lines
    at = SCOPES["en"].moment("pytorch-cell")
    assert at is not None
    trace, order = RUNS.trace(at), "ifgo"
    step, nets = at.step - 1, trace.params.nets
    names = {
        "torch": FakeTorch,
        "W_ih": np.concatenate([nets[letter].W for letter in order]),
        "W_hh": np.concatenate([nets[letter].U for letter in order]),
        "b_ih": np.concatenate([nets[letter].b for letter in order]),
        "b_hh": np.zeros(4 * trace.params.H),
        "x": trace.x[step],
        "h": trace.h[step - 1],
        "c": trace.C[step - 1],
    }
    exec("\n".join(text for text, _ in code.lines), names)  # noqa: S102 - the tutorial's own lines
    for name, field in (("kept", trace.kept), ("added", trace.added), ("c", trace.C), ("h", trace.h)):
        np.testing.assert_allclose(names[name], field[step], rtol=0, atol=1e-12)
    moments = lit(code, SCOPES["en"], "pytorch-cell")
    assert [(moment.phase, moment.keys.get("light")) for moment in moments] == [
        ("signals", None),
        *((light, light) for light in ("forget", "write", "merge", "output")),
    ]


def figures_of(tutorial: Tutorial) -> dict[tuple[str, str, str], Figure]:
    return {(c.slug, s.id, figure.id): figure for c, s in tutorial.screens() for figure in s.figures}


def test_every_row_of_the_product_has_its_figure() -> None:
    assert sorted({row["row"] for row in ROWS}, key=lambda row: int(row[1:])) == [
        f"S{n}" for n in range(1, 16)
    ]
    places = figures_of(TUTORIALS["en"])
    assert [row for row in ROWS if (row["chapter"], row["screen"], row["figure"]) not in places] == []


@pytest.mark.parametrize(
    ("path", "numbers"), [("all", range(1, 16)), ("short", [*range(4, 12), 15])], ids=["all", "short"]
)
def test_a_path_has_its_rows_off_the_side_paths(path: str, numbers: Iterable[int]) -> None:
    main = {
        (chapter.slug, screen.id)
        for chapter, screen in TUTORIALS["en"].screens()
        if chapter.path == path and not screen.side
    }
    found = {int(row["row"][1:]) for row in ROWS if (row["chapter"], row["screen"]) in main}
    assert found == set(numbers)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['row']}-{row['figure']}")
def test_the_figure_of_a_row_runs(row: dict[str, str]) -> None:
    figure = TUTORIALS["en"].figures()[row["figure"]]
    at = SCOPES["en"].moment(figure.id)
    if at is None:
        assert (
            "<svg" in FINDINGS.drawer("en")(figure.kind, dict(figure.options)) or figure.kind == "comparison"
        )
    else:
        trace = RUNS.trace(at)
        assert abs(trace.C - (trace.f * trace.C_prev + trace.i * trace.g)).max() < 1e-12
