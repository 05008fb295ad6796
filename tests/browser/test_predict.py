"""Questions and tasks: what the page considers right agrees with the API's trace."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.lab import Lab
from tests.browser.screens import PHONE

PLACE = "model=random-4&step={}&phase={}"
TASKS = ("keep", "empty", "once", "silent")


def card(lab: Lab, name: str) -> Locator:
    """Open a card of the side column."""
    place = lab.page.locator(f"#{name}")
    place.locator("summary").click()
    return place


def signed(value: float) -> str:
    """Write a number as the page does."""
    text = f"{value:+.3f}" if abs(value) >= 0.0005 or value == 0 else f"{value:+.1e}".replace("e-0", "e-")
    return text.removeprefix("+" if value == 0 else "").replace("-", "−")


def what_is_right(values: dict[str, float], choices: list[str]) -> str:
    """Return the choice that a trace's numbers at one lane make true, worked out apart from the page."""
    kept, added, before, after = (values[name] for name in ("kept", "added", "C_prev", "C"))
    if "only old memory" in choices:
        mixed = {(0, 0): "nothing", (1, 0): "only old memory", (0, 1): "only new memory"}
        return mixed.get((int(abs(kept) > 0.05), int(abs(added) > 0.05)), "old and new memory")
    assert "it grows" in choices
    if abs(after - before) < 0.05:
        return "it stays as it is"
    if after * before < 0:
        return "it changes its sign"
    return "it grows" if abs(after) > abs(before) else "it shrinks"


def test_the_right_choice_is_what_the_trace_says(lab: Lab) -> None:
    trace = lab.trace("random-4")
    asked = 0
    for step in range(1, 9):
        lab.open(PLACE.format(step, "write"))
        predict = lab.page.locator("#predict")
        if not predict.evaluate("card => card.open"):
            card(lab, "predict")
        ask = predict.get_by_role("button", name="Ask about the next phase")
        expect(ask).to_be_visible()
        if ask.get_attribute("aria-disabled"):
            continue
        ask.click()
        question = predict.locator(".question")
        expect(question).to_be_focused()
        lane = int(re.findall(r"lane (\d)", question.inner_text())[0]) - 1
        expect(lab.page.locator(".numbers tr.spot .lane-pick")).to_have_text(str(lane + 1))
        expect(lab.page.locator("#timeline canvas").first).to_be_hidden()
        expect(lab.page.locator("#charts[data-veiled]")).to_have_count(1)
        choices = predict.locator(".choice-key span").all_inner_texts()
        values = {name: trace[name][step - 1][lane] for name in ("kept", "added", "C_prev", "C")}
        right = what_is_right(values, choices)
        lab.page.keyboard.press(str(choices.index(right) + 1))
        lab.settle()
        expect(predict.locator(".verdict")).to_contain_text(f"Right: {right}.")
        expect(lab.page.locator("#timeline canvas").first).to_be_visible()
        expect(lab.page.locator("#charts[data-veiled]")).to_have_count(0)
        expect(predict.locator(".verdict")).to_contain_text(f"{signed(values['kept'])} was kept")
        expect(predict.locator(".verdict")).to_contain_text(signed(values["C"]))
        assert lab.drawing()["phase"] == "merge"
        asked += 1
    assert asked >= 4
    expect(lab.page.locator(".score")).to_contain_text(f"{asked} of {asked} right")


