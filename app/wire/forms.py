"""The wire's basic forms: exact numbers, lists of them, objects without unknown fields."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from app.faults.wording import UNION_TAGS

MAX_MAGNITUDE = 1e9
"""The largest absolute value of any number in a request: with it no product overflows."""
Number = Annotated[float, Field(ge=-MAX_MAGNITUDE, le=MAX_MAGNITUDE)]
Vector = list[Number]
Matrix = list[list[Number]]
Index = Annotated[int, Field(ge=0, le=2**31)]
Digits = Annotated[int, Field(ge=1, le=17)]

Direction = Literal["forward", "backward"]


class Wire(BaseModel):
    """A JSON object: exact types, no unknown fields, no NaN, no infinity."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


def _shape_tag(value: object) -> str:
    vector, matrix = UNION_TAGS
    return matrix if isinstance(value, list) and value and isinstance(value[0], list) else vector


VectorOrMatrix = Annotated[
    Annotated[Vector, Tag("[vector]")] | Annotated[Matrix, Tag("[matrix]")], Discriminator(_shape_tag)
]
