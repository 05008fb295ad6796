"""Reads the tutorial in one language; a chapter that cannot be read becomes a fault, and the rest is read."""

from pathlib import Path

from app.learn.text.outline import Chapter, Tutorial
from app.learn.text.parser import read_chapter
from app.learn.text.places import Fault, TutorialError

CHAPTERS = (
    "00-in-15-minutes",
    "01-memory",
    "02-window",
    "03-rnn",
    "04-unit",
    "05-memory-pipe",
    "06-forget-valve",
    "07-new-memory",
    "08-valve-networks",
    "09-output-valve",
    "10-cell-diagram",
    "11-through-time",
    "12-dye",
    "13-your-own-gates",
    "14-learnt",
    "15-why-it-learns",
    "16-break-it",
)
"""The files of a complete tutorial, in order."""


def read_tutorial(folder: Path, language: str) -> Tutorial:
    """Return the tutorial in one language.

    Parameters
    ----------
    folder : Path
        Contains one folder of Markdown files per language.
    language : str
        ``en`` or ``zh``.
    """
    chapters: list[Chapter] = []
    faults: list[Fault] = []
    for file in sorted((folder / language).glob("*.md")):
        try:
            chapters.append(read_chapter(file))
        except TutorialError as error:
            faults.append(error.fault)
    return Tutorial(language, tuple(chapters), tuple(faults))
