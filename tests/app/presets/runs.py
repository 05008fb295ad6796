"""Runs of the trained presets: over the sequences held out, and over their examples."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from app.remake import presets as remake
from lstm_core import BLUEPRINTS, GateParams, Head, Model, Trace, run
from lstm_core.learning.recipes import RECIPES
from lstm_core.params import UnitParams, params_of

Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Seen:
    """A run over many sequences: the trace, arrays (T, B, H), and what is read off it, (T, B, K)."""

    trace: Trace
    read: Numbers


@cache
def document(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(remake.path(name).read_text(encoding="utf-8"))
    return content


def model(name: str) -> Model:
    content = document(name)
    layer = params_of(
        BLUEPRINTS[content.get("unit", "lstm")],
        {letter: GateParams(**net) for letter, net in content["weights"].items()},
    )
    return Model(layer, Head(content["head"]["W"], content["head"]["b"]))


@cache
def held_out(name: str) -> Seen:
    return seen(name, RECIPES[name].data()[2].x)


def seen(name: str, x: Numbers) -> Seen:
    network = model(name)
    assert isinstance(network.layer, UnitParams)
    return Seen(run(network.layer, x), network.predict(x))


def example(name: str, which: str) -> Seen:
    content = document(name)
    (found,) = (e for e in content["examples"] if e["id"] == which)
    rows = found["inputs"] or [content["input"]["alphabet"][letter] for letter in found["text"]]
    return seen(name, np.array(rows, dtype=float)[:, np.newaxis])
