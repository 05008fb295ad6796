"""The ready lessons: every moment can be opened, and every right answer is what the run says."""

import json
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs

import pytest
from starlette.testclient import TestClient

from app.classroom.requests import QuestionRequest
from app.config import ROOT

NAMES = ("ten", "twenty", "fortyfive")
PHASES = ("signals", "forget", "write", "merge", "output_valve", "output")


def lesson(name: str) -> dict[str, Any]:
    """Return a ready lesson."""
    return dict(json.loads((ROOT / "static" / "lessons" / f"{name}.json").read_text(encoding="utf-8")))


def trace(client: TestClient, preset: str, example: str, *pins: dict[str, Any]) -> dict[str, Any]:
    """Return the run of an example."""
    examples = client.get(f"/api/v1/presets/{preset}").json()["examples"]
    inputs = next(one["inputs"] for one in examples if one["id"] == example)
    asked = {
        "model": {"preset": preset},
        "inputs": inputs,
        "pins": list(pins),
        "fields": ["C", "f", "i", "h"],
    }
    return dict(client.post("/api/v1/traces", json=asked).json()["layers"][0]["trace"])


@pytest.mark.parametrize("name", NAMES)
def test_every_moment_can_be_opened_and_every_question_asked(client: TestClient, name: str) -> None:
    items = lesson(name)["items"]
    assert len(items) >= 6
    for item in items:
        assert all(item["title"][language].strip() for language in ("en", "zh"))
        if item["kind"] == "question":
            asked = QuestionRequest.model_validate_json(json.dumps(item["question"]))
            assert asked.text is not None
            assert "" not in (asked.text.en, asked.text.zh)
            continue
        place = {key: values[0] for key, values in parse_qs(item["place"]).items()}
        preset = client.get(f"/api/v1/presets/{place['model']}").json()
        example = next(one for one in preset["examples"] if one["id"] == place["example"])
        assert 1 <= int(place["step"]) <= len(example["inputs"])
        assert place["phase"] in PHASES
        assert int(place.get("unit", 1)) <= preset["units"]
    assert sum(item["kind"] == "question" for item in items) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_no_lane_that_is_right_is_told_by_its_name_on_the_board(client: TestClient, name: str) -> None:
    named: list[str] = []
    for item in lesson(name)["items"]:
        if item["kind"] == "moment":
            model = parse_qs(item["place"])["model"][0]
            named = [one["en"] for one in client.get(f"/api/v1/presets/{model}").json()["unit_names"]]
            continue
        asked = item["question"]
        right = [one["text"]["en"] for one in asked["choices"] or [] if one["id"] == asked["truth"]]
        lanes = [named[int(text[-1]) - 1] for text in right if text.startswith("lane ")]
        assert [one for one in lanes if set(one.split()) & set(asked["text"]["en"].split())] == []


def truth(start: str) -> Any:
    """Return what the lessons call right for the question that begins so."""
    questions = [item["question"] for item in lesson("fortyfive")["items"] if item["kind"] == "question"]
    (found,) = [one for one in questions if one["text"]["en"].startswith(start)]
    chosen = [one["text"]["en"] for one in found["choices"] if one["id"] == found["truth"]]
    return chosen[0] if chosen else found["truth"]


def test_the_latch_keeps_what_it_stored_until_its_valve_is_shut(client: TestClient) -> None:
    kept = [row[0] for row in trace(client, "latch", "keep")["C"]]
    assert all(abs(after - before) < 0.01 for before, after in pairwise(kept[1:9]))
    assert kept[8] == pytest.approx(0.66, abs=0.01)
    assert truth("The next seven inputs") == "the stored value, unchanged"
    shut = trace(client, "latch", "keep", {"gate": "forget", "value": 0, "from": 4, "to": 4})
    assert all(abs(row[0]) < 0.01 for row in shut["C"][4:])
    assert truth("Now I shut") == "nothing, for good"


def test_the_lanes_do_what_the_lesson_says(client: TestClient) -> None:
    run = trace(client, "lanes", "wave")
    marked, last = run["C"][2], run["C"][15]
    still = [abs(marked[lane]) > 0.1 and abs(last[lane] - marked[lane]) < 0.05 for lane in range(4)]
    assert still == [True, False, False, False]
    assert all(min(run["f"][step][0], 1 - run["i"][step][0]) > 0.95 for step in range(3, 16))
    assert (run["f"][2][0] < 0.05, run["i"][2][0] > 0.95) == (True, True)
    assert truth("Lane 1 keeps this") == "forget open, new memory shut"
    assert all(row[3] < 0.01 for row in run["f"])
    assert all(row[3] > 0.99 for row in run["i"])
    assert truth("Lane 4 keeps nothing") == "new memory comes in at every step"
    held = trace(client, "lanes", "wave", {"gate": "forget", "value": 1, "units": [1], "from": 3})
    assert all(abs(row[1] - held["C"][2][1]) < 0.05 for row in held["C"][3:])
    assert abs(held["C"][2][1]) > 0.5
    assert truth("I hold the forget valve of lane 2") == "hold what it has, like lane 1"


def test_the_year_does_what_the_lesson_says(client: TestClient) -> None:
    run = trace(client, "christmas-trees", "rich")
    lane = [row[3] for row in run["C"]]
    assert lane[11] < -0.9
    assert max(lane[12:20]) > 0.7
    assert lane[23] < -0.9
    assert truth("Lane 4 tells") == "it jumps back to its start"
    assert truth("How far is the forget valve") == pytest.approx(run["f"][11][3], abs=0.01)
    shut = trace(client, "christmas-trees", "rich", {"gate": "forget", "value": 0, "from": 12})
    assert truth("I shut all forget valves") == "no, nothing passes from month to month"
    assert all(row == [0, 0, 0, 0] for row in shut["f"][12:])
