"""The gradient on its way back is computed from the networks, and drawn as it is."""

import json
import math
import re
from collections.abc import Callable

import numpy as np
import pytest

from app.config import ROOT
from app.learn.drawings.backward import bottom, lengths
from app.learn.drawings.findings import PRESETS
from app.learn.drawings.numbers import power
from app.runs.tasks import RNNFile
from lstm_core import RNNParams, run, run_rnn
from lstm_core.arrays import Array
from lstm_core.interop import load
from lstm_core.params import UnitParams
from tests.app.learn.drawings.drawn import DATA, level, points
from tests.app.learn.samples import FINDINGS


def slope(play: Callable[[Array], Array], state: Array) -> float:
    """Return the length of the gradient of the sum of the last outputs with respect to a state."""
    found = []
    for unit in range(len(state)):
        moved = state.astype(complex)
        moved[unit] += 1e-30j
        found.append(play(moved).sum().imag / 1e-30)
    return float(np.linalg.norm(found))


def networks(task: str) -> tuple[UnitParams, RNNParams, Array]:
    preset = json.loads((ROOT / "app" / "presets" / f"{PRESETS[task]}.json").read_text(encoding="utf-8"))
    (stack,) = load(ROOT / "app" / "presets" / f"{PRESETS[task]}.json").stacks.values()
    example = preset["examples"][0]
    letters = preset["input"]["alphabet"]
    x = np.array(example["inputs"] or [letters[letter] for letter in example["text"]], float)
    records = RNNFile.model_validate_json((DATA / "rnn.json").read_bytes()).networks
    (record,) = (r for r in records if r.task == task)
    (_, _, cell), *_rest = stack.directions
    return cell.params, RNNParams(record.weights.W, record.weights.U, record.weights.b), x


@pytest.mark.parametrize("task", PRESETS)
def test_the_gradient_on_its_way_back_is_what_small_changes_do(task: str) -> None:
    lstm, rnn, x = networks(task)
    found = lengths(lstm, rnn, x)
    trace, plain = run(lstm, x), run_rnn(rnn, x)
    for t in (0, len(x) // 2):
        after = x[t + 1 :]

        def lstm_end(h: Array, after: Array = after, C: Array = trace.C[t]) -> Array:
            end: Array = run(lstm, after, h, C, dtype=complex).h[-1]
            return end

        def rnn_end(h: Array, after: Array = after) -> Array:
            end: Array = run_rnn(rnn, after, h, dtype=complex).h[-1]
            return end

        assert found["h"][t] == pytest.approx(slope(lstm_end, trace.h[t]) / math.sqrt(lstm.H), rel=1e-8)
        assert found["rnn"][t] == pytest.approx(slope(rnn_end, plain.h[t]) / math.sqrt(rnn.H), rel=1e-8)
    assert found["h"][-1] == found["rnn"][-1] == pytest.approx(1)
    html = FINDINGS.draw("backward", {"task": task}, "en")
    low = 10.0 ** bottom(found)
    assert low <= min(values.min() for values in found.values()), "every line is drawn to its end"
    top = 10.0 ** max(0, math.ceil(math.log10(max(values.max() for values in found.values()))))
    decades = range(bottom(found), 1, 4)  # as the caption says: each line a ten-thousandth of the one above
    assert [
        label for label in re.findall(r'text-anchor="end">([^<]+)<', html) if label[:2] in ("1", "10")
    ] == [power(n) if n else "1" for n in decades]
    for name in ("C", "h", "rnn"):
        drawn = [y for _, y in points(html, f"line {name}")]
        expected = [level(max(v, low), low, top, math.log10) for v in found[name]]
        assert drawn == pytest.approx(expected, abs=0.051)
