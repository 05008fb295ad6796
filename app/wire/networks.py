"""From weights of the wire to the core's parameters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from app.faults.kinds import Refused
from app.wire.arrays import Array, matrix, vector
from app.wire.weights import CandidateWeights, GateWeights, Weights
from lstm_core import LSTMStack
from lstm_core.params import GATES, GateParams, LSTMParams, UnitParams
from lstm_core.stacks.layer import Direction, Layer


@dataclass(frozen=True, slots=True)
class Network:
    """A network that is ready to run: a stack of layers, of which a preset has one.

    Attributes
    ----------
    stack : LSTMStack
        Its weights, and a head where that was learnt too.
    preset : str or None
        The preset's name, None for any other network.
    id : str or None
        The uploaded model's id, None for any other network.
    alphabet : dict or None
        The input vector of each letter, where the network reads text.
    notes : sequence of str
        What had to be assumed of it.
    """

    stack: LSTMStack
    preset: str | None = None
    id: str | None = None
    alphabet: dict[str, list[float]] | None = None
    notes: Sequence[str] = ()

    @property
    def cells(self) -> list[tuple[int, Direction, Layer]]:
        """Every layer and direction with its weights, in the order of an answer's layers."""
        return list(self.stack.directions)

    @property
    def size(self) -> int:
        """The number of weights, peepholes and biases included."""
        return sum(weights_of(cell.params) for _, _, cell in self.cells)

    @property
    def units(self) -> int:
        """The number of units of all layers and directions."""
        return sum(cell.params.H for _, _, cell in self.cells)

    def summary(self) -> dict[str, Any]:
        """Return what an answer says about the network; units and peepholes only where it has one cell."""
        first, *more = (cell.params for _, _, cell in self.cells)
        return {
            "preset": self.preset,
            "id": self.id,
            "units": None if more else first.H,
            "inputs": self.stack.D,
            "peepholes": None if more else peepholes(first),
            "notes": list(self.notes),
        }


def weights_of(params: UnitParams) -> int:
    """Return how many numbers a layer has."""
    return sum(array.size for net in params.nets.values() for array in net.arrays.values())


def peepholes(params: UnitParams) -> dict[str, str]:
    """Return the kind of peephole, ``none | diagonal | full``, of the three gates."""
    return {gate: getattr(params, gate).peephole for gate in ("f", "i", "o")}


def from_wire(weights: Weights, pointer: str, max_units: int, max_inputs: int) -> LSTMParams:
    """Return the parameters of `weights`.

    Parameters
    ----------
    weights : Weights
        As they came; H and D are read off ``f.W``.
    pointer : str
        Where they stand in the body.
    max_units, max_inputs : int
        Limits of H and D.

    Raises
    ------
    Refused
        With the place of the first shape that does not fit, or the limit exceeded.
    """
    H, D = len(weights.f.W), len(weights.f.W[0]) if weights.f.W else 0
    if not H or not D:
        raise Refused(f"{pointer}/f/W", "expected at least one row with at least one number")
    if max_units < H:
        raise Refused(f"{pointer}/f/W", f"{H} units are over the limit max_units of {max_units}")
    if max_inputs < D:
        raise Refused(f"{pointer}/f/W/0", f"{D} inputs are over the limit max_inputs of {max_inputs}")
    gates = {name: _gate(getattr(weights, name), f"{pointer}/{name}", H, D) for name in GATES}
    return LSTMParams(**gates)


def to_wire(params: UnitParams) -> dict[str, Any]:
    """Return the weights of `params` in the wire's form."""
    return {
        name: {
            "W": (gate := getattr(params, name)).W.tolist(),
            "U": gate.U.tolist(),
            "b": gate.b.tolist(),
            "p": None if gate.p is None else gate.p.tolist(),
        }
        for name in GATES
    }


def _gate(gate: GateWeights | CandidateWeights, pointer: str, H: int, D: int) -> GateParams:
    return GateParams(
        W=_rows(gate.W, H, D, f"{pointer}/W", "inputs"),
        U=_rows(gate.U, H, H, f"{pointer}/U", "units"),
        b=vector(gate.b, H, f"{pointer}/b", "units"),
        p=_peephole(gate.p, H, f"{pointer}/p"),
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
