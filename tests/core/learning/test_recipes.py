"""A recipe reproduces the same weights, and its scores are what their names say."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_core import TASKS, Head, LSTMParams, Metrics, Model, RNNParams, State, Training, train
from lstm_core.blueprints import GRU
from lstm_core.learning.examples import Examples
from lstm_core.learning.recipes import RECIPES, Recipe, follow, lstm, scores
from lstm_core.params.vector import flatten

SHORT = Recipe("brackets", 2, 3, lstm("none", 2.0), ((100, 0.05), (50, 0.01)), (64, 16, 32))


def test_it_is_a_training_in_stages_that_keeps_the_best_weights() -> None:
    told: list[tuple[State, Metrics]] = []
    model, found = follow(SHORT, lambda *news: told.append(news))
    learn, choose, held_out = TASKS["brackets"].split(0, 64, 16, 32)
    fresh = Model.random(LSTMParams.random(2, 2, 3, peepholes="none", forget_bias=2.0), 1, 3)
    plan = Training("regression", learn, choose, learning_rate=0.05, seed=3)
    first = train(plan, fresh, 100)
    second, _ = replace(plan, learning_rate=0.01).chunk(first, 50)
    assert np.array_equal(flatten(model), flatten(second.best))
    assert [metrics.step for _, metrics in told] == [100, 150] == [100, SHORT.steps]
    assert found == scores(model, TASKS["brackets"], held_out)


def test_scores_of_numbers() -> None:
    still = Model(RNNParams(np.zeros((1, 2)), [[0]], [0]), Head([[0]], [4.0]))
    y = np.array([1.0, 3.0, 5.0]).reshape(3, 1, 1)
    found = scores(still, TASKS["brackets"], Examples(np.zeros((3, 1, 2)), y, np.ones((3, 1))))
    assert found == pytest.approx({"mean_squared_error": 11 / 3, "unexplained": (11 / 3) / (8 / 3)})


def test_scores_of_classes() -> None:
    even = Model(RNNParams(np.zeros((1, 5)), [[0]], [0]), Head(np.zeros((4, 1)), np.zeros(4)))
    y = np.eye(4)[[0, 0, 0, 2]].reshape(1, 4, 4)
    found = scores(even, TASKS["recall"], Examples(np.zeros((1, 4, 5)), y, np.ones((1, 4))))
    assert found == pytest.approx({"accuracy": 0.75, "cross_entropy": np.log(4)})


def test_recipes_are_for_small_networks_with_the_article_s_unit_without_its_peepholes_and_as_a_gru() -> None:
    assert {recipe.task for recipe in RECIPES.values()} == set(TASKS)
    assert max(recipe.units for recipe in RECIPES.values()) <= 8
    for name, recipe in RECIPES.items():
        fresh = recipe.untrained()
        if name.endswith("-gru"):
            assert fresh.blueprint is GRU
        else:
            wanted = "none" if name.endswith("-plain") else "diagonal"
            assert {letter: net.peephole for letter, net in fresh.nets.items()} == {
                **dict.fromkeys("fio", wanted),
                "g": "none",
            }
