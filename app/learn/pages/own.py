"""What is said when a task is done tells the reader's own numbers: the page computes them from its run."""

import json
import re
from html import escape

from app.learn.text.places import Line
from app.learn.text.prose import Prose
from app.learn.truth.goals import Node, read_amount
from app.learn.truth.names import Names
from app.learn.truth.numbers import PLACE, decimals_of, fill

_ELSEWHERE = re.compile(r"^\s*(base\.|@)")
_MARK = "\ue000"


def own_line(line: Line, names: Names, markdown: Prose) -> str:
    """Return a line as HTML, each number that a reader's hand can change as ``<span data-own>``.

    The numbers in the HTML are those of `names`. They are marked only when the page can compute all of them,
    so that no sentence mixes two runs.
    """
    trees = [_tree(found["expression"]) for found in PLACE.finditer(line.text)]
    if any(tree is None for tree in trees):
        return markdown.line(fill(line.text, names, line.place))
    marked = PLACE.sub(lambda found: f"{_MARK}{found[0]}{_MARK}", line.text)
    pieces = markdown.line(fill(marked, names, line.place)).split(_MARK)
    sources = [
        (tree, decimals_of(found)) for tree, found in zip(trees, PLACE.finditer(line.text), strict=True)
    ]
    for n, (tree, decimals) in enumerate(sources):
        if tree != "":
            pieces[2 * n + 1] = _span(tree, decimals, pieces[2 * n + 1])
    return "".join(pieces)


def _tree(expression: str) -> Node | None:
    """Return what the page computes: "" where no hand on this figure changes it, None where it cannot."""
    return "" if _ELSEWHERE.match(expression) else read_amount(expression)


def _span(tree: Node, decimals: int, shown: str) -> str:
    return f'<span data-own="{escape(json.dumps(tree))}" data-decimals="{decimals}">{shown}</span>'
