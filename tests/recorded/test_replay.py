"""Requests, stored files and links from the time of the recording still give the same answers.

`allowed.toml` names what may differ.
"""

import json
import lzma
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.recorded.addresses import understood
from tests.recorded.differences import Difference, differences
from tests.recorded.models import contents
from tests.recorded.places import RECORDING, STORE
from tests.recorded.sending import content, send, serving

ALLOWED: Final = tomllib.loads((Path(__file__).parent / "allowed.toml").read_text("utf-8"))["allowed"]


@cache
def recorded() -> list[dict[str, Any]]:
    """Return the recorded lines; only a worker that runs a test of this file reads them."""
    return [json.loads(line) for line in lzma.decompress(RECORDING.read_bytes()).decode().split("\n")]


def allowed(name: str, found: Difference) -> bool:
    """Return whether `ALLOWED` covers a difference."""
    return any(
        found.how in one["how"]
        and re.fullmatch(one["name"], name)
        and re.fullmatch(one["place"], found.place)
        for one in ALLOWED
    )


def faults(line: dict[str, Any], answer: Any) -> list[str]:
    """Return the differences from a recorded line that are not allowed."""
    found = differences(line["answer"], answer)
    return [f"{line['name']}: {one}" for one in found if not allowed(line["name"], one)]


def of_kind(kind: str) -> list[dict[str, Any]]:
    """Return the recorded lines of a kind."""
    return [line for line in recorded() if line["kind"] == kind]


def test_requests_are_answered_as_before() -> None:
    lines = of_kind("request")
    with serving() as client:  # which asks in the recorded order
        answers = {line["name"]: send(client, line["ask"]) for line in lines}
    assert [fault for line in lines for fault in faults(line, answers[line["name"]])] == []


def test_a_store_of_before_is_opened_and_its_models_run() -> None:
    with serving(lzma.decompress(STORE.read_bytes())) as client:
        found = [(line, send(client, line["ask"])) for line in of_kind("stored")]
    assert [answer["status"] for _, answer in found] == [200] * len(found) != []
    assert [fault for line, answer in found for fault in faults(line, answer)] == []


def test_files_of_models_load_to_the_same_numbers() -> None:
    lines = of_kind("file")
    assert len(lines) >= 30
    assert [fault for line in lines for fault in faults(line, contents(content(line["ask"])))] == []


def test_addresses_of_the_lab_are_understood_as_before() -> None:
    fragments, queries = of_kind("fragment"), of_kind("query")
    with serving() as client:
        found = understood(client, [line["ask"] for line in fragments], [line["ask"] for line in queries])
    assert [fault for line in fragments for fault in faults(line, found["fragments"][line["ask"]])] == []
    assert [fault for line in queries for fault in faults(line, found["queries"][line["ask"]])] == []


def test_every_allowance_has_a_reason_and_is_for_something_recorded() -> None:
    for one in ALLOWED:
        assert one["reason"]
        assert set(one["how"]) <= {"new", "gone", "changed"}
        assert any(re.fullmatch(one["name"], line["name"]) for line in recorded()), one
