"""From the entries of a block to a part of a screen."""

import math
import re

from app.learn.text.blocks import Block
from app.learn.text.parts import Choice, Code, Course, Figure, Find, Question, Task, Term, Terms
from app.learn.text.places import Line, Place, TutorialError

MOMENT = (
    *("model", "example", "x", "step", "phase", "view"),
    *("pins", "hold", "lanes", "unit", "valve", "light", "parts", "gradient", "dye"),
)
"""Keys that say which run is shown, and which moment of it."""
MEASURED = {
    "tape": ("prices",),
    "window": ("width", "joined", "errors"),
    "gradient-knob": ("network", "radius", "bias", "inputs"),
    "comparison": ("task",),
    "backward": ("task",),
    "learning": ("step", "shows"),
    "recurrent": ("example", "step"),
    "cheaper": ("example",),
    "sigmoid": ("sum",),
    "flawed": (),
}
"""Kinds that are drawn by the server, from their options or from stored measurements."""
CONTROLS = (
    *("phases", "steps", "valves", "timeline", "views", "lid", "morph"),
    *("why", "compare", "input", "dye"),
)
"""What a reader may do with a figure; ``lid``: choose between the views ``box`` and ``pipe`` alone."""

_COMMON = ("id", "kind", "controls", "caption", "claim", "alt")
_ID = re.compile(r"^[a-z0-9][a-z0-9-]*$")


def figure(block: Block) -> Figure:
    """Return the figure described by a block."""
    kind = (block.get("kind") or Line("unit", block.place)).text
    if kind != "unit" and kind not in MEASURED:
        known = ", ".join(["unit", *MEASURED])
        raise TutorialError(block.need("kind").place, f"expected a kind of {known}, found {kind!r}")
    own = MEASURED.get(kind, MOMENT)
    block.expect_keys((*_COMMON, *own), repeated=("claim",))
    if kind == "unit":
        block.need("model")
    return Figure(
        id=_id(block),
        kind=kind,
        options={key: value.text for key, value in block.entries if key in own},
        controls=_controls(block),
        caption=block.get("caption"),
        alt=block.need("alt") if kind == "unit" else block.get("alt"),
        claims=block.all("claim"),
        place=block.place,
    )


def question(block: Block) -> Question:
    """Return the question described by a block."""
    keys = ("id", "figure", "cover", "within", "ask", "+", "-", "claim", "reveal")
    block.expect_keys(keys, repeated=("claim", "+", "-"))
    choices = tuple(_choice(value, right=key == "+") for key, value in block.entries if key in ("+", "-"))
    rights = sum(choice.right for choice in choices)
    if rights != 1 or len(choices) < 2:
        raise TutorialError(
            block.place,
            f"expected one right answer '+' and at least one '-', found {rights} and {len(choices) - rights}",
        )
    return Question(
        id=_id(block),
        figure=_text(block.get("figure")),
        covers=_yes(block.get("cover")),
        within=_distance(block.get("within")),
        ask=block.need("ask"),
        choices=choices,
        claims=block.all("claim"),
        reveal=block.get("reveal"),
        place=block.place,
    )


def task(block: Block) -> Task:
    """Return the task described by a block."""
    keys = ("id", "figure", "do", "hint", "goal", "solution", "done", "claim")
    block.expect_keys(keys, repeated=("claim",))
    return Task(
        id=_id(block),
        figure=_text(block.get("figure")),
        do=block.need("do"),
        hint=block.get("hint"),
        goal=block.need("goal"),
        solution=block.need("solution"),
        done=block.need("done"),
        claims=block.all("claim"),
        place=block.place,
    )


def course(block: Block) -> Course:
    """Return the course to be drawn that is described by a block."""
    block.expect_keys(("id", "figure", "field", "lane", "from", "to", "ask", "done"), repeated=())
    first, last = _count(block, "from"), _count(block, "to")
    if last <= first:
        raise TutorialError(block.need("to").place, f"expected a step after {first}, found {last}")
    return Course(
        id=_id(block),
        figure=_text(block.get("figure")),
        field=block.need("field").text,
        lane=_count(block, "lane"),
        first=first,
        last=last,
        ask=block.need("ask"),
        done=block.need("done"),
        place=block.place,
    )


