"""From a table, CSV, NPY or NPZ, or from a text, to the inputs of a request."""

from functools import partial

import numpy as np

from app.config import Settings
from app.faults.kinds import Refused, Unusable
from app.faults.wording import setting
from app.runs.answers import dump
from app.runs.runner import Runner
from app.runs.sources import TextRequest
from app.wire.files import from_stranger
from app.wire.forms import MAX_MAGNITUDE
from app.wire.tokens import read_words, tokens_of
from lstm_core.interop.confined.reading import read_table


def inputs_json(data: bytes, columns: int | None, settings: Settings) -> bytes:
    """Return the JSON answer of ``POST /inputs``.

    Parameters
    ----------
    data : bytes
        A table as CSV, with or without a first row of names and a first column of labels, as NPY, or as NPZ.
    columns : int or None
        The number of columns, if it is known: in a single one, a comma is decimal.
    settings : Settings
        The limits.

    Raises
    ------
    Unusable, TooLarge, TooSlow, Unavailable
        The message gives the place of the first thing that is not a number, or says what else is wrong.
    """
    table = from_stranger(partial(read_table, data, settings.max_steps, columns), "table")
    rows = table.rows
    for line, column in np.argwhere(~(np.abs(rows) <= MAX_MAGNITUDE))[:1]:
        found = f"row {line + 1}, column {column + 1} holds {rows[line, column]:g}"
        wanted = f"expected a number from {-MAX_MAGNITUDE:g} to {MAX_MAGNITUDE:g}"
        raise Unusable(f"This table cannot be used: {found}, {wanted}.")
    answer: dict[str, object] = {"names": table.names, "steps": len(rows), "inputs": rows}
    more = {"labels": table.labels, "shape": table.shape}
    return dump(answer | {name: value for name, value in more.items() if value is not None})


def text_json(runner: Runner, request: TextRequest, settings: Settings) -> bytes:
    """Return the JSON answer of ``POST /tokens``.

    Raises
    ------
    Refused
        If the model has no such embedding, or a token or an id is not known; with the place.
    """
    network = runner.network(request.model)
    vocabulary = None
    if request.vocabulary is not None:
        file = request.vocabulary.encode("utf-8", "replace")
        vocabulary = read_words(file, settings.max_vocabulary)
    name = "text" if request.ids is None else "ids"
    given = tokens_of(
        request.text or request.ids or [], vocabulary, network, request.model.embedding, f"/{name}"
    )
    if len(given.ids) > settings.max_steps:
        found = f"{len(given.ids)} steps are over the limit max_steps of {settings.max_steps}"
        raise Refused(f"/{name}", f"{found}; send less, or raise the setting {setting('max_steps')}")
    return dump({"ids": given.ids, "labels": given.labels, "inputs": given.rows()})
