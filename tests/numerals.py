"""Numbers as the pages write them in narrow places."""


def short(value: float, *, signed: bool = False) -> str:
    """Write two decimals, or one more without its leading 0 where they would hide the number."""
    size = abs(value)
    texts = [f"{size:.2f}", f"{size:.3f}"[1:]]
    text = next((text for text in texts if float(text) or not size), None)
    if text is None:
        return "≈0"
    return ("−" if value < 0 else "+" if signed and value > 0 else "") + text


def read(text: str) -> float:
    """Return the number that is written."""
    return float(text.replace("−", "-").replace("≈", ""))
