"""Write the words of a notebook's widget, a file per language: ``python -m app.site.widget_words DEST``."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from app.config import APP, shipped
from app.site.first_view import first_view
from app.site.i18n import Catalogue, load
from app.site.words import messages
from app.wire.blueprints import NAMES, described

ENTRY = "js/pages/widget/entry.js"


def widget_words(static: Path, catalogues: Mapping[str, Catalogue]) -> dict[str, dict[str, str]]:
    """Return the texts that the widget's script uses, by language and message id."""
    sources = {str(file.relative_to(static)): file.read_bytes() for file in (static / "js").rglob("*.js")}
    units = {described(name)["unit"] for name in NAMES}
    scripts = first_view(ENTRY, sources).scripts
    return {
        language: {key: one.texts[key] for key in messages(scripts, sources, one.texts.keys(), units)}
        for language, one in catalogues.items()
    }


def write(folder: Path) -> None:
    """Write the words of all languages into a folder."""
    for language, texts in widget_words(shipped("static"), load(APP / "locale")).items():
        text = json.dumps(texts, ensure_ascii=False, indent=0)
        (folder / f"words.{language}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
