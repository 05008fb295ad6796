"""Trained models that come with packages: each equals its framework, or is refused for what it is."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from lstm_core import verify
from lstm_core.command import main
from lstm_core.interop import FormatError, read

SILERO = {
    "silero_vad.onnx": 4,
    "silero_vad_16k.safetensors": 1,
    "silero_vad_16k_op15.onnx": 2,
    "silero_vad_16k_sequence.onnx": 1,
    "silero_vad_half.onnx": 2,
    "silero_vad_openvino_16k.onnx": 1,
}
"""How many LSTMs each file has; those in branches count."""
REFUSED = {
    "silero_vad.jit": "found a PyTorch file, which is a pickle",
    "silero_vad_op18_ifless.onnx": "one that is spelt out, as exporters write an LSTMCell, cannot be",
}
pytestmark = pytest.mark.filterwarnings("ignore")


def shipped(package: str, path: str) -> Path:
    """Return a file of a package, which is not imported; skip the test where there is no such package."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        pytest.skip(f"{package} is not installed")
    return Path(found.submodule_search_locations[0]) / path


@pytest.mark.parametrize("name", SILERO)
def test_a_file_of_silero_vad_opens_and_equals_its_framework(name: str) -> None:
    path = shipped("silero_vad", f"data/{name}")
    if path.suffix == ".safetensors":
        pytest.importorskip("torch", reason="torch is not installed")
    found = verify(path).differences
    assert len(found) == SILERO[name]
    assert max(max(one.h, one.C or 0) for one in found) < 1e-5


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_silero_vad_that_does_not_open_is_told_why(name: str) -> None:
    with pytest.raises(FormatError, match=REFUSED[name]):
        read(shipped("silero_vad", f"data/{name}"))


def test_the_pickle_of_g2pm_is_converted_and_equals_pytorch(tmp_path: Path) -> None:
    pickled, out = shipped("g2pM", "np_ckpt.pkl"), tmp_path / "model.safetensors"
    pytest.importorskip("torch", reason="torch is not installed")
    assert main(["convert", str(pickled), "-o", str(out)]) == 0
    found = verify(out).differences
    assert [(one.lstm, one.direction) for one in found] == [("lstm", "forward"), ("lstm", "backward")]
    assert max(max(one.h, one.C or 0) for one in found) < 1e-5
