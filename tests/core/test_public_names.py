"""The names that others build on."""

import inspect
from collections.abc import Callable
from dataclasses import fields

import pytest

import lstm_core
from lstm_core import GateParams, GradTrace, LSTMParams, Pin, Pins, Trace


def names(cls: type) -> str:
    return " ".join(field.name for field in fields(cls))


def test_the_package_exports_exactly_these_names() -> None:
    assert " ".join(sorted(lstm_core.__all__)) == (
        "DivergedError Examples GateParams GradTrace Head LSTMParams LSTMStack LayerStack Metrics Model "
        "Pin Pins RNNParams State TASKS Task Trace Training WindowParams accuracy backward "
        "backward_rnn backward_window from_keras from_torch loss run run_rnn run_window step "
        "train"
    )
    assert all(hasattr(lstm_core, name) for name in lstm_core.__all__)


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (lstm_core.run, "params x h0 C0 pins dtype"),
        (lstm_core.step, "params x h_prev C_prev pins dtype"),
        (lstm_core.backward, "params trace dh"),
        (lstm_core.train, "training model steps chunk callback"),
        (LSTMParams.random, "D H seed peepholes forget_bias"),
    ],
)
def test_functions_take_these_arguments(function: Callable[..., object], parameters: str) -> None:
    assert " ".join(inspect.signature(function).parameters) == parameters


def test_dataclasses_hold_these_fields() -> None:
    assert names(GateParams) == "W U b p"
    assert names(LSTMParams) == "f i g o"
    assert names(Pin) == "gate value units first last"
    assert names(Pins) == "pins"
    assert names(Trace) == "params pins x h0 C0 z_f z_i z_g z_o f i g o kept added C tanh_C h h_prev C_prev"
    assert names(GradTrace) == "dh dC dz_f dz_i dz_g dz_o dx dh0 dC0"
