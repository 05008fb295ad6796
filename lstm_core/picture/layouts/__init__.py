"""Where every part of a unit is drawn, for the pages and for `lstm_core.picture` alike.

A layout places parts relative to each other (`view`) and is resolved to coordinates (`resolve`).
"""

from collections.abc import Callable, Mapping
from typing import Final

import lstm_core.picture.layouts.gru as gru
import lstm_core.picture.layouts.gru_symbols as gru_symbols
import lstm_core.picture.layouts.lstm as lstm
import lstm_core.picture.layouts.lstm_symbols as lstm_symbols
import lstm_core.picture.layouts.rnn as rnn
from lstm_core.blueprints.plumbing import nodes, pipes
from lstm_core.blueprints.spec import Blueprint
from lstm_core.picture.layouts.frame import FRAMES, Frame
from lstm_core.picture.layouts.resolve import Layout, resolve
from lstm_core.picture.layouts.view import View

__all__ = ["VIEWS", "Layout", "layouts"]

VIEWS: Final[Mapping[str, Mapping[str, Callable[[Frame], View]]]] = {
    "lstm": {
        "pipe": lstm.pipe, "symbols": lstm_symbols.symbols, "cell": lstm.cell,
        "box": lstm.box, "row": lstm.row,
    },
    "gru": {"pipe": gru.pipe, "symbols": gru_symbols.symbols, "box": gru.box, "row": gru.row},
    "gru_reset_before": {
        "pipe": gru.pipe_reset_before, "symbols": gru_symbols.symbols_reset_before,
        "box": gru.box_reset_before, "row": gru.row_reset_before,
    },
    "rnn": {"pipe": rnn.pipe, "box": rnn.box, "row": rnn.row},
}  # fmt: skip
"""The views of each unit, by the name of its blueprint."""


def layouts(blueprint: Blueprint) -> dict[str, dict[str, Layout]]:
    """Return all layouts of a unit, by view and width.

    Returns
    -------
    dict
        For instance ``["pipe"]["tall"]``; see `resolve` for the contents. The row has only one width, "wide".

    Raises
    ------
    ValueError
        If the unit has no layouts.
    """
    if blueprint.name not in VIEWS:
        raise ValueError(f"there is no layout of {blueprint.name}, expected one of {', '.join(VIEWS)}")
    kinds = {node.id: node.kind for node in nodes(blueprint)}
    ends = {pipe.id: (pipe.start, pipe.end) for pipe in pipes(blueprint)}
    return {
        name: {
            frame.width: resolve(view(frame), frame, kinds, ends)
            for frame in (FRAMES[:1] if name == "row" else FRAMES)
        }
        for name, view in VIEWS[blueprint.name].items()
    }
