"""A server killed while a question is open has lost no answer that it acknowledged; its log names nobody."""

import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from httpx2 import Client, HTTPError

from tests.app.classroom.classes import CHOICE, Class, Seat, new_id, open_class
from tests.app.classroom.server import start
from tests.app.classroom.streams import ENDED, watching
from tests.browser.server import free_port
from tests.plain import PLAIN

SEATS, EACH = 5, 40
AGENT = "Mozilla/5.0 (Phone 4711)"
VALUES = ("keep", "lose")


def send_until_killed(seat: Seat, question: str, known: list[str]) -> list[tuple[str, str, bool]]:
    """Send answers until the server is gone; return id and value of each, and whether it was acknowledged.

    The ids of those that were are added to `known` at once.
    """
    sent = []
    for n in range(EACH):
        name, value = new_id(), VALUES[(seat.seat + n) % 2]
        try:
            is_known = seat.answer(question, value, name=name).status_code == 200
        except HTTPError:
            is_known = False
        sent.append((name, value, is_known))
        if not is_known:
            break
        known.append(name)
    return sent


def test_a_killed_server_loses_no_answer_and_says_nothing_of_anybody(tmp_path: Path) -> None:
    port, log, data = free_port(), tmp_path / "log", tmp_path / "data"
    base = f"http://127.0.0.1:{port}"
    server = start(port, data, log, seat_rate="1000/second", max_seats="20")
    with Client(base_url=base, verify=PLAIN, headers={"User-Agent": AGENT}) as client:
        lesson = open_class(client, state="/?preset=latch")
        lesson.done("PATCH", json={"own_names": True})
        seats = [lesson.join(nickname=f"Zebedee{n}") for n in range(SEATS)]
        question = lesson.question(CHOICE)
        with ThreadPoolExecutor(SEATS) as threads:
            heard: list[str] = []
            sending = [threads.submit(send_until_killed, seat, question, heard) for seat in seats]
            deadline = time.monotonic() + 20
            while len(heard) < 3 * SEATS and time.monotonic() < deadline:
                time.sleep(0.005)
            server.send_signal(signal.SIGKILL)
            sent = [one.result() for one in sending]
        server.wait(10)
    known = sum(is_known for one in sent for *_, is_known in one)
    assert known > SEATS, "the server was killed before it had acknowledged anything"
    assert known < SEATS * EACH, "the server was killed after it had acknowledged everything"

    server = start(port, data, log, seat_rate="1000/second", max_seats="20")
    with Client(base_url=base, verify=PLAIN, headers={"User-Agent": AGENT}) as client:
        lesson = Class(client, lesson.code, lesson.key)
        (kept,) = lesson.desk["questions"]
        assert kept["state"] == "open"
        assert known <= kept["rounds"][0]["answers"] <= known + SEATS
        for seat, answers in zip(seats, sent, strict=True):
            seat.client = client
            for name, value, _ in answers:  # also those that were acknowledged, once more
                assert seat.answer(question, value, name=name).json() == {
                    "id": name, "counted": True, "why": None
                }  # fmt: skip
        (kept,) = lesson.desk["questions"]
        last = [one[-1][1] for one in sent]
        assert kept["rounds"][0]["counts"] == {value: last.count(value) for value in VALUES}
        assert kept["rounds"][0]["answers"] == sum(map(len, sent))
        assert seats[0].ask("GET", "/seats/me").json()["answers"] == {question: {"1": last[0]}}
        lesson.client.post(f"{lesson.room}/seats", json={"nickname": 7})
        with watching(client, f"{lesson.room}/events", {"X-Seat-Token": seats[0].token}) as phone:
            phone.next()
            began = time.monotonic()
            server.send_signal(signal.SIGTERM)
            while phone.next() != ENDED:
                pass
        server.wait(10)
        assert time.monotonic() - began < 3, "an open stream held up the end"
    said = log.read_text()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {"/api/v1/rooms/{code}/seats", "/api/v1/rooms/{code}/events"} <= {line["route"] for line in lines}
    assert set().union(*lines) == {"time", "method", "route", "status", "bytes", "ms"}
    personal = [AGENT, "4711", "127.0.0.1", lesson.code, lesson.key, question, "Zebedee", "latch"]
    personal += [seat.token for seat in seats] + [name for one in sent for name, *_ in one]
    assert [text for text in personal if text in said] == []
