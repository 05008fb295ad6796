"""When a memory entered, as a Plotly figure."""

from typing import Any

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.figure import plotly_figure
from lstm_core.interop.sediment_figure import draw_sediment
from lstm_core.picture.palette import LIGHT
from lstm_core.running.dye import Retention

_START = "start"
_FORMS = ("heat", "sediment")


def draw_dye(retention: Retention, lane: str, step: int, unit: int | None, sequence: int, form: str) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
    """Return the figure of `lstm_core.Trace.dye_figure`, whose docstring has the parameters and errors."""
    if form not in _FORMS:
        raise ValueError(f"form is {form!r}, expected one of {', '.join(_FORMS)}")
    if form == "sediment" and unit is None:
        raise ValueError("unit is None, expected a unit: the sediment is that of one")
    single, steps, H = retention.start.ndim == 1, len(retention.entries), retention.start.shape[-1]
    for name, place, count in (
        ("unit", unit or 0, H),
        ("sequence", sequence, 1 if single else len(retention.start)),
    ):
        if not 0 <= place < count:
            raise IndexError(f"{name} {place} is not in the run, expected 0 to {count - 1}")

    def shown(parts: Array) -> Array:
        return parts if single else parts[:, sequence]

    if unit is None:
        title = f"{lane} after step {retention.place(step)}, by when it came in"
        return draw_parts(shown(retention.parts(step)), list(range(H)), title, "unit")
    if form == "sediment":
        layers = retention.layers(unit)
        return draw_sediment(layers if single else layers[..., sequence], lane, unit)
    rows = [shown(retention.parts_from(source))[:, unit] for source in (None, *range(steps))]
    return draw_parts(
        np.array(rows), list(range(steps)), f"{lane} of unit {unit}, by when it came in", "step"
    )


def draw_parts(parts: Array, across: list[int], title: str, what: str) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
    """Return a heat map of parts by when they entered, blue above zero and orange below.

    Parameters
    ----------
    parts : (T + 1, N)
        Row 0 is what was there at the start, row s + 1 what entered at step s.
    across : list of int
        The units or steps that the columns stand for.
    title : str
        The title of the figure.
    what : str
        The title of the horizontal axis.

    Raises
    ------
    ImportError
        If Plotly is not installed.
    """
    full = float(np.abs(parts).max()) or 1.0
    names = [_START, *map(str, range(len(parts) - 1))]
    heat = {
        "type": "heatmap",
        "x": across,
        "y": names,
        "z": parts,
        "zmin": -full,
        "zmax": full,
        "colorscale": [[0, LIGHT["negative"]], [0.5, LIGHT["card"]], [1, LIGHT["positive"]]],
        "hovertemplate": f"{what} %{{x}}, came in at %{{y}}: %{{z:.4g}}<extra></extra>",
    }
    line = {"linecolor": LIGHT["line"], "zeroline": False}
    layout = {
        "title": {"text": title, "x": 0.01, "xanchor": "left", "font": {"size": 15}},
        "xaxis": line | {"title": {"text": what}, "tickformat": "d"},
        "yaxis": line | {"title": {"text": "came in at"}, "type": "category", "autorange": "reversed"},
        "paper_bgcolor": LIGHT["card"],
        "plot_bgcolor": LIGHT["card"],
        "font": {"size": 12, "color": LIGHT["ink"]},
        "margin": {"l": 64, "r": 16, "t": 56, "b": 48},
    }
    return plotly_figure([heat], layout)
