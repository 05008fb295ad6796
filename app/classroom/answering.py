"""Answers, each of which is received exactly once, by the id that its seat chose.

Those that come at the same time are kept in one transaction, for which the room is read once.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, bindparam, insert, or_, select, update

from app.classroom.asking import unknown
from app.classroom.reading import read_questions, read_seats
from app.classroom.records import Late, Other, Question, Walk
from app.classroom.requests import AnswerRequest
from app.classroom.secrets import hash_of
from app.classroom.store import Held, RoomStore, check_seat, json_of
from app.classroom.tables import answers, questions
from app.faults.kinds import Conflict, Fault, Refused, TooMany

MOST_ANSWERS: Final = 100
"""How often a seat may answer one question."""


_OWN = and_(
    answers.c.question.in_(bindparam("asked", expanding=True)),
    answers.c.seat.in_(bindparam("seats", expanding=True)),
)
_GIVEN: Final = select(answers.c.id, answers.c.question, answers.c.seat, answers.c.why).where(
    answers.c.room == bindparam("code"), or_(answers.c.id.in_(bindparam("names", expanding=True)), _OWN)
)


class Letter(NamedTuple):
    """An answer on its way: the token of its seat, its question, its id, and what it says."""

    token: str
    question: str
    name: str
    wanted: AnswerRequest


class Receipt(NamedTuple):
    """That an answer is kept: whether it counts, and if not, why."""

    id: str
    counted: bool
    why: str | None


def keep(rooms: RoomStore, code: str, letters: Sequence[Letter]) -> list[Receipt | Fault]:
    """Keep answers to questions of one room, all in one transaction.

    Returns
    -------
    list of Receipt or Fault
        For each answer its receipt, the same for the same id again, or why it is not kept: `NotAllowed` for a
        token that is no seat's; `NotThere` if there is no such question; `Conflict` if its id is that of
        another seat's answer; `Refused` if the value does not answer the question, or if its round or version
        does not exist yet; `TooMany` if the seat has answered too often.

    Raises
    ------
    NotThere, Gone
        As `RoomStore.holding` does.
    """
    with rooms.holding(code) as held:
        tray = _Tray(held, letters)
        outcomes = [tray.outcome(letter) for letter in letters]
        tray.put_away()
    return outcomes


class _Known(NamedTuple):
    """An answer that was received before: whose, and why it does not count."""

    seat: int
    why: str


class _Tray:
    """Answers to one room, with what must be known to judge them."""

    def __init__(self, held: Held, letters: Sequence[Letter]) -> None:
        self._held, connection = held, held.connection
        tokens = {hash_of(one.token) for one in letters}
        asked = {one.question for one in letters}
        self._seats = {one.token: one for one in read_seats(connection, held.code, tokens)}
        self._questions = {one.id: one for one in read_questions(connection, held.code, asked)}
        wanted = {
            "code": held.code,
            "names": [one.name for one in letters],
            "asked": list(asked),
            "seats": [one.seat for one in self._seats.values()],
        }
        given = connection.execute(_GIVEN, wanted).all()
        self._known = {one.id: _Known(one.seat, one.why) for one in given}
        self._counts = Counter((one.question, one.seat) for one in given)
        self._rows: list[dict[str, Any]] = []

    def outcome(self, letter: Letter) -> Receipt | Fault:
        """Take an answer; return its receipt, or why it is not taken."""
        try:
            return self._taken(letter)
        except Fault as fault:
            return fault

    def put_away(self) -> None:
        """Write what was taken."""
        if not self._rows:
            return
        self._held.connection.execute(insert(answers), self._rows)
        version = self._held.change(len(self._rows))
        answered = {row["question"] for row in self._rows}
        of_room = questions.c.room == self._held.code, questions.c.id.in_(answered)
        self._held.connection.execute(update(questions).where(*of_room).values(changed=version))

    def _taken(self, letter: Letter) -> Receipt:
        held, wanted = self._held, letter.wanted
        seat = check_seat(self._seats.get(hash_of(letter.token))).seat
        known = self._known.get(letter.name)
        if known is not None:
            if known.seat != seat:
                raise Conflict("This id belongs to another answer.")
            return _receipt(letter.name, known.why)
        asked = self._questions.get(letter.question)
        if asked is None or asked.state is Walk.draft:
            raise unknown(letter.question)
        if self._counts[asked.id, seat] >= MOST_ANSWERS:
            raise TooMany(f"This seat has answered {MOST_ANSWERS} times, the most that it may.")
        why = _why(asked, wanted)
        if why != Other:
            _check(asked, wanted.value)
        self._rows.append(
            {
                "room": held.code,
                "id": letter.name,
                "n": held.next_version + len(self._rows),
                "question": asked.id,
                "version": wanted.version,
                "round": wanted.round,
                "seat": seat,
                "value": json_of(wanted.value),
                "why": why,
                "after": max(0, held.now - asked.opened),
                "is_passed": False,
            }
        )
        self._known[letter.name] = _Known(seat, why)
        self._counts[asked.id, seat] += 1
        return _receipt(letter.name, why)


def _receipt(name: str, why: str) -> Receipt:
    return Receipt(name, not why, why or None)


def _why(asked: Question, wanted: AnswerRequest) -> str:
    """Return why an answer does not count; nothing where it does."""
    if wanted.version > asked.version:
        raise Refused("/version", f"expected a version of at most {asked.version}, found {wanted.version}")
    if wanted.round > asked.round:
        raise Refused("/round", f"expected a round of at most {asked.round}, found {wanted.round}")
    if wanted.version < asked.version:
        return Other
    return "" if asked.state is Walk.open and wanted.round == asked.round else Late


def _check(asked: Question, value: str | float | list[float]) -> None:
    """Raise `Refused` unless a value can answer a question."""
    kind = asked.asked["kind"]
    ids = [one["id"] for one in asked.asked["choices"]]
    expected, fits = {
        "choice": ("the id of one of the choices", value in ids),
        "number": ("a number", isinstance(value, float)),
        "valve": ("a number from 0 to 1", isinstance(value, float) and 0 <= value <= 1),
        "place": ("two numbers from 0 to 1", isinstance(value, list)),
        "sentence": ("a text", isinstance(value, str)),
    }[kind]
    if not fits:
        raise Refused("/value", f"expected {expected}, which answers a question of the kind {kind}")
