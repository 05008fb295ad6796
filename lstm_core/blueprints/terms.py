"""The parts that a pre-activation is the sum of."""

from typing import NamedTuple

from lstm_core.blueprints.spec import Blueprint


class Term(NamedTuple):
    """One part of a net's pre-activation.

    Attributes
    ----------
    name : str
        The weight and what it is multiplied with: ``Wx``, ``Uh``, ``pC``; or the field that is added as is.
    field : str or None
        The field; None for the bias.
    weight : str or None
        Its weight; None where the field is added as it is.
    """

    name: str
    field: str | None
    weight: str | None


def terms(blueprint: Blueprint, letter: str) -> tuple[Term, ...]:
    """Return the parts of a net's pre-activation, the peephole's among them where the unit has one.

    Raises
    ------
    ValueError
        If there is no such net.
    """
    net = blueprint.net(letter)
    reads = [(read.of, read.by) for read in net.reads]
    if net.peephole is not None:
        reads.append((net.peephole, "p"))
    found = [Term((by or "") + of.removesuffix("_prev"), of, by) for of, by in reads]
    return (*found, Term("b", None, "b"))
