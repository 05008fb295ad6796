"""Rooms, their states and their seats, over the API."""

import re

from starlette.testclient import TestClient

from tests.app.classroom.classes import ROOMS, Class, Seat, new_id, open_class
from tests.app.problems import one_error, problem


def test_a_room_begins_as_it_was_opened(lesson: Class) -> None:
    assert re.fullmatch("[BCDFGHJKLMNPQRSTVWXZ]{4}", lesson.code)
    assert re.fullmatch("[0-9a-f]{32}", lesson.key)
    assert lesson.public == {
        "code": lesson.code,
        "version": 1,
        "state": {"version": 1, "address": "/?preset=latch"},
        "pace": {"mode": "follow", "first": None, "last": None},
        "paused": False,
        "frozen": False,
        "locked": False,
        "black": False,
        "own_names": False,
        "recall": 0,
        "joined": 0,
        "present": 0,
        "question": None,
    }
    assert lesson.client.get(lesson.room.replace(lesson.code, lesson.code.lower())).json() == lesson.public


def test_a_room_that_is_not_there_is_said_not_to_be(school: TestClient) -> None:
    for code in ("BBBB", "AEIO", "B", "BCDFG", "%00%00", "x" * 300):
        problem(school.get(f"{ROOMS}/{code}"), 404)


def test_a_state_is_shown_to_the_class_if_the_desk_saw_the_one_before(lesson: Class) -> None:
    shown = lesson.done("PUT", "/state", json={"address": "/?preset=latch&t=1", "after": 1})
    assert shown == {"version": 2}
    assert lesson.public["state"] == {"version": 2, "address": "/?preset=latch&t=1"}
    stale = problem(lesson.ask("PUT", "/state", json={"address": "/?t=9", "after": 1}), 409)
    detail = "expected the present version of the state, 2, found 1"
    assert stale["errors"] == [{"pointer": "/after", "detail": detail}]
    assert lesson.public["state"]["version"] == 2


def test_while_frozen_the_class_stays_and_the_desk_goes_on(lesson: Class) -> None:
    lesson.done("PATCH", json={"frozen": True})
    lesson.done("PUT", "/state", json={"address": "/?t=1", "after": 1})
    lesson.done("PUT", "/state", json={"address": "/?t=2", "after": 2})
    assert lesson.public["state"] == {"version": 1, "address": "/?preset=latch"}
    assert lesson.desk["room"]["state"] == {"version": 3, "address": "/?t=2"}
    lesson.done("PATCH", json={"frozen": False})
    assert lesson.public["state"] == {"version": 3, "address": "/?t=2"}


def test_how_a_room_is_run_is_changed_field_by_field(lesson: Class) -> None:
    pace = {"mode": "within", "first": 1, "last": 4}
    lesson.done("PATCH", json={"pace": pace, "paused": True, "black": True})
    lesson.done("PATCH", json={"paused": False})
    found = lesson.public
    assert (found["pace"], found["paused"], found["black"], found["locked"]) == (pace, False, True, False)
    assert lesson.done("POST", "/recall") == {"recall": 1}
    assert lesson.done("POST", "/recall") == {"recall": 2}
    assert lesson.public["recall"] == 2


def test_a_desk_keeps_its_lesson(lesson: Class) -> None:
    assert lesson.desk["lesson"] == {}
    plan = {"moments": [{"address": "/?preset=latch", "note": "门 " * 20}]}
    lesson.done("PUT", "/lesson", json=plan)
    assert lesson.desk["lesson"] == plan
    problem(lesson.ask("PUT", "/lesson", json={"x": "y" * 70_000}), 413)
    assert lesson.desk["lesson"] == plan


