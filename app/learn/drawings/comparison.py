"""The comparison: the measured error of every network and every seed."""

import math
from collections.abc import Mapping
from html import escape
from typing import Any

from app.learn.drawings.numbers import short
from app.learn.drawings.words import Words

LOWEST, HIGHEST = 2e-4, 1.5
"""The ends of the strip; an error of zero is put at its left end, with its number beside it."""


def draw(finding: Mapping[str, Any], options: Mapping[str, str], language: str, _: Words) -> str:
    """Return one table per task: the contender, its size, each seed's error on a strip, and the mean.

    Parameters
    ----------
    finding : mapping
        The stored measurement ``comparison``.
    options : mapping of str to str
        ``task``: the name of a task, or "all".
    language : str
        ``en`` or ``zh``.
    """
    wanted = options.get("task", "all")
    tasks = [task for task in finding["tasks"] if wanted in ("all", task["name"])]
    about = f'<p class="finding-about">{escape(finding["about"][language])}</p>'
    return "".join(_table(task, language, _) for task in tasks) + about


def _table(task: Mapping[str, Any], language: str, _: Words) -> str:
    best = min(result["mean"] for result in task["results"])
    rows = "".join(_row(result, task, best, _) for result in task["results"])
    head = "".join(
        f'<th scope="col"{kind}>{escape(_(f"findings.comparison.{name}"))}</th>'
        for name, kind in (
            ("network", ""),
            ("weights", ' class="count"'),
            ("seeds", ""),
            ("mean", ' class="count"'),
        )
    )
    guessing = _("findings.comparison.guessing", value=short(task["guessing"]))
    return (
        f'<table class="comparison"><caption><strong>{escape(task["title"][language])}</strong> '
        f"{escape(_('findings.error.' + task['measure']))} · {escape(guessing)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(result: Mapping[str, Any], task: Mapping[str, Any], best: float, _: Words) -> str:
    kind, _dash, width = result["contender"].partition("-")
    name = _(f"findings.contender.{kind}", n=width)
    first = ' class="best"' if result["mean"] == best else ""
    return (
        f'<tr{first}><th scope="row">{escape(name)}</th><td class="count">{result["weights"]}</td>'
        f'<td>{_strip(result, task, kind, _)}</td><td class="count">{short(result["mean"])}</td></tr>'
    )


def _strip(result: Mapping[str, Any], task: Mapping[str, Any], kind: str, _: Words) -> str:
    """Return the error of each seed as a dot, on a logarithmic scale from the best error to guessing."""
    label = ", ".join(short(error) for error in result["errors"])
    places = [_place(error) for error in result["errors"]]
    dots = "".join(f'<circle class="{kind}" cx="{x:.1f}" cy="9" r="4"/>' for x in places)
    lines = "".join(
        f'<line class="grid" x1="{_place(10.0**n):.1f}" x2="{_place(10.0**n):.1f}" y1="1" y2="17"/>'
        for n in (-3, -2, -1, 0)
    )
    guess = _place(task["guessing"])
    return (
        f'<svg class="seeds" viewBox="0 0 200 18" role="img" aria-label="{escape(label)}">{lines}'
        f'<line class="guess" x1="{guess:.1f}" x2="{guess:.1f}" y1="1" y2="17"/>{dots}</svg>'
    )


def _place(error: float) -> float:
    """Return the position of an error on the logarithmic strip."""
    low, high = math.log10(LOWEST), math.log10(HIGHEST)
    return 6 + (math.log10(max(error, LOWEST)) - low) / (high - low) * 188
