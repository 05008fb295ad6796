"""The answer models of exports: what is left of a class."""

from typing import Any

from pydantic import Field

from app.classroom.replies import KindName, RoundReply, StateName, Truth, Value
from app.classroom.requests import Choice, Words
from app.http.replies import Reply


class SummedQuestion(Reply):
    """A question that was asked."""

    question: int = Field(description="1, 2, ... in the order in which they were made.")
    state: StateName
    opened: str = Field(description="To the minute.")
    kind: KindName
    text: Words | None
    generated: dict[str, Any] | None
    choices: list[Choice]
    about: dict[str, Any] | None
    truth: Truth
    tolerance: float | None
    sentence: Words | None
    rounds: list[RoundReply]


class SummaryReply(Reply):
    """What a class has answered."""

    code: str
    opened: str = Field(description="To the minute.")
    is_closed: bool
    seats: int
    people: int
    questions: list[SummedQuestion]


class SeatAnswer(Reply):
    """What a seat answered, or "few" where few people did."""

    question: int
    round: int
    answer: Value


class SeatAnswers(Reply):
    """A seat, by a random number."""

    seat: int
    people: int
    answers: list[SeatAnswer]


class ExportReply(SummaryReply):
    """The same with the answers of seats."""

    by_seat: list[SeatAnswers]
