"""A unit is data: what runs, stacks, learns and writes reads its gates and fields from the blueprint."""

from pathlib import Path

import pytest

from tests.core.unit_names import named

CORE = Path(__file__).parents[2] / "lstm_core"
ROOMS = ("running", "stacks", "learning", "command")
HOMES = {
    "running/lstm.py": "the kernel of the LSTM",
    "running/blocks.py": "the kernel of the LSTM",
    "running/bptt.py": "the kernel of the LSTM",
    "running/rnn.py": "the plain network under names of its own",
    "running/run.py": "h0 and C0 are arguments",
    "stacks/layer.py": "C0 is an argument; only an LSTM has a projection",
    "stacks/stack.py": "C0 is an argument",
    "stacks/streaming.py": "C0 is an argument",
    "command/inputs.py": "opens a file to read",
    "command/states.py": "C0 is an argument",
}


def modules() -> dict[str, str]:
    return {
        path.relative_to(CORE).as_posix(): path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in (CORE / room).rglob("*.py")
    }


def test_only_kernels_and_arguments_name_a_gate_or_a_field() -> None:
    found = modules()
    assert len(found) > 20
    assert set(HOMES) <= set(found)
    faults = [
        f"{path}:{line} {name}"
        for path, text in found.items()
        if path not in HOMES
        for line, name in named(text)
    ]
    assert faults == []


def test_every_home_still_needs_to_be_one() -> None:
    found = modules()
    assert [path for path in HOMES if not list(named(found[path]))] == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("trace.C[-1]", ["C"]),
        ("getattr(trace, 'tanh_C')", ["tanh_C"]),
        ("for gate in ('f', 'i'): pass", ["f", "i"]),
        ("values['passed'] + params.z.W", ["passed", "z"]),
        ("trace.h + trace.values[lane]", []),
        ("f'{x:g} of {name!r:>5}'", []),
    ],
)
def test_a_name_of_one_unit_is_seen(source: str, names: list[str]) -> None:
    assert sorted(name for _, name in named(source)) == sorted(names)
