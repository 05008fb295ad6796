"""What desks and seats may send."""

import unicodedata
from typing import Annotated, Any, Final, Literal, Self

import orjson
from pydantic import AfterValidator, Field, RootModel, StringConstraints, model_validator

from app.classroom.records import Walk
from app.wire.forms import Number, Wire

BODY_BYTES: Final = 16 * 1024
LESSON_BYTES: Final = 64 * 1024
ADDRESS_LENGTH: Final = 8000


def _plain(text: str) -> str:
    """Return a text without signs that draw nothing or turn others around."""
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") for sign in text):
        raise ValueError("expected letters and signs that can be seen")
    if not text.strip():
        raise ValueError("expected a text that is not empty")
    return text.strip()


def _address(text: str) -> str:
    if text.startswith("//") or not text.isascii() or not text.isprintable() or " " in text or "\\" in text:
        raise ValueError("expected an address on this server, such as /?preset=latch&t=3")
    return text


def _nested(value: dict[str, Any]) -> dict[str, Any]:
    """Refuse what cannot be written as JSON again, such as too large a whole number or too deep a list."""
    try:
        orjson.dumps(value)
    except TypeError:
        raise ValueError(
            "expected JSON with numbers of 64 bits and lists that are not nested deeply"
        ) from None
    return value


Language = Literal["en", "zh"]
Id = Annotated[str, StringConstraints(pattern="^[0-9a-f]{8,32}$")]
Token = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
Address = Annotated[
    str,
    StringConstraints(min_length=1, max_length=ADDRESS_LENGTH, pattern="^/"),
    AfterValidator(_address),
]
Object = Annotated[dict[str, Any], AfterValidator(_nested)]
People = Annotated[int, Field(ge=1, le=2)]
Step = Annotated[int, Field(ge=0, le=2**31)]
Count = Annotated[int, Field(ge=0, le=2**53)]
Share = Annotated[float, Field(ge=0, le=1)]
Point = Annotated[list[Share], Field(min_length=2, max_length=2)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=24), AfterValidator(_plain)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=280), AfterValidator(_plain)]
ChoiceId = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_.-]{1,32}$")]


class Words(Wire):
    """One text in both languages."""

    en: Annotated[str, StringConstraints(max_length=600)]
    zh: Annotated[str, StringConstraints(max_length=600)]


class RoomRequest(Wire):
    """Open a room."""

    language: Language = Field(default="en", description="The desk's language.")
    lesson: Object | None = Field(default=None, description="The desk's plan; at most 64 kB.")
    state: Address = Field(default="/", description="The address of the Lab at which the class begins.")


class StateRequest(Wire):
    """Show the class another state."""

    address: Address = Field(description="An address of the Lab.")
    after: Count = Field(description="The version of the state that the desk saw last.")


class Lesson(RootModel[Object]):
    """The desk's plan: any JSON object."""


