"""The blueprints of all units as documents."""

from collections.abc import Mapping

from app.wire.blueprints import NAMES, described
from app.wire.documents import Document

_TOLD = ("name", "unit", "carried", "lane", "gates")


class BlueprintCatalogue:
    """All units, ready to be sent.

    Attributes
    ----------
    documents : mapping of str to Document
        Each unit, by the name of its blueprint.
    listing : Document
        The list of units, with a summary of each.
    """

    def __init__(self) -> None:
        self.documents: Mapping[str, Document] = {name: Document.of(described(name)) for name in NAMES}
        self.listing = Document.of({"blueprints": [_entry(name) for name in NAMES]})


def _entry(name: str) -> dict[str, object]:
    blueprint = described(name)
    return {key: blueprint[key] for key in _TOLD} | {
        "fields": [field["name"] for field in blueprint["fields"]]
    }
