"""Answers that come together are kept together, and each has its own receipt or refusal."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.classroom import asking, seating
from app.classroom.answering import MOST_ANSWERS, Letter, Receipt, keep
from app.classroom.letterbox import GATHER_SECONDS, MOST_AT_A_TIME, Letterbox
from app.classroom.opening import Most, open_room
from app.classroom.records import Stand
from app.classroom.requests import AnswerRequest, JoinRequest, QuestionRequest
from app.classroom.secrets import DeskPass
from app.classroom.store import RoomStore
from app.classroom.views import desk_of
from app.faults.kinds import Conflict, Fault, NotAllowed, NotThere, Refused, TooMany, Unavailable
from app.models.database import Database
from tests.app.classroom.classes import CHOICE, new_id

NOBODY = "0" * 32


class Room:
    """A room with a question, straight in a store."""

    def __init__(self, folder: Path) -> None:
        self.store = RoomStore(Database(f"sqlite:///{folder / 'rooms.sqlite'}"))
        new = open_room(self.store, "teacher", Stand.at("/"), {}, Most(10, 10))
        self.code, self.desk = new.code, DeskPass(new.code, new.key)
        self.question = self.ask(state="open")

    def ask(self, **more: Any) -> str:
        """Ask something; return its id."""
        return asking.ask(self.store, self.desk, QuestionRequest.model_validate(CHOICE | more)).id

    def join(self) -> str:
        """Take a seat; return its token."""
        return seating.join(self.store, self.code, JoinRequest(), 1000).token

    def letter(
        self, token: str, value: object, *, name: str = "", question: str = "", turn: int = 1
    ) -> Letter:
        """Return an answer on its way."""
        wanted = AnswerRequest.model_validate({"version": 1, "round": turn, "value": value})
        return Letter(token, question or self.question, name or new_id(), wanted)

    @property
    def counted(self) -> dict[str, Any]:
        """The present question's first round as the desk sees it."""
        found: dict[str, Any] = desk_of(self.store, self.desk)["questions"][0]["rounds"][0]
        return found


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Return a room."""
    return Room(tmp_path)


def test_of_answers_kept_together_each_has_its_own_outcome(room: Room) -> None:
    one, other = room.join(), room.join()
    draft = room.ask()
    first, changed = room.letter(one, "keep"), room.letter(one, "lose")
    letters = [
        first,
        room.letter(other, "neither"),
        room.letter(other, "keep", name=first.name),
        room.letter(NOBODY, "keep"),
        room.letter(other, "keep", question=draft),
        room.letter(other, "keep", turn=2),
        first,
        changed,
        room.letter(other, "lose"),
    ]
    kinds = [type(one) for one in keep(room.store, room.code, letters)]
    assert kinds == [Receipt, Refused, Conflict, NotAllowed, NotThere, Refused, Receipt, Receipt, Receipt]
    assert room.counted["counts"] == {"keep": 0, "lose": 2}, "the newest of each seat counts"
    assert room.counted["answers"] == 3
    assert keep(room.store, room.code, [first]) == [Receipt(first.name, counted=True, why=None)]
    assert room.counted["answers"] == 3
    with pytest.raises(NotThere):
        keep(room.store, "ZZZZ", letters)


def test_the_most_answers_of_a_seat_also_hold_within_one_transaction(room: Room) -> None:
    token = room.join()
    outcomes = keep(room.store, room.code, [room.letter(token, "keep") for _ in range(MOST_ANSWERS + 2)])
    assert [isinstance(one, TooMany) for one in outcomes] == [False] * MOST_ANSWERS + [True] * 2
    assert room.counted["answers"] == MOST_ANSWERS


def test_a_class_that_answers_at_once_takes_few_transactions_and_loses_nothing(room: Room) -> None:
    tokens, sizes = [room.join() for _ in range(MOST_AT_A_TIME + 20)], []

    def noted(code: str, letters: Sequence[Letter]) -> Sequence[Receipt | Fault]:
        sizes.append(len(letters))
        return keep(room.store, code, letters)

    async def together() -> list[Receipt]:
        box = Letterbox(noted)
        return await asyncio.gather(*(box.post(room.code, room.letter(token, "keep")) for token in tokens))

    assert all(receipt.counted for receipt in asyncio.run(together()))
    assert sizes == [MOST_AT_A_TIME, 20]
    assert room.counted["counts"] == {"keep": len(tokens), "lose": 0}


def test_an_answer_whose_seat_has_left_is_kept_and_a_store_that_fails_fails_for_each(room: Room) -> None:
    token, is_broken = room.join(), True

    def breaking(code: str, letters: Sequence[Letter]) -> Sequence[Receipt | Fault]:
        if is_broken:
            raise Unavailable("not now")
        return keep(room.store, code, letters)

    async def leave_and_stay() -> None:
        nonlocal is_broken
        box = Letterbox(breaking)
        failed = await asyncio.gather(
            *(box.post(room.code, room.letter(token, "keep")) for _ in range(2)), return_exceptions=True
        )
        assert [type(one) for one in failed] == [Unavailable, Unavailable]
        is_broken = False
        leaving = asyncio.create_task(box.post(room.code, room.letter(token, "keep")))
        staying = asyncio.create_task(box.post(room.code, room.letter(token, "lose")))
        await asyncio.sleep(0)
        leaving.cancel()
        began = time.monotonic()
        assert (await staying).counted
        assert time.monotonic() - began >= GATHER_SECONDS / 2

    asyncio.run(leave_and_stay())
    assert (room.counted["answers"], room.counted["counts"]) == (2, {"keep": 0, "lose": 1})
