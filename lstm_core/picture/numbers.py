"""How a picture writes numbers: few digits, a true minus sign."""


def plain(value: float) -> str:
    """Write an opening, for instance 0.87, or 3e−4 where two decimals would hide it."""
    size = abs(value)
    if size >= 1e4 or 0 < size < 0.005:
        mantissa, exponent = f"{value:.0e}".split("e")
        return f"{mantissa}e{int(exponent)}".replace("-", "−")
    decimals = 2 if size < 99.5 else 1
    return f"{value:.{decimals}f}".replace("-", "−") if value else "0.00"


def signed(value: float) -> str:
    """Write a signed value, for instance +0.87."""
    return ("+" if value > 0 else "") + plain(value)


def role(value: float) -> str:
    """Return the colour of a value's number."""
    return "positive-ink" if value > 0 else "negative-ink" if value < 0 else "muted"
