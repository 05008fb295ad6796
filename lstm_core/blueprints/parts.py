"""What a blueprint is made of: little networks, what is done to their numbers, phases."""

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
        The name of the matrix that it passes through. Left out: it is added as it is.
    """

    of: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Inner:
    """A linear part of a net, computed ahead so that something can be done to it before the net adds it.

    Parameters
    ----------
    field : str
        What the part is called.
    of : str
        The field that it reads.
    by, bias : str
        The names of its matrix and of its own bias among the weights of the net.
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
    """A little network of one layer: squash(all that it reads, plus the bias ``b``).

    Parameters
    ----------
    letter : str
        The field that it gives; its pre-activation is ``z_`` and the letter.
    squash : str
        The function at its end, a key of `lstm_core.blueprints.ops.SQUASHES`.
    role : str
        What it is there for, which also gives its colour: forget, write, candidate, output, reset.
    phase : str
        The phase in which it is computed.
    gate : str, optional
        The gate's name for pins. Left out: it cannot be pinned.
    valve : bool
        Whether its value is the opening of a valve.
    reads : tuple of Read
        What it reads.
    peephole : str, optional
        The memory that it may see besides, if its weights hold ``p``.
    inner : Inner, optional
        A part of it that is computed ahead.
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
        What it gives.
    does : str
        A key of `lstm_core.blueprints.ops.OPS`.
    of : tuple of str
        What it takes.
    phase : str
        The phase in which it is computed.
    role : str, optional
        That of the valve whose opening it gives. Left out: it gives no opening.
    """

    field: str
    does: str
    of: tuple[str, ...]
    phase: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of one step that is shown by itself.

    Parameters
    ----------
    id : str
        Its name.
    role : str
        What it is about, which also gives its colour.
    """

    id: str
    role: str


Part: TypeAlias = Net | Inner | Op


def gives(part: Part) -> str:
    """Return the field that a part gives."""
    return part.letter if isinstance(part, Net) else part.field


def needs(part: Part, *, sees: bool = True) -> Iterator[str]:
    """Yield the fields that a part takes; without those of a peephole unless it `sees` the memory."""
    if isinstance(part, Op):
        yield from part.of
    elif isinstance(part, Inner):
        yield part.of
    else:
        yield from (read.of for read in part.reads)
        if sees and part.peephole is not None:
            yield part.peephole
