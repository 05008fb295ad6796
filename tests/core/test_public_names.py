"""The public names, on which others build."""

import inspect
from collections.abc import Callable
from dataclasses import fields

import pytest

import lstm_core
from lstm_core import GateParams, GradTrace, GRUParams, LSTMParams, Pin, Pins, Plan, RNNParams, Trace
from lstm_core.params import UnitParams


def names(cls: type) -> str:
    return " ".join(field.name for field in fields(cls))


def test_the_package_exports_exactly_these_names() -> None:
    assert " ".join(sorted(lstm_core.__all__)) == (
        "Attribution BLUEPRINTS Blueprint Comparison DivergedError Examples GRUParams GateParams "
        "GradTrace Head LSTMParams LSTMStack LayerStack Metrics Model Output Pin Pins Plan RNNParams "
        "Recording State TASKS Task Trace Training Verification WindowParams accuracy attribute backward "
        "backward_rnn backward_window compare dye dye_from explain from_keras from_torch half_life "
        "interpret loss rival run run_rnn run_window sediment step train verify watch water_age"
    )
    assert all(hasattr(lstm_core, name) for name in lstm_core.__all__)


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (lstm_core.run, "params x h0 C0 pins dtype start lengths keep"),
        (lstm_core.step, "params x h_prev C_prev pins dtype start"),
        (lstm_core.LayerStack.run, "self x h0 C0 pins dtype lengths strict keep"),
        (lstm_core.backward, "params trace dh"),
        (lstm_core.interpret, "blueprint weights x start pins dtype"),
        (lstm_core.explain, "blueprint"),
        (lstm_core.dye, "trace step"),
        (lstm_core.attribute, "model x output method baseline points pins ablated"),
        (lstm_core.dye_from, "trace source"),
        (lstm_core.sediment, "trace unit"),
        (lstm_core.water_age, "trace"),
        (lstm_core.half_life, "trace"),
        (lstm_core.compare, "first second tolerance seed limits"),
        (lstm_core.verify, "path tolerance seed limits"),
        (lstm_core.rival, "plan unit"),
        (lstm_core.train, "training model steps chunk callback"),
        (LSTMParams.random, "D H seed peepholes forget_bias"),
        (GRUParams.random, "D H seed reset_after update_bias"),
        (RNNParams.random, "D H seed spectral_radius"),
    ],
)
def test_functions_take_these_arguments(function: Callable[..., object], parameters: str) -> None:
    assert " ".join(inspect.signature(function).parameters) == parameters


def test_dataclasses_hold_these_fields() -> None:
    assert names(GateParams) == "W U b p bU"
    assert names(LSTMParams) == "f i g o"
    assert names(GRUParams) == "z r n"
    assert names(RNNParams) == "W U b"
    assert names(Pin) == "gate value units first last"
    assert names(Pins) == "pins"
    assert names(Plan) == "task unit units peepholes forget_bias learning_rate clip batch seed lag"
    assert names(Trace) == "params pins values lengths ends labels"
    assert names(GradTrace) == "values"


@pytest.mark.parametrize(
    ("params", "arrays", "gradients"),
    [
        (
            LSTMParams.random(1, 1, 0),
            "x h0 C0 z_f z_i z_g z_o f i g o kept added C tanh_C h h_prev C_prev",
            "dh dC dz_f dz_i dz_g dz_o dx dh0 dC0",
        ),
        (
            GRUParams.random(1, 1, 0),
            "x h0 z_z z_r z_n z r n heard fresh passed kept added h h_prev",
            "dh dz_z dz_r dz_n dx dz dr dn dheard dfresh dpassed dkept dadded dh0",
        ),
        (
            GRUParams.random(1, 1, 0, reset_after=False),
            "x h0 z_z z_r z_n z r n fresh passed kept added h h_prev",
            "dh dz_z dz_r dz_n dx dz dr dn dfresh dpassed dkept dadded dh_prev_passed dh0",
        ),
        (RNNParams.random(1, 1, 0), "x h0 z_h h h_prev", "dh dz_h dx dh0"),
    ],
)
def test_a_run_of_each_unit_holds_these_arrays(params: UnitParams, arrays: str, gradients: str) -> None:
    trace = lstm_core.run(params, [[1.0]])
    _, grad = lstm_core.backward(params, trace, [[1.0]])
    assert " ".join(trace.values) == arrays
    assert " ".join(grad.values) == gradients
    assert all(getattr(trace, name) is trace.values[name] for name in trace.values)
    assert all(getattr(grad, name) is grad.values[name] for name in grad.values)
