"""One line of the budgets table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A ratio that was measured in one run, beside what it must be.

    Parameters
    ----------
    what : str
        What was measured, against what.
    ratio : float
        The ratio.
    budget : str
        What it must be, for instance ``">= 4"``.
    holds : bool
        Whether it is so.
    note : str
        What a reader should know besides.
    """

    what: str
    ratio: float
    budget: str
    holds: bool
    note: str = ""