def test_a_question_about_a_valve_turns_it_and_shows_the_servers_answer(lab: Lab) -> None:
    lab.open("model=lanes&step=5&phase=signals")
    predict = card(lab, "predict")
    predict.get_by_role("button", name="Ask what a valve would do").click()
    choices = predict.locator(".choice-key")
    expect(choices).to_have_count(4)
    choices.nth(3).click()
    expect(predict.locator(".verdict")).to_contain_text("The pin stays until you remove it.")
    lab.settle()
    expect(lab.page.locator(".pin-words")).to_have_count(1)
    written = re.compile(r"pins=(\w+):([\d.]+):(\d):(\d+)-(\d+)")
    expect(lab.page).to_have_url(written)
    pins = written.findall(lab.page.url)
    ((gate, value, lane, first, last),) = pins
    assert (first, last) == ("5", "5")
    pin = {"gate": gate, "value": float(value), "units": [int(lane) - 1], "from": 4, "to": 4}
    trace = lab.trace("lanes", [pin])
    numbers = {name: trace[name][4][int(lane) - 1] for name in ("kept", "added", "C_prev", "C")}
    right = what_is_right(numbers, ["only old memory"])
    expect(predict.locator("[data-mark=right]")).to_contain_text(right)
    expect(predict.locator(".verdict")).to_contain_text(f"C = {signed(numbers['C'])}.")
    lab.page.keyboard.press("Control+z")
    expect(lab.page.locator(".pin-words")).to_have_count(0)


def test_wrong_answers_and_skips_are_kept_apart_and_the_score_can_be_cleared(lab: Lab) -> None:
    lab.open("model=lanes&step=4&phase=write")
    predict = card(lab, "predict")
    ask = predict.get_by_role("button", name="Ask about the next phase")
    ask.click()
    expect(predict.locator(".question")).to_be_focused()
    lab.page.keyboard.press("0")
    expect(predict.locator(".verdict")).to_contain_text("It is:")
    expect(predict.locator(".score")).to_be_hidden()
    right = predict.locator("[data-mark=right]").evaluate("key => [...key.parentNode.children].indexOf(key)")
    lab.page.keyboard.press("ArrowLeft")
    expect(ask).to_be_visible()
    lab.settle()
    ask.click()
    wrong = predict.locator(".choice-key").nth((right + 1) % 3)
    wrong.click()
    expect(predict.locator(".verdict")).to_contain_text("No: ")
    expect(wrong).to_have_attribute("data-mark", "wrong")
    lab.page.keyboard.press("ArrowRight")
    expect(predict.locator(".verdict")).to_have_text("")
    lab.page.keyboard.press("ArrowLeft")
    expect(predict.locator(".verdict")).to_contain_text("No: ")
    expect(predict.locator(".score")).to_contain_text("0 of 1 right")
    assert json.loads(lab.page.evaluate("localStorage.getItem('predictions')")) == {"right": 0, "of": 1}
    predict.get_by_role("button", name="Clear").click()
    expect(predict.locator(".score")).to_be_hidden()
    assert lab.page.evaluate("localStorage.getItem('predictions')") is None


def test_a_task_is_not_done_at_first_and_its_solution_does_it(lab: Lab) -> None:
    lab.open("model=brackets")
    tasks = card(lab, "tasks")
    for number, name in enumerate(TASKS, 1):
        task = tasks.locator(f"[data-task={name}]")
        solve(lab, task, name)
        noted = json.loads(lab.page.evaluate("localStorage.getItem('tasks')"))
        assert noted == dict.fromkeys(TASKS[:number], "shown")
        task.get_by_role("button", name="Remove all pins").click()
        expect(task.locator(".task-progress")).to_have_text(re.compile("^So far"))
        lab.settle()
        assert not solved(lab, name)


def solve(lab: Lab, task: Locator, name: str) -> None:
    """Start a task, take its hints, and have its solution shown."""
    task.get_by_role("button", name="Start").click()
    expect(task.locator(".task-progress")).to_have_text(re.compile(r"^So far \d+ of \d+\.$"))
    expect(task.locator("h3")).to_be_focused()
    lab.settle()
    for _ in range(2):
        task.get_by_role("button", name="A hint").click()
    expect(task.locator(".captions li")).to_have_count(2)
    expect(task.get_by_role("button", name="A hint")).to_be_hidden()
    task.get_by_role("button", name="Show a solution").click()
    expect(task.locator(".task-progress")).to_have_text(re.compile(r"^This is one way: (\d+) of \1\."))
    lab.settle()
    assert solved(lab, name)


