"""The drawing with two errors: its right form is the blueprint, the other differs in what was planted."""

import re

import pytest

from app.learn.drawings.flawed import ENDS, ERRORS, FLAWED, NETS, PIPE, RIGHT, SYMBOLS, Line, edges
from lstm_core.blueprints.lstm import LSTM
from lstm_core.blueprints.parts import Part, gives, needs
from tests.app.learn.samples import FINDINGS

PARTS: tuple[Part, ...] = (*LSTM.nets, *LSTM.ops)
UNIT = {(of, gives(part)) for part in PARTS for of in needs(part)}
"""What each operation of the LSTM reads, from its blueprint."""


def test_the_right_drawing_is_the_blueprint_and_the_other_differs_in_two_lines() -> None:
    assert edges(RIGHT) == UNIT
    assert UNIT - edges(FLAWED) == {("C", "o"), ("C", "tanh_C")}
    assert edges(FLAWED) - UNIT == {("C_prev", "o"), ("kept", "tanh_C")}
    assert len(RIGHT) == len(FLAWED) == len({line.id for line in RIGHT})


def test_each_sign_is_the_operation_of_its_place() -> None:
    read = {field: {of for of, to in UNIT if to == field} for field in SYMBOLS}
    assert {field for field, (_, _, sign) in SYMBOLS.items() if sign == "×"} == {"kept", "added", "h"}
    assert [field for field, (_, _, sign) in SYMBOLS.items() if sign == "+"] == ["C"]
    tanh = [field for field, (_, _, sign) in SYMBOLS.items() if sign == "tanh"]
    assert [read[field] for field in tanh] == [{"x", "h_prev"}, {"C"}]


@pytest.mark.parametrize("lines", [RIGHT, FLAWED], ids=["right", "flawed"])
def test_a_line_ends_where_it_says_and_runs_straight(lines: tuple[Line, ...]) -> None:
    for line in lines:
        assert all((x == x1) != (y == y1) for (x, y), (x1, y1) in zip(line.way, line.way[1:], strict=False))
        if line.end in ENDS:
            continue
        (x, y), (at, tall, _) = line.way[-1], SYMBOLS[line.end]
        assert max(abs(x - at), abs(y - tall)) <= 22, line.id


def test_what_is_dashed_is_the_memory_of_the_step_before_on_its_way_to_a_network() -> None:
    for line in (*RIGHT, *ERRORS.values()):
        assert line.is_old == (line.start == "C_prev" and SYMBOLS[line.end][1] == NETS), line.id
    joint = SYMBOLS["C"][0]
    late = [line for line in RIGHT if line.start == "C" and line.way[0][1] == PIPE]
    assert [line.way[0][0] > joint for line in late] == [True] * 3
    assert ERRORS["C-tanh_C"].way[0][0] < joint


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_drawings_have_a_name_for_each_line_and_mark_where_they_differ(language: str) -> None:
    html = FINDINGS.draw("flawed", {}, language)
    flawed, right = html.split('data-drawing="right"')
    for drawing, lines, marked in ((flawed, FLAWED, ERRORS.values()), (right, RIGHT, ERRORS)):
        assert re.findall(r'data-line="([^"]+)"', drawing) == [line.id for line in lines]
        names = re.findall(r'data-line="[^"]+" role="img" aria-label="([^"]+)"', drawing)
        assert len(set(names)) == len(lines)
        assert len(re.findall("data-marked", drawing)) == len(marked)
