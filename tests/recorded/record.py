"""Makes the recording anew: ``python -m tests.recorded.record``. The change that does so says what moved.

With ``--files`` the model files are written anew as well. They are meant to stay: what must be read later is
what was written then.
"""

import json
import lzma
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lstm_core.interop import dump, load
from tests.recorded.addresses import understood
from tests.recorded.asks import asks, asks_of_the_store, kept_in_the_store
from tests.recorded.links import FRAGMENTS, QUERIES
from tests.recorded.models import contents
from tests.recorded.places import FILES, FIXTURES, PRESETS, RECORDING, STORE
from tests.recorded.sending import DATABASE, content, send, serving

KEPT: Final = ("kept-latch", "kept-recall", "kept-stock-position")
"""The presets of `PRESETS` that are kept as model files too: without peepholes, with, and with a head."""
FORMS: Final = ("npz", "safetensors", "pytorch", "onnx")


def main() -> None:
    """Write the recording."""
    if "--files" in sys.argv[1:]:
        _write_files()
    lines = [json.dumps(line, ensure_ascii=False) for line in _lines()]
    RECORDING.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(lines)} lines, {RECORDING.stat().st_size} bytes")  # noqa: T201 - a command


def _lines() -> Iterator[dict[str, Any]]:
    with serving() as client:
        listed = list(asks(client))
    files = []
    with serving() as client:
        for name, ask in listed:
            yield {"kind": "request", "name": name, "ask": ask, "answer": send(client, ask)}
            if name.startswith("upload/"):
                files.append(ask["file"])
    with serving(lzma.decompress(STORE.read_bytes())) as client:
        for name, ask in asks_of_the_store():
            yield {"kind": "stored", "name": name, "ask": ask, "answer": send(client, ask)}
    for file in files:
        yield {"kind": "file", "name": file["kept"], "ask": file, "answer": contents(content(file))}
    with serving() as client:
        found = understood(client, FRAGMENTS, QUERIES)
    for fragment, answer in found["fragments"].items():
        yield {"kind": "fragment", "name": fragment, "ask": fragment, "answer": answer}
    for query, answer in found["queries"].items():
        yield {"kind": "query", "name": query, "ask": query, "answer": answer}


def _write_files() -> None:
    both_ways = load(FIXTURES / "pytorch-both-ways.safetensors").stack()
    stacks = {name: load(PRESETS / f"{name}.json").stack() for name in KEPT} | {"kept-both-ways": both_ways}
    for name, stack in stacks.items():
        for form in FORMS:
            suffix = ".pytorch.safetensors" if form == "pytorch" else f".{form}"
            try:
                (FILES / f"{name}{suffix}").write_bytes(dump(stack, form))
            except ValueError as error:
                print(f"{name} has no place in {form}: {error}")  # noqa: T201 - a command
    with serving() as client:
        for _, ask in kept_in_the_store():
            send(client, ask)
        with sqlite3.connect(Path(os.environ["MEMORY_PIPE_DATA_DIR"]) / DATABASE) as database:
            STORE.write_bytes(lzma.compress(database.serialize()))
    for name in KEPT:
        (FILES / f"{name}.json").write_bytes((PRESETS / f"{name}.json").read_bytes())


if __name__ == "__main__":
    main()
