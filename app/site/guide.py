"""What the API guide shows besides words: code in several languages, and the fields of each unit's trace."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.site.i18n import Catalogue
from app.wire.blueprints import described
from app.wire.equations import Field, tables

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


@dataclass(frozen=True, slots=True)
class Unit:
    """The fields of one unit's trace.

    Attributes
    ----------
    name : str
        The name of its blueprint.
    fields : list of (Field, str)
        Each field with its meaning, in the order in which a step computes them.
    """

    name: str
    fields: list[tuple[Field, str]]


def units(catalogue: Catalogue) -> Iterator[Unit]:
    """Yield every unit; a field's meaning is the unit's own, such as ``gru.guide.field.h``, if it has one."""
    for name, fields in tables().items():
        own = f"{described(name)['unit']}.guide.field."
        yield Unit(name, [(field, _meaning(catalogue, own, field.name)) for field in fields])


def _meaning(catalogue: Catalogue, own: str, field: str) -> str:
    shared = f"guide.field.{field}"
    return catalogue.text(own + field if own + field in catalogue.texts else shared)
