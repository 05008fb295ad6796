"""What is drawn, held against the trace as a ruler would."""

import math
import re
from typing import Any

import pytest

from tests.browser.lab import PHASES, PIPES, VALVES
from tests.numerals import read, short

SQUEEZED = ("squeezed", "out")
POSITIVE, NEGATIVE = "rgb(42, 123, 220)", "rgb(224, 124, 28)"


def full_lane(trace: dict[str, Any], units: list[int]) -> float:
    """Return the smallest of 1, 2, 5, 10, 20, 50 ... that the memory of `units` stays within."""
    peak = max(abs(row[unit]) for row in [trace["C0"], *trace["C"]] for unit in units)
    mark: float = next(mark for k in range(9) for mark in (10**k, 2 * 10**k, 5 * 10**k) if peak <= mark)
    return mark


def check(
    drawing: dict[str, Any],
    trace: dict[str, Any],
    units: list[int],
    step: int,
    phase: int,
    inside: int,
    untouched: dict[str, Any] | None = None,
    spread: int | None = None,
) -> None:
    """Hold all strokes, openings and numbers against the trace, the ghosts against the untouched run.

    `inside` is how wide the water of a pipe is, `spread` how wide a plate is; None if that is the same.
    """
    assert (drawing["step"], drawing["phase"]) == (step, PHASES[phase])
    pitch = inside / len(units)
    full = min(56, 0.84 * pitch)
    mark = full_lane(untouched or trace, units)
    assert re.findall(r"\d+", drawing["scale"])[-1] == str(mark)

    assert {(lane["pipe"], lane["unit"]) for lane in drawing["water"]} == {
        (p, u) for p in PIPES for u in units
    }
    for lane in drawing["water"]:
        field, due = PIPES[lane["pipe"]]
        value = trace[field][step][lane["unit"]] if phase >= due else 0.0
        fills = 1 if lane["pipe"] in SQUEEZED else mark
        assert lane["width"] == pytest.approx(min(1, abs(value) / fills) * full, abs=1e-6), lane
        over = f"{value:+.2f}".replace("-", "−") if abs(value) > fills else ""
        own = {f"full: {fills}"} if fills != mark and not over else set()
        assert lane["mark"] in {over} | own, lane
        assert lane["shown"] == (phase >= due), lane
        if phase >= due:
            assert lane["hue"] == (NEGATIVE if value < 0 else POSITIVE), lane

    assert sum(lane["mark"].startswith("full") for lane in drawing["water"]) <= 1
    slot = (spread or inside) / len(units)
    assert {(lane["valve"], lane["unit"]) for lane in drawing["valves"]} == {
        (v, u) for v in VALVES for u in units
    }
    for lane in drawing["valves"]:
        letter, due = VALVES[lane["valve"]]
        opening = trace[letter][step][lane["unit"]] if phase >= due else 0.0
        assert lane["set"] == (phase >= due), lane
        assert lane["gap"] == pytest.approx(opening * min(56, 0.84 * slot), abs=1e-6), lane
        assert lane["slot"] == pytest.approx(slot, abs=1e-6), lane
        assert lane["says"] == (short(opening) if phase >= due else ""), lane

    known = [name for name, (_, due) in PIPES.items() if untouched and phase >= due]
    assert {(lane["pipe"], lane["unit"]) for lane in drawing["ghosts"]} == {
        (p, u) for p in known for u in units
    }
    for lane in drawing["ghosts"]:
        assert untouched
        value = untouched[PIPES[lane["pipe"]][0]][step][lane["unit"]]
        fills = 1 if lane["pipe"] in SQUEEZED else mark
        assert lane["width"] == pytest.approx(abs(value) / fills * full, abs=1e-6), lane

    for end in drawing["ends"]:
        field, due = {"old": ("C_prev", 0), "new": ("C", 3), "out": ("h", 5)}[end["end"]]
        if phase >= due:
            said = read(end["says"])
            assert math.isclose(said, trace[field][step][end["unit"]], abs_tol=0.005 + 1e-9), end
        else:
            assert end["says"] == ""
