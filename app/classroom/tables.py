"""The tables of rooms, in the same database as the models."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from app.models.tables import metadata


def _room(*, is_key: bool = True) -> Column[str]:
    return Column("room", String(4), ForeignKey("rooms.code", ondelete="CASCADE"), primary_key=is_key)


rooms = Table(
    "rooms",
    metadata,
    Column("code", String(4), primary_key=True, comment="what a person types to come in"),
    Column("key", String(64), nullable=False, comment="SHA-256 of the desk's key"),
    Column("made", BigInteger, nullable=False, comment="when it was opened, in nanoseconds"),
    Column("expires", BigInteger, nullable=False, index=True, comment="when it goes, in nanoseconds"),
    Column("is_closed", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False, comment="grows with every change that anybody may see"),
    Column("desk", String(64), nullable=False, comment="which desk may write; empty for any"),
    Column("stand", Text, nullable=False, comment="what the desk has set, as JSON"),
    Column("lesson", Text, nullable=False, comment="the desk's plan, as JSON"),
)
openers = Table(
    "room_openers",
    metadata,
    _room(),
    Column("client", String(16), nullable=False, comment="a hash of who opened it, for fairness"),
    Column("watched", BigInteger, nullable=False, comment="when somebody last watched it, in nanoseconds"),
)
"""A table of its own, so that stores of earlier versions go on as they are."""
seats = Table(
    "room_seats",
    metadata,
    _room(),
    Column("seat", Integer, primary_key=True, autoincrement=False, comment="1, 2, ... as they came"),
    Column("token", String(64), nullable=False, comment="SHA-256 of the seat's token"),
    Column("language", String(2), nullable=False),
    Column("people", Integer, nullable=False, comment="1 or 2"),
    Column("nickname", Text, nullable=False, comment="invented, chosen or null, as JSON"),
    Column("doing", String(10), nullable=False),
    Column("address", Text, nullable=True, comment="the state that it looks at by itself"),
    Column("since", BigInteger, nullable=False, comment="when that began, in nanoseconds"),
    Column("told", String(32), nullable=False, comment="the id of the last change"),
    Column("seen", BigInteger, nullable=False, comment="when it was last connected, in nanoseconds"),
    Column("is_removed", Boolean, nullable=False),
    Index("room_seats_token", "room", "token", unique=True),
)
tasks = Table(
    "room_tasks",
    metadata,
    _room(),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    Column("task", String(32), nullable=False, comment="the task of the Lab at which it is"),
    Column("reached", Integer, nullable=False, comment="how far it has got ..."),
    Column("goal", Integer, nullable=False, comment="... of what"),
)
questions = Table(
    "room_questions",
    metadata,
    _room(),
    Column("id", String(32), primary_key=True),
    Column("place", Integer, nullable=False, comment="1, 2, ... as they were made"),
    Column("version", Integer, nullable=False, comment="grows when what is asked changes"),
    Column("round", Integer, nullable=False, comment="1 or 2"),
    Column("state", String(8), nullable=False),
    Column("asked", Text, nullable=False, comment="what the desk sent, as JSON"),
    Column("opened", BigInteger, nullable=False, comment="when the round began, in nanoseconds; 0 before"),
    Column("changed", BigInteger, nullable=False, comment="the room's version at its last answer or change"),
)
answers = Table(
    "room_answers",
    metadata,
    _room(),
    Column("id", String(32), primary_key=True, comment="chosen by the seat, so that a repeat is known"),
    Column("n", BigInteger, nullable=False, comment="the order in which a room's answers came"),
    Column("question", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("seat", Integer, nullable=False),
    Column("value", Text, nullable=False, comment="as JSON"),
    Column("why", String(16), nullable=False, comment="why it does not count; empty where it does"),
    Column("after", BigInteger, nullable=False, comment="nanoseconds since the round began"),
    Column("is_passed", Boolean, nullable=False, comment="whether a sentence may be shown"),
    Index("room_answers_question", "room", "question", "seat"),
)
