"""The Lab's tasks: what they say of runs, that their solutions solve them, and which faults are found."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.config import ROOT
from app.learn.pages.lab_tasks import FILE, lab_tasks
from app.learn.text.lab_tasks import read_lab_tasks
from app.learn.text.places import TutorialError
from app.learn.truth.checks import check_lab
from app.learn.truth.expressions import number
from app.learn.truth.names import Names
from app.site.i18n import load
from tests.app.learn.samples import RUNS

FOLDER = ROOT / "templates" / "learn"
TASKS = {task.id: task for task in read_lab_tasks(FOLDER / FILE)}
RECORDED = [
    json.loads(line) for line in (ROOT / "tests" / "recorded" / "tasks.jsonl").read_text().splitlines()
]
"""Runs of presets, with pins and rounded, and runs made by hand; what each task says of them."""
TASK = """# One task

```task
id: shut
model: latch
step: 3
goal: count(f[t,1] < 0.1 for t in steps[3:5]) == 3
solution: step=4 pins=forget:0:1:3-
```
"""


def test_every_solution_solves_its_task() -> None:
    assert [str(fault) for fault in check_lab(TASKS.values(), RUNS)] == []
    assert list(TASKS) == ["keep", "empty", "once", "silent"]


@pytest.mark.parametrize("row", RECORDED, ids=lambda row: f"{row['task']} {row['run']}")
def test_progress_is_as_recorded(row: dict[str, Any]) -> None:
    arrays = {name: np.array(rows, float) for name, rows in row["trace"].items()}
    steps, units = next(iter(arrays.values())).shape
    names = Names({**arrays, "steps": steps, "units": units})
    reached, _, of = TASKS[row["task"]].goal.text.rpartition("==")
    assert (number(reached, names), number(of, names)) == (row["reached"], row["of"])


def test_every_task_has_its_words() -> None:
    for catalogue in load(ROOT / "app" / "locale").values():
        words = [f"tasks.task.{name}{part}" for name in TASKS for part in ("", ".says", ".hint_1")]
        assert [word for word in words if not catalogue.texts.get(word)] == []


def test_the_page_receives_addresses_and_trees(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(TASK)
    field = {"field": "f", "step": "t", "lane": 1}
    each = {"operator": "<", "operands": [field, 0.1]}
    count = {"operator": "count", "each": "t", "of": "steps", "first": 3, "last": 5, "value": each}
    assert lab_tasks(tmp_path) == [
        {
            "id": "shut",
            "start": "model=latch&step=3",
            "goal": {"operator": "==", "operands": [count, 3]},
            "solution": "model=latch&step=4&pins=forget:0:1:3-",
        }
    ]


@pytest.mark.parametrize("page", ["/lab", "/zh/lab"])
def test_the_page_says_where_the_tasks_are(client: TestClient, page: str) -> None:
    [path] = re.findall(r'id="tasks" data-path="([^"]+)"', client.get(page).text)
    assert client.get(path).json() == lab_tasks(FOLDER)
    assert client.get(path, headers={"if-none-match": client.get(path).headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("```task", "```question", ":3: there is no block 'question', expected task"),
        ("id: shut", "name: shut", ":4: a task has no key 'name', expected one of id, goal, solution, model"),
        ("id: shut", "", ":3: this task has no 'id'"),
        ("model: latch", "", ":3: this task has no 'model'"),
        ("model: latch", "model: latsch", 'there is no preset "latsch"'),
        ("step: 3", "step: 0", "step: expected a number from 1, found '0'"),
        ("== 3", ">= 3", ":7: goal: expected 'count(..) == number', found"),
        ("== 3", "== 4", ":8: solution: with it the goal does not hold"),
        ("f[t,1] < 0.1", "f[t,1] > 0.1", "goal: it holds already before anything is done"),
        ("[3:5]", "[3:55]", ":7: goal: there is no step 55, expected 1 to"),
        ("pins=forget", "pins=forgot", ":8: pins: expected gate:value:lanes:from-to"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, was: str, now: str, fault: str) -> None:
    file = tmp_path / FILE
    file.write_text(TASK)
    assert check_lab(read_lab_tasks(file), RUNS) == []
    file.write_text(TASK.replace(was, now))
    try:
        [found] = map(str, check_lab(read_lab_tasks(file), RUNS))
    except TutorialError as error:
        found = str(error)
    assert fault in found
