"""The contents of a model file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.assumptions import tell
from lstm_core.interop.containers.tensors import shape_text, some, weights
from lstm_core.interop.embeddings import Embedded, Words, embed
from lstm_core.interop.errors import FormatError
from lstm_core.params import Head
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import StackRun

WholeRun: TypeAlias = Callable[["Contents", Mapping[str, npt.ArrayLike] | npt.ArrayLike], dict[str, StackRun]]


@dataclass(frozen=True, eq=False)
class Ignored:
    """Something in a file that was not read as a network: its name, its shape and, if known, the reason."""

    name: str
    shape: str
    why: str = ""

    @classmethod
    def of(cls, name: str, array: Array, why: str = "") -> "Ignored":
        """Describe an array that is ignored."""
        return cls(name, shape_text(array), why)


def on_top(stacks: Sequence[LayerStack], head: Head | None = None) -> LayerStack:
    """Join stacks into one. The first is at the input and determines the form of the inputs.

    Raises
    ------
    ValueError
        If they do not fit on top of each other.
    """
    layers = [layer for stack in stacks for layer in stack.layers]
    assumed = [one for stack in stacks for one in stack.assumptions]
    return replace(stacks[0], layers=layers, head=head, assumptions=tuple(dict.fromkeys(assumed)))


@dataclass(frozen=True, eq=False)
class Contents:
    """All recurrent networks of a file, of any unit, and what else it contains.

    Attributes
    ----------
    format : "pytorch", "keras", "onnx" or "memory-pipe"
        The naming scheme that the file follows.
    stacks : dict of LayerStack
        The networks by name, without heads unless the format connects one to them.
    ignored : tuple of Ignored
        Whatever else is in the file.
    remarks : tuple of str
        Further remarks about the file, such as recurrent parts that were ignored.
    linears : dict of (V, c)
        Linear layers that may serve as a head: weights (K, width), and bias (K,) or None.
    run_whole : callable, optional
        Runs the whole model, if it can be run here; see `run_model`.
    embeddings : dict of (V, E)
        Tables with a row for each token, as far as names and nodes tell; see `embed`.
    vocabulary : Words, optional
        The id of each token. No file has one; whoever knows it may add it with `dataclasses.replace`.
    """

    format: str
    stacks: Mapping[str, LayerStack]
    ignored: tuple[Ignored, ...] = ()
    remarks: tuple[str, ...] = ()
    linears: Mapping[str, tuple[Array, Array | None]] = field(default_factory=dict)
    run_whole: WholeRun | None = field(default=None, repr=False)
    embeddings: Mapping[str, Array] = field(default_factory=dict)
    vocabulary: Words | None = field(default=None, repr=False)

    @property
    def notes(self) -> tuple[str, ...]:
        """The reader's assumptions, for all stacks and the file."""
        assumed = [one.text for stack in self.stacks.values() for one in stack.assumptions]
        return tuple(dict.fromkeys((*assumed, *self.remarks)))

    def run_model(self, inputs: Mapping[str, npt.ArrayLike] | npt.ArrayLike) -> dict[str, StackRun]:
        """Run a whole ONNX model in onnxruntime, and return the run of each of its recurrent networks.

        So a network is seen with what the rest of the model, such as an embedding or a convolution, makes of
        real inputs. Initial states and lengths are those that the model gives. Each run is held against the
        model's own answers, but for weights of 8 bits, with which the model computes other numbers.

        Parameters
        ----------
        inputs : dict of array_like, or array_like
            The model's inputs by name; for a model with one input, its value.

        Returns
        -------
        dict of StackRun
            By the name of the network. Those in branches that the model did not take are absent; one that a
            Loop runs several times is there once per turn: ``"lstm, turn 0"``.

        Raises
        ------
        FormatError
            If it is not an ONNX model, or onnxruntime cannot run it or computes other numbers.
        ImportError
            If onnxruntime is not installed; the message shows how to get the inputs elsewhere.
        """
        if self.run_whole is None:
            wanted = "an ONNX model, read by load; watch records a model of PyTorch while it runs"
            raise FormatError("model", f"weights of the format {self.format}", wanted)
        return self.run_whole(self, inputs)

    def embed(
        self,
        steps: str | Sequence[str] | Sequence[int],
        vocabulary: Mapping[str, int] | Sequence[str] | None = None,
        table: str | None = None,
    ) -> Embedded:
        """Return a text as inputs of a network, by an embedding of the file.

        ::

            given = contents.embed("the cat", vocabulary=words)
            contents.stack().run(given.x).labelled(given.labels)

        Parameters
        ----------
        steps : str, sequence of str, or sequence of int
            A text, which is split by spaces, or into letters if the vocabulary has only these; its tokens;
            or their ids.
        vocabulary : dict of int, or sequence of str, optional
            The id of each token, or the tokens in the order of their ids; by default, that of the contents.
            A text needs one. A token that is not in it becomes ``<unk>``, or another token for what is
            unknown, if there is one.
        table : str, optional
            The name of the embedding; may be left out if there is only one.

        Raises
        ------
        FormatError
            If there is no such embedding, a token is unknown, or an id is not in the table.
        """
        known = some(map(repr, self.embeddings))
        if table is None and len(self.embeddings) != 1:
            raise FormatError(
                "model", f"{len(self.embeddings)} embeddings: {known}", "the name of one of them"
            )
        name = next(iter(self.embeddings)) if table is None else table
        if name not in self.embeddings:
            raise FormatError("model", f"no embedding {name!r}", f"one of {known}")
        return embed(self.embeddings[name], steps, self.vocabulary if vocabulary is None else vocabulary)

    def stack(self, *names: str, head: str | None = None, strict: bool = False) -> LayerStack:
        """Return one network; if several are named, stack them, the first at the input.

        Parameters
        ----------
        *names : str
            The names of the networks; may be left out if the file contains only one.
        head : str, optional
            The linear layer that reads the output.
        strict : bool
            Whether assumptions are errors.

        Raises
        ------
        FormatError
            If there is no such network or linear layer, or if they do not fit on top of each other.
        ModelAssumption
            If `strict` is true and an assumption was made about these networks; otherwise it is a warning.
        """
        found = self.join(*names, head=head)
        tell((one.text for one in found.assumptions), strict)
        return found

    def join(self, *names: str, head: str | None = None) -> LayerStack:
        """Return the same as `stack`, but without reporting assumptions.

        Raises
        ------
        FormatError
            As from `stack`.
        """
        known = some(repr(name) for name in self.stacks)
        if not names and len(self.stacks) != 1:
            raise FormatError("model", f"{len(self.stacks)} networks: {known}", "the name of one of them")
        chosen = []
        for name in names or tuple(self.stacks):
            if name not in self.stacks:
                raise FormatError("model", f"no network {name!r}", f"one of {known}")
            chosen.append(self.stacks[name])
        bound = chosen[-1].head if head is None else self._head(head, chosen[-1].width)
        try:
            return on_top(chosen, bound)
        except ValueError as error:
            raise FormatError("model", str(error), "networks that fit on each other") from error

    def _head(self, name: str, width: int) -> Head:
        if name not in self.linears:
            found = f"the embedding {name!r}" if name in self.embeddings else f"no linear layer {name!r}"
            raise FormatError("head", found, f"one of {some(map(repr, self.linears))}")
        V, c = self.linears[name]
        V = weights(f"head {name}", V, (len(V), width), "(K, width)")
        bias = (
            np.zeros(len(V), V.dtype) if c is None else weights(f"bias of head {name}", c, (len(V),), "(K,)")
        )
        return Head(V, bias)