def code(block: Block) -> Code:
    """Return the lines of code described by a block: ``line: code || change of the figure``."""
    block.expect_keys(("id", "figure", "line"), repeated=("line",))
    lines = tuple(_code_line(line) for line in block.all("line"))
    if not lines:
        raise TutorialError(block.place, "expected at least one line, 'line: code || step=1'")
    return Code(_id(block), _text(block.get("figure")), lines, block.place)


def _code_line(line: Line) -> tuple[str, Line]:
    text, bars, change = line.text.partition("||")
    if not bars or not text.strip() or not change.strip():
        raise TutorialError(line.place, f"expected 'code || change of the figure', found {line.text!r}")
    return text.strip(), Line(change.strip(), line.place)


def find(block: Block) -> Find:
    """Return the search for errors described by a block: ``error: id of a line || what is said about it``."""
    block.expect_keys(("id", "figure", "ask", "error", "done"), repeated=("error",))
    errors = []
    for line in block.all("error"):
        name, bars, feedback = line.text.partition("||")
        if not bars or not name.strip() or not feedback.strip():
            raise TutorialError(line.place, f"expected 'line || what is said about it', found {line.text!r}")
        errors.append((name.strip(), Line(feedback.strip(), line.place)))
    figure = _text(block.get("figure"))
    return Find(_id(block), figure, block.need("ask"), tuple(errors), block.need("done"), block.place)


def terms(body: str, place: Place) -> Terms:
    """Return the card of terms described by a block: one line ``name | symbol | meaning`` per term."""
    found = []
    for number, line in enumerate(body.splitlines(), start=place.line + 1):
        if not line.strip():
            continue
        here = Place(place.file, number)
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 3 or not cells[0] or not cells[2]:
            raise TutorialError(here, f"expected 'name | symbol | meaning', found {line!r}")
        found.append(Term(cells[0], cells[1].strip("$"), Line(cells[2], here)))
    if not found:
        raise TutorialError(place, "expected at least one term, 'name | symbol | meaning'")
    return Terms(tuple(found), place)


def _id(block: Block) -> str:
    found = block.need("id")
    if not _ID.match(found.text):
        raise TutorialError(
            found.place, f"expected an id of small letters, digits and dashes, found {found.text!r}"
        )
    return found.text


def _count(block: Block, key: str) -> int:
    found = block.need(key)
    if not found.text.isdecimal() or int(found.text) < 1:
        raise TutorialError(found.place, f"{key}: expected a number from 1 on, found {found.text!r}")
    return int(found.text)


def _choice(value: Line, *, right: bool) -> Choice:
    text, bars, feedback = value.text.partition("||")
    if not bars or not text.strip() or not feedback.strip():
        raise TutorialError(value.place, f"expected 'answer || what is said about it', found {value.text!r}")
    return Choice(Line(text.strip(), value.place), Line(feedback.strip(), value.place), right)


def _controls(block: Block) -> tuple[str, ...]:
    given = block.get("controls")
    if given is None:
        return ("phases",)
    found = tuple(given.text.split())
    for name in found:
        if name not in CONTROLS:
            raise TutorialError(
                given.place, f"there is no control {name!r}, expected some of {' '.join(CONTROLS)}"
            )
    return found


def _distance(line: Line | None) -> float | None:
    if line is None:
        return None
    try:
        found = float(line.text)
    except ValueError:
        found = 0.0
    if not 0 < found < math.inf:
        raise TutorialError(line.place, f"within: expected a number above 0, found {line.text!r}")
    return found


def _text(line: Line | None) -> str | None:
    return line.text if line else None


def _yes(line: Line | None) -> bool:
    if line is not None and line.text != "yes":
        raise TutorialError(line.place, f"expected 'yes', found {line.text!r}")
    return line is not None
