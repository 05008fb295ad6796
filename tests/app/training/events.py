"""Server-sent events, read as a browser reads them."""

import json
from typing import Any, NamedTuple


class Event(NamedTuple):
    """One event: its id if it has one, its name, and its JSON."""

    id: str | None
    name: str
    data: Any


def events(text: str) -> list[Event]:
    """Return the events of a stream, without comments and `retry`."""
    found = []
    for block in text.split("\n\n"):
        lines = [line.partition(": ") for line in block.split("\n") if line and not line.startswith(":")]
        fields = {name: value for name, _, value in lines}
        if "event" in fields:
            found.append(Event(fields.get("id"), fields["event"], json.loads(fields["data"])))
    return found
