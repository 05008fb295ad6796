"""Numbers cut to significant digits, which cuts the length of an answer to a third."""

import numpy as np

from app.wire.arrays import Array

_EXACT_POWERS = 22
"""Powers of ten up to 1e22 are exact as floats, so that the number is rounded only once."""


def significant(values: Array, digits: int | None) -> Array:
    """Return `values` rounded to `digits` significant digits; None leaves them exact."""
    if digits is None:
        return values
    magnitude = np.abs(values)
    exponents = np.floor(np.log10(magnitude, out=np.zeros_like(magnitude), where=magnitude > 0))
    places = digits - 1 - exponents
    scale = 10.0 ** np.minimum(np.abs(places), _EXACT_POWERS)
    rounded: Array = np.where(places >= 0, np.round(values * scale) / scale, np.round(values / scale) * scale)
    far = np.abs(places) > _EXACT_POWERS
    if far.any():
        rounded[far] = [float(f"{value:.{digits}g}") for value in values[far].tolist()]
    return rounded


def plain(values: Array, digits: int | None) -> Array:
    """Return rounded values in a form that orjson can write: contiguous."""
    return np.ascontiguousarray(significant(values, digits))
