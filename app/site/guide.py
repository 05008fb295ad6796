"""What the API guide shows besides words: code in several languages."""

import re
from pathlib import Path
from typing import Final

ORIGIN: Final = "http://127.0.0.1:8000"
"""The address used in the code; the page replaces it by that of its server."""
_BLOCK: Final = re.compile(r"^```(\w+) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def code(file: Path) -> dict[str, dict[str, str]]:
    """Return the code blocks in a Markdown file, by name and then by language.

    Raises
    ------
    ValueError
        If two blocks have the same name and language.
    """
    blocks: dict[str, dict[str, str]] = {}
    for language, name, text in _BLOCK.findall(file.read_text(encoding="utf-8")):
        if language in blocks.setdefault(name, {}):
            raise ValueError(f"{file}: the block {language} {name} is given twice")
        blocks[name][language] = text.rstrip("\n")
    return blocks


def at(blocks: dict[str, dict[str, str]], origin: str) -> dict[str, dict[str, str]]:
    """Return the same code for a server at another address."""
    return {
        name: {language: text.replace(ORIGIN, origin) for language, text in block.items()}
        for name, block in blocks.items()
    }
