"""The completion, in a real bash."""

import shutil
import subprocess

import pytest

from lstm_core.command import main

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def completed(script: str, *words: str) -> list[str]:
    """Return what bash offers for the last of these words."""
    line = " ".join(f"'{word}'" for word in ("memory-pipe", *words))
    ask = f'COMP_WORDS=({line}); COMP_CWORD={len(words)}; _memory_pipe; printf "%s\\n" "${{COMPREPLY[@]}}"'
    command = ["bash", "--norc", "-uc", f"{script}\n{ask}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["co"], ["compare", "completion", "convert"]),
        (["--v"], ["--version"]),
        (["trace", "--d"], ["--digits", "--dtype", "--dye"]),
        (["trace", "m.npz", "x.csv", "--h"], ["--help", "--head", "--h0"]),
        (["trace", "m.npz", "x.csv", "--dtype", ""], ["float64", "float32"]),
        (["export", "m.npz", "--to", "n"], ["npz"]),
        (["compare", "--tol"], ["--tolerance"]),
        (["inspect", "--pin"], []),
        (["trace", ""], []),
        (["unknown", "--x"], []),
    ],
)
def test_bash_offers_what_the_command_takes(
    words: list[str], offered: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion"]) == 0
    script = capsys.readouterr().out
    assert sorted(completed(script, *words)) == sorted(offered)
