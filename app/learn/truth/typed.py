"""Answers that a reader types: the number with which each of them begins."""

import re

from app.learn.text.parts import Question
from app.learn.text.places import Line, TutorialError
from app.learn.truth.names import Names
from app.learn.truth.numbers import MINUS, fill_line

_NUMBER = re.compile(rf"[+{MINUS}-]?\d+(\.\d+)?")


def typed(text: Line, names: Names) -> tuple[float, str]:
    """Return the number with which an answer begins, and what follows it, such as ``%``.

    Raises
    ------
    TutorialError
        When it begins with no number.
    """
    filled = fill_line(text, names)
    found = _NUMBER.match(filled)
    if not found:
        raise TutorialError(
            text.place, f"within: expected an answer that begins with a number, found {filled!r}"
        )
    return float(found[0].replace(MINUS, "-")), filled[found.end() :].strip()


def apart(question: Question, names: Names) -> None:
    """Check that what is typed can be meant for one answer only.

    Raises
    ------
    TutorialError
        When an answer is no number, or within reach of another one.
    """
    values: list[float] = []
    for choice in question.choices:
        value, _ = typed(choice.text, names)
        if any(abs(value - other) <= (question.within or 0) for other in values):
            raise TutorialError(choice.text.place, f"within: {value:g} is as near to another answer")
        values.append(value)
