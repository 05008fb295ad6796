"""The words of faults in another language: whole sentences by templates, with what was found in its place.

Faults are worded where they are found, in English. A catalogue holds each wording once, with placeholders, as
msgid, and its translation as msgstr: ``expected a number of at most {most}, found {found}``. What a
placeholder of `WORDS` holds is translated as well if the catalogue has a wording for it, such as ``a list``;
names and numbers stay as they are. ``{array}`` holds a name without spaces, such as ``f.W``.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

_Patterns: TypeAlias = Sequence[tuple[re.Pattern[str], str]]

WORDS = frozenset(
    {"each", "expected", "fault", "found", "limit", "line", "meaning"}
    | {"part", "readings", "wanted", "what", "who", "why"}
)
"""The placeholders that hold words, not names or numbers."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NAME = r"[\w.]+"
_MEETING = re.compile(r"[\u4e00-\u9fff][!-~]|[!-~][\u4e00-\u9fff]")
_LONGEST = 600
"""No wording is longer; what is, stays as it is."""


class Translation:
    """Translates the words of faults.

    Parameters
    ----------
    templates : mapping of str to str
        Wordings in English, with placeholders in braces, and their translations with the same placeholders.
    words : mapping of str to str, optional
        The same of what stands in placeholders of `WORDS` and is no wording by itself, such as ``a list``.

    Raises
    ------
    ValueError
        If a translation uses a placeholder that its wording does not have.
    """

    def __init__(self, templates: Mapping[str, str], words: Mapping[str, str] = MappingProxyType({})) -> None:
        for wording, text in (*words.items(), *templates.items()):
            if unknown := set(_PLACEHOLDER.findall(text)) - set(_PLACEHOLDER.findall(wording)):
                raise ValueError(f"{wording!r}: the translation has {min(unknown)!r}, its wording has not")
        self._templates = templates, words

    @cached_property
    def _whole(self) -> _Patterns:
        return _patterns(self._templates[0])

    @cached_property
    def _words(self) -> _Patterns:
        return _patterns(self._templates[1])

    def say(self, words: str) -> str | None:
        """Return the translation of a fault's words, or None if no wording fits.

        The wording with the most fixed letters comes first.
        """
        return None if len(words) > _LONGEST else self._said(words, self._whole)

    def _said(self, words: str, patterns: _Patterns) -> str | None:
        for pattern, text in patterns:
            if found := pattern.fullmatch(words):
                parts = {name: self._part(name, part) for name, part in found.groupdict().items()}
                return _filled(text, parts)
        return None

    def _part(self, name: str, part: str) -> str:
        told = (self._said(part, self._whole) or self._said(part, self._words)) if name in WORDS else None
        return told or part


def _filled(text: str, parts: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in, a space between Chinese and what is not.

    >>> _filled("应为{found}", {"found": "true"})
    '应为 true'
    """
    told = ""
    for place, piece in enumerate(_PLACEHOLDER.split(text)):
        new = parts[piece] if place % 2 else piece
        told += " " * bool(_MEETING.fullmatch(told[-1:] + new[:1])) + new
    return told


def _patterns(templates: Mapping[str, str]) -> _Patterns:
    fixed = sorted(templates, key=lambda wording: -len(_PLACEHOLDER.sub("", wording)))
    return [(_pattern(wording), templates[wording]) for wording in fixed]


def _pattern(wording: str) -> re.Pattern[str]:
    """Return what matches a wording with anything in place of its placeholders.

    >>> _pattern("found {found}").fullmatch("found a list").groupdict()
    {'found': 'a list'}
    """
    pieces = _PLACEHOLDER.split(wording)
    fixed, names = pieces[::2], pieces[1::2]
    groups = [f"(?P<{name}>{_NAME if name == 'array' else '.*?'})" for name in names]
    pairs = zip([re.escape(piece) for piece in fixed], [*groups, ""], strict=True)
    return re.compile("".join(piece + group for piece, group in pairs), re.DOTALL)
