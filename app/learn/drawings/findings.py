"""Figures of stored measurements, as HTML that needs no script to be read."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from app.config import APP, Settings
from app.learn.drawings import backward, comparison, gradient_knob, window
from app.presets.catalogue import PresetCatalogue
from app.runs.rnn_networks import RNNNetworks
from app.site.i18n import Catalogue, load
from lstm_core import RNNParams
from lstm_core.arrays import Array

PRESETS = {
    "christmas_trees": "christmas-trees",
    "stock_position": "stock-position",
    "brackets": "brackets-trained",
    "recall": "recall",
}
"""The preset that stands for the LSTM on each task."""


def draw(kind: str, options: Mapping[str, str], language: str) -> str:
    """Return the picture of a measurement.

    Parameters
    ----------
    kind : str
        window, gradient-knob, comparison or backward.
    options : mapping of str to str
        ``width`` of a window; ``network``, ``radius``, ``bias``, ``inputs`` of the gradient's knob; ``task``
        of the comparison and of the gradient on its way back.
    language : str
        ``en`` or ``zh``.

    Raises
    ------
    ValueError
        When an option has a value that was not measured.
    """
    _ = _catalogues()[language].text
    try:
        if kind == "window":
            drawing = window.draw(_stored("window"), _beside("christmas_trees"), options, _)
        elif kind == "gradient-knob":
            drawing = gradient_knob.draw(_stored("gradient-flow"), options, _)
        elif kind == "comparison":
            drawing = comparison.draw(_stored("comparison"), options, language, _)
        elif kind == "backward":
            drawing = _backward(options["task"], language)
        else:
            raise ValueError(f"there is no figure of kind {kind!r}")
    except KeyError as error:
        raise ValueError(f"{kind} has no {error.args[0]!r}") from None
    return f'<div class="finding" data-finding="{kind}">{drawing}</div>'


def returning(task: str) -> dict[str, Array]:
    """Return how long the gradient is at each step of a task's first example, on its way back.

    Parameters
    ----------
    task : str
        One of `PRESETS`.

    Returns
    -------
    dict of str to (T,) array
        As `app.learn.drawings.backward.lengths` gives it.
    """
    preset, rnn = _presets()[PRESETS[task]], _rnn()[task]
    _, _, cell = preset.network.cells[0]
    return backward.lengths(cell.params, rnn, np.array(preset.wire["examples"][0]["inputs"]))


def _backward(task: str, language: str) -> str:
    found = returning(task)
    labels = _presets()[PRESETS[task]].wire["examples"][0]["labels"][language]
    return backward.draw(found, labels, _catalogues()[language].text)


def _beside(task: str) -> dict[str, list[float]]:
    """Return the errors of the networks with a memory, a seed each."""
    (found,) = (t for t in _stored("comparison")["tasks"] if t["name"] == task)
    return {r["contender"]: r["errors"] for r in found["results"] if r["contender"] in ("rnn", "lstm")}


@cache
def _stored(name: str) -> Any:  # noqa: ANN401 - as the file has it
    return json.loads((APP / "data" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _presets() -> PresetCatalogue:
    return PresetCatalogue([APP / "presets"])


@cache
def _rnn() -> dict[str, RNNParams]:
    return dict(RNNNetworks.read(APP / "data" / "rnn.json", Settings()).params)


@cache
def _catalogues() -> dict[str, Catalogue]:
    return load(APP / "locale")