def solved(lab: Lab, name: str) -> bool:
    """Return whether a task is done by what the API answers to the address of the page."""
    # The address follows a few times a second.
    pins = lab.page.locator(".pin-words").count()
    written = rf"pins=[^&]*?(\+[^&+]*){{{pins - 1}}}(&|$)" if pins else r"^((?!pins=).)*$"
    expect(lab.page).to_have_url(re.compile(written))
    place = dict(part.split("=", 1) for part in lab.page.evaluate("location.hash").lstrip("#").split("&"))
    preset = lab.page.request.get(f"/api/v1/presets/{place['model']}").json()
    if "x" in place:
        inputs = [[float(cell) for cell in row.split(",")] for row in place["x"].split(";")]
    else:
        inputs = next(e["inputs"] for e in preset["examples"] if e["id"] == place["example"])
    held = []
    for text in filter(None, place.get("pins", "").split("+")):
        gate, value, _, steps = text.split(":")
        first, _, last = steps.partition("-")
        span = {key: int(end) - 1 for key, end in (("from", first), ("to", last)) if end}
        held.append({"gate": gate, "value": float(value), **span})
    body = {"model": {"preset": place["model"]}, "inputs": inputs, "pins": held, "digits": None}
    answer = lab.page.request.post("/api/v1/traces", data=body | {"fields": ["C", "C_prev", "added", "h"]})
    return bool(DONE[name](answer.json()["layers"][0]["trace"]))


def empty(row: list[float]) -> bool:
    return all(abs(value) <= 0.01 for value in row)


def full(row: list[float]) -> int:
    return sum(abs(value) >= 0.1 for value in row)


DONE: dict[str, Any] = {
    "keep": lambda t: (
        abs(t["C"][1][0]) >= 0.5
        and all(abs(row[0] - t["C"][1][0]) <= 0.05 * abs(t["C"][1][0]) for row in t["C"][2:22])
    ),
    "empty": lambda t: any(
        full(old) > 1 and empty(new) for old, new in zip(t["C_prev"], t["C"], strict=True)
    ),
    "once": lambda t: full(t["added"][4]) > 0 and all(empty(t["added"][s]) for s in range(20) if s != 4),
    "silent": lambda t: any(full(C) and empty(h) for C, h in zip(t["C"], t["h"], strict=True)),
}


def test_a_task_is_done_by_hand(lab: Lab) -> None:
    lab.open("model=lanes")
    tasks = card(lab, "tasks")
    task = tasks.locator("[data-task=empty]")
    task.get_by_role("button", name="Start").click()
    expect(task.locator(".task-progress")).to_be_visible()
    lab.settle()
    lab.page.get_by_label("at this step", exact=True).check()
    for valve in ("forget", "write"):
        lab.part(valve).focus()
        lab.page.keyboard.press("Home")
    expect(task.locator(".task-progress")).to_have_text("Done: 4 of 4.")
    expect(task).to_have_attribute("data-done", "alone")
    lab.settle()
    assert solved(lab, "empty")
    lab.reload()
    card(lab, "tasks")
    expect(task).to_have_attribute("data-done", "alone")
    tasks.get_by_role("button", name="Forget what is done").click()
    expect(task).not_to_have_attribute("data-done", re.compile(".*"))


@pytest.mark.browser_context_args(**PHONE, color_scheme="dark")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_by_touch_and_for_everyone(lab: Lab, language: str) -> None:
    lab.open("model=lanes&step=4&phase=write", language)
    lab.page.locator("#predict summary").tap()
    lab.page.locator("#predict .ways button").first.tap()
    lab.page.locator("#predict .choice-key").first.tap()
    expect(lab.page.locator("#predict .verdict")).not_to_be_empty()
    lab.page.locator("#tasks summary").tap()
    lab.page.locator("[data-task=once] .task-head button").tap()
    lab.settle()
    lab.page.locator("[data-task=once] .ways button").first.tap()
    expect(lab.page.locator("[data-task=once] .captions li")).to_have_count(1)
    lab.settle()
    if language == "en":
        assert violations(lab.page, colours="#predict, #tasks") == []
    assert lab.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") == 0
