"""One step of one unit, worked out with pencil, paper and `math`."""

import math
from itertools import pairwise

import pytest

from lstm_core import GateParams, LSTMParams, run, step

X, H_PREV, C_PREV = 0.8, -0.4, 0.6

PARAMS = LSTMParams(
    f=GateParams(W=[[0.5]], U=[[-0.3]], b=[0.1], p=[0.2]),
    i=GateParams(W=[[-0.7]], U=[[0.4]], b=[-0.2], p=[0.9]),
    g=GateParams(W=[[1.1]], U=[[0.6]], b=[0.3]),
    o=GateParams(W=[[0.25]], U=[[-0.9]], b=[-0.5], p=[1.5]),
)

Z_F = 0.74  # 0.40 + 0.12 + 0.12 + 0.10
Z_I = -0.38  # -0.56 - 0.16 + 0.54 - 0.20
Z_G = 0.94  # 0.88 - 0.24 + 0.30
F = 1 / (1 + math.exp(-Z_F))
I = 1 / (1 + math.exp(-Z_I))  # noqa: E741
G = math.tanh(Z_G)
C = 0.6 * F + I * G
Z_O = 0.06 + 1.5 * C  # 0.20 + 0.36 - 0.50 + what the valve sees of the new memory
O = 1 / (1 + math.exp(-Z_O))  # noqa: E741

EXPECTED = {
    "z_f": Z_F,
    "z_i": Z_I,
    "z_g": Z_G,
    "z_o": Z_O,
    "f": F,
    "i": I,
    "g": G,
    "o": O,
    "kept": 0.6 * F,
    "added": I * G,
    "C": C,
    "tanh_C": math.tanh(C),
    "h": O * math.tanh(C),
    "h_prev": H_PREV,
    "C_prev": C_PREV,
    "h0": H_PREV,
    "C0": C_PREV,
    "x": X,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_step_equals_the_numbers_worked_out_by_hand(name: str) -> None:
    trace = step(PARAMS, [X], [H_PREV], [C_PREV])
    assert getattr(trace, name) == pytest.approx([EXPECTED[name]], rel=0, abs=1e-12)


def test_the_four_gates_differ_so_that_none_can_be_taken_for_another() -> None:
    gates = sorted((F, I, G, O))
    assert min(b - a for a, b in pairwise(gates)) > 0.01


def test_second_step_carries_both_states_on() -> None:
    trace = run(PARAMS, [[X], [X]], [H_PREV], [C_PREV])
    h = O * math.tanh(C)
    f = 1 / (1 + math.exp(-(0.4 - 0.3 * h + 0.2 * C + 0.1)))
    i = 1 / (1 + math.exp(-(-0.56 + 0.4 * h + 0.9 * C - 0.2)))
    C_2 = f * C + i * math.tanh(0.88 + 0.6 * h + 0.3)
    o = 1 / (1 + math.exp(-(0.2 - 0.9 * h + 1.5 * C_2 - 0.5)))
    assert trace.C[1, 0] == pytest.approx(C_2, rel=0, abs=1e-12)
    assert trace.h[1, 0] == pytest.approx(o * math.tanh(C_2), rel=0, abs=1e-12)


def test_terms_are_the_parts_worked_out_by_hand() -> None:
    trace = step(PARAMS, [X], [H_PREV], [C_PREV])
    parts = {gate: [float(part[0]) for part in trace.terms(gate).values()] for gate in ("f", "i", "g", "o")}
    assert list(trace.terms("f")) == ["Wx", "Uh", "pC", "b"]
    assert list(trace.terms("g")) == ["Wx", "Uh", "b"]
    assert parts["f"] == pytest.approx([0.4, 0.12, 0.12, 0.1], abs=1e-12)
    assert parts["i"] == pytest.approx([-0.56, -0.16, 0.54, -0.2], abs=1e-12)
    assert parts["g"] == pytest.approx([0.88, -0.24, 0.3], abs=1e-12)
    assert parts["o"] == pytest.approx([0.2, 0.36, 1.5 * C, -0.5], abs=1e-12)
