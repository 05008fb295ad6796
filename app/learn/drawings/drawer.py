"""Figures of stored measurements: drawn by `app.learn.drawings.findings`, in a language."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

Draw = Callable[[str, dict[str, str]], str]


def drawer(language: str) -> Draw:
    """Return what draws a figure of measurements from its kind and options, as trusted HTML."""
    if find_spec("app.learn.drawings.findings") is None:
        return _missing
    findings = import_module("app.learn.drawings.findings")

    def draw(kind: str, options: dict[str, str]) -> str:
        html: str = findings.draw(kind, options, language)
        return html

    return draw


def _missing(kind: str, options: dict[str, str]) -> str:
    raise ValueError(f"figures of kind {kind} cannot be drawn yet {options}")
