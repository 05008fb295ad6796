"""What a tutorial consists of: screens, chapters, and the ways through them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.learn.text.parts import ALONE, Code, Course, Figure, Find, Part, Question, Task
from app.learn.text.places import Fault, Place

PATHS = ("short", "all")
"""The ways through the tutorial: fourteen screens that stand by themselves, and everything."""

SIDES = ("peepholes", "libraries", "gradients")
"""Side paths: screens of the long path that may be left out."""


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
