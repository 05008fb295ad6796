"""The values of a run as terms, arrays, columns and files."""

import os
from typing import Any, BinaryIO

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import fields, terms
from lstm_core.running.labels import as_array
from lstm_core.running.values import Values


class Tables(Values):
    """What a `Trace` says in numbers, without pictures."""

    def terms(self, gate: str) -> dict[str, Array]:
        """Split the pre-activation of `gate` into its terms.

        Parameters
        ----------
        gate : str
            The letter of a gate or of the candidate.

        Returns
        -------
        dict
            ``Wx`` from the input, ``Uh`` from the hidden state, ``pC`` from the cell state (absent if the
            gate has no peephole) and ``b``, the bias; each shaped like `h`. For a GRU's candidate, ``passed``
            or ``Upassed`` in place of ``Uh``: what the reset valve lets through.

        Raises
        ------
        ValueError
            If the unit has no net with this letter.
        """
        letters = self.params.nets
        if gate not in letters:
            raise ValueError(f"gate is {gate!r}, expected one of {', '.join(letters)}")
        weights = letters[gate].arrays
        parts = {
            name: self._term(field, None if weight is None else weights[weight])
            for name, field, weight in terms(self.blueprint, gate)
            if weight is None or weight in weights
        }
        return {name: part.astype(self.h0.dtype, copy=False) for name, part in parts.items()}

    def _term(self, field: str | None, weight: Array | None) -> Array:
        """Return the term of a field: through a matrix, through one number per unit, or unchanged."""
        seen = np.ones(self._shape, self.h0.dtype) if field is None else self.__getattr__(field)
        if weight is None:
            return seen
        term: Array = seen * weight if weight.ndim == 1 else seen @ weight.T
        return term

    def arrays(self) -> dict[str, Array]:
        """Return all arrays by name, without the states before each step: the previous step has them."""
        before = {name for name in self.blueprint.before if name.removesuffix("_prev") in self.values}
        return {name: array for name, array in self.values.items() if name not in before}

    def columns(self) -> dict[str, Array]:
        """Return the columns of a table that has one row per step, sequence and unit.

        Returns
        -------
        dict
            ``step``, ``sequence`` (absent for a single sequence) and ``unit``, counted from 0; ``label``, if
            the steps have labels; then every array of the run with one number per unit, such as ``f``,
            ``kept``, ``added`` and ``h``.

        Raises
        ------
        ValueError
            If this is the trace of one step.
        """
        places = ("step", "sequence", "unit") if self.steps and len(self._shape) == 3 else ("step", "unit")
        counted = np.indices(self._shape).reshape(len(places), -1)
        table: dict[str, Array] = dict(zip(places, counted, strict=True))
        if self.labels is not None:
            each = np.array(self.labels, dtype=object).T
            table["label"] = each[table["step"], table.get("sequence", 0)]
        own = [one.name for one in fields(self.blueprint) if one.axes == "TH" and one.kind != "before"]
        return table | {name: self.values[name].reshape(-1) for name in own if name in self.values}

    def to_dict(self) -> dict[str, Any]:
        """Return all arrays by name as nested lists, ready for JSON."""
        return {name: array.tolist() for name, array in self.arrays().items()}

    def to_npz(self, file: str | os.PathLike[str] | BinaryIO) -> None:
        """Write all arrays by name to an .npz file, or to a binary stream.

        The labels of the steps, if there are any, are ``labels``: texts (T,), or (T, B) for a batch.
        """
        np.savez(file, allow_pickle=False, **self.arrays(), **as_array(self.labels))

    def to_dataframe(self) -> Any:  # noqa: ANN401 - a pandas.DataFrame
        """Return `columns` as a pandas.DataFrame.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        from lstm_core.interop.frames import data_frame

        return data_frame(self.columns())
