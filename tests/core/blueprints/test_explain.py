"""The explanation of each field: it exists for every unit and agrees with the numbers."""

import doctest
import sys

import numpy as np
import pytest

from lstm_core import run
from lstm_core.blueprints import BLUEPRINTS, LSTM, explain
from lstm_core.blueprints.fields import fields
from tests.core.units import UNITS, draw_case


def test_the_lines_on_an_lstm_are_those_of_the_textbook() -> None:
    lines = explain(LSTM)
    assert lines["x"] == "inputs"
    assert lines["C0"] == "C before the first step"
    assert lines["h_prev"] == "h before each step"
    assert lines["z_o"] == "W x + U h_prev + p C + b of the output gate, its pre-activation"
    assert lines["z_g"] == "W x + U h_prev + b of the candidate, its pre-activation"
    assert lines["f"] == "forget gate, sigma(z_f)"
    assert lines["g"] == "candidate, tanh(z_g)"
    assert lines["kept"] == "f * C_prev"
    assert lines["tanh_C"] == "tanh(C)"


def test_the_lines_on_a_gru_name_what_the_reset_valve_lets_through() -> None:
    after, before = explain(BLUEPRINTS["gru"]), explain(BLUEPRINTS["gru_reset_before"])
    assert after["heard"] == "U h_prev + bU of the candidate"
    assert after["z_n"] == "W x + passed + b of the candidate, its pre-activation"
    assert after["fresh"] == "1 - z"
    assert before["passed"] == "r * h_prev"
    assert before["z_n"] == "W x + U passed + b of the candidate, its pre-activation"


@pytest.mark.parametrize("name", UNITS)
def test_every_field_has_a_line_and_every_formula_gives_the_number(name: str) -> None:
    case = draw_case(name, 2, pinned=False)
    trace = run(case.params, case.x, start=case.start)
    lines = explain(trace.blueprint)
    assert list(lines) == [field.name for field in fields(trace.blueprint)] == list(trace.values)
    known = {"tanh": np.tanh, "sigma": lambda z: 1 / (1 + np.exp(-z)), **trace.values}
    nets = {net.letter for net in trace.blueprint.nets}
    checked = nets | {op.field for op in trace.blueprint.ops}
    for field in checked:
        formula = lines[field].split(", ")[-1] if field in nets else lines[field]
        found = eval(formula, {"__builtins__": {}}, known)  # noqa: S307 - our own formulas
        np.testing.assert_allclose(found, trace.values[field], rtol=0, atol=1e-14, err_msg=field)


def test_the_examples_in_its_docstring_are_true() -> None:
    found = doctest.testmod(sys.modules["lstm_core.blueprints.explain"])
    assert (found.attempted, found.failed) == (3, 0)
