"""The tutorial on one page: drawing, equations, names and a few lines of code, to be printed and kept."""

from dataclasses import dataclass
from pathlib import Path

from app.learn.text.parser import front_matter
from app.learn.text.prose import Prose


@dataclass(frozen=True, slots=True)
class SheetView:
    """What its template receives; `html` and `drawings` (wide and tall) are trusted, and say the same."""

    title: str
    summary: str
    html: str
    drawings: dict[str, str]


DRAWING = "short-end"
"""The figure whose stills it shows: the tall one on phones."""


def read_sheet(folder: Path, language: str) -> SheetView:
    """Return the page in a language, from its Markdown file in the tutorial's folder."""
    file = folder / f"sheet.{language}.md"
    lines = file.read_text(encoding="utf-8").splitlines()
    front, first = front_matter(lines, file)
    stills = folder / "stills" / language
    return SheetView(
        front["title"],
        front["summary"],
        Prose(language).text("\n".join(lines[first:])),
        {
            shape: (stills / f"{DRAWING}.{shape}.svg").read_text(encoding="utf-8")
            for shape in ("wide", "tall")
        },
    )
