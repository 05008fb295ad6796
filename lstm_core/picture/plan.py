"""Where everything stands. Lanes lie side by side in each pipe; a full lane is as wide everywhere."""

from dataclasses import dataclass
from typing import Final

WALL: Final = 8.0
"""From the outermost lanes to the glass."""
STRIP: Final = 20.0
"""Length of pipe that a valve's plates take up."""
WINDOW: Final = 40.0
"""Length of the window in which a valve shows its numbers."""
LIP: Final = 9.0
"""What a valve stands out beyond the glass."""
BEND: Final = 26.0
"""Radius of the inner glass where the output pipe bends."""
BOX: Final = (104.0, 42.0)
"""Width and height of a network."""


@dataclass(frozen=True)
class Plan:
    """All places, for so many lanes.

    The memory pipe lies across; the branch with the new memory joins it from below, and the branch with the
    output leaves it downward and bends to the right. Lane 0 is the highest in the memory pipe. It joins
    leftmost and leaves rightmost, so in the output it is the highest again.
    """

    lanes: int

    left: Final = 100.0
    top: Final = 106.0
    forget: Final = 200.0
    """Where the plates of the forget valve stand, across."""

    @property
    def pitch(self) -> float:
        """From the middle of a lane to that of the next."""
        return 24.0 if self.lanes <= 5 else 20.0

    @property
    def full(self) -> float:
        """Width of a lane that is full, and height of a valve's opening that is open."""
        return self.pitch - 4

    @property
    def bore(self) -> float:
        """Width of a pipe, from glass to glass."""
        return self.lanes * self.pitch + 2 * WALL

    @property
    def bottom(self) -> float:
        """Lower glass of the memory pipe."""
        return self.top + self.bore

    @property
    def joining(self) -> float:
        """Left glass of the branch that joins."""
        return max(406.0, 476.0 - self.bore / 2)

    @property
    def source(self) -> tuple[float, float]:
        """Left edge and width of the network that makes the new memory."""
        width = max(self.bore + 2 * LIP, 104.0)
        return self.joining + (self.bore - width) / 2, width

    @property
    def leaving(self) -> float:
        """Left glass of the branch that leaves."""
        left, width = self.source
        return left + width + 172.0

    @property
    def right(self) -> float:
        """Right end of the pipes."""
        return self.leaving + self.bore + 92.0

    @property
    def squeeze(self) -> float:
        """Middle of the tanh, downward."""
        return self.bottom + 38.0

    @property
    def falling_plates(self) -> float:
        """Where the plates of the output valve stand, downward."""
        return self.bottom + 76.0

    @property
    def rising_plates(self) -> float:
        """Where the plates of the new-memory valve stand, downward: its window lies above them."""
        return self.falling_plates + WINDOW

    @property
    def grips(self) -> float:
        """The height of both valves' handwheels, downward."""
        return self.falling_plates + WINDOW / 2

    @property
    def nets(self) -> float:
        """Upper edge of the networks."""
        return self.rising_plates + 82.0

    @property
    def bus(self) -> float:
        """The wire of x, downward; that of h lies 14 below."""
        return self.nets + BOX[1] + 20.0

    @property
    def outlet(self) -> float:
        """Upper glass of the output pipe."""
        return self.falling_plates + STRIP / 2 + WINDOW + BEND + 10.0

    @property
    def legend(self) -> float:
        """The line of the legend, downward."""
        return max(self.bus + 50.0, self.outlet + self.bore + 36.0)

    @property
    def width(self) -> float:
        """Width of the drawing."""
        return self.right + 76.0

    @property
    def height(self) -> float:
        """Height of the drawing."""
        return self.legend + 24.0

    def offset(self, lane: int) -> float:
        """From the glass to the middle of a lane."""
        return WALL + (lane + 0.5) * self.pitch

    def across(self, lane: int) -> float:
        """Middle of a lane in the memory pipe, downward."""
        return self.top + self.offset(lane)

    def rising(self, lane: int) -> float:
        """Middle of a lane in the branch that joins, across."""
        return self.joining + self.offset(lane)

    def falling(self, lane: int) -> float:
        """Middle of a lane in the branch that leaves, across."""
        return self.leaving + self.bore - self.offset(lane)

    def flowing_out(self, lane: int) -> float:
        """Middle of a lane in the output pipe, downward."""
        return self.outlet + self.offset(lane)
