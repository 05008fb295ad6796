"""Where the replay finds what it needs of the checkout: the only lines that follow a move."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
LAB: Final = ROOT / "static/js/pages/lab/state.js"
"""Exports ``GRAMMAR``, ``LAB_INITIAL``, the state of a page without an address, and ``reduceLab``."""
QUERY: Final = ROOT / "static/js/pages/board/alone.state.js"
"""Exports ``fromQuery`` and ``toQuery``."""
UNITS: Final = ROOT / "static/js/unit/blueprint.js"
"""Exports ``readBlueprints``, which takes the units that a page brings."""
FIXTURES: Final = ROOT / "tests/fixtures"
"""Files that PyTorch, Keras and ONNX wrote."""

HERE: Final = Path(__file__).resolve().parent
RECORDING: Final = HERE / "recording.jsonl.xz"
FILES: Final = HERE / "files"
"""Files of models in our own formats, as they were written when the recording was made."""
STORE: Final = HERE / "models.sqlite3.xz"
"""A server's store of uploaded models, of that time too."""
PRESETS: Final = HERE / "presets"
"""Preset files of that time, which an extra folder of presets may still hold."""
