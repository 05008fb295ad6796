"""Both ways through the tutorial, screen by screen: words, questions, where the right answer stands, time.

Whether a screen fits a window, and the verdict is in view after each answer, is in the table that
`tests.browser.test_learn_screens` prints.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

import pytest
from fastapi import FastAPI

from app.learn.pages.book import Book
from app.learn.pages.views import (
    CourseView,
    FigureView,
    FindView,
    PartView,
    ProseView,
    QuestionView,
    TaskView,
    WorkbenchView,
)
from app.learn.text.outline import PATHS

_TAG = re.compile(r"<math.*?</math>|<annotation.*?</annotation>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W_][\w’'.−-]*")


WORDS_A_MINUTE, SECONDS_AN_ACT = 200, 15


@dataclass(frozen=True)
class Row:
    """What a reader finds on a screen before anything is answered, and in how many words it is answered."""

    path: str
    address: str
    side: str
    words: int
    answered: int
    questions: int
    tasks: int
    right: tuple[int, ...]
    """The place of the right choice of each question with three, from 0."""

    def __str__(self) -> str:
        acts = f"{self.questions} {self.tasks} {' '.join(str(n + 1) for n in self.right)}"
        return f"{self.path:5} {self.address:42} {self.side:10} {self.words:4} {self.answered:4} {acts}"

    @property
    def minutes(self) -> float:
        """The time it takes a reader who answers and does everything."""
        acts = (self.questions + self.tasks) * SECONDS_AN_ACT / 60
        return (self.words + self.answered) / WORDS_A_MINUTE + acts


def words_of(part: PartView) -> int:
    """Return how many English words of a part are seen before anything is answered."""
    match part:
        case ProseView():
            texts = [part.html]
        case FigureView():
            texts = [part.caption_html]
        case QuestionView():
            texts = [part.ask_html, *(choice.html for choice in part.choices if not part.within)]
        case TaskView() | WorkbenchView():
            texts = [part.do_html]
        case CourseView() | FindView():
            texts = [part.ask_html]
        case _:
            texts = []
    return _count(texts)


def answer_of(part: PartView) -> int:
    """Return how many words a part says after the right answer, or when it is done."""
    match part:
        case QuestionView():
            return _count(choice.feedback_html for choice in part.choices if choice.right)
        case TaskView() | WorkbenchView() | CourseView():
            return _count([part.done_html])
        case FindView():
            return _count([*part.errors.values(), part.done_html])
        case _:
            return 0


def _count(texts: Iterable[str]) -> int:
    return sum(len(_WORD.findall(_TAG.sub(" ", text))) for text in texts)


def rows(book: Book) -> Iterator[Row]:
    for chapter in book.chapters:
        for screen in chapter.screens:
            parts = book.page(screen.path).parts
            asked = [part for part in parts if isinstance(part, QuestionView)]
            yield Row(
                chapter.path,
                screen.path,
                screen.side,
                sum(words_of(part) for part in parts),
                sum(answer_of(part) for part in parts),
                len(asked),
                sum(isinstance(part, TaskView | WorkbenchView | CourseView | FindView) for part in parts),
                tuple(
                    next(n for n, choice in enumerate(q.choices) if choice.right)
                    for q in asked
                    if len(q.choices) == 3 and not q.within
                ),
            )


@pytest.fixture(scope="module")
def table(app: FastAPI) -> list[Row]:
    found = list(rows(app.state.services.library.book("en")))
    sys.stdout.write("\n".join(map(str, found)) + "\n")
    for path in PATHS:
        main, whole = minutes(found, path), minutes(found, path, sides=True)
        sys.stdout.write(f"{path}: {main:.0f} minutes, {whole:.0f} with side paths\n")
    return found


def minutes(table: Iterable[Row], path: str, *, sides: bool = False) -> float:
    """Return the time that a path takes, without or with its side paths."""
    return sum(row.minutes for row in table if row.path == path and (sides or not row.side))


def test_words_are_counted_without_formulas_and_marks() -> None:
    text = (
        "<p>It <em>keeps</em> <math><mi>f</mi><annotation>f_t x</annotation></math> −0.46 of it: 1 in 2.</p>"
    )
    assert words_of(ProseView(text)) == 8


def test_the_short_path_has_few_words_and_something_to_do_on_every_screen(table: list[Row]) -> None:
    short = [row for row in table if row.path == "short"]
    assert 12 <= len(short) <= 15
    assert median(row.words for row in short) <= 90
    assert max(row.words for row in short) <= 150
    assert [row.address for row in short if row.questions + row.tasks == 0] == ["/"]  # the tape asks itself


def test_a_screen_of_the_long_path_has_few_words(table: list[Row]) -> None:
    long = {row.address: row.words for row in table if row.path == "all"}
    assert median(long.values()) <= 90
    assert max(long.values()) <= 150


def test_the_short_path_takes_a_quarter_of_an_hour_and_the_long_one_two_hours(table: list[Row]) -> None:
    assert 10 < minutes(table, "short") <= 15
    assert minutes(table, "all") <= 120


@pytest.mark.parametrize("path", PATHS)
def test_the_right_choice_stands_in_any_place(table: list[Row], path: str) -> None:
    places = Counter(place for row in table if row.path == path for place in row.right)
    asked = places.total()
    assert {place: 0.2 < number / asked < 0.5 for place, number in places.items()} == dict.fromkeys(
        (0, 1, 2), True
    )
