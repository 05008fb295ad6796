"""The parts of a tutorial. Steps, lanes and inputs count from 1 here, as on the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.learn.text.places import Line, Place

ALONE = "none"
"""What a question names as its figure when it is asked without one."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown between blocks, as written; the place is that of its first line."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Figure:
    """A moment of a preset's run in some view, or a picture of stored measurements.

    Attributes
    ----------
    id : str
        Unique in the tutorial.
    kind : str
        ``unit`` is a live view of the Lab; the others are drawn from measurements.
    options : mapping of str to str
        All other keys, as written.
    controls : tuple of str
        The controls that the reader gets.
    caption, alt : Line or None
        Texts whose numbers are filled in.
    claims : tuple of Line
        Expressions that must be true.
    """

    id: str
    kind: str
    options: Mapping[str, str]
    controls: tuple[str, ...]
    caption: Line | None
    alt: Line | None
    claims: tuple[Line, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that a reader can choose, and the response to it."""

    text: Line
    feedback: Line
    right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question about what the figure will show; one that `covers` the figure hides it until answered.

    Attributes
    ----------
    within : float or None
        The answer is a number that the reader types, and may be so far off; each choice begins with a number
        then, and a wrong one is what is likely to be typed by mistake.
    """

    id: str
    figure: str | None
    covers: bool
    within: float | None
    ask: Line
    choices: tuple[Choice, ...]
    claims: tuple[Line, ...]
    reveal: Line | None
    place: Place


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do by hand, with a goal that the page can check."""

    id: str
    figure: str | None
    do: Line
    hint: Line | None
    goal: Line
    solution: Line
    done: Line
    claims: tuple[Line, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Course:
    """A course that the reader draws before it is shown.

    Attributes
    ----------
    figure : str or None
        The figure whose run it is; None for the screen's first.
    field : str
        The trace's array, such as ``C``.
    lane, first, last : int
        The lane, the last step that is given, and the last one to be drawn, counted from 1.
    """

    id: str
    figure: str | None
    field: str
    lane: int
    first: int
    last: int
    ask: Line
    done: Line
    place: Place


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of code, each with what its figure shows of it, as changes of the figure's start."""

    id: str
    figure: str | None
    lines: tuple[tuple[str, Line], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Find:
    """A search for the errors in a drawing.

    Attributes
    ----------
    figure : str or None
        The drawing, of kind ``flawed``; None for the screen's first figure.
    errors : tuple of (str, Line)
        Each wrong line of `app.learn.drawings.flawed`, and what is said when it is found.
    """

    id: str
    figure: str | None
    ask: Line
    errors: tuple[tuple[str, Line], ...]
    done: Line
    place: Place


@dataclass(frozen=True, slots=True)
class Trial:
    """An input, one row per step, and the answer that is wanted after each step."""

    inputs: tuple[tuple[float, ...], ...]
    wanted: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """An input by which the reader may examine a unit, and its name."""

    name: str
    inputs: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbench:
    """A unit of one lane whose weights the reader sets, so that it answers every trial as wanted.

    Attributes
    ----------
    inputs, drawn : tuple of str
        The name of each input, and how it is drawn: ``line`` or ``flag``.
    weights, solution : mapping of str to float
        Weights by place, such as ``f.W.1.2``; all others are zero. The solution has those that differ.
    sliders : tuple of str
        The places that the reader can set.
    reach, stop : float
        A slider goes from minus `reach` to `reach` in steps of `stop`.
    answer : str
        The trace's array that is the answer.
    within : float
        How far an answer may be from what is wanted.
    trials : tuple of Trial
        The first is shown; the others are hidden until they are tried.
    probes : tuple of Probe
        If there are any, the lid is on and the weights are covered until the reader examines the unit.
    """

    id: str
    do: Line
    inputs: tuple[str, ...]
    drawn: tuple[str, ...]
    weights: Mapping[str, float]
    sliders: tuple[str, ...]
    reach: float
    stop: float
    answer: str
    within: float
    trials: tuple[Trial, ...]
    probes: tuple[Probe, ...]
    hint: Line | None
    solution: Mapping[str, float]
    done: Line
    claims: tuple[Line, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """A term in the glossary: its name, its symbol in LaTeX, its meaning."""

    name: str
    symbol: str
    meaning: Line


@dataclass(frozen=True, slots=True)
class Terms:
    """The card of a chapter's terms."""

    terms: tuple[Term, ...]
    place: Place


Part = Prose | Figure | Question | Task | Course | Code | Find | Workbench | Terms
