"""The two languages of the pages: gettext catalogues with symbolic ids.

A catalogue consists of all ``.po`` files in ``app/locale/<language>/``. Babel reads them at start, so nothing
is compiled, and no compiled files are kept.

The ids are symbols (``lab.play``), not English sentences: English is a catalogue like any other, improving
its wording changes no template, and a test finds missing texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from app.faults.translation import Translation

LANGUAGES = {"en": "en", "zh": "zh-Hans"}
"""Our language codes, and their values for ``<html lang>``."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts in one language.

    Attributes
    ----------
    language : str
        ``en`` or ``zh``.
    texts : mapping of str to str
        Text by message id, such as ``lab.play``.
    """

    language: str
    texts: Mapping[str, str]

    def text(self, message: str, **values: object) -> str:
        """Return a text with its ``{placeholders}`` filled in; an unknown id is returned unchanged."""
        text = self.texts.get(message, message)
        return text.format(**values) if values else text


def load(folder: Path) -> dict[str, Catalogue]:
    """Read the catalogues of all languages.

    Parameters
    ----------
    folder : Path
        Contains one folder of ``.po`` files per language.

    Raises
    ------
    ValueError
        When an id is defined twice, or a file cannot be read.
    """
    return {language: _load(language, folder / language) for language in LANGUAGES}


def refusals(folder: Path) -> dict[str, Translation]:
    """Read the words of refusals in every language but English, in which they are said.

    Parameters
    ----------
    folder : Path
        Contains ``refusals/<language>.po``, and ``<language>.words.po`` with what its placeholders may hold.

    Raises
    ------
    ValueError
        When a wording is given twice, a placeholder is unknown, or a file cannot be read.
    """
    files = {language: folder / "refusals" / f"{language}.po" for language in LANGUAGES}
    return {
        language: Translation(_read(file, language), _read(file.with_suffix(".words.po"), language))
        for language, file in files.items()
        if file.exists()
    }


def _load(language: str, folder: Path) -> Catalogue:
    texts: dict[str, str] = {}
    for file in sorted(folder.glob("*.po")):
        for key, text in _read(file, language).items():
            if key in texts:
                raise ValueError(f"{file}: the id {key!r} is given twice")
            texts[key] = text
    return Catalogue(language, texts)


def _read(file: Path, language: str) -> Mapping[str, str]:
    try:
        return _parse(file.read_bytes(), language)
    except (PoFileError, ValueError) as error:
        raise ValueError(f"{file}: {error}") from error


@lru_cache(maxsize=256)
def _parse(content: bytes, language: str) -> Mapping[str, str]:
    """Parse each file once per process: while changes are followed, a page reads all of them."""
    found: dict[str, str] = {}
    for message in read_po(BytesIO(content), locale=language, abort_invalid=True):
        if message.id in found:
            raise ValueError(f"the id {message.id!r} is given twice")
        if message.id:
            found[str(message.id)] = str(message.string)
    return found
