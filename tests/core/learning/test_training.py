"""Training: the same seed gives the same bits, and divergence stops it with advice."""

import math
import pickle
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest

from lstm_core import LSTMParams
from lstm_core.arrays import Array, NotFiniteError
from lstm_core.learning.model import Model, loss
from lstm_core.learning.tasks import TASKS
from lstm_core.learning.training import DivergedError, Metrics, State, Training, adam, train
from lstm_core.params import GRUParams, PlannedParams, RNNParams
from lstm_core.params.vector import flatten
from tests.core.units import UNITS

SPLIT = TASKS["stock_position"].split(0, train=64, validation=16, test=64)


def training(**settings: object) -> Training:
    return replace(Training("regression", SPLIT[0], SPLIT[1], batch=16), **settings)  # type: ignore[arg-type]  # any settings of a Training


def model(seed: int = 0) -> Model:
    return Model.random(LSTMParams.random(3, 2, seed), 1, seed)


def test_first_steps_of_adam_worked_out_by_hand() -> None:
    weights, nothing = np.array([1.0, -2.0]), np.zeros(2)
    one, mean, square = adam(weights, np.array([0.5, -4.0]), nothing, nothing, 1, 0.1)
    np.testing.assert_allclose(one, [0.9, -1.9], rtol=1e-7)
    np.testing.assert_allclose(mean, [0.05, -0.4], rtol=1e-12)
    np.testing.assert_allclose(square, [0.00025, 0.016], rtol=1e-12)
    two, _, _ = adam(one, np.array([0.1, 0.0]), mean, square, 2, 0.1)
    unbiased = (0.9 * 0.05 + 0.1 * 0.1) / (1 - 0.81)
    spread = (0.999 * 0.00025 + 0.001 * 0.01) / (1 - 0.998001)
    assert two[0] == pytest.approx(one[0] - 0.1 * unbiased / (math.sqrt(spread) + 1e-8), rel=1e-12)


def test_the_same_seed_gives_the_same_bits_and_another_seed_others() -> None:
    one, same = (train(training(), model(), 12, chunk=5) for _ in range(2))
    other = train(training(seed=1), model(), 12, chunk=5)
    assert np.array_equal(flatten(one.model), flatten(same.model))
    assert one.best_validation == same.best_validation
    assert not np.array_equal(flatten(one.model), flatten(other.model))


def test_the_size_of_chunks_changes_no_bit_of_the_weights() -> None:
    states = [train(training(), model(), 12, chunk=size) for size in (1, 5, 12)]
    assert [state.step for state in states] == [12, 12, 12]
    for state in states[1:]:
        assert np.array_equal(flatten(state.model), flatten(states[0].model))


def test_a_chunk_leaves_its_state_alone_and_can_be_done_in_another_process() -> None:
    start = State.start(model())
    before = pickle.dumps(start)
    here, metrics = training().chunk(start, 3)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        there, same = pool.submit(training().chunk, start, 3).result()
    assert np.array_equal(flatten(here.model), flatten(there.model))
    assert metrics == same
    assert pickle.dumps(start) == before


def test_metrics_are_those_of_the_chunk() -> None:
    seen: list[tuple[State, Metrics]] = []
    last = train(training(), model(), 7, chunk=3, callback=lambda *news: seen.append(news))
    assert [metrics.step for _, metrics in seen] == [3, 6, 7]
    for state, metrics in seen:
        assert metrics.validation == loss(state.model, SPLIT[1], "regression")
        assert metrics.loss > 0
        assert metrics.gradient_norm > 0
    assert last.best_validation == min(metrics.validation for _, metrics in seen)
    assert loss(last.best, SPLIT[1], "regression") == last.best_validation


def test_a_clipped_gradient_has_the_norm_it_is_clipped_to() -> None:
    sharp = training(clip=1e-3)
    state, metrics = sharp.chunk(State.start(model()), 1)
    assert metrics.gradient_norm > 1e-3
    assert np.linalg.norm(state.mean) == pytest.approx(0.1 * 1e-3, rel=1e-6)


def test_each_step_draws_sequences_of_its_own() -> None:
    still = training(batch=1, learning_rate=1e-15)
    state, losses = State.start(model()), set()
    for _ in range(20):
        state, metrics = still.chunk(state, 1)
        losses.add(round(metrics.loss, 9))
    each = {round(loss(model(), SPLIT[0].take(np.array([b])), "regression"), 9) for b in range(64)}
    assert losses <= each
    assert len(losses) > 10


def test_patience_ends_it_when_the_validation_loss_gets_no_better() -> None:
    hopeless = replace(SPLIT[1], y=-SPLIT[1].y)
    state = train(training(validation=hopeless, patience=2, learning_rate=0.05), model(), 400, chunk=10)
    assert state.step < 400
    assert state.since_best == 2
    assert loss(state.best, hopeless, "regression") == state.best_validation


