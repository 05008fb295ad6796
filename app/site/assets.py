"""Static files: one content hash for the whole tree, each compressed once, cached for ever.

Files are served as they are: as written in a checkout, bundled where a bundle was built (``.ci/bundle``). The
hash is part of the path, ``/static/<hash>/js/pages/lab.js``, so the relative imports of ES modules and style
sheets resolve within the same version.
"""

import gzip
import hashlib
import mimetypes
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

_TEXT_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
}
_BROTLI = ".br"
_HIDDEN = (".", "__")
_ALREADY_PACKED = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2", ".gz"}


@dataclass(frozen=True)
class Asset:
    """One static file.

    Attributes
    ----------
    body : bytes
        The file as it is.
    media_type : str
        Its content type.
    can_gain : bool
        Whether it may become smaller: pictures and fonts are compressed as they are.
    brotli : bytes or None
        The file compressed with Brotli, where that lies beside it, in a bundle, and gains something.
    """

    body: bytes
    media_type: str
    can_gain: bool
    brotli: bytes | None

    @cached_property
    def packed(self) -> bytes | None:
        """The file compressed with gzip, None if that gains nothing; made when it is first asked for."""
        packed = _pack(self.body) if self.can_gain else self.body
        return packed if len(packed) < len(self.body) else None

    @property
    def is_ready(self) -> bool:
        """Whether `packed` is there."""
        return "packed" in vars(self)


class AssetTree:
    """All static files of a server.

    Parameters
    ----------
    roots : mapping of str to Path
        Where each path prefix of the tree is on disk; ``""`` is the root of the tree itself. If a root is a
        single file, its prefix is the file's full name.
    follow : bool
        Look for changed files whenever `refresh` is called.
    """

    def __init__(self, roots: Mapping[str, Path], *, follow: bool = False) -> None:
        self._roots = dict(roots)
        self._follow = follow
        self._seen: tuple[object, ...] = ()
        self.files: dict[str, Asset] = {}
        self.hash = ""
        self._load()

    def refresh(self) -> None:
        """Read the tree again if it follows changes and any file has changed."""
        if self._follow and self._state() != self._seen:
            self._load()

    def url(self, path: str) -> str:
        """Return the address of a file, such as ``js/pages/lab.js``.

        Raises
        ------
        KeyError
            When there is no such file; while changes are followed, the file may still appear.
        """
        if path not in self.files and not self._follow:
            raise KeyError(f"no static file {path!r}")
        return f"/static/{self.hash}/{path}"

    def sources(self) -> dict[str, bytes]:
        """Return the contents of all files by path."""
        return {path: file.body for path, file in self.files.items()}

    def _load(self) -> None:
        self._seen = self._state() if self._follow else ()
        digest = hashlib.sha256()
        files = {}
        for name, file in self._paths():
            body = file.read_bytes()
            digest.update(name.encode() + b"\0" + hashlib.sha256(body).digest())
            beside = Path(f"{file}{_BROTLI}")
            files[name] = _asset(name, body, beside.read_bytes() if beside.is_file() else None)
        self.files, self.hash = files, digest.hexdigest()[:16]

    def _paths(self) -> list[tuple[str, Path]]:
        return sorted(
            ("/".join(filter(None, (prefix, path))), root / path)
            for prefix, root in self._roots.items()
            for path in (_below(root) if root.is_dir() else [""])
        )

    def _state(self) -> tuple[object, ...]:
        return tuple((name, (s := file.stat()).st_mtime_ns, s.st_size) for name, file in self._paths())


def _below(root: Path) -> Iterator[str]:
    """Yield the path of each file below a folder, except hidden ones, and forms of others in Brotli."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        inner = Path(folder).relative_to(root).as_posix()
        for name in names:
            if not name.startswith(_HIDDEN) and not name.endswith(_BROTLI):
                yield name if inner == "." else f"{inner}/{name}"


def _asset(name: str, body: bytes, brotli: bytes | None) -> Asset:
    suffix = PurePosixPath(name).suffix
    media_type = _TEXT_TYPES.get(suffix) or mimetypes.guess_type(name)[0]
    can_gain = suffix not in _ALREADY_PACKED
    shorter = brotli if brotli is not None and len(brotli) < len(body) else None
    return Asset(body, media_type or "application/octet-stream", can_gain, shorter)


@lru_cache(maxsize=2048)
def _pack(body: bytes) -> bytes:
    """Compress each file once per process: a server that starts would spend half its time on them."""
    return gzip.compress(body, 9, mtime=0)
