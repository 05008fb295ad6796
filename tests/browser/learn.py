"""The tutorial as browser tests see it: its screens in order, and what to wait for."""

from playwright.sync_api import Page

from app.config import ROOT
from app.learn.pages.book import Book
from app.learn.pages.library import Library
from app.learn.shipped import shipped_findings, shipped_presets
from app.learn.truth.runs import Runs

PRESETS = shipped_presets()
RUNS = Runs(PRESETS)
LIBRARY = Library(ROOT / "templates" / "learn", PRESETS, shipped_findings(PRESETS))
BOOK: Book = LIBRARY.book("en")
SHORT, PATHS = (
    [screen.path for chapter in BOOK.chapters if chapter.path == path for screen in chapter.screens]
    for path in ("short", "all")
)
"""English addresses of the screens of both paths, in order."""


def address(path: str, language: str) -> str:
    """Return a screen's address in a language."""
    return path if language == "en" else f"/{language}{path}".rstrip("/")


def wait_for_scripts(page: Page) -> None:
    """Wait until keys and fingers are listened to."""
    page.wait_for_selector("#learn[data-ready]", state="attached")


def wait_for_figures(page: Page) -> None:
    """Wait until every figure of the screen lives."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-figure]')].every((figure) => 'live' in figure.dataset)"
    )
