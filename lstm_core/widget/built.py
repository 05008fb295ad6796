"""The widget's script, style and words: ``.ci/widget`` builds them from the Lab's; the wheel has them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent / "built"
LANGUAGES: Final = ("en", "zh")


@dataclass(frozen=True)
class Built:
    """What a widget needs in the browser.

    Attributes
    ----------
    script : str
        One ES module without imports.
    style : str
        The style sheet of the widget's shadow root.
    words : dict of str
        The texts in one language, by message id.
    """

    script: str
    style: str
    words: dict[str, str]


def built(language: str, folder: Path = FOLDER) -> Built | None:
    """Return what was built, or None where nothing was.

    Raises
    ------
    ValueError
        If there are no words in this language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}, expected {' or '.join(map(repr, LANGUAGES))}")
    texts = [folder / name for name in ("widget.js", "widget.css", f"words.{language}.json")]
    if not all(file.is_file() for file in texts):
        return None
    script, style, words = (file.read_text(encoding="utf-8") for file in texts)
    return Built(script, style, json.loads(words))
