"""What a file turned out to hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.tensors import shape_text, some, weights
from lstm_core.interop.errors import FormatError
from lstm_core.params import Head
from lstm_core.stacks.stack import LayerStack


@dataclass(frozen=True, eq=False)
class Ignored:
    """Something in a file that is no LSTM: its name, its shape and, if there is more to say, why."""

    name: str
    shape: str
    why: str = ""

    @classmethod
    def of(cls, name: str, array: Array, why: str = "") -> "Ignored":
        """Describe an array that is left aside."""
        return cls(name, shape_text(array), why)


@dataclass(frozen=True, eq=False)
class Contents:
    """All LSTMs of a file, and what else is in it.

    Attributes
    ----------
    format : "pytorch", "keras", "onnx" or "memory-pipe"
        Who names things like this.
    stacks : dict of LayerStack
        The LSTMs by name, without heads unless the format binds one to them.
    ignored : tuple of Ignored
        What is no LSTM.
    notes : tuple of str
        What a reader had to assume.
    linears : dict of (V, c)
        Linear layers that can be taken as a head: weights (K, width), and bias (K,) or None.
    """

    format: str
    stacks: Mapping[str, LayerStack]
    ignored: tuple[Ignored, ...] = ()
    notes: tuple[str, ...] = ()
    linears: Mapping[str, tuple[Array, Array | None]] = field(default_factory=dict)

    def stack(self, *names: str, head: str | None = None) -> LayerStack:
        """Return one LSTM; several names are put on top of each other, the first at the input.

        Parameters
        ----------
        *names : str
            Which; may be left out where the file holds one LSTM.
        head : str, optional
            The linear layer that reads its output.

        Raises
        ------
        FormatError
            If there is no such LSTM or linear layer, or they do not fit on each other.
        """
        known = some(repr(name) for name in self.stacks)
        if not names and len(self.stacks) != 1:
            raise FormatError("model", f"{len(self.stacks)} LSTMs: {known}", "the name of one of them")
        chosen = []
        for name in names or tuple(self.stacks):
            if name not in self.stacks:
                raise FormatError("model", f"no LSTM {name!r}", f"one of {known}")
            chosen.append(self.stacks[name])
        bound = chosen[-1].head if head is None else self._head(head, chosen[-1].width)
        try:
            return LayerStack([layer for stack in chosen for layer in stack.layers], bound)
        except ValueError as error:
            raise FormatError("model", str(error), "LSTMs that fit on each other") from error

    def _head(self, name: str, width: int) -> Head:
        if name not in self.linears:
            raise FormatError("head", f"no linear layer {name!r}", f"one of {some(map(repr, self.linears))}")
        V, c = self.linears[name]
        V = weights(f"head {name}", V, (len(V), width), "(K, width)")
        bias = (
            np.zeros(len(V), V.dtype) if c is None else weights(f"bias of head {name}", c, (len(V),), "(K,)")
        )
        return Head(V, bias)
