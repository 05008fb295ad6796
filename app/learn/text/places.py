"""Where something stands in the tutorial's files, and what is wrong there."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file and a line in it, counted from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file.parent.name}/{self.file.name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong: its place, and what was expected."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class TutorialError(ValueError):
    """The first fault that keeps a part from being read or computed.

    Parameters
    ----------
    place : Place
        Where the fault is.
    text : str
        What is wrong and what was expected.
    """

    def __init__(self, place: Place, text: str) -> None:
        super().__init__(f"{place}: {text}")
        self.fault = Fault(place, text)


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of source text and its place."""

    text: str
    place: Place
