"""The tutorial as browser tests see it: its screens in order, and what to wait for."""

from urllib.parse import parse_qsl

from playwright.sync_api import Page

from app.config import ROOT
from app.learn.pages.book import Book
from app.learn.pages.library import Library
from app.learn.shipped import shipped_findings, shipped_presets
from app.learn.text.places import Place
from app.learn.truth.moments import Moment, moment
from app.learn.truth.runs import Runs
from tests.browser.waits import until

PRESETS = shipped_presets()
RUNS = Runs(PRESETS)
LIBRARY = Library(ROOT / "templates" / "learn", PRESETS, shipped_findings(PRESETS))
BOOK: Book = LIBRARY.book("en")
SHORT, PATHS = (
    [screen.path for chapter in BOOK.chapters if chapter.path == path for screen in chapter.screens]
    for path in ("short", "all")
)
"""English addresses of the screens of both paths, in order."""
HERE = Place(ROOT, 1)
SHOWS = """
([id, step, phase, pins]) => {
  const figure = document.getElementById(id);
  const inLab = new URLSearchParams(figure.querySelector('.to-lab').hash.slice(1));
  return figure.querySelector('.moment b').textContent.includes(` ${step} `) && inLab.get('step') === step &&
    inLab.get('phase') === phase && (inLab.get('pins') ?? '') === pins;
}
"""

SIDE = [screen.path for chapter in BOOK.chapters for screen in chapter.screens if screen.side]
"""Those on side paths, which may be left out."""


def address(path: str, language: str) -> str:
    """Return a screen's address in a language."""
    return path if language == "en" else f"/{language}{path}".rstrip("/")


def wait_for_scripts(page: Page) -> None:
    """Wait until keys and fingers are listened to."""
    until(page, "() => document.querySelector('#learn[data-ready]')")


def wait_for_figures(page: Page) -> None:
    """Wait until every figure of the screen lives."""
    until(
        page,
        "() => [...document.querySelectorAll('[data-figure]')].every((figure) => 'live' in figure.dataset)",
    )


def at(fragment: str) -> Moment:
    """Return the moment of an address that a page holds."""
    return moment(dict(parse_qsl(fragment)), HERE)


def wait_for_moment(page: Page, figure: str, goal: Moment) -> None:
    """Wait until a figure, and its link to the Lab, are at a moment."""
    arg = [figure, str(goal.step), goal.phase, goal.keys.get("pins", "")]
    until(page, SHOWS, arg)
