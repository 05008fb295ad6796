"""The wire's basic forms: exact numbers, lists of them, objects without unknown fields.

A list is read only up to its first fault, so that invalid input costs no more than valid input.
"""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from app.faults.wording import UNION_TAGS

MAX_MAGNITUDE = 1e9
"""The largest absolute value of any number in a request: it keeps every product from overflowing."""
Number = Annotated[float, Field(ge=-MAX_MAGNITUDE, le=MAX_MAGNITUDE)]
Item = TypeVar("Item")
Items = Annotated[list[Item], Field(fail_fast=True)]
Vector = Items[Number]
Matrix = Items[Vector]
MAX_INDEX = 2**31
Index = Annotated[int, Field(ge=0, le=MAX_INDEX)]
MAX_TOKEN = 200
"""The most letters of a token."""
Digits = Annotated[int, Field(ge=1, le=17)]


def exactly_one(*names: str) -> dict[str, Any]:
    """Return what a JSON schema says of an object that must have one of these fields, and not as null."""
    return {
        "oneOf": [{"required": [name], "properties": {name: {"not": {"type": "null"}}}} for name in names]
    }


Direction = Literal["forward", "backward"]


class Wire(BaseModel):
    """A JSON object: exact types, no unknown fields, no NaN, no infinity."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


def _shape_tag(value: object) -> str:
    vector, matrix = UNION_TAGS
    return matrix if isinstance(value, list) and value and isinstance(value[0], list) else vector


Label = Annotated[str, Field(max_length=200)]
Labels = Annotated[
    Annotated[Items[Label], Tag("[vector]")] | Annotated[Items[Items[Label]], Tag("[matrix]")],
    Discriminator(_shape_tag),
]


def _batch_tag(value: object) -> str:
    vector, matrix = UNION_TAGS
    is_ids = (
        isinstance(value, list) and value and isinstance(value[0], int) and not isinstance(value[0], bool)
    )
    return vector if is_ids else matrix


Ids = Items[Index]
RowsOrIds = Annotated[
    Annotated[Ids, Tag("[vector]")] | Annotated[Matrix, Tag("[matrix]")], Discriminator(_batch_tag)
]


def _vocabulary_tag(value: object) -> str:
    vector, matrix = UNION_TAGS
    return matrix if isinstance(value, dict) else vector


Token = Annotated[str, Field(max_length=MAX_TOKEN)]


def _until_fault(given: object) -> object:
    """Return an object of ids; only its first wrong entry, if there is one, as pydantic would report all."""
    if isinstance(given, dict):
        for token, number in given.items():
            if type(number) is not int or not 0 <= number <= MAX_INDEX or len(token) > MAX_TOKEN:
                return {token: number}
    return given


Vocabulary = Annotated[
    Annotated[Items[Token], Tag("[vector]")]
    | Annotated[dict[Token, Index], BeforeValidator(_until_fault), Tag("[matrix]")],
    Discriminator(_vocabulary_tag),
]
VectorOrMatrix = Annotated[
    Annotated[Vector, Tag("[vector]")] | Annotated[Matrix, Tag("[matrix]")], Discriminator(_shape_tag)
]
