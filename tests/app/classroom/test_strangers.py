"""What somebody without the key or the token can do, over every route; and what a seat learns of another."""

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.app.classroom.classes import CHOICE, ROOMS, Class, new_id, open_class
from tests.app.problems import problem

QUESTION: Final = ROOMS + "/{code}/questions/{question}"
DESK: Final[Mapping[tuple[str, str], Any]] = {
    ("PATCH", ROOMS + "/{code}"): {"black": True},
    ("DELETE", ROOMS + "/{code}"): None,
    ("GET", ROOMS + "/{code}/desk"): None,
    ("POST", ROOMS + "/{code}/desk"): {"desk": "0" * 8, "take_over": True},
    ("GET", ROOMS + "/{code}/desk/events"): None,
    ("GET", ROOMS + "/{code}/summary"): None,
    ("GET", ROOMS + "/{code}/export"): None,
    ("PUT", ROOMS + "/{code}/state"): {"address": "/?t=1", "after": 1},
    ("POST", ROOMS + "/{code}/recall"): None,
    ("PUT", ROOMS + "/{code}/lesson"): {},
    ("DELETE", ROOMS + "/{code}/seats/{seat}"): None,
    ("POST", ROOMS + "/{code}/showing"): {"id": "0" * 8, "seat": 2},
    ("DELETE", ROOMS + "/{code}/showing"): None,
    ("POST", ROOMS + "/{code}/questions"): CHOICE,
    ("PUT", QUESTION): CHOICE,
    ("PATCH", QUESTION): {"state": "revealed"},
    ("DELETE", QUESTION): None,
}
"""What only the desk may do, with a body that would do it."""
SEAT: Final[Mapping[tuple[str, str], Any]] = {
    ("GET", ROOMS + "/{code}/seats/me"): None,
    ("PUT", ROOMS + "/{code}/seats/me"): {"id": "0" * 8, "doing": "help"},
    ("PUT", ROOMS + "/{code}/showing/{id}"): {"agreed": True},
    ("PUT", QUESTION + "/answers/{id}"): {"version": 1, "round": 1, "value": "lose"},
}
"""What only a seat may do."""
EVERYBODY: Final = {
    ("POST", ROOMS),
    ("GET", ROOMS + "/{code}"),
    ("GET", ROOMS + "/{code}/events"),
    ("POST", ROOMS + "/{code}/seats"),
}
HIDDEN: Final = ("counts", "truth", "sentence", "before")


def routes(app: FastAPI) -> set[tuple[str, str]]:
    """Return method and path of every route of rooms."""
    return {
        (method.upper(), path)
        for path, operations in app.openapi()["paths"].items()
        if path.startswith(ROOMS)
        for method in operations
    }


def test_every_route_is_for_the_desk_for_a_seat_or_for_everybody(app: FastAPI) -> None:
    assert routes(app) == {*DESK, *SEAT, *EVERYBODY}


@pytest.fixture
def question(lesson: Class) -> str:
    """Return an open question with an answer."""
    asked = lesson.question(CHOICE)
    assert lesson.join().counted(asked, "keep") is None
    return asked


@pytest.mark.parametrize(("method", "path"), [*DESK, *SEAT])
def test_a_stranger_can_neither_steer_nor_read_what_is_hidden(
    school: TestClient, lesson: Class, question: str, method: str, path: str
) -> None:
    other = open_class(school)
    seat, elsewhere = lesson.join(), other.join()
    seat.ask("PUT", "/seats/me", json={"id": new_id(), "doing": "roaming", "address": "/?t=1"})
    lesson.done("POST", "/showing", json={"id": "0" * 8, "seat": seat.seat})
    right = {"X-Room-Key": lesson.key} if (method, path) in DESK else {"X-Seat-Token": seat.token}
    wrong: list[dict[str, str]] = [
        {},
        {"X-Room-Key": other.key},
        {"X-Room-Key": "0" * 32},
        {"X-Room-Key": ""},
        {"X-Room-Key": lesson.key.upper()},
        {"X-Room-Key": seat.token},
        {"X-Seat-Token": lesson.key},
        {"X-Seat-Token": elsewhere.token},
        {"X-Seat-Token": "é"},
        {"Authorization": f"Bearer {lesson.key}", "Cookie": f"X-Room-Key={lesson.key}"},
    ]
    if (method, path) in DESK:
        wrong.append({"X-Seat-Token": seat.token})
    else:
        wrong.append({"X-Room-Key": lesson.key})
    address = path.format(code=lesson.code, seat=1, question=question, id="0" * 8)
    body = {**DESK, **SEAT}[method, path]
    before = lesson.desk
    for headers in wrong:
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        refused = problem(school.request(method, address, headers=raw, json=body), 403)
        assert not any(secret in json.dumps(refused) for secret in ("keep", "0.97", lesson.key))
        asked = school.request(method, f"{address}?X-Room-Key={lesson.key}&key={lesson.key}", json=body)
        problem(asked, 403)
    assert lesson.desk == before
    if "events" not in path:
        assert school.request(method, address, headers=right, json=body).status_code in (200, 201, 204)


def test_a_key_is_asked_for_before_a_body_is_read(lesson: Class) -> None:
    sent = lesson.client.put(f"{lesson.room}/state", content=b"{" * 10_000)
    problem(sent, 403)


def test_nobody_with_the_code_alone_reads_what_is_hidden(lesson: Class, question: str) -> None:
    draft = lesson.question(CHOICE | {"id": new_id()}, "draft")
    stranger = lesson.client.post(f"{lesson.room}/seats", json={}).json()
    for state, hidden in (("open", HIDDEN), ("closed", HIDDEN), ("shown", ("truth", "sentence"))):
        lesson.go(question, state)
        for document in (lesson.public, stranger["room"]):
            assert [document["question"][name] for name in hidden] == [None] * len(hidden)
            text = json.dumps(document)
            assert draft not in text
            assert "0.97" not in text
        stranger = lesson.client.post(f"{lesson.room}/seats", json={"token": stranger["token"]}).json()


def test_a_seat_learns_nothing_of_another(lesson: Class, question: str) -> None:
    lesson.done("PATCH", json={"own_names": True})
    one, two = lesson.join(nickname="Zebedee", people=2), lesson.join()
    name = new_id()
    one.counted(question, "lose", name=name)
    one.ask("PUT", "/seats/me", json={"id": new_id(), "doing": "help", "address": "/?t=4711"})
    taken = lesson.client.post(f"{lesson.room}/seats", json={"token": two.token})
    seen = [lesson.public, two.ask("GET", "/seats/me").json(), taken.json()]
    lesson.go(question, "revealed")
    seen.append(lesson.public)
    text = json.dumps(seen)
    for secret in ("Zebedee", "4711", one.token, name, "help", "following", "nickname_of"):
        assert secret not in text, secret
    assert two.ask("GET", "/seats/me").json() == {
        "seat": two.seat, "nickname": two.nickname, "people": 1, "answers": {}, "showing": None
    }  # fmt: skip
