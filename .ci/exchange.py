"""Put a virtual environment in the place of another: exchange.py NEW OLD.

A program that runs in the old one goes on: what it has yet to import comes from the new one.
"""

import shutil
import sys
from pathlib import Path


def rename_within(venv: Path, name: str) -> None:
    """Let the environment's programs and settings say `name` for the folder in which they were made."""
    for file in [venv / "pyvenv.cfg", *(venv / "bin").iterdir()]:
        if file.is_file() and not file.is_symlink():
            body = file.read_bytes()
            if (changed := body.replace(venv.name.encode(), name.encode())) != body:
                file.write_bytes(changed)


def remove(venv: Path) -> None:
    """Remove a folder, or a link to one that somebody else may need."""
    if venv.is_symlink():
        venv.unlink()
    else:
        shutil.rmtree(venv, ignore_errors=True)


def main(new: Path, old: Path) -> None:
    """Exchange the two and remove the old one, if there is one."""
    rename_within(new, old.name)
    away = old.with_name(f"{old.name}-old")
    remove(away)
    if old.exists() or old.is_symlink():
        old.rename(away)
    new.rename(old)
    remove(away)


main(*map(Path, sys.argv[1:]))
