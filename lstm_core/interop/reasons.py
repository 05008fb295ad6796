"""Why two models differ: mistakes are applied to one of them until no difference is left."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, TypeAlias

import lstm_core.interop.containers.npz as npz
import lstm_core.interop.containers.safetensors as safetensors
from lstm_core.interop.containers.archive import Archive
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import some
from lstm_core.interop.contents import Contents
from lstm_core.interop.errors import FormatError
from lstm_core.interop.files import check_kind, read
from lstm_core.interop.frameworks import pytorch
from lstm_core.interop.mistakes import Mistake, changed, mistakes
from lstm_core.stacks.stack import LayerStack

Agree: TypeAlias = Callable[[LayerStack, LayerStack], bool]
"""Says whether two stacks give the same numbers."""
HALVES: Final = ("bias_ih", "bias_hh")
"""PyTorch's two biases, which add up, except in a GRU's candidate."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of two models.

    Attributes
    ----------
    name : str
        Its name in a reason.
    stack : LayerStack
        Its layers.
    data : bytes
        Its file.
    """

    name: str
    stack: LayerStack
    data: bytes


def only_stack(name: str, contents: Contents) -> LayerStack:
    """Return the only stack of a file, as bare layers with the steps first.

    Raises
    ------
    FormatError
        If there are several.
    """
    if len(contents.stacks) != 1:
        raise FormatError(name, f"{len(contents.stacks)} networks: {some(contents.stacks)}", "a single one")
    (stack,) = contents.stacks.values()
    return replace(stack, head=None, assumptions=(), batch_first=False, lengths=None)


def proved(first: Side, second: Side, agree: Agree, limits: Limits) -> tuple[str, ...]:
    """Return the reasons of the first attempt that has any, simple attempts first.

    Parameters
    ----------
    first, second : Side
        The models; mistakes are applied to the second, then to the first.
    agree : callable
        The proof, for one model with the mistakes and the other without.
    limits : Limits
        The limits on the size of a file that is read again.
    """
    ways = ((second, first), (first, second))
    attempts = (
        *(_singles(*way, agree, None) for way in ways),
        *(_halves(*way, agree, limits) for way in ways),
        *(_singles(*way, agree, k) for way in ways for k in range(len(first.stack.layers))),
        *(_pairs(*way, agree) for way in ways),
    )
    return next(filter(None, map(tuple, attempts)), ())


def _singles(one: Side, other: Side, agree: Agree, only: int | None) -> Iterator[str]:
    where = "" if only is None else f" in layer {only}"
    for mistake in _known(one.stack):
        if _proves(one, other, [mistake], agree, only):
            yield f"the {one.name} with {mistake.text}{where} equals the {other.name}"


def _pairs(one: Side, other: Side, agree: Agree) -> Iterator[str]:
    for a, b in combinations(_known(one.stack), 2):
        if a.kind != b.kind and _proves(one, other, [a, b], agree, None):
            yield f"the {one.name} with {a.text} and {b.text} equals the {other.name}"
            return


def _halves(one: Side, other: Side, agree: Agree, limits: Limits) -> Iterator[str]:
    """Yield which of PyTorch's two biases, whose sum is all that a stack holds, the other model lacks."""
    kind = check_kind(one.data, limits)
    if kind not in ("zip", "safetensors") or read(one.data, limits).format != "pytorch":
        return
    is_zip = kind == "zip"
    arrays = npz.parse(Archive(one.data, limits)) if is_zip else safetensors.parse(one.data, limits)[0]
    for half in HALVES:
        without = {name: 0 * array if half in name else array for name, array in arrays.items()}
        if agree(only_stack(one.name, pytorch.read_arrays(without, [])), other.stack):
            yield f"the {one.name} with its {half} left out equals the {other.name}"


def _known(stack: LayerStack) -> list[Mistake]:
    blueprints = dict.fromkeys(layer.params.blueprint for _, _, layer in stack.directions)
    return [mistake for blueprint in blueprints for mistake in mistakes(blueprint)]


def _proves(one: Side, other: Side, made: Sequence[Mistake], agree: Agree, only: int | None) -> bool:
    stack = one.stack
    try:
        for mistake in made:
            stack = changed(stack, mistake, only)
    except ValueError:  # it does not fit these weights
        return False
    return agree(stack, other.stack)
