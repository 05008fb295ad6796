"""Figures of measurements: every drawn point, width and number is what was stored."""

import math
import re
from itertools import pairwise

import pytest

from app.learn.drawings.numbers import short
from app.learn.text.makers import MEASURED
from tests.app.learn.drawings.drawn import BOTTOM, LEFT, RIGHT, TOP, level, part, points, stored
from tests.app.learn.samples import FINDINGS


def test_every_kind_that_a_chapter_may_name_can_be_drawn() -> None:
    assert FINDINGS.kinds == tuple(MEASURED)


def test_a_window_s_forecast_is_drawn_as_it_was_measured() -> None:
    html, window = FINDINGS.draw("window", {"width": "12"}, "en"), stored("window")
    for at, row in enumerate(window["widths"]):
        found = points(part(html, "width", at), "forecast")
        expected = [level(min(max(sold, 0), 1.6), 0, 1.6) for sold in row["forecast"][11:]]
        assert [y for _, y in found] == pytest.approx(expected, abs=0.051)
        assert short(row["mean"]) in part(html, "width", at, "p")
    truth = [level(sold, 0, 1.6) for sold in [*window["sales"], window["next"][-1]][12:]]
    assert [y for _, y in points(html, "truth")] == pytest.approx(truth, abs=0.051)


def test_the_window_covers_exactly_the_months_that_it_sees() -> None:
    html, window = FINDINGS.draw("window", {"width": "3"}, "en"), stored("window")
    month = (RIGHT - LEFT) / (72 - 12)
    for at, row in enumerate(window["widths"]):
        (x, width) = re.findall(r'class="window" x="([\d.]+)" width="([\d.]+)"', part(html, "width", at))[0]
        last = (float(x) + float(width) - 4 - LEFT) / month + 12
        first = (float(x) + 4 - LEFT) / month + 12
        assert last == pytest.approx(58, abs=0.05)
        assert last - first + 1 == pytest.approx(min(row["width"], 58 - 12 + 1), abs=0.05)
        assert (first < 47.05) == (row["width"] >= 12)


@pytest.mark.parametrize("network", ["rnn", "lstm", "both"])
def test_the_gradient_s_curves_are_those_that_were_measured(network: str) -> None:
    html, flow = FINDINGS.draw("gradient-knob", {"network": network}, "zh"), stored("gradient-flow")
    top = 1e12 if network == "rnn" else 1e2
    drawn = 0
    for name, slope in (("rnn", "dh"), ("lstm", "dC")):
        rows = [
            r
            for r in flow[name]
            if name == "lstm" or r["inputs"] == ("none" if network == "rnn" else "noise")
        ]
        for at, row in enumerate(rows if network in (name, "both") else []):
            found = [y for _, y in points(part(html, name, at), f"line {name}")]
            # A line along the frame's edge would say that nothing changes.
            seen = [value for value in row[slope]["middle"] if 1e-12 <= value <= top]
            assert found == pytest.approx([level(v, 1e-12, top, math.log10) for v in seen], abs=0.051)
            assert short(row[slope]["middle"][100]) in part(html, name, at, "p")
            drawn += 1
    assert drawn == {"rnn": 8, "lstm": 6, "both": 14}[network]


def test_the_comparison_shows_every_seed_of_every_network() -> None:
    html, tasks = FINDINGS.draw("comparison", {"task": "all"}, "en"), stored("comparison")["tasks"]
    tables = re.findall(r"<table.*?</table>", html)
    assert len(tables) == len(tasks) == 4
    for table, task in zip(tables, tasks, strict=True):
        rows = re.findall(r"<tr.*?</tr>", table)[1:]
        for row, result in zip(rows, task["results"], strict=True):
            places = [float(x) for x in re.findall(r'<circle[^>]* cx="([\d.]+)"', row)]
            low, high = math.log10(2e-4), math.log10(1.5)
            expected = [6 + (math.log10(max(e, 2e-4)) - low) / (high - low) * 188 for e in result["errors"]]
            assert places == pytest.approx(expected, abs=0.051)
            assert f">{short(result['mean'])}</td></tr>" in row
        best = {r["mean"] for r in task["results"]}
        assert table.count('class="best"') == sum(r["mean"] == min(best) for r in task["results"])


def test_what_was_not_measured_is_refused() -> None:
    with pytest.raises(ValueError, match=r"width: expected one of 1, 2, 3, .*, found '7'"):
        FINDINGS.draw("window", {"width": "7"}, "en")
    with pytest.raises(ValueError, match="backward has no 'chess'"):
        FINDINGS.draw("backward", {"task": "chess"}, "en")
    with pytest.raises(ValueError, match="there is no figure of kind 'pie'"):
        FINDINGS.draw("pie", {}, "en")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (0.00997, "0.0100"), (0.0096, "0.0096"), (19.7, "20"), (1.2, "1.2"),
        (4.1e-16, "4 × 10⁻¹⁶"), (3e7, "3 × 10⁷"),
    ],
)  # fmt: skip
def test_short_numbers(value: float, text: str) -> None:
    assert short(value) == text


TAPE = "0.80; 0.60 bought; 0.90; 0.45 sold"


def test_a_tape_lists_its_prices_and_tells_the_profit_of_its_sale() -> None:
    html = FINDINGS.draw("tape", {"prices": TAPE}, "en")
    assert re.findall(r"<li[^>]*><span>([\d.]+)</span>(?: <b>(\w+)</b>)?", html) == [
        ("0.80", ""),
        ("0.60", "buy"),
        ("0.90", ""),
        ("0.45", "sell"),
    ]
    assert 'data-profit="-0.15"' in html
    assert html.count("0.45 − 0.60 = −0.15") == 3


