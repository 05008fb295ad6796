"""The two orientations of a view: along a wide screen, or down a tall one."""

from typing import Literal, NamedTuple, TypeVar

Width = Literal["wide", "tall"]
Side = Literal["before", "after", "near", "far"]
"""A side of a part: where the main line comes from, where it goes, or towards or away from the main line."""

Vector = tuple[float, float]

T = TypeVar("T")


class Frame(NamedTuple):
    """How lengths along and across the main line map to the drawing.

    In a wide drawing the main line runs to the right, and whatever joins or leaves it is below. In a tall
    drawing it runs down, and whatever joins or leaves it is to its right.

    Attributes
    ----------
    width : "wide" or "tall"
        Its name.
    """

    width: Width

    def __call__(self, wide: T, tall: T) -> T:
        """Choose the value for this frame."""
        return wide if self.width == "wide" else tall

    def vector(self, along: float, across: float) -> Vector:
        """Return a vector in the drawing: x to the right, y down."""
        return self((along, across), (across, along))

    def side(self, side: Side) -> Vector:
        """Return the unit vector towards a side."""
        sign = -1 if side in ("before", "near") else 1
        return self.vector(sign, 0) if side in ("before", "after") else self.vector(0, sign)


FRAMES = (Frame("wide"), Frame("tall"))
