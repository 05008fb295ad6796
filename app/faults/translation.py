"""The words of faults in another language: whole sentences by templates, with what was found in its place.

Faults are worded where they are found, in English. A catalogue holds each wording once, with placeholders, as
msgid, and its translation as msgstr: ``expected a number of at most {most}, found {found}``. What a
placeholder of `WORDS` holds is translated as well if the catalogue has a wording for it, such as ``a list``;
names and numbers stay as they are.
"""

import re
from collections.abc import Mapping

WORDS = frozenset(
    {"each", "expected", "fault", "found", "limit", "line", "meaning", "wanted", "what", "who", "why"}
)
"""The placeholders that hold words, not names or numbers."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LONGEST = 600
"""No wording is longer; what is, stays as it is."""


class Translation:
    """Translates the words of faults.

    Parameters
    ----------
    templates : mapping of str to str
        Wordings in English, with placeholders in braces, and their translations with the same placeholders.

    Raises
    ------
    ValueError
        If a translation uses a placeholder that its wording does not have.
    """

    def __init__(self, templates: Mapping[str, str]) -> None:
        for wording, text in templates.items():
            if unknown := set(_PLACEHOLDER.findall(text)) - set(_PLACEHOLDER.findall(wording)):
                raise ValueError(f"{wording!r}: the translation has {min(unknown)!r}, its wording has not")
        fixed = sorted(templates, key=lambda wording: -len(_PLACEHOLDER.sub("", wording)))
        self._patterns = [(_pattern(wording), templates[wording]) for wording in fixed]

    def say(self, words: str) -> str | None:
        """Return the translation of a fault's words, or None if no wording fits.

        The wording with the most fixed letters comes first.
        """
        if len(words) > _LONGEST:
            return None
        for pattern, text in self._patterns:
            if found := pattern.fullmatch(words):
                return text.format(
                    **{name: self._part(name, part) for name, part in found.groupdict().items()}
                )
        return None

    def _part(self, name: str, part: str) -> str:
        return (name in WORDS and self.say(part)) or part


def _pattern(wording: str) -> re.Pattern[str]:
    """Return what matches a wording with anything in place of its placeholders.

    >>> _pattern("found {found}").fullmatch("found a list").groupdict()
    {'found': 'a list'}
    """
    pieces = _PLACEHOLDER.split(wording)
    fixed, names = pieces[::2], pieces[1::2]
    groups = [f"(?P<{name}>.*?)" for name in names]
    pairs = zip([re.escape(piece) for piece in fixed], [*groups, ""], strict=True)
    return re.compile("".join(piece + group for piece, group in pairs), re.DOTALL)
