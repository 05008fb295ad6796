"""A state dict in PyTorch: ``torch.nn.LSTM``, ``GRU`` or ``RNN`` built from its tensors."""

import warnings
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.pytorch import groups_of
from lstm_core.interop.rivals.states import Compute, Rival, States
from lstm_core.stacks.layer import DIRECTIONS, Direction

NEEDS: Final = "verify runs a PyTorch state dict in PyTorch, which is not installed: pip install torch"
_CLASSES: Final = {4: "LSTM", 3: "GRU", 1: "RNN"}


def rival(arrays: Mapping[str, Array]) -> Rival:
    """Return the modules for a state dict, by prefix.

    Raises
    ------
    FormatError
        If PyTorch has no module for the tensors.
    ImportError
        If torch is not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise ImportError(NEEDS) from error
    computes = {
        prefix.removesuffix("."): _compute(torch, prefix, group)
        for prefix, group in groups_of(arrays).items()
    }
    return Rival(f"PyTorch {torch.__version__}", computes)


def _compute(torch: Any, prefix: str, group: Mapping[str, Array]) -> Compute:
    module = _module(torch, prefix, group)
    ways = DIRECTIONS[: 1 + module.bidirectional]

    def compute(x: Array) -> dict[tuple[int, Direction], States]:
        # PyTorch warns about slower kernels, which does not matter here.
        with torch.no_grad(), warnings.catch_warnings(action="ignore"):
            out, state = module(torch.from_numpy(np.array(x, _numpy_type(torch, module))))
        h_n, c_n = state if isinstance(state, tuple) else (state, None)
        top = np.split(out.numpy(), len(ways), axis=-1)
        found = {}
        for k in range(module.num_layers):
            for d, way in enumerate(ways):
                one = k * len(ways) + d
                last_C = None if c_n is None else c_n[one].numpy()
                h = top[d] if k == module.num_layers - 1 else None
                found[k, way] = States(h_n[one].numpy(), last_C, h)
        return found

    return compute


def _module(torch: Any, prefix: str, group: Mapping[str, Array]) -> Any:
    # The names of a cell's tensors lack the layer, but the tensors are those of a layer.
    named = {name if "_l" in name else f"{name}_l0": array for name, array in group.items()}
    wide = any(array.dtype == np.float64 for array in named.values())
    dtype = torch.float64 if wide else torch.float32
    tensors = {name: torch.from_numpy(np.array(array)).to(dtype) for name, array in named.items()}
    layers = {name.split("_l")[1].removesuffix("_reverse") for name in tensors}
    rows, D = tensors["weight_ih_l0"].shape
    projection = tensors.get("weight_hr_l0")
    H = (tensors["weight_hh_l0"] if projection is None else projection).shape[1]
    biased = any(name.startswith("bias") for name in tensors)
    if biased:
        for name in [name for name in tensors if name.startswith("weight_ih")]:
            for bias in ("bias_ih", "bias_hh"):
                tensors.setdefault(name.replace("weight_ih", bias), torch.zeros(rows, dtype=dtype))
    more = {} if projection is None else {"proj_size": projection.shape[0]}
    both = any(name.endswith("_reverse") for name in tensors)
    try:
        build = getattr(torch.nn, _CLASSES[rows // H])
        module = build(D, H, len(layers), bias=biased, bidirectional=both, dtype=dtype, **more)
        module.load_state_dict(tensors)
    except (KeyError, RuntimeError, ValueError) as error:
        raise FormatError(
            f"{prefix}weight_ih_l0", f"{error!s:.200}", "tensors of a module of PyTorch"
        ) from error
    return module.eval()


def _numpy_type(torch: Any, module: Any) -> type:
    return np.float64 if next(module.parameters()).dtype == torch.float64 else np.float32