def test_seats_are_counted_by_people(lesson: Class) -> None:
    first, second = lesson.join(), lesson.join(people=2, language="zh", nickname="none")
    assert (first.seat, second.seat) == (1, 2)
    assert set(first.nickname) == {"colour", "animal"}
    assert second.nickname is None
    assert (lesson.public["joined"], lesson.public["present"]) == (3, 3)
    told = second.ask("PUT", "/seats/me", json={"id": new_id(), "doing": "help", "people": 1})
    assert told.status_code == 204
    assert lesson.public["joined"] == 2
    seats = [{**one, "since": 0} for one in lesson.desk["seats"]]
    assert seats == [
        {"seat": 1, "nickname": first.nickname, "language": "en", "people": 1, "doing": "following",
         "address": None, "since": 0},
        {"seat": 2, "nickname": None, "language": "zh", "people": 1, "doing": "help", "address": None,
         "since": 0},
    ]  # fmt: skip


def test_a_desk_knows_how_far_seats_are_with_tasks_and_not_who(lesson: Class) -> None:
    one, two, three, four, _ = seats = [lesson.join(people=people) for people in (1, 2, 1, 1, 1)]

    def tell(seat: Seat, task: object, status: int = 204) -> None:
        told = seat.ask("PUT", "/seats/me", json={"id": new_id(), "doing": "roaming", "task": task})
        assert told.status_code == status, told.text

    assert lesson.desk["tasks"] == []
    for seat, reached in zip(seats, (12, 12, 20, 5), strict=False):
        tell(seat, {"task": "keep", "reached": reached, "of": 20})
    tell(four, {"task": "empty", "reached": 0, "of": 2})
    tell(one, None)
    known = lesson.desk["tasks"]
    assert known == [
        {"task": "empty", "of": 2, "reached": [{"reached": 0, "people": 1}]},
        {"task": "keep", "of": 20, "reached": [{"reached": 12, "people": 3}, {"reached": 20, "people": 1}]},
    ]
    lesson.done("DELETE", f"/seats/{two.seat}")
    assert lesson.desk["tasks"][1]["reached"] == [
        {"reached": 12, "people": 1},
        {"reached": 20, "people": 1},
    ]
    assert "tasks" not in lesson.public
    for bad in (
        {"task": "keep"},
        {"task": "a b", "reached": 1, "of": 2},
        {"task": "keep", "reached": 1, "of": 0},
    ):
        tell(three, bad, 422)
    lesson.done("DELETE", f"/seats/{three.seat}")
    lesson.done("DELETE", f"/seats/{four.seat}")
    assert [one["task"] for one in lesson.desk["tasks"]] == ["keep"]


def test_a_repeat_of_what_a_seat_says_changes_nothing(lesson: Class) -> None:
    seat, said = lesson.join(), {"id": new_id(), "doing": "roaming", "address": "/?t=4"}
    seat.ask("PUT", "/seats/me", json=said)
    before = lesson.desk
    assert before["seats"][0]["address"] == "/?t=4"
    assert seat.ask("PUT", "/seats/me", json=said).status_code == 204
    assert lesson.desk["room"]["version"] == before["room"]["version"]


def test_the_same_token_has_the_same_seat(lesson: Class) -> None:
    token = "0123456789abcdef" * 2
    first = lesson.client.post(f"{lesson.room}/seats", json={"token": token})
    again = lesson.client.post(f"{lesson.room}/seats", json={"token": token, "nickname": "none"})
    assert (first.status_code, again.status_code) == (201, 200)
    for name in ("seat", "token", "nickname"):
        assert first.json()[name] == again.json()[name]
    assert lesson.public["joined"] == 1


def test_names_of_ones_own_are_off_unless_the_desk_wants_them(lesson: Class) -> None:
    refused = lesson.client.post(f"{lesson.room}/seats", json={"nickname": "Ada"})
    assert one_error(refused)[0] == "/nickname"
    lesson.done("PATCH", json={"own_names": True})
    assert lesson.join(nickname=" Ada ").nickname == {"text": "Ada"}
    for name in ("a\u202eb", "\u200b", " ", "x" * 25):
        assert (
            one_error(lesson.client.post(f"{lesson.room}/seats", json={"nickname": name}))[0] == "/nickname"
        )


