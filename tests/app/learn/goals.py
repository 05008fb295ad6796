"""Goals with what they are on one small run, for the tests of both judges: Python's and the page's."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from app.learn.pages.lab_tasks import lab_tasks
from app.learn.text.places import Line, Place
from app.learn.truth.goals import read_goal
from app.learn.truth.moments import Moment, moment
from app.learn.truth.names import Names

HERE: Final = Place(Path("en/06-sample.md"), 9)
RUN: Final = {
    "f": [[0.2, 1.0], [0.9, 0.5], [0.5, 0.0]],
    "C": [[-2.0, 0.0], [0.5, 0.005], [0.25, 3.0]],
    "h": [[-0.5, 0.0], [0.25, 0.0], [0.125, 1.0]],
}
SHOWN: Final = {"model": "latch", "step": "2", "phase": "merge"}
GOALS: Final[tuple[tuple[str, bool | None], ...]] = (
    ("f[1,1] < 0.3", True),
    ("f[1,1] < 0.3 and f[2,1] < 0.3", False),
    ("f[1,1] < 0.3 or f[2,1] < 0.3", True),
    ("f[2,1] < 0.3 or f[2,2] > 0.5", False),
    ("0.1 < f[1,1] < 0.3", True),
    ("0.2 < f[1,1] < 0.3", False),
    ("0.2 <= f[1,1] <= 0.2", True),
    ("f[2,2] >= 0.5 > f[1,1]", True),
    ("f[1,1] != 0.2", False),
    ("f[1,1] != f[2,1]", True),
    ("abs(C[1,1]) > 1.9", True),
    ("C[1,1] > 1.9", False),
    ("C[2,1] == -0.25 * C[1,1]", True),
    ("C[2,1] - C[3,1] == 0.25", True),
    ("C[2,1] + C[1,1] == -1.5", True),
    ("step >= 2", True),
    ("step > 2", False),
    ("C[step,1] == 0.5", True),
    ("C[steps,units] == 3", True),
    ("C[step - 1,1] == -2", True),
    ("phase == merge", True),
    ("view == cell", False),
    ("view == pipe and steps == 3 and units == 2", True),
    ("count(f[t,1] >= 0.5 for t in steps) == 2", True),
    ("count(f[t,1] >= 0.5 for t in steps[1:2]) == 1", True),
    ("count(f[t,1] >= 0.5 for t in steps[:1]) == 0", True),
    ("all(f[t,1] >= 0.5 for t in steps)", False),
    ("all(f[t,1] >= 0.5 for t in steps[2:])", True),
    ("any(C[t,2] == 3 for t in steps)", True),
    ("any(C[t,2] == 3 for t in steps[1:2])", False),
    ("max(C[t,1] for t in steps) == 0.5", True),
    ("min(C[t,1] for t in steps) == -2", True),
    ("min(abs(C[t,1]) for t in steps) == 0.25", True),
    ("max(count(abs(C[t,k]) <= 0.01 for k in units) for t in steps) == 1", True),
    ("count(all(h[s,1] < 0.2 for s in steps[1:t]) for t in steps) == 1", True),
    ("count(t == 1 and f[t,2] == 1 or t != 1 and f[t,2] < 1 for t in steps) == steps", True),
    ("f[4,1] < 1", None),
    ("f[1,3] < 1", None),
    ("f[1,1] < 1 or f[4,1] < 1", None),
    ("count(f[t,1] > 9 for t in steps[2:4]) == 0", None),
    ("count(f[t + 1,1] > 9 for t in steps) == 0", None),
    ("count(f[t,1] > 9 for t in steps[0:2]) == 0", None),
    ("count(f[t,1] > 9 for t in steps[3:2]) == 0", None),
)
"""Goals, and whether they hold; None if the run has no such place."""


def names() -> Names:
    """Return what the goals can refer to."""
    return Names({**{name: np.array(rows) for name, rows in RUN.items()}, "steps": 3, "units": 2})


def shown() -> Moment:
    """Return what is shown of the run."""
    return moment(SHOWN, HERE)


def as_json(folder: Path) -> str:
    """Return the run, the goals' trees, whether they hold, and the Lab's tasks of a folder."""
    goals: list[dict[str, Any]] = [
        {"goal": goal, "tree": read_goal(Line(goal, HERE)), "truth": truth} for goal, truth in GOALS
    ]
    return json.dumps({"run": RUN, "goals": goals, "tasks": lab_tasks(folder)})
