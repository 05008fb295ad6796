"""A seat's own picture is shown to the class only if the seat agrees, and nobody is told whose it is."""

import json

from tests.app.classroom.classes import Class, Seat, new_id
from tests.app.problems import problem

OWN = "/?preset=latch&t=4711"


def roam(seat: Seat, address: str | None = OWN) -> None:
    """Let a seat look at something by itself, or no longer."""
    doing = "roaming" if address else "following"
    assert seat.ask("PUT", "/seats/me", json={"id": new_id(), "doing": doing, "address": address}).is_success


def test_a_seat_is_asked_and_its_picture_shown_without_a_name(lesson: Class) -> None:
    seat, other = lesson.join(), lesson.join()
    roam(seat)
    name = new_id()
    wanted = {"id": name, "seat": seat.seat}
    asked = {"id": name, "address": OWN}
    first, again = (lesson.ask("POST", "/showing", json=wanted) for _ in range(2))
    assert (first.status_code, first.json(), again.status_code, again.json()) == (201, asked, 200, asked)
    roam(seat, None)  # what was asked for stays
    assert lesson.desk["showing"] == {**asked, "seat": seat.seat, "agreed": None}
    assert seat.ask("GET", "/seats/me").json()["showing"] == asked
    assert other.ask("GET", "/seats/me").json()["showing"] is None
    problem(other.ask("PUT", f"/showing/{name}", json={"agreed": True}), 404)
    problem(seat.ask("PUT", f"/showing/{new_id()}", json={"agreed": True}), 404)
    problem(seat.ask("PUT", f"/showing/{name}", json={"agreed": "yes"}), 422)
    for agreed in (False, True, True):
        assert seat.ask("PUT", f"/showing/{name}", json={"agreed": agreed}).status_code == 204
        assert lesson.desk["showing"]["agreed"] is agreed
        assert seat.ask("GET", "/seats/me").json()["showing"] is None
    assert "4711" not in json.dumps(lesson.public)
    lesson.done("PUT", "/state", json={"address": lesson.desk["showing"]["address"], "after": 1})
    assert lesson.public["state"] == {"version": 2, "address": OWN}
    text = json.dumps([lesson.public, lesson.done("GET", "/summary")])
    assert name not in text
    assert "agreed" not in text


def test_the_newest_request_replaces_an_older_one_and_can_be_withdrawn(lesson: Class) -> None:
    seats, names = [lesson.join(), lesson.join()], [new_id(), new_id()]
    for seat, name in zip(seats, names, strict=True):
        roam(seat)
        lesson.done("POST", "/showing", json={"id": name, "seat": seat.seat})
    problem(seats[0].ask("PUT", f"/showing/{names[0]}", json={"agreed": True}), 404)
    for _ in range(2):
        lesson.done("DELETE", "/showing")
        assert lesson.desk["showing"] is None
    problem(seats[1].ask("PUT", f"/showing/{names[1]}", json={"agreed": True}), 404)


def test_who_has_no_picture_of_its_own_cannot_be_asked(lesson: Class) -> None:
    seat, gone = lesson.join(), lesson.join()
    roam(gone)
    lesson.done("DELETE", f"/seats/{gone.seat}")
    follows = problem(lesson.ask("POST", "/showing", json={"id": new_id(), "seat": seat.seat}), 409)
    assert follows["detail"] == "Seat 1 looks at nothing by itself at this moment."
    for number in (gone.seat, 77):
        problem(lesson.ask("POST", "/showing", json={"id": new_id(), "seat": number}), 404)
    for bad in ({}, {"id": "x", "seat": 1}, {"id": new_id(), "seat": 0}, {"id": new_id(), "seat": "1"}):
        problem(lesson.ask("POST", "/showing", json=bad), 422)
    assert lesson.desk["showing"] is None
