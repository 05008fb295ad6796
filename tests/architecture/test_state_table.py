"""A feature brings its own rows of the state: the base names none of them."""

import pytest

from tests.architecture.state_table import BASE, actions, faults, rows
from tests.architecture.tree import text_files

PREDICT = """
/** @typedef {{type: "ask", question: Question} | {type: "predict", choice: number|null}} PredictAction */
const fields = { asked: { initial: null }, answer: {
  initial: null } };
"""
FEATURE = {
    "static/js/features/predict/predict.state.js": PREDICT,
    "static/js/features/tour/door.js": 'export { mount } from "./tour.js";',
}


def test_the_base_of_the_state_names_nothing_of_a_feature() -> None:
    sources = dict(text_files("static"))
    table = rows(sources[f"{BASE}fields.js"])
    assert {"wanted", "pins", "emptied", "attempt"} <= table
    brought = {path: rows(text) for path, text in sources.items() if path.endswith(".state.js")}
    assert brought["static/js/features/models/models.state.js"] == {"uploads", "unitMap"}
    assert faults(sources) == []


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("const FIELDS = {\n  asked: { initial: null },\n  pins: { initial: [] } };", ["field asked"]),
        ("const FIELDS = {\n  tour: {\n    initial: false,\n    undo: true } };", ["field tour"]),
        ("/**\n * @property {boolean} predict questions */", ["field predict"]),
        ("/** @property {Question} asked\n * @property {Answer} answer */", ["field answer", "field asked"]),
        ('/** @typedef {{type: "ask", question: Question}} Action */', ["action ask"]),
        ('reduce(state, { type: "predict", choice: null })', ["action predict"]),
    ],
)  # fmt: skip
def test_a_base_that_names_a_feature_is_found(source: str, named: list[str]) -> None:
    path = f"{BASE}fields.js"
    assert faults({**FEATURE, path: source}) == [f"{path}: {what}" for what in named]


@pytest.mark.parametrize(
    "source",
    [
        "const FIELDS = { pins: { initial: [] }, emptied: { initial: [] } };",
        "/**\n * @property {boolean} waiting an answer is on its way */",
        'reduce(state, { type: "asked" })',
    ],
)
def test_a_base_of_its_own_words_is_fine(source: str) -> None:
    assert faults({**FEATURE, f"{BASE}fields.js": source}) == []


def test_rows_and_actions_are_read() -> None:
    assert rows(PREDICT) == {"asked", "answer"}
    assert actions(PREDICT) == {"ask", "predict"}
