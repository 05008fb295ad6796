"""Limits of rooms, how long they are kept, and several workers on one database."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Client
from sqlalchemy import select, text
from starlette.testclient import TestClient

from app.classroom import addresses
from app.classroom.closing import close, forget, forget_expired
from app.classroom.opening import OPEN_SECONDS, UNWATCHED_SECONDS, Most, note_watched, open_room
from app.classroom.records import SECOND, Stand
from app.classroom.requests import JoinRequest
from app.classroom.seating import join, note_seen
from app.classroom.secrets import DeskPass
from app.classroom.store import RoomStore
from app.classroom.tables import rooms
from app.config import Settings
from app.faults.kinds import Gone, NotThere, TooMany, Unavailable
from app.main import create_app
from app.models.database import Database
from app.models.tables import sqlite_url
from tests.app.classroom.classes import CHOICE, ROOMS, Class, Seat, new_id, open_class
from tests.app.classroom.conftest import FREELY
from tests.app.classroom.streams import watching
from tests.app.http.servers import serving
from tests.app.problems import problem

OTHER = "127.0.0.2"

HOUR = 3600 * SECOND
FEW = Most(rooms=10, of_client=10)
POSTGRESQL = os.environ.get("TEST_POSTGRESQL")


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of an application with small limits, which keeps nothing of a closed room."""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("strict"),
        max_rooms=2,
        room_rate="3/hour",
        join_rate="4/minute",
        seat_rate="3/minute",
        room_kept_hours=0,
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def test_a_seat_that_floods_a_room_that_fills_and_a_client_that_opens_too_many(strict: TestClient) -> None:
    lesson = open_class(strict)
    question, loud, quiet = lesson.question(CHOICE), lesson.join(), lesson.join()
    sent = [loud.answer(question, "lose").status_code for _ in range(5)]
    assert sent == [200, 200, 200, 429, 429]
    refused = problem(loud.ask("PUT", "/seats/me", json={"id": new_id(), "doing": "help"}), 429)
    assert "seat_rate" in refused["detail"]
    assert quiet.counted(question, "keep") is None
    assert lesson.public["question"]["answered"] == 2
    joined = [strict.post(f"{lesson.room}/seats", json={}) for _ in range(3)]
    assert [one.status_code for one in joined] == [201, 201, 429]
    assert int(joined[-1].headers["retry-after"]) <= 60
    other = open_class(strict)
    assert other.join().seat == 1
    assert "2 rooms are open, the limit max_rooms." in problem(strict.post(ROOMS, json={}), 503)["detail"]
    assert "room_rate" in problem(strict.post(ROOMS, json={}), 429)["detail"]


def test_where_nothing_is_kept_a_closed_room_is_gone(strict: TestClient) -> None:
    services = strict.app.state.services  # type: ignore[attr-defined]
    store: RoomStore = services.classrooms.rooms
    new = open_room(store, "teacher", Stand.at("/?marked"), {"marked": "lesson"}, FEW)
    lesson = Class(strict, new.code, new.key)
    lesson.join()
    lesson.question(CHOICE)
    lesson.done("DELETE")
    problem(lesson.ask("GET", "/desk"), 404)
    kept = ((table, "room") for table in ("room_seats", "room_questions", "room_answers"))
    with store.database.reading() as connection:
        found = [
            connection.scalar(text(f"SELECT count(*) FROM {table} WHERE {key} = :code"), {"code": new.code})  # noqa: S608
            for table, key in (("rooms", "code"), *kept)
        ]
    assert found == [0, 0, 0, 0]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = time.time_ns()

    def __call__(self) -> int:
        """Return the time."""
        return self.now


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not POSTGRESQL, reason="none"))]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RoomStore]:
    """Yield a store with a clock of its own."""
    url = sqlite_url(tmp_path) if request.param == "sqlite" else str(POSTGRESQL)
    database = Database(url)
    with database.writing() as connection:
        forget(connection, list(connection.scalars(select(rooms.c.code))))
    yield RoomStore(database, Clock())
    database.close()


def test_a_room_closes_by_itself_and_is_kept_as_long_as_is_set(store: RoomStore) -> None:
    clock, kept = store.now, 2 * HOUR
    assert isinstance(clock, Clock)
    new = open_room(store, "teacher", Stand.at("/"), {}, FEW)
    desk = DeskPass(new.code, new.key)
    clock.now += OPEN_SECONDS * SECOND - HOUR
    assert forget_expired(store, kept) == []
    with store.as_desk(desk) as held:
        assert held.head.expires == new.expires
    clock.now += HOUR
    assert forget_expired(store, kept) == []
    assert store.read(new.code).is_closed
    with pytest.raises(Gone), store.as_desk(desk):
        pass
    clock.now += 2 * HOUR
    with pytest.raises(NotThere):
        store.read(new.code)
    assert forget_expired(store, kept) == [new.code]
    again = open_room(store, "teacher", Stand.at("/"), {}, FEW)
    close(store, DeskPass(again.code, again.key), kept)
    clock.now += kept - 1
    assert store.read(again.code).is_closed
    clock.now += 1
    assert forget_expired(store, kept) == [again.code]


