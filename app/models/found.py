"""One uploaded model, as a request asks for it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from app.faults.kinds import NotThere, Refused, TooLarge
from app.models.description import notes_of
from app.wire.forms import Direction
from app.wire.networks import Network, to_wire
from lstm_core import LayerStack
from lstm_core.interop import Contents, FormatError

MOST_UNITS_SHOWN = 8
"""Up to this many units, the weights of a layer are sent as numbers."""


class Found:
    """What the store answered about one model: the rest is work, and seldom asks it again.

    Parameters
    ----------
    model : str
        Its id.
    read : callable
        Returns what its file holds, or None if it is gone.
    """

    def __init__(self, model: str, read: Callable[[], Contents | None]) -> None:
        self._model, self._read = model, read

    def network(self, model: str, lstms: Sequence[str] | None, head: str | None) -> Network:
        """Return the network of a request that names the model.

        Raises
        ------
        Refused
            When there is no such model, or it has no such network or head.
        """
        contents = self._read() if model == self._model else None
        if contents is None:
            raise Refused("/model/id", unknown(model).detail)
        try:
            stack = _stack(contents, lstms, head)
            return Network(
                replace(stack, assumptions=(), lengths=None),
                id=model,
                notes=notes_of(stack, contents),
                embeddings=contents.embeddings,
                vocabulary=contents.vocabulary,
            )
        except FormatError as error:
            raise Refused(f"/model/{'head' if 'head' in error.part else 'lstms'}", str(error)) from None

    def weights(self, lstm: str | None, layer: int, direction: Direction | None) -> dict[str, Any]:
        """Return the weights of one layer in one direction, in the form that a request can send.

        Raises
        ------
        NotThere, TooLarge
            When there is no such model or layer; when it has more than `MOST_UNITS_SHOWN` units.
        """
        contents = self._read()
        if contents is None:
            raise unknown(self._model)
        try:
            stack = _stack(contents, None if lstm is None else [lstm], None)
        except FormatError as error:
            raise NotThere(str(error)) from None
        for k, way, cell in stack.directions:
            if k == layer and direction in (None, way):
                if cell.params.H > MOST_UNITS_SHOWN:
                    raise TooLarge(
                        f"The layer has {cell.params.H} units; weights are sent up to {MOST_UNITS_SHOWN}."
                    )
                return to_wire(cell.params)
        known = ", ".join(f"{k} {way}" for k, way, _ in stack.directions)
        wanted = f"layer {layer}" if direction is None else f"layer {layer} {direction}"
        raise NotThere(f"There is no {wanted}; there are: {known}")


def unknown(model: str) -> NotThere:
    """Return the fault of a request for a model that is not there."""
    shown = model if len(model) <= 8 else f"{model[:8]}..."
    return NotThere(f'There is no model "{shown}" on this server; it may have been deleted.')


def _stack(contents: Contents, lstms: Sequence[str] | None, head: str | None) -> LayerStack:
    return contents.join(*(lstms or list(contents.stacks)[:1]), head=head)
