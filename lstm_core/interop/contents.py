"""What a file turned out to hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from lstm_core.arrays import Array
from lstm_core.assumptions import tell
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


def on_top(stacks: Sequence[LayerStack], head: Head | None = None) -> LayerStack:
    """Return stacks as one, the first at the input, which says what inputs are like.

    Raises
    ------
    ValueError
        If they do not fit on each other.
    """
    layers = [layer for stack in stacks for layer in stack.layers]
    assumed = [one for stack in stacks for one in stack.assumptions]
    return replace(stacks[0], layers=layers, head=head, assumptions=tuple(dict.fromkeys(assumed)))


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
    remarks : tuple of str
        What else of the file has to be said: what is left aside though it is recurrent.
    linears : dict of (V, c)
        Linear layers that can be taken as a head: weights (K, width), and bias (K,) or None.
    """

    format: str
    stacks: Mapping[str, LayerStack]
    ignored: tuple[Ignored, ...] = ()
    remarks: tuple[str, ...] = ()
    linears: Mapping[str, tuple[Array, Array | None]] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader had to assume, for all stacks and the file."""
        assumed = [one.text for stack in self.stacks.values() for one in stack.assumptions]
        return tuple(dict.fromkeys((*assumed, *self.remarks)))

    def stack(self, *names: str, head: str | None = None, strict: bool = False) -> LayerStack:
        """Return one LSTM; several names are put on top of each other, the first at the input.

        Parameters
        ----------
        *names : str
            Which; may be left out where the file holds one LSTM.
        head : str, optional
            The linear layer that reads its output.
        strict : bool
            Whether an assumption is an error.

        Raises
        ------
        FormatError
            If there is no such LSTM or linear layer, or they do not fit on each other.
        ModelAssumption
            If it is `strict`, and something had to be assumed of these LSTMs; otherwise it is a warning.
        """
        found = self.join(*names, head=head)
        tell((one.text for one in found.assumptions), strict)
        return found

    def join(self, *names: str, head: str | None = None) -> LayerStack:
        """Return the same as `stack`, which says what was assumed; here nothing is said.

        Raises
        ------
        FormatError
            As in `stack`.
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
            return on_top(chosen, bound)
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
