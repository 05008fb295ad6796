"""The readers that are fuzzed, with files to begin with and ways to change them."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lstm_core import Head
from lstm_core.interop import Contents, FormatError, Limits, dump, read
from lstm_core.interop.confined.reading import read_model
from lstm_core.interop.containers import tables
from lstm_core.interop.containers.tables import TableError
from lstm_core.interop.errors import BrokenReaderError, TooLargeError, TooSlowError
from lstm_core.params import GATES, LSTMParams
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.architecture.tree import ROOT
from tests.core.onnx_models import onnx_lstm
from tests.fuzz import mutations
from tests.hostile import corpus

LIMITS: Final = Limits(file_bytes=2**22, unpacked_bytes=2**24, entries=2000, weights=2**20)
_FIXTURES: Final = ROOT / "tests" / "fixtures"
_BROKEN: Final = (BrokenReaderError, TooLargeError, TooSlowError)


@dataclass(frozen=True)
class Reader:
    """A reader of one kind of file.

    Attributes
    ----------
    seeds : sequence of bytes
        Files that it can read.
    ways : sequence of callables
        How they are changed.
    read : callable
        The reader. A file's fault is fine; any other error is not.
    """

    seeds: Sequence[bytes]
    ways: Sequence[Callable[[bytes, random.Random], bytes]]
    read: Callable[[bytes], object]

    def mutant(self, seed: int) -> bytes:
        """Return the changed file of this number."""
        rng = random.Random(seed)  # noqa: S311 - not for secrets
        return rng.choice(self.ways)(rng.choice(self.seeds), rng)

    def fault(self, data: bytes) -> str:
        """Return what is wrong with the reader at this file; empty if nothing is."""
        try:
            self.read(data)
        except _BROKEN as error:
            return f"{error} {getattr(error, 'trace', '')}"
        except (FormatError, TableError):
            return ""
        except Exception as error:
            return repr(error)
        return ""


def _stack() -> LayerStack:
    rng = np.random.default_rng(0)
    W, U, b = ({g: rng.normal(size=(4, *n)) for g in GATES} for n in ((2,), (3,), ()))
    projected = Layer.projecting(W, U, b, rng.normal(size=(3, 4))).starting(rng.normal(size=3), None)
    both = StackLayer(Layer(LSTMParams.random(3, 2, rng, "full")), Layer(LSTMParams.random(3, 2, rng)))
    return LayerStack([StackLayer(projected), both], Head(rng.normal(size=(2, 4)), rng.normal(size=2)))


def _fixtures(pattern: str) -> list[bytes]:
    return [one.read_bytes() for one in sorted(_FIXTURES.glob(pattern))]


def _model(data: bytes) -> Contents:
    return read(data, LIMITS)


def _confined(data: bytes) -> Contents:
    return read_model(data, LIMITS)


def _table(data: bytes) -> object:
    return tables.parse(data, 1000)


_NPY: Final = corpus.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", bytes(24))
READERS: Final = {
    "safetensors": Reader(
        [*_fixtures("*.safetensors"), dump(_stack(), "safetensors")],
        [mutations.of_safetensors, mutations.of_bytes],
        _model,
    ),
    "npz": Reader([dump(_stack(), "npz")], [mutations.of_archive, mutations.of_bytes], _model),
    "json": Reader(
        [(ROOT / "app" / "presets" / f"{name}.json").read_bytes() for name in ("latch", "brackets")],
        [mutations.of_json, mutations.of_bytes],
        _model,
    ),
    "onnx": Reader(
        [
            *_fixtures("*.onnx"),
            onnx_lstm(2, 3, direction="bidirectional").data,
            dump(LayerStack.of(LSTMParams.random(2, 3, 0)), "onnx"),
        ],
        [mutations.of_onnx, mutations.of_bytes],
        _model,
    ),
    "table": Reader(
        [_NPY, b"a,b\n1,2\n3,4\n", b'"a;1";b\n1;2\n'], [mutations.of_tokens, mutations.of_bytes], _table
    ),
    "keras": Reader(_fixtures("*.keras"), [mutations.of_archive, mutations.of_bytes], _confined),
    "h5": Reader(_fixtures("*.h5"), [mutations.of_bytes], _confined),
}
