"""Assumptions about what a model's file does not say: reported as warnings or refused."""

import warnings
from collections.abc import Iterable
from dataclasses import dataclass


class ModelAssumption(UserWarning, ValueError):  # noqa: N818 - a warning first of all
    """Something was assumed, so the numbers may differ from the model's own.

    It is a warning, or an error with ``strict=True``.
    """


@dataclass(frozen=True)
class Assumption:
    """One assumption.

    Attributes
    ----------
    text : str
        The place and the assumption.
    settled_by : str
        The argument of `LayerStack.run` that makes it unnecessary, such as ``"lengths"``; or empty.
    """

    text: str
    settled_by: str = ""


def tell(texts: Iterable[str], strict: bool = False, stacklevel: int = 2) -> None:
    """Warn of each at the caller's caller, or raise the first if `strict` is true.

    Raises
    ------
    ModelAssumption
        If `strict` is true and there is any.
    """
    for text in dict.fromkeys(texts):
        if strict:
            raise ModelAssumption(text)
        warnings.warn(ModelAssumption(text), stacklevel=stacklevel + 1)
