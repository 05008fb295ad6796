"""The parts of a tutorial. Steps, lanes and inputs count from 1 here, as on the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ALONE = "none"
"""What a question names as its figure when it is asked without one."""
PATHS = ("short", "all")
"""The ways through the tutorial: fourteen screens that stand by themselves, and everything."""

SIDES = ("peepholes", "libraries", "gradients")
"""Side paths: screens of the long path that may be left out."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file and a line in it, counted from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file.parent.name}/{self.file.name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong: its place, and what was expected."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class TutorialError(ValueError):
    """The first fault that keeps a part from being read or computed.

    Parameters
    ----------
    place : Place
        Where the fault is.
    text : str
        What is wrong and what was expected.
    """

    def __init__(self, place: Place, text: str) -> None:
        super().__init__(f"{place}: {text}")
        self.fault = Fault(place, text)


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of source text and its place."""

    text: str
    place: Place


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


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea: a heading, its address, what is below it; and one of `SIDES`, if it is on a side path."""

    id: str
    title: str
    parts: tuple[Part, ...]
    place: Place
    side: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures, in order."""
        return tuple(part for part in self.parts if isinstance(part, Figure))

    def figure_of(self, part: Part) -> str | None:
        """Return the id of the figure that a part refers to: the one it names, else the screen's first."""
        if isinstance(part, Question) and part.figure == ALONE:
            return None
        named = part.figure if isinstance(part, Question | Task | Course | Code | Find) else None
        own = part.id if isinstance(part, Figure) else None
        return own or named or next((figure.id for figure in self.figures), None)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its screens, and what search engines and the table of contents say about it.

    Attributes
    ----------
    path : str
        The way through the tutorial that it belongs to, one of `PATHS`.
    """

    slug: str
    title: str
    summary: str
    screens: tuple[Screen, ...]
    place: Place
    path: str = "all"


@dataclass(frozen=True, slots=True)
class Tutorial:
    """All chapters in one language, and the faults of those that could not be read."""

    language: str
    chapters: tuple[Chapter, ...] = ()
    faults: tuple[Fault, ...] = field(default=())

    def screens(self) -> Iterator[tuple[Chapter, Screen]]:
        """Yield every screen with its chapter, in order."""
        return ((chapter, screen) for chapter in self.chapters for screen in chapter.screens)

    def figures(self) -> dict[str, Figure]:
        """Return all figures by id."""
        return {figure.id: figure for _, screen in self.screens() for figure in screen.figures}
