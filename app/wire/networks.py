"""From weights on the wire to the core's parameters, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from app.faults.kinds import Refused
from app.faults.wording import setting
from app.wire.arrays import Array, matrix, vector
from app.wire.weights import Head as WireHead
from app.wire.weights import NetWeights, Weights
from lstm_core import Blueprint, LayerStack
from lstm_core.blueprints import fields
from lstm_core.blueprints.parts import Net
from lstm_core.interop.embeddings import Words
from lstm_core.params import GateParams, Head, UnitParams, params_of
from lstm_core.stacks.layer import Direction, Layer

_FILE = "upload the model as a file, or raise the setting"
"""The way out of a limit on weights in a request."""


@dataclass(frozen=True)
class Network:
    """A network that is ready to run: a stack of layers, only one in a preset.

    Attributes
    ----------
    stack : LayerStack
        Its weights, and a head if one was learnt too.
    preset : str or None
        The preset's name; None for any other network.
    id : str or None
        The uploaded model's id; None for any other network.
    alphabet : dict or None
        The input vector of each letter, if the network reads text.
    notes : sequence of str
        The assumptions about it.
    embeddings : mapping of (V, E)
        The embeddings of its file, by name: what makes inputs of tokens.
    vocabulary : Words or None
        The id of each token, where the model was sent with a vocabulary.
    """

    stack: LayerStack
    preset: str | None = None
    id: str | None = None
    alphabet: dict[str, list[float]] | None = None
    notes: Sequence[str] = ()
    embeddings: Mapping[str, Array] = field(default_factory=dict)
    vocabulary: Words | None = None

    @cached_property
    def cells(self) -> Sequence[tuple[int, Direction, Layer]]:
        """Every layer and direction with its weights, in the order of an answer's layers."""
        return tuple(self.stack.directions)

    @cached_property
    def size(self) -> int:
        """The number of weights, with peepholes, biases, projections and the head."""
        head = self.stack.head
        read_out = 0 if head is None else head.V.size + head.c.size
        projections = sum(cell.projection.R.size for _, _, cell in self.cells if cell.projection is not None)
        return sum(weights_of(cell.params) for _, _, cell in self.cells) + projections + read_out

    @property
    def outputs(self) -> int:
        """The number of outputs of the head at each step, 0 without a head."""
        return 0 if self.stack.head is None else len(self.stack.head.c)

    @cached_property
    def units(self) -> int:
        """The number of units of all layers and directions."""
        return sum(cell.params.H for _, _, cell in self.cells)

    @cached_property
    def arrays(self) -> int:
        """The most arrays that the trace of a layer holds with one number for each step and unit."""
        blueprints = [cell.params.blueprint for _, _, cell in self.cells]
        return max(len(fields(blueprint)) - len(blueprint.carried) for blueprint in blueprints)

    @cached_property
    def values(self) -> int:
        """The numbers of one step: all that its trace holds of units, and the outputs of the head."""
        return self.units * self.arrays + self.outputs

    def start_work(self, given: bool) -> int:
        """Return the work of finding the states that projections make into first hidden states.

        Parameters
        ----------
        given : bool
            Whether a run gives these; otherwise only a layer's own count.
        """
        shapes = [
            cell.projection.R.shape
            for _, _, cell in self.cells
            if cell.projection is not None and (given or cell.h0 is not None)
        ]
        return sum(P * H * min(P, H) for P, H in shapes)

    def summary(self) -> dict[str, Any]:
        """Return an answer's description of the network; units and peepholes only if it has one cell."""
        first, *more = (cell.params for _, _, cell in self.cells)
        units = {params.blueprint.name for params in (first, *more)}
        return {
            "preset": self.preset,
            "id": self.id,
            "unit": None if len(units) > 1 else units.pop(),
            "units": None if more else first.H,
            "inputs": self.stack.D,
            "peepholes": None if more else peepholes(first),
            "notes": list(self.notes),
        }


def weights_of(params: UnitParams) -> int:
    """Return the number of weights in a layer."""
    return sum(array.size for net in params.nets.values() for array in net.arrays.values())


