"""Open a widget, or the picture where it is missing."""

from collections.abc import Sequence
from typing import Any

from lstm_core.picture import draw, is_drawn
from lstm_core.picture.excerpt import excerpt
from lstm_core.running.trace import Trace
from lstm_core.widget.built import built
from lstm_core.widget.fallback import PictureInstead
from lstm_core.widget.shown import shown_of

NOT_INSTALLED = (
    "This is a picture, as anywidget is not installed: pip install memory-pipe[notebook] brings the widget."
)
NOT_BUILT = "This is a picture, as the widget's script is not built: .ci/widget builds it in a checkout."


def open_widget(
    trace: Trace,
    step: int = -1,
    units: Sequence[int] | None = None,
    sequence: int = 0,
    language: str = "en",
) -> Any:  # noqa: ANN401 - an anywidget.AnyWidget
    """Return the widget of a trace; see `lstm_core.Trace.widget`."""
    if not is_drawn(trace.params.blueprint):
        raise ValueError(
            f"there is no picture of {trace.params.blueprint.name}, so there is no widget either"
        )
    if not trace.is_whole:
        raise AttributeError("the trace has not every array, as its run kept only some: run it without keep")
    part = excerpt(trace, units, sequence)
    shown = shown_of(part, trace)
    steps = shown.trace.steps
    if not -steps <= step < steps:
        raise IndexError(f"step {step} is not in the run, expected 0 to {steps - 1}")
    found = built(language)
    try:
        from lstm_core.widget.live import TraceWidget
    except ImportError:
        return PictureInstead(draw(part, step), NOT_INSTALLED)
    if found is None:
        return PictureInstead(draw(part, step), NOT_BUILT)
    return TraceWidget(shown, found, language, step % steps)
