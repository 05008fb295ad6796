"""Any graph of recurrent nodes: each network that is read computes what onnxruntime does, or is refused."""

import warnings

import numpy as np
from hypothesis import given, settings

from lstm_core.interop import FormatError, read
from tests.core.interop.frameworks.onnx_random import Random, graphs

HARMLESS = ("reads node", "its inputs are what")
"""What a stack may say of what it is given; of itself it has nothing to say, as all else would be assumed."""


def check(made: Random) -> str:
    """Compare each stack of a file with its nodes; return whether it was read, and as how many stacks."""
    try:
        contents = read(made.data)
    except FormatError:
        return "refused"
    names = list(made.reads)
    for first, stack in contents.stacks.items():
        texts = [one.text for one in stack.assumptions]
        assert all(any(one in text for one in HARMLESS) for text in texts), texts
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            run = stack.run(made.reads[first])
        for one in run.layers:
            name = names[names.index(first) + one.layer]
            Y = made.makes[name]
            theirs = Y[:, -1 if one.direction == "backward" else 0]
            assert one.h.shape == theirs.shape, name
            np.testing.assert_allclose(one.h, theirs, rtol=0, atol=1e-5, err_msg=name)
    return f"{len(names)} nodes, {len(contents.stacks)} stacks"


@settings(max_examples=60)
@given(graphs())
def test_a_graph_is_computed_as_by_onnxruntime_or_refused(made: Random) -> None:
    check(made)
