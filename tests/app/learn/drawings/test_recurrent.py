"""Networks drawn as machines: every cell, number and line is what an own calculation finds."""

import json
import re

import numpy as np
import pytest

from app.config import ROOT
from app.learn.drawings import cheaper
from app.learn.truth.measurements import measurements
from lstm_core.arrays import Array
from tests.app.learn.samples import FINDINGS

APP = ROOT / "app"
RISING = np.array(
    next(
        example["inputs"]
        for example in json.loads((APP / "presets" / "stock-position.json").read_text("utf-8"))["examples"]
        if example["id"] == "rising"
    )
)


def by_hand(x: Array) -> tuple[Array, Array]:
    """Run the stored plain network by its equation; return what it hands on, and what it answers."""
    stored = json.loads((APP / "data" / "rnn.json").read_text("utf-8"))["networks"]
    network = next(found for found in stored if found["task"] == "stock_position")
    W, U, b = (np.array(network["weights"][name]) for name in "WUb")
    states, h = [], np.zeros(len(b))
    for row in x:
        h = np.tanh(W @ row + U @ h + b)
        states.append(h)
    return np.array(states), np.array(states) @ np.array(network["head"]["W"])[0] + network["head"]["b"][0]


def numbers(html: str) -> list[str]:
    return [text.replace("−", "-") for text in re.findall(r'<text class="number"[^>]*>([^<]*)</text>', html)]


def test_the_chain_draws_the_numbers_that_the_network_hands_on() -> None:
    html, (h, answers) = FINDINGS.draw("recurrent", {"example": "rising", "step": "3"}, "en"), by_hand(RISING)
    cells = re.findall(r'<rect class="(plus|minus)"[^>]* fill-opacity="([\d.]+)"', html)
    drawn = np.array([float(shade) * (1 if sign == "plus" else -1) for sign, shade in cells])
    assert drawn == pytest.approx(h[2:7].ravel(), abs=0.0006)
    assert html.count('class="below"') == int((h[2:7] < 0).sum())
    told = [f"{value:+.2f}" for value in answers[2:7]]
    prices = [f"{row[0]:.2f}" for row in RISING[2:7]]
    assert [text for text in numbers(html) if re.fullmatch(r"[+-]\d\.\d\d", text)] == told
    assert [text for text in numbers(html) if re.fullmatch(r"\d\.\d\d", text)] == prices


def test_a_chain_that_is_longer_than_the_run_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a first step from 1 to 20, found 21"):
        FINDINGS.draw("recurrent", {"example": "rising", "step": "21"}, "en")


def test_the_rise_is_the_difference_of_two_runs() -> None:
    other = RISING.copy()
    other[4, 0] -= cheaper.LESS
    expected = by_hand(other)[1] - by_hand(RISING)[1]
    found = measurements(FINDINGS)["cheaper"]["rising"]["rnn"]
    assert list(found.values()) == pytest.approx(expected, abs=1e-12)
    html = FINDINGS.draw("cheaper", {"example": "rising"}, "en")
    (line,) = re.findall(r'<polyline class="line rnn" points="([^"]*)"', html)
    low, top, floor = -0.1, 32.0, cheaper.HALF - 44
    heights = [floor - (value - low) / (0.25 - low) * (floor - top) for value in expected[4:]]
    assert [float(pair.split(",")[1]) for pair in line.split()] == pytest.approx(heights, abs=0.051)


@pytest.mark.parametrize("width", [1, 3, 12])
def test_a_window_s_machine_reads_the_months_before_the_december(width: int) -> None:
    window = json.loads((APP / "data" / "window.json").read_text("utf-8"))
    place = [row["width"] for row in window["widths"]].index(width)
    html = FINDINGS.draw("window", {"width": str(width), "joined": "yes"}, "en")
    machine = re.findall(rf'<g data-of="width" data-at="{place}"(?: hidden)?>(.*?)</g>', html)[0]
    assert machine.count('class="net"') == width + 1
    seen = window["sales"][59 - width : 59]
    written = seen if width <= 6 else [seen[0], seen[-1]]
    forecast = window["widths"][place]["forecast"][58]
    told = [text for text in numbers(machine) if re.fullmatch(r"\d\.\d\d", text)]
    assert told == [f"{value:.2f}" for value in [*written, forecast]]
