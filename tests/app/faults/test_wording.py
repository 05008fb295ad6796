"""Pointers and words of validation errors."""

import pytest

from app.faults.kinds import FieldError
from app.faults.wording import error_of, pointer_of


@pytest.mark.parametrize(
    ("location", "pointer"),
    [
        (("body",), ""),
        (("body", "inputs", 3, 0), "/inputs/3/0"),
        (("model", "weights", "f", "p", "[matrix]", 1, 0), "/model/weights/f/p/1/0"),
        (("body", "a/b~c"), "/a~1b~0c"),
        (("body", ""), "/"),
    ],
)
def test_a_location_becomes_a_pointer(location: tuple[str | int, ...], pointer: str) -> None:
    assert pointer_of(location) == pointer


def test_a_long_string_is_not_repeated() -> None:
    item = {"type": "float_type", "loc": ("body", "x"), "input": "y" * 21, "msg": ""}
    assert error_of(item) == FieldError("/x", "expected a number, found a long string")


def test_an_unforeseen_kind_keeps_the_words_it_came_with() -> None:
    item = {"type": "some_new_kind", "loc": ("body", "x"), "input": 1, "msg": "Something is off"}
    assert error_of(item) == FieldError("/x", "Something is off")
