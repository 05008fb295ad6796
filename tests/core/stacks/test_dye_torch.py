"""Dye against PyTorch's gradients with the gates detached; integrated gradients against captum's."""

import numpy as np
import pytest

from lstm_core import GRUParams, LayerStack, LSTMParams, Output, attribute, dye, half_life, run
from lstm_core.arrays import Array
from lstm_core.params import UnitParams

torch = pytest.importorskip("torch", reason="torch is not installed")

STEPS, D, H = 7, 3, 4


def entries(params: UnitParams, x: Array) -> tuple[Array, Array, Array]:
    """Return the memories of a run, what entered at each step, and the openings that keep it."""
    trace = run(params, x)
    keeps = {"lstm": "f", "gru": "z"}[trace.blueprint.name]
    return trace.values[trace.blueprint.lane], trace.added, trace.values[keeps]


@pytest.mark.parametrize("params", [LSTMParams.random(D, H, 1), GRUParams.random(D, H, 1)])
def test_a_part_is_what_autograd_gives_with_the_gates_detached(params: UnitParams) -> None:
    x = np.random.default_rng(2).normal(size=(STEPS, D))
    memory, added, keeps = entries(params, x)
    entered = torch.tensor(added, requires_grad=True)
    carried = torch.zeros(H, dtype=torch.float64)
    carried = carried.requires_grad_()
    state, openings = carried, torch.tensor(keeps)  # numbers, without the nets that set them
    for t in range(STEPS):
        state = openings[t] * state + entered[t]
    np.testing.assert_allclose(state.detach().numpy(), memory[-1], rtol=0, atol=1e-12)
    (slopes,) = torch.autograd.grad(state.sum(), entered)
    np.testing.assert_allclose(
        (slopes * entered).detach().numpy(), dye(run(params, x))[1:], rtol=0, atol=1e-12
    )
    pace = -torch.log(openings).mean(0)
    np.testing.assert_allclose(half_life(run(params, x)), np.log(2) / pace.numpy(), rtol=1e-12)


@pytest.mark.parametrize("kind", ["LSTM", "GRU"])
def test_integrated_gradients_are_captums(kind: str) -> None:
    captum = pytest.importorskip("captum.attr", reason="captum is not installed")
    from lstm_core import from_torch

    torch.manual_seed(3)
    layer = getattr(torch.nn, kind)(D, H, num_layers=2, batch_first=True, dtype=torch.float64)
    x = torch.randn(1, STEPS, D, dtype=torch.float64)
    baseline = 0.3 * torch.ones_like(x)
    theirs, error = captum.IntegratedGradients(lambda x: layer(x)[0][:, -1, 1]).attribute(
        x, baseline, n_steps=64, method="gausslegendre", return_convergence_delta=True
    )
    stack: LayerStack = from_torch(layer)
    found = attribute(
        stack, x[0].numpy(), Output(-1, 1), "integrated_gradients", baseline[0].numpy(), points=64
    )
    np.testing.assert_allclose(found.values, theirs[0].numpy(), rtol=0, atol=1e-10)
    assert found.completeness_error == pytest.approx(float(error), abs=1e-8)
