"""Numbers formatted for readers."""

import math

_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def short(value: float) -> str:
    """Return two significant digits; very small or large numbers as powers of ten, such as 3 × 10⁻⁷."""
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if not -4 <= exponent < 4:
        return f"{value / 10.0**exponent:.0f} × {power(exponent)}"
    return f"{value:.{max(1 - exponent, 0)}f}"


def power(exponent: int) -> str:
    """Return a power of ten, such as 10⁻⁷."""
    return "10" + ("⁻" if exponent < 0 else "") + "".join(_DIGITS[int(digit)] for digit in str(abs(exponent)))
