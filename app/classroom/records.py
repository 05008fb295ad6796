"""A room as it stands in the store."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, Final, Literal, NamedTuple, Self

SECOND: Final = 10**9
"""Nanoseconds."""
ABSENT_AFTER: Final = 30 * SECOND
"""A seat that was not connected for this long is away, whatever became of its server."""
Kind = Literal["choice", "number", "valve", "place", "sentence"]
Late: Final = "late"
Other: Final = "other_version"


class Walk(IntEnum):
    """The states of a question, in their order."""

    draft = 0
    open = 1
    closed = 2
    shown = 3
    revealed = 4
    done = 5


ASKED: Final = (Walk.open, Walk.closed, Walk.shown)
"""One question at a time may be in one of these."""


class Stand(NamedTuple):
    """What the desk has set.

    Attributes
    ----------
    state, shown : dict
        Version and address: where the desk is, and what the class sees; they differ while frozen.
    pace : dict
        Mode, first and last step.
    paused, frozen, locked, black, own_names : bool
        As their names say.
    recall : int
        How often everybody was called.
    showing : dict or None
        Which seat was asked to show its picture, as `showing.Showing` says.
    """

    state: dict[str, Any]
    shown: dict[str, Any]
    pace: dict[str, Any]
    paused: bool = False
    frozen: bool = False
    locked: bool = False
    black: bool = False
    own_names: bool = False
    recall: int = 0
    showing: dict[str, Any] | None = None

    @classmethod
    def at(cls, address: str) -> Self:
        """Return how a room begins."""
        state = {"version": 1, "address": address}
        return cls(state, state, {"mode": "follow", "first": None, "last": None})


class Seat(NamedTuple):
    """One phone, before which one or two people sit."""

    seat: int
    token: str
    language: str
    people: int
    nickname: Mapping[str, str] | None
    doing: str
    address: str | None
    since: int
    seen: int
    is_removed: bool

    def is_present(self, now: int) -> bool:
        """Return whether it is connected."""
        return self.seen > now - ABSENT_AFTER


class Task(NamedTuple):
    """How far a seat has got with a task of the Lab."""

    seat: int
    task: str
    reached: int
    goal: int


class Answer(NamedTuple):
    """One answer that was received; `after` are nanoseconds since its round began."""

    id: str
    version: int
    round: int
    seat: int
    value: Any
    why: str
    after: int
    is_passed: bool


class Question(NamedTuple):
    """What is asked, and how far it is."""

    id: str
    version: int
    round: int
    state: Walk
    asked: Mapping[str, Any]
    opened: int
    changed: int


class Room(NamedTuple):
    """A room with everything in it except answers."""

    code: str
    key: str
    made: int
    expires: int
    is_closed: bool
    version: int
    desk: str
    stand: Stand
    lesson: str
    seats: Sequence[Seat]
    tasks: Sequence[Task]
    questions: Sequence[Question]

    @property
    def present_question(self) -> Question | None:
        """The question that the class sees: the one under way, or the one revealed last."""
        seen = [one for one in self.questions if Walk.draft < one.state < Walk.done]
        return min(seen, key=lambda one: one.state, default=None)
