"""Answers, each of which is received exactly once, by the id that its seat chose."""

from typing import Final, NamedTuple

from sqlalchemy import and_, bindparam, insert, or_, select, update

from app.classroom.asking import unknown
from app.classroom.reading import read_question
from app.classroom.records import Late, Other, Question, Walk
from app.classroom.requests import AnswerRequest
from app.classroom.store import Held, RoomStore, SeatPass, json_of
from app.classroom.tables import answers, questions
from app.faults.kinds import Conflict, Refused, TooMany

MOST_ANSWERS: Final = 100
"""How often a seat may answer one question."""


_OWN = and_(answers.c.question == bindparam("asked"), answers.c.seat == bindparam("mine"))
_GIVEN: Final = select(answers.c.id, answers.c.seat, answers.c.why).where(
    answers.c.room == bindparam("code"), or_(answers.c.id == bindparam("name"), _OWN)
)


class Receipt(NamedTuple):
    """That an answer is kept: whether it counts, and if not, why."""

    id: str
    counted: bool
    why: str | None


def answer(rooms: RoomStore, seat: SeatPass, question: str, name: str, wanted: AnswerRequest) -> Receipt:
    """Keep an answer; the same id again gives the same receipt.

    Raises
    ------
    NotThere, Gone, NotAllowed
        As `RoomStore.as_seat` does; `NotThere` also if there is no such question.
    Conflict
        If `name`, its id, is that of another seat's answer.
    Refused
        If the value does not answer the question; if its round or version does not exist yet.
    TooMany
        If the seat has answered too often.
    """
    with rooms.as_seat(seat) as (held, mine):
        known, count = _known(held, mine.seat, question, name)
        if known is not None:
            if known.seat != mine.seat:
                raise Conflict("This id belongs to another answer.")
            return _receipt(name, known.why)
        asked = read_question(held.connection, held.code, question)
        if asked is None or asked.state is Walk.draft:
            raise unknown(question)
        if count >= MOST_ANSWERS:
            raise TooMany(f"This seat has answered {MOST_ANSWERS} times, the most that it may.")
        why = _why(asked, wanted)
        if why != Other:
            _check(asked, wanted.value)
        held.connection.execute(
            insert(answers).values(
                room=held.code,
                id=name,
                n=held.next_version,
                question=question,
                version=wanted.version,
                round=wanted.round,
                seat=mine.seat,
                value=json_of(wanted.value),
                why=why,
                after=max(0, held.now - asked.opened),
                is_passed=False,
            )
        )
        one = questions.c.room == held.code, questions.c.id == question
        held.connection.execute(update(questions).where(*one).values(changed=held.next_version))
        held.change()
    return _receipt(name, why)


class _Known(NamedTuple):
    """An answer that was received before: whose, and why it does not count."""

    seat: int
    why: str


def _known(held: Held, seat: int, question: str, name: str) -> tuple[_Known | None, int]:
    """Return the answer with an id, if it was received before, and how often a seat answered a question."""
    wanted = {"code": held.code, "name": name, "asked": question, "mine": seat}
    found = held.connection.execute(_GIVEN, wanted).all()
    known = next((_Known(one.seat, one.why) for one in found if one.id == name), None)
    return known, len(found)


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
