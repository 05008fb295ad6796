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


@pytest.mark.parametrize(
    ("found", "shown"),
    [(1.0000001e9, "1000000100"), (2e9, "2e+09"), (-1e300, "-1e+300"), (10**9 + 1, "1000000001")],
)
def test_a_number_over_a_limit_does_not_look_like_the_limit(found: float, shown: str) -> None:
    item = {"type": "less_than_equal", "loc": ("x",), "input": found, "msg": "", "ctx": {"le": 1e9}}
    assert error_of(item) == FieldError("/x", f"expected a number of at most 1e+09, found {shown}")
