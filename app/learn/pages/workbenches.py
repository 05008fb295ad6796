"""A workbench as the page receives it: a unit that is no preset, its runs, and what is wanted of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.learn.pages.own import own_line
from app.learn.pages.views import SliderView, ValveView, WorkbenchView
from app.learn.text.parts import Workbench
from app.learn.text.prose import Prose
from app.learn.truth.numbers import fill_line
from app.learn.truth.workbenches import UNIT, goal_tree, names_of, weights_of

MOST_PROBES = 3
"""So many of the probes on offer a reader may try."""


def workbench_view(bench: Workbench, markdown: Prose) -> WorkbenchView:
    """Return what the template receives.

    Its `data` holds ``preset`` in the form of the API, ``goal`` as a syntax tree over the fields of a run and
    ``wanted``, the field of the ``answer``, how far it may be off, ``trials``, ``probes`` and ``solution``.
    """
    start = names_of(bench, 0)

    def html(text: Any) -> str:  # noqa: ANN401 - a line or nothing
        return markdown.line(fill_line(text, start)) if text else ""

    return WorkbenchView(
        id=bench.id,
        do_html=html(bench.do),
        hint_html=html(bench.hint),
        done_html=own_line(bench.done, names_of(bench, 0, bench.solution), markdown),
        valves=tuple(_valves(bench)),
        reach=bench.reach,
        stop=bench.stop,
        probes=tuple(probe.name for probe in bench.probes),
        address=_address(bench),
        data={
            "preset": _preset(bench),
            "goal": goal_tree(bench),
            "answer": bench.answer,
            "within": bench.within,
            "trials": [{"inputs": trial.inputs, "wanted": trial.wanted} for trial in bench.trials],
            "most": MOST_PROBES,
            "probes": [probe.inputs for probe in bench.probes],
            "solution": bench.solution,
        },
    )


def _valves(bench: Workbench) -> Iterator[ValveView]:
    for net in UNIT.nets:
        places = [place for place in bench.sliders if place.startswith(f"{net.letter}.")]
        if places:
            yield ValveView(net.letter, net.role, tuple(_slider(bench, place) for place in places))


def _slider(bench: Workbench, place: str) -> SliderView:
    _letter, part, *at = place.split(".")
    start = bench.weights.get(place, 0.0)
    of = bench.inputs[int(at[1]) - 1] if part == "W" else None
    return SliderView(place, of, start, bench.solution.get(place, start))


def _preset(bench: Workbench) -> Mapping[str, Any]:
    return {
        "name": bench.id,
        "title": _both(""),
        "summary": _both(""),
        "units": 1,
        "inputs": len(bench.inputs),
        "peepholes": {net.letter: "none" for net in UNIT.nets},
        "weights": weights_of(bench),
        "unit_names": [_both("")],
        "head": None,
        "input": {
            "kind": "numbers",
            "names": [_both(name) for name in bench.inputs],
            "ranges": [[-1, 1] for _ in bench.inputs],
            "drawn": bench.drawn,
            "alphabet": None,
        },
        "examples": [],
        "captions": [],
        "training": None,
    }


def _both(text: str) -> Mapping[str, str]:
    """Return a text of the page's language in the form of a preset, which has all languages."""
    return {"en": text, "zh": text}


def _address(bench: Workbench) -> str:
    rows = ";".join(",".join(f"{value:g}" for value in row) for row in bench.trials[0].inputs)
    view = "box" if bench.probes else "pipe"
    return f"model={bench.id}&x={rows}&step=1&phase=output&view={view}"