@pytest.mark.parametrize(
    ("prices", "message"),
    [
        ("0.8; 0.9 sold", "expected one price 'bought', and the last one 'sold'"),
        ("0.8 bought; 0.9", "expected one price 'bought', and the last one 'sold'"),
        ("0.8 bought; 0.9 sold; 1 sold", "expected one price 'bought', and the last one 'sold'"),
        ("0.8 lent; 0.9 sold", "expected a price, perhaps followed by bought or sold, found '0.8 lent'"),
        ("cheap bought; 0.9 sold", "could not convert string to float: 'cheap'"),
    ],
)
def test_a_tape_that_cannot_be_played_is_refused(prices: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        FINDINGS.draw("tape", {"prices": prices}, "en")


def test_a_recorded_learning_is_drawn_as_it_was_recorded() -> None:
    run = stored("learning")
    html = FINDINGS.draw("learning", {"step": "100", "shows": "curve answers map"}, "en")
    assert 'value="5"' in html
    for at, step in enumerate(run["steps"]):
        share = 100 * run["unexplained"]["lstm"][at]
        digits = 0 if share >= 10 else 1
        said = f"After {step} steps of learning, its error is {share:.{digits}f} %"
        assert said in part(html, "learnt", at, "p")
    low, high = math.log10(0.01), math.log10(1.6)
    for name in ("lstm", "rnn"):
        expected = [166 - (math.log10(v) - low) / (high - low) * 134 for v in run["unexplained"][name]]
        assert [y for _, y in points(html, f"line {name}")] == pytest.approx(expected, abs=0.051)
    every = [value for row in (run["targets"], *run["answers"]) for value in row]
    lowest, highest = min(every), max(every)
    for kind, row, shown in (
        ("truth", run["targets"], html),
        *(("forecast", row, _answer(html, at)) for at, row in enumerate(run["answers"])),
    ):
        expected = [106 - (value - lowest) / (highest - lowest) * 74 for value in row]
        assert [y for _, y in points(shown, kind)] == pytest.approx(expected, abs=0.051)
    assert _openings(html) == [[round(10 * value) / 10 for value in row] for row in run["map"]]
    below = re.findall(r'<text class="number" x="([\d.]+)" y="([\d.]+)" text-anchor="middle">([a-z]+)<', html)
    assert len(below) == 10
    for (x, y, word), (onward, line, after) in pairwise(sorted(below, key=lambda each: float(each[1]))):
        apart = float(onward) - float(x)
        assert line != y or apart >= 4.5 * (len(word) + len(after)), "on a phone names do not touch"


def test_a_step_that_was_not_recorded_and_an_unknown_picture_are_refused() -> None:
    with pytest.raises(ValueError, match="expected one of 0, 20, 40"):
        FINDINGS.draw("learning", {"step": "30"}, "en")
    with pytest.raises(ValueError, match="expected some of curve, answers, map, found 'film'"):
        FINDINGS.draw("learning", {"shows": "film"}, "en")


def test_the_sigmoid_s_dot_lies_on_its_curve_and_the_valve_is_as_far_open() -> None:
    html = FINDINGS.draw("sigmoid", {"sum": "-1.5"}, "en")
    assert 'value="13"' in html
    curve = points(html, "line lstm")
    fine = [n / 8 - 8 for n in range(129)]
    assert [y for _, y in curve] == pytest.approx(
        [level(1 / (1 + math.exp(-z)), 0, 1) for z in fine], abs=0.051
    )
    start, end = (float(share) * 520 for share in re.findall(r'data-(?:from|to)="([\d.]+)"', html))
    assert (start, end) == pytest.approx((curve[0][0], curve[-1][0]), abs=0.051)
    for at in range(33):
        z = at / 2 - 8
        opening = 1 / (1 + math.exp(-z))
        shown = part(html, "sigmoid", at)
        [dot] = re.findall(r'<circle class="handle" cx="([\d.]+)" cy="([\d.]+)"', shown)
        assert [float(place) for place in dot] == pytest.approx(list(curve[4 * at]), abs=0.051)
        [(top, height)] = re.findall(
            r'<rect class="open" x="[^"]*" y="([\d.]+)" width="14" height="([\d.]+)"', shown
        )
        assert float(top) == float(dot[1])
        assert float(height) / (BOTTOM - TOP) == pytest.approx(opening, abs=0.001)
        assert part(html, "sigmoid", at, "p").endswith(f"the valve stands at {opening:.3f}.")
    with pytest.raises(ValueError, match=r"expected one of -8, -7\.5"):
        FINDINGS.draw("sigmoid", {"sum": "0.3"}, "en")


def _answer(html: str, at: int) -> str:
    found = re.findall(rf'<g data-of="learnt" data-at="{at}"(?: hidden)?>(<polyline.*?)</g>', html)
    return str(found[0])


def _openings(html: str) -> list[list[float]]:
    """Return how far open each cell of the map is drawn, row by row."""
    svg = html.rsplit("<svg", maxsplit=1)[-1]
    steps = len(stored("learning")["inputs"])
    width = (RIGHT - LEFT) / steps
    rows: dict[str, list[float]] = {
        y: [0.0] * steps for y in re.findall(r'<rect class="window" x="[^"]*" y="([^"]*)"', svg)
    }
    cell = r'<rect class="open" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="[^"]*" fill-opacity="([^"]*)"'
    for x, y, wide, opacity in re.findall(cell, svg):
        first = round((float(x) - LEFT) / width)
        for step in range(first, first + round(float(wide) / width)):
            rows[y][step] = float(opacity)
    return list(rows.values())
