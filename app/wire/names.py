"""The names in JSON objects, each of which may occur once: parsers would take the last without a word."""

import json
import re
from typing import Final

from app.faults.kinds import Unreadable

_TOKEN: Final = re.compile(rb'"[^"]*"(\s*:)?|[{}]')
"""A text without escapes, with a colon if it is a name, or a brace; numbers and lists are passed over."""
_OPENS, _CLOSES = b"{}"


def check_names(text: bytes) -> None:
    """Raise `Unreadable` if an object of a JSON text has a name twice; says where.

    Only names and braces are looked at, so a text full of numbers costs little. The text must be valid JSON.

    Parameters
    ----------
    text : bytes
        JSON that a parser has already taken.
    """
    opened: list[dict[bytes, int]] = []
    # With no quote left inside, it is plain where a text ends; a pattern for escapes would remember each.
    plain = text.replace(rb"\\", b"__").replace(rb"\"", b"__")
    for token in _TOKEN.finditer(plain):
        if (first := plain[token.start()]) == _OPENS:
            opened.append({})
        elif first == _CLOSES:
            opened.pop()
        elif token[1]:
            name = text[token.start() : token.start(1)]
            if b"\\" in name:  # the same name may be written in several ways
                name = json.dumps(json.loads(name), ensure_ascii=False).encode(errors="surrogatepass")
            before = opened[-1].setdefault(name, token.start())
            if before != token.start():
                raise Unreadable(_fault(name, before, token.start()))


def _fault(name: bytes, before: int, place: int) -> str:
    shown, places = name[1:-1][:80].decode(errors="replace"), f"at bytes {before} and {place}"
    return f'The request body has "{shown}" twice in one object, {places}; expected it once.'
