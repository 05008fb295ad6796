"""The gradient in each pipe during the backward pass: a sum hands its gradient on to both inputs."""

from dataclasses import dataclass

from lstm_core.blueprints.parts import Op
from lstm_core.blueprints.spec import Blueprint
from lstm_core.blueprints.water import Taker


@dataclass(frozen=True, slots=True)
class Backflow:
    """The gradient in one pipe.

    Attributes
    ----------
    field : str
        The key in `Gradients.fields`.
    before : bool
        Whether it belongs to the state before the step: look it up in the previous step, or in the start.
    shown : bool
        Whether it is the gradient of a carried state, which the picture of the backward pass shows.
    """

    field: str
    before: bool
    shown: bool


def backflow(blueprint: Blueprint, field: str, taker: Taker, *, main: bool) -> Backflow:
    """Return which gradient comes back from `taker` through the pipe of `field`.

    Parameters
    ----------
    blueprint : Blueprint
        The unit.
    field : str
        What flows forwards in the pipe.
    taker : Sink, Op or Net
        Where the pipe leads.
    main : bool
        Whether this is the field's main pipe. It shows the gradient along all paths; a branch shows only its
        own.
    """
    if not main and isinstance(taker, Op):
        return Backflow(edge(field, taker), False, False)
    if field in blueprint.before:
        return Backflow(field.removesuffix("_prev"), True, True)
    if isinstance(taker, Op) and taker.does == "plus" and field not in blueprint.carried:
        return Backflow(taker.field, False, taker.field in blueprint.carried)
    return Backflow(field, False, field in blueprint.carried)


def edge(field: str, op: Op) -> str:
    """Return the key of the gradient that comes back to `field` through one operation."""
    return f"{field}_{op.field}"
