"""What the templates receive: parts of screens with everything computed, and HTML where a name says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure.

    Attributes
    ----------
    address : str or None
        The fragment of the Lab's address that says what it shows; None for a drawing of measurements.
    stills : mapping of str to str
        Trusted SVG by layout: ``wide`` and ``tall``, or ``row``.
    drawn : str
        Trusted HTML, for a drawing of measurements.
    moment : mapping of str to int or None
        The step and phase that the caption is about, counted from 1.
    bands : int
        How many bands the strip above it has: the input, and what the network answers; 0 if it has no strip.
    hands : bool
        Whether its lanes are turned by sliders, too: in the drawing they are too narrow for many hands.
    """

    id: str
    kind_of: str
    address: str | None
    controls: tuple[str, ...]
    caption_html: str
    alt: str
    stills: Mapping[str, str]
    drawn: str
    view: str
    moment: Mapping[str, int] | None = None
    bands: int = 0
    hands: bool = False
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One answer to choose from, or the number to be typed for it."""

    html: str
    feedback_html: str
    right: bool
    value: float | None = None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question; `reveal` is where its figure moves after the answer, which it may hide until then.

    If the answer is typed, `within` is how far it may be off, and `unit` stands behind the field.
    """

    id: str
    figure: str | None
    covers: bool
    ask_html: str
    choices: tuple[ChoiceView, ...]
    reveal: str | None
    within: float | None = None
    unit: str = ""
    kind: str = "question"


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task; `goal` is JSON, `solution` an address."""

    id: str
    figure: str
    do_html: str
    hint_html: str
    done_html: str
    goal: dict[str, Any]
    solution: str
    kind: str = "task"


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course to be drawn; `values` are those of steps 1 to the last, of which `first` are given."""

    id: str
    figure: str
    ask_html: str
    done_html: str
    first: int
    values: tuple[float, ...]
    kind: str = "draw"


@dataclass(frozen=True, slots=True)
class CodeView:
    """Lines of code, each with the address of what its figure shows."""

    id: str
    figure: str
    lines: tuple[tuple[str, str], ...]
    kind: str = "code"


@dataclass(frozen=True, slots=True)
class FindView:
    """A search for errors; `errors` maps each wrong line to the HTML that is said when it is found."""

    id: str
    figure: str
    ask_html: str
    done_html: str
    errors: Mapping[str, str]
    kind: str = "find"


@dataclass(frozen=True, slots=True)
class SliderView:
    """A weight that the reader sets; `of` is the input that it weighs, None for a bias."""

    place: str
    of: str | None
    start: float
    solved: float


@dataclass(frozen=True, slots=True)
class ValveView:
    """The weights of one small network that the reader sets."""

    letter: str
    role: str
    sliders: tuple[SliderView, ...]


@dataclass(frozen=True, slots=True)
class WorkbenchView:
    """A unit whose weights the reader sets.

    Attributes
    ----------
    probes : tuple of str
        Their names.
    data : mapping
        What the page runs and judges: see `app.learn.pages.workbenches`.
    """

    id: str
    do_html: str
    hint_html: str
    done_html: str
    valves: tuple[ValveView, ...]
    reach: float
    stop: float
    probes: tuple[str, ...]
    address: str
    data: Mapping[str, Any]
    kind: str = "workbench"


@dataclass(frozen=True, slots=True)
class TermView:
    """A term in the glossary."""

    name: str
    symbol_html: str
    role: str | None
    meaning_html: str


@dataclass(frozen=True, slots=True)
class TermsView:
    """The card of terms."""

    terms: tuple[TermView, ...]
    kind: str = "terms"


@dataclass(frozen=True, slots=True)
class ProseView:
    """Paragraphs."""

    html: str
    kind: str = "prose"


@dataclass(frozen=True, slots=True)
class FaultView:
    """A stand-in for a part that could not be made; the checker reports the same fault."""

    text: str
    kind: str = "fault"


PartView = (
    FigureView
    | QuestionView
    | TaskView
    | CourseView
    | CodeView
    | FindView
    | WorkbenchView
    | TermsView
    | ProseView
    | FaultView
)


@dataclass(frozen=True, slots=True)
class ScreenView:
    """Where a screen is, for links to it.

    Attributes
    ----------
    path : str
        Its English address; the very first screen is ``/``.
    side : str
        The side path that it is on; empty on the main path.
    """

    id: str
    path: str
    title: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter in the table of contents.

    Attributes
    ----------
    number : int or None
        Its number, starting at 1; None for the short path, which is one chapter.
    path : str
        The way through the tutorial that it belongs to.
    """

    slug: str
    number: int | None
    path: str
    title: str
    summary: str
    screens: tuple[ScreenView, ...]


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """A screen with everything on it, and its neighbours; `past` follows a side path that comes next.

    At the end of the mixed test, `others` is the address of other questions; elsewhere it is empty.
    """

    screen: ScreenView
    chapter: ChapterView
    description: str
    parts: tuple[PartView, ...]
    previous: ScreenView | None
    next: ScreenView | None
    past: ScreenView | None = None
    others: str = ""

    @property
    def number(self) -> int:
        """The screen's number within its chapter, starting at 1."""
        return self.chapter.screens.index(self.screen) + 1

    @property
    def figures(self) -> int:
        """The number of figures on it."""
        return sum(part.kind in ("figure", "workbench") for part in self.parts)
