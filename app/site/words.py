"""The words of scripts: which messages a script uses, and what is fetched with a feature's door."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping

from app.site.first_view import Sources, door_views
from app.site.i18n import Catalogue
from app.wire.documents import Document

_LITERAL = re.compile(r"""["'`]([a-z]+(?:\.\w+)+)["'`]""")
_TEMPLATE = re.compile(r"`([a-z]+\.[\w.]*(?:\$\{[^}]*\}[\w.]*)+)`")
"""An id that is assembled in code, such as ```lab.phase.${id}.says```."""


def messages(
    scripts: Iterable[str], sources: Sources, known: Collection[str], units: Collection[str] = ()
) -> list[str]:
    """Return those of the `known` ids that the scripts use, literally or through a template, sorted.

    A unit in `units` may have its own word for what all units share: ``gru.part.forget`` for
    ``lab.part.forget``, ``gru.predict.reason.mix`` for ``predict.reason.mix``.
    """
    text = "\n".join(sources[path].decode() for path in scripts)
    literals = set(_LITERAL.findall(text))
    any_of = re.compile("|".join(sorted(map(_pattern, _TEMPLATE.findall(text)))) or r"(?!)")

    def is_named(message: str) -> bool:
        return message in literals or any_of.fullmatch(message) is not None

    def is_asked(message: str) -> bool:
        head, _, rest = message.partition(".")
        return is_named(f"lab.{rest}") or is_named(rest) if head in units else is_named(message)

    return sorted(filter(is_asked, known))


def _pattern(template: str) -> str:
    fixed = re.split(r"\$\{[^}]*\}", template)
    return r"\w+".join(map(re.escape, fixed))


class Words:
    """The words that every door brings, in every language, each at an address whose content never changes.

    Parameters
    ----------
    catalogues : mapping of str to Catalogue
        The catalogues, by language.
    sources : mapping of str to bytes
        The contents of each static file, by path.
    units : collection of str
        The units that have words of their own.
    """

    def __init__(
        self, catalogues: Mapping[str, Catalogue], sources: Sources, units: Collection[str] = ()
    ) -> None:
        by_door: dict[str, dict[str, dict[str, str]]] = {language: {} for language in catalogues}
        known = {key for catalogue in catalogues.values() for key in catalogue.texts}
        for name, view in door_views(sources).items():
            asked = messages(view.scripts, sources, known, units)
            for language, catalogue in catalogues.items():
                by_door[language][name] = {
                    key: catalogue.texts[key] for key in asked if key in catalogue.texts
                }
        self._by_door = by_door
        self._documents = {
            (language, name): Document.of(texts)
            for language, doors in by_door.items()
            for name, texts in doors.items()
        }
        self._whole = {
            language: Document.of({key: text for texts in doors.values() for key, text in texts.items()})
            for language, doors in by_door.items()
        }
        tags = "".join(document.etag for document in self._documents.values())
        self.hash = hashlib.sha256(tags.encode()).hexdigest()[:16]

    def texts(self, language: str, name: str) -> Mapping[str, str]:
        """Return a door's words by id."""
        return self._by_door[language][name]

    def url(self, language: str, name: str) -> str:
        """Return the address of a door's words."""
        return f"/words/{self.hash}/{language}/{name}"

    def document(self, version: str, language: str, name: str) -> Document | None:
        """Return a door's words, or None if this version does not have them."""
        return self._documents.get((language, name)) if version == self.hash else None

    def all(self, language: str) -> Document:
        """Return the words of all doors together."""
        return self._whole[language]
