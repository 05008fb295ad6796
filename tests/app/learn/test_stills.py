"""The stills: one for each living figure, with its numbers and without its controls."""

import gzip
import re
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.learn.truth.moments import Moment
from app.learn.truth.scope import Scope
from app.learn.truth.units import PHASES
from lstm_core import Trace
from tests.app.learn.samples import FOLDER, MEASUREMENTS, RUNS, TUTORIALS
from tests.numerals import short

STILLS = FOLDER / "stills"
LANGUAGES = ("en", "zh")
LAYOUTS = ("wide", "tall")
SCOPE = Scope(TUTORIALS["en"], RUNS, MEASUREMENTS)
LIVE = [figure.id for figure in TUTORIALS["en"].figures().values() if figure.kind == "unit"]
PACKED_LIMIT = 9_000
SET_AT = {"forget": ("f", 0), "write": ("i", 0), "output": ("o", 4)}
"""The gate of each valve, and the phase that sets it."""
BUILT = {"forget": "forget", "write": "joint", "output": "output"}
"""What each valve belongs to where a figure is built up."""


def still(ident: str, layout: str, language: str = "en") -> ET.Element:
    return ET.fromstring((STILLS / language / f"{ident}.{layout}.svg").read_text(encoding="utf-8"))  # noqa: S314


def lanes(at: Moment, trace: Trace) -> list[int]:
    """Return the lanes that the Lab shows: the chosen ones, else the liveliest eight."""
    if "lanes" in at.keys:
        return [int(lane) - 1 for lane in at.keys["lanes"].split(",")]
    change = abs(trace.C - trace.C_prev).sum(axis=0)
    return sorted(sorted(range(len(change)), key=lambda unit: -change[unit])[:8])


def texts(element: ET.Element, but: str = "") -> list[str]:
    """Return the texts in an element, without those of a class."""
    found = [one for one in element.iter("text") if not but or one.get("class") != but]
    return ["".join(one.itertext()) for one in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_still_for_each_figure_and_no_other(language: str) -> None:
    expected = {f"{ident}.{layout}.svg" for ident in LIVE for layout in LAYOUTS}
    assert {file.name for file in (STILLS / language).iterdir()} == expected


def openings(at: Moment) -> dict[str, list[str]]:
    """Return what each valve of a figure shows at its moment: nothing, before it is set."""
    trace = RUNS.trace(at)
    step, phase = at.step - 1, PHASES.index(at.phase)
    built = at.keys.get("parts", ",".join(BUILT.values())).split(",")
    return {
        name: [short(getattr(trace, gate)[step, unit]) for unit in lanes(at, trace) if phase >= first]
        for name, (gate, first) in SET_AT.items()
        if BUILT[name] in built
    }


def test_its_valves_show_the_numbers_of_the_run() -> None:
    for ident in LIVE:
        at = SCOPE.moment(ident)
        assert at is not None, ident
        if at.view in ("box", "row") or "gradient" in at.keys:
            continue
        expected = openings(at)
        for layout in LAYOUTS:
            valves = [one for one in still(ident, layout).iter("g") if one.get("data-valve")]
            assert {valve.get("data-valve"): texts(valve) for valve in valves} == expected, (ident, layout)


def test_both_languages_show_the_same_numbers() -> None:
    number = re.compile(r"^(?:.* (?=[+−≈]))?(≈0|[+−]?\d*\.?\d+)$")  # also an answer's, behind its name
    for ident, layout in product(LIVE, LAYOUTS):
        # The name of a lane may be cut, in one language further than in the other.
        shown = (texts(still(ident, layout, code), but="lane-name") for code in LANGUAGES)
        en, zh = ([said[1] for text in found if (said := number.match(text))] for found in shown)
        assert en == zh, (ident, layout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_small_and_holds_nothing_for_hands(language: str) -> None:
    for file in (STILLS / language).iterdir():
        source = file.read_text(encoding="utf-8")
        assert len(gzip.compress(source.encode(), 9)) < PACKED_LIMIT, file.name
        assert re.findall(r'\b(?:tabindex|role|aria-label|style|onclick)="', source) == [], file.name
        assert re.findall(r"\d\.\d{4,}", source) == [], file.name
        assert re.findall(r'<path class="[^"]*"/>|<g[^>]*></g>', source) == [], f"nothing to see: {file.name}"


def test_a_still_that_shows_other_numbers_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text('<svg><g data-valve="forget"><text>0.94</text><text>0.95</text></g></svg>')
    found = ET.fromstring(file.read_text())  # noqa: S314
    assert [texts(valve) for valve in found.iter("g")] == [["0.94", "0.95"]]