def test_two_clients_cannot_take_all_rooms_and_one_may_close_its_own(store: RoomStore) -> None:
    def opened(client: str) -> DeskPass:
        new = open_room(store, client, Stand.at("/"), {}, Most(rooms=5, of_client=2))
        return DeskPass(new.code, new.key)

    mine, _ = opened("a"), opened("a")
    with pytest.raises(TooMany, match=r"2 of your rooms are open, the limit max_rooms_of_client\. Close"):
        opened("a")
    opened("b"), opened("b")
    lesson = opened("a class")
    assert not store.read(lesson.code).is_closed
    with pytest.raises(Unavailable, match=r"5 rooms are open, the limit max_rooms\. Close one, or"):
        opened("c")
    with pytest.raises(TooMany):
        opened("a")
    close(store, mine, HOUR)
    assert store.total() == (4, 0)
    opened("a")


def test_an_empty_room_that_nobody_watches_is_given_back_when_its_place_is_needed(store: RoomStore) -> None:
    clock = store.now
    assert isinstance(clock, Clock)

    def opened(client: str, most: Most) -> str:
        clock.now += SECOND
        return open_room(store, client, Stand.at("/"), {}, most).code

    most = Most(rooms=4, of_client=3)
    watched, taken, first, second = (opened(one, most) for one in ("a", "a", "a", "b"))
    join(store, taken, JoinRequest(), 10)
    clock.now = store.now() + UNWATCHED_SECONDS * SECOND
    note_watched(store, [watched])
    third = opened("c", most)
    with pytest.raises(NotThere):
        store.read(first)
    fourth = opened("b", Most(rooms=9, of_client=1))
    with pytest.raises(NotThere):
        store.read(second)
    with pytest.raises(Unavailable):
        opened("d", most)
    assert [store.read(code).is_closed for code in (watched, taken, third, fourth)] == [False] * 4


def test_a_seat_is_away_when_its_server_has_long_not_noted_it(store: RoomStore) -> None:
    clock = store.now
    assert isinstance(clock, Clock)
    code = open_room(store, "teacher", Stand.at("/"), {}, FEW).code
    seats = [join(store, code, JoinRequest(), 10).seat for _ in range(2)]
    clock.now += 20 * SECOND
    noted = note_seen(store, code, seats[:1], {})
    clock.now += 20 * SECOND
    there = store.read(code).seats
    assert [one.is_present(clock.now) for one in there] == [True, False]
    version = store.read(code).version
    note_seen(store, code, seats, {})  # the second comes back, at another server
    assert store.read(code).version == version + 1
    note_seen(store, code, [], {seats[0]: noted})  # the first server learns late that it has gone
    assert store.read(code).seats[0].is_present(clock.now)
    note_seen(store, code, [], {seats[0]: clock.now})
    assert not store.read(code).seats[0].is_present(clock.now)


def test_what_is_changed_through_one_worker_is_heard_at_another(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, room_rate=FREELY)
    with (
        serving(create_app(settings)) as one,
        serving(create_app(settings)) as two,
        Client(base_url=f"http://127.0.0.1:{one}") as here,
        Client(base_url=f"http://127.0.0.1:{two}") as there,
    ):
        lesson = open_class(here)
        seat = lesson.join()
        elsewhere = Seat(there, seat.room, seat.seat, seat.token, seat.nickname)
        token = {"X-Seat-Token": seat.token}
        with watching(there, f"{lesson.room}/events", token) as phone:
            phone.next()
            began = time.monotonic()
            lesson.done("PUT", "/state", json={"address": "/?t=1", "after": 1})
            assert phone.until(state={"version": 2, "address": "/?t=1"})
            assert time.monotonic() - began < 3
            question, name = lesson.question(CHOICE), new_id()
            receipts = [
                seat.answer(question, "keep", name=name),
                elsewhere.answer(question, "lose", name=name),
            ]
            assert [one.json()["counted"] for one in receipts] == [True, True]
            assert elsewhere.counted(question, "lose") is None
            lesson.go(question, "shown")
            while not (found := phone.until()["question"]) or not found["counts"]:
                pass
            assert found["counts"] == {"keep": 0, "lose": 1}
            lesson.done("DELETE")
            while (event := phone.next())[0] != "closed":
                pass
            assert event[1] == {"code": lesson.code}


def test_a_server_knows_whether_phones_can_reach_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(addresses, "own_addresses", lambda: {"127.0.0.1", OTHER})
    with (
        serving(create_app(Settings(data_dir=tmp_path))) as port,
        Client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        found = open_class(client).desk
    # It listens on 127.0.0.1 alone, which stands for an address of the network here.
    assert found["addresses"] == [
        {"address": f"http://127.0.0.1:{port}", "reachable": True},
        {"address": f"http://{OTHER}:{port}", "reachable": False},
    ]
    assert found["loopback_only"] is False


def test_addresses_that_never_leave_the_machine_are_not_listed() -> None:
    assert not {one for one in addresses.own_addresses() if one.startswith(("127.", "169.254.", "0."))}
