"""Readers and changed files: a few of each in the suite, thousands by ``python -m tests.fuzz``."""

from pathlib import Path

import pytest

from tests.fuzz import mutations
from tests.fuzz.readers import READERS, Reader

COUNT = {"keras": 12, "h5": 12, "npz": 60, "onnx": 100}
FOUND = sorted((Path(__file__).parent / "found").iterdir())


@pytest.mark.parametrize("name", READERS)
def test_a_changed_file_is_a_model_or_its_fault(name: str) -> None:
    reader = READERS[name]
    for seed in range(COUNT.get(name, 150)):
        assert reader.fault(reader.mutant(seed)) == "", f"python -m tests.fuzz 1 {name} {seed}"


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name)
def test_what_once_broke_a_reader_breaks_it_no_more(file: Path) -> None:
    assert READERS[file.name.partition("-")[0]].fault(file.read_bytes()) == ""


def test_the_fuzzer_sees_readers_that_break_and_reads_files_that_are_whole() -> None:
    for reader in READERS.values():
        assert not any(reader.fault(seed) for seed in reader.seeds)

    def broken(data: bytes) -> object:
        return data[10**9]

    found = Reader([b"abc"], [mutations.of_bytes], broken)
    assert found.fault(found.mutant(0)) == "IndexError('index out of range')"
