"""A stack of ours against what a framework said that it computes."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.frameworks import native
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import StackRun

FIXTURES = Path(__file__).parents[2] / "fixtures"


def expected(name: str) -> dict[str, Array]:
    """Return the arrays that a framework computed for the file of this name."""
    with np.load(FIXTURES / f"{name}.npz", allow_pickle=False) as arrays:
        return dict(arrays)


def equal(ours: Array, theirs: Array) -> None:
    """Assert that the two are equal to 1e-5, with the same shape."""
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-5)


def run_like_pytorch(stack: LayerStack, case: Mapping[str, Array]) -> StackRun:
    """Run the stack as PyTorch did, and assert that all outputs, last states and gates are PyTorch's."""
    trace = stack.run(case["x"], case["h0"], case["C0"])
    equal(trace.h, case["h"])
    assert len(trace.layers) == len(case["last_h"])
    for k, one in enumerate(trace.layers):
        last = -1 if one.direction == "forward" else 0
        equal(one.h[last], case["last_h"][k])
        equal(one.trace.C[last], case["last_C"][k])
        for name in "figoC":
            equal(getattr(one.trace, name), case[f"{name}_{k}"])
    return trace


def same(ours: LayerStack, other: LayerStack) -> None:
    """Assert that two stacks hold the same bits."""
    left, right = native.to_arrays(ours), native.to_arrays(other)
    assert left.keys() == right.keys()
    for name, array in left.items():
        assert array.dtype == right[name].dtype, name
        np.testing.assert_array_equal(array, right[name], err_msg=name)
