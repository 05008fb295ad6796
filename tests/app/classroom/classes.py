"""A class for tests: a room, its desk and its seats, over the API."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from httpx2 import Client, Response

ROOMS = "/api/v1/rooms"
CHOICE: dict[str, Any] = {
    "kind": "choice",
    "text": {"en": "What will it do?", "zh": "会怎样？"},
    "choices": [
        {"id": "keep", "text": {"en": "Stay.", "zh": "不变。"}},
        {"id": "lose", "text": {"en": "Drain.", "zh": "流失。"}},
    ],
    "about": {"step": 2, "phase": "forget", "lane": 0, "gate": "f"},
    "truth": "keep",
    "sentence": {"en": "It is open by 0.97.", "zh": "开度为 0.97。"},
}
VALVE: dict[str, Any] = {"kind": "valve", "text": CHOICE["text"], "truth": 0.9, "tolerance": 0.1}
_ids = count(1)


def new_id() -> str:
    """Return an id that no other request has."""
    return f"{next(_ids):08x}"


@dataclass
class Seat:
    """One seat."""

    client: Client
    room: str
    seat: int
    token: str
    nickname: Any

    def ask(self, method: str, path: str, **more: Any) -> Response:
        """Send a request with the seat's token."""
        return self.client.request(method, self.room + path, headers={"X-Seat-Token": self.token}, **more)

    def answer(
        self, question: str, value: Any, *, version: int = 1, turn: int = 1, name: str = ""
    ) -> Response:
        """Answer a question."""
        body = {"version": version, "round": turn, "value": value}
        return self.ask("PUT", f"/questions/{question}/answers/{name or new_id()}", json=body)

    def counted(self, question: str, value: Any, **more: Any) -> str | None:
        """Answer a question; return why it does not count, None where it does."""
        receipt = self.answer(question, value, **more)
        assert receipt.status_code == 200, receipt.text
        why: str | None = receipt.json()["why"]
        assert receipt.json()["counted"] is (why is None)
        return why


@dataclass
class Class:
    """A room and its desk."""

    client: Client
    code: str
    key: str
    room: str = field(init=False)

    def __post_init__(self) -> None:
        """Note the room's address."""
        self.room = f"{ROOMS}/{self.code}"

    def ask(self, method: str, path: str = "", **more: Any) -> Response:
        """Send a request with the key."""
        headers = {"X-Room-Key": self.key} | more.pop("headers", {})
        return self.client.request(method, self.room + path, headers=headers, **more)

    def done(self, method: str, path: str = "", **more: Any) -> Any:
        """Send a request with the key that must succeed; return its JSON, None where it has none."""
        answer = self.ask(method, path, **more)
        assert answer.status_code in (200, 201, 204), answer.text
        return answer.json() if answer.content else None

    def join(self, **wanted: Any) -> Seat:
        """Take a seat."""
        answer = self.client.post(f"{self.room}/seats", json=wanted)
        assert answer.status_code == 201, answer.text
        found = answer.json()
        return Seat(self.client, self.room, found["seat"], found["token"], found["nickname"])

    def question(self, asked: dict[str, Any], state: str = "open") -> str:
        """Ask something; return its id."""
        return str(self.done("POST", "/questions", json=asked | {"state": state})["id"])

    def go(self, question: str, state: str) -> None:
        """Go on with a question."""
        self.done("PATCH", f"/questions/{question}", json={"state": state})

    @property
    def public(self) -> dict[str, Any]:
        """What the class sees."""
        answer = self.client.get(self.room)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    @property
    def desk(self) -> dict[str, Any]:
        """What the desk sees."""
        found: dict[str, Any] = self.done("GET", "/desk")
        return found


def open_class(client: Client, **wanted: Any) -> Class:
    """Open a room."""
    answer = client.post(ROOMS, json=wanted)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert answer.headers["location"] == f"{ROOMS}/{found['code']}"
    return Class(client, found["code"], found["key"])
