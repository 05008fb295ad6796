"""What the tests of all folders share."""

import pytest

from lstm_core.interop.containers import hdf5


@pytest.fixture
def hdf5_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read HDF5 in this process: a new interpreter for each file costs more than all else in a test.

    That it is read in a process of its own is tested where containers and whole files are.
    """
    monkeypatch.setattr(hdf5, "is_confined", lambda: True)
