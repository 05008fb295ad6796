"""Rooms read from the database."""

from collections.abc import Collection
from typing import Any

import orjson
from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.engine import Connection

from app.classroom.records import Answer, Question, Room, Seat, Stand, Task, Walk
from app.classroom.tables import answers, questions, rooms, seats, tasks

_SEAT = [seats.c[name] for name in Seat._fields]
_TASK = [tasks.c[name] for name in Task._fields]
_QUESTION = [questions.c[name] for name in Question._fields]
_ANSWER = [answers.c[name] for name in Answer._fields]
# Made once: to put such a statement together takes longer than to execute it.
_CODE: BindParameter[str] = bindparam("code")
_NAME: BindParameter[str] = bindparam("name")
_NAMES: BindParameter[list[str]] = bindparam("names", expanding=True)
_ONE_SEAT = select(*_SEAT).where(seats.c.room == _CODE, seats.c.token == _NAME)
_NUMBERED_SEAT = select(*_SEAT).where(seats.c.room == _CODE, seats.c.seat == bindparam("seat"))
_SOME_SEATS = select(*_SEAT).where(seats.c.room == _CODE, seats.c.token.in_(_NAMES))
_TASKS = select(*_TASK).where(tasks.c.room == _CODE)
_ONE_QUESTION = select(*_QUESTION).where(questions.c.room == _CODE, questions.c.id == _NAME)
_SOME_QUESTIONS = select(*_QUESTION).where(questions.c.room == _CODE, questions.c.id.in_(_NAMES))


def read_room(connection: Connection, code: str) -> Room | None:
    """Return a room with its seats, their tasks, and questions, or None."""
    row = connection.execute(select(rooms).where(rooms.c.code == code)).one_or_none()
    if row is None:
        return None
    own = row._asdict()
    their = select(*_SEAT).where(seats.c.room == code).order_by(seats.c.seat)
    asked = select(*_QUESTION).where(questions.c.room == code).order_by(questions.c.place)
    return Room(
        **own | {"stand": stand_of(row.stand)},
        seats=[_seat(one) for one in connection.execute(their)],
        tasks=[Task._make(one) for one in connection.execute(_TASKS, {"code": code})],
        questions=[_question(one) for one in connection.execute(asked)],
    )


def read_seat(connection: Connection, code: str, token: str) -> Seat | None:
    """Return the seat with the hash of a token, or None."""
    row = connection.execute(_ONE_SEAT, {"code": code, "name": token}).one_or_none()
    return None if row is None else _seat(row)


def read_seat_numbered(connection: Connection, code: str, seat: int) -> Seat | None:
    """Return the seat with a number, or None."""
    row = connection.execute(_NUMBERED_SEAT, {"code": code, "seat": seat}).one_or_none()
    return None if row is None else _seat(row)


def read_seats(connection: Connection, code: str, tokens: Collection[str]) -> list[Seat]:
    """Return the seats with the hashes of some tokens."""
    found = connection.execute(_SOME_SEATS, {"code": code, "names": list(tokens)})
    return [_seat(one) for one in found]


def read_question(connection: Connection, code: str, question: str) -> Question | None:
    """Return a question, or None."""
    row = connection.execute(_ONE_QUESTION, {"code": code, "name": question}).one_or_none()
    return None if row is None else _question(row)


def read_questions(connection: Connection, code: str, names: Collection[str]) -> list[Question]:
    """Return those of some questions that there are."""
    found = connection.execute(_SOME_QUESTIONS, {"code": code, "names": list(names)})
    return [_question(one) for one in found]


def read_answers(connection: Connection, code: str, question: str) -> list[Answer]:
    """Return the answers to a question in the order in which they came."""
    given = answers.c.room == code, answers.c.question == question
    found = connection.execute(select(*_ANSWER).where(*given).order_by(answers.c.n))
    return [answer_of(one) for one in found]


def read_own_answers(connection: Connection, code: str, seat: int) -> list[tuple[str, Answer]]:
    """Return the questions that a seat answered, with its answers in the order in which they came."""
    own = answers.c.room == code, answers.c.seat == seat
    found = connection.execute(select(answers.c.question, *_ANSWER).where(*own).order_by(answers.c.n))
    return [(question, answer_of(one)) for question, *one in found]


def answer_of(row: Any) -> Answer:  # noqa: ANN401 - a row
    """Return a row of an answer's columns as a record."""
    found = Answer._make(row)
    return found._replace(value=orjson.loads(found.value))


def stand_of(text: str) -> Stand:
    """Return what the desk has set, from its JSON."""
    return Stand(**orjson.loads(text))


def _seat(row: Row[Any]) -> Seat:
    place = Seat._fields.index("nickname")
    return Seat._make((*row[:place], orjson.loads(row.nickname), *row[place + 1 :]))


def _question(row: Row[Any]) -> Question:
    found = Question._make(row)
    return found._replace(state=Walk[row.state], asked=orjson.loads(row.asked))
