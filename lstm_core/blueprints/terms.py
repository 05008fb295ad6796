"""The terms whose sum is a pre-activation."""

from typing import NamedTuple

from lstm_core.blueprints.spec import Blueprint


class Term(NamedTuple):
    """One term of a net's pre-activation.

    Attributes
    ----------
    name : str
        The weight and its operand, such as ``Wx``, ``Uh``, ``pC``; or the field that is added unchanged.
    field : str or None
        The field; None for the bias.
    weight : str or None
        Its weight; None where the field is added unchanged.
    """

    name: str
    field: str | None
    weight: str | None


def terms(blueprint: Blueprint, letter: str) -> tuple[Term, ...]:
    """Return the terms of a net's pre-activation, including the peephole if the unit has one.

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
