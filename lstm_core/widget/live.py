"""The widget: it needs anywidget, which the extra `notebook` brings."""

from typing import Any

import anywidget
import traitlets

from lstm_core.running.pins import Pins
from lstm_core.running.trace import Trace
from lstm_core.widget.built import Built
from lstm_core.widget.shown import Shown
from lstm_core.widget.wire import read_pins


class TraceWidget(anywidget.AnyWidget):
    """A run in the Lab's views; the kernel answers when a valve is turned.

    Parameters
    ----------
    shown : Shown
        What it shows.
    built : Built
        Its script, style and words.
    language : str
        The language of the words.
    step : int
        The step that it shows first, counted from 0.

    Attributes
    ----------
    step : int
        The step that it shows, in the order of the run, counted from 0; setting it moves the picture, and
        `traitlets.link` lets two widgets move together.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    style_sheet = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    document = traitlets.Dict().tag(sync=True)
    run = traitlets.Dict().tag(sync=True)
    step = traitlets.Int().tag(sync=True)

    def __init__(self, shown: Shown, built: Built, language: str, step: int) -> None:
        self._shown = shown
        self._trace = shown.trace
        super().__init__(
            _esm=built.script,
            style_sheet=built.style,
            words=built.words,
            language=language,
            document=shown.document(),
            run=shown.numbers(shown.trace),
            step=step,
        )
        self.on_msg(self._hear)

    @property
    def trace(self) -> Trace:
        """The run as it was last computed: with the pins that are set by hand, if any are.

        It is that of one sequence, with its steps in the order of the run.
        """
        return self._trace

    @property
    def pins(self) -> Pins:
        """The valves that are held by hand."""
        return self._trace.pins

    def _hear(self, _widget: object, message: Any, _buffers: object) -> None:  # noqa: ANN401 - whatever a page sent
        """Answer a page that asks for the run with other pins, or for the dye in it."""
        if not isinstance(message, dict) or "ask" not in message:
            return
        try:
            found = self._answer(read_pins(message.get("pins"), self._shown.blueprint), message.get("dye"))
        except ValueError as error:
            self.send({"answer": message["ask"], "refused": str(error)})
        else:
            self.send({"answer": message["ask"], "found": found})

    def _answer(self, pins: Pins, dyed: object) -> object:
        """Return the run with these pins, which is then the widget's; or how much of it entered at a step."""
        trace = self._shown.again(pins)
        if dyed is not None:
            return self._shown.dyed(trace, dyed)
        self._trace = trace
        return self._shown.numbers(trace)

    @traitlets.validate("step")
    def _within(self, proposal: Any) -> int:  # noqa: ANN401 - a traitlets.Bunch
        step: int = proposal["value"]
        if not 0 <= step < self._trace.steps:
            raise traitlets.TraitError(f"step is {step}, expected 0 to {self._trace.steps - 1}")
        return step

    def __repr__(self) -> str:
        held = f", {len(self.pins.pins)} pins" if self.pins else ""
        return f"<TraceWidget: {self._trace!r}, at step {self.step}{held}>"
