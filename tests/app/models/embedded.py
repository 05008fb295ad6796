"""Files of a model with an embedding, and a text for it."""

import numpy as np

from lstm_core.interop.containers import safetensors

RNG = np.random.default_rng(3)
WORDS = ["<unk>", "the", "cat", "sat", "猫"]
LSTM = {
    "lstm.weight_ih_l0": RNG.normal(size=(16, 3)).astype("f4"),
    "lstm.weight_hh_l0": RNG.normal(size=(16, 4)).astype("f4"),
    "lstm.bias_ih_l0": RNG.normal(size=16).astype("f4"),
    "lstm.bias_hh_l0": RNG.normal(size=16).astype("f4"),
}
TABLE = RNG.normal(size=(5, 3)).astype("f4")
FILE = safetensors.serialise({"embedding.weight": TABLE, **LSTM}, {})
SEVERAL = safetensors.serialise(
    {"emb.weight": TABLE, "deep.embedding.weight": TABLE[::-1], "wte.weight": np.ones((2, 7), "f4"), **LSTM},
    {},
)
TEXT = "the 猫 sat"
IDS = [1, 4, 3]
