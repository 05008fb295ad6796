"""The names that others build on."""

import inspect
from dataclasses import fields

import lstm_core
from lstm_core import GateParams, LSTMParams, Pin, Pins, Trace


def names(cls: type) -> list[str]:
    return [field.name for field in fields(cls)]


def test_the_package_exports_exactly_these_names() -> None:
    assert sorted(lstm_core.__all__) == [
        "GateParams",
        "GradTrace",
        "LSTMParams",
        "Pin",
        "Pins",
        "Trace",
        "backward",
        "run",
        "step",
    ]
    assert all(hasattr(lstm_core, name) for name in lstm_core.__all__)


def test_functions_take_these_arguments() -> None:
    def parameters(function: object) -> list[str]:
        return list(inspect.signature(function).parameters)  # type: ignore[arg-type]

    assert parameters(lstm_core.run) == ["params", "x", "h0", "C0", "pins", "dtype"]
    assert parameters(lstm_core.step) == ["params", "x", "h_prev", "C_prev", "pins", "dtype"]
    assert parameters(LSTMParams.random) == ["D", "H", "seed", "peepholes", "forget_bias"]


def test_dataclasses_hold_these_fields() -> None:
    assert names(GateParams) == ["W", "U", "b", "p"]
    assert names(LSTMParams) == ["f", "i", "g", "o"]
    assert names(Pin) == ["gate", "value", "units", "first", "last"]
    assert names(Pins) == ["pins"]
    assert " ".join(names(Trace)) == (
        "params pins x h0 C0 z_f z_i z_g z_o f i g o kept added C tanh_C h h_prev C_prev"
    )
