"""The weights of a unit's nets: their names, their shapes, and what does not fit."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from lstm_core.arrays import Array, check_shape
from lstm_core.blueprints.parts import Net
from lstm_core.blueprints.spec import Blueprint

Weights: TypeAlias = Mapping[str, Mapping[str, Array | None]]
"""By the letter of the net and the name. A peephole ``p`` may be None or left out."""

Kind: TypeAlias = str
"""The kind of a peephole: ``none``, ``diagonal`` (H,) or ``full`` (H, H)."""


def axes(net: Net) -> dict[str, str]:
    """Return the axes of each array that the net must have: ``{"W": "HD", "U": "HH", "b": "H"}``."""
    found = {read.by: "HD" if read.of == "x" else "HH" for read in net.reads if read.by is not None}
    if net.inner is not None:
        found[net.inner.by] = "HD" if net.inner.of == "x" else "HH"
    found["b"] = "H"
    if net.inner is not None:
        found[net.inner.bias] = "H"
    return found


def weight_shapes(blueprint: Blueprint, D: int, H: int) -> dict[str, dict[str, tuple[int, ...]]]:
    """Return the shape of each array of each net, without peepholes, for `D` inputs and `H` units."""
    size = {"D": D, "H": H}
    return {
        net.letter: {name: tuple(size[axis] for axis in letters) for name, letters in axes(net).items()}
        for net in blueprint.nets
    }


def peephole_kind(weights: Mapping[str, Array | None]) -> Kind:
    """Return what each unit of a net sees of the memory: none, its own (diagonal), or all of it (full)."""
    p = weights.get("p")
    return "none" if p is None else "diagonal" if p.ndim == 1 else "full"


def sizes(blueprint: Blueprint, weights: Weights) -> tuple[int, int]:
    """Return the number of inputs D and the number of units H.

    Raises
    ------
    ValueError
        If a net or one of its arrays is missing or unknown, or has a shape that does not fit.
    """
    letters = [net.letter for net in blueprint.nets]
    if set(weights) != set(letters):
        raise ValueError(f"weights are for {', '.join(weights) or 'no net'}, expected {', '.join(letters)}")
    D, H = 0, 0
    for net in blueprint.nets:
        own = weights[net.letter]
        for name, letters_of in axes(net).items():
            given = own.get(name)
            if given is None:
                raise ValueError(f"{net.letter}.{name} is missing, expected {_tuple(letters_of)}")
            shape = np.shape(given)
            if letters_of == "HD" and not D:
                D = shape[-1] if len(shape) == 2 else 0
            H = H or (shape[0] if shape else 0)
            if not (D or "D" not in letters_of) or not H:
                raise ValueError(
                    f"{net.letter}.{name} has shape {shape}, expected {_tuple(letters_of)}, neither being 0"
                )
    for net, shapes in zip(blueprint.nets, weight_shapes(blueprint, D, H).values(), strict=True):
        _check(net, weights[net.letter], shapes, H)
    return D, H


def _check(net: Net, own: Mapping[str, Array | None], shapes: Mapping[str, tuple[int, ...]], H: int) -> None:
    for name, letters in axes(net).items():
        check_shape(f"{net.letter}.{name}", np.asarray(own[name]), _tuple(letters), shapes[name])
    for name in own:
        if name not in shapes and name != "p":
            raise ValueError(f"{net.letter}.{name} is unknown, expected {', '.join((*shapes, 'p'))}")
    p = own.get("p")
    if p is None:
        return
    if net.peephole is None:
        raise ValueError(f"{net.letter}.p has shape {p.shape}, expected None: this net has no peephole")
    if p.shape not in ((H,), (H, H)):
        raise ValueError(f"{net.letter}.p has shape {p.shape}, expected (H,) = {(H,)} or (H, H) = {(H, H)}")


def _tuple(letters: str) -> str:
    return f"({', '.join(letters)}{',' if len(letters) == 1 else ''})"
