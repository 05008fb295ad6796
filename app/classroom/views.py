"""A room as it is seen now: read, counted, and made into documents."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy.engine import Connection

from app.classroom import documents
from app.classroom.export import Asked
from app.classroom.reading import read_answers, read_room
from app.classroom.records import Answer, Question, Room
from app.classroom.secrets import DeskPass
from app.classroom.showing import Showing
from app.classroom.store import RoomStore, check_key, closed, unknown
from app.classroom.tally import People, Round, rounds_of

Made = TypeVar("Made")


class View(NamedTuple):
    """What is seen of a room.

    Attributes
    ----------
    public, desk : dict
        As the class and as the desk sees it.
    writer : str
        Which desk may write; empty for any.
    showing : mapping or None
        Which seat is asked to show its picture.
    removed : frozenset of int
        The seats that were removed.
    is_closed : bool
        Whether the room is closed.
    """

    public: dict[str, Any]
    desk: dict[str, Any]
    writer: str
    showing: Showing | None
    removed: frozenset[int]
    is_closed: bool


class Count(NamedTuple):
    """A question counted, of which version of the room and with whom."""

    changed: int
    people: People
    rounds: Sequence[Round]
    answers: Sequence[Answer]


class Counts:
    """The questions of one room, each counted again only when something about it has changed."""

    def __init__(self) -> None:
        self._known: dict[str, Count] = {}

    def of(self, connection: Connection, code: str, question: Question, people: People) -> Count:
        """Return a question counted."""
        known = self._known.get(question.id)
        if known is not None and (known.changed, known.people) == (question.changed, people):
            return known
        given = read_answers(connection, code, question.id)
        found = Count(question.changed, people, rounds_of(question, given, people), given)
        self._known[question.id] = found
        return found


def public_of(rooms: RoomStore, code: str) -> dict[str, Any]:
    """Return what the class sees; raises `NotThere`, and `Gone` for a room that is closed."""
    with rooms.database.reading() as connection:
        room = _room(rooms, connection, code)
        if room.is_closed:
            raise closed(code)
        question = room.present_question
        people = documents.people_of(room)
        asked = [] if question is None else [question]
        rounds = {one.id: Counts().of(connection, code, one, people).rounds for one in asked}
    return documents.public(room, rounds, rooms.now())


def desk_of(rooms: RoomStore, desk: DeskPass) -> dict[str, Any]:
    """Return what the desk sees, closed or not; raises `NotThere`, and `NotAllowed` without the key."""
    check_key(desk, rooms.read(desk.code).key)
    view = view_of(rooms, desk.code, Counts())
    return as_seen(view, desk.desk)


def view_of(rooms: RoomStore, code: str, counts: Counts) -> View:
    """Return what is seen of a room, closed or not; raises `NotThere`."""
    with rooms.database.reading() as connection:
        room = _room(rooms, connection, code)
        people = documents.people_of(room)
        found = {one.id: counts.of(connection, code, one, people) for one in room.questions}
    rounds = {question: count.rounds for question, count in found.items()}
    answers: Mapping[str, Sequence[Answer]] = {question: count.answers for question, count in found.items()}
    now = rooms.now()
    return View(
        documents.public(room, rounds, now),
        documents.desk(room, rounds, answers, now),
        room.desk,
        room.stand.showing,
        frozenset(one.seat for one in room.seats if one.is_removed),
        room.is_closed,
    )


def left_of(rooms: RoomStore, desk: DeskPass, tell: Callable[[Room, list[Asked]], Made]) -> Made:
    """Return what `tell` says of a room, closed or not; raises as `desk_of` does."""
    check_key(desk, rooms.read(desk.code).key)
    with rooms.database.reading() as connection:
        room = _room(rooms, connection, desk.code)
        people, counts = documents.people_of(room), Counts()
        found = [(one, counts.of(connection, desk.code, one, people)) for one in room.questions]
    return tell(room, [Asked(one, count.rounds, count.answers) for one, count in found])


def as_seen(view: View, desk: str | None) -> dict[str, Any]:
    """Return the desk's document for one desk, which may only read."""
    return view.desk | {"reading_only": view.writer not in ("", desk)}


def _room(rooms: RoomStore, connection: Connection, code: str) -> Room:
    found = read_room(connection, code)
    if found is None or found.expires <= rooms.now():
        raise unknown(code)
    return found
