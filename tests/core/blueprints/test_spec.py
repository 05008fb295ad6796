"""Blueprints that are refused, and the place that the message names."""

import re
from dataclasses import replace
from typing import Any

import pytest

from lstm_core.blueprints import BLUEPRINTS, GRU, GRU_RESET_BEFORE, LSTM, Inner, Net, Op, Read, fields, terms
from tests.core.layers import ARRAYS


def with_op(op: Op, **changes: Any) -> Any:
    return lambda: replace(LSTM, ops=(*LSTM.ops, op), **changes)


def with_net(net: Net) -> Any:
    return lambda: replace(LSTM, nets=(net, *LSTM.nets[1:]))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            with_op(Op("more", "plus", ("less", "h"), "output")),
            "Op more takes 'less', which no part gives, expected one of "
            "x, h_prev, C_prev, f, i, g, o, kept, added, C, tanh_C, h, more",
        ),
        (
            with_net(Net("f", "sigma", "forget", reads=(Read("y", "W"),))),
            "Net f takes 'y', which no part gives, expected one of "
            "x, h_prev, C_prev, f, i, g, o, kept, added, C, tanh_C, h",
        ),
        (
            lambda: replace(
                LSTM,
                ops=(*LSTM.ops, Op("a", "plus", ("b", "C"), "output"), Op("b", "same", ("a",), "output")),
            ),
            "a, b depend on each other in a cycle",
        ),
        (with_op(Op("kept", "same", ("h",), "output")), "field kept is given twice"),
        (with_op(Op("z_f", "same", ("h",), "output")), "field z_f is given twice"),
        (with_op(Op("h_prev", "same", ("h",), "output")), "field h_prev is given twice"),
        (
            with_op(Op("more", "thrice", ("h",), "output")),
            "Op more does 'thrice', expected one of times, plus, minus, over, max, rest, tanh, exp, same",
        ),
        (with_op(Op("more", "times", ("h",), "output")), "Op more takes 1 fields, expected 2 for times"),
        (
            with_net(Net("f", "relu", "forget")),
            "Net f has squash 'relu', expected one of sigma, tanh, exp, log_sigma, none",
        ),
        (
            with_op(Op("more", "same", ("h",), "after")),
            "Op more is in phase 'after', "
            "expected one of signals, forget, write, merge, output_valve, output",
        ),
        (
            with_op(Op("more", "same", ("h",), "write")),
            "Op more is in phase 'write', before 'output', which gives h",
        ),
        (
            with_net(Net("f", "sigma", "forget", inner=Inner("part", "h_prev"))),
            "Net f uses the weights U twice",
        ),
        (
            lambda: replace(LSTM, carried=("h", "C", "m")),
            "state 'm' is carried, but no part gives it",
        ),
        (lambda: replace(LSTM, lane="kept"), "lane is 'kept', expected one of the carried h, C"),
    ],
)
def test_a_blueprint_with_a_fault_is_refused(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(f'blueprint lstm: {message}')}$"):
        make()


def test_all_units_have_their_own_name() -> None:
    assert list(BLUEPRINTS) == ["lstm", "gru", "gru_reset_before", "rnn"]
    assert [blueprint.unit for blueprint in BLUEPRINTS.values()] == ["lstm", "gru", "gru", "rnn"]


def test_an_unknown_net_is_refused() -> None:
    assert LSTM.net("o").peephole == "C"
    with pytest.raises(ValueError, match=r"^net is 'z', expected one of f, i, g, o$"):
        LSTM.net("z")


def test_the_fields_of_an_lstm_are_those_of_a_trace() -> None:
    names = [field.name for field in fields(LSTM)]
    assert names == [*ARRAYS, "h_prev", "C_prev"]
    kinds = {field.name: (field.kind, field.axes) for field in fields(LSTM)}
    assert kinds["x"] == ("input", "TD")
    assert kinds["C0"] == ("start", "H")
    assert kinds["f"] == ("gate", "TH")
    assert kinds["g"] == ("candidate", "TH")
    assert kinds["tanh_C"] == ("flow", "TH")
    assert kinds["C"] == ("state", "TH")
    assert kinds["C_prev"] == ("before", "TH")


def test_terms_are_what_a_net_adds_up() -> None:
    assert terms(LSTM, "o") == (("Wx", "x", "W"), ("Uh", "h_prev", "U"), ("pC", "C", "p"), ("b", None, "b"))
    assert terms(GRU, "n") == (("Wx", "x", "W"), ("passed", "passed", None), ("b", None, "b"))
    assert terms(GRU_RESET_BEFORE, "n")[1] == ("Upassed", "passed", "U")
