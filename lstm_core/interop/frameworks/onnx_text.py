"""Names and attributes of ONNX nodes."""

from collections.abc import Mapping
from typing import Any


def attributes(node: Any) -> Mapping[str, Any]:
    """Return the attributes of a node by name: numbers, texts, and lists of them."""
    plain = {1: "f", 2: "i", 3: "s", 6: "floats", 7: "ints", 8: "strings"}
    made: dict[str, Any] = {}
    for attribute in node.attribute:
        value = getattr(attribute, plain[attribute.type]) if attribute.type in plain else None
        made[text(attribute.name)] = text(value) if isinstance(value, bytes) else value
        if attribute.type == 8:
            made[text(attribute.name)] = [text(one) for one in attribute.strings]
    return made


def integers(node: Any, name: str) -> list[int] | None:
    """Return an attribute that is an integer or a list of integers as a list, or None if it is absent."""
    for attribute in node.attribute:
        if attribute.name == name and attribute.type in (2, 7):
            return [attribute.i] if attribute.type == 2 else list(attribute.ints)
    return None


def text(value: str | bytes) -> str:
    """Return a name; names that are not valid text come out of the file as bytes."""
    return value.decode(errors="replace") if isinstance(value, bytes) else value
