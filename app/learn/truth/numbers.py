"""Numbers in sentences: ``{{ f[3,1] }}`` becomes the value in the run."""

import re

from app.learn.text.places import Line, Place, TutorialError
from app.learn.truth.expressions import number
from app.learn.truth.names import ExpressionError, Names

DECIMALS = 2
MINUS = "\u2212"
PLACE = re.compile(r"\{\{(?P<expression>.+?)(?:\s:(?P<decimals>\d))?\s*\}\}", re.DOTALL)
"""A number in a sentence: ``expression`` and, if given, ``decimals``."""


def fill(text: str, names: Names, place: Place) -> str:
    """Return `text` with its numbers filled in.

    Parameters
    ----------
    text : str
        May contain ``{{ expression }}`` and ``{{ expression :decimals }}``.
    names : Names
        What expressions may refer to.
    place : Place
        The place where the text begins.

    Raises
    ------
    TutorialError
        At the line of the first expression without a value.
    """

    def shown(found: re.Match[str]) -> str:
        try:
            return spelt(number(found["expression"], names), decimals_of(found))
        except ExpressionError as error:
            line = place.line + text.count("\n", 0, found.start())
            raise TutorialError(Place(place.file, line), str(error)) from None

    return PLACE.sub(shown, text)


def decimals_of(found: re.Match[str]) -> int:
    """Return how many decimals a number in a sentence has; `found` is a match of `PLACE`."""
    return DECIMALS if found["decimals"] is None else int(found["decimals"])


def fill_line(line: Line, names: Names) -> str:
    """Return a line with its numbers filled in."""
    return fill(line.text, names, line.place)


def spelt(value: float, decimals: int) -> str:
    """Return a number as text, with a true minus sign and no negative zero."""
    text = f"{value:.{decimals}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", MINUS)