def peepholes(params: UnitParams) -> dict[str, str]:
    """Return the kind of peephole, ``none | diagonal | full``, of each net that may have one."""
    return {net.letter: params.nets[net.letter].peephole for net in params.blueprint.nets if net.peephole}


def from_wire(
    weights: Weights, blueprint: Blueprint, pointer: str, max_units: int, max_inputs: int
) -> UnitParams:
    """Return the parameters of `weights`.

    Parameters
    ----------
    weights : Weights
        The weights as received; H and D are taken from W of the first net.
    blueprint : Blueprint
        Their unit.
    pointer : str
        Where they are in the body.
    max_units, max_inputs : int
        Limits of H and D.

    Raises
    ------
    Refused
        With the place of the first net or shape that does not fit, or with the limit exceeded.
    """
    given = weights.root
    for net in blueprint.nets:
        if net.letter not in given:
            raise Refused(f"{pointer}/{net.letter}", "this field is required")
    first = blueprint.nets[0].letter
    W = given[first].W
    H, D = len(W), len(W[0]) if W else 0
    if not H or not D:
        raise Refused(f"{pointer}/{first}/W", "expected at least one row with at least one number")
    if max_units < H:
        raise Refused(
            f"{pointer}/{first}/W",
            f"{H} units are over the limit max_units of {max_units}; {_FILE} {setting('max_units')}",
        )
    if max_inputs < D:
        raise Refused(
            f"{pointer}/{first}/W/0",
            f"{D} inputs are over the limit max_inputs of {max_inputs}; {_FILE} {setting('max_inputs')}",
        )
    nets = {
        net.letter: _net(given[net.letter], net, f"{pointer}/{net.letter}", H, D) for net in blueprint.nets
    }
    for letter in given:
        if letter not in nets:
            raise Refused(f"{pointer}/{letter}", f"expected the nets {', '.join(nets)} of this unit alone")
    return params_of(blueprint, nets)


def head_from_wire(head: WireHead, H: int, pointer: str) -> Head:
    """Return what reads the outputs of H units; raises `Refused` with the place of what does not fit."""
    V = matrix(head.V, H, f"{pointer}/V", "units")
    return Head(V, vector(head.c, len(V), f"{pointer}/c", "rows of V"))


def to_wire(params: UnitParams) -> dict[str, Any]:
    """Return the weights of `params` in the wire's form; p is null for a net without a peephole.

    A unit without any peepholes has no p at all.
    """
    none = {"p": None} if any(net.peephole for net in params.blueprint.nets) else {}
    return {
        letter: {name: array.tolist() for name, array in net.arrays.items()} | (none if net.p is None else {})
        for letter, net in params.nets.items()
    }


def _net(weights: NetWeights, plan: Net, pointer: str, H: int, D: int) -> GateParams:
    if plan.peephole is None and weights.p is not None:
        raise Refused(f"{pointer}/p", "expected null, found a list")
    if plan.inner is None and weights.bU is not None:
        raise Refused(f"{pointer}/bU", "expected null, found a list")
    if plan.inner is not None and weights.bU is None:
        raise Refused(f"{pointer}/bU", "this field is required")
    return GateParams(
        W=_rows(weights.W, H, D, f"{pointer}/W", "inputs"),
        U=_rows(weights.U, H, H, f"{pointer}/U", "units"),
        b=vector(weights.b, H, f"{pointer}/b", "units"),
        p=_peephole(weights.p, H, f"{pointer}/p"),
        bU=None if weights.bU is None else vector(weights.bU, H, f"{pointer}/bU", "units"),
    )


def _rows(rows: list[list[float]], H: int, width: int, pointer: str, meaning: str) -> Array:
    if len(rows) != H:
        raise Refused(pointer, f"expected {H} rows, one for each unit, found {len(rows)}")
    return matrix(rows, width, pointer, meaning)


def _peephole(p: list[float] | list[list[float]] | None, H: int, pointer: str) -> Array | None:
    if p is None:
        return None
    if p and isinstance(p[0], list):
        return _rows(p, H, H, pointer, "units")
    return vector(cast("list[float]", p), H, pointer, "units")
