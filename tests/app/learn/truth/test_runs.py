"""Runs behind figures: the names in expressions for units other than the LSTM."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.config import ROOT
from app.learn.text.places import Place, TutorialError
from app.learn.truth.moments import Moment
from app.learn.truth.runs import Runs
from app.presets.catalogue import PresetCatalogue
from lstm_core import GRUParams, dye, dye_from, half_life, water_age
from lstm_core.interop import load

PRESETS = ROOT / "app" / "presets"
HERE = Place(Path("en/01-sample.md"), 1)


@pytest.fixture
def moment_of_a_gru(tmp_path: Path) -> tuple[Runs, Moment]:
    """Return runs of a GRU in the place of the latch, and a moment of one."""
    content = json.loads((PRESETS / "latch.json").read_text(encoding="utf-8"))
    params = GRUParams.random(3, len(content["unit_names"]), 3)
    content |= {"name": "gate", "unit": "gru", "head": None, "captions": []}
    content["weights"] = {
        letter: {name: array.tolist() for name, array in net.arrays.items()}
        for letter, net in params.nets.items()
    }
    (tmp_path / "gate.json").write_text(json.dumps(content), encoding="utf-8")
    return Runs(PresetCatalogue([tmp_path])), Moment({"model": "gate"}, HERE)


def test_a_gru_s_arrays_terms_and_gradients_can_be_named(moment_of_a_gru: tuple[Runs, Moment]) -> None:
    runs, moment = moment_of_a_gru
    names = runs.names(moment)
    for letter, parts in {"z": ("Wx", "Uh", "b"), "r": ("Wx", "Uh", "b"), "n": ("Wx", "passed", "b")}.items():
        whole = sum(names[f"{part}_{letter}"] for part in parts)
        np.testing.assert_allclose(whole, names[f"z_{letter}"], atol=1e-14)
    np.testing.assert_allclose(names["h"], names["z"] * names["h_prev"] + (1 - names["z"]) * names["n"])
    assert names["dh"][-1].tolist() == [1.0] * names["units"]
    assert "dC" not in names
    assert "Wx_f" not in names


def test_where_a_memory_came_from_can_be_named() -> None:
    runs = Runs(PresetCatalogue([PRESETS]))
    keys = {"model": "stock-position", "example": "two-trades", "step": "24", "dye": "13", "unit": "1"}
    names = runs.names(Moment(keys, HERE))
    stack = load(PRESETS / "stock-position.json").stack()
    (layer,) = stack.run(names["x"]).layers
    np.testing.assert_array_equal(names["dyed"], dye_from(layer, 12))
    np.testing.assert_array_equal(names["came"], dye(layer, 23)[1:])
    np.testing.assert_array_equal(names["age"], water_age(layer))
    np.testing.assert_array_equal(names["half_life"], half_life(layer))
    emptied = names["x"].copy()
    emptied[12] = 0
    (without,) = stack.run(emptied).layers
    np.testing.assert_array_equal(names["emptied"]["C"], without.trace.C)
    assert names["emptied"]["out"][23, 0] == pytest.approx(stack.run(emptied).outputs[23, 0], abs=1e-12)
    nudge = np.zeros_like(emptied)
    nudge[12, 0] = 1e-6
    up, down = (stack.run(names["x"] + sign * nudge).layers[0].trace.C[23, 0] for sign in (1, -1))
    assert names["slope"][12, 0] == pytest.approx((up - down) / 2e-6, abs=1e-7)
    assert not {"dyed", "emptied", "slope"} & set(runs.names(Moment({**keys, "dye": ""}, HERE)))


def test_a_dyed_step_is_in_the_run() -> None:
    runs = Runs(PresetCatalogue([PRESETS]))
    with pytest.raises(TutorialError, match="dye: expected 1 to 24, found 25"):
        runs.trace(Moment({"model": "stock-position", "dye": "25"}, HERE))
