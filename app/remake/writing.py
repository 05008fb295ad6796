"""Stored data as text: each number in as few digits as keep it exact, short lists on one line."""

import json
from pathlib import Path

WIDTH = 110


def write(file: Path, value: object) -> None:
    """Write a JSON value to `file`."""
    file.write_text(text(value) + "\n", encoding="utf-8")


def text(value: object, indent: str = "") -> str:
    """Return a JSON value as text: on one line if it fits, else one entry per line."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if len(indent) + len(line) <= WIDTH or not isinstance(value, dict | list | tuple):
        return line
    deeper = indent + "  "
    if isinstance(value, dict):
        entries = [f"{json.dumps(key, ensure_ascii=False)}: {text(v, deeper)}" for key, v in value.items()]
        opening, closing = "{", "}"
    elif all(isinstance(v, int | float) for v in value):
        return line
    else:
        entries = [text(v, deeper) for v in value]
        opening, closing = "[", "]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(entries) + f"\n{indent}{closing}"
