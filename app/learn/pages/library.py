"""The tutorial in all its languages, and the Lab's tasks, as a server keeps them."""

from pathlib import Path
from threading import Lock

from app.learn.drawings.findings import Findings
from app.learn.pages.book import Book
from app.learn.pages.lab_tasks import lab_tasks
from app.learn.pages.sheet import SheetView, read_sheet
from app.learn.text.tutorial import read_tutorial
from app.learn.truth.measurements import measurements
from app.learn.truth.runs import Runs
from app.presets.catalogue import PresetCatalogue
from app.site.i18n import LANGUAGES
from app.wire.documents import Document


class Library:
    """Books by language.

    Parameters
    ----------
    folder : Path
        Contains one folder of chapters per language, ``stills``, and the Lab's tasks.
    presets : PresetCatalogue
        The networks of the figures.
    findings : Findings
        Everything that was measured once, and its figures.
    follow : bool
        Read the files again whenever one has changed.
    """

    def __init__(
        self, folder: Path, presets: PresetCatalogue, findings: Findings, *, follow: bool = False
    ) -> None:
        self._folder, self._presets, self._findings, self._follow = folder, presets, findings, follow
        self._seen: tuple[object, ...] = ()
        self._books: dict[str, Book] = {}
        self._reading = Lock()
        self._lab_tasks: Document | None = None

    def lab_tasks(self) -> Document:
        """Return the Lab's tasks as its page receives them."""
        if self._follow or self._lab_tasks is None:
            self._lab_tasks = Document.of(lab_tasks(self._folder))
        return self._lab_tasks

    def sheet(self, language: str) -> SheetView:
        """Return the tutorial on one page, in a language."""
        return read_sheet(self._folder, language)

    @property
    def is_read(self) -> bool:
        """Whether `book` answers at once, without reading files."""
        return bool(self._books) and not (self._follow and self._state() != self._seen)

    def book(self, language: str) -> Book:
        """Return the tutorial of a language; threads that ask at the same time get the same one."""
        with self._reading:
            if not self.is_read:
                self._read()
            return self._books[language]

    def _read(self) -> None:
        self._seen = self._state()
        runs, measured = Runs(self._presets), measurements(self._findings)
        self._books = {
            language: Book(
                read_tutorial(self._folder, language),
                runs,
                measured,
                self._folder / "stills" / language,
                self._findings.drawer(language),
            )
            for language in LANGUAGES
        }

    def _state(self) -> tuple[object, ...]:
        files = sorted(file for file in self._folder.rglob("*") if file.is_file())
        return tuple((file, file.stat().st_mtime_ns) for file in files)
