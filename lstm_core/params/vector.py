"""All numbers of some weights as one vector, and back."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import numpy as np

from lstm_core.arrays import Array, check_shape

Weights = TypeVar("Weights")


def flatten(weights: object) -> Array:
    """Return all numbers of a model, a layer or a head as one vector."""
    return np.concatenate([array.ravel() for array in _arrays(weights)])


def unflatten(like: Weights, vector: Array) -> Weights:
    """Return weights shaped like `like`, with the numbers of `vector`.

    Raises
    ------
    ValueError
        If `vector` has more or fewer numbers than `like`.
    """
    check_shape("vector", vector, "(numbers in like,)", flatten(like).shape)
    rest = vector

    def build(node: Any) -> Any:  # noqa: ANN401 - weights inside weights
        nonlocal rest
        if isinstance(node, np.ndarray):
            own, rest = rest[: node.size], rest[node.size :]
            return own.reshape(node.shape)
        if not _arrays(node):
            return node
        built = {name: build(part) for name, part in _parts(node).items()}
        return built if isinstance(node, Mapping) else type(node)(**built)

    built: Weights = build(like)
    return built


def _arrays(node: object) -> list[Array]:
    if isinstance(node, np.ndarray):
        return [node]
    return [array for part in _parts(node).values() for array in _arrays(part)]


def _parts(node: object) -> Mapping[str, object]:
    if isinstance(node, Mapping):
        return node
    if is_dataclass(node):
        return {field.name: getattr(node, field.name) for field in fields(node)}
    return {}
