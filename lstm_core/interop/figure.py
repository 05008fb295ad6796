"""A trace as a Plotly figure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint, explain
from lstm_core.blueprints.charts import ChartRow, chart_rows
from lstm_core.picture.excerpt import Excerpt
from lstm_core.picture.palette import LIGHT
from lstm_core.picture.words import legible

NEEDS: Final = "Figures need Plotly: pip install 'memory-pipe[figure]'"


_STROKES: Final = [(dash, opacity) for opacity in (1.0, 0.5) for dash in ("solid", "dot", "dash", "dashdot")]
"""As many line styles as there may be units."""
_FONT: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'
_GAP: Final = 0.05
_NAMED: Final = 40
"""The largest number of steps whose labels stand below the axis; others are told by hovering."""


def plotly_figure(series: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
    """Return series and layout as a figure.

    Raises
    ------
    ImportError
        If Plotly is not installed.
    """
    try:
        import plotly.graph_objects as go
    except ImportError as error:
        raise ImportError(NEEDS) from error
    return go.Figure(series, layout)


def draw_figure(shown: Excerpt) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
    """Return a figure with one row per gate, candidate and state, and one line per unit.

    Raises
    ------
    ImportError
        If Plotly is not installed.
    """
    rows = chart_rows(shown.trace.params.blueprint)
    drawn = [(row, shown.values(row.field), _axis(k)) for k, row in enumerate(rows)]
    return plotly_figure([line for one in drawn for line in _lines(shown, *one)], _layout(rows, shown))


def words_of(blueprint: Blueprint, field: str) -> str:
    """Return the heading of the field's row, for instance "forget gate"."""
    net = next((net for net in blueprint.nets if net.letter == field), None)
    if field == blueprint.output:
        return "hidden state, memory and output" if field == blueprint.lane else "hidden state, the output"
    if field == blueprint.lane:
        return "cell state, the memory"
    if net is None:
        return explain(blueprint)[field]
    return f"{net.gate} gate" if net.gate else "candidate, the new memory"


def _axis(row: int) -> str:
    return f"y{row + 1}" if row else "y"


def _lines(shown: Excerpt, row: ChartRow, values: Array, axis: str) -> list[dict[str, Any]]:
    steps = list(range(len(values)))
    labels = shown.labels
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
            "hovertemplate": "%{y:.4g}" if labels is None else "%{text}: %{y:.4g}",
            **({} if labels is None else {"text": [legible(one) for one in labels]}),
            "legendgroup": str(unit),
            "showlegend": row.field == shown.memory[1],
        }
        for k, unit in enumerate(shown.units)
    ]


def _layout(rows: Sequence[ChartRow], shown: Excerpt) -> dict[str, Any]:
    blueprint, title = shown.trace.params.blueprint, f"Gates and memory, {shown.words}"
    share = (1 - _GAP * (len(rows) - 1)) / len(rows)
    tops = [1 - k * (share + _GAP) for k in range(len(rows))]
    grid = {"gridcolor": LIGHT["line"], "linecolor": LIGHT["line"], "zerolinecolor": LIGHT["rim"]}
    axes = {
        f"yaxis{k + 1 if k else ''}": grid
        | {"domain": [max(0.0, top - share), top], "nticks": 4, "range": row.axis}
        for k, (row, top) in enumerate(zip(rows, tops, strict=True))
    }
    last = {"anchor": _axis(len(rows) - 1), "title": {"text": "step"}, "tickformat": "d", "zeroline": False}
    if shown.labels is not None and len(shown.labels) <= _NAMED:
        named = [f"{step} {legible(one)}".strip() for step, one in enumerate(shown.labels)]
        last |= {"tickmode": "array", "tickvals": list(range(len(named))), "ticktext": named}
    return axes | {
        "xaxis": grid | last,
        "height": 820,
        "margin": {"l": 48, "r": 16, "t": 76, "b": 48},
        "paper_bgcolor": LIGHT["card"],
        "plot_bgcolor": LIGHT["card"],
        "font": {"family": _FONT, "size": 12, "color": LIGHT["ink"]},
        "title": {
            "text": title,
            "x": 0.01,
            "xanchor": "left",
            "font": {"size": 15},
        },
        "hovermode": "x unified",
        "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
        "annotations": [
            {
                "text": f"<b>{row.field}</b> {words_of(blueprint, row.field)}",
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
