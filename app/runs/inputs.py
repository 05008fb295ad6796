"""From a table, CSV or NPY, to the inputs of a request."""

from functools import partial

import numpy as np

from app.config import Settings
from app.faults.kinds import Unusable
from app.runs.answers import dump
from app.wire.files import from_stranger
from app.wire.forms import MAX_MAGNITUDE
from lstm_core.interop.confined.reading import read_table


def inputs_json(data: bytes, columns: int | None, settings: Settings) -> bytes:
    """Return the JSON answer of ``POST /inputs``.

    Parameters
    ----------
    data : bytes
        A table as CSV, with or without a first row of names, or as NPY.
    columns : int or None
        The number of columns, if it is known: in a single one, a comma is decimal.
    settings : Settings
        The limits.

    Raises
    ------
    Unusable, TooLarge, TooSlow, Unavailable
        The message gives the place of the first thing that is not a number, or says what else is wrong.
    """
    names, rows = from_stranger(partial(read_table, data, settings.max_steps, columns), "table")
    for line, column in np.argwhere(~(np.abs(rows) <= MAX_MAGNITUDE))[:1]:
        found = f"row {line + 1}, column {column + 1} holds {rows[line, column]:g}"
        wanted = f"expected a number from {-MAX_MAGNITUDE:g} to {MAX_MAGNITUDE:g}"
        raise Unusable(f"This table cannot be used: {found}, {wanted}.")
    return dump({"names": names, "steps": len(rows), "inputs": rows})
