"""Untrusted zip archives: checked before anything is unpacked, and never unpacked to disk."""

import io
import zipfile
import zlib

from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.errors import FormatError


class Archive:
    """The members of a zip archive in memory.

    Parameters
    ----------
    data : bytes
        The archive.
    limits : Limits
        The limits on what it unpacks to.

    Raises
    ------
    FormatError
        If it is damaged, unpacks to too much, or has a name twice, an encrypted member, a path out of the
        archive, or a compression method other than none and deflate.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise FormatError("archive", f"no zip archive ({error})", "a whole one") from error
        limits.check_entries("archive", len(infos))
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) < len(infos):
            raise FormatError("archive", "a member's name twice", "each name once")
        for name, info in self._infos.items():
            _check(name, info)
        limits.check_unpacked("archive", sum(info.file_size for info in infos))

    @property
    def names(self) -> list[str]:
        """The names of the members."""
        return list(self._infos)

    def read(self, name: str, most: int | None = None) -> bytes:
        """Unpack one member, of no more than `most` bytes if that is given.

        Raises
        ------
        FormatError
            If it is damaged or larger.
        """
        info = self._infos[name]
        if most is not None and info.file_size > most:
            raise FormatError(f"member {name}", f"{info.file_size:,} bytes", f"at most {most:,}")
        try:
            with self._zip.open(info) as member:
                data = member.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise FormatError(f"member {name}", f"damage ({error})", "a whole member") from error
        if len(data) != info.file_size:
            raise FormatError(f"member {name}", f"{len(data):,} bytes", f"{info.file_size:,}")
        return data


def _check(name: str, info: zipfile.ZipInfo) -> None:
    part = f"member {name[:80]}"
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
        raise FormatError(part, "a path out of the archive", "a plain name")
    if info.flag_bits & 0x1:
        raise FormatError(part, "an encrypted member", "one that can be read")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FormatError(part, f"packing {info.compress_type}", "none or deflate")