def test_full_locked_and_closed_rooms_let_nobody_in(lesson: Class) -> None:
    lesson.done("PATCH", json={"locked": True})
    assert lesson.code in problem(lesson.client.post(f"{lesson.room}/seats", json={}), 423)["detail"]
    lesson.done("PATCH", json={"locked": False})
    seats = [lesson.join() for _ in range(5)]
    full = problem(lesson.client.post(f"{lesson.room}/seats", json={}), 409)
    assert full["detail"] == f"The room {lesson.code} is full: 5 seats are the limit max_seats."
    assert lesson.client.post(f"{lesson.room}/seats", json={"token": seats[0].token}).status_code == 200
    lesson.done("DELETE", f"/seats/{seats[0].seat}")
    assert lesson.join().seat == 6
    lesson.done("DELETE")
    for path in ("", "/events", "/seats/me"):
        problem(seats[1].ask("GET", path), 410)
    problem(lesson.client.post(f"{lesson.room}/seats", json={}), 410)
    problem(lesson.ask("PUT", "/state", json={"address": "/", "after": 1}), 410)


def test_a_removed_seat_is_nobody(lesson: Class) -> None:
    seat, other = lesson.join(), lesson.join()
    lesson.done("DELETE", f"/seats/{seat.seat}")
    problem(lesson.ask("DELETE", f"/seats/{seat.seat}"), 404)
    for method, path, body in (
        ("GET", "/seats/me", None),
        ("GET", "/events", None),
        ("PUT", "/seats/me", {"id": new_id(), "doing": "help"}),
    ):
        problem(seat.ask(method, path, json=body), 403)
    problem(lesson.client.post(f"{lesson.room}/seats", json={"token": seat.token}), 403)
    assert [one["seat"] for one in lesson.desk["seats"]] == [other.seat]
    assert (lesson.desk["removed"], lesson.public["joined"]) == (1, 1)


def test_of_two_desks_one_writes(lesson: Class) -> None:
    one, two = ({"X-Desk": new_id()} for _ in range(2))

    def claim(desk: dict[str, str], *, take_over: bool = False) -> bool:
        body = {"desk": desk["X-Desk"], "take_over": take_over}
        return bool(lesson.done("POST", "/desk", json=body, headers=desk)["reading_only"])

    def reads(desk: dict[str, str]) -> bool:
        return bool(lesson.done("GET", "/desk", headers=desk)["reading_only"])

    assert (claim(one), claim(two), claim(one)) == (False, True, False)
    assert (reads(one), reads(two), reads({})) == (False, True, True)
    assert lesson.done("POST", "/recall", headers=one) == {"recall": 1}
    for desk in (two, {}):
        problem(lesson.ask("POST", "/recall", headers=desk), 409)
    assert claim(two, take_over=True) is False
    assert (reads(one), reads(two)) == (True, False)
    problem(lesson.ask("POST", "/recall", headers=one), 409)
    assert lesson.done("POST", "/recall", headers=two) == {"recall": 2}


def test_malformed_states_and_changes_are_refused_with_their_place(lesson: Class) -> None:
    for address in (
        "//evil.example",
        "https://evil.example",
        "/a b",
        "/\\evil",
        "",
        "/" + "x" * 8000,
        "/\n",
        3,
    ):
        sent = lesson.ask("PUT", "/state", json={"address": address, "after": 1})
        assert one_error(sent)[0] == "/address", address
    for body, pointer in (
        ({"paused": 1}, "/paused"),
        ({"pace": {"mode": "run"}}, "/pace/mode"),
        ({"pace": {"mode": "within", "first": 3, "last": 2}}, "/pace"),
        ({"music": True}, "/music"),
    ):
        assert one_error(lesson.ask("PATCH", json=body))[0] == pointer
    problem(lesson.ask("PATCH", content=b"{", headers={"content-type": "application/json"}), 400)
    assert one_error(lesson.client.post(ROOMS, json={"state": "Lab"}))[0] == "/state"


def test_rooms_do_not_know_each_other(school: TestClient, lesson: Class) -> None:
    other = open_class(school)
    seat = lesson.join()
    assert other.public["joined"] == 0
    problem(school.get(f"{other.room}/seats/me", headers={"X-Seat-Token": seat.token}), 403)
    problem(school.post(f"{other.room}/recall", headers={"X-Room-Key": lesson.key}), 403)
