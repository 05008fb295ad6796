"""The tutorial in one language, ready to be shown: every part is filled in and rendered once.

Every screen is a page: it has an address, a title and a description, and is readable without scripts. Turning
the page is a link; the browser's view transition does the rest. Mathematics is MathML made here, in whatever
font the reader has. What a reader has read and answered stays in the browser.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

from app.learn.drawings.findings import Draw
from app.learn.pages import mixed, views
from app.learn.pages.own import own_line
from app.learn.pages.workbenches import workbench_view
from app.learn.text.formulas import mathml, role_of
from app.learn.text.outline import Screen, Tutorial
from app.learn.text.parts import (
    Code,
    Course,
    Figure,
    Find,
    Part,
    Prose,
    Question,
    Task,
    Term,
    Terms,
    Workbench,
)
from app.learn.text.places import Line, TutorialError
from app.learn.text.prose import Prose as Markdown
from app.learn.truth.checks import course, lit, revealed, solved
from app.learn.truth.goals import read_goal
from app.learn.truth.moments import Moment
from app.learn.truth.names import Names
from app.learn.truth.numbers import fill, fill_line
from app.learn.truth.runs import Runs
from app.learn.truth.scope import Scope
from app.learn.truth.typed import typed
from app.learn.truth.units import PHASES

DESCRIPTION = 160
LAYOUTS = ("wide", "tall", "row")
NARROW = 4  # lanes of a drawing, each of which is less than 24 pixels wide
_TAG = re.compile(r"<[^>]*>")


class Book:
    """All screens in one language; a screen is made when it is first requested.

    Parameters
    ----------
    tutorial : Tutorial
        The tutorial, as read from its files.
    runs : Runs
        Performs the runs behind the figures.
    measurements : mapping
        Everything that was measured once.
    stills : Path
        The folder of prepared drawings in this language.
    draw : Draw
        Draws the figures of measurements.
    """

    def __init__(
        self,
        tutorial: Tutorial,
        runs: Runs,
        measurements: Mapping[str, Any],
        stills: Path,
        draw: Draw,
    ) -> None:
        self._tutorial = tutorial
        self._scope = Scope(tutorial, runs, measurements)
        self._markdown = Markdown(tutorial.language)
        self._draw = draw
        self._stills = stills
        self._pages: dict[tuple[str, int], views.ScreenPage] = {}
        self.chapters = tuple(_chapters(tutorial))
        self.screens = {screen.path: screen for chapter in self.chapters for screen in chapter.screens}

    def has_made(self, path: str, deal: int = 1) -> bool:
        """Return whether `page` answers at once."""
        return (path, deal) in self._pages

    def page(self, path: str, deal: int = 1) -> views.ScreenPage:
        """Return the screen at an English address, in a deal of the mixed test, or raise KeyError."""
        if (path, deal) not in self._pages:
            self._pages[path, deal] = self._page(self.screens[path], deal)
        return self._pages[path, deal]

    def _page(self, screen: views.ScreenView, deal: int) -> views.ScreenPage:
        source = dict(zip(self.screens, self._tutorial.screens(), strict=True))[screen.path][1]
        source = mixed.dealt(self._tutorial, source, screen.path, deal)
        chapter = next(c for c in self.chapters if screen in c.screens)
        order = [each for c in self.chapters if c.path == chapter.path for each in c.screens]
        place = order.index(screen)
        parts = tuple(self._tried(part, source) for part in source.parts)
        words = next((part.html for part in parts if isinstance(part, views.ProseView)), "")
        first = screen is chapter.screens[0]
        return views.ScreenPage(
            screen=screen,
            chapter=chapter,
            description=chapter.summary if first else _sentences(words) or chapter.summary,
            parts=parts,
            previous=_in(deal, order[place - 1]) if place else None,
            next=_in(deal, order[place + 1]) if place + 1 < len(order) else None,
            past=_past(order[place + 1 :]),
            others=mixed.next_deal(screen.path, deal),
        )

    def _tried(self, part: Part, screen: Screen) -> views.PartView:
        try:
            return self._part(part, screen.figure_of(part))
        except TutorialError as error:
            return views.FaultView(str(error))
        except ValueError as error:
            return views.FaultView(f"{part.place}: {error}")

    def _part(self, part: Part, figure: str | None) -> views.PartView:
        names = self._scope.names(figure)
        match part:
            case Prose():
                return views.ProseView(self._markdown.text(fill(part.text, names, part.place)))
            case Figure():
                return self._figure(part, names)
            case Question():
                return self._question(part, figure, names)
            case Task():
                return self._task(part, figure or "", names)
            case Course():
                return self._course(part, figure or "", names)
            case Code():
                return self._code(part, figure or "")
            case Find():
                return self._find(part, figure or "", names)
            case Workbench():
                return workbench_view(part, self._markdown)
            case Terms():
                return views.TermsView(tuple(self._term(term, names) for term in part.terms))

    def _figure(self, figure: Figure, names: Names) -> views.FigureView:
        at = self._scope.moment(figure.id)
        return views.FigureView(
            id=figure.id,
            kind_of=figure.kind,
            address=self._scope.runs.address(at) if at else None,
            controls=figure.controls,
            caption_html=self._line(figure.caption, names),
            alt=fill_line(figure.alt, names) if figure.alt else "",
            stills=self._still(figure.id) if at else {},
            drawn="" if at else self._draw(figure.kind, dict(figure.options)),
            view=at.view if at else "",
            moment={"step": at.step, "phase": PHASES.index(at.phase) + 1} if at else None,
            bands=self._bands(at) if at and "steps" in figure.controls else 0,
            hands=at is not None and "valves" in figure.controls and self._lanes(at) >= NARROW,
        )

    def _bands(self, at: Moment) -> int:
        return 1 if self._scope.runs.preset(at)["head"] is None else 2

    def _lanes(self, at: Moment) -> int:
        return len(self._scope.runs.preset(at)["unit_names"])

    def _question(self, question: Question, figure: str | None, names: Names) -> views.QuestionView:
        at = revealed(question, self._scope, figure) if figure else None
        after = self._scope.names(figure, at)
        numbers = [typed(c.text, after) if question.within else (None, "") for c in question.choices]
        choices = tuple(
            views.ChoiceView(self._line(c.text, after), self._line(c.feedback, after), c.right, value)
            for c, (value, _) in zip(question.choices, numbers, strict=True)
        )
        unit = next(unit for c, (_, unit) in zip(question.choices, numbers, strict=True) if c.right)
        goes = self._scope.runs.address(at) if at and question.reveal else None
        ask = self._line(question.ask, names)
        return views.QuestionView(
            question.id, figure, question.covers, ask, choices, goes, question.within, unit
        )

    def _task(self, task: Task, figure: str, names: Names) -> views.TaskView:
        end = solved(task, self._scope, figure)
        if end is None:
            raise TutorialError(task.place, f"figure: {figure!r} is not live, expected one of kind unit")
        return views.TaskView(
            id=task.id,
            figure=figure,
            do_html=self._line(task.do, names),
            hint_html=self._line(task.hint, names),
            done_html=own_line(task.done, self._scope.names(figure, end), self._markdown),
            goal=read_goal(task.goal),
            solution=self._scope.runs.address(end),
        )

    def _course(self, part: Course, figure: str, names: Names) -> views.CourseView:
        values = course(part, self._scope, figure)
        return views.CourseView(
            id=part.id,
            figure=figure,
            ask_html=self._line(part.ask, names),
            done_html=self._line(part.done, names),
            first=part.first,
            values=tuple(round(value, 5) for value in values),
        )

    def _code(self, part: Code, figure: str) -> views.CodeView:
        moments = lit(part, self._scope, figure)
        addresses = (self._scope.runs.address(at) for at in moments)
        lines = zip((text for text, _ in part.lines), addresses, strict=True)
        return views.CodeView(part.id, figure, tuple(lines))

    def _find(self, part: Find, figure: str, names: Names) -> views.FindView:
        errors = {name: self._line(line, names) for name, line in part.errors}
        ask, done = self._line(part.ask, names), self._line(part.done, names)
        return views.FindView(part.id, figure, ask, done, errors)

    def _term(self, term: Term, names: Names) -> views.TermView:
        symbol = mathml(term.symbol) if term.symbol else ""
        return views.TermView(term.name, symbol, role_of(term.symbol), self._line(term.meaning, names))

    def _line(self, line: Line | None, names: Names) -> str:
        return self._markdown.line(fill_line(line, names)) if line else ""

    def _still(self, figure: str) -> dict[str, str]:
        files = {layout: self._stills / f"{figure}.{layout}.svg" for layout in LAYOUTS}
        return {layout: file.read_text(encoding="utf-8") for layout, file in files.items() if file.is_file()}


def _in(deal: int, screen: views.ScreenView) -> views.ScreenView:
    return replace(screen, path=mixed.address(screen.path, deal))


def _past(later: Sequence[views.ScreenView]) -> views.ScreenView | None:
    """Return the first screen after the side path that comes next, or None where none comes."""
    if not later or not later[0].side:
        return None
    return next((screen for screen in later if not screen.side), None)


def _chapters(tutorial: Tutorial) -> Iterator[views.ChapterView]:
    """Yield the chapters; those of the long path are numbered, and the very first screen is the home page."""
    numbers = count(1)
    for place, chapter in enumerate(tutorial.chapters):
        number = next(numbers) if chapter.path == "all" else None
        screens = tuple(
            views.ScreenView(
                screen.id,
                "/" if place == 0 and screen is chapter.screens[0] else f"/learn/{chapter.slug}/{screen.id}",
                screen.title,
                screen.side,
            )
            for screen in chapter.screens
        )
        yield views.ChapterView(chapter.slug, number, chapter.path, chapter.title, chapter.summary, screens)


def _sentences(html: str) -> str:
    """Return the first sentences of a text as plain text, up to about 160 characters."""
    text = " ".join(unescape(_TAG.sub("", html)).split())
    short = ""
    for sentence in re.split(r"(?<=[.!?])\s+|(?<=[。！？])", text):
        if len(short) + len(sentence) > DESCRIPTION and short:
            break
        short = f"{short} {sentence}".strip()
    return short
