"""The tensors of a checkpoint, read by PyTorch without running a program that it may hold."""

import pickle
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.pytorch import groups_of

NEEDS: Final = "convert reads a checkpoint with PyTorch, which is not installed: pip install torch"
WRAPPERS: Final = ("_orig_mod.", "module.")
"""What ``torch.compile`` and ``DataParallel`` put before each name of a model."""
SAVED: Final = "tensors by name; where the model is at hand: torch.save(model.state_dict(), 'model.pt')"
DEPTH: Final = 6


def read_checkpoint(path: Path, key: str | None = None) -> dict[str, Array]:
    """Return the tensors of the model in a checkpoint by name, in main memory, each a copy of its own.

    Parameters
    ----------
    path : Path
        What ``torch.save`` wrote of a state dict or of a dict with one in it (``{"epoch": ...,
        "state_dict": ...}``, a Lightning checkpoint), a TorchScript file, or a pickled dict of arrays.
    key : str, optional
        Where the state dict is, if several hold recurrent networks; ``"a.b"`` is b in a.

    Returns
    -------
    dict of Array
        float16 and bfloat16 as float32. Prefixes that all names share because of ``torch.compile`` or
        ``DataParallel`` are dropped.

    Raises
    ------
    FormatError
        If it holds objects other than tensors and plain values, no state dict with a recurrent network, or
        several and no `key`.
    ImportError
        If torch is not installed.
    """
    content = _content(path)
    found = dict(_states(content, "", DEPTH))
    if key is not None:
        found = {name: state for name, state in found.items() if name == key}
    if len(found) != 1:
        told = f"state dicts {', '.join(found)}" if found else f"none{f' at {key}' if key else ''}"
        raise FormatError(
            "checkpoint", told, "one with a recurrent network; --key NAME chooses" if found else SAVED
        )
    (state,) = found.values()
    return _arrays(state)


def _content(path: Path) -> Any:
    is_archive = zipfile.is_zipfile(path)
    if not is_archive and _is_plain(path):
        return _plain(path)
    try:
        import torch
    except ImportError as error:
        raise ImportError(NEEDS) from error
    try:
        if is_archive and any("/code/" in f"/{name}" for name in zipfile.ZipFile(path).namelist()):
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
                return torch.jit.load(path, map_location="cpu").state_dict()
        return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        # PyTorch's own words advise to run what the file says.
        raise FormatError("checkpoint", "a whole module or other objects", SAVED) from error
    except (RuntimeError, EOFError) as error:
        raise FormatError("checkpoint", str(error).split("\n")[0][:200], SAVED) from error


class _Arrays(pickle.Unpickler):
    """Reads a pickle of NumPy arrays and plain values, and nothing that could run."""

    ALLOWED: Final = {
        ("collections", "OrderedDict"),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        *(
            (f"numpy.{core}.multiarray", name)
            for core in ("core", "_core")
            for name in ("_reconstruct", "scalar")
        ),
        *((f"numpy.{core}.numeric", "_frombuffer") for core in ("core", "_core")),
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.ALLOWED:
            raise pickle.UnpicklingError(f"the program {module}.{name}")
        return super().find_class(module, name)


def _is_plain(path: Path) -> bool:
    """Return whether it is a pickle that ``torch.save`` did not write; its old form begins with a number."""
    with path.open("rb") as file:
        start = file.read(64)
    return start.startswith(b"\x80") and b"\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19" not in start


def _plain(path: Path) -> Any:
    with path.open("rb") as file:
        try:
            return _Arrays(file).load()
        except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError) as error:
            raise FormatError("pickle", str(error)[:200] or "an end too soon", SAVED) from error


def _states(content: Any, place: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the dicts that hold a recurrent network, and where; none inside another one."""
    if not isinstance(content, Mapping) or not depth:
        return
    names = {str(name): np.zeros(0) for name, value in content.items() if hasattr(value, "shape")}
    if groups_of(names):
        yield place, content
        return
    for name, value in content.items():
        yield from _states(value, f"{place}.{name}" if place else str(name), depth - 1)


def _arrays(state: Mapping[str, Any]) -> dict[str, Array]:
    arrays = {str(name): array for name, value in state.items() if (array := _array(value)) is not None}
    while wrapper := next((one for one in WRAPPERS if all(name.startswith(one) for name in arrays)), ""):
        arrays = {name.removeprefix(wrapper): array for name, array in arrays.items()}
    if not groups_of(arrays):
        raise FormatError("checkpoint", some(arrays), "a recurrent network's weight_ih_l0, weight_hh_l0, ...")
    return arrays


def _array(value: Any) -> Array | None:
    """Return a tensor or array as numbers that a .safetensors file holds; None for anything else."""
    if isinstance(value, np.ndarray):
        array = value
    elif not hasattr(value, "detach") or getattr(value, "is_quantized", False) or value.is_sparse:
        return None
    else:
        kept = value.detach().cpu()
        array = (kept.float() if kept.dtype.itemsize < 4 and kept.dtype.is_floating_point else kept).numpy()
    if array.dtype.kind == "f":
        return np.array(array, np.float64 if array.dtype.itemsize > 4 else np.float32)
    return np.array(array, np.int64) if array.dtype.kind in "iub" else None
