"""What a tutorial is made of. Steps, lanes and inputs count from 1 here, as on the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file and a line of it, counted from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file.parent.name}/{self.file.name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong, where, and what was expected."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class TutorialError(ValueError):
    """The first thing that keeps a part from being read or computed.

    Parameters
    ----------
    place : Place
        Where it stands.
    text : str
        What is wrong and what was expected.
    """

    def __init__(self, place: Place, text: str) -> None:
        super().__init__(f"{place}: {text}")
        self.fault = Fault(place, text)


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of source text and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown between blocks, as it was written; the place is that of its first line."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Figure:
    """A run of a preset, a moment of it and a view of it; or a picture of stored measurements.

    Attributes
    ----------
    id : str
        Unique in the tutorial.
    kind : str
        ``unit`` is a view of the Lab, live; the others are drawn from measurements.
    options : mapping of str to str
        All other keys as written.
    controls : tuple of str
        What the reader gets.
    caption, alt : Line or None
        Their numbers are filled in.
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
    """An answer that a reader can choose, and what is said about it then."""

    text: Line
    feedback: Line
    right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Asked before the figure shows it; one that `covers` its figure hides it until it is answered."""

    id: str
    figure: str | None
    covers: bool
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
class Term:
    """A word of the glossary: its name, its symbol in LaTeX, what it means."""

    name: str
    symbol: str
    meaning: Line


@dataclass(frozen=True, slots=True)
class Terms:
    """The card of a chapter's terms."""

    terms: tuple[Term, ...]
    place: Place


Part = Prose | Figure | Question | Task | Terms


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea: a heading, its address, and what is below it."""

    id: str
    title: str
    parts: tuple[Part, ...]
    place: Place

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures, in order."""
        return tuple(part for part in self.parts if isinstance(part, Figure))

    def figure_of(self, part: Part) -> str | None:
        """Return the id of the figure that a part speaks of: the one it names, else the screen's first."""
        named = part.figure if isinstance(part, Question | Task) else None
        own = part.id if isinstance(part, Figure) else None
        return own or named or next((figure.id for figure in self.figures), None)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file: its screens, and what search engines and the table of contents say about it."""

    slug: str
    title: str
    summary: str
    screens: tuple[Screen, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Tutorial:
    """All chapters of one language, and what is wrong with those that could not be read."""

    language: str
    chapters: tuple[Chapter, ...] = ()
    faults: tuple[Fault, ...] = field(default=())

    def screens(self) -> Iterator[tuple[Chapter, Screen]]:
        """Yield every screen with its chapter, in order."""
        return ((chapter, screen) for chapter in self.chapters for screen in chapter.screens)

    def figures(self) -> dict[str, Figure]:
        """Return all figures by id."""
        return {figure.id: figure for _, screen in self.screens() for figure in screen.figures}
