"""Checks that a model is the same: its own framework and ours run it on the same inputs."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

import lstm_core.interop.containers.hdf5 as hdf5
import lstm_core.interop.containers.npz as npz
import lstm_core.interop.containers.safetensors as safetensors
import lstm_core.interop.rivals.keras as keras
import lstm_core.interop.rivals.onnxruntime as onnxruntime
import lstm_core.interop.rivals.pytorch as pytorch
from lstm_core.arrays import Array
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.contents import Contents
from lstm_core.interop.errors import FormatError
from lstm_core.interop.files import check_kind, dump, read
from lstm_core.interop.rivals.states import Rival, States
from lstm_core.params import GateParams, Head
from lstm_core.stacks.layer import Direction, Layer
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import LayerRun, exchanged

TOLERANCE: Final = 1e-5
"""The allowed difference between two computations in float32, for values of at most 1."""
SIZES: Final = ((1, 1), (2, 3), (7, 1), (20, 4))
"""The numbers of steps and sequences of the inputs."""


@dataclass(frozen=True)
class Difference:
    """The largest difference from the framework, in one layer and direction.

    Attributes
    ----------
    lstm : str
        The name of the network in the file.
    layer : int
        The index of the layer, from 0 at the input.
    direction : "forward" or "backward"
        The direction in which it runs.
    h : float
        The largest difference of the hidden state: after the last step, and at every step if the framework
        returns it. Relative to the largest value if that is above 1.
    C : float or None
        The same for an LSTM's cell state after the last step; None for other units.
    """

    lstm: str
    layer: int
    direction: Direction
    h: float
    C: float | None

    @property
    def largest(self) -> float:
        """The larger of the two."""
        return self.h if self.C is None else max(self.h, self.C)


@dataclass(frozen=True)
class Verification:
    """The differences between our numbers and those of the framework.

    Attributes
    ----------
    framework : str
        The framework that ran the model, with its version.
    differences : tuple of Difference
        One for each layer and direction.
    assumptions : tuple of str
        The assumptions about the model; the framework ran under them, too.
    tolerance : float
        The largest difference that is accepted.
    heads : dict of float
        By the name of the network, the largest difference of what its head reads out, if the file has a head:
        a preset, or one of our own files. Other files do not say which linear layer reads a network.
    """

    framework: str
    differences: tuple[Difference, ...]
    assumptions: tuple[str, ...]
    tolerance: float = TOLERANCE
    heads: Mapping[str, float] = field(default_factory=dict)

    @property
    def largest(self) -> float:
        """The largest difference of all."""
        return max(*(one.largest for one in self.differences), *self.heads.values(), 0.0)

    @property
    def agrees(self) -> bool:
        """Whether no difference exceeds the tolerance."""
        return self.largest <= self.tolerance

    def __str__(self) -> str:
        lines = [f"compared with {self.framework}"]
        for one in self.differences:
            name = f"{one.lstm}, " if one.lstm else ""
            cell = "" if one.C is None else f", C {one.C:.1e}"
            lines.append(f"{name}layer {one.layer} {one.direction}: h {one.h:.1e}{cell}")
        for lstm, apart in self.heads.items():
            lines.append(f"{lstm}, head: {apart:.1e}" if lstm else f"head: {apart:.1e}")
        word = "the same" if self.agrees else "NOT the same"
        lines.append(f"{word}: the largest difference is {self.largest:.1e}, allowed is {self.tolerance:.0e}")
        return "\n".join(lines)


def verify(
    path: str | os.PathLike[str],
    tolerance: float = TOLERANCE,
    seed: int = 0,
    limits: Limits | None = None,
) -> Verification:
    """Run a model here and in the framework from which it comes, on random inputs, and compare all states.

    If the file has a head, what it reads out is compared as well.

    A PyTorch state dict runs in PyTorch, an ONNX file in onnxruntime, a ``.keras`` file in Keras. A file of
    ours and a preset, which no other program reads, are written as ONNX and run in onnxruntime.

    Parameters
    ----------
    path : path
        The file.
    tolerance : float
        The largest difference that is accepted.
    seed : int
        Determines the inputs: sequences of several lengths, alone and in batches.
    limits : Limits, optional
        The limits on the size of the file; `Limits` has the defaults.

    Returns
    -------
    Verification
        The largest differences of h and C for each layer and direction; printed as one line each.

    Raises
    ------
    FormatError
        If the file is not understood, or the framework cannot run it.
    ImportError
        If the framework, or a package to read the file, is not installed.
    OSError
        If the file cannot be opened.
    """
    limits = limits or Limits()
    contents = read(path, limits)
    stacks = {name: replace(one, assumptions=()) for name, one in contents.stacks.items()}
    if contents.format == "memory-pipe":
        stacks = {name: _narrow(one) for name, one in stacks.items()}
        rival = _as_onnx(stacks, limits)
    else:
        rival = _rival(Path(path), contents, limits)
    rng = np.random.default_rng(seed)
    found = [one for name, stack in stacks.items() for one in _differences(name, stack, rival, rng)]
    heads = {name: _head_apart(name, stacks[name], rival, rng) for name in rival.read_out}
    return Verification(rival.name, tuple(found), contents.notes, tolerance, heads)


def _rival(path: Path, contents: Contents, limits: Limits) -> Rival:
    data = path.read_bytes()
    kind = check_kind(data, limits)
    if contents.format == "onnx":
        return onnxruntime.rival(data, contents, limits)
    if contents.format == "keras":
        if kind == "hdf5" and not hdf5.parse(data, limits)[1].config:
            raise FormatError("file", "weights without a model", "a .keras or .h5 file, which Keras can run")
        return keras.rival(path, contents)
    return pytorch.rival(
        npz.parse(Archive(data, limits)) if kind == "zip" else safetensors.parse(data, limits)[0]
    )


def _as_onnx(stacks: Mapping[str, LayerStack], limits: Limits) -> Rival:
    """Return stacks of our own formats, written as ONNX, in onnxruntime."""
    found: dict[str, Rival] = {}
    read_out = {}
    for name, stack in stacks.items():
        data = dump(stack, "onnx")
        found[name] = onnxruntime.rival(data, read(data, limits), limits)
        if stack.head is not None:
            read_out[name] = onnxruntime.whole(data, "outputs")
    compute = {name: next(iter(one.compute.values())) for name, one in found.items()}
    sizes = {name: next(iter(one.sizes.values())) for name, one in found.items()}
    return Rival(f"{next(iter(found.values())).name}, written as ONNX", compute, sizes, read_out)


def _narrow(stack: LayerStack) -> LayerStack:
    """Return the stack in float32, the type in which onnxruntime computes."""

    def layer(one: Layer | None) -> Layer | None:
        if one is None or one.projection is not None:
            return one
        nets = {
            letter: GateParams(**{name: array.astype(np.float32) for name, array in net.arrays.items()})
            for letter, net in one.params.nets.items()
        }
        h0, C0 = (None if state is None else state.astype(np.float32) for state in (one.h0, one.C0))
        return Layer(one.params.like(nets), h0=h0, C0=C0)

    layers = [replace(one, forward=layer(one.forward), backward=layer(one.backward)) for one in stack.layers]
    head = stack.head
    if head is not None:
        head = Head(head.V.astype(np.float32), head.c.astype(np.float32))
    return replace(stack, layers=layers, head=head, batch_first=False)


def _differences(
    name: str, stack: LayerStack, rival: Rival, rng: np.random.Generator
) -> Iterator[Difference]:
    if name not in rival.compute:
        raise FormatError(rival.name, f"no LSTM {name!r}", "the same LSTMs as here")
    kind = np.result_type(np.float32, stack.dtype)
    worst: dict[tuple[int, Direction], tuple[float, float | None]] = {}
    for steps, batch in _sizes(stack, rival.sizes.get(name, (None, None))):
        x = exchanged(rng.normal(size=(steps, batch, stack.D)).astype(kind), stack.batch_first)
        theirs = rival.compute[name](x)
        for one in stack.run(x).layers:
            place = (one.layer, one.direction)
            if place not in theirs:
                raise FormatError(rival.name, f"no layer {place}", "the same layers as here")
            h, C = _apart(one, theirs[place])
            before_h, before_C = worst.get(place, (0.0, None))
            worst[place] = max(h, before_h), C if before_C is None or C is None else max(C, before_C)
    for (layer, direction), (h, C) in worst.items():
        yield Difference(name, layer, direction, h, C)


def _head_apart(name: str, stack: LayerStack, rival: Rival, rng: np.random.Generator) -> float:
    kind = np.result_type(np.float32, stack.dtype)
    sizes = _sizes(stack, rival.sizes.get(name, (None, None)))
    inputs = [rng.normal(size=(steps, batch, stack.D)).astype(kind) for steps, batch in sizes]
    return max(_largest(stack.run(x).outputs, rival.read_out[name](x)) for x in inputs)


def _sizes(stack: LayerStack, fixed: tuple[int | None, int | None]) -> Iterator[tuple[int, int]]:
    """Yield numbers of steps and sequences, unless the file or its lengths fix them."""
    for steps, batch in SIZES:
        if stack.lengths is None:
            yield fixed[0] or steps, fixed[1] or batch
        else:
            yield fixed[0] or max(stack.lengths) + steps - 1, len(stack.lengths)


def _apart(ours: LayerRun, theirs: States) -> tuple[float, float | None]:
    h = _largest(ours.last["h"], theirs.last_h)
    if theirs.h is not None:
        h = max(h, _largest(ours.h, theirs.h))
    return h, None if theirs.last_C is None else _largest(ours.last["C"], theirs.last_C)


def _largest(ours: Array, theirs: Array) -> float:
    """Return the largest difference, relative to the largest value if that is above 1.

    It is infinite if the shapes differ or a number is not finite.
    """
    if ours.shape != theirs.shape:
        return float("inf")
    apart = float(np.abs(ours - theirs).max())
    return apart / max(1.0, float(np.abs(theirs).max())) if np.isfinite(apart) else float("inf")
