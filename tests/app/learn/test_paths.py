"""Both ways through the tutorial, screen by screen: words, questions, and where the right answer stands."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import pytest
from fastapi import FastAPI

from app.learn.pages.book import Book
from app.learn.pages.views import (
    FigureView,
    PartView,
    ProseView,
    QuestionView,
    TaskView,
    WorkbenchView,
)

_TAG = re.compile(r"<math.*?</math>|<annotation.*?</annotation>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W_][\w’'.−-]*")


@dataclass(frozen=True)
class Row:
    """What a reader finds on a screen before anything is answered."""

    path: str
    address: str
    words: int
    questions: int
    tasks: int
    right: tuple[int, ...]
    """The place of the right choice of each question with three, from 0."""

    def __str__(self) -> str:
        acts = f"{self.questions} {self.tasks} {' '.join(str(n + 1) for n in self.right)}"
        return f"{self.path:5} {self.address:42} {self.words:4} {acts}"


def words_of(part: PartView) -> int:
    """Return how many English words of a part are seen before anything is answered."""
    match part:
        case ProseView():
            texts = [part.html]
        case FigureView():
            texts = [part.caption_html]
        case QuestionView():
            texts = [part.ask_html, *(choice.html for choice in part.choices)]
        case TaskView() | WorkbenchView():
            texts = [part.do_html]
        case _:
            texts = []
    return sum(len(_WORD.findall(_TAG.sub(" ", text))) for text in texts)


def rows(book: Book) -> Iterator[Row]:
    for chapter in book.chapters:
        for screen in chapter.screens:
            parts = book.page(screen.path).parts
            asked = [part for part in parts if isinstance(part, QuestionView)]
            yield Row(
                chapter.path,
                screen.path,
                sum(words_of(part) for part in parts),
                len(asked),
                sum(isinstance(part, TaskView | WorkbenchView) for part in parts),
                tuple(
                    next(n for n, choice in enumerate(q.choices) if choice.right)
                    for q in asked
                    if len(q.choices) == 3
                ),
            )


@pytest.fixture(scope="module")
def table(app: FastAPI) -> list[Row]:
    found = list(rows(app.state.services.library.book("en")))
    sys.stdout.write("\n".join(map(str, found)) + "\n")
    return found


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


@pytest.mark.parametrize("path", ["short", "all"])
def test_the_right_choice_stands_in_any_place(table: list[Row], path: str) -> None:
    places = Counter(place for row in table if row.path == path for place in row.right)
    asked = places.total()
    assert {place: 0.2 < number / asked < 0.5 for place, number in places.items()} == dict.fromkeys(
        (0, 1, 2), True
    )
