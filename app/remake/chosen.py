"""A contender's choices in the stored comparison: size, learning rate and start."""

import json
from typing import Any

from app.config import APP
from lstm_core.learning.comparison import CONTENDERS, Contender

COMPARISON = APP / "data" / "comparison.json"


def choice(task: str, contender: str) -> tuple[Contender, dict[str, Any]]:
    """Return a contender and its stored result on a task.

    Raises
    ------
    KeyError
        When the comparison has no such task or contender.
    """
    stored = json.loads(COMPARISON.read_text(encoding="utf-8"))
    results = {(t["name"], r["contender"]): r for t in stored["tasks"] for r in t["results"]}
    return {c.name: c for c in CONTENDERS}[contender], results[task, contender]
