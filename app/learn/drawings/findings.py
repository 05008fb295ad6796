"""Figures of stored measurements, as HTML that is readable without scripts."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from app.learn.drawings import (
    backward,
    cheaper,
    comparison,
    flawed,
    gradient_knob,
    learning,
    recurrent,
    sigmoid,
    tape,
    window,
)
from app.learn.drawings.words import Words
from app.presets.catalogue import PresetCatalogue
from app.wire.networks import Network
from lstm_core import LayerStack
from lstm_core.arrays import Array

PRESETS = {
    "christmas_trees": "christmas-trees",
    "stock_position": "stock-position",
    "brackets": "brackets-trained",
    "recall": "recall",
}
"""The preset that represents the LSTM on each task."""
STORED = ("comparison", "window", "gradient-flow", "learning")

Options = Mapping[str, str]
Draw = Callable[[str, Options], str]
"""Returns the figure of a kind, with its options, as trusted HTML in one language."""


class Findings:
    """Everything that was measured once, and its figures.

    Parameters
    ----------
    folder : Path
        Contains a JSON file for each of `STORED`.
    presets : PresetCatalogue
        The networks of `PRESETS` represent the LSTM.
    rnn : mapping of str to Network
        The plain recurrent network of each task.
    words : (str) -> Words
        The texts of a language.

    Attributes
    ----------
    stored : mapping of str to dict
        The contents of each file.
    """

    def __init__(
        self,
        folder: Path,
        presets: PresetCatalogue,
        rnn: Mapping[str, Network],
        words: Callable[[str], Words],
    ) -> None:
        self.stored: Mapping[str, Any] = {
            name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in STORED
        }
        self._presets, self._rnn, self._words = presets, rnn, words
        self._kinds: Mapping[str, Callable[[Options, str, Words], str]] = {
            "tape": lambda options, _, text: tape.draw(options, text),
            "window": self._window,
            "gradient-knob": self._gradient_knob,
            "comparison": self._comparison,
            "backward": self._backward,
            "learning": self._learning,
            "recurrent": self._recurrent,
            "cheaper": self._cheaper,
            "sigmoid": lambda options, _, text: sigmoid.draw(options, text),
            "flawed": lambda _options, _, text: flawed.draw(text),
        }

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of figures that can be drawn."""
        return tuple(self._kinds)

    def drawer(self, language: str) -> Draw:
        """Return the function that draws figures in a language."""
        return lambda kind, options: self.draw(kind, options, language)

    def draw(self, kind: str, options: Options, language: str) -> str:
        """Return the picture of a measurement.

        Parameters
        ----------
        kind : str
            One of `kinds`.
        options : mapping of str to str
            ``prices`` of a tape; ``width`` of a window, and ``joined`` if its machine is drawn, too;
            ``network``, ``radius``, ``bias``, ``inputs`` of the gradient's knob; ``task`` of the comparison
            and of the backward gradient; ``step`` and ``shows`` of the recorded learning; ``sum`` of the
            sigmoid's dot; ``example`` of the plain recurrent network, and ``step``, the first of those drawn.
        language : str
            ``en`` or ``zh``.

        Raises
        ------
        ValueError
            When there is no such kind, or an option has a value that was not measured.
        """
        if kind not in self._kinds:
            raise ValueError(f"there is no figure of kind {kind!r}")
        try:
            drawing = self._kinds[kind](options, language, self._words(language))
        except KeyError as error:
            raise ValueError(f"{kind} has no {error.args[0]!r}") from None
        return f'<div class="finding" data-finding="{kind}">{drawing}</div>'

    def returning(self, task: str) -> dict[str, Array]:
        """Return the length of the gradient at each step of a task's first example.

        Parameters
        ----------
        task : str
            One of `PRESETS`.

        Returns
        -------
        dict of str to (T,) array
            See `app.learn.drawings.backward.lengths`.
        """
        preset = self._presets[PRESETS[task]]
        x = np.array(preset.wire["examples"][0]["inputs"])
        lstm, rnn = (network.cells[0][2].params for network in (preset.network, self._rnn[task]))
        return backward.lengths(lstm, rnn, x)

    def rises(self, example: str) -> dict[str, Array]:
        """Return by how much each network's profit rises, step by step, when less was paid.

        Parameters
        ----------
        example : str
            An example of the preset ``stock-position``.

        Returns
        -------
        dict of str to (T,) array
            ``lstm`` and ``rnn``: see `app.learn.drawings.cheaper.rises`.
        """
        x = self._inputs(example)
        stacks = {"lstm": self._presets["stock-position"].network.stack, "rnn": self._plain}
        return {name: cheaper.rises(stack, x) for name, stack in stacks.items()}

    @property
    def _plain(self) -> LayerStack:
        """The plain recurrent network that tells the profit of a stock."""
        return self._rnn["stock_position"].stack

    def _inputs(self, example: str) -> Array:
        examples = self._presets["stock-position"].wire["examples"]
        return np.array({found["id"]: found["inputs"] for found in examples}[example])

    def _recurrent(self, options: Options, _: str, text: Words) -> str:
        course = recurrent.Course.of(self._plain, self._inputs(options["example"]))
        return recurrent.draw(course, int(options["step"]), text)

    def _cheaper(self, options: Options, _: str, text: Words) -> str:
        return cheaper.draw(self._plain, self._inputs(options["example"]), text)

    def _window(self, options: Options, _: str, text: Words) -> str:
        (task,) = (t for t in self.stored["comparison"]["tasks"] if t["name"] == "christmas_trees")
        beside = {r["contender"]: r["errors"] for r in task["results"] if r["contender"] in ("rnn", "lstm")}
        return window.draw(self.stored["window"], beside, options, text)

    def _gradient_knob(self, options: Options, _: str, text: Words) -> str:
        return gradient_knob.draw(self.stored["gradient-flow"], options, text)

    def _comparison(self, options: Options, language: str, text: Words) -> str:
        return comparison.draw(self.stored["comparison"], options, language, text)

    def _learning(self, options: Options, _: str, text: Words) -> str:
        return learning.draw(self.stored["learning"], options, text)

    def _backward(self, options: Options, language: str, text: Words) -> str:
        task = options["task"]
        labels = self._presets[PRESETS[task]].wire["examples"][0]["labels"][language]
        return backward.draw(self.returning(task), labels, text)
