"""The two languages of the pages: gettext catalogues with symbolic ids.

A catalogue is every ``.po`` file of ``app/locale/<language>/``; they are read by
Babel at start, so nothing is compiled and nothing compiled is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

LANGUAGES = {"en": "en", "zh": "zh-Hans"}
"""Our language codes, and what ``<html lang>`` calls them."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language.

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
        """Return a text with its ``{placeholders}`` filled; an unknown id stands for itself."""
        text = self.texts.get(message, message)
        return text.format(**values) if values else text

    def starting_with(self, *prefixes: str) -> dict[str, str]:
        """Return the texts whose ids start with one of `prefixes`."""
        return {key: text for key, text in self.texts.items() if key.startswith(prefixes)}


def load(folder: Path) -> dict[str, Catalogue]:
    """Read the catalogues of all languages.

    Parameters
    ----------
    folder : Path
        Holds a folder of ``.po`` files for each language.

    Raises
    ------
    ValueError
        When an id is given twice, or a file cannot be read.
    """
    return {language: _load(language, folder / language) for language in LANGUAGES}


def _load(language: str, folder: Path) -> Catalogue:
    texts: dict[str, str] = {}
    for file in sorted(folder.glob("*.po")):
        try:
            with file.open("rb") as stream:
                messages = list(read_po(stream, locale=language, abort_invalid=True))
        except PoFileError as error:
            raise ValueError(f"{file}: {error}") from error
        for message in messages:
            if not message.id:
                continue
            if message.id in texts:
                raise ValueError(f"{file}: the id {message.id!r} is given twice")
            texts[str(message.id)] = str(message.string)
    return Catalogue(language, texts)
