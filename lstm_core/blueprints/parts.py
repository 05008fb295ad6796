"""What a blueprint is made of: small networks, operations on their results, phases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that a net reads.

    Parameters
    ----------
    of : str
        The field: ``x``, a value of this step, or a state of the step before, such as ``h_prev``.
    by : str, optional
        The name of the matrix that it is multiplied by; without one, it is added unchanged.
    """

    of: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Inner:
    """A linear part of a net, computed ahead so that it can be changed before the net adds it.

    Parameters
    ----------
    field : str
        The name of the part.
    of : str
        The field that it reads.
    by, bias : str
        The names of its matrix and of its own bias, among the weights of the net.
    phase : str
        The phase in which it is computed.
    """

    field: str
    of: str
    by: str = "U"
    bias: str = "bU"
    phase: str = "signals"


@dataclass(frozen=True, slots=True)
class Net:
    """A small network of one layer: squash(everything that it reads, plus the bias ``b``).

    Parameters
    ----------
    letter : str
        The field that it gives; its pre-activation is called ``z_`` and the letter.
    squash : str
        The squashing function, a key of `lstm_core.blueprints.ops.SQUASHES`.
    role : str
        Its purpose, which also decides its colour: forget, write, candidate, output, reset.
    phase : str
        The phase in which it is computed.
    gate : str, optional
        The gate's name in pins; without one, it cannot be pinned.
    valve : bool
        Whether its value is the opening of a valve.
    reads : tuple of Read
        What it reads.
    peephole : str, optional
        The memory that it also sees if its weights include ``p``.
    inner : Inner, optional
        The part of it that is computed ahead.
    """

    letter: str
    squash: str
    role: str
    phase: str = "signals"
    gate: str | None = None
    valve: bool = True
    reads: tuple[Read, ...] = (Read("x", "W"), Read("h_prev", "U"))
    peephole: str | None = None
    inner: Inner | None = None


@dataclass(frozen=True, slots=True)
class Op:
    """One operation, element by element.

    Parameters
    ----------
    field : str
        The field that it gives.
    does : str
        A key of `lstm_core.blueprints.ops.OPS`.
    of : tuple of str
        The operands.
    phase : str
        The phase in which it is computed.
    role : str, optional
        The role of the valve whose opening it gives, if it gives one.
    """

    field: str
    does: str
    of: tuple[str, ...]
    phase: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of one step that is shown on its own.

    Parameters
    ----------
    id : str
        Its name.
    role : str
        Its subject, which also decides its colour.
    """

    id: str
    role: str


Part: TypeAlias = Net | Inner | Op


def gives(part: Part) -> str:
    """Return the field that a part gives."""
    return part.letter if isinstance(part, Net) else part.field


def needs(part: Part, *, sees: bool = True) -> Iterator[str]:
    """Yield the operands of a part, including the memory seen by its peephole if `sees` is true."""
    if isinstance(part, Op):
        yield from part.of
    elif isinstance(part, Inner):
        yield part.of
    else:
        yield from (read.of for read in part.reads)
        if sees and part.peephole is not None:
            yield part.peephole
