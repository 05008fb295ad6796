"""The truth about a sequence is what its task asked for when it drew it."""

import numpy as np
import pytest

from lstm_core.learning.tasks import TASKS
from lstm_core.learning.truths import truth


@pytest.mark.parametrize("name", TASKS)
def test_it_is_what_the_task_asks_for(name: str) -> None:
    drawn = TASKS[name].draw(5, 20)
    for n in range(20):
        found = truth(name, drawn.x[:, n])
        assert found is not None
        assert found.shape == drawn.y[:, n].shape
        counts = drawn.mask[:, n] > 0
        if name in ("christmas_trees", "mauna_loa"):
            assert np.isnan(found[-1]).all()  # the next month is not among the inputs
            counts[-1] = False
        assert found[counts] == pytest.approx(drawn.y[counts, n], abs=1e-12)
        if name == "recall":
            assert np.isnan(found[~counts]).all()


def test_a_purchase_by_hand() -> None:
    x = np.array([[1.0, 0, 0], [2.0, 1, 0], [2.5, 0, 0], [1.5, 0, 1], [9.0, 0, 0]])
    assert truth("stock_position", x) == pytest.approx(np.array([[0], [0], [0.5], [-0.5], [0]]))


def test_a_task_that_nobody_knows_has_no_truth() -> None:
    assert truth("nobody", np.zeros((3, 1))) is None
