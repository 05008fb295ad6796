"""The tutorial in all its languages, as a server holds it."""

from pathlib import Path

from app.learn.pages.book import Book
from app.learn.text.tutorial import read_tutorial
from app.learn.truth.measurements import read_measurements
from app.learn.truth.runs import Runs
from app.presets.catalogue import PresetCatalogue
from app.site.i18n import LANGUAGES


class Library:
    """Books by language.

    Parameters
    ----------
    folder : Path
        Holds a folder of chapters for each language, and ``stills``.
    data : Path
        Holds what was measured once.
    presets : PresetCatalogue
        The networks of the figures.
    follow : bool
        Read again whenever a file has changed.
    """

    def __init__(self, folder: Path, data: Path, presets: PresetCatalogue, *, follow: bool = False) -> None:
        self._folder, self._data, self._presets, self._follow = folder, data, presets, follow
        self._seen: tuple[object, ...] = ()
        self._books: dict[str, Book] = {}

    def book(self, language: str) -> Book:
        """Return the tutorial of a language."""
        if not self._books or (self._follow and self._state() != self._seen):
            self._read()
        return self._books[language]

    def _read(self) -> None:
        self._seen = self._state()
        runs, measurements = Runs(self._presets), read_measurements(self._data)
        self._books = {
            language: Book(
                read_tutorial(self._folder, language), runs, measurements, self._folder / "stills" / language
            )
            for language in LANGUAGES
        }

    def _state(self) -> tuple[object, ...]:
        files = sorted(file for file in self._folder.rglob("*") if file.is_file())
        return tuple((file, file.stat().st_mtime_ns) for file in files)
