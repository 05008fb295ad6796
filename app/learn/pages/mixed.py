"""The mixed test that ends the long path: ten questions on two screens, dealt from all that need no figure.

The first deal is as written. The next come from the questions that open the chapters, shuffled, none twice;
when too few are left, all are shuffled together. A deal has its number in the address, ``?deal=2``, so that a
link leads to the same questions, in both languages.
"""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Final

from app.learn.text.outline import Screen, Tutorial
from app.learn.text.parts import Question

PATHS: Final = ("/learn/break-it/mixed", "/learn/break-it/mixed-more")
"""The screens of the test, in order; each has half of a deal."""
HALF: Final = 5
DEALS: Final = 30
OPENING: Final = "before"
"""The screen of a chapter with questions about earlier ones."""


def address(path: str, deal: int) -> str:
    """Return the address of a screen in a deal; the first deal has no number, nor have other screens.

    >>> address("/learn/break-it/mixed", 2)
    '/learn/break-it/mixed?deal=2'
    """
    return f"{path}?deal={deal}" if path in PATHS and deal > 1 else path


def next_deal(path: str, deal: int) -> str:
    """Return where ten other questions are, at the end of the test; elsewhere an empty text."""
    return address(PATHS[0], deal % DEALS + 1) if path == PATHS[-1] else ""


def dealt(tutorial: Tutorial, screen: Screen, path: str, deal: int) -> Screen:
    """Return a screen of the test with its questions of a deal; any other screen as it is."""
    if path not in PATHS or deal == 1:
        return screen
    rest = tuple(part for part in screen.parts if not isinstance(part, Question))
    first = HALF * PATHS.index(path)
    return replace(screen, parts=rest + _ten(tutorial, deal)[first : first + HALF])


def _ten(tutorial: Tutorial, deal: int) -> tuple[Question, ...]:
    names = [path.rpartition("/")[2] for path in PATHS]
    written = _questions(screen for _, screen in tutorial.screens() if screen.id in names)
    openings = _questions(screen for _, screen in tutorial.screens() if screen.id == OPENING)
    times, place = divmod(deal - 1, len(written + openings) // len(written))
    deck = _shuffled(written + openings, times) if times else written + _shuffled(openings, times)
    return deck[place * len(written) :][: len(written)]


def _questions(screens: Iterable[Screen]) -> tuple[Question, ...]:
    return tuple(part for screen in screens for part in screen.parts if isinstance(part, Question))


def _shuffled(questions: Iterable[Question], times: int) -> tuple[Question, ...]:
    """Return them in an order that depends on their ids alone, and is another each time."""
    return tuple(sorted(questions, key=lambda one: sha256(f"{times} {one.id}".encode()).digest()))
