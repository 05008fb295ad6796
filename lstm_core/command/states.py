"""Initial states for a run, from a file."""

from pathlib import Path
from typing import Final

from lstm_core.arrays import Array
from lstm_core.command.inputs import read_inputs
from lstm_core.interop.containers import documents
from lstm_core.interop.containers.tensors import from_lists
from lstm_core.interop.errors import FormatError

_STATE: Final = "finite numbers, or null for the model's own"


def first_states(h0: str | None, C0: str | None) -> dict[str, list[Array | None] | None]:
    """Return the initial states in these files, by the names of the arguments of a run.

    Raises
    ------
    FormatError, OSError
        As from `read_states`.
    """
    files = {"h0": h0, "C0": C0}
    return {
        name: None if file is None else read_states(f"--{name.lower()}", file) for name, file in files.items()
    }


def read_states(option: str, name: str) -> list[Array | None]:
    """Return the initial state of each layer and direction, in the order of a trace's layers.

    Parameters
    ----------
    option : str
        The option that names the file, for errors.
    name : str
        CSV, one row for each; NPY, (layers, H) or (layers, B, H), or (H,) for a single layer; or JSON, a list
        with an entry for each, in which null stands for the model's own.

    Raises
    ------
    FormatError
        If something is not a finite number.
    OSError
        If the file cannot be read.
    """
    if name.endswith(".json"):
        return _from_json(option, Path(name).read_bytes())
    try:
        array = read_inputs(name)
    except FormatError as error:
        raise FormatError(error.part.replace("input", option, 1), error.found, error.expected) from None
    return [array] if array.ndim == 1 else list(array)


def _from_json(option: str, data: bytes) -> list[Array | None]:
    told = documents.parsed(option, data, "a list of numbers for each layer")
    if not isinstance(told, list) or not told:
        raise FormatError(option, f"{told!r:.40}", "a list of numbers for each layer")
    if all(isinstance(one, int | float) for one in told):
        told = [told]
    return [
        None if one is None else from_lists(f"{option}, entry {k}", one, _STATE) for k, one in enumerate(told)
    ]