class Pace(Wire):
    """How freely seats may move."""

    mode: Literal["follow", "within", "free"] = Field(
        description="Follow, move within steps, or move freely."
    )
    first: Step | None = Field(default=None, description="The first step within which to move.")
    last: Step | None = Field(default=None, description="The last one.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.mode == "within" and (self.first is None or self.last is None or self.first > self.last):
            raise ValueError("expected first and last, in this order, to move within")
        return self


class RoomChange(Wire):
    """Change how a room is run; what is left out stays."""

    pace: Pace | None = Field(default=None, description="How freely seats may move.")
    paused: bool | None = Field(default=None, description="Whether the class looks up.")
    frozen: bool | None = Field(default=None, description="Whether the class stays where it is.")
    locked: bool | None = Field(default=None, description="Whether nobody else may join.")
    black: bool | None = Field(default=None, description="Whether the board is black.")
    own_names: bool | None = Field(default=None, description="Whether seats may have names of their own.")


class DeskRequest(Wire):
    """Say which desk writes."""

    desk: Id = Field(description="Chosen by the desk at random, and sent as X-Desk from then on.")
    take_over: bool = Field(default=False, description="Whether another desk only reads from now on.")


class JoinRequest(Wire):
    """Take a seat."""

    language: Language = Field(default="en", description="The seat's language.")
    people: People = Field(default=1, description="How many sit before it.")
    nickname: Name = Field(
        default="invented", description="invented, none or, where own names are on, a name."
    )
    token: Token | None = Field(
        default=None, description="Chosen by the seat at random, so that a repeat takes no other seat."
    )


class TaskProgress(Wire):
    """How far one has got with a task of the Lab."""

    task: ChoiceId = Field(description="The task.")
    reached: Annotated[int, Field(ge=0, le=10_000)] = Field(description="How much of it is done.")
    of: Annotated[int, Field(ge=1, le=10_000)] = Field(description="How much there is to do.")


class SeatChange(Wire):
    """Say what a seat is doing; what is left out stays, except the address."""

    id: Id = Field(description="Chosen by the seat at random, so that a repeat changes nothing.")
    doing: Literal["following", "roaming", "help", "away"] = Field(description="What it is doing.")
    address: Address | None = Field(default=None, description="The state that it looks at by itself.")
    people: People | None = Field(default=None, description="How many sit before it.")
    language: Language | None = Field(default=None, description="Its language.")
    task: TaskProgress | None = Field(default=None, description="The task of the Lab that it tries.")


class ShowingRequest(Wire):
    """Ask a seat whether its picture may be shown."""

    id: Id = Field(description="Chosen by the desk at random, so that a repeat asks nothing else.")
    seat: Annotated[int, Field(ge=1, le=2**31 - 1)] = Field(description="The seat's number.")


class ShowingAnswer(Wire):
    """Say whether one's picture may be shown."""

    agreed: bool = Field(description="Whether it may.")


class Choice(Wire):
    """One of several answers."""

    id: ChoiceId = Field(description="Stands for it in answers and counts.")
    text: Words | None = Field(default=None, description="Its words; null where pages make them.")


class QuestionRequest(Wire):
    """Ask something."""

    id: Id | None = Field(default=None, description="Chosen by the desk, so that a repeat asks nothing else.")
    kind: Literal["choice", "number", "valve", "place", "sentence"] = Field(description="How it is answered.")
    text: Words | None = Field(default=None, description="The question; null where pages make it.")
    generated: Object | None = Field(default=None, description="That of which pages make the question.")
    choices: Annotated[list[Choice], Field(max_length=6)] = Field(
        default=[], description="Two to six answers, of a choice alone."
    )
    about: Object | None = Field(default=None, description="What is hidden while it is open.")
    truth: ChoiceId | Number | Point | None = Field(
        default=None, description="The right answer, hidden until it is revealed."
    )
    tolerance: Annotated[Number, Field(ge=0)] | None = Field(
        default=None, description="How far from the truth an answer may be."
    )
    sentence: Words | None = Field(default=None, description="What explains the right answer.")
    state: Literal["draft", "open"] = Field(default="draft", description="Whether it is asked at once.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.text is None and self.generated is None:
            raise ValueError("expected text or generated")
        ids = [one.id for one in self.choices]
        if (self.kind == "choice") != (len(ids) > 1) or len(set(ids)) < len(ids):
            raise ValueError("expected two to six choices with ids of their own for a choice, else none")
        if self.truth is not None and not self._is_possible(self.truth):
            raise ValueError(f"expected a truth that may answer a question of the kind {self.kind}")
        return self

    def _is_possible(self, truth: str | float | list[float]) -> bool:
        match self.kind:
            case "choice":
                return truth in [one.id for one in self.choices]
            case "number":
                return isinstance(truth, float)
            case "valve":
                return isinstance(truth, float) and 0 <= truth <= 1
            case "place":
                return isinstance(truth, list)
            case "sentence":
                return False


class QuestionChange(Wire):
    """Go on with a question: exactly one of these."""

    state: Literal["open", "closed", "shown", "revealed", "done"] | None = Field(
        default=None, description="The state to which it goes."
    )
    again: Literal[True] | None = Field(default=None, description="Ask it a second time.")
    passed: Annotated[list[Id], Field(max_length=200)] | None = Field(
        default=None, description="The ids of the sentences that may be shown, all of them."
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(one is not None for one in (self.state, self.again, self.passed)) != 1:
            raise ValueError("expected exactly one of state, again and passed")
        return self

    @property
    def walk(self) -> Walk | None:
        """The state as a number."""
        return None if self.state is None else Walk[self.state]


class AnswerRequest(Wire):
    """Answer a question."""

    version: Count = Field(description="The version of the question that is answered.")
    round: Annotated[int, Field(ge=1, le=2)] = Field(description="The round that is answered.")
    value: Number | Point | Sentence = Field(
        description="The id of a choice, a number, an opening from 0 to 1, a place, or a sentence."
    )
