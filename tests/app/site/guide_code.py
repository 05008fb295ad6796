"""The API guide's code, the model that it is run with, and what the core computes with that."""

from pathlib import Path

import numpy as np

from app.config import ROOT
from app.site import guide
from lstm_core import Pin, Pins
from lstm_core.arrays import Array
from lstm_core.interop import Limits, load
from lstm_core.interop.containers import safetensors
from lstm_core.stacks.layer import Direction

CODE = guide.code(ROOT / "templates" / "guide" / "code.md")
MODEL = ROOT / "tests" / "fixtures" / "pytorch-one.safetensors"
INPUTS = np.array([[0.5, -1, 0], [1, 0.25, 2], [0, 0, -1]])


def expected() -> tuple[Array, Array]:
    """Return the forget gate, and the memory with the valve held, as the core computes them."""
    stack = load(MODEL).stack()
    held: dict[tuple[int, Direction], Pins] = {(0, "forward"): Pins([Pin("f", 0, (2,), first=1)])}
    return stack.run(INPUTS).layers[0].trace.f, stack.run(INPUTS, pins=held).layers[0].trace.C


def with_words(folder: Path) -> Array:
    """Write a model that reads tokens and its vocabulary there; return the rows of its embedding."""
    table: Array = np.random.default_rng(2).normal(size=(3, 3)).astype("f4")
    tensors = {"embedding.weight": table, **safetensors.parse(MODEL.read_bytes(), Limits())[0]}
    (folder / "words.safetensors").write_bytes(safetensors.serialise(tensors, {}))
    (folder / "words.txt").write_text("the\nsat\ncat\n")
    return table
