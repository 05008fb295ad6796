"""The sediment of a unit as a Plotly figure: its memory over the run as layers."""

from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.figure import plotly_figure
from lstm_core.picture.palette import LIGHT

_MOST: Final = 40
"""The most layers that are drawn by themselves."""


def draw_sediment(layers: Array, lane: str, unit: int) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
    """Return bars that are piled up by step, one series for each step at which something entered.

    What is positive is piled up above zero, what is negative below; the line is what is left after both
    cancel. Beyond 40 layers, the smallest are drawn as one.

    Parameters
    ----------
    layers : (T, T + 1)
        What of the memory after each step was there at the start, then entered at each step.
    lane : str
        The memory's name, C or h.
    unit : int
        The unit's number.

    Raises
    ------
    ImportError
        If Plotly is not installed.
    """
    steps = list(range(len(layers)))
    sizes = np.abs(layers).max(axis=0)
    alone = np.sort(np.argsort(-sizes, kind="stable")[:_MOST])
    alone = alone[sizes[alone] > 0]
    rest = np.setdiff1d(np.flatnonzero(sizes), alone)
    series = [
        _bars(steps, layers[:, source], _name(source), 0.55 if n % 2 else 0.35)
        for n, source in enumerate(alone)
    ]
    if len(rest):
        joined = f"{len(rest)} small layers"
        parts = layers[:, rest]
        series += [
            _bars(steps, np.where(parts > 0, parts, 0).sum(axis=1), joined, 1, LIGHT["line"]),
            _bars(steps, np.where(parts < 0, parts, 0).sum(axis=1), joined, 1, LIGHT["line"]),
        ]
    net = {
        "type": "scatter",
        "x": steps,
        "y": layers.sum(axis=1),
        "name": lane,
        "mode": "lines",
        "line": {"color": LIGHT["ink"], "width": 2, "shape": "hvh"},
        "hovertemplate": f"{lane} after step %{{x}}: %{{y:.4g}}<extra></extra>",
    }
    line = {"linecolor": LIGHT["line"], "zerolinecolor": LIGHT["line"], "gridcolor": LIGHT["card"]}
    title = f"Sediment of {lane} of unit {unit}: each layer entered at one step"
    layout = {
        "title": {"text": title, "x": 0.01, "xanchor": "left", "font": {"size": 15}},
        "barmode": "relative",
        "bargap": 0,
        "showlegend": False,
        "xaxis": line | {"title": {"text": "step"}, "tickformat": "d"},
        "yaxis": line | {"title": {"text": lane}},
        "paper_bgcolor": LIGHT["card"],
        "plot_bgcolor": LIGHT["card"],
        "font": {"size": 12, "color": LIGHT["ink"]},
        "margin": {"l": 64, "r": 16, "t": 56, "b": 48},
    }
    return plotly_figure([*series, net], layout)


def _name(source: int) -> str:
    return "start" if source == 0 else f"step {source - 1}"


def _bars(steps: list[int], values: Array, name: str, depth: float, hue: str | None = None) -> dict[str, Any]:
    colours = [hue or LIGHT["positive" if value > 0 else "negative"] for value in values.tolist()]
    return {
        "type": "bar",
        "x": steps,
        "y": values,
        "name": name,
        "marker": {"color": colours, "opacity": depth, "line": {"width": 0.5, "color": LIGHT["card"]}},
        "hovertemplate": f"from {name}: %{{y:.4g}} after step %{{x}}<extra></extra>",
    }
