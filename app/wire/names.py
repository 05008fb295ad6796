"""The names in JSON objects, each of which may occur once: parsers would take the last without a word."""

import json
import re
from typing import Final

from app.faults.kinds import Unreadable

_STRING: Final = rb'"(?:[^"\\]++|\\.)*+"'
_SKIPPED: Final = rb'(?:[^"{}]++|\{\s*+\}|%b(?!\s*+:))*+' % _STRING
_EVENT: Final = re.compile(
    rb"%b(?:(?P<name>%b)|(?P<opens>\{)|(?P<closes>\}))" % (_SKIPPED, _STRING), re.DOTALL
)
"""The next name of a value, or the next brace; numbers, lists and texts before it are passed over."""


def check_names(text: bytes) -> None:
    """Raise `Unreadable` if an object of a JSON text has a name twice; says where.

    Only names and braces are looked at, so a text full of numbers costs little. The text must be valid JSON.

    Parameters
    ----------
    text : bytes
        JSON that a parser has already taken.
    """
    opened: list[dict[bytes, int]] = []
    place = 0
    while event := _EVENT.match(text, place):  # a search would look for the last one from each byte after it
        place = event.end()
        match event.lastgroup:
            case "opens":
                opened.append({})
            case "closes":
                opened.pop()
            case _:
                name, start = event["name"], event.start("name")
                if b"\\" in name:  # the same name may be written in several ways
                    name = json.dumps(json.loads(name), ensure_ascii=False).encode(errors="surrogatepass")
                before = opened[-1].setdefault(name, start)
                if before != start:
                    raise Unreadable(_fault(name, before, start))


def _fault(name: bytes, before: int, place: int) -> str:
    shown, places = name[1:-1][:80].decode(errors="replace"), f"at bytes {before} and {place}"
    return f'The request body has "{shown}" twice in one object, {places}; expected it once.'
