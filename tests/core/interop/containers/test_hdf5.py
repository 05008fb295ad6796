"""The process that reads HDF5: its crash, its silence and its refusal say what is wrong with the file."""

import subprocess
import sys
from pathlib import Path

import pytest

from lstm_core.interop import FormatError, Limits
from lstm_core.interop.containers import hdf5

FAKES = {
    "crash": (
        "import os; os.abort()",
        "HDF5 file: found damage at which its reader broke down, expected a whole",
    ),
    "silence": ("import time; time.sleep(60)", "HDF5 file: found no end within 0.5 s, expected a whole file"),
    "refusal": (
        'print(\'{"part": "a", "found": "b", "expected": "c"}\'); raise SystemExit(3)',
        "^a: found b, expected c$",
    ),
}


@pytest.mark.parametrize("fault", FAKES)
def test_what_happens_to_the_child_is_told(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program, message = FAKES[fault]
    monkeypatch.setattr(hdf5, "_START", program)
    monkeypatch.setattr(hdf5, "SECONDS", 0.5 if fault == "silence" else 30)
    with pytest.raises(FormatError, match=message):
        hdf5.parse(b"", Limits())


def test_without_h5py_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"pip install 'memory-pipe\[keras\]'"):
        hdf5.parse(b"", Limits())


def test_nothing_else_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, lstm_core.interop; "
        "print([name for name in ('onnx', 'h5py', 'torch', 'keras', 'pandas') if name in sys.modules])"
    )
    root = Path(__file__).parents[4]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
