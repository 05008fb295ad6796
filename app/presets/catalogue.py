"""The catalogue of presets: every file is read and checked at start."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.faults.kinds import FieldError, Refused
from app.faults.wording import error_of
from app.presets.build import Preset, build
from app.presets.file import PresetFile
from app.site.i18n import LANGUAGES
from app.wire.documents import Document
from lstm_core.interop.containers import documents
from lstm_core.interop.errors import FormatError

FIRST = "lanes"
"""The preset with which the Lab opens."""
_NOT_PICTURED = frozenset({"weights", "summary", "captions", "training"})
"""What is half of a preset and in no picture: the server runs it, and other pages tell the rest."""


class PresetError(ValueError):
    """A preset file that cannot be used; the message names the file, the place and the fault."""


class PresetCatalogue:
    """All presets of a server, by name.

    Parameters
    ----------
    folders : iterable of Path
        Folders in which every ``*.json`` file is a preset, named after the file.

    Raises
    ------
    PresetError
        When a folder is missing, a file is not a valid preset, or a name is taken.

    Attributes
    ----------
    listing : Document
        The answer that lists them all.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self.presets: dict[str, Preset] = {}
        for folder in folders:
            if not folder.is_dir():
                raise PresetError(f"{folder}: expected a folder of preset files, there is none")
            for file in sorted(folder.glob("*.json"), key=lambda file: file.stem):
                self._add(file)
        self.listing = Document.of({"presets": [_entry(p.wire) for p in self.presets.values()]})

    def titles(self, language: str) -> list[dict[str, object]]:
        """Return names and titles, these in one language."""
        return [
            {"name": name, "title": {language: preset.wire["title"][language]}}
            for name, preset in self.presets.items()
        ]

    def first(self, language: str) -> list[object]:
        """Return the preset with which the Lab opens, in one language; none where the server has no such."""
        return [_told(preset.wire, language) for name, preset in self.presets.items() if name == FIRST]

    def pictured(self, name: str, language: str) -> object:
        """Return what a picture of its runs needs of a preset, the texts in one language."""
        wire = self[name].wire
        return _told({key: wire[key] for key in wire if key not in _NOT_PICTURED}, language)

    def __getitem__(self, name: str) -> Preset:
        """Return a preset, or raise a KeyError that lists the existing ones."""
        if name not in self.presets:
            shown = name if len(name) <= 40 else name[:40] + "..."
            raise KeyError(f'there is no preset "{shown}"; there are: {", ".join(self.presets)}')
        return self.presets[name]

    def _add(self, file: Path) -> None:
        name = file.stem
        if name in self.presets:
            raise PresetError(f"{file}: the name {name!r} is taken by another preset")
        preset = _read(file)
        if preset.wire["name"] != name:
            raise PresetError(
                f"{file}: /name: expected {name!r} like the file, found {preset.wire['name']!r}"
            )
        self.presets[name] = preset


def _read(file: Path) -> Preset:
    try:
        return build(
            PresetFile.model_validate(documents.parsed("file", file.read_text(encoding="utf-8"), "a preset"))
        )
    except ValidationError as error:
        faults = [error_of(item) for item in error.errors()]
    except Refused as refused:
        faults = list(refused.errors)
    except (OSError, UnicodeDecodeError, FormatError) as error:
        faults = [FieldError("", str(error))]
    told = (": ".join(filter(None, (fault.pointer, fault.detail))) for fault in faults)
    raise PresetError(f"{file}: " + "; ".join(told))


def _entry(wire: Mapping[str, Any]) -> dict[str, Any]:
    """Return a preset's entry in the list."""
    return {key: wire[key] for key in ("name", "title", "summary", "unit", "units", "inputs")} | {
        "input_kind": wire["input"]["kind"],
        "examples": [
            {"id": e["id"], "title": e["title"], "steps": len(e["inputs"])} for e in wire["examples"]
        ],
    }


def _told(value: object, language: str) -> object:
    """Return a JSON value with its texts in one language."""
    match value:
        case dict():
            told = {language: value[language]} if value.keys() == LANGUAGES.keys() else value
            return {key: _told(one, language) for key, one in told.items()}
        case list():
            return [_told(one, language) for one in value]
    return value
