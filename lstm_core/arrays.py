"""Arrays from outside: converted to NumPy arrays, or refused with a clear message."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]


class NotFiniteError(ValueError):
    """A number is NaN or infinite."""


class RunOverflowError(NotFiniteError):
    """A number of a run exceeded the range of its type."""

    def __init__(self, name: str, step: int, unit: int, dtype: str) -> None:
        super().__init__(
            f"{name} is not finite in step {step}, unit {unit}: weights and inputs are too large for {dtype}"
        )
        self._place = name, step, unit, dtype

    def later(self, steps: int) -> "RunOverflowError":
        """Return the same error for a run that began this many steps earlier."""
        name, step, unit, dtype = self._place
        return RunOverflowError(name, step + steps, unit, dtype)


KEPT_DTYPES = (np.dtype(np.float32), np.dtype(np.float64), np.dtype(np.complex128))


def kept_type(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return the type in which numbers of `dtype` are kept.

    float32, float64 and complex128 are kept, float16 becomes float32, and all others become float64.
    """
    if dtype == np.float16:
        return np.dtype(np.float32)
    return dtype if dtype in KEPT_DTYPES else np.dtype(np.float64)


def as_numbers(
    name: str, value: npt.ArrayLike, dtype: np.dtype[Any] | None = None, private: bool = True
) -> Array:
    """Return a read-only copy of `value`, in `dtype` or, without one, as `kept_type` has it.

    Unless `private`, it may share the memory of `value`.

    Raises
    ------
    ValueError
        If the rows are ragged, or something is not a number, not finite, or too large for `dtype`.
    """
    given = _plain(name, value)
    if dtype is None:
        dtype = kept_type(given.dtype)
    if given.dtype.kind == "c" and dtype.kind != "c":
        raise ValueError(f"{name} holds {given.dtype.name} values, expected {dtype.name}")
    with np.errstate(over="ignore"):
        array = np.array(given, dtype, order="C") if private else np.asarray(given, dtype).view()
    check_finite(name, array)
    array.setflags(write=False)
    return array


def _plain(name: str, value: npt.ArrayLike) -> Array:
    """Return `value` as an array of numbers of any type, or raise ValueError."""
    if hasattr(value, "batch_sizes"):
        raise ValueError(f"{name} is a packed batch, expected it padded, (T, B, D), and lengths in the run")
    if hasattr(value, "detach"):
        value = _detached(value)
    try:
        given = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} is ragged: its rows differ in length") from error
    if given.dtype.kind not in "iufc":
        raise ValueError(f"{name} holds {given.dtype.name} values, expected numbers")
    return given


def _detached(tensor: Any) -> Array:  # noqa: ANN401 - of a library that is not imported
    """Return a tensor of PyTorch as an array, without its gradient; NumPy has no bfloat16."""
    kept = tensor.detach().cpu()
    return np.asarray((kept.float() if str(kept.dtype) == "torch.bfloat16" else kept).numpy())


def as_sequence(
    x: npt.ArrayLike,
    D: int,
    dtype: npt.DTypeLike | None,
    weights: np.dtype[Any] | None = None,
    private: bool = True,
) -> Array:
    """Return the inputs of a run.

    Parameters
    ----------
    x : (T, D) or (T, B, D)
        The inputs.
    D : int
        The number of inputs per step.
    dtype : dtype, optional
        The type of the run; by default, that of the inputs and the weights if they agree, otherwise the
        wider of the two.
    weights : dtype, optional
        The type of the weights; by default, the inputs alone decide.
    private : bool
        Whether the inputs are always copied; otherwise only if their type differs.

    Raises
    ------
    ValueError
        If the shape or the dtype does not fit, or a number is not finite.
    """
    given = _plain("x", x)
    if dtype is None:
        # Complex numbers are only for the complex step, which asks for them.
        own = np.dtype(np.float64) if given.dtype.kind == "c" else kept_type(given.dtype)
        dtype = own if weights is None else np.result_type(own, weights)
    kind = np.dtype(dtype)
    if kind not in KEPT_DTYPES:
        raise ValueError(f"dtype is {kind.name}, expected float32, float64 or complex128")
    inputs = as_numbers("x", given, kind, private)
    if inputs.ndim not in (2, 3) or inputs.shape[-1] != D or 0 in inputs.shape:
        raise ValueError(
            f"x has shape {inputs.shape}, expected (T, D) or (T, B, D) with D = {D}, T and B not 0"
        )
    return inputs


def as_state(name: str, state: npt.ArrayLike, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """Return a state of `shape` (H,) or (B, H), or raise ValueError."""
    array = as_numbers(name, state, dtype)
    check_shape(name, array, "(H,)" if len(shape) == 1 else "(B, H)", shape)
    return array


def check_shape(name: str, array: Array, letters: str, shape: tuple[int, ...]) -> None:
    """Raise ValueError unless `array` has `shape`; `letters` names its axes, for instance ``"(H, D)"``."""
    if array.shape != shape:
        raise ValueError(f"{name} has shape {array.shape}, expected {letters} = {shape}")


def check_sizes(**sizes: int) -> None:
    """Raise ValueError unless all sizes are 1 or more."""
    for name, size in sizes.items():
        if size < 1:
            raise ValueError(f"{name} is {size}, expected 1 or more")


def check_finite(name: str, array: Array) -> None:
    """Raise NotFiniteError that says where the first NaN or infinity is, if there is one."""
    # A sum takes no memory. If it is not finite, some number may not be, or they are merely large.
    with np.errstate(all="ignore"):
        if np.isfinite(array.sum()):
            return
    finite = np.isfinite(array)
    if not finite.all():
        place = tuple(int(k) for k in np.argwhere(~finite)[0])
        raise NotFiniteError(
            f"{name} of shape {array.shape} holds {array[place]} at {place}, expected finite numbers"
        )
