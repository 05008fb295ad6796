"""A trace as a Plotly figure."""

from typing import Any, Final, NamedTuple

from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint
from lstm_core.picture.excerpt import Excerpt
from lstm_core.picture.palette import LIGHT

NEEDS: Final = "Figures need Plotly: pip install 'memory-pipe[figure]'"


class Row(NamedTuple):
    """A row of the figure: a field of the trace over time, with one line per unit."""

    field: str
    words: str
    role: str
    span: tuple[float, float] | None = None


_STROKES: Final = [(dash, opacity) for opacity in (1.0, 0.5) for dash in ("solid", "dot", "dash", "dashdot")]
"""As many line styles as there may be units."""
_FONT: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'
_GAP: Final = 0.05


def draw_figure(shown: Excerpt) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
    """Return a figure with one row per gate, candidate and state, and one line per unit.

    Raises
    ------
    ImportError
        If Plotly is not installed.
    """
    try:
        import plotly.graph_objects as go
    except ImportError as error:
        raise ImportError(NEEDS) from error
    rows = rows_of(shown.trace.params.blueprint)
    drawn = [(row, shown.values(row.field), _axis(k)) for k, row in enumerate(rows)]
    return go.Figure([line for one in drawn for line in _lines(shown, *one)], _layout(rows, shown.words))


def rows_of(blueprint: Blueprint) -> list[Row]:
    """Return the rows for this unit: its gates, candidate, memory and output."""
    gates = [
        Row(net.letter, f"{net.gate} gate", net.role, (-0.04, 1.04)) for net in blueprint.nets if net.gate
    ]
    candidates = [
        Row(net.letter, "candidate, the new memory", net.role, (-1.08, 1.08))
        for net in blueprint.nets
        if not net.valve and net.letter not in blueprint.carried
    ]
    if blueprint.lane == blueprint.output:
        return [*gates, *candidates, Row("h", "hidden state, memory and output", "memory", (-1.08, 1.08))]
    memory = Row(blueprint.lane, "cell state, the memory", "memory")
    return [*gates, *candidates, memory, Row("h", "hidden state, the output", "memory", (-1.08, 1.08))]


def _axis(row: int) -> str:
    return f"y{row + 1}" if row else "y"


def _lines(shown: Excerpt, row: Row, values: Array, axis: str) -> list[dict[str, Any]]:
    steps = list(range(len(values)))
    return [
        {
            "type": "scatter",
            "x": steps,
            "y": values[:, k],
            "xaxis": "x",
            "yaxis": axis,
            "name": f"unit {unit}",
            "meta": {"field": row.field, "unit": unit},
            "mode": "lines+markers" if len(values) <= 24 else "lines",
            "line": {"color": LIGHT[row.role], "width": 2, "dash": _STROKES[k][0]},
            "opacity": _STROKES[k][1],
            "marker": {"size": 5},
            "hovertemplate": "%{y:.4g}",
            "legendgroup": str(unit),
            "showlegend": row.field == shown.memory[1],
        }
        for k, unit in enumerate(shown.units)
    ]


def _layout(rows: list[Row], words: str) -> dict[str, Any]:
    share = (1 - _GAP * (len(rows) - 1)) / len(rows)
    tops = [1 - k * (share + _GAP) for k in range(len(rows))]
    grid = {"gridcolor": LIGHT["line"], "linecolor": LIGHT["line"], "zerolinecolor": LIGHT["rim"]}
    axes = {
        f"yaxis{k + 1 if k else ''}": grid
        | {"domain": [max(0.0, top - share), top], "nticks": 4, "range": row.span}
        for k, (row, top) in enumerate(zip(rows, tops, strict=True))
    }
    last = {"anchor": _axis(len(rows) - 1), "title": {"text": "step"}, "tickformat": "d", "zeroline": False}
    return axes | {
        "xaxis": grid | last,
        "height": 820,
        "margin": {"l": 48, "r": 16, "t": 76, "b": 48},
        "paper_bgcolor": LIGHT["card"],
        "plot_bgcolor": LIGHT["card"],
        "font": {"family": _FONT, "size": 12, "color": LIGHT["ink"]},
        "title": {"text": f"Gates and memory, {words}", "x": 0.01, "xanchor": "left", "font": {"size": 15}},
        "hovermode": "x unified",
        "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
        "annotations": [
            {
                "text": f"<b>{row.field}</b> {row.words}",
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": top,
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"color": LIGHT[row.role], "size": 12},
            }
            for row, top in zip(rows, tops, strict=True)
        ],
    }
