"""Names that occur twice in an object are found, with Python's own parser as the oracle."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.faults.kinds import Unreadable
from app.wire.names import check_names


class Pairs(list[Any]):
    """Names and values of an object, names possibly twice."""


NAMES = st.sampled_from(["a", "b", "{", "}", ":", '"', "\\", "é", "\ud800", "a: {"])
VALUES = st.recursive(
    NAMES | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(NAMES, inner), max_size=3).map(Pairs),
)


def written(value: Any, *, is_ascii: bool) -> str:
    """Return a value as JSON, with spaces where they may be."""
    match value:
        case Pairs():
            inner = (
                f"{written(k, is_ascii=is_ascii)} : {written(v, is_ascii=not is_ascii)}" for k, v in value
            )
            return f"{{ {' , '.join(inner)} }}"
        case list():
            return f"[{','.join(written(one, is_ascii=is_ascii) for one in value)}]"
        case str() if not value.isascii() and not is_ascii and "\ud800" not in value:
            return f'"{value}"'
    return json.dumps(value)


def has_doubles(text: str) -> bool:
    found = []

    def look(pairs: list[tuple[str, Any]]) -> None:
        found.append(len(pairs) != len(dict(pairs)))

    json.loads(text, object_pairs_hook=look)
    return any(found)


@given(VALUES)
def test_exactly_the_texts_with_a_name_twice_are_refused(value: Any) -> None:
    text = written(value, is_ascii=True)
    if has_doubles(text):
        with pytest.raises(Unreadable, match="twice in one object"):
            check_names(text.encode())
    else:
        check_names(text.encode())


def test_both_places_are_told() -> None:
    with pytest.raises(Unreadable, match='has "c" twice in one object, at bytes 15 and 21;'):
        check_names(b'{"b":[{"c":1},{"c":2,"\\u0063":3}]}')


def test_a_long_text_is_looked_through_once() -> None:
    """A second look would take hours, so that this ends is what it holds."""
    check_names(b'{"a":[' + b"0," * 1_000_000 + b"0]}" + b" " * 2_000_000)
    with pytest.raises(Unreadable, match="at bytes 1 and 2000009;"):
        check_names(b'{"a":[' + b"0," * 1_000_000 + b'0],"a":1}')
