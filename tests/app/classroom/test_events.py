"""The streams of a room from a real server: who hears what, and when a stream ends."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Client

from app.config import Settings
from app.main import create_app
from tests.app.classroom.classes import CHOICE, Class, open_class
from tests.app.classroom.conftest import FREELY
from tests.app.classroom.streams import ENDED, watching
from tests.app.http.servers import running, serving


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Yield a client of a real server."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("streams"), room_rate=FREELY)
    with serving(create_app(settings)) as port, Client(base_url=f"http://127.0.0.1:{port}") as client:
        yield client


@pytest.fixture
def lesson(caller: Client) -> Class:
    """Return a room of its own."""
    return open_class(caller, state="/?preset=latch")


def test_a_board_and_a_seat_hear_the_same_and_a_desk_hears_more(lesson: Class) -> None:
    seat, key = lesson.join(), {"X-Room-Key": lesson.key}
    token = {"X-Seat-Token": seat.token}
    with (
        watching(lesson.client, f"{lesson.room}/events") as board,
        watching(lesson.client, f"{lesson.room}/events", token) as phone,
        watching(lesson.client, f"{lesson.room}/desk/events", key) as desk,
    ):
        assert board.next() == phone.next() == ("room", lesson.public)
        name, first = desk.next()
        assert (name, first) == ("desk", lesson.desk)
        question = lesson.question(CHOICE)
        assert seat.counted(question, "lose") is None
        heard = phone.until()
        while not heard["question"] or not heard["question"]["answered"]:
            heard = phone.until()
        assert heard == lesson.public
        assert heard["question"]["counts"] is None
        while not (told := desk.until())["questions"] or not told["questions"][0]["rounds"][0]["answers"]:
            pass
        assert told["room"]["question"]["counts"] == {"keep": 0, "lose": 1}
        assert told["room"]["question"]["truth"] == "keep"
        lesson.done("PUT", "/lesson", json={"moments": []})
        assert desk.until(lesson={"moments": []})
        lesson.done("DELETE")
        for stream in (board, phone, desk):
            while (event := stream.next())[0] not in ("closed", "ended"):
                pass
            assert event == ("closed", {"code": lesson.code})
            assert stream.next() == ENDED


def test_of_many_changes_the_class_hears_the_last_and_at_most_five_a_second(lesson: Class) -> None:
    with watching(lesson.client, f"{lesson.room}/events") as board:
        board.next()
        began, count = time.monotonic(), 0
        for step in range(60):
            body = {"address": f"/?t={step}", "after": step + 1}
            lesson.done("PUT", "/state", json=body)
        last = {"version": 61, "address": "/?t=59"}
        while board.until()["state"] != last:
            count += 1
        assert count <= 1 + 5 * (time.monotonic() - began)


def test_seats_hear_of_numbers_after_the_board_and_of_steps_as_soon(lesson: Class) -> None:
    seat = lesson.join()
    with (
        watching(lesson.client, f"{lesson.room}/events") as board,
        watching(lesson.client, f"{lesson.room}/events", {"X-Seat-Token": seat.token}) as phone,
    ):
        question = lesson.question(CHOICE)
        for stream in (board, phone):
            while not stream.until()["question"]:
                pass
        assert seat.counted(question, "keep") is None
        while board.until()["question"]["answered"] != 1:
            pass
        lesson.done("PATCH", json={"paused": True})
        told = phone.until(1, paused=True)
        assert told["question"]["answered"] == 1
        lesson.join()
        assert board.until(1.5, joined=2)
        assert phone.is_silent(0.5), "250 phones need not count along with the board"
        assert phone.until(joined=2)


def test_what_only_the_desk_sees_is_not_sent_to_the_class(lesson: Class) -> None:
    with watching(lesson.client, f"{lesson.room}/events") as board:
        board.next()
        lesson.done("PUT", "/lesson", json={"moments": [1]})
        lesson.question(CHOICE, "draft")
        assert board.is_silent(1.0)


def test_a_seat_is_present_while_its_stream_is_open_and_ends_when_it_is_removed(lesson: Class) -> None:
    seat = lesson.join()
    token = {"X-Seat-Token": seat.token}
    with watching(lesson.client, f"{lesson.room}/events") as board:
        with watching(lesson.client, f"{lesson.room}/events", token) as phone:
            phone.next()
            assert board.until()["present"] == 1
            time.sleep(1.2)  # until it is noted that it is here
        assert board.until(10, present=0)["joined"] == 1
        assert lesson.desk["seats"][0]["doing"] == "away"
        with watching(lesson.client, f"{lesson.room}/events", token) as phone:
            assert board.until(present=1)
            lesson.done("DELETE", f"/seats/{seat.seat}")
            while phone.next() != ENDED:
                pass
            assert board.until(joined=0)["present"] == 0


def test_a_seat_alone_hears_that_it_is_asked_to_show_its_picture(lesson: Class) -> None:
    seat, other = lesson.join(), lesson.join()
    seat.ask("PUT", "/seats/me", json={"id": "0" * 8, "doing": "roaming", "address": "/?t=3"})
    path, heard = f"{lesson.room}/events", []
    with (
        watching(lesson.client, path, {"X-Seat-Token": other.token}) as elsewhere,
        watching(lesson.client, path, {"X-Seat-Token": seat.token}) as phone,
    ):
        lesson.done("POST", "/showing", json={"id": "0" * 8, "seat": seat.seat})
        while (told := phone.next(2))[0] != "showing":
            pass
        asked = {"id": "0" * 8, "address": "/?t=3"}
        assert told == ("showing", asked)
        with watching(lesson.client, path, {"X-Seat-Token": seat.token}) as again:
            assert ("showing", asked) in (again.next(2), again.next(2))
        lesson.done("DELETE", "/showing")
        while (told := phone.next(2))[0] != "showing":
            pass
        assert told == ("showing", None)
        while not elsewhere.events.empty():
            heard.append(elsewhere.next()[0])
    assert set(heard) == {"room"}


def test_with_too_many_tabs_of_a_seat_the_oldest_ends(lesson: Class) -> None:
    token = {"X-Seat-Token": lesson.join().token}
    path = f"{lesson.room}/events"
    with watching(lesson.client, path, token) as first, watching(lesson.client, path, token) as second:
        first.next()
        with watching(lesson.client, path, token), watching(lesson.client, path, token):
            while first.next() != ENDED:
                pass
            lesson.done("PATCH", json={"paused": True})
            assert second.until(paused=True)


def test_open_streams_do_not_hold_up_a_shutdown(tmp_path: Path) -> None:
    with running(create_app(Settings(data_dir=tmp_path))) as (port, server):
        client = Client(base_url=f"http://127.0.0.1:{port}")
        lesson = open_class(client)
        with watching(client, f"{lesson.room}/events") as board:
            board.next()
            began = time.monotonic()
            server.should_exit = True
            assert board.next() == ENDED
            assert time.monotonic() - began < 5, "it would be open until its next heartbeat"
        client.close()
