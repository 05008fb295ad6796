"""What a model's file does not say, and had to be assumed: said as a warning, or refused."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass


class ModelAssumption(UserWarning, ValueError):  # noqa: N818 - a warning first of all
    """Something had to be assumed, so the numbers may not be the model's own.

    It is a warning, and where ``strict=True`` an error.
    """


@dataclass(frozen=True)
class Assumption:
    """One of them.

    Attributes
    ----------
    text : str
        Where, and what was assumed.
    settled_by : str
        The argument of `LayerStack.run` that makes it needless, such as ``"lengths"``; empty if none does.
    """

    text: str
    settled_by: str = ""


def tell(texts: Iterable[str], strict: bool = False, stacklevel: int = 2) -> None:
    """Warn of each, from the caller's caller's point of view, or raise the first where it is `strict`.

    Raises
    ------
    ModelAssumption
        If it is `strict` and there is one.
    """
    for text in dict.fromkeys(texts):
        if strict:
            raise ModelAssumption(text)
        warnings.warn(ModelAssumption(text), stacklevel=stacklevel + 1)
