"""The answer models of rooms."""

from typing import Any, Literal

from pydantic import Field

from app.classroom.requests import Choice, Pace, Words
from app.http.replies import Reply

StateName = Literal["draft", "open", "closed", "shown", "revealed", "done"]
KindName = Literal["choice", "number", "valve", "place", "sentence"]
Doing = Literal["following", "roaming", "help", "away"]
Value = str | float | list[float]
Counts = dict[str, Any]
Truth = Value | None


class OpenedReply(Reply):
    """A room that was opened."""

    code: str = Field(description="What people type to come in.")
    key: str = Field(description="Whoever has it is the desk; it is sent as X-Room-Key.")
    expires: int = Field(description="When the room is closed at the latest, in seconds of Unix time.")


class ShownState(Reply):
    """A state of the Lab."""

    version: int = Field(description="Grows with every state.")
    address: str


class AskedReply(Reply):
    """A question as everybody may know it."""

    id: str
    version: int = Field(description="Grows where what is asked changes while it is open.")
    round: int
    kind: KindName
    state: StateName
    text: Words | None
    generated: dict[str, Any] | None
    choices: list[Choice]
    about: dict[str, Any] | None
    tolerance: float | None


class PublicQuestion(AskedReply):
    """The present question; what is hidden is null."""

    answered: int = Field(description="People who gave an answer that counts.")
    counts: Counts | None = Field(description="Null until it is shown.")
    before: Counts | None = Field(description="The counts of the first round, in the second.")
    truth: Truth = Field(description="Null until it is revealed.")
    sentence: Words | None


class RoomReply(Reply):
    """A room as the class sees it."""

    code: str
    version: int = Field(description="Grows with every change.")
    state: ShownState
    pace: Pace
    paused: bool
    frozen: bool
    locked: bool
    black: bool
    own_names: bool
    recall: int = Field(description="How often everybody was called.")
    joined: int = Field(description="People.")
    present: int = Field(description="People whose seats are connected.")
    question: PublicQuestion | None


class NicknameReply(Reply):
    """An invented nickname, or a name of one's own."""

    colour: str | None = None
    animal: str | None = None
    text: str | None = None


class SeatReply(Reply):
    """A seat as the desk sees it."""

    seat: int
    nickname: NicknameReply | None
    language: str
    people: int
    doing: Doing
    address: str | None
    since: int = Field(description="Seconds of Unix time.")


class RoundReply(Reply):
    """The answers of a round."""

    round: int
    counts: Counts
    answered: int = Field(description="People who gave an answer that counts.")
    answers: int = Field(description="Receipts in all.")
    late: int
    other_version: int
    right: int | None = Field(description="People who are right.")
    median_seconds: float | None


class SentenceReply(Reply):
    """A sentence that a seat wrote."""

    id: str
    text: str
    passed: bool


class KeptQuestion(AskedReply):
    """A question as the desk knows it."""

    truth: Truth
    sentence: Words | None
    rounds: list[RoundReply]
    sentences: list[SentenceReply] | None = None


class BegunReply(Reply):
    """What a seat is asked to show."""

    id: str
    address: str = Field(description="The state as the seat had it when it was asked.")


class ShowingReply(BegunReply):
    """Which seat was asked to show its picture."""

    seat: int
    agreed: bool | None = Field(description="Null while it has not answered.")


class AddressReply(Reply):
    """An address of the server."""

    address: str
    reachable: bool = Field(description="Whether the server answers there.")


class ReachedReply(Reply):
    """How many people have got so far."""

    reached: int
    people: int


class TaskReply(Reply):
    """A task of the Lab that some seats try: how far they are, not who."""

    task: str
    of: int = Field(description="How much there is to do.")
    reached: list[ReachedReply]


class DeskReply(Reply):
    """A room as its desk sees it."""

    room: RoomReply
    seats: list[SeatReply]
    questions: list[KeptQuestion]
    tasks: list[TaskReply]
    lesson: dict[str, Any]
    showing: ShowingReply | None
    removed: int
    reading_only: bool = Field(description="Whether another desk has the room.")
    addresses: list[AddressReply]
    loopback_only: bool = Field(description="Whether only this machine reaches the server.")


class StateReply(Reply):
    """The version of the state that is shown now."""

    version: int


class RecallReply(Reply):
    """How often everybody was called."""

    recall: int


class ClaimReply(Reply):
    """Whether this desk only reads."""

    reading_only: bool


class TakenReply(Reply):
    """A seat that was taken."""

    seat: int
    token: str = Field(description="Whoever has it is the seat; it is sent as X-Seat-Token.")
    nickname: NicknameReply | None
    room: RoomReply


class OwnReply(Reply):
    """What a seat knows of itself."""

    seat: int
    nickname: NicknameReply | None
    people: int
    answers: dict[str, dict[str, Value]] = Field(description="By question and round.")
    showing: BegunReply | None = Field(description="What it is asked to show, and has not answered.")


class AskedNowReply(Reply):
    """A question that is kept."""

    id: str
    version: int


class ReceiptReply(Reply):
    """An answer that is kept."""

    id: str
    counted: bool
    why: Literal["late", "other_version"] | None