def test_an_lstm_learns_the_buying_price_which_the_plain_network_does_not() -> None:
    task = TASKS["stock_position"]
    learn, check, score = task.split(0, train=256, validation=64, test=128)
    plan = Training(task.kind, learn, check, learning_rate=0.03)
    lstm = train(plan, Model.random(LSTMParams.random(3, 4, 0), 1, 0), 400).best
    rnn = train(plan, Model.random(RNNParams.random(3, 4, 0), 1, 0), 400).best
    spread = float(score.y.var())
    assert loss(lstm, score, task.kind) < 0.2 * spread
    assert loss(rnn, score, task.kind) > 0.6 * spread


@pytest.mark.parametrize("reset_after", [True, False])
def test_a_gru_learns_the_buying_price_in_either_form(reset_after: bool) -> None:
    task = TASKS["stock_position"]
    learn, check, score = task.split(0, train=256, validation=64, test=128)
    plan = Training(task.kind, learn, check, learning_rate=0.03)
    gru = train(plan, Model.random(GRUParams.random(3, 5, 0, reset_after), 1, 0), 200).best
    assert loss(gru, score, task.kind) < 0.3 * float(score.y.var())


def test_a_unit_that_is_a_mere_blueprint_learns_too() -> None:
    task = TASKS["stock_position"]
    learn, check, _ = task.split(0, train=128, validation=32, test=1)
    model = Model.random(UNITS["leaky"](3, 5, np.random.default_rng(0)), 1, 0)
    state = train(Training(task.kind, learn, check, learning_rate=0.02), model, 100)
    assert isinstance(state.best.layer, PlannedParams)
    assert state.best_validation < 0.6 * loss(model, check, task.kind)


def test_a_loss_that_explodes_stops_with_the_step_and_advice() -> None:
    message = "training diverged in step 2: the loss is "
    with pytest.raises(DivergedError, match=re.escape(message)) as caught:
        train(training(learning_rate=1e3), model(), 10)
    assert "try a learning_rate below 1000 or a clip below 1" in str(caught.value)


@pytest.mark.parametrize("part", ["x", "y", "mask"])
@pytest.mark.parametrize("which", ["train", "validation"])
def test_sequences_that_are_not_numbers_are_refused_before_the_first_step(which: str, part: str) -> None:
    examples = SPLIT[0]
    array = np.array(getattr(examples, part))
    array[3, 1] = np.nan
    message = f"{which}.{part} of shape {array.shape} holds nan at (3, 1"
    with pytest.raises(ValueError, match=re.escape(message)):
        training(**{which: replace(examples, **{part: array})})


def test_sequences_for_another_model_are_no_divergence() -> None:
    other = Model.random(LSTMParams.random(2, 2, 0), 1, 0)
    with pytest.raises(ValueError, match=re.escape("expected (T, D) or (T, B, D) with D = 2")):
        train(training(), other, 10)
    blind = replace(SPLIT[0], mask=np.zeros_like(SPLIT[0].mask))
    with pytest.raises(ValueError, match="is 0 everywhere, expected some targets to count"):
        train(training(train=blind), model(), 10)


@pytest.mark.parametrize("weights", [np.inf, 1e308])
def test_weights_and_gradients_without_bounds_are_a_divergence(
    weights: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(now: Array, *_: object) -> tuple[Array, Array, Array]:
        return np.full_like(now, weights), now, now

    monkeypatch.setattr("lstm_core.learning.training.adam", step)
    stopped = {np.inf: 1, 1e308: 2}[weights]
    with pytest.raises(DivergedError, match=f"training diverged in step {stopped}: ") as caught:
        train(training(), model(), 10)
    assert isinstance(caught.value.__cause__, NotFiniteError)


def test_weights_that_outgrow_their_type_stop_with_the_step() -> None:
    with pytest.raises(DivergedError, match="training diverged in step 2: "):
        train(training(learning_rate=1e307), model(), 10)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"learning_rate": 0.0}, "learning_rate is 0.0, expected a number above 0"),
        ({"clip": float("nan")}, "clip is nan, expected a number above 0"),
        ({"batch": 65}, "batch is 65, expected 1 to 64, the number of sequences"),
        ({"batch": 0}, "batch is 0, expected 1 to 64, the number of sequences"),
    ],
)
def test_training_refuses(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        training(**settings)


def test_a_chunk_takes_at_least_one_step() -> None:
    with pytest.raises(ValueError, match="n is 0, expected 1 step or more"):
        training().chunk(State.start(model()), 0)
