"""A desk without a page: what a teacher's requests do to a room."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Page

PATIENCE = 40
"""How long what is to happen in a room may take, in seconds."""


def until(page: Page, read: Callable[[], Any], wanted: Callable[[Any], bool] = bool) -> Any:
    """Read again and again, while a page goes on, until what is read is wanted; return it."""
    deadline = time.monotonic() + PATIENCE
    while not wanted(found := read()):
        assert time.monotonic() < deadline, found
        page.wait_for_timeout(100)
    return found


class Desk:
    """A room, and the key to it."""

    def __init__(self, base: str, state: str = "/join") -> None:
        self._base, self._headers = f"{base}/api/v1/rooms", {"Content-Type": "application/json"}
        self.code = ""
        opened = self.call("POST", "", language="en", state=state)
        self.code = opened["code"]
        self._base += f"/{self.code}"
        self._headers["X-Room-Key"] = opened["key"]

    def call(self, method: str, path: str, **body: Any) -> Any:
        """Send a request with the room's key; return its answer."""
        data = json.dumps(body).encode() if body else None
        request = Request(self._base + path, data, self._headers, method=method)  # noqa: S310  # the tests' own server
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  # the tests' own server
            text = answer.read()
        return json.loads(text) if text else None

    @property
    def room(self) -> Any:
        """The room as its class sees it."""
        return self.call("GET", "")

    @property
    def seats(self) -> Any:
        """The seats as the desk sees them."""
        return self.call("GET", "/desk")["seats"]

    def show(self, place: str) -> None:
        """Show the class a place of the Lab."""
        version = self.call("GET", "/desk")["room"]["state"]["version"]
        self.call("PUT", "/state", address=f"/lab#{place}", after=version)

    def ask(self, **question: Any) -> str:
        """Ask at once; return the question's id."""
        return str(self.call("POST", "/questions", **question, state="open")["id"])

    def go_on(self, question: str, state: str) -> None:
        """Close a question, show its answers, reveal the right one, or put it away."""
        self.call("PATCH", f"/questions/{question}", state=state)


def trace(page: Page, model: str, example: str, fields: list[str]) -> Any:
    """Return these fields of a run from the API."""
    preset = page.request.get(f"/api/v1/presets/{model}").json()
    (inputs,) = [one["inputs"] for one in preset["examples"] if one["id"] == example]
    body = {"model": {"preset": model}, "inputs": inputs, "fields": fields, "digits": None}
    answer = page.request.post("/api/v1/traces", data=body).json()
    return answer["layers"][0]["trace"]
