"""The files of the checkout: all that git does not ignore."""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".ico", ".woff2", ".npz", ".safetensors", ".h5", ".keras", ".onnx", ".xz"}


def names(folder: Path = ROOT) -> list[str]:
    """Return the names in `folder` that neither git itself nor .gitignore claims."""
    lines = (ROOT / ".gitignore").read_text().splitlines()
    ignored = [".git", *(line.strip("/") for line in lines if line and not line.startswith("#"))]
    return sorted(
        path.name for path in folder.iterdir() if not any(fnmatch(path.name, pattern) for pattern in ignored)
    )


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield every file below `folder`, in order."""
    for name in names(folder):
        path = folder / name
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def text_files(*folders: str) -> Iterator[tuple[str, str]]:
    """Yield path (from the top) and content of every text file below the folders, by default of all."""
    for folder in folders or (".",):
        for path in files(ROOT / folder):
            if path.suffix not in BINARY:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
