"""The notebook runs, and its stored output is what it produces."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_core.widget import PictureInstead
from tests.architecture.tree import ROOT
from tests.core.notebook import NOTEBOOK, PLOTLY, bundle, keep, read, values

NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def alike(shown: str, kept: str) -> None:
    """Assert that two texts are equal except for the last digits of numbers: machines round differently."""
    assert NUMBER.sub("#", shown) == NUMBER.sub("#", kept)
    ours, theirs = (np.array(NUMBER.findall(text), float) for text in (shown, kept))
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=2e-3)


def test_each_cell_shows_what_is_kept_wherever_it_runs(tmp_path: Path) -> None:
    seen = set()
    for cell, value in values(read(), tmp_path):
        if "widget" in cell["metadata"].get("tags", []) and importlib.util.find_spec("anywidget"):
            assert "TraceWidget" in repr(value) or isinstance(value, PictureInstead)
            continue
        if "torch" in cell["metadata"].get("tags", []):
            kept = "".join(cell["outputs"][0]["data"]["text/plain"])
            assert re.fullmatch(r'"largest difference from PyTorch\'s hidden states: \d+e-0[789]"', kept)
            if importlib.util.find_spec("torch") is None:
                assert (
                    value == "PyTorch is not installed here. The next cell reads a file that PyTorch wrote."
                )
            else:
                assert re.search(r"\d+e-(0[789]|\d\d)$", value)
            continue
        if value is None:
            assert cell["outputs"] == []
            continue
        (output,) = cell["outputs"]
        shown, kept = bundle(value), output["data"]
        assert set(kept) - set(shown) <= {"image/png"}
        for kind, content in shown.items():
            seen.add(kind)
            alike(text_of(content), text_of(kept[kind]))
    assert seen == {"text/plain", "text/html", "image/svg+xml", PLOTLY}


def text_of(content: Any) -> str:
    return "".join(content) if isinstance(content, list) else json.dumps(content)


def test_the_figure_shows_the_trace_and_has_a_picture_where_it_cannot_run() -> None:
    (cell,) = (
        cell
        for cell in read()["cells"]
        if cell["cell_type"] == "code" and any(PLOTLY in o["data"] for o in cell["outputs"])
    )
    assert len(cell["outputs"][0]["data"]["image/png"]) > 20_000


def test_it_shows_what_it_promises() -> None:
    source = "".join("".join(cell["source"]) for cell in read()["cells"])
    for part in (
        "from_torch(",
        ".to_dataframe()",
        ".figure()",
        ".picture(",
        ".labelled(",
        "batch_first=True",
        ".widget(",
        'dump(own, "npz")',
        "latch.json",
        "Pin(",
    ):
        assert part in source


def test_no_output_tells_of_the_machine_it_was_made_on() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert re.findall(r"(?:/tmp|/root|/home|/usr|site-packages)\b", text) == []


def test_a_cell_that_fails_or_changes_is_found() -> None:
    notebook = {"cells": [{"cell_type": "code", "source": ["1 / 0"], "metadata": {}, "outputs": []}]}
    with pytest.raises(ZeroDivisionError):
        list(values(notebook, ROOT))
    with pytest.raises(AssertionError):
        alike("[0.664, 0.5]", "[0.664, 0.51]")
    alike("[0.664, 0.5]", "[0.6640001, 0.5]")


@pytest.mark.parametrize(
    ("tag", "module", "there", "said"),
    [
        ("torch", "torch", False, "it needs PyTorch, which is not installed here"),
        ("torch", "torch", True, None),
        (
            "widget",
            "anywidget",
            True,
            "without anywidget it is a picture, which is seen wherever nothing runs",
        ),
        ("widget", "anywidget", False, None),
    ],
)
def test_what_should_not_be_kept_from_here_stays_as_it_was_and_is_named(
    monkeypatch: pytest.MonkeyPatch, tag: str, module: str, there: bool, said: str | None
) -> None:
    monkeypatch.setattr("tests.core.notebook.find_spec", {module: there or None}.get)
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "source": [source], "metadata": {"tags": tags}, "outputs": ["earlier"]}
        for source, tags in (("'new'", [tag]), ("1 + 1", []))
    ]
    told = keep({"cells": cells}, ROOT, lambda _: b"")
    assert told == ([] if said is None else [f"[1] keeps its earlier output: {said}"])
    tagged, other = (
        [output if output == "earlier" else output["data"] for output in c["outputs"]] for c in cells
    )
    assert tagged == (["earlier"] if said else [{"text/plain": ["'new'"]}])
    assert other == [{"text/plain": ["2"]}]
    assert [cell["execution_count"] for cell in cells] == [1, 2]
