"""What a desk does with questions. Every function raises as `RoomStore.as_desk` does."""

from typing import Any, Final, NamedTuple

from sqlalchemy import delete, func, insert, select, update

from app.classroom.reading import read_question
from app.classroom.records import ASKED, Question, Walk
from app.classroom.requests import QuestionChange, QuestionRequest
from app.classroom.secrets import DeskPass, new_key
from app.classroom.store import Held, RoomStore, json_of
from app.classroom.tables import answers, questions
from app.faults.kinds import Conflict, NotThere

MOST_QUESTIONS: Final = 200
_ID_LENGTH: Final = 8
_BACK: Final = {(Walk.closed, Walk.open)}
"""The one way back: a question that was closed too early."""


class Asked(NamedTuple):
    """A question that was kept, and whether it is a new one."""

    id: str
    version: int
    is_new: bool = True


def ask(rooms: RoomStore, desk: DeskPass, wanted: QuestionRequest) -> Asked:
    """Keep a question; the same id again keeps nothing else.

    Raises
    ------
    Conflict
        If it is to be opened while another is under way; if there are too many.
    """
    question = wanted.id or new_key()[:_ID_LENGTH]
    with rooms.as_desk(desk) as held:
        known = read_question(held.connection, held.code, question)
        if known is not None:
            return Asked(known.id, known.version, is_new=False)
        in_room = questions.c.room == held.code
        count, last = held.connection.execute(
            select(func.count(), func.max(questions.c.place)).where(in_room)
        ).one()
        if count >= MOST_QUESTIONS:
            raise Conflict(f"This room has {MOST_QUESTIONS} questions, the most that it may have.")
        is_open = wanted.state == Walk.open.name
        if is_open:
            _put_others_away(held, question)
        held.connection.execute(
            insert(questions).values(
                room=held.code,
                id=question,
                place=(last or 0) + 1,
                version=1,
                round=1,
                state=wanted.state,
                asked=_asked(wanted),
                opened=held.now if is_open else 0,
                changed=held.next_version,
            )
        )
        held.change()
    return Asked(question, 1)


def replace(rooms: RoomStore, desk: DeskPass, question: str, wanted: QuestionRequest) -> Asked:
    """Ask something else in the place of a question; if it is open, its answers so far are kept apart.

    Raises
    ------
    NotThere
        If there is no such question.
    Conflict
        If it is neither a draft nor open.
    """
    with rooms.as_desk(desk) as held:
        found = _known(held, question)
        if found.state > Walk.open:
            raise Conflict(f"The question is {found.state.name}; only a draft or an open one can be changed.")
        version = found.version + (found.state is Walk.open)
        _set(held, question, asked=_asked(wanted), version=version)
        return Asked(question, version, is_new=False)


def go_on(rooms: RoomStore, desk: DeskPass, question: str, wanted: QuestionChange) -> None:
    """Go on with a question: to another state, to a second round, or with sentences that may be shown.

    Raises
    ------
    NotThere
        If there is no such question.
    Conflict
        If there is no way to that state.
    """
    with rooms.as_desk(desk) as held:
        found = _known(held, question)
        if wanted.walk is not None:
            _walk(held, found, wanted.walk)
        elif wanted.passed is not None:
            of_question = answers.c.room == held.code, answers.c.question == question
            passed = answers.c.id.in_(wanted.passed)
            held.connection.execute(update(answers).where(*of_question).values(is_passed=passed))
            _set(held, question)
        else:
            _ask_again(held, found)


def remove(rooms: RoomStore, desk: DeskPass, question: str) -> None:
    """Delete a question with its answers; raises `NotThere` if there is none."""
    with rooms.as_desk(desk) as held:
        _known(held, question)
        for table, column in ((answers, answers.c.question), (questions, questions.c.id)):
            held.connection.execute(delete(table).where(table.c.room == held.code, column == question))
        held.change()


def _walk(held: Held, question: Question, to: Walk) -> None:
    if to == question.state:
        return
    if to < question.state and (question.state, to) not in _BACK:
        raise Conflict(f"The question is {question.state.name} already; it cannot be {to.name} again.")
    if question.state is Walk.draft and to is not Walk.open:
        raise Conflict(f"The question is a draft; it has to be open before it is {to.name}.")
    if question.state is Walk.draft:
        _put_others_away(held, question.id)
        _set(held, question.id, state=to.name, opened=held.now)
    else:
        _set(held, question.id, state=to.name)


def _ask_again(held: Held, question: Question) -> None:
    if question.round > 1:
        if question.state is Walk.open:
            return
        raise Conflict("The question was asked twice already.")
    if question.state < Walk.closed:
        raise Conflict(f"The question is {question.state.name}; it can be asked again once it is closed.")
    _put_others_away(held, question.id)
    _set(held, question.id, state=Walk.open.name, round=2, opened=held.now)


def _put_others_away(held: Held, question: str) -> None:
    """Let a question that was revealed go; raise `Conflict` if another is under way."""
    others = questions.c.room == held.code, questions.c.id != question
    under_way = questions.c.state.in_([one.name for one in ASKED])
    found = held.connection.execute(
        select(questions.c.id, questions.c.state).where(*others, under_way)
    ).first()
    if found is not None:
        raise Conflict(f"The question {found.id} is {found.state}; reveal it before another is opened.")
    revealed = questions.c.state == Walk.revealed.name
    held.connection.execute(
        update(questions).where(*others, revealed).values(state=Walk.done.name, changed=held.next_version)
    )


def _set(held: Held, question: str, **values: Any) -> None:  # noqa: ANN401 - values of columns
    one = questions.c.room == held.code, questions.c.id == question
    held.connection.execute(update(questions).where(*one).values(changed=held.next_version, **values))
    held.change()


def _known(held: Held, question: str) -> Question:
    found = read_question(held.connection, held.code, question)
    if found is None:
        raise unknown(question)
    return found


def _asked(wanted: QuestionRequest) -> str:
    return json_of(wanted.model_dump(exclude={"id", "state"}))


def unknown(question: str) -> NotThere:
    """Return the fault of a question that does not exist, or not yet."""
    return NotThere(f"There is no question {question} in this room.")
